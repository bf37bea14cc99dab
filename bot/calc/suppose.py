"""What a supposed change does: services added, stopped or swapped.

- change = what takes its place - what is done now, in work RVU, total RVU, Medicare dollars and minutes, for the
  counts of the stated stretch of time
- services that go on elsewhere: the same codes in the other setting, whose practice expense differs
- a year: of a week x weeks; of a day x days a week x weeks; of a month x 12; never with a number of weeks unsaid

Modelling gap: whether patients come, whether a note supports a code, and what else a freed hour could hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import Ledger
from bot.calc.sides import Weighed, weigh
from bot.calc.tally import Tally
from bot.calc.trace import Num
from bot.calc.workload import MONTHS
from bot.domain.answer import Op
from bot.domain.clinician import Clinician
from bot.domain.concept import Kind
from bot.domain.question import Change, Item, Period, WhatIf
from bot.domain.service import Setting

NOW, THEN, KEPT = 1, 2, 3
"""Sides of a supposition: what is done now and stops, what comes, and what stays as it is."""
CHANGES: Final = (
    ("work_rvu", "change_work_rvu", "work RVU"),
    ("total_rvu", "change_total_rvu", "total RVU"),
    ("allowed_usd", "change_usd", "USD"),
    ("credit_usd", "change_credit_usd", "USD"),
)
"""Figure of a way, figure of its change, unit."""
WORDS: Final = {
    "change_work_rvu": "work RVU",
    "change_total_rvu": "total RVU",
    "change_usd": "Medicare $",
    "change_credit_usd": "pay at your rate",
    "change_minutes": "minutes",
    "change_minutes_cms_same_day": "CMS same-day minutes",
}
"""What changes, in words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch of time that the counts are for, and what makes a year of it."""

    period: Period | None
    times: tuple[Num, ...] | None
    """Factors of a year; None: not known."""
    base: Num | None
    """Work RVU a year now."""
    minutes_cite: str
    monthly: bool
    """Codes for a patient's month, whose minutes are mostly other people's."""

    @property
    def over(self) -> str:
        """Return the stretch in words: " a week"; "" where it is each time."""
        return f" a {self.period}" if self.period is not None else ""


@dataclass(frozen=True, slots=True)
class Supposed:
    """The items as they stand on the two sides, and each side weighed."""

    weighed: tuple[Weighed, ...]
    items: tuple[Item, ...]
    """The items as they stand on a side, in the order said."""

    def side(self, number: int) -> tuple[Tally, ...]:
        """Return the ways that the verdict rests on, of one side."""
        return next((one.verdict for one in self.weighed if one.side.number == number), ())


def suppose(ledger: Ledger, question: WhatIf, basis: Basis) -> Supposed:
    """Enter the change that the items, or their going on elsewhere, make. Raises what `weigh` raises."""
    if question.moved is not None or question.handed is not None:
        return _relocated(ledger, question, basis)
    items = _one_for_one(ledger, tuple(_standing(question.items)))
    kept = tuple(item for item in items if item.side == KEPT)
    before: tuple[Item, ...] = ()
    if kept and all(item.quantity == 1 for item in items):
        # On one patient's day what is added and what stays bear on each other, so both sides hold what stays.
        before = tuple(item.model_copy(update={"side": NOW}) for item in kept)
        items = tuple(item.model_copy(update={"side": THEN}) if item in kept else item for item in items)
        ledger.assumptions.append("All of it on one patient's day, so that the rules of the day apply")
    found = Supposed(weigh(ledger.trace, (*before, *items), basis), items)
    now, then = ({item.concept for item in items if item.side == number} for number in (NOW, THEN))
    if now & then:
        ledger.caveats.append("The record and medical necessity decide which code applies, never its price")
    stretch = stretch_of(ledger, question, basis)
    for one, other in _pairs(found, together=bool(before)):
        _changed(ledger, stretch, one, other)
    return found


def _relocated(ledger: Ledger, question: WhatIf, basis: Basis) -> Supposed:
    """Enter what the same services bring in the other setting or in other hands. Raises what `weigh` raises."""
    now: dict[str, object] = {"side": NOW}
    then: dict[str, object] = {"side": THEN}
    if question.moved is not None:
        now["setting"] = Setting.OFFICE if question.moved is Setting.FACILITY else Setting.FACILITY
        then["setting"] = question.moved
        ledger.caveats.append("In a facility the hospital or center bills a fee of its own, which no number here holds")
    if question.handed is not None:
        now["clinician"], then["clinician"] = Clinician.PHYSICIAN, question.handed
        ledger.caveats.append("The work RVU are credited to who does the work; no pay of either is in these numbers")
    before = tuple(item.model_copy(update=now) for item in question.items)
    items = tuple(item.model_copy(update=then) for item in question.items)
    found = Supposed(weigh(ledger.trace, (*before, *items), basis), items)
    stretch = stretch_of(ledger, question, basis)
    for one, other in _pairs(found, together=True):
        _changed(ledger, stretch, one, other)
    return found


def _standing(items: tuple[Item, ...]) -> Iterator[Item]:
    """Put each item on its side: by the asker's sides, else by what the supposition does with it."""
    sides = {item.side for item in items if item.side is not None}
    for item in items:
        number = {Change.STOPPED: NOW, Change.KEPT: KEPT}.get(item.change or Change.ADDED, THEN)
        if len(sides) > 1:
            number = NOW if item.side == min(sides) else THEN
        yield item.model_copy(update={"side": number})


def _one_for_one(ledger: Ledger, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Let one service take the place of another as often as that was done, where only one count was given."""
    swapped = [item for item in items if item.side != KEPT]
    if sorted(item.side or 0 for item in swapped) != [NOW, THEN]:
        return items
    few, many = sorted(item.quantity for item in swapped)
    if many == 1 or few not in (1, many):
        return items
    if not any(item.assumed for item in swapped):
        ledger.assumptions.append(f"One for one: {many} of the one in place of {many} of the other")
    return tuple(item if item.side == KEPT else item.model_copy(update={"quantity": many}) for item in items)


def stretch_of(ledger: Ledger, question: WhatIf, basis: Basis) -> Stretch:
    """Return what the counts are for; a code for a patient's month has its own stretch of time."""
    period = question.period
    monthly = {basis.schedule.catalog.concepts[item.concept].kind for item in question.items} == {Kind.MONTH}
    if period is None and monthly:
        ledger.assumptions.append("The counts are patients in one month, because the code is billed once a month")
        period = "month"
    weeks = None if question.weeks is None else ledger.asked("weeks a year", question.weeks)
    days = None if question.days_per_week is None else ledger.asked("days a week", question.days_per_week)
    times: tuple[Num, ...] | None = None
    if period == "year":
        times = ()
    elif period == "month":
        times = (ledger.defined("months in a year", MONTHS),)
        ledger.assumptions.append("A year is twelve such months")
    elif period == "week" and weeks is not None:
        times = (weeks,)
    elif period == "day" and question.days is not None:
        times = (ledger.asked("days a year", question.days),)
    elif period == "day" and weeks is not None and days is not None:
        times = (days, weeks)
    elif period is not None:
        missing = "how many weeks" if period == "week" else "how many days and weeks"
        ledger.assumptions.append(f"You did not say {missing} a year you work, so nothing is told by the year")
    yearly = question.base if question.base_per == "year" else None
    base = None if yearly is None else ledger.asked("work RVU a year now", yearly)
    return Stretch(period, times, base, basis.schedule.catalog.minutes_cite, monthly=monthly)


def _pairs(found: Supposed, *, together: bool) -> Iterator[tuple[Tally | None, Tally | None]]:
    """Pair the ways of what is done now with the ways of what takes its place.

    Where both sides hold what stays (`together`), it is billed the same way on both.
    """
    now, then = found.side(NOW), found.side(THEN)
    pairs = list(product(now, then))
    alike = [pair for pair in pairs if set(pair[0].pathway.codes) <= set(pair[1].pathway.codes)]
    yield from alike if together and alike else pairs
    if not now:
        yield from ((None, way) for way in then)
    elif not then:
        yield from ((way, None) for way in now)


def _changed(ledger: Ledger, stretch: Stretch, now: Tally | None, then: Tally | None) -> None:
    """Enter the change from one way to another; nothing stands in for a side that is not there."""
    ways = [one.pathway for one in (now, then) if one is not None]
    path, label = ":".join(way.id for way in ways), " to ".join(" + ".join(way.codes) for way in ways)
    for key, changed, unit in CHANGES:
        _difference(ledger, stretch, _numbers((now, then), key), Changed(changed, label, unit, path))
    asked = [way.minutes for way in ways]
    if None not in asked:
        given = _minutes(ledger, (now, then), path, "minutes", "asker")
        _difference(ledger, stretch, given, Changed("change_minutes", label, "minutes", path))
    elif not stretch.monthly:
        given = _minutes(ledger, (now, then), path, "cms_same_day_minutes", stretch.minutes_cite)
        unit = "minutes (CMS same-day minutes)"
        _difference(ledger, stretch, given, Changed("change_minutes_cms_same_day", label, unit, path))


@dataclass(frozen=True, slots=True)
class Changed:
    """What one figure of a change is called."""

    key: str
    label: str
    unit: str
    path: str

    @property
    def told(self) -> str:
        """Return what changes, in words."""
        return WORDS[self.key]


def _nothing(ledger: Ledger) -> Num:
    return ledger.defined("nothing", 0)


def _numbers(pair: tuple[Tally | None, Tally | None], key: str) -> tuple[bool, list[Num | None]]:
    """Return whether both sides have the number, and each side's, None for a side that is not there."""
    known = [None if one is None else one.numbers.get(key) for one in pair]
    return all(number is not None or one is None for number, one in zip(known, pair, strict=True)), known


def _minutes(
    ledger: Ledger, pair: tuple[Tally | None, Tally | None], path: str, field: str, source: str
) -> tuple[bool, list[Num | None]]:
    known: list[Num | None] = []
    for one, when in zip(pair, ("now", "then"), strict=True):
        value = None if one is None else getattr(one.pathway, field)
        known.append(None if value is None else ledger.trace.given(f"{path} {field} {when}", value, source))
    return all(number is not None or one is None for number, one in zip(known, pair, strict=True)), known


def _difference(ledger: Ledger, stretch: Stretch, found: tuple[bool, list[Num | None]], what: Changed) -> None:
    """Enter then less now, for the stretch and, where that is known, for the year."""
    complete, (now, then) = found
    if not complete:
        return
    trace = ledger.trace
    terms = [then or _nothing(ledger), now or _nothing(ledger)]
    change = trace.make(f"{what.path} change of {what.told}", Op.DIFFERENCE, terms, "then - now")
    enter_change(ledger, stretch, change, what)


def enter_change(ledger: Ledger, stretch: Stretch, change: Num, what: Changed) -> None:
    """Enter a change for its stretch of time, for the year where that is known, and beside the year's base."""
    unit = f"{what.unit}{stretch.over}"
    ledger.shown(what.key, f"{what.label}{stretch.over}", change, unit, pathway=what.path)
    if stretch.times is None:
        return
    year = change
    if stretch.times:
        name = f"{change.name} a year"
        year = ledger.trace.make(name, Op.PRODUCT, [change, *stretch.times], "times the counts of a year")
        ledger.shown(what.key, f"{what.label} a year", year, f"{what.unit} a year", pathway=what.path)
    if what.key == "change_work_rvu" and stretch.base is not None:
        on_base(ledger, stretch.base, year, what)


def on_base(ledger: Ledger, base: Num, year: Num, what: Changed) -> None:
    """Enter the new total of a year and the change as a share of the base."""
    trace = ledger.trace
    new = trace.make(f"{what.path} new work RVU a year", Op.SUM, [base, year], "now + change")
    ledger.shown("new_work_rvu", f"{what.label}: a year then", new, "work RVU a year", pathway=what.path)
    share = trace.make(f"{what.path} change / base", Op.QUOTIENT, [year, base], "change / work RVU a year now")
    ledger.enter("change_share", f"{what.label}: part of a year", share, "fraction", pathway=what.path)
