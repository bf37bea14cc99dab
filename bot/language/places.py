"""Where in the text a place is named, and which Medicare localities it may mean."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_MOST_WORDS = 4
_TELLING = 5
"""Letters from which a capitalised place is recognised without a word such as "in" before it."""


class Places:
    """Place words. Short ones are also other words ("me", "or"), so they need an "in" before them."""

    def __init__(self, places: Mapping[str, tuple[str, ...]], compiled: Callable[[str], tuple[str, ...]]) -> None:
        self._ids = {compiled(words): frozenset(ids) for words, ids in places.items()}

    def find(
        self, atoms: Sequence[Atom], hits: Sequence[Hit], light: frozenset[int]
    ) -> tuple[frozenset[str] | None, frozenset[int]]:
        """Return the localities that may be meant, and the atoms that say so; None when no place is named."""
        starts = [hit.end for hit in hits if Cue.IN in hit.cues]
        telling = [
            at for at, atom in enumerate(atoms) if atom.capital and not atom.known and len(atom.stem) >= _TELLING
        ]
        for start in (*starts, *telling):
            at = start
            while at in light:
                at += 1
            size = self._longest(atoms, at)
            if size:
                ids, end = self._ids[_stems(atoms, at, at + size)], at + size
                if end < len(atoms) and atoms[end].sort is Sort.MARK:
                    end += 1
                further = self._longest(atoms, end)
                both = ids & self._ids[_stems(atoms, end, end + further)] if further else frozenset()
                return (both, frozenset(range(at, end + further))) if both else (ids, frozenset(range(at, end)))
        return None, frozenset()

    def _longest(self, atoms: Sequence[Atom], at: int) -> int:
        return next((size for size in range(_MOST_WORDS, 0, -1) if _stems(atoms, at, at + size) in self._ids), 0)


def _stems(atoms: Sequence[Atom], start: int, end: int) -> tuple[str, ...]:
    return tuple(atom.stem for atom in atoms[start:end])
