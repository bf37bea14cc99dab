"""One patient's day: what the lines of a day take off each other.

Order: both sides of the body first, then the multiple-procedure rules, line by line, by the indicator of the release.
Modelling gap: code-pair edits, unit maximums, documentation and payer policy are not in the data, so a pair that
Medicare bundles is priced here as if it did not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.payment import Cut, Priced, price
from bot.calc.trace import Trace
from bot.domain.concept import Kind
from bot.domain.service import CodeRef, Status

RULES = "rvu26b_guide"
"""Citation of the multiple-procedure indicators: the layout document that comes with the release."""
ENDOSCOPY = "endoscopy_family"
THERAPY = "mac_therapy_reduction"
"""Citations of the two rules that the layout document only names."""
SECOND = Decimal("0.5")
"""Indicator 2: the dearest procedure in full, each further one at half."""
THERAPY_PE = Decimal("0.5")
"""Indicator 5: half of the practice expense for every unit but the one with the highest."""
PARTS = {
    "4": ("imaging test", Decimal("0.5"), Decimal("0.95")),
    "6": ("heart test", Decimal("0.75"), None),
    "7": ("eye test", Decimal("0.8"), None),
}
"""Indicators with reduced parts: name, then what later technical and later reading parts are paid."""
BY_REPORT = 5
"""From the sixth procedure on, Medicare's contractor decides by report."""
MINOR_GLOBALS = frozenset({"000", "010"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line as billed, before the day's rules."""

    ref: CodeRef
    units: int
    basis: Basis
    both_sides: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one patient's day after the day's rules, and each rule applied in one sentence."""

    lines: tuple[Priced, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """One line, or one unit of it, that a rule may reduce."""

    order: int
    entry: Entry
    cut: Cut | None = None


def price_day(trace: Trace, entries: tuple[Entry, ...]) -> Day:
    """Price the lines of one patient's day together. The order of the lines does not change the sum.

    Raises `UnknownCodeError` when a release lacks a line's row.
    """
    if len(entries) == 1 and entries[0].units == 1:
        # Nothing stands beside it that could take anything off it, and this is what most days are.
        return Day((_one(trace, entries[0]),), tuple(_addons(entries)))
    slots = [slot for order, entry in enumerate(entries) for slot in _slots(order, entry)]
    notes: list[str] = []
    slots = _procedures(slots, notes)
    slots = _parts_reduced(slots, notes)
    slots = _therapy(slots, notes)
    lines = [
        _one(trace, slot.entry, slot.cut)
        for slot in sorted(_merged(slots), key=lambda slot: (slot.order, slot.cut is not None))
    ]
    lines = _injections(lines, notes)
    notes.extend(_visits(entries))
    notes.extend(_addons(entries))
    return Day(tuple(lines), tuple(dict.fromkeys(notes)))


def _one(trace: Trace, entry: Entry, cut: Cut | None = None) -> Priced:
    return price(trace, entry.ref, entry.units, entry.basis, both_sides=entry.both_sides, cut=cut)


def _row(slot: _Slot) -> str:
    return slot.entry.basis.schedule.row(slot.entry.ref).multiple_procedure


def _slots(order: int, entry: Entry) -> Iterator[_Slot]:
    """Split a line into units where the day's rules look at each unit by itself."""
    indicator = entry.basis.schedule.row(entry.ref).multiple_procedure
    if indicator in {"2", "3", "5"} and entry.units > 1:
        yield from (_Slot(order, replace(entry, units=1)) for _ in range(entry.units))
    else:
        yield _Slot(order, entry)


def _merged(slots: Iterable[_Slot]) -> Iterator[_Slot]:
    """Join units of one line again that are paid alike."""
    joined: dict[tuple[int, CodeRef, Cut | None], _Slot] = {}
    for slot in slots:
        key = (slot.order, slot.entry.ref, slot.cut)
        known = joined.get(key)
        if known is None:
            joined[key] = slot
            continue
        units = slot.entry.units + known.entry.units
        joined[key] = replace(slot, entry=replace(slot.entry, units=units))
    yield from joined.values()


def _alone(entry: Entry, cut: Cut | None = None) -> Decimal:
    """Return what a line pays with nothing else that day; computed on a trace that is thrown away."""
    return _one(Trace(), entry, cut).usd.value


def _procedures(slots: list[_Slot], notes: list[str]) -> list[_Slot]:
    """Rank procedures (indicators 2 and 3): the dearest in full, others at half, endoscopy families as one."""
    families: dict[str, list[_Slot]] = defaultdict(list)
    rest: list[_Slot] = []
    for index, slot in enumerate(slots):
        row = slot.entry.basis.schedule.row(slot.entry.ref)
        if not row.paid or row.multiple_procedure not in {"2", "3"}:
            rest.append(slot)
        else:
            own = row.endoscopic_base if row.multiple_procedure == "3" else ""
            families[own or f"#{index}"].append(slot)
    ranked = []
    for base, members in families.items():
        reduced = _endoscopy(members, base, notes) if len(members) > 1 else members
        # What is alone need not be priced to be ranked.
        alone = (_alone(slot.entry, slot.cut) for slot in reduced if len(families) > 1)
        ranked.append((sum(alone, Decimal(0)), reduced))
    ranked.sort(key=lambda pair: (-pair[0], [slot.entry.ref.written for slot in pair[1]]))
    made = []
    for rank, (_, members) in enumerate(ranked, start=1):
        made.extend(members if rank == 1 else [_halved(slot) for slot in members])
    if len(ranked) > 1:
        order = ", ".join(dict.fromkeys(slot.entry.ref.written for _, members in ranked for slot in members))
        notes.append(f"Several procedures on one day, ranked by amount ({order}): the first in full, others at 50 %")
    if len(ranked) > BY_REPORT:
        notes.append("From the sixth procedure on, the Medicare contractor decides by report; 50 % is shown")
    return made + rest


def _halved(slot: _Slot) -> _Slot:
    known = slot.cut
    label = "procedure after the first" if known is None else f"{known.label}, family after the first"
    return replace(slot, cut=Cut(label, RULES, whole=SECOND, minus=known.minus if known else None))


def _endoscopy(members: list[_Slot], base: str, notes: list[str]) -> list[_Slot]:
    """Pay the dearest of a family in full and of each other one only what goes beyond the family's base."""
    schedule = members[0].entry.basis.schedule
    if not schedule.has(base):
        notes.append(f"These share the endoscopic base {base}, which is not loaded, so nothing is taken off for it")
        return members
    ordered = sorted(members, key=lambda slot: (-_alone(slot.entry), slot.entry.ref.written))
    notes.append(f"One endoscopy family: the dearest in full, of the others what goes beyond {base} (unconfirmed rule)")
    cut = Cut(f"beyond {base}", ENDOSCOPY, minus=CodeRef(code=base))
    return [ordered[0], *(replace(slot, cut=cut) for slot in ordered[1:])]


def _parts_reduced(slots: list[_Slot], notes: list[str]) -> list[_Slot]:
    """Reduce later technical parts (and for imaging later reading parts) of like tests on one day."""
    made = list(slots)
    for indicator, (name, technical, reading) in PARTS.items():
        tests = [slot for slot in made if _row(slot) == indicator]
        if len(tests) < 2:  # noqa: PLR2004 - one test has nothing to be reduced by
            continue
        split = [part for slot in tests for part in _split(slot)]
        others = [slot for slot in made if _row(slot) != indicator]
        made = [*others, *_later(split, "TC", technical, name), *_later(split, "26", reading, name)]
        made += [slot for slot in split if _part(slot) not in {"TC", "26"}]
        percent = f"{technical * 100:.0f} %"
        also = f", later reading parts at {reading * 100:.0f} %" if reading is not None else ""
        notes.append(f"Several {name}s on one day: the dearest technical part in full, later ones at {percent}{also}")
    return made


def _split(slot: _Slot) -> Iterator[_Slot]:
    """Split a whole test into its technical and its reading part, which the release prices apart."""
    ref, schedule = slot.entry.ref, slot.entry.basis.schedule
    rows = schedule.catalog.rows[schedule.release.id]
    if ref.row_modifier or (ref.code, "TC") not in rows or (ref.code, "26") not in rows:
        yield slot
        return
    for part in ("TC", "26"):
        shown = ref.model_copy(update={"modifiers": (*ref.modifiers, part)})
        yield replace(slot, entry=replace(slot.entry, ref=shown))


def _part(slot: _Slot) -> str:
    """Return TC or 26 for a technical or reading part, whether a modifier or a code of its own makes it one."""
    row = slot.entry.basis.schedule.row(slot.entry.ref)
    return row.modifier or {"3": "TC", "2": "26"}.get(row.pctc, "")


def _later(slots: list[_Slot], part: str, paid: Decimal | None, name: str) -> Iterator[_Slot]:
    own = [slot for slot in slots if _part(slot) == part]
    own.sort(key=lambda slot: (-_alone(slot.entry), slot.entry.ref.written))
    for rank, slot in enumerate(own):
        reduced = rank and paid is not None
        yield replace(slot, cut=Cut(f"{name} after the first", RULES, whole=paid)) if reduced else slot


def _therapy(slots: list[_Slot], notes: list[str]) -> list[_Slot]:
    """Pay the therapy unit with the highest practice expense in full, of every other one half of it."""
    units = [slot for slot in slots if _row(slot) == "5"]
    if len(units) < 2:  # noqa: PLR2004 - one unit has nothing to be reduced by
        return slots

    def expense(slot: _Slot) -> Decimal:
        return slot.entry.basis.schedule.row(slot.entry.ref).pe(slot.entry.basis.setting)

    units.sort(key=lambda slot: (-expense(slot), slot.entry.ref.written))
    notes.append("Several therapy units on one day: half of the practice expense for all but the one with the highest")
    cut = Cut("therapy unit after the first", THERAPY, pe=THERAPY_PE)
    others = [slot for slot in slots if _row(slot) != "5"]
    return [*others, units[0], *(replace(slot, cut=cut) for slot in units[1:])]


def _injections(lines: list[Priced], notes: list[str]) -> list[Priced]:
    """Leave status T unpaid when anything else is payable that day."""
    others = any(line.paid and line.row.status is not Status.INJECTION for line in lines)
    if not others:
        return lines
    codes = sorted({line.row.code for line in lines if line.row.status is Status.INJECTION})
    notes.extend(f"{code} has status T: not paid when anything else is payable that day" for code in codes)
    return [replace(line, paid=False) if line.row.status is Status.INJECTION else line for line in lines]


def _visits(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Say what modifier a visit beside a procedure needs; without it Medicare does not pay the visit."""
    visits = [entry for entry in entries if _kind(entry) is Kind.VISIT]
    globals_ = {entry.ref.code: entry.basis.schedule.row(entry.ref).global_days for entry in entries}
    minor = sorted(code for code, days in globals_.items() if days in MINOR_GLOBALS)
    major = sorted(code for code, days in globals_.items() if days == "090")
    for visit in visits:
        for codes, modifier, why in (
            (minor, "25", "the decision to do it is inside the procedure's own payment"),
            (major, "57", "the visit must be where surgery was decided"),
        ):
            if codes and modifier in visit.ref.modifiers:
                yield f"{visit.ref.written} beside {', '.join(codes)}: only if separate and documented; {why}"
            elif codes:
                yield (
                    f"{visit.ref.written} beside {', '.join(codes)} is counted as if billed with modifier {modifier} "
                    f"(separate and documented); without it the visit is not paid"
                )


def _kind(entry: Entry) -> Kind | None:
    catalog = entry.basis.schedule.catalog
    service = catalog.services.get(entry.ref.code)
    return catalog.concepts[service.concept].kind if service is not None else None


def _addons(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Name add-on codes that stand without any main service."""
    alone = [entry.basis.schedule.row(entry.ref).global_days == "ZZZ" for entry in entries]
    if alone and all(alone):
        codes = sorted({entry.ref.code for entry in entries})
        said = "is an add-on: paid only beside its" if len(codes) == 1 else "are add-ons: each paid only beside its"
        yield f"{', '.join(codes)} {said} main service"
