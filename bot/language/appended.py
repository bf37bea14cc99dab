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
        Cue.EXPLAIN,
    }
)
"""Cues of words that may follow a modifier. What follows a count or a length is a noun."""
_DASH = "-"
_OF_VISITS = frozenset({"24", "25", "57"})
"""Modifiers of a visit, which alone may follow "with a": no bare number else does, before "and" or "on"."""
_WITH_ONE = frozenset({Cue.PLUS})
_WRITTEN = frozenset({Sort.NUMBER, Sort.WORD})
_WHOSE = frozenset({Cue.EXPLAIN, Cue.SPLIT})
"""Cues of words that ask who gets a part: "who gets the"."""

_ASKING = frozenset({Cue.WONDER, Cue.WHAT_IS, Cue.EXPLAIN, Cue.APPEND})
"""Cues of words right before a modifier that its dash tells: "what does -25 do", "when to use -25"."""
_OPENED = frozenset({Cue.WONDER, Cue.YES_NO, Cue.RULE, Cue.EXPLAIN, Cue.CLINICAL})
"""Cues of words that open a question about what to do: "can i", "do i put"."""
_OPENING = 2
"""Words in which a question opens, "so" before it."""


def appended(
    atoms: Sequence[Atom], hits: Sequence[Hit], light: AbstractSet[str], modifiers: Collection[str]
) -> Sequence[Atom]:
    """Return the atoms with each number that a verb puts on a service read as a modifier.

    An article stands before it, which no count has, or a dash, or a service is what it is put on; no noun behind it.
    """
    known = [at for at, atom in enumerate(atoms) if atom.sort in _WRITTEN and atom.stem in modifiers]
    numbers = [at for at in known if atoms[at].sort is Sort.NUMBER]
    if not known:
        return atoms
    verbs = {hit.end for hit in hits if Cue.APPEND in hit.cues}
    whose = {hit.end for hit in hits if hit.cues >= _WHOSE}  # "who gets the 26 when the hospital owns the CT"
    asked = {hit.end for hit in hits if Cue.YES_NO in hit.cues}  # "is the 25 on the visit or the wart"
    wondered = {hit.end for hit in hits if Cue.WONDER in hit.cues}
    told = {hit.end for hit in hits if Cue.WHAT_IS in hit.cues}
    dashed = {0, *(hit.end for hit in hits if hit.cues & _ASKING)}  # "-25, when am i allowed"
    beside = {hit.end for hit in hits if hit.cues >= _WITH_ONE and hit.start and not _said(atoms, hit.start - 1)}
    asks = any(hit.start < _OPENING and hit.cues & _OPENED for hit in hits)
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
            or (asks and at in verbs and _on_one(hit_of, at + 1))
            or (at - 1 in dashed and atoms[at - 1].stem == _DASH and atoms[at].glued)
            or (at in beside and atoms[at].stem in _OF_VISITS)
            or (asks and at in verbs and _over(hit_of, at + 1, numbers))
        )
        and _ends(atoms, hit_of, light, at + 1)
    }
    put_on.update(at for at in known if _meant(atoms, hit_of, told, at))
    put_on.update(hit_of[at + 1].end for at in tuple(put_on) if _over(hit_of, at + 1, numbers))
    return [replace(atom, sort=Sort.MODIFIER, value=None) if at in put_on else atom for at, atom in enumerate(atoms)]


def _is(hit_of: Mapping[int, Hit], at: int, *cues: Cue) -> bool:
    hit = hit_of.get(at)
    return hit is not None and not hit.cues.isdisjoint(cues)


def _said(atoms: Sequence[Atom], at: int) -> bool:
    """Tell whether a bare number stands at a place, so that one behind "with a" is another of its kind."""
    return atoms[at].sort is Sort.NUMBER


def _on_one(hit_of: Mapping[int, Hit], at: int) -> bool:
    """Tell whether "on" or "with" one thing stands at a place: "can i stick 59 on a nail trim", no count of people."""
    hit = hit_of.get(at)
    if hit is None or hit.cues.isdisjoint({Cue.ABOUT, Cue.WITH, Cue.ONTO, Cue.PLUS}):
        return False
    return hit.end - hit.start > 1 or _is(hit_of, hit.end, Cue.ARTICLE, Cue.DEFINITE)


def _over(hit_of: Mapping[int, Hit], at: int, numbers: Collection[int]) -> bool:
    """Tell whether another modifier is what one is used in place of: "when do i put 57 instead of 25"."""
    return _is(hit_of, at, Cue.IN_PLACE, Cue.OR) and hit_of[at].end in numbers


def _meant(atoms: Sequence[Atom], hit_of: Mapping[int, Hit], told: AbstractSet[int], at: int) -> bool:
    """Tell whether it is asked what a modifier is or means: "whats a 25", "what does TC mean on a read"."""
    asked = at in told or (at - 1 in told and _is(hit_of, at - 1, Cue.ARTICLE, Cue.DEFINITE))
    ends = at + 1 >= len(atoms) or atoms[at + 1].sort is Sort.MARK
    return asked and (ends or _is(hit_of, at + 1, Cue.EXPLAIN))


def _ends(atoms: Sequence[Atom], hit_of: Mapping[int, Hit], light: AbstractSet[str], at: int) -> bool:
    """Tell whether no noun stands at a place, nor the upper end of a range."""
    if at >= len(atoms) or atoms[at].sort is Sort.MARK:
        return True
    ranged = at + 1 < len(atoms) and atoms[at + 1].value is not None
    return not ranged and (atoms[at].stem in light or _is(hit_of, at, *_BEHIND))
