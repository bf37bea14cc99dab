"""The lengths of time of a target: worked, gone by, left, off, and days a week."""

from bot.domain.lexicon import Cue
from bot.domain.question import Period
from bot.language.beside import value_of
from bot.language.calendar import PER, period_at, unit_at
from bot.language.plan import Plan
from bot.language.reading import Reading

_WEEK = 7
_WEEKS = 52
_MONTHS = 12


def timed(reading: Reading, at: int, after: int, unit: Period, plan: Plan) -> bool:
    """Take a length of time: worked, gone by, left, off, or days a week."""
    value, beyond = value_of(reading, at), reading.hit_of[after].end
    left = reading.signals(beyond, Cue.LEFT)
    before = reading.next_to(at, -1) if at - 1 in reading.light else at - 1
    gone = reading.signals(beyond, Cue.ELAPSED) or reading.signals(before, Cue.END_OF)
    rated = period_at(reading, beyond)
    spend(reading, beyond, plan)
    if unit == "day":
        weekly = rated == "week" or unit_at(reading, beyond) == "week" or reading.signals(beyond, Cue.EACH)
        if weekly or (value <= _WEEK and not rated and not left and reading.has(Cue.WEEKS)):
            plan.days_per_week = value
        else:
            plan.days = value
        return value > 0
    if unit == "week":
        if reading.signals(beyond, Cue.OFF) or reading.signals(reading.next_to(beyond, 1), Cue.OFF):
            plan.weeks_off += value
        elif gone and not left:
            plan.weeks_elapsed = value
        else:
            plan.weeks = value
        return value <= _WEEKS
    if unit == "month":
        if gone and not left:
            plan.months_elapsed = value
        else:
            plan.months = value
        return value <= _MONTHS
    return False


def spend(reading: Reading, at: int, plan: Plan) -> None:
    """Note that the rate at a place belongs to the number before it."""
    hit = reading.hit_of.get(at)
    if hit is not None and hit.cues & PER.keys():
        plan.spent.add(hit.start)
