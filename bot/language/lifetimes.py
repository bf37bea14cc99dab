"""Birth dates, and ages over 89, which identify as a name does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.trace import Trace
from bot.language.registers import linked
from bot.language.scene import Scene, Span

_NUMERIC = re.compile(
    r"""
    (?<![\w./$-])
    (?: (?P<first>[0-9]{1,2}) (?P<by>[-/.]) (?P<second>[0-9]{1,2}) (?P=by) (?P<year>[0-9]{4}|[0-9]{2})
      | (?P<front>[0-9]{4}) (?P<mark>[-/.]) (?P<month>[0-9]{1,2}) (?P=mark) (?P<day>[0-9]{1,2}) )
    (?! \w | [-/.][0-9] )
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"[0-9]{4,8}(?!\w)")
_MONTHS, _DAYS = 12, 31
_OF_TODAY = 1990
"""Dates before this year are births: Medicare's fee schedule is younger."""
_YEARS = range(1880, 2100)
_AGES = range(90, 126)
_NEAR, _FAR = 2, 4


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written, at bits `first` to `end`."""

    first: int
    end: int
    year: int | None
    """None where it is not written, or with two digits."""


def days(scene: Scene) -> tuple[Day, ...]:
    """Return every date."""
    return (*_numeric(scene), *_worded(scene))


def _numeric(scene: Scene) -> Iterator[Day]:
    for found in _NUMERIC.finditer(scene.text):
        pair = int(found["first"] or found["month"]), int(found["second"] or found["day"])
        year = found["year"] or found["front"]
        if max(pair) <= _DAYS and min(pair) <= _MONTHS:
            first, end = scene.bit_at(found.start()), scene.bit_at(found.end())
            yield Day(first, end, int(year) if len(year) > len("50") else None)


def _worded(scene: Scene) -> Iterator[Day]:
    """Yield "March 4, 1950", "4th of March 1950" and the same without a year."""
    for at in scene.having(Trace.MONTH):
        behind = at + 1 + scene.marks(at + 1, ".")
        if _is_day(scene, behind):
            end = behind + 1 + scene.ordinal(behind + 1)
            yield _with_year(scene, at, end)
        before = at - 1 - scene.signals(at - 1, Trace.LINK)
        before -= scene.ordinal(before)
        if _is_day(scene, before):
            yield _with_year(scene, before, at + 1)


def _is_day(scene: Scene, at: int) -> bool:
    value = scene.value(at)
    return value is not None and 1 <= value <= _DAYS


def _with_year(scene: Scene, first: int, end: int) -> Day:
    at = end + scene.marks(end, ",")
    year = scene.value(at)
    return Day(first, at + 1, year) if year in _YEARS else Day(first, end, None)


def visits(scene: Scene, dates: tuple[Day, ...], *, sure: bool) -> Iterator[Span]:
    """Yield the days of somebody's care.

    Where the text is `sure` to be about one patient, that is every day but a policy's; where it only speaks of a
    patient, those that a word such as "seen" leads to.
    """
    patient = bool(scene.having(Trace.PATIENT))
    for day in dates:
        served = scene.before(day.first, _FAR, Trace.SERVED)
        ruled = scene.before(day.first, _NEAR, Trace.POLICY) or scene.signals(day.end, Trace.POLICY)
        if not ruled and (sure or (patient and served)):
            start, end = scene.span(day.first, day.end)
            yield start, end


def births(scene: Scene, dates: tuple[Day, ...]) -> Iterator[Span]:
    """Yield dates of birth: by their label, or by their age."""
    yield from (scene.span(day.first, day.end) for day in dates if day.year and day.year < _OF_TODAY)
    starts = {day.first: day for day in dates}
    for at in scene.having(Trace.BIRTH, Trace.BORN):
        begin, _ = linked(scene, scene.end_of(at))
        if begin in starts:
            yield scene.span(at, starts[begin].end)
        elif begin < scene.size and scene.signals(at, Trace.BIRTH):
            found = _DIGITS.match(scene.text, scene.bits[begin].start)
            if found:
                yield scene.bits[at].start, found.end()
    for day in dates:
        after = day.end + scene.marks(day.end, "(")
        if scene.signals(after, Trace.BIRTH):
            yield scene.span(day.first, after + 1)


def ages(scene: Scene) -> Iterator[Span]:
    """Yield ages over 89 of somebody; not a limit such as "over 90 years old"."""
    for at in range(scene.size):
        value, end = scene.number(at)
        if value not in _AGES or _ranged(scene, at):
            continue
        behind = end + scene.marks(end, "-")
        told = scene.signals(behind, Trace.OLD)
        stop = scene.end_of(behind) if told else end
        limit = scene.before(at, _NEAR if told else _FAR, Trace.THRESHOLD) or scene.signals(stop, Trace.LIMIT)
        if not limit and (told or _aged(scene, at, end) or _sexed(scene, end) or _of_person(scene, at, end)):
            yield scene.span(at, stop)


def _ranged(scene: Scene, at: int) -> bool:
    """Tell whether the number ends a range of ages: "65 to 95"."""
    lower = scene.value(at - 2)
    return lower is not None and lower < _AGES.stop and scene.signals(at - 1, Trace.RANGE)


def _aged(scene: Scene, at: int, end: int) -> bool:
    """Tell whether a word such as "aged" stands before, and no "days" behind."""
    back = at - 1
    while scene.signals(back, Trace.LINK):
        back -= 1
    return scene.signals(back, Trace.AGED) and not scene.signals(end, Trace.COUNTED)


def _of_person(scene: Scene, at: int, end: int) -> bool:
    """Tell whether a person is said to be so many: "pt is 91", "she's 102", "mom, 93, fell"."""
    if scene.signals(end, Trace.COUNTED) or scene.marks(end, "%", "/", "-", "."):
        return False
    back = at - 1
    if scene.marks(back, ",", "("):
        return scene.signals(back - 1, Trace.PERSON) and scene.marks(end, ",", ")")
    being = next((near for near in (back, back - 1) if scene.signals(near, Trace.BEING)), None)
    if being is not None and scene.end_of(being) == at:
        return scene.signals(being - 1, Trace.PERSON)
    return scene.signals(back, Trace.PERSON) and scene.bits[back].written.lower().endswith("'s")


def _sexed(scene: Scene, at: int) -> bool:
    """Tell whether a sex follows, as of a person: "94F with a wart", "92/F", "91 male"."""
    slashed = at + scene.marks(at, "/")
    if not scene.signals(slashed, Trace.SEX):
        return False
    if len(scene.bits[slashed].written) == 1 and not scene.glued(at):
        return False
    small = len(scene.bits[slashed].written) == 1 and scene.bits[slashed].written.islower()
    told = slashed + 1 == scene.size or scene.signals(slashed + 1, Trace.SEEN) or scene.marks(slashed + 1, ",")
    return told if small else not scene.signals(slashed + 1, Trace.COUNTED)
