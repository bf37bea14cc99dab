"""Productivity targets and pace: which number is the goal, what is done, and how much time there is."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.beside import (
    BROKEN,
    RVUS,
    ahead,
    averaged,
    behind,
    distant,
    divides,
    is_percent,
    ordinal,
    part_of,
    plain,
    rvu,
    value_of,
)
from bot.language.calendar import PER, Calendar, period_at, unit_at
from bot.language.goals import asked_period, goal_period, seen_in, topped
from bot.language.plan import Plan
from bot.language.reading import Reading
from bot.language.spans import (
    below_one,
    elapsing,
    first_quarter,
    had,
    halves,
    idle,
    numbered,
    over,
    parts_of_full_time,
    passed,
    spend,
    still,
    timed,
)
from bot.language.sums import at_rate, in_dollars, of_tiers
from bot.language.tiers import tiered
from bot.language.workload import paced, settle, short, slots_of, visited, worked

_PERCENT = Decimal(100)
_WHOLE_TIME = Decimal("1.5")
"""Shares of full time that anybody has: more is no share."""
_YEARLY = 1000
"""Work RVUs from which a goal without a period is one of a year: nobody earns as many in a month."""
_LEAST = 100
"""A bare number from which it can only be the goal when nothing else is."""
_NEAR = 4
"""Words from a word for a target to its number: "goal is still 4000"."""
_MONTH, _LATE, _HUNDREDTH = Decimal(31), 28, Decimal("0.01")
"""Days of a month, the day from which it is over, and how finely a begun month is told."""
_HALF = Decimal("0.5")
_FAR_BELOW = 5
"""Times that a goal is larger than what somebody earns in a shorter period."""
_WEEKS = 52
_MONTHS = 12
_WITHIN = frozenset({Cue.FOR, Cue.IN, Cue.AT, Cue.ELAPSED, Cue.END_OF})
"""Cues of words between what was earned and its quarter: "1420 for q1", "2900 thru q2"."""
_PEOPLE = 100
"""Clinicians who may share one target."""
_YEAR_LIKE = range(1990, 2100)
_ONE_VISIT = 10
"""Work RVUs below which a number is a visit's: nobody's goal, and nothing that anybody has by now."""


class Planner:
    """Reads targets with the words of one language."""

    def __init__(self, calendar: Calendar, fractions: Mapping[str, Decimal]) -> None:
        """Take the calendar, and the words for parts of a whole ("half")."""
        self._calendar, self._fractions = calendar, fractions

    def plan(self, reading: Reading, taken: AbstractSet[int]) -> Plan:
        """Give each number its role, told by its unit and the words around it; `taken` are parts of names."""
        plan = Plan()
        given = [at for at, atom in enumerate(reading.atoms) if plain(reading, at) and at not in taken and atom.value]
        parted = {step for at in given for step in parts_of_full_time(reading, at, plan)}
        pays = tiered(reading)
        plan.tiers = () if pays is None else pays.tiers
        parted |= set() if pays is None else pays.at
        rest = [at for at in given if not (at in parted or ordinal(reading, at) or self._dates(reading, at))]
        for step in (
            self._by_unit,
            at_rate,
            still,
            idle,
            short,
            paced,
            self._by_change,
            self._by_target,
            self._by_need,
            self._by_rvu,
            visited,
            self._by_rate,
            below_one,
        ):
            rest = [at for at in rest if at != plan.goal_at and not step(reading, at, plan)]
        for at in rest:
            # "the 14 day ones": a bare one counts nothing
            if not self._by_words(reading, at, taken, plan) and value_of(reading, at) != 1:
                plan.unclear.append(value_of(reading, at))
        self._dated(reading, plan)
        of_tiers(plan)
        settle(reading, plan)
        in_dollars(reading, plan)
        if plan.changed is not None and reading.signals(plan.goal_at - 1, Cue.FROM):
            plan.scale = 1 + plan.changed
        if plan.goal is not None and plan.per is None:
            plan.per = goal_period(reading, plan, self._calendar) or asked_period(reading, plan) or seen_in(plan)
        plan.visits_per = plan.visits_per or (None if plan.visits is None else plan.per)
        return plan

    def _by_unit(self, reading: Reading, at: int, plan: Plan) -> bool:
        """Take a number with a unit of time or full time."""
        value, after, before = value_of(reading, at), behind(reading, at), ahead(reading, at)
        share = value / _PERCENT if is_percent(reading, at) else value
        parted = is_percent(reading, at) and reading.signals(after, Cue.PART_TIME)
        if share <= _WHOLE_TIME and (parted or reading.signals(after, Cue.FTE) or reading.signals(before, Cue.FTE)):
            plan.full_time_share = share
            return True
        # "full time is 5600, I'm .75": a part of full time needs no word of its own beside one
        if value < 1 and not is_percent(reading, at) and reading.has(Cue.FTE) and plan.full_time_share is None:
            plan.full_time_share = value
            return True
        shared = reading.has(Cue.SHARED) or reading.signals(reading.next_to(at, -1), Cue.CLASS)
        of_some = reading.signals(at - 1, Cue.OF) and reading.signals(at - 2, Cue.CLASS)
        if of_some or (reading.signals(after, Cue.PEOPLE, Cue.PHYSICIAN) and shared and value <= _PEOPLE):
            plan.people = value
            return True
        if halves(reading, at, plan, self._fractions) or over(reading, at, plan) or worked(reading, at, plan):
            return True
        if is_percent(reading, at) and passed(reading, at, after, plan):
            return True
        unit = unit_at(reading, after) if not distant(reading, at, after) else None
        if unit and not is_percent(reading, at):
            return timed(reading, at, after, unit, plan)
        return numbered(reading, at, plan)

    def _by_change(self, reading: Reading, at: int, plan: Plan) -> bool:
        """Take a percentage that the goal is raised or cut by, or the share of a number that is the goal."""
        if not is_percent(reading, at):
            return False
        of = at + 1 + reading.signals(at + 1, Cue.PERCENT)
        goal = reading.next_to(of, 1)
        large = reading.signals(of, Cue.OF) and plain(reading, goal) and value_of(reading, goal) >= _LEAST
        done = reading.has(Cue.DONE, Cue.ELAPSED, Cue.END_OF, Cue.HALFWAY, Cue.LEFT) or reading.signals(at - 1, Cue.AT)
        if large and not done and rvu(reading, at) is None:
            plan.scale = value_of(reading, at) / _PERCENT
            return True
        if topped(reading, at, plan):
            return True
        near = [step for step in range(at - _NEAR, at + _NEAR) if reading.signals(step, Cue.LOWER, Cue.RAISE)]
        if not near or not reading.has(Cue.FROM, Cue.TO):
            return False
        part = value_of(reading, at) / _PERCENT
        plan.changed = -part if reading.signals(near[0], Cue.LOWER) else part
        return True

    def _by_need(self, reading: Reading, at: int, plan: Plan) -> bool:
        """Take a bare number right behind a word for needing as the goal: "at 4310, want 5150"."""
        counts = reading.signals(behind(reading, at), Cue.SEEN, Cue.DONE, Cue.DOLLARS) or at + 1 in reading.named
        bare = rvu(reading, at) is None and not is_percent(reading, at) and not counts
        needed = value_of(reading, at) >= _LEAST and reading.signals(ahead(reading, at), Cue.NEED)
        return bare and needed and plan.goal is None and _aim(reading, at, at, plan)

    def _dates(self, reading: Reading, at: int) -> bool:
        """Tell whether a number is the day of a month: "dec 31"."""
        named = bool(at) and self._calendar.month(reading, at - 1) is not None
        return named and reading.atoms[at].sort is Sort.NUMBER and value_of(reading, at) <= _MONTH

    def _by_target(self, reading: Reading, at: int, plan: Plan) -> bool:
        """Take a number beside a word for a target as the goal."""
        part = part_of(reading, at)
        if is_percent(reading, at) or part:
            return False
        unit = rvu(reading, at)
        if unit is None and slots_of(reading, at):
            return False
        end = at if unit is None else unit
        aimed = _aimed(reading, at, behind(reading, end))
        return aimed and not averaged(reading, at, end) and _aim(reading, at, end, plan)

    def _by_rvu(self, reading: Reading, at: int, plan: Plan) -> bool:
        """Take a number of RVUs: an average, what is done, or the goal."""
        unit = rvu(reading, at)
        if unit is None or is_percent(reading, at):
            return False
        if averaged(reading, at, unit) or (value_of(reading, at) < _ONE_VISIT and reading.has(Cue.SEEN)):
            plan.average = value_of(reading, at)
            spend(reading, unit + 1, plan)
            return True
        rate = period_at(reading, unit + 1)
        if rate and plan.goal is not None:
            plan.pace, plan.pace_per = value_of(reading, at), rate
            spend(reading, unit + 1, plan)
            return True
        if self._done(reading, at, unit, plan) or (plan.goal is not None and plan.done is None and elapsing(reading)):
            plan.done = value_of(reading, at)
            return True
        return _aim(reading, at, unit, plan)

    def _by_rate(self, reading: Reading, at: int, plan: Plan) -> bool:
        """Take a bare number of visits in a period, of work RVUs a visit, or of those earned in a period."""
        value, after = value_of(reading, at), behind(reading, at)
        part = part_of(reading, at)
        if is_percent(reading, at) or part:
            return False
        seen = reading.has(Cue.SEEN) or plan.visits is not None
        one = value < _ONE_VISIT and reading.signals(at - 1, Cue.AT) and seen
        if averaged(reading, at, at) or (one and not unit_at(reading, after)):
            plan.average = value
            spend(reading, at + 1, plan)
            return True
        paced = period_at(reading, at + 1) if reading.signals(at - 1, Cue.AT) else None
        numbers = (atom.value or Decimal(0) for atom in reading.atoms if atom.sort is Sort.NUMBER)
        if paced and value * _FAR_BELOW < (plan.goal or max(numbers)):  # "am i going to make 4800 at 390 a month"
            plan.pace, plan.pace_per = value, paced
            spend(reading, at + 1, plan)
            return True
        return False

    def _by_words(self, reading: Reading, at: int, taken: AbstractSet[int], plan: Plan) -> bool:
        """Take a bare number by the words beside it."""
        value, after, before = value_of(reading, at), behind(reading, at), ahead(reading, at)
        if is_percent(reading, at):
            of = reading.signals(after, Cue.OF) or after in reading.light
            reached = of or reading.signals(after, Cue.TARGET, Cue.DONE) or reading.signals(before, Cue.DONE, Cue.AT)
            plan.done_percent = value / _PERCENT if reached else None
            return reached
        if part_of(reading, at) and plan.done is None:
            plan.done = value
            return True
        if reading.signals(at - 1, Cue.OUT_OF) and plan.done is not None:
            return _aim(reading, at, at, plan)
        if reading.signals(at - 1, Cue.FROM) and plan.goal is not None and plan.done is None and value < plan.goal:
            plan.done = value
            return True
        if unit_at(reading, after) and not distant(reading, at, after) and value < _LEAST:
            return False
        if after in taken or reading.signals(at - 1, Cue.TIMES):
            plan.counting.add(at)
            return True
        dated = value in _YEAR_LIKE and reading.signals(at - 1, Cue.IN)
        if not dated and self._done(reading, at, at, plan):
            plan.done = value
            return True
        if dated or (value in _YEAR_LIKE and not reading.signals(before, Cue.NEED)):
            return True
        timed = period_at(reading, after) or unit_at(reading, after)
        late = plan.months_elapsed or plan.weeks_elapsed or elapsing(reading)
        if plan.done is None and plan.goal is not None and value >= _LEAST and late and not reading.has(Cue.QUARTERS):
            plan.done = value
            return True
        needs = reading.signals(before, Cue.NEED, Cue.VERSUS) or timed is not None
        needs = needs or reading.signals(after, Cue.EXTRA) or reading.signals(at - 1, Cue.FOR, Cue.AT)
        return (needs or (plan.goal is None and value >= _LEAST)) and _aim(reading, at, at, plan)

    def _done(self, reading: Reading, at: int, unit: int, plan: Plan) -> bool:
        """Tell whether a number is what has been earned so far: "im at 3100", "1650 thru april", "95 last week"."""
        before, after = ahead(reading, at), behind(reading, unit)
        if (
            reading.atoms[unit + 1 : unit + 2]
            and reading.signals(unit + 1, Cue.TO)
            and reading.signals(unit + 2, Cue.DO)
        ):
            return False  # "got 5200 to do"
        span = unit_at(reading, after + 1) if reading.signals(after, Cue.LAST, Cue.PAST) else None
        if span in {"week", "month"}:
            plan.weeks_elapsed, plan.months_elapsed = (Decimal(1), None) if span == "week" else (None, Decimal(1))
            return True
        if plan.done is not None and plan.done != value_of(reading, at):
            return False
        own = reading.signals(at - 1, Cue.AT) and not reading.signals(at + 1, Cue.PER_ONE)
        if reading.signals(after, Cue.DONE) or (plan.goal is not None and own):
            return True
        by_then = plan.goal is not None and reading.signals(after, Cue.BY) and not reading.signals(before, Cue.NEED)
        dated = by_then or reading.signals(after, Cue.END_OF, Cue.MIDDLE_OF, Cue.START_OF, Cue.AT)
        if dated and self._calendar.month(reading, reading.next_to(reading.hit_of[after].end - 1, 1)) is not None:
            return True
        of = reading.hit_of.get(unit + 1)
        within = of is not None and of.cues & _WITHIN and reading.signals(of.end, Cue.QUARTERS)
        if plan.goal is not None and (within or (reading.has(Cue.QUARTERS) and self._of_month(reading, at))):
            return True
        if plan.goal is not None and first_quarter(reading, at, plan):
            return True
        return reading.signals(before, Cue.DONE) and not divides(reading, before, at)

    def _of_month(self, reading: Reading, at: int) -> bool:
        """Tell whether a month stands right before what it brought: "Oct gave me 340", "april was 410"."""
        for step in range(at - 1, max(at - _NEAR, 0) - 1, -1):
            if self._calendar.month(reading, step) is not None:
                return not reading.signals(step - 1, Cue.BY, Cue.END_OF)
            if plain(reading, step) or reading.signals(step, Cue.BREAK, Cue.NEED, Cue.TARGET):
                return False
        return False

    def _dated(self, reading: Reading, plan: Plan) -> None:
        """Read how much of the year has passed from a date: "end of aug", "mid july", "halfway through the year"."""
        for at in range(len(reading.atoms)):
            month = self._calendar.month(reading, at)
            before = reading.next_to(at, -1)
            if month is None:
                continue
            day = value_of(reading, at + 1) if plain(reading, at + 1) else None
            over = reading.signals(before, Cue.START_OF) and day is not None and day >= _LATE  # "as of may 31"
            told = plan.done is not None and (over or had(reading, at) or reading.signals(before, Cue.BY))
            if day is not None and day <= _MONTH and told:
                whole = month if day >= _LATE else month - 1 + (day / _MONTH).quantize(_HUNDREDTH)
                plan.months_elapsed = Decimal(whole) or None
            elif reading.signals(before, Cue.END_OF):
                plan.months_elapsed = Decimal(month)
            elif reading.signals(before, Cue.MIDDLE_OF):
                plan.months_elapsed = month - Decimal("0.5")
            elif reading.signals(before, Cue.START_OF) and month > 1:
                plan.months_elapsed = Decimal(month - 1)
        if plan.months_elapsed is None and plan.weeks_elapsed is None and reading.has(Cue.HALFWAY):
            plan.months_elapsed = Decimal(_MONTHS) / 2
        for hit in reading.cues.get(Cue.FTE, ()):
            part = self._fractions.get(reading.atoms[hit.start - 1].stem) if hit.start else None
            plan.full_time_share = plan.full_time_share or part
        if plan.full_time_share is None and reading.has(Cue.HALF_TIME):
            plan.full_time_share = _HALF


def _aimed(reading: Reading, at: int, after: int) -> bool:
    """Tell whether a number stands beside a word for a target, within its clause."""
    if _is_target(reading, after) and not divides(reading, at, after):
        return True
    step, words = at, 0
    while step > 0 and words < _NEAR:
        step -= 1
        if _is_target(reading, step):
            return True
        if reading.signals(step, Cue.AND, Cue.PLUS, Cue.HOW_MANY) or reading.atoms[step].stem in BROKEN:
            return False
        if unit_at(reading, step) or reading.signals(step, Cue.DONE, Cue.AVERAGE, *RVUS, Cue.DAYS) is True:
            return reading.signals(step, *RVUS) and _is_target(reading, step - 1)
        if plain(reading, step) and not ordinal(reading, step):
            return False
        words += step not in reading.light
    return False


def _is_target(reading: Reading, at: int) -> bool:
    return reading.signals(at, Cue.TARGET) and not reading.signals(at, Cue.FTE, Cue.PACE, *PER)


def _aim(reading: Reading, at: int, unit: int, plan: Plan) -> bool:
    """Take a number as the goal; a second one is unclear."""
    value = value_of(reading, at)
    if plan.goal is not None and plan.goal != value:
        return False
    plan.goal, plan.goal_at = value, at
    near = (at - 1, at + 1, reading.next_to(at, -1), *range(at, unit + 2))
    plan.extra = plan.extra or any(reading.signals(place, Cue.EXTRA, Cue.RAISE, Cue.LEFT, Cue.BEHIND) for place in near)
    own = behind(reading, unit)
    if unit_at(reading, own) and distant(reading, unit, own):
        plan.per = plan.per or unit_at(reading, own)
    beyond = unit + 1
    while beyond < len(reading.atoms) and (
        reading.signals(beyond, Cue.ROUGHLY, Cue.EXTRA, Cue.TARGET)
        or (beyond in reading.light and not reading.signals(beyond, *PER))
    ):
        beyond += 1
    period = period_at(reading, beyond)
    if period:
        spend(reading, beyond, plan)
    # "a 20 wrvu day" is a goal of a day
    named = unit > at and not distant(reading, unit, unit + 1) and plain(reading, unit + 2) is False
    plan.per = plan.per or period or (unit_at(reading, unit + 1) if named else None)
    return True
