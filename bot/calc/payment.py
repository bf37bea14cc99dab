"""One code on one day: its RVUs and its price, each term a step.

Payment = (work x work GPCI + PE x PE GPCI + MP x MP GPCI) x conversion factor, rounded once, to the cent, at the
end of one unit's price; then times units (RVU26B layout document; the rounding is measured against CMS's published
amounts). Modelling gap: code-pair edits, unit maximums, documentation and payer policy are not in the data.
"""

from dataclasses import dataclass
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.trace import Num, Trace
from bot.domain.answer import Op
from bot.domain.place import Gpci
from bot.domain.service import CodeRef, ServiceRow, Status

BILATERAL_SHARE = {"1": Decimal("1.5"), "3": Decimal(2)}
"""What both sides on one day pay, relative to one side, by bilateral indicator (RVU26B attachment A); others: 1."""


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


def price(trace: Trace, ref: CodeRef, units: int, basis: Basis, *, both_sides: bool = False) -> Priced:
    """Price `units` of a code under a basis. Raises `UnknownCodeError` when the release has no such row."""
    row = basis.schedule.row(ref)
    cite = basis.schedule.release.cite
    name = ref.written + (f"[{basis.tag}]" if basis.tag else "")
    parts = {
        "work": trace.given(f"{name} work RVU", row.work, cite),
        "pe": trace.given(f"{name} PE RVU ({basis.setting})", row.pe(basis.setting), cite),
        "mp": trace.given(f"{name} MP RVU", row.mp, cite),
    }
    total = trace.make(f"{name} total RVU", Op.SUM, list(parts.values()), "work + practice expense + malpractice")
    adjusted = total if basis.gpci is None else _localised(trace, name, parts, basis.gpci, basis)
    terms = [_capped(trace, name, parts["work"], adjusted, row, basis), _factor(trace, basis)]
    sides = _both_sides(trace, name, row, cite) if both_sides else None
    terms += [term for term in (sides, _share(trace, basis), _multiple(trace, basis)) if term is not None]
    amount = trace.make(f"{name} amount", Op.PRODUCT, terms, "RVUs x conversion factor, then payment percentages")
    unit_usd = trace.make(f"{name} $ a unit", Op.ROUND_2, [amount], "rounded once, to the cent, at the end")
    if not both_sides and units == 1:
        return Priced(ref, row, 1, parts["work"], total, unit_usd, row.paid)
    label = f"{units} x {name}" if units != 1 else f"both sides {name}"
    count = trace.given(f"units of {label}", units, "rule")
    credit = [count] if sides is None else [count, sides]
    return Priced(
        ref,
        row,
        units,
        work=trace.make(f"{label} work RVU", Op.PRODUCT, [parts["work"], *credit], "times units"),
        total=trace.make(f"{label} total RVU", Op.PRODUCT, [total, *credit], "times units"),
        usd=trace.make(f"{label} $", Op.PRODUCT, [unit_usd, count], "times units"),
        paid=row.paid,
    )


def _localised(trace: Trace, name: str, parts: dict[str, Num], gpci: Gpci, basis: Basis) -> Num:
    cite = basis.schedule.catalog.gpci_cites[gpci.year]
    terms = [
        trace.make(
            f"{name} {part} at {gpci.id}",
            Op.PRODUCT,
            [parts[part], trace.given(f"{part} GPCI {gpci.id} {gpci.year}", index, cite)],
            "RVU x price index of the locality",
        )
        for part, index in (("work", gpci.work), ("pe", gpci.pe), ("mp", gpci.mp))
    ]
    return trace.make(f"{name} RVUs at {gpci.id}", Op.SUM, terms, "adjusted work + PE + MP, not rounded")


def _capped(trace: Trace, name: str, work: Num, adjusted: Num, row: ServiceRow, basis: Basis) -> Num:
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
    if basis.gpci is None:
        cap = trace.make(f"{capped_name} RVUs", Op.SUM, list(parts.values()), "work + outpatient PE + outpatient MP")
    else:
        cap = _localised(trace, capped_name, parts, basis.gpci, basis)
    return trace.make(f"{name} RVUs paid on", Op.MINIMUM, [adjusted, cap], "the lower: imaging cap")


def _factor(trace: Trace, basis: Basis) -> Num:
    factor = basis.schedule.factor(basis.track)
    track = f" {factor.track}" if factor.track else ""
    return trace.given(f"conversion factor {factor.start.year}{track}", factor.value, factor.cite)


def _both_sides(trace: Trace, name: str, row: ServiceRow, cite: str) -> Num:
    share = BILATERAL_SHARE.get(row.bilateral, Decimal(1))
    return trace.given(f"{name} both sides (indicator {row.bilateral or 'none'})", share, cite)


def _share(trace: Trace, basis: Basis) -> Num | None:
    if basis.share is None or basis.clinician is None:
        return None
    known = basis.schedule.catalog.shares[basis.clinician]
    return trace.given(f"share paid to {known.name}", known.share, known.cite)


def _multiple(trace: Trace, basis: Basis) -> Num | None:
    if basis.payer_multiple is None:
        return None
    return trace.given("payer multiple of Medicare", basis.payer_multiple, "asker")
