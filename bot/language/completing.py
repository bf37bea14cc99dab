"""Words apart from a name that complete it: behind a pause, before "and" with one head for both, a level's number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Sort
from bot.language.borders import guides
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target

_DONE = frozenset({Kind.PROCEDURE, Kind.TEST, Kind.IMAGING})
_JOINS = (Cue.AND, Cue.PLUS, *DIVIDING)
_PLURAL = "s"
_ENDS = frozenset(".!?")
"""Marks that end a sentence, whose words complete nothing in the next."""


def completed(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services, each with the words behind or before a pause that say which of its kind is meant.

    "Laceration, 3 cm, face", "tcm, day 5, high complexity", "pt eval vs ot eval, both high complexity".
    """
    shared = _shared(parts, reading, names) or _trailing(parts, reading, catalog, names)
    if not shared and not reading.has(Cue.BREAK):
        return list(parts)
    return [
        _completed(part, _around(parts, at, reading), shared, reading, catalog, names)
        if part.concepts and (part.stems or not part.code) and not (len(parts) > 1 and _one_visit(part, reading))
        else part
        for at, part in enumerate(parts)
    ]


def _shared(parts: Sequence[Part], reading: Reading, names: Names[Target]) -> tuple[int, ...]:
    """Return the words behind all services that are said of both or all of them: ", both high complexity"."""
    last = parts[-1].end if len(parts) > 1 else len(reading.atoms)
    hits = (hit for cue in (Cue.BOTH, Cue.ALL_OF) for hit in reading.cues.get(cue, ()) if hit.start >= last)
    start = next((hit.end for hit in hits), len(reading.atoms))
    stop = next((at for at in range(start, len(reading.atoms)) if reading.signals(at, Cue.BREAK)), len(reading.atoms))
    return tuple(at for at in range(start, stop) if _telling(reading, at, names))


def _trailing(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> tuple[int, ...]:
    """Return the one word behind a pause that ends a comparison of tests or pictures: "cxr vs ekg, reads only"."""
    if not parts or not reading.has(Cue.BREAK) or not reading.has(*DIVIDING):
        return ()
    start = next((at for at in range(parts[-1].end, len(reading.atoms)) if reading.signals(at, Cue.BREAK)), None)
    said = range(start or len(reading.atoms), len(reading.atoms))
    told = [at for at in said if at not in reading.light and reading.atoms[at].sort is not Sort.MARK]
    if len(told) != 1 or not _telling(reading, told[0], names):
        return ()
    reads = {one.read_only for one in catalog.concepts.values() if one.read_only}
    named = (part.concept for part in parts if part.concepts)
    return tuple(told) if all(catalog.concepts[name].read_only or name in reads for name in named) else ()


def likewise(parts: Sequence[Part], reading: Reading, names: Names[Target]) -> list[Part]:
    """Return the services, each led as the words behind it say: "a blind knee … the guided one", "knee, US guided"."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        meant = _guided(before, part, reading, names) if before is not None and guides(reading, part) else ()
        if before is None or not meant:
            found.append(part)
        elif part.end < len(reading.atoms) and reading.atoms[part.end].value == 1 and meant != before.concepts:
            found.append(replace(part, concepts=meant, taken=part.taken | {part.end}))
        elif not any(reading.signals(at, *DIVIDING) for at in range(before.end, part.start)):
            found[-1] = replace(
                before, concepts=meant, stems=before.stems | part.stems, taken=before.taken | part.taken
            )
        else:
            found.append(part)
    return found


def _guided(part: Part, led: Part, reading: Reading, names: Names[Target]) -> tuple[str, ...]:
    """Return what a service is with its needle led as another name says: itself where it always is, none if never."""
    if part.code:
        return ()
    called = (part.stems, *names.called(frozenset(Target(concept) for concept in part.concepts)))
    said = [reading.atoms[at].stem for at in sorted(led.taken)]
    every = (stems | own for own in (frozenset(said), *({stem} for stem in said)) for stems in called)
    exact = (tuple(sorted({target.concept for target in names.exactly(stems)})) for stems in every)
    return next(filter(None, exact), ())


def dealt_with(parts: Sequence[Part], reading: Reading, names: Names[Target]) -> list[Part]:
    """Return the services, with what a verb behind a pause does to a part of the body: "both ears full, curetted them".

    Nothing or only "it" or "them" stands behind the verb.
    """
    found = list(parts)
    taken = {at for part in parts for at in part.taken}
    for hit in reading.cues.get(Cue.BREAK, ()):
        at = reading.next_to(hit.end - 1, 1)
        after = at + 1 + reading.signals(at + 1, Cue.IT, Cue.REFERS)
        ends = after >= len(reading.atoms) or reading.signals(after, Cue.BREAK, *DIVIDING)
        if at in taken or not ends or at >= len(reading.atoms) or not _telling(reading, at, names):
            continue
        walls = [step for step in range(hit.start) if reading.signals(step, *DIVIDING) or step in taken]
        bodies = [step for step in range(max(walls, default=-1) + 1, hit.start) if reading.signals(step, Cue.BODY)]
        for body in reversed(bodies):
            stems = frozenset({reading.atoms[body].stem, reading.atoms[at].stem})
            concepts = tuple(sorted({target.concept for target in names.exactly(stems)}))
            if concepts:
                found.append(Part(body, at + 1, frozenset({body, at}), concepts, stems=stems))
                break
    return sorted(found, key=lambda part: part.start)


def _around(parts: Sequence[Part], number: int, reading: Reading) -> range:
    """Return the atoms of a service's side between the services beside it."""
    part = parts[number]
    walls = [hit for hit in reading.hits if hit.cues & DIVIDING and hit.start]
    ended = (at + 1 for at in range(part.start) if reading.atoms[at].stem in _ENDS)
    start = max((*(hit.end for hit in walls if hit.end <= part.start), *ended), default=0)
    end = min((hit.start for hit in walls if hit.start >= part.end), default=len(reading.atoms))
    start = max((other.end for other in parts[:number]), default=start) if number else start
    return range(start, min((other.start for other in parts[number + 1 :]), default=end))


def _completed(
    part: Part, around: range, shared: Sequence[int], reading: Reading, catalog: Catalog, names: Names[Target]
) -> Part:
    concept = catalog.concepts[part.concept]
    known = {*concept.instead_of, *concept.choices, *concept.by_region.values(), concept.in_group}
    free = [at for at in around if at not in part.taken and at not in shared and _telling(reading, at, names)]
    for at in (*shared, *free):
        for taken in ((at, at + 1), (at,)):
            if taken[-1] not in (*shared, *free) or not (at in shared or _paused(reading, part, at)):
                continue
            said = frozenset(reading.atoms[near].stem for near in taken)
            for stems in (part.stems, *(part.stems - {stem} for stem in sorted(part.stems) if len(part.stems) > 1)):
                targets = names.exactly(stems | said)
                meant = {target.concept for target in targets}
                own = next(iter(targets)).code if len(targets) == 1 and meant == {part.concept} else None
                kept = known - ({concept.read_only} if not _by_itself(reading, at) else set())
                if own or (len(meant) == 1 and meant <= kept):
                    code = CodeRef.parse(own) if own else None
                    whole = part.taken | {*taken}
                    return replace(part, concepts=tuple(meant), code=code, taken=whole, stems=stems | said)
    return part


def _by_itself(reading: Reading, at: int) -> bool:
    """Tell whether a word has a pause of its own, "mammo, read only,": "somebody else read it" is no reading alone."""
    ends = []
    for step in (-1, 1):
        near = at + step
        while near in reading.light and not reading.signals(near, Cue.BREAK):
            near += step
        ends.append(not 0 <= near < len(reading.atoms) or reading.signals(near, Cue.BREAK))
    return all(ends)


def _telling(reading: Reading, at: int, names: Names[Target]) -> bool:
    """Tell whether a word that names nothing here could be part of a name."""
    word = reading.atoms[at].sort is Sort.WORD and reading.atoms[at].stem in names.words
    rated = reading.signals(at, Cue.PER_HOUR, Cue.PER_MINUTE)  # "physical therapy, per hour" is no "therapy hour"
    return word and not rated and at not in reading.light and at not in reading.negated and at not in reading.named


def _paused(reading: Reading, part: Part, at: int) -> bool:
    """Tell whether only pauses and sizes set a word apart from a name, and nothing joins it as a further thing."""
    if at < part.start and reading.has(*DIVIDING):
        return False  # a subject before several ways to treat it is said for each of them
    between = range(part.end, at) if at >= part.end else range(at + 1, part.start)
    pauses = any(reading.signals(step, Cue.BREAK) for step in between)
    return pauses and not any(reading.signals(step, *_JOINS) for step in between)


def headed(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services, with those before "and" whose head is said only once: "flu and covid shots".

    What alone stands for a service is what the head makes of it: "iud and nexplanon removal" are two removals.
    """
    found, heads = list(parts), list(parts)
    for part in heads:
        if part.code or not part.concepts or catalog.concepts[part.concept].kind not in _DONE:
            continue
        join = reading.next_to(part.start, -1)
        if reading.signals(join, Cue.BODY) and join not in reading.named:
            join = reading.next_to(join, -1)  # "the left knee and right hip injections"
        at = reading.next_to(join, -1)
        first = reading.atoms[part.start].stem
        if at < 0 or not reading.signals(join, Cue.AND, Cue.PLUS) or not part.stems > {first}:
            continue
        word, head = reading.atoms[at].stem, reading.atoms[part.end - 1].stem
        stems = part.stems - {first} | {word}
        stems = stems if names.exactly(stems) else frozenset({word, head})  # "flu and hep B shots"
        meant = tuple(sorted({target.concept for target in names.exactly(stems)}))
        own = [other for other in parts if at in other.taken]
        again = meant == part.concepts and (reading.signals(at, Cue.BODY) or not catalog.concepts[part.concept].counts)
        if not meant or again or any(other.code or len(other.taken) > 1 for other in own):
            continue
        found = [other for other in found if other not in own]
        found.append(Part(at, at + 1, frozenset({at}), meant, stems=stems))
        heads.append(found[-1])  # "flu, pneumonia and RSV shots": what is headed heads the one before it
    found.sort(key=lambda part: part.start)
    for number, (one, other) in enumerate(pairwise(tuple(found))):
        found[number] = _done_to(one, other, reading, names) or one
    return found


def _done_to(first: Part, second: Part, reading: Reading, names: Names[Target]) -> Part | None:
    """Return a way to do something with what the next way has behind it: "shave or excise a mole"."""
    way = all(reading.signals(at, Cue.METHOD) for at in first.taken) and first.code is None
    joins = reading.next_to(first.end - 1, 1)
    close = reading.signals(joins, Cue.OR, Cue.VERSUS) and reading.next_to(joins, 1) == second.start
    thing = second.stems - {reading.atoms[second.start].stem} if way and close and second.code is None else frozenset()
    stems = first.stems | thing
    meant = tuple(sorted({target.concept for target in names.exactly(stems)})) if thing else ()
    return replace(first, concepts=meant, stems=stems) if meant else None


def levelled(parts: Sequence[Part], reading: Reading, names: Names[Target]) -> Iterator[Part]:
    """Yield the levels that only a number says beside another one: "level 3 vs 4", "level 3s documented as 4s"."""
    taken = frozenset(at for part in parts for at in part.taken)
    found: set[int] = set()
    for part in parts:
        level = next((stem for stem in part.stems if stem[-1:].isdecimal() and " " in stem), "")
        for at in range(part.end, len(reading.atoms) if level else 0):
            number = reading.atoms[at]
            if number.sort is Sort.NUMBER and at not in taken | found and _level(reading, part, at):
                stem = f"{level.partition(' ')[0]} {number.stem}"
                meant = tuple(sorted({target.concept for target in names.exactly({stem})}))
                if meant:
                    found.add(at)
                    yield Part(at, at + 1, frozenset({at}), meant, stems=frozenset({stem}))


def _level(reading: Reading, part: Part, at: int) -> bool:
    """Tell whether a number behind a level is one too: joined to it, or what it is coded as."""
    close = at == part.end + 1 + _many(reading, part.end - 1)
    joined = close and reading.signals(at - 1, Cue.AND, Cue.PLUS, Cue.TO, *DIVIDING)
    ends = at + 1 == len(reading.atoms) or reading.signals(at + 1, Cue.AT, Cue.BREAK)
    one = ends and not _many(reading, part.end - 1)
    joined = joined or (one and reading.signals(at - 1, *DIVIDING))  # "level 4 at 30 min vs 3 at 15"
    before = reading.next_to(at, -1)
    coded = reading.signals(before, Cue.RECODED, Cue.BECOME, Cue.IN_PLACE)
    return (joined or coded or (close and _stroke(reading, at - 1))) and not _counts(reading, at + 1)


def _many(reading: Reading, at: int) -> bool:
    """Tell whether what stands at a place is said of many: "3s"."""
    after = reading.atoms[at + 1] if at + 1 < len(reading.atoms) else None
    return after is not None and after.glued and after.stem == _PLURAL


def _stroke(reading: Reading, at: int) -> bool:
    return at < len(reading.atoms) and reading.atoms[at].stem == "/"


def _counts(reading: Reading, at: int) -> bool:
    """Tell whether what stands at a place is counted by the number before it, and is no word for any visit."""
    if at >= len(reading.atoms) or reading.signals(at, Cue.GENERIC):
        return False
    atom = reading.atoms[at]
    return atom.sort is Sort.CODE or at in reading.named


def _one_visit(part: Part, reading: Reading) -> bool:
    """Tell whether a word only says that other things were done at once: "same visit (old out, new placed)"."""
    return all(reading.signals(at, Cue.SAME_DAY) for at in part.taken)
