"""/explain: a term or a rule, with an example computed now."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of


class Explain(commands.Cog):
    """The glossary."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(topic="A term or rule: work RVU, modifier 25, conversion factor, direct primary care…")
    async def explain(self, interaction: Interaction, topic: app_commands.Range[str, 1, 100]) -> None:
        """Explain a term or rule in two sentences, with an example from the loaded fee schedule."""
        question = options.topic(self._bot.desk, topic)
        await send.respond(interaction, self._bot.desk.ask(question, asker_of(interaction)))

    @explain.autocomplete("topic")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer entries from memory."""
        return options.topic_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Explain(bot))
