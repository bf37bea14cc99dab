"""Who the dollars go to: what of a payment is for work, for practice expense and for malpractice cost."""

from bot.calc.basis import Basis
from bot.calc.charts import MOST_BARS
from bot.calc.payment import Priced, price
from bot.calc.sides import Weighed
from bot.calc.tally import Tally, figures, pays
from bot.calc.trace import Num, Trace
from bot.domain.answer import Bar, BarPart, ChartSpec, Detail, Figure, Op, Panel
from bot.domain.money import round_half_up
from bot.domain.service import CodeRef

PARTS = (
    ("work_usd", "work"),
    ("pe_usd", "practice expense"),
    ("mp_usd", "malpractice cost"),
)
"""Figure key and name of each part, in the order CMS prints them."""


def split(
    trace: Trace, weighed: tuple[Weighed, ...], basis: Basis, source: str
) -> tuple[tuple[Figure, ...], tuple[Detail, ...], ChartSpec | None]:
    """Split the amount of every verdict pathway that Medicare pays: figures, lines to read, and a chart.

    Work and malpractice cost are rounded to the cent; practice expense is the rest, so that the parts add up to the
    amount. The modelling gap: the parts say what CMS's formula pays for, not what a practice spends, and not what an
    employer hands on.
    """
    made: list[Figure] = []
    told: list[Detail] = []
    drawn: list[tuple[int, Tally, dict[str, Num]]] = []
    for one in weighed:
        for way in one.verdict:
            if not pays(way.numbers):
                continue
            parts = _parts(trace, way)
            made.extend(figures(way.pathway.id, way.pathway.side, way.pathway.label, parts))
            told.append(Detail(label=_codes(way), text=_line(way, parts)))
            told.extend(_credit(way, basis))
            told.extend(_imaging(trace, way, basis))
            drawn.append((one.side.number or 1, way, parts))
    if told:
        told.append(Detail(label="Practice expense", text="pays staff, room, supplies and equipment; it is not profit"))
    return tuple(made), tuple(told), _chart(drawn, source)


def _parts(trace: Trace, way: Tally) -> dict[str, Num]:
    paid = [line for line in way.lines if line.paid]
    name = way.pathway.id
    work = _sum(trace, f"{name} $ for work", [_part(trace, line, line.rested.work, "work") for line in paid])
    mp = _sum(trace, f"{name} $ for malpractice", [_part(trace, line, line.rested.mp, "malpractice") for line in paid])
    rest = [way.numbers["allowed_usd"], work, mp]
    pe = trace.make(f"{name} $ for practice expense", Op.DIFFERENCE, rest, "the rest, so that the parts add up")
    return {"work_usd": work, "pe_usd": pe, "mp_usd": mp}


def _part(trace: Trace, line: Priced, rvus: Num, part: str) -> Num:
    """Return one line's dollars for one part: like the whole, rounded for one unit and then times units."""
    exact = trace.make(f"{line.told} amount for {part}", Op.PRODUCT, [rvus, *line.rested.terms], "as for the whole")
    unit = trace.make(f"{line.told} $ a unit for {part}", Op.ROUND_2, [exact], "to the cent")
    if line.rested.count is None:
        return unit
    return trace.make(f"{line.told} $ for {part}", Op.PRODUCT, [unit, line.rested.count], "times units")


def _sum(trace: Trace, name: str, terms: list[Num]) -> Num:
    return trace.make(name, Op.SUM, terms, "all lines together")


def _codes(way: Tally) -> str:
    pairs = zip(way.pathway.codes, way.pathway.units, strict=True)
    return " + ".join(code if units == 1 else f"{code} x {units}" for code, units in pairs)


def _line(way: Tally, parts: dict[str, Num]) -> str:
    whole = way.numbers["allowed_usd"].value
    told = [
        f"${parts[key].value:,} {name} ({round_half_up(parts[key].value / whole * 100, 0)} %)" for key, name in PARTS
    ]
    return f"${whole:,} = {' + '.join(told)}"


def _credit(way: Tally, basis: Basis) -> tuple[Detail, ...]:
    """Set the clinician's credit beside the revenue."""
    work = way.numbers["work_rvu"].value
    credit = way.numbers.get("credit_usd")
    if basis.rate is None or credit is None:
        text = f"{work} work RVU; what a contract pays for it is not in Medicare's files (give a rate per work RVU)"
    else:
        revenue = way.numbers["allowed_usd"].value
        text = f"{work} work RVU x ${basis.rate:,} = ${credit.value:,}, beside ${revenue:,} of revenue"
    return (Detail(label=f"{_codes(way)}, the clinician's credit", text=text),)


def _imaging(trace: Trace, way: Tally, basis: Basis) -> tuple[Detail, ...]:
    """Say who earns what of a test that is read and made by different people."""
    told: list[Detail] = []
    rows = basis.schedule.catalog.rows[basis.schedule.release.id]
    for line in way.lines:
        code = line.ref.code
        if line.ref.row_modifier or (code, "26") not in rows or (code, "TC") not in rows:
            continue
        reader, owner = (price(trace, CodeRef(code=code, modifiers=(part,)), 1, basis) for part in ("26", "TC"))
        text = (
            f"whoever reads it ({code}-26) ${reader.usd.value:,} and {reader.work.value} work RVU; whoever owns the "
            f"machine ({code}-TC) ${owner.usd.value:,} and no work RVU; whoever orders it nothing. In a hospital the "
            f"technical part and the facility's own fee are outside this schedule"
        )
        told.append(Detail(label=f"{code} in its two parts", text=text))
    return tuple(told)


def _chart(drawn: list[tuple[int, Tally, dict[str, Num]]], source: str) -> ChartSpec | None:
    """Return one stacked bar for each way: its three parts in CMS's order."""
    if not drawn:
        return None
    title = "What Medicare's dollars are for"
    bars = tuple(_bar(group, way, parts) for group, way, parts in drawn[:MOST_BARS])
    panel = Panel(title="Medicare's amount: work, practice expense, malpractice cost", unit="$", bars=bars)
    return ChartSpec(title=title, panels=(panel,), source=source, alt=title)


def _bar(group: int, way: Tally, parts: dict[str, Num]) -> Bar:
    whole = way.numbers["allowed_usd"].value
    pieces = tuple(
        BarPart(label=name, value=parts[key].value, text=f"${parts[key].value:,} {name.removesuffix(' cost')}")
        for key, name in PARTS
    )
    return Bar(label=_codes(way), value=whole, text=f"${whole:,}", group=group, parts=pieces)
