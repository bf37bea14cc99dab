"""The visits for one complaint that end with a drug and those that do not, and "one" that stands for such a visit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target

_SEEN = (Cue.GENERIC, Cue.LATER, Cue.CHECKED, Cue.DRUG)
"""Words of a visit's name that do not say what it is for."""
_TOLD = (Cue.ASIDE, Cue.WITH, Cue.WITHOUT, Cue.ENDING)


def treated(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services, each visit as the one with or without a drug where the catalog has both.

    "Htn f/u where i start lisinopril vs one where we only go over diet": what no drug follows is without one where
    it is set against a visit with one.
    """
    if not reading.has(Cue.DRUG):
        return list(parts)
    stand_ins = list(_stand_ins(parts, reading))
    said = {at for part in stand_ins for at in part.taken}
    found = sorted((*(p for p in parts if p.taken.isdisjoint(said)), *stand_ins), key=lambda part: part.start)
    made: dict[int, Part] = {}
    for part in found:
        drugs = [at for at in _side(reading, part) if reading.signals(at, Cue.DRUG)]
        pair = _pair(part, reading, catalog, names)
        if pair and drugs:
            given = any(at not in reading.negated for at in drugs)
            made[part.start] = replace(part, concepts=(pair[0] if given else pair[1],))
    if not made:
        return list(parts)
    for part in found:
        pair = _pair(part, reading, catalog, names) if part.start not in made else None
        if pair and any(one.concepts == (pair[0],) for one in made.values()):
            made[part.start] = replace(part, concepts=(pair[1],))
    sides = [range(one.start, _side(reading, one).stop) for one in made.values()]
    return [
        made.get(part.start, part) for part in found if part.start in made or not _within(part, sides, reading, catalog)
    ]


def newcomers(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services, each visit of a new patient who is told by an illness alone as such: "60 min new diabetic".

    What a visit is about may be new in somebody known: "a visit about new diabetes".
    """
    visit = names.exactly({catalog.lexicon.cues[cue][0] for cue in (Cue.INITIAL, Cue.GENERIC)})
    concepts = tuple(sorted({target.concept for target in visit}))
    return [replace(part, concepts=concepts) if _new(part, reading, catalog) else part for part in parts]


def _new(part: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a visit is told by what a new patient has, not by a word for a visit."""
    at = reading.next_to(part.start, -1)
    about = reading.signals(reading.next_to(at, -1) + 1, Cue.ABOUT, Cue.WITH, Cue.FOR)
    ill = part.code is None and all(reading.signals(near, Cue.REASON) for near in part.taken)
    seen = bool(part.concepts) and catalog.concepts[part.concept].kind is Kind.VISIT
    return ill and seen and not about and reading.signals(at, Cue.INITIAL)


def _pair(part: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> tuple[str, str] | None:
    """Return what a visit is with a drug and without one, None where the catalog does not tell them apart."""
    if part.code or not part.concepts or catalog.concepts[part.concept].kind is not Kind.VISIT:
        return None
    cues = catalog.lexicon.cues
    plain = {atom.stem for at, atom in enumerate(reading.atoms) if reading.signals(at, *_SEEN)}
    core = part.stems - plain
    for words in (core, *({stem} for stem in sorted(core))):
        found = [names.exactly(words | {cues[cue][0]}) for cue in (Cue.DRUG, Cue.ADVICE)]
        told = [min((target.concept for target in targets), default="") for targets in found]
        known = part.concept in told or set(catalog.concepts[part.concept].instead_of) >= set(told)
        if words and all(told) and told[0] != told[1] and known:
            return told[0], told[1]
    return None


def _side(reading: Reading, part: Part) -> range:
    """Return the atoms of the side that a service stands on."""
    walls = [hit for hit in reading.hits if hit.cues & DIVIDING and hit.start]
    start = max((hit.end for hit in walls if hit.end <= part.start), default=0)
    return range(start, min((hit.start for hit in walls if hit.start >= part.end), default=len(reading.atoms)))


def _within(part: Part, sides: Sequence[range], reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a name is only the drug that a visit ends with, or the advice: "a bp visit with diet advice"."""
    if part.code or not any(part.start in side for side in sides):
        return False
    told = bool(part.concepts) and catalog.concepts[part.concept].kind is Kind.TALK
    advice = told and reading.signals(reading.next_to(part.start, -1), Cue.CHECKED, Cue.GENERIC, Cue.WITH)
    return advice or _drug(part, reading)


def _drug(part: Part, reading: Reading) -> bool:
    """Tell whether a name has no word but a drug's: "refill"."""
    return all(reading.signals(at, Cue.DRUG, Cue.GENERIC) for at in part.taken)


def _stand_ins(parts: Sequence[Part], reading: Reading) -> Iterator[Part]:
    """Yield the visit that "one" or "the same visit" stands for: "vs one where we only talk"."""
    for hit in reading.hits:
        at = reading.next_to(hit.end - 1, 1)
        if not hit.cues & DIVIDING or at >= len(reading.atoms):
            continue
        same = reading.hit_of[at].end if reading.signals(at, Cue.SAME_DAY, Cue.SAME) else at
        end = at + 1 if reading.atoms[at].value == 1 else same
        given = [part for part in parts if part.end <= hit.start and not _drug(part, reading)]
        told = any(reading.signals(near, *_TOLD) for near in (end, end + 1))
        if end > at and told and given and given[-1].code is None:
            yield replace(given[-1], start=at, end=end, taken=frozenset(range(at, end)))
