"""Weighs the sides of a question: every pathway of every side, tallied, named and ordered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice, product
from string import ascii_lowercase

from bot.calc.basis import Basis
from bot.calc.clashes import clashes
from bot.calc.pathways import Way, rests_on
from bot.calc.tally import Tally, pays, tally
from bot.calc.timing import timed
from bot.calc.trace import Trace
from bot.domain.answer import AnswerItem, PathwayState, Side
from bot.domain.concept import Concept, Measure
from bot.domain.question import Item

MOST_COMBINATIONS = 12
"""Pathways of one side that the verdict may rest on; a basket of many-way items has its first ones combined."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One side with its pathways."""

    side: Side
    items: tuple[Item, ...]
    answered: tuple[AnswerItem, ...]
    verdict: tuple[Tally, ...]
    """What the verdict rests on. Empty when nothing could be billed at the stated minutes."""
    others: tuple[Tally, ...]
    """Add-ons, unpaid, alternative and near-miss pathways."""
    paid: bool
    """Whether Medicare pays the verdict's pathways."""
    solved: bool = False
    """Whether the length of this side is what was asked for, so that nothing about it was taken for granted."""
    timing: tuple[str, ...] = ()
    """How the minutes of its items bear on each other, a sentence each."""


def letters(index: int) -> str:
    """Return a, b, … z, aa, ab and so on for 0, 1, 2 and so on."""
    high, low = divmod(index, 26)
    return (letters(high - 1) if high else "") + ascii_lowercase[low]


def weigh(trace: Trace, items: tuple[Item, ...], basis: Basis, *, hourly: bool = False) -> tuple[Weighed, ...]:
    """Weigh items grouped by side, in the order said. Raises what `ways` raises."""
    grouped = groupby(sorted(items, key=lambda item: item.side or 0), key=lambda item: item.side)
    return tuple(_weigh_side(trace, number, tuple(group), basis, hourly=hourly) for number, group in grouped)


def _weigh_side(trace: Trace, number: int | None, items: tuple[Item, ...], basis: Basis, *, hourly: bool) -> Weighed:
    timing = timed(items, basis)
    found = timing.ways
    chosen = [rests_on(of_item) for of_item in found]
    names = (f"{number or ''}{letters(index)}" for index in range(10_000))
    billed = [of_item for of_item, within in zip(chosen, timing.within, strict=True) if not within]
    combined = islice(product(*billed), MOST_COMBINATIONS) if all(billed) else iter(())
    verdict = tuple(
        tally(trace, next(names), number, combination, hourly=hourly, in_verdict=True) for combination in combined
    )
    taken = {id(way) for of_item in chosen for way in of_item} if verdict else set()
    rest = [way for of_item in found for way in of_item if id(way) not in taken and way.lines]
    rest = [_beside(way, chosen, basis) for way in rest]
    others = tuple(tally(trace, next(names), number, (way,), hourly=hourly) for way in rest)
    answered = tuple(_answered(item, of_item, basis) for item, of_item in zip(items, chosen, strict=True))
    minutes = verdict[0].pathway.minutes if verdict else None
    concepts = basis.schedule.catalog.concepts
    paired = tuple(zip(items, found, strict=True))
    side = Side(
        number=number,
        name=" + ".join(_name(item, concepts[item.concept], of_item) for item, of_item in paired),
        one=" + ".join(_one(item, concepts[item.concept], of_item) for item, of_item in paired),
        many=concepts[items[0].concept].many if len(items) == 1 and not items[0].codes else None,
        kind=concepts[items[0].concept].kind,
        minutes=minutes,
        minutes_are_cms=minutes is None,
    )
    paid = bool(verdict) and all(pays(one.numbers) for one in verdict)
    return Weighed(side, items, answered, verdict, others, paid, timing=timing.notes)


def _beside(way: Way, chosen: list[tuple[Way, ...]], basis: Basis) -> Way:
    """Say of an add-on that what stands beside it on its side takes it away."""
    if way.state is not PathwayState.ADDON:
        return way
    others = [of_item[0] for of_item in chosen if of_item and not set(of_item[0].codes) & set(way.codes)]
    told = clashes((way, *others), basis.schedule.catalog)
    return replace(way, note=" ".join((*told, way.note or "")).strip()) if told else way


def _answered(item: Item, chosen: tuple[Way, ...], basis: Basis) -> AnswerItem:
    codes = dict.fromkeys(code for way in chosen for code in way.codes)
    return AnswerItem(
        concept=item.concept,
        name=basis.schedule.catalog.concepts[item.concept].name,
        codes=tuple(codes),
        minutes=item.minutes,
        quantity=item.quantity,
        units=chosen[0].lines[0].units if chosen else 0,
        side=item.side,
    )


def _qualifiers(item: Item, found: tuple[Way, ...]) -> Iterator[str]:
    """Yield what tells this item from the same item on another side."""
    if item.both_sides:
        yield "both sides"
    if item.year is not None:
        yield str(item.year)
    if item.setting is not None:
        yield item.setting.value
    if item.clinician is not None and found and found[0].basis.barred is None:
        yield found[0].basis.schedule.catalog.shares[item.clinician].name


def _counted(found: tuple[Way, ...]) -> bool:
    """Tell whether a count means lesions of one session rather than separate encounters."""
    rules = ((way.basis, way.basis.schedule.catalog.rules[way.rule]) for way in found[:1])
    return any(rule.measure is Measure.COUNT and not basis.apart for basis, rule in rules)


def _name(item: Item, concept: Concept, found: tuple[Way, ...]) -> str:
    written = " / ".join(ref.written for ref in item.codes) or concept.name
    told = tuple(_qualifiers(item, found))
    return f"{written} ({', '.join(told)})" if told else written


def _one(item: Item, concept: Concept, found: tuple[Way, ...]) -> str:
    written = " / ".join(ref.written for ref in item.codes)
    counted = not item.codes and _counted(found)
    if item.quantity == 1 or item.both_sides:
        said = written or concept.one
    elif counted:
        said = f"{concept.one} ({item.quantity} {concept.counts})"
    else:
        said = f"{item.quantity} x {written}" if written else f"{item.quantity} {concept.many}"
    told = tuple(_qualifiers(item, found))
    return f"{said} ({', '.join(told)})" if told else said
