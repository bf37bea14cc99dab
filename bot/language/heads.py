"""How many clinicians do something each: "three docs each add 15 CCM patients", "the two of us each did 2 more"."""

from collections.abc import Sequence
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.counts import Counted
from bot.language.quantities import Number
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS

_MOST: Final = 100
"""Clinicians who may work in one place."""
_CARED_FOR: Final = (Cue.MEMBER, Cue.SEEN, Cue.CARED_FOR)
"""Cues of words for patients, who may be called people as clinicians are."""
_NEAR: Final = 4
"""Atoms before a number of clinicians within which "each of" may stand."""


def heads(reading: Reading, numbers: Sequence[Number]) -> Number | None:
    """Return the number of clinicians of whom each does what is counted; None where nobody's number is said so."""
    if not reading.has(Cue.EACH):
        return None
    for number in numbers:
        if _clinicians(reading, number.at) and 1 < number.value <= _MOST:
            return number
    return None


def shared_out(every: Sequence[Counted], each: Number | None) -> None:
    """Let what one clinician does be done by all of them."""
    for one in every:
        if each is not None and one.count is not None:
            one.count *= int(each.value)


def _clinicians(reading: Reading, at: int) -> bool:
    """Tell whether a number counts clinicians, each of whom is spoken of: before them, behind them, or later on."""
    who = reading.next_to(at, 1)
    who = reading.next_to(who, 1) if reading.signals(who, Cue.EXTRA) else who
    if not reading.signals(who, Cue.PEOPLE, Cue.PHYSICIAN, Cue.NURSE, *CLINICIANS) or reading.signals(who, *_CARED_FOR):
        return False
    before = range(max(at - _NEAR, 0), at)
    behind = range(reading.hit_of[who].end, len(reading.atoms))
    ends = next((step for step in behind if reading.signals(step, Cue.BREAK)), len(reading.atoms))
    return any(reading.signals(step, Cue.EACH) for step in (*before, *range(behind.start, ends)))
