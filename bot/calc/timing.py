"""Whose minutes are whose on one side: no minute is counted twice.

A visit's time is without what the same clinician bills apart on that day: a procedure, quit-tobacco or planning talk,
psychotherapy. Minutes said for each item are kept as they are. Minutes said as part of a visit's ("45 minutes, of
which 10 …") are taken off it, and its level follows from the rest; what is too short to bill stays in the visit.
Modelling gap: what was done at the same time by someone else is nobody's minute here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.calc.basis import Basis
from bot.calc.pathways import TIMED_KINDS, Way, rests_on, ways
from bot.domain.answer import PathwayState
from bot.domain.concept import Concept, Kind
from bot.domain.question import Item
from bot.errors import BadQuestionError

APART = "separate_time"
"""Citation of the rule that a visit's time is without what is billed apart."""
_HOLDING = frozenset({Kind.VISIT, Kind.TALK})
"""Kinds whose own length decides how they are billed."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The ways of each item of a side once every minute has its place."""

    ways: tuple[tuple[Way, ...], ...]
    within: tuple[bool, ...]
    """Items that bill nothing of their own: they are part of the visit whose minutes theirs are."""
    notes: tuple[str, ...]


def timed(items: Sequence[Item], basis: Basis) -> Timing:
    """Return the ways of a side's items. Raises what `ways` raises, and `BadQuestionError` where no minute is left."""
    found = [ways(item, basis) for item in items]
    within = [False] * len(items)
    notes: list[str] = []
    concepts = [basis.schedule.catalog.concepts[item.concept] for item in items]
    for at, holder in enumerate(items):
        apart = []
        for inner in _inside(items, concepts, at):
            own = _without_visits(found[inner], basis)
            if any(way.state is PathwayState.VERDICT for way in own):
                found[inner] = own
                apart.append(inner)
            else:
                found[inner], within[inner] = (), True
                notes.append(
                    f"The {items[inner].minutes} minutes of {concepts[inner].one} bill nothing of their own, so they "
                    f"stay within the {holder.minutes} of {concepts[at].one}"
                )
        if apart:
            minutes = [rests_on(found[inner])[0].minutes or 0 for inner in apart]
            found[at] = _shortened(holder, minutes, basis)
            notes.append(_told(holder, concepts[at], list(zip(minutes, (concepts[one] for one in apart), strict=True))))
    notes.extend(_separate(items, concepts))
    notes.extend(_of_date(items, concepts, found, basis))
    return Timing(tuple(found), tuple(within), tuple(notes))


def _inside(items: Sequence[Item], concepts: Sequence[Concept], holder: int) -> Iterator[int]:
    """Yield which items' minutes were said as part of this one's: those that follow it, up to the next of its kind."""
    if not _holds(items[holder], concepts[holder]):
        return
    for at in range(holder + 1, len(items)):
        if _holds(items[at], concepts[at]):
            return
        if items[at].inside and items[at].minutes is not None:
            yield at


def _holds(item: Item, concept: Concept) -> bool:
    """Tell whether minutes can be part of this item's: of one visit or talk whose length was said."""
    return concept.kind in _HOLDING and item.minutes is not None and item.quantity == 1 and not item.inside


def _without_visits(found: tuple[Way, ...], basis: Basis) -> tuple[Way, ...]:
    """Leave out ways that bill a visit: nobody bills a second one for a part of the first."""
    catalog = basis.schedule.catalog

    def visits(way: Way) -> bool:
        services = (catalog.services.get(code) for code in way.codes)
        return any(catalog.concepts[one.concept].kind is Kind.VISIT for one in services if one is not None)

    return tuple(way for way in found if not visits(way))


def _shortened(item: Item, apart: Sequence[int], basis: Basis) -> tuple[Way, ...]:
    rest = (item.minutes or 0) - sum(apart)
    if rest < 1:
        msg = f"{sum(apart)} minutes inside {item.minutes} leave none for the rest."
        raise BadQuestionError(msg, "Say how long each took by itself, or how long all of it took.")
    shorter = item.model_copy(update={"minutes": rest})
    return tuple(replace(way, apart=tuple(apart)) for way in ways(shorter, basis))


def _told(item: Item, concept: Concept, apart: Sequence[tuple[int, Concept]]) -> str:
    named = " and ".join(f"{minutes} of {other.one}" for minutes, other in apart)
    rest = (item.minutes or 0) - sum(minutes for minutes, _ in apart)
    return (
        f"Of the {item.minutes} minutes, {named} are billed apart, so {rest} count for {concept.one}: "
        f"no minute counts twice"
    )


def _separate(items: Sequence[Item], concepts: Sequence[Concept]) -> Iterator[str]:
    """Say of minutes that were given for each item that they are read as separate."""
    named = [
        f"{item.minutes} of {concept.one}"
        for item, concept in zip(items, concepts, strict=True)
        if item.minutes is not None and not item.inside and concept.kind in TIMED_KINDS
    ]
    holds = any(_holds(item, concept) for item, concept in zip(items, concepts, strict=True))
    if holds and len(named) > 1:
        yield f"The minutes are read as separate ({', '.join(named)}): no minute counts twice"


def _of_date(
    items: Sequence[Item], concepts: Sequence[Concept], found: Sequence[tuple[Way, ...]], basis: Basis
) -> Iterator[str]:
    """Say what minutes are taken to be where a visit's level goes by all of the clinician's time on the date."""
    rules = basis.schedule.catalog.rules
    for item, concept, of_item in zip(items, concepts, found, strict=True):
        known = (rules.get(way.rule) for way in rests_on(of_item) if way.threshold is not None)
        if item.minutes is None or not any(rule is not None and rule.of_date for rule in known):
            continue
        if item.charting is None:
            yield f"Your {item.minutes} minutes are taken as all of your time on the date, charting included"
        else:
            yield (
                f"Of the {item.minutes} minutes of {concept.one}, {item.charting} are charting: they count toward a "
                f"visit's time on the date, and toward nothing that goes by time with the patient"
            )
