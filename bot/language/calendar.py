"""Stretches of time that reach back from today: "last tuesday", "past 3 weeks", "in march"."""

from collections.abc import Callable, Mapping
from typing import Literal

from bot.domain.lexicon import Cue, Lexicon
from bot.domain.question import Period, When
from bot.language.atoms import Sort
from bot.language.reading import Reading

PER: dict[Cue, Period] = {
    Cue.PER_DAY: "day",
    Cue.PER_WEEK: "week",
    Cue.PER_MONTH: "month",
    Cue.PER_YEAR: "year",
}
"""Cues of a rate to its period."""
UNITS: dict[Cue, Period] = {Cue.DAYS: "day", Cue.WEEKS: "week", Cue.MONTHS: "month", Cue.YEARS: "year"}
"""Nouns for a length of time to the period."""
_ROLLING = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""Days of "the past week", which ends now and is no calendar week."""
_MOST = 1000
_LONG = 4
"""Letters up to which a weekday's or month's name may be another word ("sat", "may") and needs a word before it."""


def period_at(reading: Reading, at: int) -> Period | None:
    """Return the period of a rate whose words are at a place: "a day", "/wk", "monthly"."""
    return _first(reading, at, PER)


def unit_at(reading: Reading, at: int) -> Period | None:
    """Return the unit of time whose word is at a place."""
    return _first(reading, at, UNITS)


def _stretch(reading: Reading, at: int) -> Period | Literal["quarter"] | None:
    """Return the unit of a stretch of time whose word is at a place, a quarter of a year among them."""
    return unit_at(reading, at) or ("quarter" if reading.signals(at, Cue.QUARTERS) else None)


def _first(reading: Reading, at: int, periods: Mapping[Cue, Period]) -> Period | None:
    """Return the first of the periods whose cue is at a place, which is looked up but once."""
    hit = reading.hit_of.get(at)
    return None if hit is None else next((period for cue, period in periods.items() if cue in hit.cues), None)


class Calendar:
    """The names of days and months of one language."""

    def __init__(self, lexicon: Lexicon, compiled: Callable[[str], tuple[str, ...]]) -> None:
        self._months = {compiled(word)[0]: number for word, number in lexicon.months.items()}
        self._weekdays = {compiled(word)[0]: number for word, number in lexicon.weekdays.items()}

    def month(self, reading: Reading, at: int) -> int | None:
        """Return the number of the month whose name is at a place, January 1."""
        return self._months.get(reading.atoms[at].stem) if at < len(reading.atoms) else None

    def when(self, reading: Reading) -> When | None:
        """Return the stretch of time that a text names; None when it names none."""
        return self._named(reading) or _counted(reading) or _said(reading)

    def _named(self, reading: Reading) -> When | None:
        """Read a weekday or a month by its name."""
        for at, atom in enumerate(reading.atoms):
            opened = at - 1 in reading.light or reading.signals(at - 1, Cue.LAST, Cue.THIS, Cue.IN)
            if atom.sort is not Sort.WORD or (len(atom.stem) <= _LONG and not opened):
                continue
            if atom.stem in self._weekdays:
                before = any(_backed(reading, near) for near in (at + 1, at - 2))
                unit: Period = "week" if before else "day"
                return When(unit=unit, back=int(before), weekday=self._weekdays[atom.stem])
            if atom.stem in self._months:
                return When(unit="month", month=self._months[atom.stem])
        return None


def _backed(reading: Reading, at: int) -> bool:
    """Tell whether "last week" begins at a place."""
    return reading.signals(at, Cue.LAST) and unit_at(reading, at + 1) == "week"


def _counted(reading: Reading) -> When | None:
    """Read "3 days ago", "a week ago" and "the past 3 weeks"."""
    for cue, period in PER.items():  # "a week" is a rate, too
        if any(reading.signals(hit.end, Cue.AGO) for hit in reading.cues.get(cue, ())):
            return When(unit=period, back=1)
    for at, atom in enumerate(reading.atoms):
        unit, value = _stretch(reading, at + 1), atom.value
        if unit is None or value is None or not 1 <= value <= _MOST or value != value.to_integral_value():
            continue
        if reading.signals(at + 2, Cue.AGO):
            return When(unit=unit, back=int(value))
        if reading.signals(reading.next_to(at, -1), Cue.LAST):
            return When(unit=unit, count=int(value))
    return None


def _said(reading: Reading) -> When | None:
    """Read "yesterday", "this week", "last month" and "weekly"."""
    if reading.has(Cue.YESTERDAY):
        return When(unit="day", back=1)
    for at in range(1, len(reading.atoms)):
        unit = _stretch(reading, at)
        if unit is None:
            continue
        if reading.signals(at - 1, Cue.PAST):
            return When(unit="day", count=_ROLLING[unit])
        if reading.signals(at - 1, Cue.LAST):
            return When(unit=unit, back=1)
        if reading.signals(at - 1, Cue.THIS) or at - 1 in reading.light:
            return When(unit=unit)
    if reading.has(Cue.LAST_YEAR):
        return When(unit="year", back=1)
    if reading.has(Cue.TODAY):
        return When(unit="day")
    return next((When(unit=period) for cue, period in PER.items() if reading.has(cue)), None)
