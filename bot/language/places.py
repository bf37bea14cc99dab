"""Where in the text a place is named, and which Medicare localities it may mean."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.domain.atlas import Geography
from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_MOST_WORDS = 4
_SHORTEST = 4
"""Letters of the shortest stem that may be a place in small letters."""
_TELLING = 5
"""Letters from which a capitalised place is recognised without a word such as "in" before it."""
_BESIDE = frozenset({Cue.WHEREABOUTS, Cue.IN})
_PAID = frozenset({Cue.WORTH, Cue.DOLLARS, Cue.RVU, Cue.WORK, Cue.TOTAL})
"""Cues of words that a direction does not belong to: "worth out in Ohio"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as named."""

    localities: frozenset[str]
    """Locality ids that it may mean; none for a ZIP code that no loaded file has."""
    atoms: frozenset[int]
    zip_code: str | None = None
    """A ZIP code where none can be looked up."""


class Places:
    """Place words. Short ones are also other words ("me", "or"), so they need an "in" before them."""

    def __init__(
        self,
        places: Mapping[str, tuple[str, ...]],
        compiled: Callable[[str], tuple[str, ...]],
        codes: AbstractSet[str],
        geography: Geography | None = None,
    ) -> None:
        """Take place words with their locality ids, and the codes, which a five-digit number rather means.

        The geography knows ZIP codes, where CMS's file of them was imported.
        """
        self._ids = {compiled(words): frozenset(ids) for words, ids in places.items()}
        self._firsts = frozenset(stems[0] for stems in self._ids if len(stems) > 1)
        """First words of places of several words, which are nothing else: "san antonio"."""
        self._codes = codes
        self._geography = geography

    def find(self, atoms: Sequence[Atom], hits: Sequence[Hit], light: frozenset[int]) -> tuple[Place, ...]:
        """Return the places in the order named, each once."""
        starts = {hit.end for hit in hits if Cue.IN in hit.cues}
        # A verb of paying tells of a person as well: "what does dallas pay for 99213".
        priced = {at for hit in hits if Cue.MEDICARE in hit.cues for at in (hit.start, hit.end - 1)}
        priced |= {at for at, atom in enumerate(atoms) if atom.sort is Sort.MONEY}
        unknown = [at for at, atom in enumerate(atoms) if not atom.known and len(atom.stem) >= _SHORTEST]
        starts |= {
            at
            for at in unknown
            if (atoms[at].capital and len(atoms[at].stem) >= _TELLING) or self._set_off(atoms, at, priced)
        }
        starts |= {at for at, atom in enumerate(atoms) if atom.stem in self._firsts and self._longest(atoms, at) > 1}
        # "Pop it back in or splint it" is no Oregon.
        beside = {at for hit in hits if Cue.WHEREABOUTS in hit.cues for at in range(hit.start, hit.end)}
        either = {hit.start for hit in hits if Cue.OR in hit.cues and not atoms[hit.start].capital}
        found: list[Place] = []
        for start in sorted(starts):
            at = start
            while at in light or at in beside:
                at += 1
            goes_on = at + 1 < len(atoms) and atoms[at + 1].sort is not Sort.MARK
            place = None if at in either and goes_on else self._at(atoms, at)
            if place and not any(place.atoms & other.atoms for other in found):
                found.append(place)
        return tuple(found)

    def _set_off(self, atoms: Sequence[Atom], at: int, priced: AbstractSet[int]) -> bool:
        """Tell whether a place in small letters is one all the same.

        With its state or a pause behind it, or beside what is paid: "boston medicare $".
        """
        size = self._longest(atoms, at)
        end = at + size
        paused = end == len(atoms) or atoms[end].sort is Sort.MARK
        beside = at - 1 in priced or end in priced
        return bool(size) and (paused or beside or bool(self._longest(atoms, end)))

    def _at(self, atoms: Sequence[Atom], at: int) -> Place | None:
        """Return the place that begins at an atom: a city, a state, a city with its state, or a ZIP code."""
        size = self._longest(atoms, at)
        if not size:
            return self._zip(atoms[at].stem, frozenset({at})) if self._zipped(atoms, at) else None
        ids, end = self._ids[_stems(atoms, at, at + size)], at + size
        beyond = end + 1 if end < len(atoms) and atoms[end].sort is Sort.MARK else end
        further = self._longest(atoms, beyond)
        both = ids & self._ids[_stems(atoms, beyond, beyond + further)] if further else frozenset()
        ids, end = (both, beyond + further) if both else (ids, end)
        last = end + 1 if end < len(atoms) and atoms[end].sort is Sort.MARK else end
        if self._zipped(atoms, last):
            return self._zip(atoms[last].stem, frozenset(range(at, last + 1)), ids)
        return Place(ids, frozenset(range(at, end)))

    def _zipped(self, atoms: Sequence[Atom], at: int) -> bool:
        """Tell whether a ZIP code stands at a place, and no code of a service."""
        if at >= len(atoms) or atoms[at].sort is not Sort.CODE:
            return False
        return atoms[at].stem.isdigit() and atoms[at].stem not in self._codes

    def _zip(self, number: str, atoms: frozenset[int], near: frozenset[str] = frozenset()) -> Place:
        """Return the place of a ZIP code; without the file of them the number is kept, with what is said beside it."""
        if self._geography is None:
            return Place(near, atoms, number)
        return Place(frozenset(self._geography.of_zip(number)), atoms)

    def _longest(self, atoms: Sequence[Atom], at: int) -> int:
        most = min(_MOST_WORDS, len(atoms) - at)
        return next((size for size in range(most, 0, -1) if _stems(atoms, at, at + size) in self._ids), 0)


def whereabouts(
    atoms: Sequence[Atom], hits: Sequence[Hit], places: Sequence[Place], light: frozenset[int]
) -> frozenset[int]:
    """Return the atoms before a place that tell no more than that it is there: "out here in rural Ohio".

    "IUD out in Boston" is a removal: a word of direction right behind a word of the trade belongs to that.
    """
    cues = {at: hit.cues for hit in hits for at in range(hit.start, hit.end)}
    gone: set[int] = set()
    for place in places:
        start = before = min(place.atoms)
        while before - 1 in light or not _BESIDE.isdisjoint(cues.get(before - 1, ())):
            before -= 1
        told = [at for at in range(before, start) if Cue.WHEREABOUTS in cues.get(at, ())]
        said = cues.get(before - 1, frozenset())
        opens = not before or atoms[before - 1].sort is not Sort.WORD or not _PAID.isdisjoint(said)
        here = any(Cue.HERE in cues[at] for at in told)
        gone.update(at for at in told if opens or here or at > before or len(cues[at]) == 1)
    return frozenset(gone)


def _stems(atoms: Sequence[Atom], start: int, end: int) -> tuple[str, ...]:
    return tuple(atom.stem for atom in atoms[start:end])
