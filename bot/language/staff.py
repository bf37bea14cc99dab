"""What therapists and dietitians do, where only a word such as "session" says it: "our LCSW's 45 min follow-ups"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target
from bot.language.sides import CLINICIANS

_TALKERS = {
    Cue.THERAPIST: Cue.THERAPIST,
    Cue.LCSW: Cue.THERAPIST,
    Cue.PSYCHOLOGIST: Cue.THERAPIST,
    Cue.RD: Cue.RD,
}
"""Clinicians to the cue whose first word names what they do in the names of services."""
_MEETING = (Cue.GENERIC, Cue.LATER, Cue.INITIAL, Cue.MEMBER)
"""Words that only say that somebody is seen."""
_ALONE = (Cue.CLASS, Cue.INDIVIDUAL)


def staffed(parts: list[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services with what a therapist or dietitian does in the place of a bare visit or session."""
    if not reading.has(*_TALKERS):
        return sorted((*parts, *_alone_or_not(parts, reading, catalog, names)), key=lambda part: part.start)
    found = [_done(part, reading, catalog, names) for part in parts]
    found = sorted((*found, *_unnamed(found, reading, catalog, names)), key=lambda part: part.start)
    found = [part for part in found if not _only_who(part, found, reading)]
    for at in reversed(range(1, len(found))):
        first, second = found[at - 1], found[at]
        coded = first not in parts and second.code and reading.signals(second.start - 1, Cue.OPENS)
        if (coded or second not in parts) and _goes_on(first, second, reading):
            taken, code = first.taken | second.taken, first.code or second.code  # "15 min RD units (97803)"
            found[at - 1 : at + 1] = [replace(second, start=first.start, taken=taken, code=code)]
    return found


def _who(reading: Reading, at: int) -> Cue | None:
    """Return the therapist or dietitian who does what stands at a place, None where another clinician is nearer."""
    ahead = [hit for hit in reading.hits if hit.start < at and hit.cues & {*_TALKERS, *CLINICIANS, Cue.NURSE}]
    cues = ahead[-1].cues if ahead else frozenset()
    return next((known for cue, known in _TALKERS.items() if cue in cues), None)


def _named(who: Cue, said: set[str], catalog: Catalog, names: Names[Target], *, own: bool = False) -> tuple[str, ...]:
    """Return what somebody's meeting is called: by its own words, else by the first word for a meeting.

    `own` tells that its words say more than that somebody is seen, so that no other word will do.
    """
    word = catalog.lexicon.cues.get(who, ("",))[0]
    meeting = catalog.lexicon.cues.get(Cue.GENERIC, ("",))[0]
    found = names.exactly({word, *said}) or (frozenset() if own else names.exactly({word, meeting}))
    return tuple(sorted({target.concept for target in found}))


def _done(part: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part:
    """Return a visit as what a therapist or dietitian does in it, where they are who is meant."""
    who = _who(reading, part.start) if not part.code and part.concepts else None
    if who is None or catalog.concepts[part.concept].kind is not Kind.VISIT:
        return part
    said = {reading.atoms[at].stem for at in part.taken}
    plain = all(reading.signals(at, *_MEETING, Cue.REASON) or at in reading.light for at in part.taken)
    concepts = _named(who, said, catalog, names, own=not plain)
    return replace(part, concepts=concepts, generic=False) if concepts else part


def _unnamed(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> Iterator[Part]:
    """Yield a meeting for each word such as "session" behind a length of time that is part of no name.

    Where no service is named at all the first length of time will do: "our LCSW sees 45 min clients".
    """
    taken = {at for part in parts for near in part.taken for at in (near - 1, near, near + 1)}
    lengths = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and not atom.article]
    beside = [at for at in lengths if reading.signals(reading.next_to(at, 1), *_TALKERS) and at not in taken]
    met = [at for at in lengths if reading.signals(at + 1, *_MEETING) and taken.isdisjoint({at, at + 1})]
    slots = [at for at in lengths if at and reading.atoms[at - 1].sort is Sort.NUMBER] or lengths[:1]
    given = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and at not in taken]
    behind = [at for at in given if _alone(reading, at, parts)]
    for at in {*met, *beside, *behind} or ([] if parts else slots):
        who = _who(reading, reading.next_to(at, 1) + 1 if at in beside else at)
        concepts = _named(who, set(), catalog, names) if who else ()
        if concepts:
            own = frozenset({at + 1 if at in met else at})
            yield Part(at, max(own) + 1, own, concepts)


def _alone(reading: Reading, at: int, parts: Sequence[Part]) -> bool:
    """Tell whether a length stands right behind who gives it, on a side with no service: "RD for 1 hr vs 99215"."""
    walls = [wall for wall in range(len(reading.atoms)) if reading.signals(wall, *DIVIDING)]
    start = max((wall for wall in walls if wall < at), default=-1)
    end = min((wall for wall in walls if wall > at), default=len(reading.atoms))
    rate = reading.atoms[at].article and not reading.signals(at - 1, Cue.FOR)
    told = reading.signals(reading.next_to(at, -1), *_TALKERS) and not rate
    return bool(walls) and told and not any(start < part.start < end for part in parts)


def _alone_or_not(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> Iterator[Part]:
    """Yield a therapy group and a session with one alone, where these two words are set against each other."""
    if all(atom.value is None or atom.value == 1 for atom in reading.atoms):
        return  # a group may be one of patients who learn, as long as nothing more is said
    taken = {at for part in parts for at in part.taken}
    hits = {cue: [hit for hit in reading.cues.get(cue, ()) if hit.start not in taken] for cue in _ALONE}
    if not all(hits.values()):
        return
    several = {one.in_group for one in catalog.concepts.values() if one.in_group}
    if any(part.concepts and (part.concept in several or catalog.concepts[part.concept].in_group) for part in parts):
        return  # what is named has a group of its own: "diabetes ed one on one vs a class of 6"
    for cue, found in hits.items():
        at, end = found[0].start, found[0].end
        said = {reading.atoms[at].stem} if cue is Cue.CLASS else set()
        concepts = _named(Cue.THERAPIST, said, catalog, names, own=cue is Cue.CLASS)
        yield from [Part(at, end, frozenset(range(at, end)), concepts)] if concepts else []


def _only_who(part: Part, found: Sequence[Part], reading: Reading) -> bool:
    """Tell whether a name only says who does another service: "dietitian, hour long follow-ups"."""
    who = part.code is None and bool(part.taken) and all(reading.signals(at, *_TALKERS) for at in part.taken)
    return who and any(other is not part and other.concepts == part.concepts for other in found)


def _goes_on(first: Part, second: Part, reading: Reading) -> bool:
    """Tell whether a meeting only goes on with the service named before it: "MNT hourly - hour long follow-ups"."""
    between = range(first.end, second.start)
    joined = any(reading.signals(at, Cue.AND, Cue.PLUS, *DIVIDING) for at in between)
    return first.concepts == second.concepts and not joined
