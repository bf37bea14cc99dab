"""Adds up one pathway: all its lines together, per visit, per minute and per hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from bot.calc.clashes import clashes, excluded
from bot.calc.encounter import Entry, price_day
from bot.calc.pathways import Way
from bot.calc.payment import Priced, price
from bot.calc.timing import APART
from bot.calc.trace import Num, Trace
from bot.domain.answer import Figure, Frequency, Op, Pathway, PathwayLine, PathwayState, PatientPays
from bot.domain.catalog import Catalog
from bot.domain.concept import Role
from bot.domain.source import Sure

ASKER = "asker"
"""Source of a number that the asker gave."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A pathway with the numbers that later figures are computed from, by figure key."""

    pathway: Pathway
    numbers: dict[str, Num]
    quotients: dict[str, Num]
    """Per-minute values before rounding, by figure key: ratios are taken from these."""
    notes: tuple[str, ...] = ()
    """What lines of one day take off each other, a sentence each."""
    clashes: tuple[str, ...] = ()
    """What of it does not go together, a sentence each."""
    lines: tuple[Priced, ...] = ()
    """The priced lines, for whoever looks into the sum."""
    minutes: Num | None = None
    """What the values a minute were divided by: the asker's minutes, else CMS's of the day."""


def tally(
    trace: Trace,
    name: str,
    side: int | None,
    ways: tuple[Way, ...],
    *,
    hourly: bool = False,
    in_verdict: bool = False,
) -> Tally:
    """Sum the lines of one or more items' ways into one pathway named `name`, which the verdict rests on or not.

    Dollars of a line that Medicare does not pay never enter `allowed_usd`; they are shown as `would_be_usd`. Where the
    schedule does not hold the amount (contractor-priced, paid under another schedule) there is no dollar figure at all.
    Per-minute figures use the asker's minutes where every item has them, and CMS's in keys of their own.
    """
    lines, notes = _lines(trace, ways)
    paid = all(line.paid for line in lines)
    numbers = _summed(trace, name, lines)
    basis = ways[0].basis
    if basis.rate is not None:
        rate = trace.given("$ per work RVU", basis.rate, ASKER)
        credit = trace.make(f"{name} credit", Op.PRODUCT, [numbers["work_rvu"], rate], "work RVU x $ per work RVU")
        numbers["credit_usd"] = trace.make(f"{name} credit $", Op.ROUND_2, [credit], "to the cent")
    asked = _asked_minutes(trace, ways, name)
    same_day = _cms_minutes(trace, lines, ways, name, "same_day")
    whole = _cms_minutes(trace, lines, ways, name, "whole")
    quotients: dict[str, Num] = {}
    for suffix, among in (("", asked or same_day), ("_cms_same_day", same_day), ("_cms_whole", whole)):
        if among is not None:
            quotients |= _per_minute(trace, name, numbers, among, suffix)
    if hourly:
        numbers |= _per_hour(trace, name, numbers, asked or same_day)
    numbers |= _rounded(trace, quotients)
    patient = None
    if paid and len({way.patient for way in ways}) == 1:
        # A share of what Medicare allows; of another payer's amount nothing read says.
        allowed = numbers.get("allowed_usd") if basis.payer_multiple is None else None
        patient = _patient(trace, name, ways[0], allowed)
    minutes = (asked, same_day, whole)
    pathway = _pathway(name, side, ways, lines, numbers, minutes, patient, in_verdict=in_verdict)
    clashing = clashes(ways, basis.schedule.catalog)
    return Tally(pathway, numbers, quotients, notes, clashing, tuple(lines), asked or same_day)


def brought(ways: tuple[Way, ...]) -> dict[str, Num]:
    """Return what ways bring together, by figure key; computed on a trace that is thrown away."""
    trace = Trace()
    return _summed(trace, "x", _lines(trace, ways)[0])


def _summed(trace: Trace, name: str, lines: list[Priced]) -> dict[str, Num]:
    """Sum all lines by figure key."""
    numbers = {
        "work_rvu": _sum(trace, f"{name} work RVU", [line.work for line in lines]),
        "total_rvu": _sum(trace, f"{name} total RVU", [line.total for line in lines]),
    }
    if any(line.credit.value != line.work.value for line in lines):
        numbers["work_rvu_adjusted"] = _sum(trace, f"{name} work RVU after reductions", [line.credit for line in lines])
    if all(line.row.amount_known for line in lines):
        numbers["allowed_usd"] = _sum(trace, f"{name} Medicare $", [line.usd for line in lines if line.paid])
        if not all(line.paid for line in lines):
            numbers["would_be_usd"] = _sum(trace, f"{name} would-be $", [line.usd for line in lines])
    return numbers


def _lines(trace: Trace, ways: tuple[Way, ...]) -> tuple[list[Priced], tuple[str, ...]]:
    """Price the lines of one encounter as one patient's day, and those of several encounters each by itself."""
    entries = tuple(
        Entry(line.ref, line.units, way.basis, way.both_sides)
        for way in ways
        if way.encounters == 1
        for line in way.lines
    )
    day = price_day(trace, entries)
    repeated = [
        price(trace, line.ref, line.units, way.basis, both_sides=way.both_sides)
        for way in ways
        if way.encounters > 1
        for line in way.lines
    ]
    return [*day.lines, *repeated], day.notes


def pays(numbers: dict[str, Num]) -> bool:
    """Tell whether Medicare's amount is known and above zero."""
    return "allowed_usd" in numbers and bool(numbers["allowed_usd"].value)


def _sum(trace: Trace, name: str, terms: list[Num]) -> Num:
    if not terms:
        return trace.given(f"{name} (not paid)", Decimal("0.00"), "status of the code")
    return terms[0] if len(terms) == 1 else trace.make(name, Op.SUM, terms, "all lines together")


def _asked_minutes(trace: Trace, ways: tuple[Way, ...], name: str) -> Num | None:
    """Return the asker's minutes of all items together, each minute in one of them only."""
    minutes = [way.minutes for way in ways if way.minutes is not None]
    if len(minutes) < len(ways):
        return None
    labels = [f"{name} minutes{f' of item {place}' if len(ways) > 1 else ''}" for place in range(1, len(ways) + 1)]
    terms = [_own_minutes(trace, way, own, label) for way, own, label in zip(ways, minutes, labels, strict=True)]
    return terms[0] if len(terms) == 1 else trace.make(f"{name} minutes", Op.SUM, terms, "no minute counted twice")


def _own_minutes(trace: Trace, way: Way, minutes: int, label: str) -> Num:
    """Return the minutes of one item, without those inside them that another item is billed for."""
    if not way.apart:
        return trace.given(label, minutes, ASKER)
    whole = trace.given(f"{label}, with what is billed apart", minutes + sum(way.apart), ASKER)
    apart = [
        trace.given(f"{label}, billed apart ({place})", one, ASKER) for place, one in enumerate(way.apart, start=1)
    ]
    return trace.make(label, Op.DIFFERENCE, [whole, *apart], APART)


def _cms_minutes(trace: Trace, lines: list[Priced], ways: tuple[Way, ...], name: str, span: str) -> Num | None:
    """Return CMS's minutes of all lines, or None when one has none or stands for both sides of the body.

    CMS's files time one side; how much longer both take, they do not say.
    """
    if any(way.both_sides for way in ways):
        return None
    schedule = ways[0].basis.schedule
    terms = []
    for line in lines:
        known = schedule.minutes(line.ref.code)
        if known is None or line.ref.row_modifier:
            return None
        minutes = known.same_day if span == "same_day" else known.whole
        label = f"{line.ref.code} CMS {span.replace('_', '-')} minutes"
        one = trace.given(label, minutes, schedule.catalog.minutes_cite)
        if line.units == 1:
            terms.append(one)
            continue
        units = trace.given(f"{line.units} units", line.units, "rule")
        terms.append(trace.make(f"{line.units} x {label}", Op.PRODUCT, [one, units], "times units"))
    total = _sum(trace, f"{name} CMS {span.replace('_', '-')} minutes", terms)
    return total if total.value else None


def _per_minute(trace: Trace, name: str, numbers: dict[str, Num], minutes: Num, suffix: str) -> dict[str, Num]:
    how = "divided by minutes"
    span = suffix.removeprefix("_").replace("_", " ")
    label = f"a minute ({span})" if span else "a minute"
    made = {
        f"work_rvu_per_minute{suffix}": trace.make(
            f"{name} work RVU {label}, exact", Op.QUOTIENT, [numbers["work_rvu"], minutes], how
        )
    }
    if pays(numbers):
        made[f"usd_per_minute{suffix}"] = trace.make(
            f"{name} $ {label}, exact", Op.QUOTIENT, [numbers["allowed_usd"], minutes], how
        )
    return made


def _rounded(trace: Trace, quotients: dict[str, Num]) -> dict[str, Num]:
    return {
        key: trace.make(
            exact.name.removesuffix(", exact"), Op.ROUND_2 if key.startswith("usd") else Op.ROUND_3, [exact], "shown"
        )
        for key, exact in quotients.items()
    }


def _per_hour(trace: Trace, name: str, numbers: dict[str, Num], minutes: Num | None) -> dict[str, Num]:
    if minutes is None:
        return {}
    hour = trace.given("minutes in an hour", 60, "definition")
    made = {}
    for key, unit in (("work_rvu", "work RVU"), ("total_rvu", "total RVU"), ("allowed_usd", "$")):
        if key == "allowed_usd" and not pays(numbers):
            continue
        sixty = trace.make(f"{name} {unit} x 60", Op.PRODUCT, [numbers[key], hour], "back to back, no turnover")
        exact = trace.make(f"{name} {unit} an hour, exact", Op.QUOTIENT, [sixty, minutes], "divided by minutes")
        hourly = {"work_rvu": "work_rvu_per_hour", "total_rvu": "total_rvu_per_hour", "allowed_usd": "usd_per_hour"}
        made[hourly[key]] = trace.make(f"{name} {unit} an hour", Op.ROUND_2, [exact], "shown")
    return made


_LEAST_SURE_LAST: Final = tuple(Sure)
UNITS = {
    "work_rvu": "work RVU",
    "work_rvu_adjusted": "work RVU",
    "total_rvu": "total RVU",
    "allowed_usd": "USD",
    "would_be_usd": "USD",
    "credit_usd": "USD",
    "work_usd": "USD",
    "pe_usd": "USD",
    "mp_usd": "USD",
    "usd_per_minute": "USD per minute",
    "work_rvu_per_minute": "work RVU per minute",
    "usd_per_hour": "USD per hour",
    "work_rvu_per_hour": "work RVU per hour",
    "total_rvu_per_hour": "total RVU per hour",
}
"""Unit of each figure, by key without its minutes suffix."""


@cache
def unit_of(key: str) -> str:
    """Return the unit of a figure key; CMS's minutes are named in the unit."""
    for suffix, told in (("_cms_same_day", " (CMS same-day minutes)"), ("_cms_whole", " (CMS whole-service minutes)")):
        if key.endswith(suffix):
            return UNITS[key.removesuffix(suffix)] + told
    return UNITS[key]


def figures(name: str, side: int | None, label: str, numbers: dict[str, Num]) -> tuple[Figure, ...]:
    """Turn computed numbers into the figures of one pathway."""
    return tuple(
        Figure(
            key=key,
            label=label,
            value=number.value,
            unit=unit_of(key),
            side=side,
            pathway=name,
            step=number.name,
        )
        for key, number in numbers.items()
    )


def _pathway(
    name: str,
    side: int | None,
    ways: tuple[Way, ...],
    lines: list[Priced],
    numbers: dict[str, Num],
    minutes: tuple[Num | None, Num | None, Num | None],
    patient: PatientPays | None,
    *,
    in_verdict: bool,
) -> Pathway:
    asked, same_day, whole = minutes
    first = ways[0]
    catalog = first.basis.schedule.catalog
    services = catalog.services
    label = " + ".join(dict.fromkeys(way.label for way in ways))
    return Pathway(
        id=name,
        side=side,
        label=label,
        codes=tuple(line.ref.written for line in lines),
        units=tuple(line.units for line in lines),
        lines=tuple(
            PathwayLine(
                code=line.ref.written,
                name=services[line.ref.code].name if line.ref.code in services else line.ref.code,
                units=line.units,
            )
            for line in lines
        ),
        role=_role(ways),
        state=first.state if len(ways) == 1 else _state(ways),
        in_verdict=in_verdict,
        paid_by_medicare=all(line.paid for line in lines),
        minutes=int(asked.value) if asked is not None else None,
        cms_same_day_minutes=same_day.value if same_day is not None else None,
        cms_whole_minutes=whole.value if whole is not None else None,
        threshold=first.threshold if len(ways) == 1 else None,
        until=first.until if len(ways) == 1 else None,
        charting=first.charting if len(ways) == 1 else None,
        condition=_told(way.condition for way in ways),
        note=_told(way.note for way in ways),
        document=_told(way.document for way in ways),
        who=first.who if len(ways) == 1 else (),
        often=_often(first, catalog) if len(ways) == 1 else None,
        patient=patient,
        apart=excluded(ways, catalog),
        sure=max((way.sure for way in ways), key=_LEAST_SURE_LAST.index),
        cite=first.cite,
        figures=figures(name, side, label, numbers),
    )


def _often(way: Way, catalog: Catalog) -> Frequency | None:
    if way.often is None:
        return None
    return Frequency(text=way.often.text, sure=catalog.citations[way.often.cite].sure, cite=way.often.cite)


def _patient(trace: Trace, name: str, way: Way, allowed: Num | None) -> PatientPays | None:
    """Return what the patient owes of what Medicare allows, rounded once, before any deductible.

    Of what it does not pay, nothing read says.
    """
    known = way.patient
    if known is None:
        return None
    owed = None
    if allowed is not None:
        share = trace.given(f"{name} patient's share", known.share, "what the patient owes")
        exact = trace.make(f"{name} patient's part", Op.PRODUCT, [allowed, share], "allowed amount x share")
        owed = trace.make(f"{name} patient's part $", Op.ROUND_2, [exact], "rounded once, to the cent").value
    return PatientPays(
        share=known.share,
        text=known.text,
        usd=owed,
        sure=way.basis.schedule.catalog.citations[known.cite].sure,
        cite=known.cite,
    )


def _role(ways: tuple[Way, ...]) -> Role:
    return max((way.role for way in ways), key=[Role.MAIN, Role.ADDON, Role.ALTERNATIVE].index)


def _state(ways: tuple[Way, ...]) -> PathwayState:
    unpaid = all(way.state is PathwayState.UNPAID for way in ways)
    return PathwayState.UNPAID if unpaid else PathwayState.VERDICT


def _told(parts: Iterable[str | None]) -> str | None:
    told = list(dict.fromkeys(part for part in parts if part))
    return " ".join(told) if told else None
