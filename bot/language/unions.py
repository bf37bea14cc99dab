"""Two names beside each other that are one service: each a half of it, or one saying what the other was for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.calendar import PER
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target

COUNTED = 3
"""Atoms before a service within which a number counts it."""
_PAUSES = frozenset(",;-(")
_BESIDE = (Cue.WITH, Cue.AND, Cue.PLUS, *DIVIDING)
_TOLD = frozenset({Kind.VISIT, Kind.TALK})
_FOR = frozenset({*_TOLD, Kind.MONTH})


def united(first: Part, second: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part | None:
    """Return the service that two names make together: "colpo + bx", "debriding 7 thick toenails".

    Only a number may stand between them, or a joining word before what alone would be any of a kind, or how often it
    is done before its level: "3 new pts a week, level 4".
    """
    if first.code or second.code or not first.concepts or not second.concepts or first.stems & second.stems:
        return None
    between = [at for at in range(first.end, second.start) if at not in reading.light]
    vague = catalog.concepts[second.concept].ask is not None and len(between) == 1
    joined = vague and reading.signals(between[0], Cue.PLUS, Cue.AND)
    numbered = bool(between) and all(reading.atoms[at].sort is Sort.NUMBER for at in between)
    level = len(second.stems) == 1 and all(" " in stem and stem[-1].isdecimal() for stem in second.stems)
    rated = level and bool(between) and all(reading.signals(at, *PER, Cue.BREAK) for at in between)
    if not (rated or ((joined or numbered) and not counted(first, reading))):
        return None
    concepts = tuple(sorted({target.concept for target in names.exactly(first.stems | second.stems)}))
    if not concepts:
        return None
    return replace(
        first,
        end=second.end,
        taken=first.taken | second.taken,
        concepts=concepts,
        generic=False,
        stems=first.stems | second.stems,
    )


def kind_said(first: Part, second: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part | None:
    """Return the more exact of two names beside each other where the other is a word for it: "rotator cuff scope".

    The other alone would be any of a kind, and is a word of one of the exact one's names.
    """
    between = range(first.end, second.start)
    close = reading.light.issuperset(between) and not any(reading.signals(at, *_BESIDE) for at in between)
    if not close or not first.concepts or not second.concepts:
        return None
    for vague, exact in ((first, second), (second, first)):
        open_, meant = catalog.concepts[vague.concept].ask, catalog.concepts[exact.concept]
        if open_ is None or vague.code or meant.ask is not None or meant.kind is not Kind.PROCEDURE:
            continue
        if any(
            vague.stems < stems
            for stems in names.called(frozenset({Target(exact.concept, exact.code.written if exact.code else None)}))
        ):
            return replace(exact, start=first.start, end=second.end, taken=first.taken | second.taken, generic=False)
    return None


def with_reading(part: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part:
    """Return the whole test where its reading is said to come with it: "EKG with interpretation"."""
    for at in sorted(part.taken):
        if not reading.signals(at - 1, Cue.WITH, Cue.PLUS):
            continue
        rest = part.stems - {reading.atoms[at].stem}
        whole = sorted({target.concept for target in names.exactly(rest) if target.code is None})
        if whole and all(catalog.concepts[concept].read_only in part.concepts for concept in whole):
            return replace(part, concepts=tuple(whole), code=None)
    return part


def described(coded: Part, other: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a name only says what a code was for.

    "A 99215 hospital follow-up", "hospital follow-ups 99232", "90791 or 90792 for intakes".
    """
    first, second = sorted((coded, other), key=lambda part: part.start)
    between = range(first.end, second.start)
    words = [at for at in between if at not in reading.light]
    # "A 99214 with an AWV" are two services; "99215 for chronic care" is one.
    purpose = any(reading.signals(at, Cue.FOR) and not reading.signals(at, Cue.WITH) for at in between)
    said = first is coded and purpose
    close = not words and not any(reading.atoms[at].value is not None for at in between)
    kinds = catalog.concepts[coded.concept].kind, catalog.concepts[other.concept].kind
    fits = kinds[0] in _TOLD and kinds[1] in _FOR
    asked = reading.counts_unknown or reading.has(Cue.SWAP, Cue.STOP, Cue.ADD, Cue.PLUS)
    lengths = [at for at in words if reading.atoms[at].sort is Sort.MINUTES]
    if kinds == (Kind.TALK, Kind.VISIT) and first is coded and lengths and lengths == words:
        # "G0108 hour long visit w diabetic": only for how long, and for what.
        return all(reading.signals(at, Cue.GENERIC, Cue.REASON) for at in other.taken)
    return close and fits and (not between or (said and not asked))


def counted(part: Part, reading: Reading) -> bool:
    """Tell whether a number counts a service from ahead, on its own side: not "16 AKs vs freezing 16 seb Ks"."""
    for at in range(part.start - 1, max(part.start - COUNTED, 0) - 1, -1):
        if reading.signals(at, *DIVIDING):
            return False
        if counts(reading, at):
            return True
    return False


def counts(reading: Reading, at: int) -> bool:
    """Tell whether a number begins to count the next service: "four 99213 a day for two 40 min visits"."""
    return reading.atoms[at].sort is Sort.NUMBER and not reading.signals(at - 1, Cue.TIMES)


def is_tool(part: Part, kept: Sequence[Part], reading: Reading, names: Names[Target]) -> bool:
    """Tell whether a name only says how one before it is done: "froze 6 AKs with the cryo can", "8 AKs, ln2"."""
    if part.code or not all(reading.signals(at, Cue.METHOD) for at in part.taken):
        return False
    before = [one for one in kept if one.end <= part.start and one.concepts and not one.code]
    between = range(before[-1].end, part.start) if before else range(0)
    told = any(reading.signals(at, Cue.WITH, Cue.BY) for at in between) and reading.light.issuperset(between)
    paused = bool(between) and all(reading.atoms[at].stem in _PAUSES for at in between)
    if not (told or paused):
        return False
    return any(part.stems <= stems for stems in names.called(frozenset({Target(before[-1].concept)})))
