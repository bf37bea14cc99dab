"""The asker's own rate of work beside a target: visits seen, hours worked, weeks worked, and what is still lacking."""

from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.beside import BROKEN, ahead, averaged, behind, distant, is_percent, rvu, value_of
from bot.language.calendar import period_at, unit_at
from bot.language.plan import Plan
from bot.language.reading import Reading
from bot.language.spans import spend

_HOUR = 60
_NEAR = 3
"""Words between a number and the hours that it counts ("36 patient contact hours"), or those and their week."""
_ONE = 10
"""Work RVUs below which a number is one visit's."""
_LARGER = 5
"""Times that a goal is larger than what somebody earns in a shorter stretch."""
_BUSY = 80
"""Visits that nobody sees more of in a day."""
_LACKING = 20
"""Work RVUs from which a number beside "short" is what somebody lacks."""
_SURE = 100
"""A bare number from which what is left is no time."""
_FEW, _WEEKS, _YEAR = 8, 52, (100, 300)
"""Bare numbers behind "work": weeks from more than a week's days on, and days of a year."""


def visited(reading: Reading, at: int, plan: Plan) -> bool:
    """Take a number of visits seen: "i see 18/day at 1.45", "22 visits a day", "i see 16 patients"."""
    if plan.visits is not None or is_percent(reading, at):
        return False
    after = behind(reading, at)
    # "How many do i see for 28 a day": that many is what they are to come to.
    doing = reading.signals(reading.next_to(at, -1), Cue.DO) and not reading.signals(at - 1, Cue.FOR)
    if reading.signals(after, Cue.SEEN):
        end = reading.hit_of[after].end
        if period_at(reading, end):
            return _visits(reading, at, end, plan)
        if (doing or slots_of(reading, at)) and not unit_at(reading, end):
            plan.visits = value_of(reading, at)
            return True
        return False
    doing = doing or (reading.signals(ahead(reading, at), Cue.AVERAGE) and _mean(reading, at))
    rated = doing and period_at(reading, at + 1) and value_of(reading, at) <= _BUSY
    told = reading.has(Cue.AVERAGE, Cue.EACH, Cue.SEEN) or _mean(reading, at)
    return bool(rated) and told and _visits(reading, at, at + 1, plan)


def slots_of(reading: Reading, at: int) -> bool:
    """Tell whether a number is how many visits a goal of RVUs has: "30 wrvus a day goal, only 14 visits, what avg"."""
    asked = reading.has(Cue.AVERAGE) and reading.has(Cue.WHAT_IS) and reading.signals(behind(reading, at), Cue.SEEN)
    return asked and any(rvu(reading, other) is not None for other in range(at) if reading.atoms[other].value)


def _visits(reading: Reading, at: int, rate: int, plan: Plan) -> bool:
    plan.visits, plan.visits_per = value_of(reading, at), period_at(reading, rate)
    spend(reading, rate, plan)
    return True


def paced(reading: Reading, at: int, plan: Plan) -> bool:
    """Take what is earned in a stretch now: "i average 21 wrvu a day", "currently 95 a week", "doing 450 a month"."""
    unit = rvu(reading, at)
    end = at if unit is None else unit
    rate, before = period_at(reading, end + 1), ahead(reading, at)
    if rate is None or is_percent(reading, at) or plan.pace is not None or not _goes_on(reading, at, plan):
        return False
    doing = reading.signals(at - 1, Cue.DO, Cue.YES_NO)  # "is 100 a week enough"
    now = doing or reading.signals(before, Cue.DONE, Cue.AVERAGE)
    wanted = not doing and (
        reading.signals(before, Cue.NEED) or reading.signals(ahead(reading, before), Cue.NEED, Cue.TARGET)
    )
    visits = doing or _mean(reading, at)  # so few a day are as well visits
    if not now or wanted or (unit is None and value_of(reading, at) <= _BUSY and visits):
        return False
    plan.pace, plan.pace_per = value_of(reading, at), rate
    spend(reading, end + 1, plan)
    return True


def _mean(reading: Reading, at: int) -> bool:
    """Tell whether another number is what one visit is worth: "averaging 18 a day at 1.5 each"."""
    return any(
        other != at
        and atom.value is not None
        and 0 < atom.value < _ONE
        and (averaged(reading, other, other) or _at_each(reading, other))
        for other, atom in enumerate(reading.atoms)
    )


def _at_each(reading: Reading, at: int) -> bool:
    """Tell whether a small number behind "at" is a visit's: "18 a day at 1.45", not "at 4 days a week"."""
    after = behind(reading, at)
    timed = unit_at(reading, after) or period_at(reading, at + 1)
    return reading.signals(at - 1, Cue.AT) and value_of(reading, at) % 1 != 0 and not timed


def _goes_on(reading: Reading, at: int, plan: Plan) -> bool:
    """Tell whether another number is many times as large, so that this one is no goal beside it."""
    numbers = (value_of(reading, other) for other, atom in enumerate(reading.atoms) if atom.sort is Sort.NUMBER)
    return any(number >= _LARGER * value_of(reading, at) for number in (*numbers, plan.goal or Decimal(0)))


def short(reading: Reading, at: int, plan: Plan) -> bool:
    """Take what is still lacking, with a goal beside it or without: "bonus at 5500 and im 500 short", "600 left"."""
    unit = rvu(reading, at)
    after = (at if unit is None else unit) + 1
    sure = unit is not None or value_of(reading, at) >= _SURE
    left = sure and reading.has(Cue.TARGET) and reading.signals(after, Cue.LEFT)
    close = left or reading.signals(after, Cue.BEHIND) or reading.signals(reading.next_to(at, -1), Cue.BEHIND)
    if not close or is_percent(reading, at) or value_of(reading, at) < _LACKING or plan.lacking is not None:
        return False
    plan.lacking = value_of(reading, at)
    own = behind(reading, after - 1)  # "short by 120 for the month"
    plan.lacking_per = unit_at(reading, own) if distant(reading, after - 1, own) else None
    plan.lacking_rate = period_at(reading, after)
    spend(reading, after, plan)
    return True


def worked(reading: Reading, at: int, plan: Plan) -> bool:
    """Take hours ("36 patient contact hours a week"), and bare weeks or days behind "work" ("if i work 46")."""
    value = value_of(reading, at)
    for step in range(at + 1, min(at + 2 + _NEAR, len(reading.atoms))):
        if reading.atoms[step].value is not None or reading.atoms[step].stem in BROKEN:
            break
        if reading.signals(step, Cue.HOURS):
            return _hours(reading, step, value, plan)
    if is_percent(reading, at) or rvu(reading, at) is not None or not reading.signals(at - 1, Cue.WORKING):
        return False
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK
    if ends and plan.weeks is None and _FEW <= value <= _WEEKS and reading.has(Cue.PER_WEEK):
        plan.weeks = value
    elif ends and plan.days is None and _YEAR[0] <= value <= _YEAR[1] and reading.has(Cue.PER_DAY):
        plan.days = value
    else:
        return False
    return True


def _hours(reading: Reading, at: int, value: Decimal, plan: Plan) -> bool:
    """Take hours with the stretch of time that they are worked in, which stands close behind them."""
    for step in range(at + 1, min(at + 2 + _NEAR, len(reading.atoms))):
        period = period_at(reading, step)
        if period and plan.hours is None and value > 0:
            plan.hours, plan.hours_per = value, period
            spend(reading, step, plan)
            return True
    return False


def settle(reading: Reading, plan: Plan) -> None:
    """Read hours that are written as a length, and what lacking makes of the goal."""
    for at, atom in enumerate(reading.atoms):
        hours = (atom.value or Decimal(0)) / _HOUR
        if atom.sort is Sort.MINUTES and hours > 1 and not atom.article and reading.has(Cue.PER_HOUR):
            _hours(reading, at, hours, plan)
    if plan.lacking is None or plan.done is not None:
        changed = plan.full_time_share is not None or plan.scale is not None or plan.people is not None
        if plan.lacking is not None and plan.goal is not None and not changed:
            agreed = plan.goal - (plan.done or 0) == plan.lacking
            plan.unclear += [] if agreed else [plan.lacking]
        return
    if plan.goal is not None and plan.goal <= plan.lacking:
        plan.unclear.append(plan.lacking)
    else:  # what is lacking is all that is still to be reached, whatever the whole goal was
        plan.goal, plan.per = plan.lacking, plan.lacking_per or plan.lacking_rate
        plan.extra = plan.lacking_rate is None  # "short 120 a month" comes anew every month
