"""How long a timed service would have to be to pay like another.

Pay rises in steps, at each rule's time bands and at each further whole unit, so every step's first minute is tried.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.pathways import Billed, Way, units_of, ways
from bot.calc.sides import Weighed, letters
from bot.calc.tally import Tally, brought, tally
from bot.calc.trace import Trace
from bot.domain.answer import Figure, PathwayState
from bot.domain.concept import Line, Measure, Role
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
    first = _first(item, beginnings, bars(target), basis)
    tallies: dict[tuple[str, int], Tally] = {}
    made: list[Figure] = []
    for (unit, rule), (minutes, way) in first.items():
        if (rule, minutes) not in tallies:
            name = f"{item.side or ''}{letters(len(tallies))}"
            at = replace(way, minutes=None, threshold=minutes)
            tallies[rule, minutes] = tally(trace, name, item.side, (at,), in_verdict=True)
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


def _first(
    item: Item, beginnings: tuple[int, ...], bars: dict[str, Decimal], basis: Basis
) -> dict[tuple[str, str], tuple[int, Way]]:
    """Return the first minute, and the way at it, that reaches the bar of each unit, by unit and rule."""
    found: dict[str, dict[str, tuple[int, Way]]] = {unit: {} for unit in bars}
    known: dict[tuple[str, tuple[Billed, ...]], dict[str, Decimal]] = {}
    for minutes in beginnings:
        for way in ways(item.model_copy(update={"minutes": minutes}), basis):
            if way.state is not PathwayState.VERDICT:
                continue
            # What a way brings goes by its lines alone, which are the same over many minutes.
            key = (way.rule, way.lines)
            if key not in known:
                known[key] = worth(way)
            for unit, bar in bars.items():
                if known[key][unit] >= bar:
                    found[unit].setdefault(way.rule, (minutes, way))
    return {(unit, rule): reached for unit, rules in found.items() for rule, reached in rules.items()}


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
                    yield from _counting(line, range(band.start, min(band.end or LONGEST, LONGEST) + 1), item)


def _counting(line: Line, span: range, item: Item) -> Iterator[int]:
    """Yield the minutes at which one more unit counts; with charting among them, every minute may be one."""
    for minute in span:
        if item.charting is not None or units_of(line, minute) != units_of(line, minute - 1):
            yield minute


def bars(target: Weighed) -> dict[str, Decimal]:
    """Return the least that reaches some verdict pathway of the target, by work RVU and, where known, by dollars."""
    dollars = [
        numbers.get("would_be_usd", numbers.get("allowed_usd")) for numbers in (o.numbers for o in target.verdict)
    ]
    known = [amount.value for amount in dollars if amount is not None]
    bars = {"work_rvu": min(one.numbers["work_rvu"].value for one in target.verdict)}
    return bars | ({"usd": min(known)} if known else {})


def worth(way: Way) -> dict[str, Decimal]:
    """Return what a way brings by unit, computed on a trace that is thrown away."""
    numbers = brought((way,))
    found = {unit: numbers.get(key) for unit, key in (("work_rvu", "work_rvu"), ("usd", "allowed_usd"))}
    return {unit: one.value if one is not None else Decimal(0) for unit, one in found.items()}
