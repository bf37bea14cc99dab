"""A table in fixed-width text, narrow enough for a phone held upright."""

import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

WIDTH: Final = 44
"""Columns that a phone shows without breaking a line of a code block."""
_GAP: Final = " "
_INDENT: Final = "  "

Rows = Sequence[Sequence[str]]


def grid(head: Sequence[str], rows: Rows, width: int = WIDTH) -> str:
    """Lay out a table in at most `width` columns.

    The first column is the name of the row. Where everything fits, a row is one line; else the name stands above
    its figures; else each figure stands on a line of its own, behind its heading.
    """
    for attempt in (_one_line, _two_lines):
        laid_out = attempt(head, rows, width)
        if laid_out is not None:
            return laid_out
    return _stacked(head, rows, width)


def _one_line(head: Sequence[str], rows: Rows, width: int) -> str | None:
    label = max((len(row[0]) for row in rows), default=0)
    label = max(label, max((len(word) for word in head[0].split()), default=0))
    widths = [label, *_widths(head, rows)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        return None
    lines = [*_heading(head, widths), *(_line(row, widths) for row in rows)]
    return "\n".join(lines)


def _two_lines(head: Sequence[str], rows: Rows, width: int) -> str | None:
    widths = _widths(head, rows)
    spare = width - len(_INDENT) - sum(widths)
    gaps = len(widths)
    if spare < gaps - 1:
        return None
    # Even gaps read better than a table pressed to the left, but a wide gap tears figures apart.
    gap = min(3, spare // max(gaps, 1))
    widths = [have + gap - len(_GAP) if number else have for number, have in enumerate(widths)]
    lines = [_INDENT + line for line in _heading(("", *head[1:]), [0, *widths], lead=False)]
    for row in rows:
        lines += textwrap.wrap(row[0], width) or [""]
        if any(row[1:]):
            lines.append(_INDENT + _line(row[1:], widths, lead=False))
    return "\n".join(line.rstrip() for line in lines)


def _stacked(head: Sequence[str], rows: Rows, width: int) -> str:
    lines: list[str] = []
    name = max((len(text) for text in head[1:]), default=0)
    for row in rows:
        lines += textwrap.wrap(row[0], width)
        for title, cell in zip(head[1:], row[1:], strict=False):
            if cell:
                lines += textwrap.wrap(
                    f"{title:<{name}} {cell}", width, initial_indent=_INDENT, subsequent_indent=_INDENT * 2
                )
    return "\n".join(lines)


def _widths(head: Sequence[str], rows: Rows) -> list[int]:
    """Width of each figure column: its longest cell, or the longest word of its heading."""
    return [
        max([len(word) for word in title.split()] + [len(row[number]) for row in rows if number < len(row)] + [1])
        for number, title in enumerate(head[1:], start=1)
    ]


def _heading(head: Sequence[str], widths: Sequence[int], *, lead: bool = True) -> list[str]:
    """Break headings at their words, the last words on the line above the figures."""
    broken = [textwrap.wrap(title, max(have, 1)) for title, have in zip(head, widths, strict=True)]
    height = max(len(lines) for lines in broken)
    padded = [[""] * (height - len(lines)) + lines for lines in broken]
    start = 0 if lead else 1
    return [
        _line([column[number] for column in padded][start:], list(widths)[start:], lead=lead)
        for number in range(height)
    ]


def _line(cells: Sequence[str], widths: Sequence[int], *, lead: bool = True) -> str:
    """Join cells: the name of the row to the left, figures to the right."""
    joined = _GAP.join(
        f"{cell:<{have}}" if lead and not number else f"{cell:>{have}}"
        for number, (cell, have) in enumerate(zip_longest(cells, widths[: len(cells)], fillvalue=""))
    )
    return joined.rstrip()
