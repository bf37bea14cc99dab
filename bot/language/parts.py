"""The services that a text names, one by one, before anything is said of how many or how long."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.catalog import Catalog
from bot.domain.concept import LISTED, Kind
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.reading import DIVIDING, Reading, Target

_ANNOUNCING = frozenset({":", "-", "("})
"""Marks behind a service of which the level follows."""
_BOTH_SIDES = "50"
_JOINING = frozenset({Cue.AND, Cue.PLUS, Cue.BREAK, *DIVIDING})
_PRICING = frozenset({Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.DOLLARS, Cue.WORTH})
_PAUSES = frozenset(",:-")
_STAFF = (Cue.RD, Cue.LCSW, Cue.PSYCHOLOGIST)
"""Clinicians whose name stands for what they do."""
_COUNTED = 3
"""Atoms before a service within which a number counts it."""
_TELLING = frozenset({Kind.VISIT, Kind.TALK})


@dataclass(frozen=True, slots=True)
class Part:
    """One service named in the text."""

    start: int
    end: int
    taken: frozenset[int]
    """Atoms that name it."""
    concepts: tuple[str, ...]
    """What the name may mean; more than one is ambiguous, none is a code that the catalog does not have."""
    code: CodeRef | None = None
    generic: bool = False
    """Named only by a word such as "visit", which beside a more exact word says nothing of its own."""
    both_sides: bool = False
    stems: frozenset[str] = frozenset()
    """The words that name it."""

    @property
    def concept(self) -> str:
        """Return the concept, or the first of several."""
        return self.concepts[0]


@dataclass(frozen=True, slots=True)
class Parts:
    """All services of a text, and the atoms that only say what a visit or talk is about."""

    found: tuple[Part, ...]
    aside: frozenset[int]


def find_parts(reading: Reading, catalog: Catalog, names: Names[Target]) -> Parts:
    """Return the services in the order named, each once even when both its name and its code are said."""
    named = (_told(part, reading, catalog, names) for part in _by_name(reading, catalog))
    parts = sorted((*named, *_by_code(reading, catalog)), key=lambda part: part.start)
    merged: list[Part] = []
    for part in parts:
        one = _as_one(merged[-1], part, reading, catalog) if merged else None
        if one:
            merged[-1] = one
            # "flex sig with biopsy 45331": the code says both names.
            whole = _as_one(merged[-2], one, reading, catalog) if len(merged) > 1 and one.code else None
            merged[-2:] = [whole] if whole else merged[-2:]
        else:
            merged.append(part)
    announcing: frozenset[int] = frozenset()
    for at in reversed(range(1, len(merged))):
        announced = _announced(merged[at], merged[at - 1], reading, names)
        if announced:
            announcing |= merged[at - 1].taken
            merged[at - 1 : at + 1] = [announced]
    for at in range(1, len(merged)):
        merged[at] = _levelled(merged[at], merged[at - 1], names)
    aside = announcing.union(_asides(merged, reading, catalog))
    told = [part for part in merged if part.code or part.start not in aside]
    others = (_same_visit, _complaint, _whose)
    kept = tuple(part for part in told if not any(other(part, told, reading) for other in others))
    aside |= {at for part in told if part not in kept for at in part.taken}
    return Parts(kept, aside - {at for part in kept for at in part.taken})


def _same_visit(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a word such as "visit" only says that the other services were done in one: "same visit"."""
    said = all(reading.signals(at, Cue.SAME_DAY) for at in part.taken)
    return said and any(other is not part for other in told)


def _complaint(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name is only what the patient has, beside what is done: "debriding nails, diabetic foot"."""
    if not all(reading.signals(at, Cue.REASON) for at in part.taken):
        return False
    ahead, after = reading.next_to(part.start, -1), reading.next_to(part.end - 1, 1)
    counted = any(0 <= at < len(reading.atoms) and reading.atoms[at].value is not None for at in (ahead, after))
    if counted or any(reading.signals(at, Cue.AND, Cue.PLUS) for at in (ahead, after)):
        return False
    walls = [at for at in range(len(reading.atoms)) if reading.signals(at, *DIVIDING)]
    beside = (other for other in told if not any(reading.signals(at, Cue.REASON) for at in other.taken))
    return any(not any(min(part.start, o.start) < at < max(part.start, o.start) for at in walls) for o in beside)


def _by_name(reading: Reading, catalog: Catalog) -> Iterator[Part]:
    for match in reading.services:
        concepts = tuple(sorted({target.concept for target in match.name.targets}, key=list(catalog.concepts).index))
        codes = {target.code for target in match.name.targets}
        code = codes.pop() if len(codes) == 1 else None
        yield Part(
            start=match.start,
            end=match.end,
            taken=frozenset(match.places),
            concepts=concepts,
            code=CodeRef.parse(code) if code else None,
            stems=frozenset(match.name.stems),
            generic=all(reading.signals(at, Cue.GENERIC) for at in match.places),
        )


def _told(part: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part:
    """Return the talk about a service where only that is meant: "explaining the lumbar MRI" is no MRI."""
    verb = reading.next_to(part.start, -1)
    if not reading.signals(verb, Cue.ABOUT) or part.code or catalog.concepts[part.concept].kind in _TELLING:
        return part
    said = (names.exactly({reading.atoms[verb].stem, stem}) for stem in sorted(part.stems))
    talks = next((sorted(target.concept for target in found) for found in said if found), None)
    if talks is None:
        return part
    return replace(part, start=verb, taken=part.taken | {verb}, concepts=tuple(talks), generic=False)


def _levelled(part: Part, before: Part, names: Names[Target]) -> Part:
    """Return the service of the one before at another level: "apcm level 1 and 60 level 2"."""
    if part.code or len(part.stems) != 1:
        return part
    (own,) = part.stems
    word, _, number = own.partition(" ")
    same = {stem for stem in before.stems if number and stem != own and stem.partition(" ")[0] == word}
    found = names.exactly(before.stems - same | {own}) if same and before.stems - same else frozenset()
    concepts = tuple(sorted({target.concept for target in found}))
    return replace(part, concepts=concepts, stems=before.stems - same | {own}) if concepts else part


def _announced(part: Part, before: Part, reading: Reading, names: Names[Target]) -> Part | None:
    """Return the level that follows the service it is one of: "apcm: 300 level 2 patients"; None for two services."""
    between = [at for at in range(before.end, part.start) if at not in reading.light]
    apart = any(reading.signals(at, Cue.GENERIC) for at in (part.end, part.end - 1))
    joined = all(
        reading.atoms[at].sort is Sort.NUMBER
        or reading.atoms[at].stem in _ANNOUNCING
        or reading.signals(at, Cue.MEMBER, Cue.PATIENT)
        for at in between
    )
    if part.code or before.code or len(part.stems) != 1 or apart or not joined or before.stems & part.stems:
        return None
    meant = frozenset(Target(concept) for concept in before.concepts)
    # Whatever name of the service was said, its levels go by one of its names.
    for stems in (before.stems, *names.called(meant)):
        concepts = tuple(sorted({target.concept for target in names.exactly(stems | part.stems)}))
        if concepts:
            return replace(part, concepts=concepts, stems=stems | part.stems)
    return None


def _by_code(reading: Reading, catalog: Catalog) -> Iterator[Part]:
    for at, atom in enumerate(reading.atoms):
        if atom.ref is None or at in reading.named or at in reading.placed or at in reading.negated:
            continue
        modifiers, end = _modifiers(reading, at, catalog)
        both = _BOTH_SIDES in modifiers
        kept = tuple(modifier for modifier in modifiers if modifier != _BOTH_SIDES)
        yield Part(
            start=at,
            end=end,
            taken=frozenset(range(at, end)),
            concepts=_concepts(atom.ref.code, catalog),
            code=CodeRef(code=atom.ref.code, modifiers=kept),
            both_sides=both,
        )


def _concepts(code: str, catalog: Catalog) -> tuple[str, ...]:
    """Return what a code is about: our words for it, or none of ours where only an imported release has it."""
    service = catalog.services.get(code)
    if service is not None:
        return (service.concept,)
    listed = any((code, "") in rows for rows in catalog.rows.values())
    return (LISTED,) if listed else ()


def _modifiers(reading: Reading, at: int, catalog: Catalog) -> tuple[tuple[str, ...], int]:
    """Return the modifiers of the code at a place, written close, behind a space or in words, and where they end.

    A bare number is a modifier only when nothing that it could count or measure follows.
    """
    atom = reading.atoms[at]
    typed = atom.ref.modifiers if atom.ref else ()
    after = at + 1
    said = linked = False
    while after < len(reading.atoms) and (
        after in reading.light or reading.signals(after, Cue.WITH, Cue.MODIFIER, Cue.ARTICLE)
    ):
        said = said or reading.signals(after, Cue.MODIFIER)
        linked = linked or reading.signals(after, Cue.WITH)
        after += 1
    number = reading.atoms[after] if after < len(reading.atoms) else None
    if number is None or number.stem not in catalog.lexicon.modifiers:
        return typed, at + 1
    beyond = after + 1
    if reading.signals(beyond, Cue.PER_RVU):
        return typed, at + 1
    if reading.signals(beyond, Cue.MODIFIER):
        return (*typed, number.stem.upper()), beyond + 1
    follows = reading.atoms[beyond] if beyond < len(reading.atoms) else None
    ends = follows is None or follows.sort is Sort.MARK or reading.signals(beyond, *_JOINING)
    if said or ends or (linked and reading.signals(beyond, *_PRICING)):
        return (*typed, number.stem.upper()), beyond
    return typed, at + 1


def _as_one(first: Part, second: Part, reading: Reading, catalog: Catalog) -> Part | None:
    """Return both as one service, or None when they are two.

    Two names without anything that joins them are one service when they mean the same, when one is the other's
    code, or when one is only a word such as "visit".
    """
    between = range(first.end, second.start)
    moved = reading.has(Cue.SWAP) and any(reading.signals(at, Cue.TO) for at in between)
    if _apart(first, second, reading, catalog) or moved or not first.concepts or not second.concepts:
        return None
    if _within(reading, between):
        return None

    def joined(kept: Part) -> Part:
        return replace(kept, start=first.start, end=max(first.end, second.end), taken=first.taken | second.taken)

    if first.code and second.code:
        return joined(second) if first.code == second.code and not _typed(first, reading) else None
    coded, other = (first, second) if first.code else (second, first)
    if coded.code:
        same = coded.concept in other.concepts or any(bills(name, coded.code, catalog) for name in other.concepts)
        open_ = catalog.concepts[other.concept].ask is not None and other is first
        return joined(coded) if same or open_ or (other.generic and _kind_fits(other, coded, catalog)) else None
    if first.concepts == second.concepts:
        return joined(first)
    kept = _fuller(first, second, reading, catalog)
    return joined(kept) if kept else None


def _typed(part: Part, reading: Reading) -> bool:
    return any(reading.atoms[at].sort is Sort.CODE for at in part.taken)


def _fuller(first: Part, second: Part, reading: Reading, catalog: Catalog) -> Part | None:
    """Return the one of two names that the other only describes, or None when each names a service of its own."""
    if any(reading.signals(at, Cue.WITH) for at in range(first.end, second.start)):
        return None
    if first.generic and second.generic:
        return second if catalog.concepts[first.concept].kind is Kind.VISIT else first
    if first.generic or _says_who(first, second, reading, catalog):
        return second
    return first if second.generic or _says_who(second, first, reading, catalog) else None


def _says_who(people: Part, visit: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a name only says that the patient is known, beside another visit: "est pt cpap followup"."""
    who = all(reading.signals(at, Cue.LATER, Cue.MEMBER, Cue.GENERIC) for at in people.taken)
    known = any(reading.signals(at, Cue.LATER) for at in people.taken)
    return who and known and not visit.generic and catalog.concepts[visit.concept].kind is Kind.VISIT


def _whose(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name only says of which trade somebody is, beside what they do: "our EMG guy, 95910"."""
    if part.code or part is told[-1] or any(hit.cues & DIVIDING for hit in reading.hits):
        return False
    return reading.signals(part.end, Cue.PEOPLE)


def _apart(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether something joins two names, so that they are two services, or each has a count of its own."""
    between = range(first.end, second.start)
    counted = any(_counts(reading, at) for at in range(max(first.start - _COUNTED, 0), first.start))
    if counted and any(_counts(reading, at) for at in between):
        return True
    if _slots(first, second, reading, catalog):
        return False
    joined = any(reading.signals(at, *_JOINING) for at in between)
    return joined and not _named_again(first, second, reading, catalog)


def _slots(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a length and a word for any visit end the name, in a rate: "migraine botox, 15 min appts"."""
    if not second.generic or first.generic or not reading.has(Cue.PER_HOUR, Cue.PER_MINUTE, Cue.RATE):
        return False
    timed = reading.atoms[second.start - 1].sort is Sort.MINUTES
    joins = [at for at in range(first.end, second.start) if reading.signals(at, *_JOINING)]
    kinds = catalog.concepts[second.concept].kind is Kind.VISIT if second.concepts else False
    return timed and kinds and all(reading.atoms[at].stem in _PAUSES for at in joins)


def _named_again(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a pause stands between a service's name and its code, and nothing else that joins them."""
    coded, other = (first, second) if first.code else (second, first)
    joins = [at for at in range(first.end, second.start) if reading.signals(at, *_JOINING)]
    paused = all(reading.atoms[at].stem in _PAUSES for at in joins)
    if first.concepts == second.concepts and not coded.code:
        return paused and all(reading.signals(at, *_STAFF) for at in first.taken)
    if coded.code is None or other.code or other.generic or not coded.concepts or not other.concepts:
        return False
    return paused and (coded.concept in other.concepts or bills(other.concept, coded.code, catalog))


def _within(reading: Reading, between: range) -> bool:
    """Tell whether the second service takes some of the first one's minutes: "45 min visit, of which 10 min …"."""
    timed = any(reading.atoms[at].sort is Sort.MINUTES for at in between)
    return timed and any(reading.signals(at, Cue.INSIDE) for at in between)


def _counts(reading: Reading, at: int) -> bool:
    """Tell whether a number begins to count the next service: "four 99213 a day for two 40 min visits"."""
    return reading.atoms[at].sort is Sort.NUMBER and not reading.signals(at - 1, Cue.TIMES)


def bills(concept: str, ref: CodeRef, catalog: Catalog) -> bool:
    """Tell whether one of the concept's ways bills the code."""
    uses = catalog.concepts[concept].uses
    return any(ref.code in catalog.rules[use.rule].codes for use in uses if use.rule in catalog.rules)


def _kind_fits(generic: Part, coded: Part, catalog: Catalog) -> bool:
    """Tell whether a word such as "visit" can stand for the code: not "visit 17110", which is two services."""
    kinds = catalog.concepts[generic.concept].kind, catalog.concepts[coded.concept].kind
    return kinds[0] is kinds[1] or kinds[0] is not Kind.VISIT


def _asides(parts: list[Part], reading: Reading, catalog: Catalog) -> Iterator[int]:
    """Yield the atoms that say what a visit or talk is about: "explaining the MRI", "a visit on pain + sleep"."""
    for number, part in enumerate(parts):
        if part.code or not part.concepts or catalog.concepts[part.concept].kind not in _TELLING:
            continue
        end = next(
            (at for at in range(part.end, len(reading.atoms)) if reading.signals(at, *DIVIDING)), len(reading.atoms)
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


def _subject(places: range, first_join: int, parts: list[Part], reading: Reading, catalog: Catalog) -> Iterator[int]:
    """Yield the atoms of what a visit is about, up to a service that is no talk and joined by "and" or "plus"."""
    for at in places:
        later = next((other for other in parts if at in other.taken), None)
        told = later is None or (bool(later.concepts) and catalog.concepts[later.concept].kind in _TELLING)
        if at > first_join and (not told or reading.signals(at, Cue.BREAK)):
            return
        yield at
