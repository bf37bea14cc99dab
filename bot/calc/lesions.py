"""How many lesions in one session would pay like another service.

Pay rises at each band of a rule's count and at each further unit, so every number is tried. What one lesion brings,
times how many, is another question: that many sessions.
"""

from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.duration import bars, worth
from bot.calc.pathways import Way, ways
from bot.calc.sides import Weighed, letters
from bot.calc.tally import tally
from bot.calc.trace import Trace
from bot.domain.answer import Figure, PathwayState
from bot.domain.concept import Measure, Role
from bot.domain.question import Item

MOST: Final = 100
"""Lesions in one session up to which a reaching number is looked for."""
_WORTH: Final = {"work_rvu": "work_rvu", "usd": "allowed_usd"}


def solve_lesions(trace: Trace, item: Item, target: Weighed, basis: Basis) -> tuple[Figure, ...]:
    """Return the first number of lesions in one session that reaches the target, by unit, and what that brings.

    A figure of 0 where no number does. Nothing for what is not counted on one patient in one session, for a number or
    a code that was said, and where the target is billed in several ways. Labels are what is counted ("spots").
    """
    counts = _counted(item, basis)
    if counts is None or len(target.verdict) != 1:
        return ()
    made: list[Figure] = []
    # What Medicare does not pay has no dollars to reach.
    paid = all("would_be_usd" not in one.numbers for one in target.verdict)
    wanted = {unit: bar for unit, bar in bars(target).items() if paid or unit != "usd"}
    for unit, (number, way) in _first(item, wanted, basis).items():
        name = f"{item.side or ''}{letters(0)} {counts} in one session by {unit}"
        found = trace.given(f"{name}, first number that reaches it", number, "tried one by one")
        made.append(Figure(key="break_even_lesions", label=counts, value=found.value, unit=unit, step=found.name))
        if way is not None:
            brings = tally(trace, f"{number} {counts}", item.side, (way,)).numbers[_WORTH[unit]]
            made.append(Figure(key="lesions_worth", label=counts, value=brings.value, unit=unit, step=brings.name))
    return tuple(made)


def _counted(item: Item, basis: Basis) -> str | None:
    """Return what is counted of an item in one session; None where a number says nothing of its pay."""
    catalog = basis.schedule.catalog
    concept = catalog.concepts[item.concept]
    rules = (catalog.rules[use.rule] for use in concept.uses if use.role is Role.MAIN)
    plain = item.quantity == 1 and not item.codes
    return concept.counts if plain and any(rule.measure is Measure.COUNT for rule in rules) else None


def _first(item: Item, wanted: dict[str, Decimal], basis: Basis) -> dict[str, tuple[int, Way | None]]:
    """Return the first number, and the way at it, that reaches the bar of each unit; 0 and no way where none does."""
    found: dict[str, tuple[int, Way | None]] = dict.fromkeys(wanted, (0, None))
    for number in range(1, MOST + 1):
        every = ways(item.model_copy(update={"quantity": number}), basis)
        for way in (way for way in every if way.state is PathwayState.VERDICT):
            brings = worth(way)
            for unit, bar in wanted.items():
                if not found[unit][0] and brings[unit] >= bar:
                    found[unit] = (number, way)
        if all(number for number, _ in found.values()):
            break
    return found
