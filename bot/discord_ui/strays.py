"""Clicks and forms that nothing of ours takes: of an earlier start, of another version, or made up.

Discord shows "This interaction failed" to whoever gets no answer. The library gives every interaction to what takes it
first and tells of it afterwards, so what is not marked as taken by then is nobody's.
"""

from typing import Final

import discord

from bot.discord_ui import door
from bot.discord_ui.host import Interaction, taken
from bot.errors import BadQuestionError

_OURS: Final = {discord.InteractionType.component: "button", discord.InteractionType.modal_submit: "form"}


async def answer(interaction: Interaction) -> None:
    """Say a word to one that nothing took."""
    what = _OURS.get(interaction.type)
    if what is None or taken(interaction):
        return
    message = f"That {what} is from before my last start, or from another version of me."
    await door.report(
        interaction, BadQuestionError(message, "Open it once more, or ask again with /ask."), f"stray:{what}"
    )
