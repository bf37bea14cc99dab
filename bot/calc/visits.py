"""How many visits reach a target, how long they take, and what a stated mix of visits brings.

- visits = work RVU needed / work RVU of one, begun ones counted; the exact quotient stands beside it
- clinic minutes = visits x the asker's minutes of one + notes and messages
- a mix of more than one of something is read as what is done in one stretch: what it brings, and what that lacks

Only the asker's own minutes count. Modelling gap: no-shows, double booking and work without a code are not in it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.calc.ledger import Ledger
from bot.calc.sides import Weighed
from bot.calc.tally import Tally
from bot.calc.trace import Num
from bot.calc.workload import Needed, gap, reached
from bot.domain.answer import Op
from bot.domain.question import Item, Period, Target

FINEST: Final[tuple[Period, ...]] = ("day", "week", "month", "year")
"""Which stretch the visits are counted for where the asker names none: the shortest that is known."""


def apart(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give each item a side of its own, unless they are a mix: then all stay together as what one stretch holds."""
    if is_mix(items):
        return tuple(item.model_copy(update={"side": None}) for item in items)
    return tuple(
        item.model_copy(update={"side": number if len(items) > 1 else None}) for number, item in enumerate(items, 1)
    )


def is_mix(items: tuple[Item, ...]) -> bool:
    """Tell whether items are a schedule, not things to count: some of them stand there more than once."""
    return any(item.quantity > 1 for item in items)


def counted(ledger: Ledger, question: Target, rates: tuple[Needed, ...], weighed: tuple[Weighed, ...]) -> None:
    """Enter how many visits of the average and of each way of each item reach what is needed, and their minutes."""
    if question.notes_minutes is not None and question.visit_minutes is None and not _timed(question.items):
        ledger.lacks("how many minutes a visit takes")
    chosen = _chosen(question, rates)
    if not chosen and rates and question.every is not None:
        chosen = _shortest(rates)
    if is_mix(question.items):
        _mixed(ledger, question, rates, weighed)
        return
    if question.average is not None:
        one = ledger.asked("work RVU of an average visit", question.average)
        minutes = None if question.visit_minutes is None else ledger.asked("minutes a visit", question.visit_minutes)
        for rate in chosen:
            _count(ledger, question, rate, one, "visits", minutes)
    for side in weighed:
        for way in side.verdict:
            _count_way(ledger, question, chosen, side, way)
    if question.average is None and not question.items and question.every == question.per and chosen:
        ledger.lacks("the work RVU of an average visit")


def billed(way: Tally) -> str:
    """Write what one of a way is billed as: `99214`, `G0447 x 2`."""
    pairs = zip(way.pathway.codes, way.pathway.units, strict=True)
    return " + ".join(code if units == 1 else f"{code} x {units}" for code, units in pairs)


def _timed(items: tuple[Item, ...]) -> bool:
    return bool(items) and all(item.minutes is not None for item in items)


def _chosen(question: Target, rates: tuple[Needed, ...]) -> tuple[Needed, ...]:
    if question.every is None:
        return _shortest(rates)
    return tuple(rate for rate in rates if rate.period == question.every)


def _shortest(rates: tuple[Needed, ...]) -> tuple[Needed, ...]:
    known = {rate.period for rate in rates}
    period = next((each for each in FINEST if each in known), None)
    return tuple(rate for rate in rates if rate.period == period)


def _count_way(ledger: Ledger, question: Target, rates: tuple[Needed, ...], side: Weighed, way: Tally) -> None:
    one = way.numbers["work_rvu"]
    name = billed(way)
    if not one.value:
        ledger.caveats.append(f"{name} has no work RVU, so no number of it reaches a target")
        return
    minutes = None
    if way.pathway.minutes is not None:
        minutes = ledger.asked(f"minutes of one {side.side.name}", way.pathway.minutes)
    for rate in rates:
        _count(ledger, question, rate, one, name, minutes, way)


def _count(
    ledger: Ledger, question: Target, rate: Needed, one: Num, name: str, minutes: Num | None, way: Tally | None = None
) -> None:
    trace = ledger.trace
    side, pathway = (way.pathway.side, way.pathway.id) if way is not None else (None, None)
    unit = f"visits {rate.over}"
    label = f"{name} {rate.over}"
    step = unit if pathway is None else f"{pathway} {unit}"
    exact = trace.make(f"{step}, exact", Op.QUOTIENT, [rate.number, one], "needed / work RVU of one")
    count = trace.make(f"{step}, whole", Op.CEILING, [rate.number, one], "begun ones counted")
    ledger.enter("visits_needed", label, count, unit, side=side, pathway=pathway)
    ledger.shown("visits_exact", f"{label}, exact", exact, unit, side=side, pathway=pathway)
    if minutes is None:
        return
    spent = trace.make(f"{step}, minutes", Op.PRODUCT, [count, minutes], "visits x minutes of one")
    told = f"{label}: minutes"
    extra = tuple(_notes(ledger, question, rate, count, step))
    if extra:
        spent = trace.make(f"{step}, minutes with notes", Op.SUM, [spent, *extra], "visits + notes and messages")
        told = f"{told} with notes"
    ledger.enter("minutes_needed", told, spent, f"minutes {rate.over}", side=side, pathway=pathway)


def _notes(ledger: Ledger, question: Target, rate: Needed, count: Num, step: str) -> Iterator[Num]:
    """Yield the minutes of notes and messages that come on top; a day's are added to days only."""
    if question.notes_minutes is None:
        return
    each = ledger.asked(f"minutes of notes a {question.notes_per}", question.notes_minutes)
    if question.notes_per == "visit":
        yield ledger.trace.make(f"{step}, notes", Op.PRODUCT, [count, each], "visits x notes of one")
    elif rate.period == "day":
        yield each


def _mixed(ledger: Ledger, question: Target, rates: tuple[Needed, ...], weighed: tuple[Weighed, ...]) -> None:
    """Enter what a stated mix brings in its stretch, and by how much that misses or passes what is needed."""
    period = question.every or "day"
    if question.every is None:
        ledger.assumptions.append("The visits you listed are those of one day")
    found = tuple(rate for rate in rates if rate.period == period)
    goal = next((rate.number for rate in rates if rate.period == (None if question.extra else question.per)), None)
    goal = None if found else goal
    for side in weighed:
        for way in side.verdict:
            work = way.numbers["work_rvu"]
            told, path = f"your visits bring a {period}", way.pathway
            ledger.enter("mix_work_rvu", told, work, f"work RVU a {period}", side=path.side, pathway=path.id)
            if goal is not None and question.weeks is None and question.days is None:
                reached(ledger, question, goal, work, period, side=path.side, pathway=path.id)
            for rate in found:
                unit = f"work RVU {rate.over}"
                gap(ledger, rate.number, work, rate.over, unit, side=path.side, pathway=path.id)
            _mix_minutes(ledger, question, way, period)


def _mix_minutes(ledger: Ledger, question: Target, way: Tally, period: Period) -> None:
    if way.pathway.minutes is None:
        return
    trace = ledger.trace
    spent = ledger.asked(f"{way.pathway.id} minutes of the visits listed", way.pathway.minutes)
    extra = []
    if question.notes_minutes is not None:
        each = ledger.asked(f"minutes of notes a {question.notes_per}", question.notes_minutes)
        if question.notes_per == "day" and period == "day":
            extra.append(each)
        elif question.notes_per == "visit":
            visits = ledger.asked("visits listed", Decimal(sum(item.quantity for item in question.items)))
            extra.append(trace.make("notes of the visits listed", Op.PRODUCT, [visits, each], "visits x notes of one"))
    told = f"your visits a {period}: minutes"
    if extra:
        spent = trace.make(f"{way.pathway.id} minutes with notes", Op.SUM, [spent, *extra], "visits + notes")
        told = f"{told} with notes"
    ledger.enter("minutes_needed", told, spent, f"minutes a {period}", side=way.pathway.side, pathway=way.pathway.id)
