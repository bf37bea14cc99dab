"""Bare numbers that can only be modifiers: "tack a 25 on the visit"."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_BEHIND = frozenset(
    {
        Cue.ABOUT,
        Cue.TO,
        Cue.FOR,
        Cue.WITH,
        Cue.ONTO,
        Cue.AND,
        Cue.OR,
        Cue.PLUS,
        Cue.SAME_DAY,
        Cue.ASIDE,
        Cue.WONDER,
        Cue.IN_PLACE,
    }
)
"""Cues of words that may follow a modifier. What follows a count or a length is a noun."""
_WHOSE = frozenset({Cue.EXPLAIN, Cue.SPLIT})
"""Cues of words that ask who gets a part: "who gets the"."""


def appended(
    atoms: Sequence[Atom], hits: Sequence[Hit], light: AbstractSet[str], modifiers: Collection[str]
) -> Sequence[Atom]:
    """Return the atoms with each number that a verb puts on a service read as a modifier.

    An article stands before it, which no count has, and no noun behind it.
    """
    numbers = [at for at, atom in enumerate(atoms) if atom.sort is Sort.NUMBER and atom.stem in modifiers]
    if not numbers:
        return atoms
    verbs = {hit.end for hit in hits if Cue.APPEND in hit.cues}
    whose = {hit.end for hit in hits if hit.cues >= _WHOSE}  # "who gets the 26 when the hospital owns the CT"
    asked = {hit.end for hit in hits if Cue.YES_NO in hit.cues}  # "is the 25 on the visit or the wart"
    wondered = {hit.end for hit in hits if Cue.WONDER in hit.cues}
    hit_of = {hit.start: hit for hit in hits}
    put_on = {
        at
        for at in numbers
        if (
            at in whose
            or (at - 1 in verbs and _is(hit_of, at - 1, Cue.ARTICLE))
            or (at - 1 in asked and _is(hit_of, at - 1, Cue.DEFINITE))
            # "when does a 59 belong on something"
            or (at - 1 in wondered and _is(hit_of, at - 1, Cue.ARTICLE) and _is(hit_of, at + 1, Cue.ONTO))
        )
        and _ends(atoms, hit_of, light, at + 1)
    }
    return [replace(atom, sort=Sort.MODIFIER, value=None) if at in put_on else atom for at, atom in enumerate(atoms)]


def _is(hit_of: Mapping[int, Hit], at: int, *cues: Cue) -> bool:
    hit = hit_of.get(at)
    return hit is not None and not hit.cues.isdisjoint(cues)


def _ends(atoms: Sequence[Atom], hit_of: Mapping[int, Hit], light: AbstractSet[str], at: int) -> bool:
    """Tell whether no noun stands at a place, nor the upper end of a range."""
    if at >= len(atoms) or atoms[at].sort is Sort.MARK:
        return True
    ranged = at + 1 < len(atoms) and atoms[at + 1].value is not None
    return not ranged and (atoms[at].stem in light or _is(hit_of, at, *_BEHIND))
