"""Ratios between sides, and how many of one equal another."""

from collections.abc import Iterator
from itertools import permutations, product

from bot.calc.sides import Weighed
from bot.calc.tally import Tally
from bot.calc.trace import Trace
from bot.domain.answer import Figure, Op

BASES = {"work_rvu": "work_rvu", "total_rvu": "total_rvu", "allowed_usd": "usd"}
"""Per-visit bases of a comparison: figure key to the ratio's unit."""


def ratios(trace: Trace, weighed: tuple[Weighed, ...]) -> tuple[Figure, ...]:
    """Divide each verdict pathway of a side by each of another, both ways round.

    Work RVU, total RVU and dollars are never mixed. A dollar ratio exists only where Medicare pays both; none exists
    where the divisor is zero.
    """
    made: list[Figure] = []
    for first, second in permutations(weighed, 2):
        for one, other in product(first.verdict, second.verdict):
            made.extend(_ratios_of(trace, one, other, f"{first.side.name} / {second.side.name}"))
    return tuple(made)


def _ratios_of(trace: Trace, one: Tally, other: Tally, label: str) -> Iterator[Figure]:
    pairs = [(unit, one.numbers[key], other.numbers[key]) for key, unit in _shared(one, other)]
    pairs += [(key, one.quotients[key], other.quotients[key]) for key in one.quotients if key in other.quotients]
    for unit, top, bottom in pairs:
        if not bottom.value or ("usd" in unit and not top.value):
            continue
        name = f"{one.pathway.id}:{other.pathway.id} {unit}"
        exact = trace.make(f"{name}, exact", Op.QUOTIENT, [top, bottom], "first divided by second")
        shown = trace.make(name, Op.ROUND_2, [exact], "shown")
        yield Figure(
            key="ratio",
            label=label,
            value=shown.value,
            unit=unit,
            pathway=f"{one.pathway.id}:{other.pathway.id}",
            step=shown.name,
        )


def _shared(one: Tally, other: Tally) -> tuple[tuple[str, str], ...]:
    """Return the bases on which both pathways have a figure."""
    return tuple((key, unit) for key, unit in BASES.items() if key in one.numbers and key in other.numbers)


def break_even_counts(trace: Trace, solved: Weighed, target: Weighed) -> tuple[Figure, ...]:
    """Return how many of the solved side are needed to reach the target side, begun ones counted.

    One figure per basis and pair of pathways; none where one unit brings nothing, for then no number is enough.
    """
    made = []
    for one, other in product(solved.verdict, target.verdict):
        for key, unit in _shared(one, other):
            unit_value, wanted = one.numbers[key], other.numbers[key]
            if not unit_value.value or not wanted.value:
                continue
            name = f"{one.pathway.id} to reach {other.pathway.id} by {unit}"
            count = trace.make(name, Op.CEILING, [wanted, unit_value], "target divided by one, begun ones counted")
            made.append(
                Figure(
                    key="break_even_count",
                    label=f"{one.pathway.label} to reach {other.pathway.label}",
                    value=count.value,
                    unit=unit,
                    side=one.pathway.side,
                    pathway=f"{one.pathway.id}:{other.pathway.id}",
                    step=count.name,
                )
            )
    return tuple(made)
