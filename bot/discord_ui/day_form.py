"""The form of the day's log, for those who prefer one to a command."""

from typing import Any, Final

import discord
from discord import ui

from bot.discord_ui import door, send
from bot.discord_ui.day_view import day_layout
from bot.discord_ui.host import asker_of
from bot.discord_ui.modal import Form

MOST: Final = 1_000
_EXAMPLE: Final = "12 99213, 3 warts, 2x30 min counseling, 1 AWV"


class DayForm(Form):
    """Asks for the day and for what was done; what is sent back is logged, or takes the place of an earlier log."""

    def __init__(self, filled: str = "", replacing: int | None = None) -> None:
        super().__init__(title="My day", timeout=None)
        self._replacing = replacing
        day, _, done = filled.rpartition(": ")
        self._day: ui.TextInput[Any] = ui.TextInput(
            custom_id="day", required=False, max_length=40, default=day or None, placeholder="today"
        )
        self._done: ui.TextInput[Any] = ui.TextInput(
            custom_id="done",
            style=discord.TextStyle.paragraph,
            max_length=MOST,
            default=done or None,
            placeholder=_EXAMPLE,
        )
        self.add_item(ui.Label(text="Day", description="today, yesterday or a date", component=self._day))
        self.add_item(
            ui.Label(
                text="What was done", description="No patient details, please; only you see it", component=self._done
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Log what was filled in, for its owner's eyes alone."""
        async with door.guarding(interaction, "form:day"):
            text = f"{self._day.value.strip() or 'today'}: {self._done.value}"
            work = interaction.client.daybook.log(text, asker_of(interaction), replacing=self._replacing)
            day = await send.within_time(interaction, work, private=True)
            await send.send_view(interaction, day_layout(day), private=True)
