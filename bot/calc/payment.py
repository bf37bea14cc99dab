"""One code on one day: its RVUs and its price, each term a step.

Payment = (work x work GPCI + PE x PE GPCI + MP x MP GPCI) x conversion factor, rounded once, to the cent, at the
end of one unit's price; then times units (RVU26B layout document; the rounding is measured against CMS's published
amounts). Modelling gap: code-pair edits, unit maximums, documentation and payer policy are not in the data.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.trace import Num, Trace
from bot.domain.answer import Op
from bot.domain.place import Gpci
from bot.domain.service import CodeRef, ServiceRow, Status

BILATERAL_SHARE = {"1": Decimal("1.5"), "3": Decimal(2)}
"""What both sides on one day pay, relative to one side, by bilateral indicator (RVU26B attachment A); others: 1."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What another line of the same day takes off a line's payment. The listed RVUs stay as they are."""

    label: str
    """Which line it is and why, for the step names: "2nd procedure"."""
    cite: str
    whole: Decimal | None = None
    """Part of the whole amount that is paid."""
    pe: Decimal | None = None
    """Part of the practice expense that is paid."""
    minus: CodeRef | None = None
    """The base code whose value is not paid again (endoscopy)."""


@dataclass(frozen=True, slots=True)
class Priced:
    """The numbers of one line: all its units together."""

    ref: CodeRef
    row: ServiceRow
    units: int
    work: Num
    total: Num
    usd: Num
    """US dollars of the formula, whether or not Medicare pays them."""
    paid: bool
    credit: Num
    """Work RVU after the day's reductions, as some contracts count them; `work` where nothing is reduced."""
    told: str
    """What the steps of this line's payment are called by."""
    rested: "Rested"
    """What one unit's amount rests on."""


@dataclass(frozen=True, slots=True)
class Rested:
    """What one unit is paid on: RVUs as localised, capped and reduced, and what they are multiplied by."""

    rvus: Num
    work: Num
    """The work part of `rvus`."""
    mp: Num
    """The malpractice part of `rvus`."""
    terms: tuple[Num, ...] = ()
    """The conversion factor and every payment percentage."""
    count: Num | None = None
    """Units, where there are several."""


MOST_KEPT: Final = 1_024
"""Prices kept ready of one catalog; a team asks for the same few dozen again and again."""


def price(
    trace: Trace, ref: CodeRef, units: int, basis: Basis, *, both_sides: bool = False, cut: Cut | None = None
) -> Priced:
    """Price `units` of a code under a basis. Raises `UnknownCodeError` when the release has no such row."""
    known = basis.schedule.catalog.priced
    key = (ref, units, both_sides, cut, _rests_on(basis))
    kept = known.get(key)
    if kept is None:
        own = Trace()
        kept = own, _price(own, ref, units, basis, both_sides=both_sides, cut=cut)
        if len(known) >= MOST_KEPT:
            known.clear()
        known[key] = kept
    made, priced = kept
    trace.take(made)
    return priced


def _rests_on(basis: Basis) -> tuple[object, ...]:
    """Return all of a basis that a price and its steps are made of, beside the catalog itself."""
    gpci = basis.gpci
    place = gpci and (gpci.carrier, gpci.locality, gpci.year, gpci.work, gpci.pe, gpci.mp)
    # As it was written: 1.2 and 1.20 are the same multiple, and different steps.
    multiple = basis.payer_multiple and str(basis.payer_multiple)
    return basis.schedule.release.id, basis.setting, basis.track, basis.clinician, basis.tag, place, multiple


def _price(trace: Trace, ref: CodeRef, units: int, basis: Basis, *, both_sides: bool, cut: Cut | None) -> Priced:
    row = basis.schedule.row(ref)
    cite = basis.schedule.release.cite
    name = _named(ref, basis)
    parts = _parts(trace, name, row, basis)
    total = trace.make(f"{name} total RVU", Op.SUM, list(parts.values()), "work + practice expense + malpractice")
    told = f"{name} ({cut.label})" if cut else name
    if both_sides:
        told = f"both sides {told}"
    rested = _paid_rvus(trace, name, told, row, basis, cut)
    sides = _both_sides(trace, name, row, cite) if both_sides else None
    whole = trace.given(f"{told} part paid", cut.whole, cut.cite) if cut and cut.whole is not None else None
    percentages = (sides, whole, _share(trace, basis), _multiple(trace, basis))
    terms = (_factor(trace, basis), *(term for term in percentages if term is not None))
    amount = trace.make(
        f"{told} amount", Op.PRODUCT, [rested.rvus, *terms], "RVUs x conversion factor, then payment percentages"
    )
    unit_usd = trace.make(f"{told} $ a unit", Op.ROUND_2, [amount], "rounded once, to the cent, at the end")
    less = _less_base(trace, told, parts["work"], basis, cut)
    label = f"{units} x {told}" if units != 1 else told
    count = trace.given(f"units of {label}", units, "rule") if units != 1 or both_sides else None
    times = [factor for factor in (count, sides) if factor is not None]
    kept = [*times, whole] if whole is not None else times
    listed = f"{units} x {name}" if units != 1 else f"both sides {name}"
    work = _times(trace, f"{listed} work RVU", parts["work"], times)
    return Priced(
        ref,
        row,
        units,
        work=work,
        total=_times(trace, f"{listed} total RVU", total, times),
        usd=_times(trace, f"{label} $", unit_usd, [count] if count is not None else []),
        paid=row.paid,
        credit=_times(trace, f"{label} work RVU after reductions", less, kept) if cut else work,
        told=label,
        rested=Rested(rested.rvus, rested.work, rested.mp, terms, count),
    )


def _named(ref: CodeRef, basis: Basis) -> str:
    return ref.written + (f"[{basis.tag}]" if basis.tag else "")


def _times(trace: Trace, name: str, number: Num, factors: list[Num]) -> Num:
    return trace.make(name, Op.PRODUCT, [number, *factors], "times units and percentages") if factors else number


def _parts(trace: Trace, name: str, row: ServiceRow, basis: Basis) -> dict[str, Num]:
    cite = basis.schedule.release.cite
    return {
        "work": trace.given(f"{name} work RVU", row.work, cite),
        "pe": trace.given(f"{name} PE RVU ({basis.setting})", row.pe(basis.setting), cite),
        "mp": trace.given(f"{name} MP RVU", row.mp, cite),
    }


def _paid_rvus(trace: Trace, name: str, told: str, row: ServiceRow, basis: Basis, cut: Cut | None) -> Rested:
    """Return the RVUs that the conversion factor multiplies: localised, capped, less what the day takes off."""
    parts = _parts(trace, name, row, basis)
    if cut is not None and cut.pe is not None:
        share = trace.given(f"{told} part of PE paid", cut.pe, cut.cite)
        reduced = trace.make(f"{told} PE RVU", Op.PRODUCT, [parts["pe"], share], "practice expense reduced")
        parts = {**parts, "pe": reduced}
        name = told
    summed = f"{name} total RVU" if name != told or cut is None else f"{told} RVUs"
    paid = _capped(trace, name, parts["work"], _adjusted(trace, name, summed, parts, basis), row, basis)
    if cut is None or cut.minus is None:
        return paid
    base = basis.schedule.row(cut.minus)
    name = _named(cut.minus, basis)
    inside = _paid_rvus(trace, name, name, base, basis, None)
    rvus, work, mp = (
        trace.make(f"{told} {word} beyond {base.code}", Op.DIFFERENCE, [whole, own], "the base is paid once")
        for word, whole, own in (
            ("RVUs", paid.rvus, inside.rvus),
            ("work RVU paid on", paid.work, inside.work),
            ("MP RVU paid on", paid.mp, inside.mp),
        )
    )
    return Rested(rvus, work, mp)


def _adjusted(trace: Trace, name: str, summed: str, parts: dict[str, Num], basis: Basis) -> Rested:
    """Return the parts with the locality's price indices, and their sum."""
    if basis.gpci is None:
        total = trace.make(summed, Op.SUM, list(parts.values()), "work + practice expense + malpractice")
        return Rested(total, parts["work"], parts["mp"])
    return _localised(trace, name, parts, basis.gpci, basis)


def _less_base(trace: Trace, told: str, work: Num, basis: Basis, cut: Cut | None) -> Num:
    if cut is None or cut.minus is None:
        return work
    base = _parts(trace, _named(cut.minus, basis), basis.schedule.row(cut.minus), basis)["work"]
    return trace.make(f"{told} work RVU beyond the base", Op.DIFFERENCE, [work, base], "the base is counted once")


def _localised(trace: Trace, name: str, parts: dict[str, Num], gpci: Gpci, basis: Basis) -> Rested:
    cite = basis.schedule.catalog.gpci_cites[gpci.year]
    work, pe, mp = (
        trace.make(
            f"{name} {part} at {gpci.id}",
            Op.PRODUCT,
            [parts[part], trace.given(f"{part} GPCI {gpci.id} {gpci.year}", index, cite)],
            "RVU x price index of the locality",
        )
        for part, index in (("work", gpci.work), ("pe", gpci.pe), ("mp", gpci.mp))
    )
    total = trace.make(f"{name} RVUs at {gpci.id}", Op.SUM, [work, pe, mp], "adjusted work + PE + MP, not rounded")
    return Rested(total, work, mp)


def _capped(trace: Trace, name: str, work: Num, adjusted: Rested, row: ServiceRow, basis: Basis) -> Rested:
    """Apply the imaging cap: the lower of the normal amount and the same formula with the file's outpatient columns.

    Measured against CMS's published cap amounts; only status A rows carry a cap that this reproduces.
    """
    cite = basis.schedule.release.cite
    if row.status is not Status.ACTIVE or not row.opps_pe(basis.setting):
        return adjusted
    capped_name = f"{name} imaging cap"
    parts = {
        "work": work,
        "pe": trace.given(f"{capped_name} PE RVU ({basis.setting})", row.opps_pe(basis.setting), cite),
        "mp": trace.given(f"{capped_name} MP RVU", row.opps_mp, cite),
    }
    cap = _adjusted(trace, capped_name, f"{capped_name} RVUs", parts, basis)
    lower = trace.make(f"{name} RVUs paid on", Op.MINIMUM, [adjusted.rvus, cap.rvus], "the lower: imaging cap")
    return replace(cap if cap.rvus.value < adjusted.rvus.value else adjusted, rvus=lower)


def _factor(trace: Trace, basis: Basis) -> Num:
    factor = basis.schedule.factor(basis.track)
    track = f" {factor.track}" if factor.track else ""
    return trace.given(f"conversion factor {factor.start.year}{track}", factor.value, factor.cite)


def _both_sides(trace: Trace, name: str, row: ServiceRow, cite: str) -> Num:
    share = BILATERAL_SHARE.get(row.bilateral, Decimal(1))
    return trace.given(f"{name} both sides (indicator {row.bilateral or 'none'})", share, cite)


def _share(trace: Trace, basis: Basis) -> Num | None:
    known = basis.reduced
    if known is None:
        return None
    return trace.given(f"share paid to {known.name}", known.share, known.cite)


def _multiple(trace: Trace, basis: Basis) -> Num | None:
    if basis.payer_multiple is None:
        return None
    return trace.given("payer multiple of Medicare", basis.payer_multiple, "asker")
