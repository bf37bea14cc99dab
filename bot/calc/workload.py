"""Where the asker's own rate of work leads, against a target: by visits and their average, or by work RVU earned.

- earned a stretch = visits seen in it x work RVU of an average visit, or as said
- projection = earned a stretch x the stretches of the goal's time: a day's x days, or x days a week x weeks; a week's x
  weeks; a month's x 12; on top of what is done so far, where the weeks or days are those left
- where weeks have passed and are left, a straight line: done so far / weeks passed
- stretches until it is reached = what is left / earned a stretch, where nothing says how many there are
- needed an hour = needed a stretch / hours worked in it; needed a visit = needed a stretch / visits seen in it

Nothing stands in for a stretch of time that was not said; it is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.calc.ledger import Ledger
from bot.calc.trace import Num
from bot.domain.answer import Op
from bot.domain.question import Period, Target

MONTHS: Final = 12
WEEKS_OF_A_MONTH: Final = 5
"""More weeks than this cannot be a month's, so they are the year's."""
_WEEK: Final = Decimal(7)
"""Days up to which bare days can be those of a week; no more of them make a year."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Work RVU needed in one stretch of time, or once."""

    period: Period | None
    """None: to be reached once, however long it takes."""
    number: Num
    when: str = ""
    """Which case it holds for: " at 4 days a week"."""

    @property
    def over(self) -> str:
        """Return the stretch in words: "a day at 4 days a week"."""
        if self.period is None:
            return "in all"
        return f"a {self.period}{self.when}"


def gap(
    ledger: Ledger,
    wanted: Num,
    have: Num,
    over: str,
    unit: str,
    *,
    side: int | None = None,
    pathway: str | None = None,
) -> None:
    """Enter by how much what one has falls short of what one wants, or is ahead of it; never a negative number."""
    short = have.value < wanted.value
    key, label = ("short_work_rvu", "short") if short else ("ahead_work_rvu", "ahead")
    terms = [wanted, have] if short else [have, wanted]
    name = f"{label} {over}: {wanted.name} against {have.name}"
    made = ledger.trace.make(name, Op.DIFFERENCE, terms, "the greater less the smaller")
    ledger.shown(key, f"{label} {over}", made, unit, side=side, pathway=pathway)


def led(ledger: Ledger, question: Target, wanted: Num) -> Num | None:
    """Enter where visits of an average, or work RVU earned in a stretch, lead by the end of the goal's time.

    Return that, None where no rate of work was said, or where what makes the goal's time of it was not.
    """
    earned = _earned(ledger, question)
    if earned is None:
        return None
    period, rate = earned
    ledger.shown("pace_work_rvu", f"your rate of work a {period}", rate, f"work RVU a {period}")
    times = _times(ledger, question, period)
    if times is None:
        reached(ledger, question, wanted, rate, period)
        ledger.lacks(_MISSING[period])
        return None
    made, over = rate, "in that time" if question.extra else f"a {question.per}"
    unit = "work RVU" if question.extra else f"work RVU a {question.per}"
    if times:
        made = ledger.trace.make(f"your rate of work {over}", Op.PRODUCT, [rate, *times], "rate x its stretches")
    if question.done is not None:
        done = ledger.asked("work RVU so far", question.done)
        made = ledger.trace.make("so far and at your rate", Op.SUM, [done, made], "done + what the rate brings")
    ledger.shown("projected_work_rvu", f"what your rate leads to {over}", made, unit)
    gap(ledger, wanted, made, over, unit)
    ledger.assumptions.append("The rate of work stays what you said, without season or leave")
    return made


_MISSING: Final[dict[Period, str]] = {
    "day": "how many clinic days there are",
    "week": "how many weeks there are",
    "month": "how many months there are",
    "year": "the target for a year",
}


def reached(
    ledger: Ledger,
    question: Target,
    wanted: Num,
    rate: Num,
    period: Period,
    *,
    side: int | None = None,
    pathway: str | None = None,
) -> None:
    """Enter in how many stretches a rate of work reaches what is wanted, where nothing says how many there are."""
    left = wanted
    if question.done is not None:
        terms = [wanted, ledger.asked("work RVU so far", question.done)]
        left = ledger.trace.make("left to reach", Op.DIFFERENCE, terms, "target - done")
    if rate.value <= 0 or left.value <= 0:
        return
    name = f"{period}s until {wanted.name}" + (f" by {pathway}" if pathway is not None else "")
    made = ledger.trace.make(name, Op.QUOTIENT, [left, rate], f"what is left / work RVU a {period}")
    ledger.shown("time_needed", f"{period}s to reach it", made, f"{period}s", side=side, pathway=pathway)


def _earned(ledger: Ledger, question: Target) -> tuple[Period, Num] | None:
    """Return the work RVU earned in a stretch of time."""
    if question.pace is not None and question.pace_per is not None:
        return question.pace_per, ledger.asked(f"work RVU a {question.pace_per} now", question.pace)
    if question.visits is None or question.visits_per is None or question.average is None:
        return _straight(ledger, question)
    terms = [
        ledger.asked(f"visits a {question.visits_per}", question.visits),
        ledger.asked("work RVU of an average visit", question.average),
    ]
    name = f"earned a {question.visits_per}"
    return question.visits_per, ledger.trace.make(name, Op.PRODUCT, terms, "visits x work RVU of an average visit")


def _straight(ledger: Ledger, question: Target) -> tuple[Period, Num] | None:
    """Return what was done a week, where the weeks that have passed and those left are said."""
    if question.done is None or question.weeks_elapsed is None or question.weeks is None:
        return None
    passed = ledger.asked("weeks passed", question.weeks_elapsed)
    terms = [ledger.asked("work RVU so far", question.done), passed]
    return "week", ledger.trace.make("pace a week", Op.QUOTIENT, terms, "done / weeks passed")


def _times(ledger: Ledger, question: Target, period: Period) -> tuple[Num, ...] | None:
    """Return what a stretch is multiplied by to fill the goal's time, or what is left of it; None: not said."""
    per: Period | None = None if question.extra else question.per
    if per == period and question.done is None:
        return ()
    if period == "month":
        return _months(ledger, question)
    longer = question.weeks is not None and per == "month" and question.weeks > WEEKS_OF_A_MONTH
    weeks = None if question.weeks is None or longer else ledger.asked("weeks", question.weeks)
    if period == "week":
        return None if weeks is None else (weeks,)
    if period == "day" and question.days is not None:
        # Bare days are a week's or a year's by their number, but what is left of either may be few.
        apart = (question.days > _WEEK) if per == "week" else (per == "year" and question.days <= _WEEK)
        return None if apart and question.done is None else (ledger.asked("days", question.days),)
    if period == "day" and question.days_per_week is not None:
        days = ledger.asked("days a week", question.days_per_week)
        return (days,) if per == "week" else None if weeks is None else (days, weeks)
    return None


def _months(ledger: Ledger, question: Target) -> tuple[Num, ...] | None:
    """Return the months that a month's rate has: those said, those left of the year, or the twelve of one."""
    if question.months is not None:
        return (ledger.asked("months", question.months),)
    if question.extra or question.per != "year":
        return None
    year = ledger.defined("months in a year", MONTHS)
    if question.months_elapsed is None:
        return (year,) if question.done is None else None
    passed = ledger.asked("months passed", question.months_elapsed)
    return (ledger.trace.make("months left", Op.DIFFERENCE, [year, passed], "12 - months passed"),)


def each(ledger: Ledger, question: Target, rates: Iterable[Needed]) -> None:
    """Enter what an hour, or a visit of those seen, has to bring for what is needed in its stretch of time."""
    for rate in rates:
        if question.hours is not None and rate.period == question.hours_per:
            hours = ledger.asked(f"hours a {rate.period}", question.hours)
            name = f"needed an hour{rate.when}"
            made = ledger.trace.make(name, Op.QUOTIENT, [rate.number, hours], f"{rate.number.name} / {hours.name}")
            ledger.shown("needed_work_rvu", name, made, f"work RVU an hour{rate.when}")
        if question.visits is not None and question.average is None and rate.period == question.visits_per:
            visits = ledger.asked(f"visits a {rate.period}", question.visits)
            name = f"needed a visit{rate.when}"
            made = ledger.trace.make(name, Op.QUOTIENT, [rate.number, visits], f"{rate.number.name} / {visits.name}")
            ledger.shown("needed_work_rvu", name, made, f"work RVU a visit{rate.when}")
