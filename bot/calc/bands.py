"""What a service is paid at each length: its time bands and further units, as steps of a chart.

Every way that Medicare pays is priced at each minute at which it changes, from one minute up to `LONGEST`. The value
holds until the next step; where a way ends, it falls to nothing. Modelling gap: one session by itself, whose minutes
are documented and necessary; an answer never says to go for a longer one.
"""

from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.duration import LONGEST, starts
from bot.calc.pathways import Way, ways
from bot.calc.payment import price
from bot.calc.sides import Weighed
from bot.calc.trace import Num, Trace
from bot.domain.answer import ChartSpec, Curve, Op, Panel, PathwayState, Point
from bot.domain.question import Item

MOST_CURVES: Final = 4
"""More ways than this cannot be told apart in one picture."""


def bands_chart(
    trace: Trace, item: Item, basis: Basis, source: str, target: tuple[str, Num] | None = None
) -> ChartSpec | None:
    """Return the steps of every paid way of a service, or None where its pay does not go by its length.

    `target` names an amount to reach, drawn as a level line.
    """
    found = _stepped(trace, item, basis)
    if not found:
        return None
    concept = basis.schedule.catalog.concepts[item.concept]
    curves = [
        Curve(label=label, group=group, points=tuple(points))
        for group, (label, points) in enumerate(list(found.items())[:MOST_CURVES], 1)
    ]
    if target is not None:
        name, amount = target
        text = f"${amount.value:,}"
        level = tuple(Point(x=Decimal(x), value=amount.value, text=text) for x in (1, LONGEST))
        curves.append(Curve(label=name, group=len(curves) + 1, points=level))
    title = f"What Medicare pays for {concept.one}, by its minutes"
    panel = Panel(title="Medicare per visit", unit="$", curves=tuple(curves), across="minutes", stepped=True)
    return ChartSpec(title=title, panels=(panel,), source=source, alt=title)


def _stepped(trace: Trace, item: Item, basis: Basis) -> dict[str, list[Point]]:
    """Price every paid way at each minute at which it changes; by the way's label."""
    found: dict[str, list[Point]] = {}
    for minutes in starts(item, basis):
        at = item.model_copy(update={"minutes": minutes, "quantity": 1})
        paid = [way for way in ways(at, basis) if way.state is PathwayState.VERDICT and way.lines]
        reached = {way.label for way in paid}
        for way in paid:
            amount = _amount(trace, way)
            points = found.setdefault(way.label, [])
            if not points or points[-1].value != amount.value:
                points.append(Point(x=Decimal(minutes), value=amount.value, text=f"{_codes(way)} ${amount.value:,}"))
        for label, points in found.items():
            if label not in reached and points[-1].value:
                points.append(Point(x=Decimal(minutes), value=Decimal(0), text="$0"))
    return found


def _amount(trace: Trace, way: Way) -> Num:
    """Return what Medicare pays for one session of a way."""
    lines = [price(trace, line.ref, line.units, way.basis).usd for line in way.lines]
    name = f"{_codes(way)} by length"
    return trace.make(name, Op.SUM, lines, "lines added up")


def _codes(way: Way) -> str:
    return " + ".join(f"{one.ref.written} x {one.units}" if one.units > 1 else one.ref.written for one in way.lines)


def cheapest(target: Weighed) -> tuple[str, Num] | None:
    """Return the least that Medicare pays for a side, with its name; None where it pays none of its ways."""
    paid = [way.numbers["allowed_usd"] for way in target.verdict if "allowed_usd" in way.numbers]
    least = min((one for one in paid if one.value), key=lambda one: one.value, default=None)
    return None if least is None else (target.side.name, least)
