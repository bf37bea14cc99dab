"""So many of a service a day, week or month over a stretch of a year: "18 99214s a day, 4 days a week, 45 weeks"."""

from collections.abc import Sequence
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.calendar import period_at
from bot.language.part import Part
from bot.language.quantities import Number, Role
from bot.language.reading import DIVIDING, Reading

_COUNTS: Final = frozenset({Role.COUNT, Role.TIMES})
_SHORT: Final = frozenset({"day", "week", "month"})
_UNITS: Final = (Cue.WEEKS, Cue.DAYS)
_OTHERS: Final = (
    Cue.TARGET,
    Cue.ABSENT,
    Cue.NO_SHOW,
    Cue.PER_HOUR,
    Cue.PER_MINUTE,
    Cue.HOW_LONG,
    Cue.EXPLAIN,
    Cue.HISTORY,
    Cue.STATS,
)
"""Words with which the counts are somebody's goal, pace or past, and no supposition."""


def over_a_year(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> bool:
    """Tell whether counts of services are told by a shorter period and for a longer one, with nothing against them.

    What they come to is asked for the whole stretch: the counts alone would be a day's or a week's worth.
    """
    if not parts or reading.counts_unknown or reading.has(*_OTHERS) or any(hit.cues & DIVIDING for hit in reading.hits):
        return False
    counted = [number for number in numbers if number.role in _COUNTS and number.value > 1]
    periods = [period_at(reading, hit.start) for hit in reading.hits]
    short = [period for period in periods if period in _SHORT]
    return bool(counted and short) and (_spans(reading, numbers) or "year" in periods)


def _spans(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether a number of weeks or days is said that is no rate: "45 weeks", "x 220 days"."""
    behind = ((number, reading.next_to(number.at, 1)) for number in numbers)
    return any(reading.signals(at, *_UNITS) and not _rated(reading, at) for _, at in behind)


def _rated(reading: Reading, at: int) -> bool:
    """Tell whether a unit behind a number is itself told by a period: "4 days a week"."""
    return period_at(reading, reading.hit_of[at].end) is not None
