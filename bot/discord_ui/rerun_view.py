"""One answer then and now."""

from typing import Final

import discord
from discord import ui

from bot.ask import Rerun
from bot.discord_ui.limits import assert_fits, fit
from bot.discord_ui.text import escape, small
from bot.domain.kept import Kept
from bot.render.again import same_figures, then_and_now

_COLOUR: Final = discord.Colour(0x2A78D6)
_VERDICT: Final = 800
_FIGURES: Final = 1_300
_BASIS: Final = 250


def rerun_layout(rerun: Rerun) -> ui.LayoutView:
    """Set both verdicts, their figures and their source lines side by side, and say first whether anything changed."""
    then, now = rerun.then, rerun.today
    if same_figures(then, now):
        told = "No figure changed." if then.said == now.said else "No figure changed; it is worded otherwise."
    else:
        told = "The figures changed."
    when = discord.utils.format_dt(rerun.record.at, "d")
    figures = "\n".join(f"- {escape(line)}" for line in then_and_now(then, now))
    parts = [
        f"**{told}**",
        _side(f"Then, {when}", then),
        _side("Now", now) if then.said != now.said else "",
        fit(figures, _FIGURES),
        small(fit(f"Then: {then.basis}", _BASIS)) if then.basis else "",
        small(fit(f"Now: {now.basis}", _BASIS)) if now.basis else "",
    ]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts if part), accent_colour=_COLOUR))
    assert_fits(view)
    return view


def _side(label: str, kept: Kept) -> str:
    return f"**{label}**: {escape(fit(kept.said, _VERDICT))}"
