"""The members of a list that are set against each other: "A, B or C", "compare A and B"."""

from collections.abc import Iterable
from itertools import zip_longest

from bot.domain.lexicon import Cue
from bot.language.reading import DIVIDING, Reading
from bot.language.stretch import Stretch

_CLOSED = ")"
_TIMES = 2
"""Atoms of a count behind a service: "x", and the number."""


def apart(reading: Reading, only: Stretch) -> Iterable[Stretch]:
    """Yield a side for each service of one stretch: "compare A and B", "which pays more, A, B or C"."""
    start = only.start
    for part, later in zip_longest(only.parts, only.parts[1:]):
        between = range(part.end, later.start) if later else range(0)
        joins = [at for at in between if reading.signals(at, Cue.AND, Cue.BREAK, *DIVIDING)]
        counted = part.end + _TIMES if reading.signals(part.end, Cue.TIMES) else part.end  # "99213 x2 to 99215"
        end = only.end if later is None else joins[-1] if joins else min(counted, later.start)
        yield Stretch(start, end, (part,), tuple(at for at in only.strangers if start <= at < end))
        start = end


def listed(reading: Reading, stretch: Stretch, sides: int) -> Iterable[Stretch]:
    """Yield the members of a list before "or": "A, B or C" are three sides."""
    commas = [
        any(reading.signals(at, Cue.BREAK) and reading.atoms[at].stem != _CLOSED for at in range(one.end, other.start))
        for one, other in zip(stretch.parts, stretch.parts[1:], strict=False)
    ]
    follows = reading.hit_of.get(stretch.end)
    if commas and all(commas) and sides > 1 and follows and Cue.OR in follows.cues and not reading.has(Cue.VERSUS):
        return apart(reading, stretch)
    return (stretch,)
