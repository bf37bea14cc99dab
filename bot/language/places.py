"""Where in the text a place is named, and which Medicare localities it may mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.atlas import Geography
from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_MOST_WORDS = 4
_TELLING = 5
"""Letters from which a capitalised place is recognised without a word such as "in" before it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as named."""

    localities: frozenset[str]
    """Locality ids that it may mean; none for a ZIP code that no loaded file has."""
    atoms: frozenset[int]


class Places:
    """Place words. Short ones are also other words ("me", "or"), so they need an "in" before them."""

    def __init__(
        self,
        places: Mapping[str, tuple[str, ...]],
        compiled: Callable[[str], tuple[str, ...]],
        codes: Mapping[str, object],
        geography: Geography | None = None,
    ) -> None:
        """Take place words with their locality ids, and the codes, which a five-digit number rather means.

        The geography knows ZIP codes, where CMS's file of them was imported.
        """
        self._ids = {compiled(words): frozenset(ids) for words, ids in places.items()}
        self._codes = codes
        self._geography = geography

    def find(self, atoms: Sequence[Atom], hits: Sequence[Hit], light: frozenset[int]) -> tuple[Place, ...]:
        """Return the places in the order named, each once."""
        starts = {hit.end for hit in hits if Cue.IN in hit.cues}
        unknown = [at for at, atom in enumerate(atoms) if atom.capital and not atom.known]
        starts |= {at for at in unknown if len(atoms[at].stem) >= _TELLING}
        found: list[Place] = []
        for start in sorted(starts):
            at = start
            while at in light:
                at += 1
            place = self._at(atoms, at)
            if place and not any(place.atoms & other.atoms for other in found):
                found.append(place)
        return tuple(found)

    def _at(self, atoms: Sequence[Atom], at: int) -> Place | None:
        """Return the place that begins at an atom: a city, a state, a city with its state, or a ZIP code."""
        size = self._longest(atoms, at)
        if not size:
            zipped = at < len(atoms) and atoms[at].sort is Sort.CODE and atoms[at].stem.isdigit()
            return self._zip(atoms[at].stem, at) if zipped and atoms[at].stem not in self._codes else None
        ids, end = self._ids[_stems(atoms, at, at + size)], at + size
        beyond = end + 1 if end < len(atoms) and atoms[end].sort is Sort.MARK else end
        further = self._longest(atoms, beyond)
        both = ids & self._ids[_stems(atoms, beyond, beyond + further)] if further else frozenset()
        return Place(both, frozenset(range(at, beyond + further))) if both else Place(ids, frozenset(range(at, end)))

    def _zip(self, number: str, at: int) -> Place:
        ids = self._geography.of_zip(number) if self._geography is not None else ()
        return Place(frozenset(ids), frozenset({at}))

    def _longest(self, atoms: Sequence[Atom], at: int) -> int:
        return next((size for size in range(_MOST_WORDS, 0, -1) if _stems(atoms, at, at + size) in self._ids), 0)


def _stems(atoms: Sequence[Atom], start: int, end: int) -> tuple[str, ...]:
    return tuple(atom.stem for atom in atoms[start:end])
