"""Buttons and menus that answer after a restart: each click finds its answer by the row id in its custom id.

One dynamic item serves them all, and a layout of ours holds nothing else that can be clicked: the library forgets a
dynamic class for the whole process when a view that mixes it with ordinary items ends.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self

import discord
from discord import ui

from bot.discord_ui import ids
from bot.discord_ui.host import take
from bot.discord_ui.ids import Action
from bot.discord_ui.limits import BUTTON_LABEL, OPTION_LABEL, SELECT_OPTIONS, fit
from bot.domain.record import Key

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Labelled = tuple[int, str]
"""The number of a choice and what it says."""

_LABELS: Final = {
    Action.MATH: "Show the math",
    Action.CODES: "Codes that could apply",
    Action.CHART: "Chart",
    Action.CHANGE: "Change assumptions",
    Action.SHOW: "Show",
    Action.AGAIN: "Run again",
    Action.RESUME: "Continue",
    Action.DROP: "Remove",
    Action.AUDIT: "Older",
    Action.DAYFORM: "Log my day privately",
    Action.DAYEDIT: "Edit",
    Action.DAYUNDO: "Undo",
    Action.DAYSHARE: "Share to channel",
}
_DANGER: Final = discord.ButtonStyle.danger


class Clickable(ui.DynamicItem[ui.Item[ui.LayoutView]], template=ids.OURS):
    """Any button or menu of ours. What a click does is decided by the bot that receives it."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Take over the item as Discord sent it back; its custom id is all that matters."""
        del match
        take(interaction)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the click to the bot."""
        await interaction.client.handle_click(interaction, self.item)


def detail_button(action: Action, record_id: int) -> ui.Item[Any]:
    """Return the button that opens what stands behind one answer."""
    return Clickable(ui.Button(label=_LABELS[action], custom_id=ids.build(action, record_id)))


def turn_button(label: str, action: Action, search: int, key: Key) -> ui.Item[Any]:
    """Return the button that turns the history list to the page before or behind a place."""
    micros = (key.at - _EPOCH) // timedelta(microseconds=1)
    return Clickable(ui.Button(label=label, custom_id=ids.build(action, search, micros, key.id)))


def key_of(micros: int, record_id: int) -> Key | None:
    """Read the place back that a button stands for; None for one that no button of ours ever had."""
    try:
        return Key(at=_EPOCH + timedelta(microseconds=micros), id=record_id)
    except OverflowError:
        return None


def confirm_button(label: str, action: Action, number: int) -> ui.Item[Any]:
    """Return the button that does what cannot be undone."""
    return Clickable(ui.Button(label=label, style=_DANGER, custom_id=ids.build(action, number)))


def choice_buttons(record_id: int, choices: Sequence[Labelled]) -> list[ui.Item[Any]]:
    """Return one button for each choice."""
    return [
        Clickable(ui.Button(label=fit(label, BUTTON_LABEL), custom_id=ids.build(Action.PICK, record_id, number)))
        for number, label in choices
    ]


def choice_menu(record_id: int, choices: Sequence[Labelled]) -> ui.Item[Any]:
    """Return one menu of all choices, for more than fit in a row of buttons."""
    options = [
        discord.SelectOption(label=fit(label, OPTION_LABEL), value=str(number))
        for number, label in choices[:SELECT_OPTIONS]
    ]
    custom_id = ids.build(Action.CHOOSE, record_id)
    return Clickable(ui.Select(placeholder="Which one?", options=options, custom_id=custom_id))
