"""Two names in a text that are one service: the same said twice, a code beside its words, a visit and its level."""

from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind, Role
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Sort
from bot.language.calendar import PER
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading
from bot.language.unions import COUNTED, counted, counts, described
from bot.language.variants import narrower, refines, unlike

_JOINING = frozenset({Cue.AND, Cue.PLUS, Cue.BREAK, *DIVIDING})
_PAUSES = frozenset(",:-")
_CLOSED = ")"
_FEW = 2
"""Words that say which of its kind a service is."""
_NEAR = 3
"""Atoms between a verb and the service that it gives up."""
_STAFF = (Cue.RD, Cue.LCSW, Cue.PSYCHOLOGIST)
"""Clinicians whose name stands for what they do."""


def as_one(first: Part, second: Part, reading: Reading, catalog: Catalog) -> Part | None:
    """Return both as one service, or None when they are two.

    Two names without anything that joins them are one service when they mean the same, when one is the other's
    code, or when one is only a word such as "visit".
    """
    between = range(first.end, second.start)
    moved = reading.has(Cue.SWAP) and any(reading.signals(at, Cue.TO) for at in between)
    moved = moved or _given_for(reading, first, between) or added_to(reading, first, between)
    if first.concepts and second.concepts and not moved and _specified(first, second, reading, catalog):
        return replace(second, start=first.start, taken=first.taken | second.taken)
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
        same = coded.concept in other.concepts or _instead(coded, other, catalog)
        same = same or (not _adds_to(coded, other, reading, catalog) and _may_bill(coded, other, catalog))
        same = same or described(coded, other, reading, catalog) or _called(first, second, reading, catalog)
        open_ = catalog.concepts[other.concept].ask is not None and other is first
        return joined(coded) if same or open_ or (other.generic and _kind_fits(other, coded, catalog)) else None
    if first.concepts == second.concepts:
        return joined(first)
    kept = _fuller(first, second, reading, catalog)
    return joined(kept) if kept else None


def _specified(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether words behind a pause only say which of its kind a service is: "3 joint injections, large joints"."""
    marks = [reading.atoms[at].stem for at in range(first.end, second.start)]
    if marks not in (["("], [","]) or first.code or second.code or first.end - 1 not in first.taken:
        return False
    if reading.signals(second.end, Cue.OR):
        return False  # "wart, freeze or shave" are two ways of it
    deed = reading.atoms[first.end - 1].stem
    own = {reading.atoms[at].stem for at in second.taken}
    alike = not own.isdisjoint(reading.atoms[at].stem for at in first.taken)
    return alike and deed not in own and len(own) <= _FEW and refines(second.concept, first.concept, catalog)


def _given_for(reading: Reading, first: Part, between: range) -> bool:
    """Tell whether the second is what the first is given up for: "drop 2 99214s a day for an hour of counseling"."""
    stops = [hit for cue in (Cue.STOP, Cue.SWAP) for hit in reading.cues.get(cue, ()) if hit.end <= first.start]
    close = any(first.start - hit.end <= _NEAR for hit in stops)
    if close and any(reading.signals(at, Cue.TO) and reading.signals(at + 1, Cue.ADD) for at in between):
        return True  # "drop one 99214 a day to add 20 min of counseling"
    counted = close and reading.has(Cue.WHAT_IF, Cue.IF, Cue.SAY, *PER)
    return counted and any(reading.signals(at, Cue.FOR) and not reading.signals(at, Cue.WITH) for at in between)


def added_to(reading: Reading, first: Part, between: range) -> bool:
    """Tell whether the first comes on top of the second: "adding 25 min of counseling to a 99213"."""
    adds = (hit for cue in (Cue.ADD, Cue.APPEND) for hit in reading.cues.get(cue, ()) if hit.end <= first.start)
    near = (not any(reading.signals(at, *_JOINING) for at in range(hit.end, first.start)) for hit in adds)
    return any(near) and any(reading.signals(at, Cue.TO) for at in between)


def _may_bill(coded: Part, other: Part, catalog: Catalog, *, main: bool = False) -> bool:
    """Tell whether a code is one of those that a named service, or its main ways alone, can be billed by."""
    return coded.code is not None and any(bills(name, coded.code, catalog, main=main) for name in other.concepts)


def _instead(coded: Part, other: Part, catalog: Catalog) -> bool:
    """Tell whether a code only says which of its kind a name means: "prolonged 99417", "30 min therapy 90833"."""
    one, named = catalog.concepts[coded.concept], catalog.concepts[other.concept]
    return (one.kind is Kind.ADDON and other.concept in one.instead_of) or named.with_visit == coded.concept


def _adds_to(coded: Part, other: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether one of a code and a name is added to the other, so that neither is the other's.

    "Level 4 with G2211", "a smoking talk tacked onto a 99213", "99213 with 5 min of smoking counseling".
    """
    first, second = sorted((coded, other), key=lambda part: part.start)
    between = range(first.end, second.start)
    kinds = catalog.concepts[coded.concept].kind, catalog.concepts[other.concept].kind
    if any(reading.signals(at, Cue.ONTO) for at in between):
        return True
    if kinds[0] is Kind.ADDON:
        return kinds[1] is not Kind.ADDON and not other.generic
    beside = kinds == (Kind.VISIT, Kind.TALK) and other is second
    joined = beside and any(reading.signals(at, Cue.WITH) for at in between)
    return joined and not _may_bill(coded, other, catalog, main=True)


def _apposed(part: Part, reading: Reading) -> bool:
    """Tell whether brackets hold nothing but a code: what stands before them is what it is the code of."""
    closed = part.end >= len(reading.atoms) or reading.atoms[part.end].stem == _CLOSED
    return part.code is not None and reading.signals(part.start - 1, Cue.OPENS) and closed


def _asked_again(first: Part, second: Part, reading: Reading) -> bool:
    """Tell whether a later sentence asks about the code of what was done: "curetted both ears. what is 69210 worth"."""
    named = first.code is None and second.code is not None and first.concepts == second.concepts
    between = range(first.end, second.start)
    return named and all(
        reading.atoms[at].value is None and not reading.signals(at, *_JOINING - {Cue.BREAK}) for at in between
    )


def _explained(first: Part, second: Part, reading: Reading) -> bool:
    """Tell whether brackets behind a code hold what it is the code of: "wRVU of 99483? (dementia care plan)"."""
    marks = all(reading.atoms[at].sort is Sort.MARK for at in range(first.end, second.start))
    closed = second.end >= len(reading.atoms) or reading.atoms[second.end].stem == _CLOSED
    return first.code is not None and marks and reading.signals(second.start - 1, Cue.OPENS) and closed


def _called(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a code in brackets right behind a name says which of its kind is meant: "2 well visits (99391)"."""
    kinds = catalog.concepts[first.concept].kind, catalog.concepts[second.concept].kind
    return _apposed(second, reading) and second.start - 1 == first.end and kinds[0] is kinds[1]


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
    if second.generic or _says_who(second, first, reading, catalog):
        return first
    for vague, exact in ((first, second), (second, first)):
        choices = catalog.concepts[vague.concept].choices
        # "Hospital follow-up TCM, high complexity": one of those that a choice may be billed as.
        if exact.concept in choices or any(refines(exact.concept, choice, catalog) for choice in choices):
            return exact
    methods = [all(reading.signals(at, Cue.METHOD) for at in part.taken) for part in (first, second)]
    done = all(catalog.concepts[part.concept].kind is Kind.PROCEDURE for part in (first, second))
    if done and methods[0] != methods[1]:
        return second if methods[0] else first
    between = range(first.end, second.start)
    # "Joint aspiration of the knee with steroid": what stands behind "of" says which of its kind.
    of = all(at in reading.light for at in between) and any(reading.signals(at, Cue.OF) for at in between)
    bracketed = any(reading.signals(at, Cue.OPENS) for at in between)
    if (bracketed or of) and refines(second.concept, first.concept, catalog):
        return second
    held = [_only_held(part, reading) for part in (first, second)]
    kept = narrower(first.concept, second.concept, catalog)
    if kept is None and held[0] != held[1]:
        return second if held[0] else first
    return {first.concept: first, second.concept: second}[kept] if kept else None


def _only_held(part: Part, reading: Reading) -> bool:
    """Tell whether a name only says how something is held: "therapy by video" is therapy."""
    return all(reading.signals(at, Cue.VIRTUAL, Cue.GENERIC, Cue.LATER) for at in part.taken)


def _says_who(people: Part, visit: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a name only says that the patient is known, beside another visit: "est pt cpap followup".

    So does one that says that he is new, beside what is done with him once: "new patient psych eval".
    """
    between = range(people.end, visit.start)
    close = people.start < visit.start and all(reading.atoms[at].sort is Sort.MINUTES for at in between)
    new = close and all(reading.signals(at, Cue.INITIAL, Cue.MEMBER) for at in people.taken)
    if new and not visit.code and _once(people, visit, catalog):
        return True
    who = all(reading.signals(at, Cue.LATER, Cue.AGAIN, Cue.MEMBER, Cue.GENERIC) for at in people.taken)
    known = any(reading.signals(at, Cue.LATER, Cue.AGAIN) for at in people.taken)
    return who and known and not visit.generic and catalog.concepts[visit.concept].kind is Kind.VISIT


def _once(people: Part, visit: Part, catalog: Catalog) -> bool:
    """Tell whether what is done with a new patient is no kind of the visit that a new patient has."""
    kind = catalog.concepts[visit.concept].kind
    return kind is Kind.TALK or (kind is Kind.VISIT and unlike(people.concept, visit.concept, catalog))


def _apart(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether something joins two names, so that they are two services, or each has a count of its own."""
    between = range(first.end, second.start)
    if _done_to(second, reading):
        return False
    if counted(first, reading) and any(counts(reading, at) for at in between):
        return True
    if any(reading.signals(at, Cue.HOW_MANY) for at in between):
        # "The break even on CCM, how many 99490s": the code says what was named.
        return counted(first, reading) or second.code is None or first.concepts != second.concepts
    if reading.counts_unknown and any(reading.signals(at, Cue.YES_NO) for at in between):
        return True  # "how many visits at 99212 does one level 5 replace"
    if _asked_for(first, reading) and any(reading.atoms[at].sort is Sort.MINUTES for at in between):
        return True
    if _slots(first, second, reading, catalog):
        return False
    joined = any(reading.signals(at, *_JOINING) for at in between)
    return joined and not _named_again(first, second, reading, catalog)


def _done_to(part: Part, reading: Reading) -> bool:
    """Tell whether a name is only what is done to the service before it: "how many aks do i need to freeze"."""
    if part.code is not None or not reading.has(Cue.HOW_MANY):
        return False
    return reading.signals(part.start - 1, Cue.TO, Cue.MINE, Cue.OURS, Cue.NEED, Cue.HOW_MANY)


def _asked_for(first: Part, reading: Reading) -> bool:
    """Tell whether so many of a visit of some length are asked for: "how many 20 min visits is an hour of …"."""
    asked = (hit for hit in reading.cues.get(Cue.HOW_MANY, ()) if hit.end <= first.start)
    near = [at for hit in asked for at in range(hit.end, first.start)]
    return bool(near) and len(near) < COUNTED and any(reading.atoms[at].sort is Sort.MINUTES for at in near)


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
    # What brackets behind several words hold is the code of all of them: "memory assessment + care plan (99483)".
    paused = all(reading.atoms[at].stem in _PAUSES for at in joins) or _apposed(second, reading)
    paused = paused or _explained(first, second, reading) or _asked_again(first, second, reading)
    if first.concepts == second.concepts and not coded.code:
        between = range(first.end, second.start)
        how = first.stems != second.stems and any(reading.signals(at, Cue.WITH) for at in between)
        alone = how and all(reading.atoms[at].value is None for at in between)
        return paused and (alone or all(reading.signals(at, *_STAFF) for at in first.taken))
    if not coded.code:
        return paused and _kind_again(first, second, reading, catalog)
    if first.code and second.code:
        return paused and first.code == second.code and not _typed(first, reading)  # "RD follow up, 2 units of 97803"
    if coded.code is None or other.generic or not coded.concepts or not other.concepts:
        return False
    return paused and (coded.concept in other.concepts or bills(other.concept, coded.code, catalog))


def _kind_again(first: Part, second: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a name says again what kind of thing was named: "distal radius fx no reduction, fracture care"."""
    vague = catalog.concepts[second.concept]
    alike = {reading.atoms[at].stem for at in first.taken} & {reading.atoms[at].stem for at in second.taken}
    return vague.ask is not None and first.concept in vague.choices and bool(alike)


def _within(reading: Reading, between: range) -> bool:
    """Tell whether the second service takes some of the first one's minutes: "45 min visit, of which 10 min …"."""
    timed = any(reading.atoms[at].sort is Sort.MINUTES for at in between)
    return timed and any(reading.signals(at, Cue.INSIDE) for at in between)


def bills(concept: str, ref: CodeRef, catalog: Catalog, *, main: bool = False) -> bool:
    """Tell whether one of the concept's ways, or of its main ways alone, bills the code."""
    uses = [use for use in catalog.concepts[concept].uses if use.role is Role.MAIN or not main]
    return any(ref.code in catalog.rules[use.rule].codes for use in uses if use.rule in catalog.rules)


def _kind_fits(generic: Part, coded: Part, catalog: Catalog) -> bool:
    """Tell whether a word such as "visit" can stand for the code: not "visit 17110", which is two services."""
    kinds = catalog.concepts[generic.concept].kind, catalog.concepts[coded.concept].kind
    return kinds[0] is kinds[1] or kinds[0] is not Kind.VISIT
