"""Names that alone leave open which service is meant: "therapy" by whom, a "block" of which nerve."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue, Say
from bot.domain.question import Item, Question, Value
from bot.language.asking import Asker, Open
from bot.language.atoms import Sort
from bot.language.forms import PRICED
from bot.language.part import Part
from bot.language.reading import Reading

_SETTLING = (Cue.THERAPIST, Cue.LCSW, Cue.PSYCHOLOGIST, Cue.HOW_LONG)
"""Cues of who gives a therapy, or of a question that looks for its length."""


class Loose:
    """Finds what such a name leaves open, with one catalog's names."""

    def __init__(self, catalog: Catalog, asker: Asker, stems: Callable[[str], tuple[str, ...]]) -> None:
        self._catalog, self._asker = catalog, asker
        self._names = {
            frozenset(stems(name)): concept.id for concept in catalog.concepts.values() for name in concept.loose
        }

    def leaves_open(self, reading: Reading, part: Part) -> bool:
        """Tell whether a name alone leaves open which service is meant, and nothing else in the text tells."""
        return part.code is None and self._names.get(part.stems) in part.concepts and not reading.has(*_SETTLING)

    def of(self, reading: Reading, pairs: list[tuple[Part, Item]]) -> Iterator[Open]:
        """Yield the question which service is meant by each such name that is not timed or counted."""
        for index, (part, item) in enumerate(pairs):
            told = item.minutes is not None or item.quantity > 1 or item.codes
            if not told and self.leaves_open(reading, part) and not (len(pairs) > 1 and self._sized(part.concept)):
                yield self._which(index, part.concept)

    def _sized(self, name: str) -> bool:
        """Tell whether only size and place are left open, whose usual case can stand beside another service."""
        concept = self._catalog.concepts[name]
        return bool(concept.or_else) and set(concept.or_else) <= set(concept.instead_of)

    def alone(self, reading: Reading, strange: Sequence[str]) -> Question | None:
        """Return the question which service is meant where one word is all that names it: "how much for a block".

        None where a stranger stands beside it.
        """
        if not reading.has(Cue.HOW_MUCH, *PRICED) or any(frozenset((word,)) not in self._names for word in strange):
            return None
        words = (frozenset((atom.stem,)) for atom in reading.atoms if atom.sort is Sort.WORD)
        concept = next((self._names[word] for word in words if word in self._names), None)
        if concept is None:
            return None
        item = Item(concept=concept)
        which = () if self._catalog.concepts[concept].ask else (self._which(0, concept),)
        return self._asker.closed(Value(items=(item,)), which, (item,))

    def _which(self, index: int, concept: str) -> Open:
        meant = (concept, *self._catalog.concepts[concept].or_else)
        options = (self._asker.swap(index, one, self._catalog.concepts[one].name) for one in meant)
        return Open(self._asker.says(Say.SEVERAL), tuple(options))
