"""A work-RVU target on the asker's own numbers: what it comes to a month, week and day, and where the pace leads.

- goal = stated goal x what a raise makes of it / clinicians who share it x share of full time
- pace a month = done / months passed; projection = done x 12 / months passed: a straight line
- short = goal - projection; left = goal - done; needed a month = left / (12 - months passed)
- needed a week = what is to be reached / weeks; a day = the same / days, or / (weeks x days a week)
- where visits and their average, or what is earned in a stretch, are said, these lead the projection (`workload`)
- a goal in US dollars = dollars / $ per work RVU
- credit = work RVU x $ per work RVU, or by tiers: of each tier, what lies between its start and the next one's

Nothing here has a default: where days a week are not stated, four and five are both worked out; what cannot be worked
out is asked for. Modelling gap: a straight line knows no season, holiday or leave, and a contract may count otherwise.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.calc.ledger import Ledger
from bot.calc.trace import Num
from bot.calc.workload import MONTHS, WEEKS_OF_A_MONTH, Needed, each, gap, led
from bot.domain.answer import Op
from bot.domain.question import Period, Target, Tier
from bot.errors import BadQuestionError

USUAL_DAYS: Final = (4, 5)
"""Clinic days a week that are both shown where the asker states none."""


def needed(ledger: Ledger, question: Target, rate: Decimal | None) -> tuple[Needed, ...]:
    """Enter goal, pace, projection, what is left and what is needed; return the last, longest stretch first.

    `rate` is the employer's US dollars per work RVU. Raises `BadQuestionError` for a year of more than twelve months.
    """
    if question.months_elapsed is not None and question.months_elapsed > MONTHS:
        msg = "A year has twelve months, so no more than that can have passed."
        raise BadQuestionError(msg, "Say how many months of this year are over, such as: 3100 at the end of August.")
    goal = _goal(ledger, question, rate)
    yearly = _yearly(ledger, question, goal)
    at_rate = led(ledger, question, goal) if goal is not None else None
    projected = at_rate if goal is yearly else None
    if at_rate is None:
        projected = _pace(ledger, question, yearly)
    _credits(ledger, question, rate, (("goal", yearly), ("projected", projected)))
    if goal is None:
        ledger.lacks("the target in work RVU" if question.goal_usd is None else "what a work RVU pays you")
        return ()
    if question.done is None:
        if question.months_elapsed is not None:
            ledger.lacks("how many work RVU you have so far")
        found = _of_goal(ledger, question, goal, yearly)
    else:
        found = _of_rest(ledger, question, yearly if question.months_elapsed is not None else goal)
    rates = tuple(found)
    each(ledger, question, rates)
    return rates


def _stated(ledger: Ledger, question: Target, rate: Decimal | None, name: str) -> Num | None:
    """Return the goal as said, or what makes the pay that was said; None where either lacks its number."""
    if question.goal is not None:
        return ledger.asked(name, question.goal)
    if question.goal_usd is None or rate is None:
        return None
    terms = [ledger.asked("pay to reach", question.goal_usd), ledger.asked("$ per work RVU", rate)]
    return ledger.trace.make(name, Op.QUOTIENT, terms, "pay to reach / $ per work RVU")


def _goal(ledger: Ledger, question: Target, rate: Decimal | None) -> Num | None:
    over = "extra" if question.extra else f"a {question.per}"
    name, unit = "extra work RVU to reach" if question.extra else f"target {over}", f"work RVU {over}"
    stated = _stated(ledger, question, rate, name)
    if stated is None:
        return None
    if question.scale is not None:
        change = ledger.asked("share of the target that holds", question.scale)
        name = f"{name} as changed"
        stated = ledger.trace.make(name, Op.PRODUCT, [stated, change], "target x share that holds")
    if question.people is not None:
        people = ledger.asked("clinicians who share it", question.people)
        name = f"{name}, each of {question.people.normalize():f}"
        stated = ledger.trace.make(name, Op.QUOTIENT, [stated, people], "target / clinicians")
    if question.full_time_share is None:
        return ledger.shown("goal_work_rvu", name, stated, unit)
    share = ledger.asked("share of full time", question.full_time_share)
    scaled = ledger.trace.make(f"{name} at the share", Op.PRODUCT, [stated, share], "target x share")
    label = f"{name} at {question.full_time_share.normalize():f} FTE"
    return ledger.shown("goal_work_rvu", label, scaled, unit)


def _yearly(ledger: Ledger, question: Target, goal: Num | None) -> Num | None:
    """Return the goal of a year, where the asker's words make one."""
    if goal is None or question.extra:
        return None
    if question.per == "year":
        return goal
    if question.per == "month":
        months = ledger.defined("months in a year", MONTHS)
        return ledger.trace.make("target a year", Op.PRODUCT, [goal, months], "target a month x 12")
    return None


def _pace(ledger: Ledger, question: Target, yearly: Num | None) -> Num | None:
    """Enter what was done a month, where a straight line leads, and how that stands to the goal."""
    if question.done is None:
        return None
    done = ledger.asked("work RVU so far", question.done)
    ledger.shown("done_work_rvu", "done so far", done, "work RVU")
    if question.months_elapsed is None:
        return None
    trace = ledger.trace
    passed = ledger.asked("months passed", question.months_elapsed)
    pace = trace.make("pace a month", Op.QUOTIENT, [done, passed], "done / months passed")
    ledger.shown("pace_work_rvu", "pace a month", pace, "work RVU a month")
    year = trace.make("done x 12", Op.PRODUCT, [done, ledger.defined("months in a year", MONTHS)], "a year's months")
    projected = trace.make("projection for the year", Op.QUOTIENT, [year, passed], "straight line: done x 12 / months")
    ledger.shown("projected_work_rvu", "projection for the year", projected, "work RVU a year")
    ledger.assumptions.append("The pace stays what it was: a straight line, without season or leave")
    if yearly is not None:
        gap(ledger, yearly, projected, "at the end of the year", "work RVU a year")
    return projected


def _of_rest(ledger: Ledger, question: Target, goal: Num | None) -> Iterator[Needed]:
    """Yield what is needed from now on, of what is left of the goal."""
    done = ledger.asked("work RVU so far", question.done or 0)
    if goal is None:
        ledger.lacks("the target for the whole year")
        return
    if done.value >= goal.value:
        over = ledger.trace.make("done beyond the target", Op.DIFFERENCE, [done, goal], "done - target")
        ledger.shown("past_work_rvu", "already past the target by", over, "work RVU")
        return
    left = ledger.trace.make("left to do", Op.DIFFERENCE, [goal, done], "target - done")
    ledger.shown("left_work_rvu", "left to do", left, "work RVU")
    if question.months_elapsed is not None and question.months_elapsed < MONTHS:
        year = ledger.defined("months in a year", MONTHS)
        passed = ledger.asked("months passed", question.months_elapsed)
        months = ledger.trace.make("months left", Op.DIFFERENCE, [year, passed], "12 - months passed")
        yield _spread(ledger, "month", left, [months])
    elif question.months_elapsed is None and question.weeks is None and question.days is None:
        ledger.lacks("how much of the time has passed, or how many weeks are left")
    if question.weeks is not None or question.days is not None:
        what = "weeks" if question.weeks is not None else "days"
        ledger.assumptions.append(f"The {what} you gave are those still left")
    yield from _weeks_and_days(ledger, question, left)


def _of_goal(ledger: Ledger, question: Target, goal: Num, yearly: Num | None) -> Iterator[Needed]:
    """Yield what the whole goal needs in each stretch that the asker's words allow, its own first."""
    if not question.extra:
        yield Needed(question.per, goal)
    if question.extra or question.per == "year":
        if not question.extra:
            yield _spread(ledger, "month", goal, [ledger.defined("months in a year", MONTHS)])
        if question.weeks is None and question.days is None:
            if question.extra and (question.items or question.average is not None):
                yield Needed(None, goal)  # so many visits make it, whenever they are seen
                if question.every is None:
                    return
            ledger.lacks("how many weeks there are for it" if question.extra else "how many weeks a year you work")
        yield from _weeks_and_days(ledger, question, goal)
    elif question.per == "month" and yearly is not None:
        yield from _of_month(ledger, question, goal, yearly)
    elif question.per == "week":
        yield from _of_week(ledger, question, goal)
    else:
        yield from _of_day(ledger, question, goal)


def _of_month(ledger: Ledger, question: Target, goal: Num, yearly: Num) -> Iterator[Needed]:
    yield _kept(ledger, "year", yearly)
    if question.weeks is not None and question.weeks > WEEKS_OF_A_MONTH:
        ledger.assumptions.append(f"{question.weeks.normalize():f} weeks are those of a year")
        # Stated clinic days are the month's, so that the year's weeks make no day of their own.
        own_days = {"days": None, "days_per_week": None, "every": "week"} if question.days is not None else {}
        yield from _weeks_and_days(ledger, question.model_copy(update=own_days), yearly)
        question = question.model_copy(update={"weeks": None})
    elif question.weeks is None and question.days is None:
        ledger.lacks("how many clinic days the month has")
    yield from _weeks_and_days(ledger, question, goal)


def _of_week(ledger: Ledger, question: Target, goal: Num) -> Iterator[Needed]:
    trace = ledger.trace
    if question.weeks is not None:
        weeks = ledger.asked("weeks", question.weeks)
        year = trace.make("target a year", Op.PRODUCT, [goal, weeks], "target a week x weeks")
        yield _kept(ledger, "year", year)
        if question.every == "month":
            yield _spread(ledger, "month", year, [ledger.defined("months in a year", MONTHS)])
    elif question.every in {"month", "year"}:
        ledger.lacks("how many weeks a year you work")
    days = question.days or question.days_per_week
    if days is not None:
        yield _spread(ledger, "day", goal, [ledger.asked("days a week", days)])
    elif question.every in (None, "day"):
        yield from _usual(ledger, goal, [])


def _of_day(ledger: Ledger, question: Target, goal: Num) -> Iterator[Needed]:
    trace = ledger.trace
    days = None if question.days_per_week is None else ledger.asked("days a week", question.days_per_week)
    if question.weeks is not None and days is not None:
        terms = [goal, days, ledger.asked("weeks", question.weeks)]
        yield _kept(ledger, "year", trace.make("target a year", Op.PRODUCT, terms, "a day x days a week x weeks"))
    elif question.days is not None:
        terms = [goal, ledger.asked("days", question.days)]
        yield _kept(ledger, "year", trace.make("target a year", Op.PRODUCT, terms, "a day x days a year"))
    elif question.weeks is not None:
        ledger.lacks("how many days a week you work")
    if days is not None:
        yield _kept(ledger, "week", trace.make("target a week", Op.PRODUCT, [goal, days], "a day x days a week"))


def _weeks_and_days(ledger: Ledger, question: Target, amount: Num) -> Iterator[Needed]:
    """Yield what an amount is a week and a day, over the weeks and days stated."""
    weeks = None if question.weeks is None else ledger.asked("weeks", question.weeks)
    if weeks is not None:
        yield _spread(ledger, "week", amount, [weeks])
    if question.days is not None:
        yield _spread(ledger, "day", amount, [ledger.asked("days", question.days)])
    elif weeks is not None and question.days_per_week is not None:
        yield _spread(ledger, "day", amount, [weeks, ledger.asked("days a week", question.days_per_week)])
    elif weeks is not None and question.every in (None, "day"):
        yield from _usual(ledger, amount, [weeks])


def _usual(ledger: Ledger, amount: Num, weeks: list[Num]) -> Iterator[Needed]:
    """Yield a day's part for four and for five days a week, because the asker did not say."""
    ledger.assumptions.append("Days a week are not stated, so 4 and 5 are both shown")
    for days in USUAL_DAYS:
        each = ledger.trace.given(f"{days} days a week", days, "shown because none is stated")
        yield _spread(ledger, "day", amount, [*weeks, each], f" at {days} days a week")


def _spread(ledger: Ledger, period: Period, amount: Num, over: list[Num], when: str = "") -> Needed:
    """Divide an amount by one or more counts and enter it as needed."""
    trace = ledger.trace
    parts = over[0]
    if len(over) > 1:
        name = " x ".join(each.name for each in over)
        parts = trace.make(name, Op.PRODUCT, over, "weeks x days a week")
    name = f"needed a {period}{when}"
    one = trace.make(name, Op.QUOTIENT, [amount, parts], f"{amount.name} / {parts.name}")
    return _kept(ledger, period, one, when)


def _kept(ledger: Ledger, period: Period, number: Num, when: str = "") -> Needed:
    found = Needed(period, number, when)
    ledger.shown("needed_work_rvu", f"needed {found.over}", number, f"work RVU {found.over}")
    return found


def _credits(
    ledger: Ledger, question: Target, rate: Decimal | None, totals: tuple[tuple[str, Num | None], ...]
) -> None:
    """Enter what the goal and the projection pay by the employer's rate or tiers."""
    for what, total in totals:
        if total is None:
            continue
        paid = None
        if question.tiers:
            paid = _tiered(ledger, what, total, tuple(sorted(question.tiers, key=lambda tier: tier.start)))
        elif rate is not None:
            terms = [total, ledger.asked("$ per work RVU", rate)]
            paid = ledger.trace.make(f"{what} $", Op.PRODUCT, terms, "work RVU x $ per work RVU")
        if paid is not None:
            label = "pay at the target" if what == "goal" else "pay at the projection"
            ledger.shown(f"{what}_credit_usd", label, paid, "USD a year")


def _tiered(ledger: Ledger, what: str, total: Num, tiers: tuple[Tier, ...]) -> Num:
    """Add up what each tier pays for the work RVU between its start and the next one's."""
    trace = ledger.trace
    terms = []
    for number, tier in enumerate(tiers):
        if total.value <= tier.start:
            break
        start = ledger.asked(f"start of tier {number + 1}", tier.start)
        end = total
        if number + 1 < len(tiers):
            following = ledger.asked(f"start of tier {number + 2}", tiers[number + 1].start)
            end = trace.make(f"{what}: end of tier {number + 1}", Op.MINIMUM, [total, following], "the lower")
        name = f"{what}: work RVU in tier {number + 1}"
        inside = trace.make(name, Op.DIFFERENCE, [end, start], "end - start")
        rate = ledger.asked(f"$ per work RVU in tier {number + 1}", tier.rate)
        terms.append(trace.make(f"{what}: tier {number + 1} $", Op.PRODUCT, [inside, rate], "work RVU x rate"))
    if not terms:
        return trace.given(f"{what} $", 0, "below the first tier")
    return trace.make(f"{what} $", Op.SUM, terms, "all tiers")
