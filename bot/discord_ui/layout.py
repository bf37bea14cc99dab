"""An answer as a Discord layout: verdict, compact table, assumptions, source line, buttons."""

import re
from collections.abc import Sequence
from typing import Final

import discord
from discord import ui

from bot.ask import Reply
from bot.discord_ui import buttons
from bot.discord_ui.ids import Action
from bot.discord_ui.limits import BUTTONS_IN_ROW, DISPLAY_BYTES, DISPLAY_CHARACTERS, assert_fits, fit
from bot.discord_ui.text import code_block, escape, small
from bot.domain.answer import PHI, Answer
from bot.domain.question import Choice, OutOfScope, WhatIf
from bot.render import card
from bot.render.monospace import monospace
from bot.render.table import table
from bot.render.text import assumed, worked_out
from bot.render.wording import PRIVACY

# The parts of one answer share Discord's 4,000 characters; a part that would crowd out the others is cut.
_VERDICT: Final = 1_100
_TABLE: Final = 1_200
_CARD: Final = 1_400
"""In place of the table."""
_HINTS: Final = 400
_NOTES: Final = 350
_FORMULAS: Final = 400
"""Taken off the table's share where there are any."""
_SOURCE: Final = 250

_CAVEATS: Final = 550
_PARTICULAR: Final = 2
_GENERAL: Final = 3
"""Caveats shown at once: the first, which are this answer's own, and the last, which hold for every price (revenue
before cost, the contract decides, who is paid otherwise). The codes view has them all."""

_ANSWERED: Final = discord.Colour(0x2A78D6)
_ASKING: Final = discord.Colour(0xEDA100)

_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+(?=[A-Z])|\n")
"""Where the headline ends; no abbreviation of ours stands before a capital letter."""

NOT_SAVED: Final = "Not saved: the history cannot be written just now, so this answer has no buttons."


def answer_layout(reply: Reply, *, warn: bool = False) -> ui.LayoutView:
    """Lay out a reply. Its buttons hold the record's id, so a reply that was not saved has none.

    `warn` writes a warning of identifiers below it, where none can be sent privately.
    """
    answer = reply.answer
    view = ui.LayoutView(timeout=None)
    warning = f"**{PRIVACY}**" if warn and PHI in answer.warnings else ""
    view.add_item(ui.Container(*_texts(reply, warning), accent_colour=_ASKING if _is_asking(answer) else _ANSWERED))
    if reply.record_id is not None:
        for row in _rows(answer, reply.record_id):
            view.add_item(row)
    assert_fits(view)
    return view


def privacy_layout(message: str = "") -> ui.LayoutView:
    """Warn of a patient's identifier, for the asker's eyes alone; with a link to the message, where it is far."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(ui.TextDisplay(f"{PRIVACY}\n{message}".rstrip()), accent_colour=_ASKING))
    return view


def note_layout(text: str) -> ui.LayoutView:
    """Lay out a word to one person, which is no answer."""
    view = ui.LayoutView(timeout=None)
    said: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(escape(text))
    view.add_item(said)
    return view


def _is_asking(answer: Answer) -> bool:
    return answer.clarify is not None or isinstance(answer.question, OutOfScope)


def _texts(reply: Reply, warning: str) -> list[ui.Item[ui.LayoutView]]:
    answer = reply.answer
    parts = [_headline(answer)]
    if answer.details:
        parts.append(
            _cut("\n".join(f"**{escape(line.label)}** {escape(line.text)}" for line in card.lines(answer)), _CARD)
        )
    elif figures := monospace(table(answer)):
        parts.append(code_block(_cut(figures, _TABLE - (_FORMULAS if answer.formulas else 0))))
    hints = _unclickable(answer.offered, saved=reply.record_id is not None)
    parts += [
        _cut("\n".join(f"- {escape(choice.label)}" for choice in hints), _HINTS),
        _cut(small(worked_out(answer)), _FORMULAS),
        _cut(small(assumed(answer)), _NOTES),
        _cut(small("\n".join(_telling(answer.caveats))), _CAVEATS - len(warning)),
        _cut(small(answer.basis), _SOURCE),
    ]
    parts.append(warning)
    if reply.record_id is None:
        parts.append(small(NOT_SAVED))
    return [ui.TextDisplay(part) for part in parts if part]


def _headline(answer: Answer) -> str:
    """Return the verdict, its first sentence in bold."""
    said = answer.verdict or answer.explanation or (answer.clarify.ask if answer.clarify else "")
    first, *rest = _SENTENCE_END.split(_cut(escape(said), _VERDICT), maxsplit=1)
    return "\n".join([f"**{first.strip()}**", *rest]) if first.strip() else ""


def _telling(caveats: Sequence[str]) -> Sequence[str]:
    short = len(caveats) <= _PARTICULAR + _GENERAL
    return caveats if short else (*caveats[:_PARTICULAR], *caveats[-_GENERAL:])


def _cut(text: str, characters: int) -> str:
    """Cut a part to its share of the characters, and to the same share of the bytes."""
    return fit(text, characters, characters * DISPLAY_BYTES // DISPLAY_CHARACTERS)


def _unclickable(choices: Sequence[Choice], *, saved: bool) -> list[Choice]:
    """Return the choices that no button can carry: hints to fill in, and all of them without a record."""
    return [choice for choice in choices if choice.question is None or not saved]


def _rows(answer: Answer, record_id: int) -> list[ui.ActionRow[ui.LayoutView]]:
    modelled = isinstance(answer.question, WhatIf) and answer.question.terms is not None
    present = (
        (Action.MATH, answer.steps),
        (Action.CODES, answer.pathways),
        (Action.CHART, answer.chart),
        (Action.CHANGE, modelled),
    )
    details = [buttons.detail_button(action, record_id) for action, there in present if there]
    rows: list[ui.ActionRow[ui.LayoutView]] = [ui.ActionRow(*details)] if details else []
    choices = [(number, choice.label) for number, choice in enumerate(answer.offered) if choice.question]
    if len(choices) > BUTTONS_IN_ROW:
        rows.append(ui.ActionRow(buttons.choice_menu(record_id, choices)))
    elif choices:
        rows.append(ui.ActionRow(*buttons.choice_buttons(record_id, choices)))
    return rows
