"""Which service of a side a number or a length belongs to, and what else the side says of it."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.quantities import SHORTEST, Number, Role
from bot.language.reading import Reading
from bot.language.stretch import Stretch

_JOIN = 3
"""What a joining word between a number and a service adds to their distance."""


def said_inside(reading: Reading, stretch: Stretch, place: int, *, before: bool) -> bool:
    """Tell whether a service is said to be part of the one before it: "45 min visit, of which 10 …".

    `before` tells that the one before it is part of another: "and" then goes on with the list of parts.
    """
    if not place:
        return False
    between = range(stretch.parts[place - 1].end, stretch.parts[place].start)
    goes_on = before and not any(reading.signals(at, Cue.PLUS) for at in between)
    return goes_on or any(reading.signals(at, Cue.INSIDE) for at in between)


def length_said(reading: Reading, stretch: Stretch) -> bool:
    """Tell whether a length of time is said on a side, so that a bare number beside it is a count."""
    return any(reading.atoms[at].sort is Sort.MINUTES for at in range(stretch.start, stretch.end))


def few(reading: Reading, number: Number) -> bool:
    """Tell whether a number on a side without a service of its own counts whom it is for: "or 2 returns at 25 each"."""
    return number.value < SHORTEST and reading.signals(number.at + 1, Cue.LATER, Cue.INITIAL, Cue.SEEN, Cue.MEMBER)


def counted_elsewhere(stretch: Stretch, numbers: Sequence[Number]) -> bool:
    """Tell whether the other side has a count, so that a bare number here is one too."""
    roles = {number.role for number in numbers if not stretch.start <= number.at < stretch.end}
    return not roles.isdisjoint({Role.COUNT, Role.TIMES})


def nearest(reading: Reading, parts: Sequence[Part], at: int, *, behind: int) -> tuple[int, int]:
    """Return the index of the part that a number at a place belongs to, and how far it is."""

    def distance(part: Part) -> int:
        if part.end == at - 1 and reading.signals(at - 1, Cue.TIMES):
            return -1  # "99417 x2 on a 99215"
        if part.start <= at < part.end:
            return 0
        ahead = at < part.start
        between = range(at + 1, part.start) if ahead else range(part.end, at)
        steps = sum(1 for step in between if step not in reading.light)
        joins = sum(1 for step in between if reading.signals(step, Cue.AND, Cue.PLUS, Cue.BREAK))
        return steps + joins * _JOIN + (0 if ahead else behind)

    distances = [(distance(part), at >= part.end, number) for number, part in enumerate(parts)]
    near = min(distances)
    return near[2], near[0]
