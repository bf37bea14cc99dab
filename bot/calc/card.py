"""One code's card: status and coverage first, then RVUs, both settings, year over year, rules and minutes."""

from collections.abc import Iterator
from dataclasses import replace

from bot.calc.anesthesia import anesthesia
from bot.calc.basis import Basis
from bot.calc.changed import EFFICIENCY
from bot.calc.explain import GLOBAL_DAYS
from bot.calc.notes import STATUS_WORDS
from bot.calc.payment import Priced, price
from bot.calc.schedule import Schedule
from bot.calc.trace import Trace
from bot.domain.answer import Detail
from bot.domain.money import round_half_up
from bot.domain.service import CodeRef, ServiceRow, Setting, Status

EFFICIENCY_YEAR = 2026
MULTIPLE_WORDS = {
    "0": "nothing is taken off on a day with other procedures",
    "2": "the dearest procedure of a day in full, each other one at half",
    "3": "endoscopy family: beside a dearer one, only what goes beyond the family's base",
    "4": "imaging family: later technical parts at half, later readings at 95 %",
    "5": "therapy: half of the practice expense for all but one unit a day",
    "6": "heart test: later technical parts at 75 %",
    "7": "eye test: later technical parts at 80 %",
}
"""What the multiple-procedure indicator does (RVU26B layout document)."""
BILATERAL_WORDS = {
    "0": "both sides pay no more than one",
    "1": "both sides pay 150 % of one",
    "2": "the value already covers both sides",
    "3": "both sides pay each in full",
}
"""What the bilateral indicator does (RVU26B layout document)."""


def card(trace: Trace, ref: CodeRef, basis: Basis) -> tuple[Detail, ...]:
    """Return the lines of a code's card. Raises `UnknownCodeError` when the release does not have it."""
    made = _lines(trace, ref, basis)
    return tuple(Detail(label=label, text=text) for label, text in made)


def _lines(trace: Trace, ref: CodeRef, basis: Basis) -> Iterator[tuple[str, str]]:
    row = basis.schedule.row(ref)
    service = basis.schedule.catalog.services.get(ref.code)
    if service is not None:
        yield "Service", service.name
    yield "Status", f"{row.status}, {status_words(row)}"
    if service is not None and service.coverage:
        yield "Covered", service.coverage
    if service is not None and service.instead:
        yield "Instead", service.instead
    if row.status is Status.ANESTHESIA:
        yield "Price", anesthesia(trace, basis)
    elif row.has_rvus:
        for setting in Setting:
            yield setting.value.capitalize(), _setting(trace, ref, basis, row, setting)
        yield from _changes(trace, ref, basis)
    else:
        yield "Price", "This file has no RVUs for it"
    yield from _rules(row)
    yield from _minutes(ref, basis)
    yield from _ways(ref, basis)


def status_words(row: ServiceRow) -> str:
    """Return what the status means for payment; a restricted row without RVUs is the contractor's to price."""
    if row.status is Status.RESTRICTED and not row.has_rvus:
        return STATUS_WORDS[Status.CONTRACTOR_PRICED]
    return STATUS_WORDS[row.status]


def _setting(trace: Trace, ref: CodeRef, basis: Basis, row: ServiceRow, setting: Setting) -> str:
    priced = _at(trace, ref, basis, basis.schedule, setting)
    paid = f"${priced.usd.value:,}" if row.paid else f"$0.00 from Medicare, would be ${priced.usd.value:,}"
    unusual = "; CMS marks it as rarely or never done here" if row.unusual(setting) else ""
    return f"work {row.work} + PE {row.pe(setting)} + MP {row.mp} = {priced.total.value} RVU, {paid}{unusual}"


def _at(trace: Trace, ref: CodeRef, basis: Basis, schedule: Schedule, setting: Setting) -> Priced:
    gpci = schedule.gpci(basis.gpci.id) if basis.gpci else None
    tag = f"{schedule.release.year},{setting}"
    return price(trace, ref, 1, replace(basis, schedule=schedule, setting=setting, gpci=gpci, tag=tag))


def _changes(trace: Trace, ref: CodeRef, basis: Basis) -> Iterator[tuple[str, str]]:
    """Compare the release with the newest one of an earlier year that has the code."""
    catalog, release = basis.schedule.catalog, basis.schedule.release
    earlier = [one for one in catalog.releases if one.year < release.year]
    before = next((s for s in (Schedule(catalog, one) for one in reversed(earlier)) if s.has(ref.code)), None)
    if before is None:
        if earlier:
            yield "Change", f"new since {earlier[-1].id}"
        return
    then, now = before.row(ref), basis.schedule.row(ref)
    years = f"{before.release.year} to {release.year}"
    yield f"Work RVU {years}", _work_change(then, now, release.year)
    for setting in Setting:
        old, new = (_at(trace, ref, basis, schedule, setting) for schedule in (before, basis.schedule))
        yield (
            f"{setting.value.capitalize()} {years}",
            f"PE {then.pe(setting)} to {now.pe(setting)}, ${old.usd.value:,} to ${new.usd.value:,}",
        )
    factors = (before.factor(basis.track).value, basis.schedule.factor(basis.track).value)
    yield f"Factor {years}", f"${factors[0]} to ${factors[1]}"


def _work_change(then: ServiceRow, now: ServiceRow, year: int) -> str:
    """Say how work changed, and name the efficiency adjustment only where the number is exactly what it gives."""
    if now.work == then.work:
        return f"{now.work}, unchanged"
    exact = year == EFFICIENCY_YEAR and now.work == round_half_up(then.work * EFFICIENCY, 2)
    why = " (CMS's 2.5 % efficiency adjustment)" if exact else ""
    return f"{then.work} to {now.work}{why}"


def _rules(row: ServiceRow) -> Iterator[tuple[str, str]]:
    if row.global_days == "ZZZ":
        yield "Global period", "add-on: follows its main service and is never paid alone"
    elif row.global_days in GLOBAL_DAYS:
        yield "Global period", GLOBAL_DAYS[row.global_days]
    if row.multiple_procedure in MULTIPLE_WORDS:
        yield "Several on one day", MULTIPLE_WORDS[row.multiple_procedure]
    if row.bilateral in BILATERAL_WORDS:
        yield "Both sides", BILATERAL_WORDS[row.bilateral]


def _minutes(ref: CodeRef, basis: Basis) -> Iterator[tuple[str, str]]:
    known = basis.schedule.minutes(ref.code)
    if known is not None and known.whole and not ref.row_modifier:
        yield (
            f"CMS minutes ({known.year})",
            f"{known.intra:f} hands-on, {known.same_day:f} that day, {known.whole:f} with later visits",
        )


def _ways(ref: CodeRef, basis: Basis) -> Iterator[tuple[str, str]]:
    """Name who may bill the code, and the ways of billing that it is part of."""
    catalog = basis.schedule.catalog
    rules = [rule for rule, _ in catalog.billing(ref.code).values()]
    if not rules:
        return
    who = dict.fromkeys(clinician for rule in rules for clinician in rule.who)
    yield "Who may bill", ", ".join(catalog.shares[one].name for one in who if one in catalog.shares)
    yield "Part of", "; ".join(dict.fromkeys(rule.label for rule in rules))
