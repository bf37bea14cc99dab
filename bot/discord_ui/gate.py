"""Who asks too much at once gets a friendly word in place of an answer, seen by nobody else."""

import logging
import math
from typing import Final

import discord

from bot.discord_ui.host import DeskBot, Interaction, guild_of
from bot.discord_ui.layout import note_layout

_log = logging.getLogger(__name__)

_CROWDED: Final = "More is asked all at once than I can answer just now. Try again in a minute, please."
_SLOWLY: Final = "That is more at once than I can give one person or one server. Try again in {}, please."


def _word(seconds: float) -> str:
    whole = max(1, math.ceil(seconds))
    return _SLOWLY.format("a second" if whole == 1 else f"{whole} seconds")


async def admits(interaction: Interaction) -> bool:
    """Tell whether to answer one more interaction, each once; who has to wait is told, and offered nothing meanwhile.

    What is offered while typing may be told twice.
    """
    bot, typing = interaction.client, interaction.type is discord.InteractionType.autocomplete
    if not typing and not bot.intake.admit(interaction.id):
        return False
    pace = bot.typing_pace if typing else bot.pace
    at = interaction.created_at.timestamp()
    seconds = pace.wait(interaction.user.id, interaction.guild_id, at)
    crowded = bot.intake.crowded
    if not seconds and not crowded:
        return True
    _note(bot, interaction.user.id, interaction.guild_id, at)
    try:
        if typing:
            await interaction.response.autocomplete([])
        else:
            word = _word(seconds) if seconds else _CROWDED
            await interaction.response.send_message(view=note_layout(word), ephemeral=True)
    except discord.HTTPException as failed:
        _log.debug("limited_untold status=%s code=%s", failed.status, failed.code)
    return False


async def admits_message(bot: DeskBot, message: discord.Message) -> bool:
    """Tell whether one more message is to be answered; who has to wait is told once in a while, directly."""
    server, at = guild_of(message), message.created_at.timestamp()
    seconds = bot.pace.wait(message.author.id, server, at)
    if not seconds and not bot.intake.crowded:
        return True
    if _note(bot, message.author.id, server, at):
        try:
            await message.author.send(view=note_layout(_word(seconds) if seconds else _CROWDED))
        except discord.HTTPException as failed:
            _log.debug("limited_untold status=%s code=%s", failed.status, failed.code)
    return False


def _note(bot: DeskBot, member: int, server: int | None, at: float) -> bool:
    """Count it, and log it once in a while; tell whether this is such a time."""
    bot.meter.unanswered("limited")
    first = bot.pace.first((member, server), at)
    if first:
        _log.info("limited server=%s", server)
    return first
