"""Where in the text the lexicon's words and phrases stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort

K = TypeVar("K")
T = TypeVar("T")
Stems = tuple[str, ...]
_EXCHANGING = frozenset({Cue.SWAP, Cue.EQUALS})
_OVER = frozenset({Cue.OVER, Cue.ABOVE})
_SET_APART = frozenset({Cue.THAN})
_SPREAD = frozenset({Cue.PERIOD, Cue.DAYS, Cue.WEEKS, Cue.MONTHS, Cue.YEARS, Cue.HOURS, Cue.MINUTES, Cue.DEFINITE})
"""Cues of what something is spread over: "over the week"."""
_MEASURED = frozenset({Sort.MINUTES, Sort.PERCENT, Sort.MONEY})
_JOINING = frozenset({Cue.AND, Cue.PLUS})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon at atoms `start` to `end` (exclusive). One phrase may give several cues."""

    start: int
    end: int
    cues: frozenset[Cue]


def shared(found: Mapping[K, AbstractSet[T]]) -> dict[K, frozenset[T]]:
    """Freeze sets, and hold each but once: thousands of phrases signal the same few things."""
    kinds: dict[frozenset[T], frozenset[T]] = {}
    return {key: kinds.setdefault(one, one) for key, one in ((key, frozenset(each)) for key, each in found.items())}


class Table(Generic[T]):
    """Phrases with what they signal, longest first, so that "worth more than" is not read as "more"."""

    def __init__(self, phrases: Iterable[tuple[Stems, T]]) -> None:
        found: dict[Stems, set[T]] = {}
        for stems, cue in phrases:
            found.setdefault(stems, set()).add(cue)
        self._cues: Mapping[Stems, frozenset[T]] = shared(found)
        self._longest = max(map(len, self._cues), default=0)

    def spans(self, atoms: Sequence[Atom]) -> Iterator[tuple[int, int, frozenset[T]]]:
        """Yield each phrase's first atom, the one behind it and its signals, left to right, none overlapping."""
        stems = tuple(atom.stem for atom in atoms)
        at = 0
        while at < len(stems):
            for size in range(min(self._longest, len(stems) - at), 0, -1):
                cues = self._cues.get(stems[at : at + size])
                if cues:
                    yield at, at + size, cues
                    at += size
                    break
            else:
                at += 1


class Phrases(Table[Cue]):
    """Every phrase of the lexicon."""

    def find(self, atoms: Sequence[Atom]) -> list[Hit]:
        """Return the phrases from left to right."""
        hits = [Hit(start, end, cues) for start, end, cues in self.spans(atoms)]
        hits = _chosen(hits, atoms)
        counted = any(Cue.HOW_MANY in hit.cues for hit in hits)
        for at in range(1, len(hits)):
            # "Pull and replace an IUD" are two verbs for one thing: nothing is set against it.
            verb = hits[at].cues >= _EXCHANGING and hits[at - 1].end == hits[at].start
            if verb and hits[at - 1].cues & _JOINING and not counted:
                hits[at] = replace(hits[at], cues=hits[at].cues - {Cue.EQUALS})
        return hits


def _chosen(hits: list[Hit], atoms: Sequence[Atom]) -> list[Hit]:
    """Let "over" behind a verb that takes one of two set the other against it: "take a colpo over two 99213s".

    Where a stretch of time follows it is what something is spread over: "do 12 visits over 4 hours".
    """
    chosen = next((hit.end for hit in hits if Cue.CHOOSE in hit.cues), None)
    if chosen is None:
        return hits
    return [
        replace(hit, cues=_SET_APART) if hit.cues >= _OVER and hit.start >= chosen and _one(hits, atoms, hit) else hit
        for hit in hits
    ]


def _one(hits: Sequence[Hit], atoms: Sequence[Atom], hit: Hit) -> bool:
    """Tell whether a thing follows "over", told by an article or a count, or by nothing that measures."""
    at = hit.end
    if at >= len(atoms) or atoms[at].sort in _MEASURED:
        return False
    counted = atoms[at].sort is Sort.NUMBER
    near = range(at, at + 1 + counted)
    return not any(other.cues & _SPREAD for other in hits if other.start in near)
