"""The period of a target: said, or that in which so many are asked for; and what is asked for."""

from collections.abc import Mapping
from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.domain.question import Period
from bot.language.atoms import Sort
from bot.language.beside import ahead, is_percent, plain, rvu, value_of
from bot.language.calendar import PER, UNITS, Calendar, period_at, unit_at
from bot.language.plan import Plan
from bot.language.reading import Reading
from bot.language.spans import spend

_YEARLY = 1000
"""Work RVUs from which a goal without a period is one of a year: nobody earns as many in a month."""
_LEAST = 100
"""A bare number from which it can be a goal."""
_PERCENT = Decimal(100)
_NEAR = 5
"""Atoms behind a goal within which its quarter stands."""
_MOST: Mapping[Period, int] = {"day": 80, "week": 300, "month": 1000, "year": 20_000}
"""Work RVUs that somebody may want in a period; more are for a longer one."""
_QUARTER = 3 * _MOST["month"]
MOST = _MOST["year"]
"""Work RVUs above which a number is nobody's goal: dollars, or a whole clinic's."""


def topped(reading: Reading, at: int, plan: Plan) -> bool:
    """Take a percentage that a goal lies above a number: "10% over last year's 4700", "last year's 5200 plus 5%"."""
    wanted = any(hit.start < at for cue in (Cue.TARGET, Cue.NEED, Cue.RAISE) for hit in reading.cues.get(cue, ()))
    goal = _measured(reading, at) if wanted and plan.goal is None else None
    if goal is None:
        return False
    plan.goal, plan.goal_at, plan.scale = value_of(reading, goal), goal, 1 + value_of(reading, at) / _PERCENT
    unit = rvu(reading, goal)
    rate = (goal if unit is None else unit) + 1
    plan.per = period_at(reading, rate)
    spend(reading, rate, plan)
    return True


def _measured(reading: Reading, at: int) -> int | None:
    """Return where the number stands that a percentage is put on top of: behind "over", or before "plus"."""
    over = at + 1 + reading.signals(at + 1, Cue.PERCENT)
    raised = reading.signals(over, Cue.EXTRA, Cue.RAISE) and not reading.signals(over, Cue.ABOVE)
    over += raised
    if reading.signals(over, Cue.ABOVE) or (raised and reading.signals(over, Cue.ABOUT)):
        end = reading.hit_of[over].end
        near = range(end, min(end + _NEAR, len(reading.atoms)))
        found = next((step for step in near if plain(reading, step) or reading.signals(step, Cue.BREAK)), -1)
    elif raised:  # "last year i did 4700, they want 5% more"
        large = [step for step in range(at) if plain(reading, step) and value_of(reading, step) >= _LEAST]
        found = large[0] if len(large) == 1 and reading.signals(ahead(reading, large[0]), Cue.DONE) else -1
    else:
        found = at - 2 if reading.signals(at - 1, Cue.PLUS) else -1
    whole = plain(reading, found) and not is_percent(reading, found)
    return found if whole and value_of(reading, found) >= _LEAST else None


def every(reading: Reading, plan: Plan) -> Period | None:
    """Return the stretch of time that the count is asked for: the first rate that belongs to no number."""
    free = [
        (hit.start, period)
        for cue, period in PER.items()
        for hit in reading.cues.get(cue, ())
        if hit.start not in plan.spent
    ]
    return min(free)[1] if free else None


def goal_period(reading: Reading, plan: Plan, calendar: Calendar) -> Period | None:
    """Return the period of a goal that no rate follows: "monthly target", "this week", "in feb", else the year."""
    named = [reading.next_to(hit.start, -1) for hit in reading.cues.get(Cue.TARGET, ())]
    named += range(plan.goal_at if named else 0)
    near = (*named, *range(plan.goal_at + 1, plan.goal_at + _NEAR))
    # "quarterly goal 1150", "1150 wrvus a quarter", "goal for Q4 is 1100"
    if any(reading.signals(at, Cue.QUARTERS) for at in near) and (plan.goal or 0) <= _QUARTER:
        plan.extra, plan.months_elapsed = True, None  # the quarter is the goal's, not what has passed of the year
        return None
    for hit in (one for one in reading.cues.get(Cue.TARGET, ()) if Cue.NEED not in one.cues):
        measured = period_at(reading, reading.next_to(hit.start, -1))
        if measured:
            plan.spent.add(reading.hit_of[reading.next_to(hit.start, -1)].start)
            return measured
    within = _within(reading, plan)
    if within:
        return within
    if (plan.goal or 0) <= _MOST["day"] and _of_shift(reading):
        plan.extra = True  # a goal of half a day is reached within it
        return None
    if plan.goal is not None and plan.goal >= _YEARLY:
        return "year"
    if reading.has(Cue.TODAY):
        return "day"
    if any(calendar.month(reading, at) and at - 1 in reading.light for at in range(1, len(reading.atoms))):
        return "month"
    if plan.done is not None and (plan.months_elapsed is not None or plan.weeks_elapsed is not None):
        return "year"
    return None


def _of_shift(reading: Reading) -> bool:
    """Tell whether a goal is one of half a day or a session: "half day goal 8", "9 per half day", not "clinic goal"."""
    for hit in reading.cues.get(Cue.SHIFT, ()):
        named = hit.end - hit.start > 1 and reading.signals(reading.next_to(hit.end - 1, 1), Cue.TARGET)
        if named or reading.signals(hit.start - 1, Cue.PER_ONE, Cue.EACH, Cue.EVERY, Cue.ARTICLE):
            return True
    return False


def _within(reading: Reading, plan: Plan) -> Period | None:
    """Return the stretch of time that a goal is for, where it can be: "this week", "for the month"."""
    for at in range(1, len(reading.atoms)):
        unit = unit_at(reading, at)
        if unit is None or (plan.goal is not None and plan.goal > _MOST[unit]):
            continue
        if reading.signals(at - 1, Cue.THIS) or (at - 1 in reading.light and not _counted(reading, at)):
            return unit
    return None


def asked_period(reading: Reading, plan: Plan) -> Period | None:
    """Return the period in which so many are asked for, where it can be the goal's: "how many … a month for 150".

    Where no stretch of time is said at all, the goal is a number to be reached once: "how many 99213 make 25 wRVU".
    """
    counted = (unit_at(reading, hit.end) for hit in reading.cues.get(Cue.HOW_MANY, ()))
    if any(counted) and (plan.goal or 0) < _YEARLY:
        plan.extra = True  # "how many days of 4 99213s to reach 100 wrvu"
        return None
    if reading.has(Cue.HOW_MANY) and not reading.has(*PER, *UNITS, Cue.TODAY, Cue.THIS, Cue.TARGET, Cue.DONE):
        plan.extra = True
        return None
    counts = reading.has(Cue.HOW_MANY) or _to_reach(reading, plan)
    asked = every(reading, plan) if counts and not horizon(plan) else None
    return asked if asked and plan.goal is not None and plan.goal <= _MOST[asked] else None


def seen_in(plan: Plan) -> Period | None:
    """Return the stretch of time in which the visits are seen that are to make the goal: "18 pts a day for 27 wrvu"."""
    small = plan.visits_per is not None and (plan.goal or 0) <= _MOST[plan.visits_per]
    return plan.visits_per if small and not horizon(plan) else None


def _to_reach(reading: Reading, plan: Plan) -> bool:
    """Tell whether a service a day is asked for without "how many": "99213s per day to get 22 wrvu", "… for 22"."""
    rates = sorted(hit.start for cue in PER for hit in reading.cues.get(cue, ()))
    named = bool(rates) and (rates[0] - 1 in reading.named or reading.atoms[rates[0] - 1].sort is Sort.CODE)
    before = plan.goal_at - 1
    reached = reading.signals(ahead(reading, plan.goal_at), Cue.NEED) or reading.signals(before, Cue.FOR)
    return named and rates[0] < plan.goal_at and reached


def _counted(reading: Reading, at: int) -> bool:
    """Tell whether a number counts the unit of time at a place."""
    return any(reading.atoms[near].sort is Sort.NUMBER for near in range(max(at - 3, 0), at))


def horizon(plan: Plan) -> bool:
    """Tell whether the plan says how much time there is, so that the goal needs no period of its own."""
    return plan.extra or plan.weeks is not None or plan.days is not None or plan.months is not None
