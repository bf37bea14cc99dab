"""What a visit or a talk is about, which is no further service: "explaining the MRI", "a visit on pain + sleep"."""

from collections.abc import Iterator

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading

TELLING = frozenset({Kind.VISIT, Kind.TALK})
"""Kinds of services that are about something."""


def asides(parts: list[Part], reading: Reading, catalog: Catalog) -> Iterator[int]:
    """Yield the atoms that say what a visit or talk is about: "explaining the MRI", "a visit on pain + sleep"."""
    for number, part in enumerate(parts):
        recalled = _recalls(reading) and all(reading.signals(at, Cue.ASKING) for at in part.taken)
        if part.code or not part.concepts or catalog.concepts[part.concept].kind not in TELLING or recalled:
            continue
        walls = (*DIVIDING, Cue.YES_NO, Cue.DOLLARS) if reading.counts_unknown else DIVIDING
        end = next(
            (at for at in range(part.end, len(reading.atoms)) if reading.signals(at, *walls)), len(reading.atoms)
        )
        following = min(parts[number + 1].start if number + 1 < len(parts) else end, end)
        told = range(part.start, following)
        opening = [max(at, part.end) for at in told if reading.signals(at, Cue.ABOUT, Cue.ASIDE)]
        reason = [at for at in range(part.end, following) if reading.signals(at, Cue.FOR)]
        joined = [at for at in range(part.end, end) if reading.signals(at, Cue.PLUS, Cue.AND, Cue.BREAK)]
        first_join = joined[0] if joined else end
        if opening and opening[0] <= first_join:
            yield from _subject(range(opening[0], end), first_join, parts, reading, catalog)
        elif reason and reason[0] < first_join:
            yield from range(reason[0], min(following, first_join))
        elif catalog.concepts[part.concept].kind is Kind.TALK:
            yield from _clause(range(part.end, following), reading)


def _clause(places: range, reading: Reading) -> Iterator[int]:
    """Yield the words behind a talk that go on telling what it is about: "the stress that is feeding her pain"."""
    opened = False
    for at in places:
        if reading.signals(at, Cue.AND, Cue.PLUS, Cue.BREAK, Cue.WITH, Cue.INSIDE):
            return
        opened = opened or reading.signals(at, Cue.CLAUSE)
        if opened:
            yield at


def _recalls(reading: Reading) -> bool:
    """Tell whether talk is what was talked about here: "have we talked about earwax in this channel before"."""
    opened = any(hit.start == 0 for hit in reading.cues.get(Cue.YES_NO, ()))
    return reading.has(Cue.HISTORY) or (opened and reading.has(Cue.EARLIER, Cue.HERE))


def _subject(places: range, first_join: int, parts: list[Part], reading: Reading, catalog: Catalog) -> Iterator[int]:
    """Yield the atoms of what a visit is about, up to a service that is no talk and joined by "and" or "plus"."""
    for at in places:
        later = next((other for other in parts if at in other.taken), None)
        told = later is None or (bool(later.concepts) and catalog.concepts[later.concept].kind in TELLING)
        own = later is not None and at > first_join and _timed(later, reading)
        if at > first_join and (not told or own or reading.signals(at, Cue.BREAK)):
            return
        yield at


def _timed(part: Part, reading: Reading) -> bool:
    """Tell whether a talk has its own length, so that it is none of what another is about: "A 15 min, B 20 min"."""
    near = (reading.next_to(part.start, -1), reading.next_to(part.end - 1, 1))
    return any(0 <= at < len(reading.atoms) and reading.atoms[at].sort is Sort.MINUTES for at in near)
