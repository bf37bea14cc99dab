"""A table in fixed-width letters: for a phone, a pipe or a plain terminal."""

import textwrap
from functools import cache
from typing import Final

from bot.render.table import Table

PHONE: Final = 44
"""Letters that a phone shows in one line of a code block."""
_ROOM_FOR_WORDS: Final = 22
"""From this width on the first column says in words what the codes are."""
_LEAST_NAME: Final = 7
_GAP: Final = 1
_WIDE_GAP: Final = 2


def monospace(table: Table, width: int = PHONE) -> str:
    """Lay out a table in at most `width` letters, as long as its numbers leave any room.

    With room, the first column also says what each way is; without, the codes alone, and below that each row's name
    stands on a line above its numbers.
    """
    if not table.rows:
        return ""
    figures = [_width(table, column) for column in range(1, len(table.head))]
    headings = table.headings
    rows = [row for number, row in enumerate(table.rows) if number not in headings]
    longest = max((len(word) for row in rows for word in row[0].split()), default=0)
    gap = _WIDE_GAP if width - sum(figures) - _WIDE_GAP * len(figures) >= _ROOM_FOR_WORDS else _GAP
    room = width - sum(figures) - gap * len(figures)
    stacked = room < max(longest, _LEAST_NAME)
    names = _names(table, words=room >= _ROOM_FOR_WORDS)
    first = 0 if stacked else min(room, max(len(name) for name in names))
    lines = _head(table, first, figures, gap)
    for number, row in enumerate(table.rows):
        if number in headings:
            lines += textwrap.wrap(row[0], width)
            continue
        numbers = "".join(cell.rjust(size + gap) for cell, size in zip(row[1:], figures, strict=True))
        if stacked:
            lines += [*textwrap.wrap(names[number], width), numbers]
            continue
        name, *rest = textwrap.wrap(names[number], first, subsequent_indent="  ", break_on_hyphens=False)
        lines += [f"{name.ljust(first)}{numbers}", *rest]
    notes = [line for note in table.notes for line in textwrap.wrap(note, width, subsequent_indent="  ")]
    return "\n".join(line.rstrip() for line in (*lines, *notes))


def _names(table: Table, *, words: bool) -> list[str]:
    labels = table.labels if words else ("",) * len(table.rows)
    names = [f"{row[0]}, {label}" if label else row[0] for row, label in zip(table.rows, labels, strict=True)]
    headings = table.headings
    return ["" if number in headings else name for number, name in enumerate(names)]


def _width(table: Table, column: int) -> int:
    cells = (row[column] for row in table.rows)
    return max(*(len(cell) for cell in cells), *(len(word) for word in table.head[column].split()))


def _head(table: Table, first: int, figures: list[int], gap: int) -> list[str]:
    """Wrap the column titles over as many lines as they need, the last lines next to the numbers."""
    wrapped = [_wrapped(title, size) for title, size in zip(table.head[1:], figures, strict=True)]
    deep = max(len(lines) for lines in wrapped)
    padded = [("",) * (deep - len(lines)) + lines for lines in wrapped]
    return [
        " " * first + "".join(lines[level].rjust(size + gap) for lines, size in zip(padded, figures, strict=True))
        for level in range(deep)
    ]


@cache
def _wrapped(title: str, width: int) -> tuple[str, ...]:
    """Wrap a column's title; there are a few titles, and a number's width."""
    return tuple(textwrap.wrap(title, width))
