"""Answers with tables and colours, for a terminal."""

from typing import assert_never

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.console.plain import gist, pager
from bot.console.turn import Answered, Ended, Listed, Looked, Told, Turn, View
from bot.domain.answer import Answer
from bot.render.console import answer_view, chart_view, codes_view, math_view


class RichPrinter:
    """Prints to a rich console, each turn with room around it."""

    def __init__(self, console: Console | None = None) -> None:
        # Words and numbers of an answer are neither markup, emoji codes nor Python values to colour.
        self._console = console or Console(markup=False, emoji=False, highlight=False)

    def show(self, turn: Turn) -> None:
        """Print one turn."""
        shown = self._view(turn)
        if shown is not None:
            self._console.print()
            self._console.print(shown)
            self._console.print()

    def _view(self, turn: Turn) -> RenderableType | None:
        match turn:
            case Answered(answer=answer):
                return answer_view(answer, self._console.width)
            case Looked(view=view, answer=answer):
                return self._look(view, answer)
            case Listed():
                return _history(turn)
            case Told(text=text):
                return Text(text)
            case Ended():
                return None
            case _:
                assert_never(turn)

    def _look(self, view: View, answer: Answer) -> RenderableType | None:
        match view:
            case View.MATH:
                return math_view(answer, self._console.width)
            case View.CODES:
                return codes_view(answer, self._console.width)
            case View.CHART:
                return chart_view(answer.chart) if answer.chart else None
            case _:
                assert_never(view)


def _history(listed: Listed) -> RenderableType:
    if not listed.page.records:
        return Text("No answers yet.")
    table = Table(box=box.SIMPLE_HEAD, caption=Text(pager(listed)), caption_justify="left")
    table.add_column("#", justify="right")
    table.add_column("UTC", no_wrap=True)
    table.add_column("Answer")
    for record in listed.page.records:
        table.add_row(str(record.id), f"{record.at:%Y-%m-%d %H:%M}", Text(gist(record)))
    return table
