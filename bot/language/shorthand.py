"""Visits told by the end of their code or by their level alone: "a 13 with G2211", "two 14s", "how many 4s"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_PLURAL = "s"
_ROUND = 5
"""What minutes that nobody calls minutes are a multiple of."""
_BEHIND = frozenset(
    {Cue.VERSUS, Cue.OR, Cue.THAN, Cue.EQUALS, Cue.WITH, Cue.WITHOUT, Cue.PLUS, Cue.AND, Cue.COMPARE, Cue.AT}
    | {Cue.WORTH, Cue.DOLLARS, Cue.WORK, Cue.RVU, Cue.TOTAL, Cue.BREAK, Cue.YES_NO}
)
"""Cues of what may follow a visit; what follows a count or a length is a noun."""
_BINDING = frozenset("/-.:")
"""Marks that make a number a part of something longer."""
_BEGINNING = (Cue.BREAK, Cue.VERSUS, Cue.OR, Cue.THAN, Cue.ARTICLE, Cue.WHAT_IS)
"""Cues of what stands before the first service of a side."""
_PATIENT = frozenset({Cue.FINDING, Cue.AGE, Cue.IDENTIFIER})
"""Cues of texts whose numbers may be the patient's."""


class Shorthand:
    """Reads such numbers with one language's list of them."""

    def __init__(self, short: Mapping[str, str], compiled: Callable[[str], tuple[str, ...]]) -> None:
        """Take each number, as typed, with the code or the name it is short for; `compiled` reads a name as texts."""
        self._meant = {
            number: Atom(Sort.CODE, meant, ref=CodeRef(code=meant))
            if meant.isdecimal()
            else Atom(Sort.WORD, " ".join(compiled(meant)))
            for number, meant in short.items()
        }

    def read(self, atoms: Sequence[Atom], hits: Sequence[Hit]) -> Sequence[Atom]:
        """Return the atoms with each number that can only be a visit read as one.

        It has a plural's ending, or an article before it and no noun behind it, or an add-on's code is added to it.
        One alone may be round minutes, unless a code or another one is said, too, and all are where other numbers
        stand so: "a 15 or a 30".
        """
        numbers = [at for at, atom in enumerate(atoms) if atom.sort is Sort.NUMBER and not atom.spoken]
        if not any(atoms[at].stem in self._meant for at in numbers):
            return atoms
        hit_of = {at: hit for hit in hits for at in range(hit.start, hit.end)}
        plural = {at for at in numbers if atoms[at].stem in self._meant and self._plural(atoms, hit_of, at)}
        alone = [at for at in numbers if self._alone(atoms, hit_of, at)]
        plural |= {at for at in numbers if self._added_to(atoms, hit_of, at)}
        coded = any(atom.sort is Sort.CODE for atom in atoms) or bool(plural) or len(alone) > 1
        known = all(self._certain(atoms[at], coded=coded) for at in alone)
        patient = any(hit.cues & _PATIENT for hit in hits)
        timed = any(_signals(hit_of, at - 1, Cue.ARTICLE) for at, atom in enumerate(atoms) if atom.sort is Sort.MINUTES)
        said = plural | (set(alone) if known and not (patient or timed) else set())
        return [self._read(atom) if at in said else atom for at, atom in enumerate(atoms)] if said else atoms

    def _certain(self, atom: Atom, *, coded: bool) -> bool:
        """Tell whether a number behind an article is a visit: by what else is said, or because no minutes are so."""
        meant = self._meant.get(atom.stem)
        return meant is not None and (coded or (meant.sort is Sort.CODE and (atom.value or 0) % _ROUND > 0))

    def _added_to(self, atoms: Sequence[Atom], hit_of: Mapping[int, Hit], at: int) -> bool:
        """Tell whether something is added to a number that begins a side: "14 + G2211", "vs a 13 plus half an hour"."""
        meant = self._meant.get(atoms[at].stem)
        begins = at == 0 or _signals(hit_of, at - 1, *_BEGINNING)
        known = meant is not None and meant.sort is Sort.CODE and begins and _signals(hit_of, at + 1, Cue.PLUS)
        if not known or at + 2 >= len(atoms):
            return False
        # "15 plus 30 min" may be minutes as well, and "12 plus lesions" counts on.
        odd = (atoms[at].value or 0) % _ROUND > 0
        timed = odd and (atoms[at + 2].sort is Sort.MINUTES or _signals(hit_of, at + 2, Cue.ARTICLE))
        return atoms[at + 2].sort is Sort.CODE or timed

    def _read(self, atom: Atom) -> Atom:
        meant = self._meant[atom.stem]
        return replace(meant, glued=atom.glued)

    def _plural(self, atoms: Sequence[Atom], hit_of: Mapping[int, Hit], at: int) -> bool:
        """Tell whether a number has a plural's ending, and is no end of a longer one: "two 14s"."""
        ending = at + 1 < len(atoms) and atoms[at + 1].stem == _PLURAL and atoms[at + 1].glued
        return ending and not _bound(atoms, at) and not _signals(hit_of, at + 2, Cue.AGE)

    def _alone(self, atoms: Sequence[Atom], hit_of: Mapping[int, Hit], at: int) -> bool:
        """Tell whether a number stands behind an article, with no noun behind it: "beat a 14 w/o"."""
        one = at > 0 and atoms[at - 1].sort is Sort.NUMBER and atoms[at - 1].value == 1
        if not (one or _signals(hit_of, at - 1, Cue.ARTICLE)) or _bound(atoms, at):
            return False
        after = at + 1
        if after >= len(atoms) or (after in hit_of and atoms[after].sort is Sort.MARK):
            return True
        with_code = after + 1 < len(atoms) and atoms[after + 1].sort is Sort.CODE  # "a 15 with the dietitian" is none
        return _signals(hit_of, after, *_BEHIND) and (with_code or not _signals(hit_of, after, Cue.WITH, Cue.PLUS))


def _bound(atoms: Sequence[Atom], at: int) -> bool:
    """Tell whether a mark binds a number to what stands beside it: "13/14", "3-4"."""
    before = at > 0 and atoms[at - 1].stem in _BINDING and atoms[at].glued
    after = at + 2 < len(atoms) and atoms[at + 1].stem in _BINDING and atoms[at + 1].glued and atoms[at + 2].glued
    return before or after


def _signals(hit_of: Mapping[int, Hit], at: int, *cues: Cue) -> bool:
    hit = hit_of.get(at)
    return hit is not None and not hit.cues.isdisjoint(cues)
