"""Rich renderables of an answer, for a terminal with colours. Never interprets what a user typed as markup."""

from decimal import Decimal
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from bot.domain.answer import PHI, Answer, ChartSpec, Panel
from bot.render import card
from bot.render.chart import heading, labelled, placed
from bot.render.codes import CLOSING, OPENING, codes_text
from bot.render.monospace import monospace
from bot.render.table import UNPAID_MARK, Table, table
from bot.render.text import assumed
from bot.render.verdict import verdict
from bot.render.wording import PRIVACY, sentence
from bot.render.working import math_text

_LONGEST: Final = 40
"""Letters of a chart's longest bar."""
_WIDEST: Final = 100
"""Letters from which a line of the table is hard to follow."""
_COLOURS: Final = ("blue", "yellow", "green", "magenta", "cyan", "red")
_FULL: Final = "█"
_PARTS: Final = " ▏▎▍▌▋▊▉"
_EIGHTHS: Final = 8


def answer_view(answer: Answer, width: int = 80) -> RenderableType:
    """Show verdict, choices, card or table, assumptions, caveats and source."""
    first, *rest = (answer.verdict or verdict(answer)).split("\n")
    parts: list[RenderableType] = [Text(first, style="bold"), *(Text(line) for line in rest)]
    if not answer.basis:
        parts += _choices(answer)
    shown = table(answer)
    if answer.details:
        parts += [Text(), *(Text.assemble((line.label, "bold"), f" {line.text}") for line in card.lines(answer))]
    elif shown.rows:
        parts += [Text(), table_view(shown, width)]
    if answer.formulas:
        parts += [Text(), *(_point(sentence(formula)) for formula in answer.formulas)]
    if answer.assumptions:
        parts += [Text(), Text(assumed(answer), style="dim")]
    if answer.caveats:
        parts += [Text(), *(_point(sentence(caveat)) for caveat in answer.caveats)]
    if answer.basis:
        parts += [Text(), Text(f"Source: {answer.basis}", style="dim")]
        parts += [Text("Or:", style="dim"), *_choices(answer)] if answer.offered else []
    if PHI in answer.warnings:
        parts += [Text(), Text(PRIVACY, style="bold red")]
    return Group(*parts)


def table_view(shown: Table, width: int = 80) -> RenderableType:
    """Show the compact table, the sides in bold; with room, in words what each code is."""
    sides = {shown.rows[number][0] for number in shown.headings}
    lines = monospace(shown, min(width, _WIDEST)).split("\n")
    titles = len(lines)
    styled = []
    for number, line in enumerate(lines):
        if line in sides:
            titles = min(titles, number)
            styled.append(Text(line, style="bold cyan"))
        elif line.startswith(UNPAID_MARK):
            styled.append(Text(line, style="dim"))
        else:
            styled.append(Text(line))
    for title in styled[:titles] if sides else styled[:1]:
        title.stylize("dim")
    return Group(*styled)


def math_view(answer: Answer, width: int = 80) -> RenderableType:
    """Show the math, its headings in bold."""
    return _headed(math_text(answer, width))


def codes_view(answer: Answer, width: int = 80) -> RenderableType:
    """Show the codes, their headings in bold."""
    return _headed(codes_text(answer, width))


def chart_view(spec: ChartSpec) -> RenderableType:
    """Show the chart as bars of letters: the same values, texts and order as the picture."""
    parts: list[RenderableType] = [Text(spec.title, style="bold")]
    for panel in spec.panels:
        parts += [Text(), Text(heading(panel), style="bold"), *_bars(panel)]
    return Group(*parts, Text(), Text(spec.source, style="dim"))


def _bars(panel: Panel) -> list[RenderableType]:
    points = [point.value for curve in panel.curves for point in curve.points]
    most = max((*points, *(bar.value for bar in panel.bars)), default=Decimal(0))
    lines: list[RenderableType] = []
    for curve in panel.curves:
        drawn = (
            Text(f"  {placed(panel, point):>11} ").append_text(_bar(point.value, most, curve.group, point.text))
            for point in curve.points
        )
        lines += [Text(f"  {curve.label}"), *drawn]
    for bar in panel.bars:
        lines += [Text(f"  {labelled(bar)}"), Text("  ").append_text(_bar(bar.value, most, bar.group, bar.text))]
    return lines


def _bar(value: Decimal, most: Decimal, group: int, text: str) -> Text:
    """Draw a bar in eighths of a letter, nothing for what is below zero, with its value at the end."""
    eighths = int(_LONGEST * _EIGHTHS * max(value, Decimal(0)) / most) if most > 0 else 0
    full, part = divmod(eighths, _EIGHTHS)
    drawn = (_FULL * full + _PARTS[part]).rstrip()
    return Text().append(drawn, style=_COLOURS[(group - 1) % len(_COLOURS)]).append(f" {text}", style="bold")


def _choices(answer: Answer) -> list[RenderableType]:
    return [Text(f"  {number}. {choice.label}") for number, choice in enumerate(answer.offered, start=1)]


def _point(text: str) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text("-", style="dim"), Text(text))
    return grid


def _headed(text: str) -> RenderableType:
    plain = {*OPENING.splitlines(), *CLOSING.splitlines()}
    lines = []
    for line in text.splitlines():
        heading = bool(line) and not line.startswith((" ", "-")) and line not in plain
        lines.append(Text(line, style="bold" if heading else ""))
    return Group(*lines)
