"""A text without what stands around its question and says nothing of it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom
from bot.language.called import Target
from bot.language.cues import Hit, Phrases
from bot.language.framing import unframed
from bot.language.names import Field, Names
from bot.language.places import Places, whereabouts


def lightly(atoms: Sequence[Atom], light: AbstractSet[str]) -> frozenset[int]:
    """Return the atoms that are small words."""
    return frozenset(at for at, atom in enumerate(atoms) if atom.stem in light or atom.stem == "-")


class Surroundings:
    """Takes away what frames a question and what only says that a place is there."""

    def __init__(
        self,
        phrases: Phrases,
        places: Places,
        services: Names[Target],
        light: AbstractSet[str],
        trade: AbstractSet[str],
    ) -> None:
        """Take the phrases, the places and the names of services, small words, and the words of every name."""
        self._phrases, self._places, self._services, self._light = phrases, places, services, light
        self._trade = trade

    def without(self, atoms: Sequence[Atom]) -> tuple[Sequence[Atom], Sequence[Hit]]:
        """Return the atoms that are left, with the phrases in them."""
        hits = self._phrases.find(atoms)
        bare = unframed(atoms, hits, self._trade, self._light, self._names)
        if bare is not None:
            atoms, hits = bare, self._phrases.find(bare)
        told = {cue for hit in hits for cue in hit.cues}
        # "Why does it pay more in Manhattan than in rural Ohio" asks for what places are worth.
        if Cue.WHEREABOUTS not in told or Cue.WHY in told:
            return atoms, hits
        light = lightly(atoms, self._light)
        beside = whereabouts(atoms, hits, self._places.find(atoms, hits, light), light)
        left = [atom for at, atom in enumerate(atoms) if at not in beside]
        return (left, self._phrases.find(left)) if beside else (atoms, hits)

    def _names(self, stems: Sequence[str]) -> bool:
        """Tell whether words name a service."""
        return bool(self._services.find(Field(stems, ((0, len(stems)),))))
