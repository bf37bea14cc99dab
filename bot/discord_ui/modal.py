"""A form of ours: limited like every question, and its errors end at the one error door."""

from typing import Any

import discord
from discord import ui

from bot.discord_ui import door, gate
from bot.discord_ui.host import take


class Form(ui.Modal):
    """What every form of ours is."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let what was sent in once, and none of a sender who asks too much at once."""
        take(interaction)
        return await gate.admits(interaction)

    async def on_error(  # type: ignore[override]  # a form's own has no item
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Tell whatever went wrong with what was sent, also where it is no form of ours any more."""
        take(interaction)
        await door.report(interaction, error, "form")
