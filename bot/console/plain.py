"""Answers as plain text, without colour or cursor movement, for pipes and files."""

import textwrap
from collections.abc import Iterator
from io import StringIO
from typing import Final, TextIO, assert_never

from bot.console.turn import Answered, Ended, Listed, Looked, Told, Turn, View
from bot.domain.answer import Answer, ChartSpec
from bot.domain.record import Stored
from bot.render.text import WIDTH, as_text, codes_text, math_text

GIST: Final = 160
"""Letters of one answer in a list of them: what tells it from its neighbours."""


class PlainPrinter:
    """Writes to one stream, turns apart by a blank line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun = False

    def show(self, turn: Turn) -> None:
        """Print one turn."""
        text = worded(turn)
        if text:
            self._stream.write(("\n" if self._begun else "") + text + "\n")
            self._begun = True


def worded(turn: Turn) -> str:
    """Return what the turn says."""
    match turn:
        case Answered(answer=answer):
            return as_text(answer).rstrip()
        case Looked(view=view, answer=answer):
            return looked(view, answer).rstrip()
        case Listed():
            return "\n".join(history_lines(turn))
        case Told(text=text):
            return text
        case Ended():
            return ""
        case _:
            assert_never(turn)


def looked(view: View, answer: Answer) -> str:
    """Return the closer look at an answer."""
    match view:
        case View.MATH:
            return math_text(answer)
        case View.CODES:
            return codes_text(answer)
        case View.CHART:
            return _bars(answer.chart) if answer.chart else ""
        case _:
            assert_never(view)


def _bars(spec: ChartSpec) -> str:
    # The terminal's bars without its colours; hardly anybody pipes a chart, so rich is imported for it alone.
    from rich.console import Console  # noqa: PLC0415

    from bot.render.console import chart_view  # noqa: PLC0415

    console = Console(file=StringIO(), width=WIDTH, color_system=None, force_terminal=False)
    with console.capture() as drawn:
        console.print(chart_view(spec))
    return "\n".join(line.rstrip() for line in drawn.get().splitlines())


def history_lines(listed: Listed) -> Iterator[str]:
    """Yield the page, newest first, and how to turn it."""
    if not listed.page.records:
        yield "No answers yet."
        return
    for record in listed.page.records:
        yield f"#{record.id}  {record.at:%Y-%m-%d %H:%M} UTC  {gist(record)}"
    yield pager(listed)


def pager(listed: Listed) -> str:
    """Return where in the history one is."""
    onward = f" (history {listed.number + 1} for older ones)" if listed.page.older is not None else ""
    return f"Page {listed.number}{onward}"


def gist(record: Stored) -> str:
    """Return the kept answer in one line."""
    first, *_ = record.said.split("\n")
    return textwrap.shorten(first, GIST, placeholder=" ...")
