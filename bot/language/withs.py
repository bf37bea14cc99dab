"""What is told with and without something: one picture in two phases, or two sides of a comparison."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_STROKE = "/"
_REACH = 5
"""Atoms of the longest thing that a service is told with and without."""
_ENDING = (Cue.VERSUS, Cue.OR, Cue.BREAK, Cue.COMPARE, Cue.EQUALS, Cue.RVU, Cue.WORK, Cue.TOTAL, Cue.DOLLARS, Cue.WORTH)


def spread(atoms: Sequence[Atom], hits: Sequence[Hit], phases: str, wall: str) -> Sequence[Atom] | None:
    """Return a text's atoms with "with and without" in the form that sides are read in; None where it has none.

    "MRI w/wo contrast" is one picture, for which the word `phases` stands. "Colpo with and without biopsy" becomes
    "colpo with biopsy vs without", as "with vs without biopsy" does; `wall` is the word between.
    """
    cues = {at: hit.cues for hit in hits for at in range(hit.start, hit.end)}
    for hit in hits:
        if Cue.WITHOUT not in hit.cues or hit.start == 0:
            continue
        joined = Cue.WITH not in cues.get(hit.start - 1, ())
        first = hit.start - 2 if joined else hit.start - 1
        if first < 0 or Cue.WITH not in cues.get(first, ()) or (joined and not _joins(atoms, cues, hit.start - 1)):
            continue
        dyed = next((at for at in range(hit.end, len(atoms)) if Cue.DYE in cues.get(at, ())), None)
        pictured = any(Cue.SCAN in cues.get(at, ()) for at in range(first))
        if Cue.VERSUS not in cues.get(hit.start - 1, ()) and (pictured or dyed == hit.end):
            end = hit.end + 1 if dyed == hit.end else hit.end
            return (*atoms[:first], Atom(Sort.WORD, phases), *atoms[end:])
        ends = (at for at in range(hit.end, len(atoms)) if not cues.get(at, frozenset()).isdisjoint(_ENDING))
        end = next(ends, len(atoms))
        if not joined or not 0 < end - hit.end <= _REACH:
            continue
        apart = Atom(Sort.WORD, wall)
        return (*atoms[: first + 1], *atoms[hit.end : end], apart, *atoms[hit.start : hit.end], *atoms[end:])
    return None


def _joins(atoms: Sequence[Atom], cues: dict[int, frozenset[Cue]], at: int) -> bool:
    return not cues.get(at, frozenset()).isdisjoint({Cue.AND, Cue.VERSUS}) or atoms[at].stem == _STROKE
