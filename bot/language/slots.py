"""A day's visits that are booked for another length: "from 15 min slots to 20, all 99213, 7 hrs of patients a day"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading

_BLOCK: Final = 120
"""Minutes from which a length is a stretch of work, not a visit."""
_SLOT: Final = range(5, 91)
"""Minutes that a visit is booked for."""
_NEAR: Final = 5
"""Atoms between the two lengths, or between a stretch of work and its day."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The lengths of a visit now and then, and the minutes of a day that they fill."""

    now: int
    then: int
    day: int
    at: tuple[int, int]
    """Where the two lengths stand."""


def slotted(reading: Reading) -> Slots | None:
    """Return the lengths that visits go from and to within a stretch of work; None where a text says no such."""
    starts = [hit.start for cue in (Cue.FROM, Cue.SWAP, Cue.VERSUS) for hit in reading.cues.get(cue, ())]
    if not starts:
        return None
    lengths = {at: int(atom.value) for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and atom.value}
    blocks = [(at, value) for at, value in lengths.items() if value >= _BLOCK and daily(reading, at)]
    if len(blocks) != 1:
        return None
    counts = [
        at for at, atom in enumerate(reading.atoms) if atom.sort in {Sort.MINUTES, Sort.NUMBER} and _fits(reading, at)
    ]
    for first, second in pairwise(counts):
        between = range(first, second)
        goes = any(reading.signals(at, Cue.TO) for at in between) and min(starts) < first
        back = any(reading.signals(at, Cue.FROM) for at in between) and any(
            reading.signals(at, Cue.TO) for at in range(first)
        )
        against = (
            reading.atoms[first + 1].stem == reading.atoms[second + 1].stem
            if second + 1 < len(reading.atoms)
            else False
        )
        goes = goes or (against and any(reading.signals(at, Cue.VERSUS) for at in between))
        if (goes or back) and second - first <= _NEAR and {first, second} & lengths.keys():
            now, then = (int(reading.atoms[at].value or 0) for at in ((second, first) if back else (first, second)))
            return Slots(now, then, blocks[0][1], (first, second)) if now != then else None
    return None


def _fits(reading: Reading, at: int) -> bool:
    value = reading.atoms[at].value
    return value is not None and at not in reading.named and value % 1 == 0 and int(value) in _SLOT


def daily(reading: Reading, at: int) -> bool:
    """Tell whether a length is that of a day: "8 hr day", "7 hrs of patients a day"."""
    behind = range(at + 1, min(at + 1 + _NEAR, len(reading.atoms)))
    for step in behind:
        if reading.signals(step, Cue.BREAK):
            return False
        if reading.signals(step, Cue.PER_DAY, Cue.DAYS, Cue.SHIFT):
            return True
    return False


def relengthened(reading: Reading, named: Sequence[Part]) -> tuple[Part, ...]:
    """Return the one service twice where it is swapped for itself of another length: "… for 4 one hour ones"."""
    if len(named) != 1 or named[0].code is not None:
        return tuple(named)
    (whole,) = named
    lengths = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and at not in whole.taken]
    if len(lengths) != 2 or not lengths[0] < whole.start <= lengths[1]:  # noqa: PLR2004 - one length and another
        return (whole,)
    between = range(whole.end, lengths[1])
    swapped = any(hit.start < lengths[0] for hit in reading.cues.get(Cue.SWAP, ()))
    if not (swapped and any(reading.signals(at, Cue.FOR, Cue.TO, Cue.BY) for at in between)):
        return (whole,)
    after = lengths[1] + 1
    ones = after < len(reading.atoms) and reading.atoms[after].value == 1
    return (whole, replace(whole, start=after, end=after + ones, taken=frozenset({after} if ones else ())))
