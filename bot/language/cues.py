"""Where in the text the lexicon's words and phrases stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon at atoms `start` to `end` (exclusive). One phrase may give several cues."""

    start: int
    end: int
    cues: frozenset[Cue]


class Phrases:
    """Every phrase of the lexicon, longest first, so that "worth more than" is not read as "more"."""

    def __init__(self, phrases: Iterable[tuple[Stems, Cue]]) -> None:
        found: dict[Stems, set[Cue]] = {}
        for stems, cue in phrases:
            found.setdefault(stems, set()).add(cue)
        self._cues: Mapping[Stems, frozenset[Cue]] = {stems: frozenset(cues) for stems, cues in found.items()}
        self._longest = max(map(len, self._cues), default=0)

    def find(self, atoms: Sequence[Atom]) -> list[Hit]:
        """Return the phrases from left to right, none overlapping another."""
        stems = tuple(atom.stem for atom in atoms)
        hits: list[Hit] = []
        at = 0
        while at < len(stems):
            for size in range(min(self._longest, len(stems) - at), 0, -1):
                cues = self._cues.get(stems[at : at + size])
                if cues:
                    hits.append(Hit(at, at + size, cues))
                    at += size
                    break
            else:
                at += 1
        return hits
