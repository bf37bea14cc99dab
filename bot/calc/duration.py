"""How long a timed service would have to be to pay like another.

Pay rises in steps, at each rule's time bands and at each further whole unit, so every step's first minute is tried.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.pathways import Way, ways
from bot.calc.sides import Weighed, letters
from bot.calc.tally import Tally, tally
from bot.calc.trace import Trace
from bot.domain.answer import Figure, PathwayState
from bot.domain.concept import Measure, Role
from bot.domain.question import Item
from bot.errors import BadQuestionError

LONGEST = 120
"""Minutes up to which a reaching length is looked for; longer talks are told as "not within two hours"."""


def solve_minutes(
    trace: Trace, item: Item, target: Weighed, basis: Basis
) -> tuple[tuple[Tally, ...], tuple[Figure, ...]]:
    """Return, for every way that ever reaches the target, the pathway at its first reaching minute and that minute.

    The target is the cheapest of the other side's verdict pathways, by work RVU and by dollars apart; where Medicare
    does not pay it, its would-be dollars are the target. Raises `BadQuestionError` when the item's pay does not
    depend on its length.
    """
    beginnings = starts(item, basis)
    if not beginnings or not target.verdict:
        msg = "What that service pays does not depend on how long it takes."
        raise BadQuestionError(msg, "Ask how many of it equal the other, or compare the two per minute.")
    first: dict[tuple[str, str], tuple[int, Way]] = {}
    for unit, bar in _bars(target).items():
        for minutes in beginnings:
            for way in ways(item.model_copy(update={"minutes": minutes}), basis):
                reached = way.state is PathwayState.VERDICT and _worth(way, unit) >= bar
                if reached and (unit, way.rule) not in first:
                    first[unit, way.rule] = (minutes, way)
    tallies: dict[tuple[str, int], Tally] = {}
    made: list[Figure] = []
    for (unit, rule), (minutes, way) in first.items():
        if (rule, minutes) not in tallies:
            name = f"{item.side or ''}{letters(len(tallies))}"
            at = replace(way, minutes=None, threshold=minutes)
            one = tally(trace, name, item.side, (at,))
            tallies[rule, minutes] = replace(one, pathway=one.pathway.model_copy(update={"in_verdict": True}))
        one = tallies[rule, minutes]
        start = trace.given(f"{one.pathway.id} first minute that reaches it", minutes, one.pathway.cite)
        made.append(
            Figure(
                key="break_even_minutes",
                label=one.pathway.label,
                value=start.value,
                unit=unit,
                side=item.side,
                pathway=one.pathway.id,
                step=start.name,
            )
        )
    return tuple(tallies.values()), tuple(made)


def goes_by_length(item: Item, basis: Basis) -> bool:
    """Tell whether what an item pays depends on how long it takes."""
    return next(_starts(item, basis), None) is not None


def starts(item: Item, basis: Basis) -> tuple[int, ...]:
    """Return every minute, in order, at which some main rule of the item begins to pay more, or a band is over."""
    catalog = basis.schedule.catalog
    ends = {
        band.end + 1
        for use in catalog.concepts[item.concept].uses
        for band in catalog.rules[use.rule].bands
        if use.role is Role.MAIN and catalog.rules[use.rule].measure is Measure.MINUTES and band.end is not None
    }
    begun = set(_starts(item, basis))
    return tuple(minute for minute in sorted(begun | ends) if 1 <= minute <= LONGEST) if begun else ()


def _starts(item: Item, basis: Basis) -> Iterator[int]:
    """Yield the minutes at which some main rule of the item begins to pay more."""
    catalog = basis.schedule.catalog
    for use in catalog.concepts[item.concept].uses:
        rule = catalog.rules[use.rule]
        if use.role is not Role.MAIN or rule.measure is not Measure.MINUTES:
            continue
        for band in rule.bands:
            yield band.start
            for line in band.lines:
                if line.each is not None:
                    yield from range(band.start, min(band.end or LONGEST, LONGEST) + 1)


def _bars(target: Weighed) -> dict[str, Decimal]:
    """Return the least that reaches some verdict pathway of the target, by work RVU and, where known, by dollars."""
    dollars = [
        numbers.get("would_be_usd", numbers.get("allowed_usd")) for numbers in (o.numbers for o in target.verdict)
    ]
    known = [amount.value for amount in dollars if amount is not None]
    bars = {"work_rvu": min(one.numbers["work_rvu"].value for one in target.verdict)}
    return bars | ({"usd": min(known)} if known else {})


def _worth(way: Way, unit: str) -> Decimal:
    """Return what a way brings, computed on a trace that is thrown away."""
    numbers = tally(Trace(), "x", None, (way,)).numbers
    found = numbers.get("work_rvu" if unit == "work_rvu" else "allowed_usd")
    return found.value if found is not None else Decimal(0)
