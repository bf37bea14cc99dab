"""`python -m bot run`, and `python -m bot` alone."""

import gc
import sys

from bot import logs, settings


def run() -> None:
    """Start the Discord bot, or without DISCORD_TOKEN the console chat."""
    chosen = settings.read()
    if chosen.discord_token is None:
        from bot.console import chat  # noqa: PLC0415 - needs the database library, which `ask` has no use for

        sys.stderr.write("DISCORD_TOKEN is not set, so this is the console chat on the same answers.\n")
        # Log lines between the answers are noise, unless someone asked for them.
        logs.configure(
            chosen.log_level if "log_level" in chosen.model_fields_set else "ERROR", chosen.log_format, chosen.secrets
        )
        chat.run(chosen.database_url)
        return
    # What a start makes stays: walking through it again and again, as it grows, took a fifth of the start. The bot
    # switches it on again once it has taken all of that out of it.
    gc.disable()
    from bot.app.run import run_bot  # noqa: PLC0415 - discord.py is heavy, and the console has no use for it

    logs.configure(chosen.log_level, chosen.log_format, chosen.secrets)
    run_bot(chosen)
