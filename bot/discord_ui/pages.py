"""The history list: one server's answers, or one person's own, a page at a time."""

from typing import Final

import discord
from discord import ui

from bot.discord_ui.buttons import detail_button, page_button
from bot.discord_ui.ids import Action
from bot.discord_ui.limits import assert_fits, fit
from bot.discord_ui.text import escape
from bot.domain.record import Page, Record

_ENTRY: Final = 300
"""Characters of one verdict in the list; five of them and their dates stay far below Discord's 4,000."""


def page_layout(page: Page) -> ui.LayoutView:
    """Lay out one page, newest first, with a button to open each answer."""
    view = ui.LayoutView(timeout=None)
    if not page.records:
        view.add_item(ui.TextDisplay("Nothing kept yet. Ask something with /ask."))
        return view
    answers = "1 answer" if page.total == 1 else f"{page.total} answers"
    heading = f"**History, page {page.number} of {page.pages}** ({answers})"
    view.add_item(ui.TextDisplay(heading))
    for record in page.records:
        view.add_item(ui.Section(ui.TextDisplay(_entry(record)), accessory=detail_button(Action.SHOW, record.id)))
    turns = []
    if page.number > 1:
        turns.append(page_button("Newer", page.number - 1))
    if page.number < page.pages:
        turns.append(page_button("Older", page.number + 1))
    if turns:
        view.add_item(ui.ActionRow(*turns))
    assert_fits(view)
    return view


def _entry(record: Record) -> str:
    """Write when, what and from which release; never who, since nobody's questions are shown to another by name."""
    said = record.answer.verdict or (record.answer.clarify.ask if record.answer.clarify else record.answer.intent)
    when = discord.utils.format_dt(record.at, "f")
    return f"{escape(fit(said, _ENTRY))}\n-# {when} · {escape(record.release)}"
