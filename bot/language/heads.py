"""How many clinicians do something each: "three docs each add 15 CCM patients", "the two of us each did 2 more"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.counts import Counted
from bot.language.quantities import Number
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS

_MOST: Final = 100
"""Clinicians who may work in one place."""
_WHO: Final = (Cue.PEOPLE, Cue.PHYSICIAN, Cue.NURSE, *CLINICIANS)
_CARED_FOR: Final = (Cue.MEMBER, Cue.SEEN, Cue.CARED_FOR)
"""Cues of words for patients, who may be called people as clinicians are."""
_NEAR: Final = 4
"""Atoms before a number of clinicians within which "each of" may stand."""


@dataclass(frozen=True, slots=True)
class Heads:
    """How many clinicians each do what is counted, and the numbers that say so."""

    count: int
    at: frozenset[int]


def heads(reading: Reading, numbers: Sequence[Number]) -> Heads | None:
    """Return of how many clinicians each does what is counted; None where that is not said."""
    if _both(reading):
        return Heads(2, frozenset())
    if not reading.has(Cue.EACH):
        return None
    found = next((one for one in numbers if _clinicians(reading, one.at) and 1 < one.value <= _MOST), None)
    if found is None:
        return None
    few = next((one for one in numbers if reading.next_to(one.at, 1) == found.at and one.value < found.value), None)
    if few is not None and reading.signals(few.at + 1, Cue.OF):  # "3 of our 5 docs"
        return Heads(int(few.value), frozenset((few.at, found.at)))
    return Heads(int(found.value), frozenset((found.at,)))


def shared_out(every: Sequence[Counted], each: Heads | None) -> None:
    """Let what one clinician does be done by all of them."""
    for one in every:
        if each is not None and one.count is not None:
            one.count *= each.count


def _each_does(reading: Reading, at: int) -> bool:
    """Tell whether "each" and what each does stand at a place: "each sees 3 more", not "each free"."""
    return reading.signals(at, Cue.EACH) and reading.signals(at + 1, Cue.DO, Cue.ADD, Cue.STOP, Cue.SWAP)


def _both(reading: Reading) -> bool:
    """Tell whether two clinicians do it: "both docs pick up 2 a week", "both of us"."""
    behind = (reading.next_to(hit.end - 1, 1) for hit in reading.cues.get(Cue.BOTH, ()))
    return any(reading.signals(at, *_WHO) and not reading.signals(at, *_CARED_FOR) for at in behind)


def _clinicians(reading: Reading, at: int) -> bool:
    """Tell whether a number counts clinicians, each of whom is spoken of: before them, behind them, or later on."""
    who = reading.next_to(at, 1)
    who = reading.next_to(who, 1) if reading.signals(who, Cue.EXTRA) else who
    if not reading.signals(who, *_WHO) or reading.signals(who, *_CARED_FOR):
        return False
    if any(reading.signals(hit.end, *_WHO) for hit in reading.cues[Cue.EACH]):
        return True  # "each NP picks up 5 a month, we have 3 NPs"
    before = range(max(at - _NEAR, 0), at)
    behind = range(reading.hit_of[who].end, len(reading.atoms))
    breaks = (step for step in behind if reading.signals(step, Cue.BREAK))
    # "Four docs, each sees 3 more": what each does may stand behind a pause.
    ends = next((step for step in breaks if not _each_does(reading, step + 1)), len(reading.atoms))
    return any(reading.signals(step, Cue.EACH) for step in (*before, *range(behind.start, ends)))
