"""The lengths of time of a target: worked, gone by, left, off, and days a week."""

from collections.abc import Mapping
from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.domain.question import Period
from bot.language.beside import behind, is_percent, plain, rvu, value_of
from bot.language.calendar import PER, period_at, unit_at
from bot.language.plan import Plan
from bot.language.reading import Reading

_WEEK = 7
_WEEKS = 52
_MONTHS = 12
_QUARTER = 3
_PERCENT = Decimal(100)
_DATED = 6
"""Words between what was earned and the date by which it was."""
_FIRST_QUARTER = frozenset({Cue.QUARTERS, Cue.INITIAL})
"""Cues of a quarter's name that say that it is a year's first."""
_SLASH = "/"
_PAST = 3
"""Atoms from what was earned in a quarter to the quarter's number: "1310 in q1"."""
_AWAY = 4
"""Words from a number of weeks to what says that they are off: "2 of them are vacation"."""
_YEARLY = 1000
"""Work RVUs from which a goal can only be a year's."""


def timed(reading: Reading, at: int, after: int, unit: Period, plan: Plan) -> bool:
    """Take a length of time: worked, gone by, left, off, or days a week."""
    value, beyond = value_of(reading, at), reading.hit_of[after].end
    left = reading.signals(beyond, Cue.LEFT)
    before = reading.next_to(at, -1) if at - 1 in reading.light else at - 1
    gone = reading.signals(beyond, Cue.ELAPSED) or reading.signals(before, Cue.END_OF)
    rated = _rated(reading, beyond, unit, plan)
    if unit == "day":
        weekly = rated == "week" or unit_at(reading, beyond) == "week" or reading.signals(beyond, Cue.EACH)
        if weekly or (value <= _WEEK and not rated and not left and reading.has(Cue.WEEKS)):
            plan.days_per_week = value
        else:
            plan.days = value
        return value > 0
    if unit == "week" and value <= _WEEKS:
        absent = reading.signals(before, Cue.ABSENT) and not left
        if absent or reading.signals(beyond, Cue.OFF) or reading.signals(reading.next_to(beyond, 1), Cue.OFF):
            if not _taken_off(value, plan):
                plan.weeks_off += value
        elif gone and not left:
            plan.weeks_elapsed = value
        else:
            plan.weeks, plan.weeks_left = value, left
        return True
    if unit == "month" and value <= _MONTHS:
        if gone and not left:
            plan.months_elapsed = value
        else:
            plan.months = value
        return True
    return False


def _rated(reading: Reading, at: int, unit: Period, plan: Plan) -> Period | None:
    """Return the stretch of time that a length of it is said for; "4 days per day?" has none."""
    rated = period_at(reading, at)
    if rated == unit:
        return None
    spend(reading, at, plan)
    return rated


def passed(reading: Reading, at: int, after: int, plan: Plan) -> bool:
    """Take the part of the year that is over or left: "75% of the year gone"."""
    if unit_at(reading, after) != "year" or plan.months_elapsed is not None:
        return False
    beyond, part = reading.hit_of[after].end, value_of(reading, at) / _PERCENT
    left = reading.signals(beyond, Cue.LEFT)
    if not (left or reading.signals(beyond, Cue.ELAPSED, Cue.OVER, Cue.END_OF)) or not 0 < part < 1:
        return False
    plan.months_elapsed = _MONTHS * (1 - part if left else part)
    return True


def halves(reading: Reading, at: int, plan: Plan, fractions: Mapping[str, Decimal]) -> bool:
    """Take half days: "4 half days a week" are two days."""
    part = fractions.get(reading.atoms[at + 1].stem) if at + 1 < len(reading.atoms) else None
    hit = reading.hit_of.get(at + 2) or reading.hit_of.get(at + 1)
    if part is None or hit is None or not hit.cues & {Cue.DAYS, Cue.SHIFT}:
        return False
    plan.days_per_week = value_of(reading, at) * part
    spend(reading, hit.end, plan)
    return value_of(reading, at) > 0


def parts_of_full_time(reading: Reading, at: int, plan: Plan) -> tuple[int, ...]:
    """Take a part of full time that is written as two numbers: "6/10 fte", "4/5 time"; none where there is none."""
    slash = at + 2 < len(reading.atoms) and reading.atoms[at + 1].stem == _SLASH
    few, whole = value_of(reading, at), value_of(reading, at + 2) if slash else 0
    if not 0 < few < whole or not reading.signals(at + 3, Cue.FTE, Cue.PART_TIME):
        return ()
    plan.full_time_share = few / whole
    return (at, at + 2)


def below_one(reading: Reading, at: int, plan: Plan) -> bool:
    """Take a number below one beside a year's goal as the share of full time: "target 5000 at 0.6"."""
    whole = reading.next_to(at + 1, 1) if reading.signals(at + 1, Cue.OUT_OF) else len(reading.atoms)
    goal = plan.goal or (value_of(reading, whole) if whole < len(reading.atoms) else 0)
    if goal >= _YEARLY and plan.full_time_share is not None and value_of(reading, at) == 1:
        return True  # "0.7, goal would be 5000 at 1.0"
    yearly = goal >= _YEARLY and plan.full_time_share is None and not is_percent(reading, at)
    if not yearly or not 0 < value_of(reading, at) < 1:
        return False
    plan.full_time_share = value_of(reading, at)
    return True


def over(reading: Reading, at: int, plan: Plan) -> bool:
    """Take the weeks that a count a week is for: "sessions a week over 48"."""
    weekly = plan.weeks is None and reading.has(Cue.PER_WEEK) and reading.signals(at - 1, Cue.OVER)
    if not weekly or not 1 < value_of(reading, at) <= _WEEKS or unit_at(reading, at + 1):
        return False
    plan.weeks = value_of(reading, at)
    return True


def numbered(reading: Reading, at: int, plan: Plan) -> bool:
    """Take the number of a quarter, week, month or year: "after q2", "wk 9 of 13", "month 8"."""
    value, named = value_of(reading, at), unit_at(reading, at - 1)
    if at > 1 and plain(reading, at - 2):
        named = None  # "46 weeks 16 pts a day": the weeks have a number of their own
    beside = [reading.signals(near, Cue.QUARTERS) for near in (at - 1, behind(reading, at))]
    if any(beside) and value * _QUARTER <= _MONTHS:
        earned = at > _PAST and reading.atoms[at - _PAST].value is not None and at - 2 in reading.light
        if beside[0] and reading.signals(at + 1, Cue.TARGET) and not earned:
            plan.extra = True  # "q3 goal 1250" is a goal of its own
        else:
            plan.months_elapsed = value * _QUARTER
        return True
    if named == "week" and value <= _WEEKS:
        plan.weeks_elapsed = value
        return True
    if named == "month" and value <= _MONTHS:
        plan.months_elapsed = value
        return True
    return _weeks_of(reading, at, plan) or (named == "year" and value <= _MONTHS)  # "year one" of a contract


def first_quarter(reading: Reading, at: int, plan: Plan) -> bool:
    """Tell whether a number is what the first quarter brought: "first quarter was 1010", "q1: 980"."""
    for step in range(at - 1, max(at - 1 - _QUARTER, -1), -1):
        one = reading.atoms[step].value == 1 and reading.signals(step - 1, Cue.QUARTERS)
        named = reading.hit_of.get(step)
        if one or (named is not None and named.cues >= _FIRST_QUARTER):
            plan.months_elapsed = plan.months_elapsed or Decimal(_QUARTER)
            return True
        if (
            step not in reading.light
            and not reading.signals(step, Cue.FORMERLY, Cue.DONE)
            and reading.atoms[step].stem not in ":="
        ):
            return False
    return False


def _weeks_of(reading: Reading, at: int, plan: Plan) -> bool:
    """Take all weeks of which some have passed, so that the others are left: "after wk 9 of 13"."""
    passed, whole = plan.weeks_elapsed, value_of(reading, at)
    if passed is None or plan.weeks is not None or not reading.signals(at - 1, Cue.OF):
        return False
    if passed != reading.atoms[at - 2].value or not passed < whole <= _WEEKS:
        return False
    plan.weeks, plan.weeks_left = whole - passed, True
    return True


def still(reading: Reading, at: int, plan: Plan) -> bool:
    """Take weeks left whose unit the weeks off have said: "out 9 weeks on leave so 43 left", "leaves 45"."""
    value, left = value_of(reading, at), reading.signals(at + 1, Cue.LEFT) or reading.signals(at - 1, Cue.LEFT, Cue.OFF)
    left = left and rvu(reading, at) is None
    if not left or plan.weeks is not None or not plan.weeks_off or value > _WEEKS - plan.weeks_off:
        return False
    plan.weeks, plan.weeks_left = value, True
    return value > 0


def had(reading: Reading, at: int) -> bool:
    """Tell whether a date is when something was earned: "had 1150 on june 30", "1980 so far by may 31"."""
    for step in range(at - 1, max(at - _DATED, -1), -1):
        if reading.signals(step, Cue.BREAK):
            return False
        if reading.signals(step, Cue.DONE):
            return True
    return False


def elapsing(reading: Reading) -> bool:
    """Tell whether the text says that part of the year is over."""
    return reading.has(Cue.HALFWAY, Cue.END_OF, Cue.MIDDLE_OF, Cue.ELAPSED)


def idle(reading: Reading, at: int, plan: Plan) -> bool:
    """Take a bare number of the weeks left in which nobody works: "9 weeks left but 3 are vacation"."""
    if is_percent(reading, at) or rvu(reading, at) is not None or reading.signals(at + 1, Cue.DAYS):
        return False
    told = False
    for way, reach in ((1, _AWAY), (-1, _AWAY - 1)):
        for step in range(at + way, at + way * (reach + 1), way):
            if not 0 <= step < len(reading.atoms) or reading.atoms[step].value is not None:
                break
            if reading.signals(step, Cue.BREAK):
                break
            told = told or reading.signals(step, Cue.ABSENT, Cue.OFF)
    within = reading.signals(at - 1, Cue.FOLLOW, Cue.WITHOUT) or reading.signals(at + 1, Cue.OF, Cue.LESION)
    return told and _taken_off(value_of(reading, at), plan, within=within)


def _taken_off(value: Decimal, plan: Plan, *, within: bool = False) -> bool:
    """Take weeks off from those that were said to be left, or of which they are said to be some."""
    if plan.weeks is None or not (plan.weeks_left or within) or not 0 < value < plan.weeks:
        return False
    plan.weeks -= value
    return True


def spend(reading: Reading, at: int, plan: Plan) -> None:
    """Note that the rate at a place belongs to the number before it."""
    hit = reading.hit_of.get(at)
    if hit is not None and hit.cues & PER.keys():
        plan.spent.add(hit.start)
