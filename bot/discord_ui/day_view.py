"""A day's log as its owner sees it, as others see what they share, and where to log it instead of a channel."""

from typing import Final

import discord
from discord import ui

from bot.day.book import Day
from bot.discord_ui.buttons import detail_button
from bot.discord_ui.ids import Action
from bot.discord_ui.limits import assert_fits, fit
from bot.discord_ui.text import escape, small
from bot.domain.daylog import Person
from bot.render import day as told
from bot.render.wording import PRIVACY

_COLOUR: Final = discord.Colour(0x2A78D6)
_ASKING: Final = discord.Colour(0xEDA100)
_LINES: Final = 2_200
_HINTS: Final = 1_200

PRIVATELY: Final = (
    "That looks like a day's log. I keep nothing of it from here: log it where only you see it, with /day log or the "
    "button below."
)
_UNCOUNTED: Final = "Logged in a direct message, so it counts in no team's sums; use /day log on your server for that."
_COUNTED: Final = (
    "Only you see this. The team sees sums of at least five people; what these hold already stays as it was shown."
)
_EMPTY: Final = "Nothing is logged for that day."


def day_layout(day: Day, *, taken: bool = False) -> ui.LayoutView:
    """Lay out a day: what was done, its sums, the pace. `taken` says that a log was just taken away."""
    if day.unclear:
        return _unclear_layout(day)
    parts = [f"**{escape(told.day_named(day.on))}**" + (": the log is taken away" if taken else "")]
    if day.lines:
        parts.append(fit("\n".join(f"- {escape(told.told(line))}" for line in day.lines), _LINES))
    if day.totals is not None:
        parts.append(f"**{escape(told.summed(day.totals))}**")
        parts.append(escape(told.shares(day.totals)))
    if day.whole is None:
        parts.append(_EMPTY)
    else:
        if day.whole != day.totals:
            parts.append(f"Whole day: {escape(told.summed(day.whole))}")
            parts.append(escape(told.shares(day.whole)))
        if day.pace is not None:
            parts.append(escape(told.paced(day.whole.work_rvu, day.pace, day.person)))
    notes = [told.SEPARATE, told.CONTRACT] if day.lines else []
    notes.append(_COUNTED if day.counted else _UNCOUNTED)
    parts.append(small("\n".join(notes)))
    if day.identified:
        parts.append(f"**{PRIVACY}**")
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts if part), accent_colour=_COLOUR))
    if day.log_id is not None:
        actions = [Action.DAYEDIT, Action.DAYUNDO, *([Action.DAYSHARE] if day.counted else [])]
        view.add_item(ui.ActionRow(*(detail_button(action, day.log_id) for action in actions)))
    assert_fits(view)
    return view


def _unclear_layout(day: Day) -> ui.LayoutView:
    lines = [f"**Nothing was logged for {escape(told.day_named(day.on))} yet.**"]
    for one in day.unclear:
        hints = ", ".join(escape(choice.label) for choice in one.choices)
        lines.append(f"- Part {one.number}: {escape(one.ask)}" + (f" {hints}" if hints else ""))
    text = fit("\n".join(lines), _HINTS)
    parts = [text, *([f"**{PRIVACY}**"] if day.identified else [])]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts), accent_colour=_ASKING))
    view.add_item(ui.ActionRow(detail_button(Action.DAYFORM, 0)))
    assert_fits(view)
    return view


def elsewhere_layout() -> ui.LayoutView:
    """Say in one line how to log a day privately, with a button that opens the form; repeat nothing of it."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(PRIVATELY))
    view.add_item(ui.ActionRow(detail_button(Action.DAYFORM, 0)))
    return view


def shared_layout(day: Day, who: str) -> ui.LayoutView:
    """Lay out what somebody chose to show of their day; services of few patients are put together by kind."""
    view = ui.LayoutView(timeout=None)
    text = ""
    if day.totals is not None:
        text = f"{escape(told.shared(day.lines, day.totals))}\n{escape(told.shares(day.totals))}".strip()
    head = f"**{escape(told.day_named(day.on))}**, shared by {who}"
    parts = (head, fit(text or _EMPTY, _LINES), small(told.CONTRACT))
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts), accent_colour=_COLOUR))
    assert_fits(view)
    return view


def person_layout(person: Person) -> ui.LayoutView:
    """Show somebody what they set about themselves."""
    target = "none" if person.target is None else f"{person.target.normalize():f} work RVU a year"
    weeks = "not said" if person.weeks is None else f"{person.weeks.normalize():f} a year"
    days = "not said" if person.days is None else f"{person.days.normalize():f} a week"
    lines = {
        "Role": "not chosen" if person.role is None else person.role.value.replace("_", " "),
        "Target": target,
        "Weeks": weeks,
        "Days": days,
        "Zone in direct messages": person.zone or "UTC",
    }
    parts = [
        "\n".join(f"**{label}**: {escape(text)}" for label, text in lines.items()),
        small("Only you see this. It prices your day's log and shows its pace against your own target."),
    ]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts), accent_colour=_COLOUR))
    assert_fits(view)
    return view
