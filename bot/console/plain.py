"""Answers as plain text, without colour or cursor movement, for pipes and files."""

from collections.abc import Iterator
from typing import Final, TextIO, assert_never

from bot.console import bars
from bot.console.turn import Answered, Ended, Listed, Looked, Told, Turn, View
from bot.domain.record import Page, Record
from bot.render.text import as_text, codes_text, math_text

VIEWS: Final = {
    View.MATH: math_text,
    View.CODES: codes_text,
    View.CHART: lambda answer: "\n".join(bars.lines(answer.chart, solid=True)) if answer.chart else "",
}


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
            return VIEWS[view](answer).rstrip()
        case Listed(page=page):
            return "\n".join(history_lines(page))
        case Told(text=text):
            return text
        case Ended():
            return ""
        case _:
            assert_never(turn)


def history_lines(page: Page) -> Iterator[str]:
    """Yield the page, newest first, and how to turn it."""
    if not page.total:
        yield "No answers yet."
        return
    for record in page.records:
        yield f"#{record.id}  {record.at:%Y-%m-%d %H:%M} UTC  {gist(record)}"
    yield pager(page)


def pager(page: Page) -> str:
    """Return where in the history one is."""
    onward = f" (history {page.number + 1} for older ones)" if page.number < page.pages else ""
    return f"Page {page.number} of {page.pages}, {page.total} answers{onward}"


def gist(record: Record) -> str:
    """Return the kept answer in one line."""
    answer = record.answer
    asked = answer.clarify.ask if answer.clarify else ""
    return " ".join((answer.verdict or answer.explanation or asked or answer.intent).split())
