"""A day's log in words: kept when told directly, and only pointed elsewhere when said where others hear it."""

import discord

from bot.ask import Redacted
from bot.discord_ui import delivery, send
from bot.discord_ui.day_view import day_layout, elsewhere_layout
from bot.discord_ui.host import DeskBot, Interaction, asker_of, guild_of


async def taken(bot: DeskBot, message: discord.Message, text: str, heard: Redacted) -> bool:
    """Answer a message that is a day's log; false when it is none.

    In a channel nothing of it is kept or repeated: the answer says how to log it privately.
    """
    if not bot.daybook.is_log(heard):
        return False
    if guild_of(message) is not None:
        await delivery.reply(message, elsewhere_layout())
        if heard.found:
            await send.warn(message)
        return True
    day = await bot.daybook.log(text, asker_of(message))
    await delivery.reply(message, day_layout(day))
    return True


async def logged(bot: DeskBot, interaction: Interaction, text: str, heard: Redacted) -> bool:
    """Log what /ask was given when it is a day's log, for the asker's eyes alone; false when it is none."""
    if not bot.daybook.is_log(heard):
        return False
    day = await send.within_time(interaction, bot.daybook.log(text, asker_of(interaction)), private=True)
    await send.send_view(interaction, day_layout(day), private=True)
    return True
