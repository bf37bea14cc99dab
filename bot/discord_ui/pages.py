"""The history list: one server's answers, or one person's own, a page at a time; and one of them opened."""

from typing import Any, Final

import discord
from discord import ui

from bot.ask import Asker, Reply
from bot.discord_ui.buttons import confirm_button, detail_button, turn_button
from bot.discord_ui.ids import Action
from bot.discord_ui.layout import answer_layout
from bot.discord_ui.limits import assert_fits, fit
from bot.discord_ui.text import escape
from bot.domain.record import Page, Record, Stored

_ENTRY: Final = 300
"""Characters of one verdict in the list; five of them and their dates stay far below Discord's 4,000."""
_NOTHING: Final = "Nothing kept yet. Ask something with /ask."
_NONE_FOUND: Final = "Nothing kept here fits that."


def page_layout(page: Page, search: int = 0) -> ui.LayoutView:
    """Lay out one page, newest first, with a button to open each answer."""
    view = ui.LayoutView(timeout=None)
    if not page.records:
        view.add_item(ui.TextDisplay(_NONE_FOUND if search else _NOTHING))
        return view
    first, last = page.records[0].at, page.records[-1].at
    days = [discord.utils.format_dt(moment, "d") for moment in (last, first)]
    stretch = days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"
    view.add_item(ui.TextDisplay(f"**{'Found' if search else 'History'}, {stretch}**"))
    for record in page.records:
        view.add_item(ui.Section(ui.TextDisplay(_entry(record)), accessory=detail_button(Action.SHOW, record.id)))
    turns = []
    if page.newer is not None:
        turns.append(turn_button("Newer", Action.NEWER, search, page.newer))
    if page.older is not None:
        turns.append(turn_button("Older", Action.OLDER, search, page.older))
    if turns:
        view.add_item(ui.ActionRow(*turns))
    assert_fits(view)
    return view


def record_layout(record: Record, asker: Asker, *, moderator: bool) -> ui.LayoutView:
    """Lay out a kept answer as it was given, with what can be done with it now."""
    view = answer_layout(Reply(answer=record.answer, record_id=record.id))
    actions: list[ui.Item[Any]] = [detail_button(action, record.id) for action in (Action.AGAIN, Action.RESUME)]
    if moderator or record.user_id == asker.user_id:
        actions.append(detail_button(Action.DROP, record.id))
    view.add_item(ui.ActionRow(*actions))
    assert_fits(view)
    return view


def confirm_layout(question: str, label: str, action: Action, number: int) -> ui.LayoutView:
    """Ask before something is deleted for good."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(escape(question)))
    view.add_item(ui.ActionRow(confirm_button(label, action, number)))
    return view


def _entry(record: Stored) -> str:
    """Write when, what and from which release; never who, since nobody's questions are shown to another by name."""
    when = discord.utils.format_dt(record.at, "f")
    return f"{escape(fit(record.said, _ENTRY))}\n-# #{record.id} · {when} · {escape(record.release)}"
