"""Two services in one name, or only what differs of the second: "Medicare pap + pelvic", "IUD out and a new one in"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target

_TOLD = 5
"""Atoms between what is taken out and "a new one"."""


def coordinated(parts: Sequence[Part], reading: Reading, names: Names[Target]) -> Iterator[Part]:
    """Yield the services, and behind each the one that a single word joined to it makes of its name."""
    taken = {at for part in parts for at in part.taken}
    for part in parts:
        yield part
        further = (
            None if part.code else _further(part, reading, names, taken) or _elsewhere(part, reading, names, taken)
        )
        if further is not None:
            yield further


def renewed(parts: Sequence[Part], reading: Reading, catalog: Catalog) -> list[Part]:
    """Return the services, each that is put in anew as well: "pulling the old IUD and putting a new one in"."""
    if not reading.has(Cue.ANOTHER):
        return list(parts)
    taken = {at for part in parts for at in part.taken}
    return [one for part in parts for one in _anew(part, reading, catalog, taken) or (part,)]


def put_back(parts: Sequence[Part], reading: Reading, catalog: Catalog) -> list[Part]:
    """Return the services, a replacement joined to what is taken out as putting in alone: "pull + replace an IUD"."""
    found = list(parts)
    for number, (first, second) in enumerate(pairwise(parts), start=1):
        meant = catalog.concepts[second.concept].renewed if second.concepts and not second.code else ()
        between = range(first.end, second.start)
        joined = any(reading.signals(at, Cue.AND, Cue.PLUS) for at in between)
        if joined and len(meant) > 1 and first.concepts == meant[:1]:
            found[number] = replace(second, concepts=meant[1:])
    return found


def paid_apart(part: Part, reading: Reading, names: Names[Target]) -> tuple[Part, ...]:
    """Return what a name joins as two services where Medicare pays each: "Medicare pap + pelvic" is no well-woman exam.

    Each half of the name must name a service of its own, by itself or as Medicare's.
    """
    paid = part.code is None and reading.has(Cue.MEDICARE)
    joins = [at for at in sorted(part.taken) if reading.signals(at, Cue.AND, Cue.PLUS)] if paid else []
    if len(joins) != 1:
        return (part,)
    payer = reading.atoms[reading.cues[Cue.MEDICARE][0].start].stem
    halves = [
        frozenset(at for at in part.taken if (at < joins[0]) is ahead and at != joins[0]) for ahead in (True, False)
    ]
    said = [frozenset(reading.atoms[at].stem for at in half) for half in halves]
    meant = [names.exactly(stems) or names.exactly(stems | {payer}) for stems in said]
    if not all(meant) or meant[0] == meant[1]:
        return (part,)
    return tuple(
        Part(min(half), max(half) + 1, half, tuple(sorted({one.concept for one in targets})), stems=stems)
        for half, stems, targets in zip(halves, said, meant, strict=True)
    )


def _anew(part: Part, reading: Reading, catalog: Catalog, taken: set[int]) -> tuple[Part, ...]:
    """Return what is taken out and put in anew, which the catalog tells to be one service or two; none for all else."""
    meant = catalog.concepts[part.concept].renewed if part.concepts and not part.code else ()
    new = next((hit for hit in reading.cues[Cue.ANOTHER] if hit.start >= part.end), None) if meant else None
    between = range(part.end, new.start) if new is not None else range(0)
    joined = any(reading.signals(at, Cue.AND, Cue.PLUS, Cue.BREAK) or reading.atoms[at].stem == "/" for at in between)
    apart = len(between) > _TOLD or any(at in taken or reading.signals(at, *DIVIDING) for at in between)
    if new is None or not joined or apart:
        return ()
    whole = replace(part, end=new.end, taken=part.taken | {*range(part.end, new.end)}, concepts=meant[:1])
    added = replace(part, start=part.end, end=new.end, concepts=meant[1:])
    return (whole, added) if added.concepts else (whole,)


def timed_beside(parts: Sequence[Part], reading: Reading, catalog: Catalog) -> list[Part]:
    """Return the services with those that only minutes tell of, joined to one that takes none: "cuff + 20 min"."""
    found = list(parts)
    for part in parts:
        other = catalog.concepts[part.concept].minutes_of if part.concepts and not part.code else None
        at = _joined_length(part, parts, reading) if other is not None else None
        if other is not None and at is not None:
            found.append(Part(at, at + 1, frozenset({at}), (other,)))
    return sorted(found, key=lambda part: part.start)


def _joined_length(part: Part, parts: Sequence[Part], reading: Reading) -> int | None:
    """Return where the one length stands that is joined to a service and no other's, None where there is none."""
    for at in (at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES):
        between = range(part.end, at) if at > part.start else range(at + 1, part.start)
        joined = any(reading.signals(step, Cue.AND, Cue.PLUS) for step in between)
        apart = any(reading.signals(step, *DIVIDING) for step in between)
        if joined and not apart and not any(_owns(other, at, reading) for other in parts if other is not part):
            return at
    return None


def _owns(part: Part, at: int, reading: Reading) -> bool:
    """Tell whether a length stands right behind a service, or before one on its own side."""
    ahead = range(at, part.start)
    near = at < part.start <= at + _TOLD and not any(reading.signals(step, *DIVIDING) for step in ahead)
    return near or part.end == at or at in part.taken


def _further(part: Part, reading: Reading, names: Names[Target], taken: set[int]) -> Part | None:
    join = reading.next_to(part.end - 1, 1)
    if join < len(reading.atoms) and reading.atoms[join].sort is Sort.MINUTES:
        join = reading.next_to(join, 1)  # "rpm 20 min + device"
    at = reading.next_to(join, 1)
    if not reading.signals(join, Cue.AND, Cue.PLUS) or at >= len(reading.atoms) or at in taken:
        return None
    stem, after = reading.atoms[at].stem, reading.next_to(at, 1)
    alone = reading.atoms[at].sort is Sort.WORD and not reading.signals(at, Cue.GENERIC, Cue.REASON)
    if not alone or stem not in names.words or not _ends(reading, after):
        return None
    found = (names.exactly(part.stems - {own} | {stem}) for own in sorted(part.stems))
    meant = next((targets for targets in found if targets and {one.concept for one in targets} != {*part.concepts}), ())
    concepts = tuple(sorted({target.concept for target in meant}))
    return replace(part, start=at, end=at + 1, taken=frozenset({at}), concepts=concepts) if concepts else None


def _elsewhere(part: Part, reading: Reading, names: Names[Target], taken: set[int]) -> Part | None:
    """Return the service again at another part of the body: "kenalog in both knees and the right shoulder"."""
    if not reading.has(Cue.BODY):
        return None
    join = reading.next_to(part.end - 1, 1)
    while _measures(reading, join):
        join = reading.next_to(join, 1)
    own = {reading.atoms[at].stem for at in part.taken if reading.signals(at, Cue.BODY)}
    if not own or not reading.signals(join, Cue.AND, Cue.PLUS):
        return None
    first = at = reading.hit_of[join].end
    while at not in taken and _before_body(reading, at):
        at += 1
    if at in taken or not reading.signals(at, Cue.BODY) or reading.next_to(at, 1) in taken:
        return None
    stem = reading.atoms[at].stem
    again = stem in own and not any(reading.signals(near, Cue.BODY) for near in range(first, at))
    meant = names.exactly(part.stems - own | {stem}) if not again else frozenset()
    if not meant:
        return None
    concepts, stems = tuple(sorted({target.concept for target in meant})), part.stems - own | {stem}
    return replace(part, start=at, end=at + 1, taken=frozenset({at}), concepts=concepts, stems=stems)


def _measures(reading: Reading, at: int) -> bool:
    """Tell whether a size stands at a place, or its number: "laceration of the arm 3 cm and the face"."""
    sized = reading.signals(reading.next_to(at, 1), Cue.SIZE)
    return reading.signals(at, Cue.SIZE) or (at < len(reading.atoms) and reading.atoms[at].value is not None and sized)


def _before_body(reading: Reading, at: int) -> bool:
    """Tell whether a word only says which of two or how many parts of the body follow: "the right", "2"."""
    if at >= len(reading.atoms):
        return False
    side = reading.signals(at, Cue.BODY) and reading.signals(at + 1, Cue.BODY)
    number = reading.atoms[at].sort is Sort.NUMBER
    return side or number or at in reading.light or reading.signals(at, Cue.BOTH, Cue.ARTICLE, Cue.DEFINITE)


def _ends(reading: Reading, at: int) -> bool:
    """Tell whether nothing stands at a place that the word before it could belong to."""
    if at >= len(reading.atoms) or reading.atoms[at].sort in {Sort.MARK, Sort.MINUTES}:
        return True
    return reading.signals(at, Cue.SAME_DAY, Cue.COMPARE, Cue.WORTH, Cue.DOLLARS, Cue.WORK, Cue.RVU, *DIVIDING)
