"""Where in the text services, topics and places are named, in whatever order their words come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name(Generic[T]):
    """Words that name something."""

    stems: tuple[str, ...]
    targets: frozenset[T]
    """More than one: the words are ambiguous."""
    vague: bool
    """Names so much that a more exact name of as many words comes first."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A name found at some atoms."""

    name: Name[T]
    places: tuple[int, ...]
    """Indices of the atoms, ascending."""
    start: int
    end: int
    """After the last atom, floating ones aside."""
    gap: int
    """Atoms in between that are not part of the name."""
    turned: bool
    """The words stand in another order than the name's."""


class Names(Generic[T]):
    """All names of one sort, indexed by the rarest of each name's words."""

    def __init__(
        self,
        names: Iterable[tuple[tuple[str, ...], T]],
        vague: AbstractSet[T] = frozenset(),
        common: AbstractSet[str] = frozenset(),
    ) -> None:
        """Take each name's words with what they name, what of that is vague, and words that make a name vague."""
        targets: dict[tuple[str, ...], set[T]] = defaultdict(set)
        bags: dict[frozenset[str], tuple[str, ...]] = {}
        for stems, target in names:
            targets[bags.setdefault(frozenset(stems), stems)].add(target)
        spread: dict[str, int] = defaultdict(int)
        for stems in targets:
            for stem in set(stems):
                spread[stem] += 1
        self._by_rarest: dict[str, list[Name[T]]] = defaultdict(list)
        one: dict[frozenset[T], frozenset[T]] = {}
        for stems, found in targets.items():
            rarest = min(stems, key=lambda stem: (spread[stem], stem))
            meant = one.setdefault(key := frozenset(found), key)
            self._by_rarest[rarest].append(
                Name(stems, meant, vague=meant <= vague or all(stem in common for stem in stems))
            )
        self.words = frozenset(spread)

    def find(self, field: "Field") -> list[Match[T]]:
        """Return the names in a text, the better one where two compete for a word.

        More words beat fewer, then tighter beats looser, then the name's own order beats another.
        """
        found: list[Match[T]] = []
        for start, end in field.areas:
            where: dict[str, list[int]] = {stem: [at] for stem, at in field.floating.items()}
            for at in range(start, end):
                where.setdefault(field.stems[at], []).append(at)
            for stem, places in where.items():
                for name in self._by_rarest.get(stem, ()):
                    if all(part in where for part in name.stems):
                        found.extend(match for place in places if (match := field.fit(name, stem, place, where)))
        found.sort(key=lambda match: (-len(match.places), match.name.vague, match.gap, match.turned, match.start))
        taken: set[int] = set()
        chosen: list[Match[T]] = []
        for match in found:
            if taken.isdisjoint(match.places):
                taken.update(match.places)
                chosen.append(match)
        chosen.sort(key=lambda match: match.start)
        return chosen

    def exactly(self, stems: AbstractSet[str]) -> frozenset[T]:
        """Return what a set of words names, whatever their order; empty when nothing."""
        for stem in stems:
            for name in self._by_rarest.get(stem, ()):
                if set(name.stems) == stems:
                    return name.targets
        return frozenset()

    def within(self, stems: AbstractSet[str]) -> Iterator[Name[T]]:
        """Yield the names all of whose words are among some words, the longest first."""
        found = (name for stem in stems for name in self._by_rarest.get(stem, ()) if stems >= set(name.stems))
        yield from sorted(found, key=lambda name: (-len(name.stems), name.stems))

    def called(self, meant: AbstractSet[T]) -> Iterator[frozenset[str]]:
        """Yield the words of every name of what is meant."""
        for names in self._by_rarest.values():
            yield from (frozenset(name.stems) for name in names if name.targets <= meant)


@dataclass(frozen=True, slots=True)
class Field:
    """A text as names see it."""

    stems: Sequence[str]
    areas: Sequence[tuple[int, int]]
    """Stretches that no name reaches across."""
    walls: AbstractSet[int] = frozenset()
    """Joining words, which may stand inside a name only as part of it."""
    gap: int = 4
    """Words of other meaning that may stand between two words of one name: "wart that i have to freeze"."""
    light: AbstractSet[int] = frozenset()
    """Small words, which do not count as a gap."""
    negated: Mapping[int, int] = field(default_factory=dict)
    """Negated atoms to their negation, without which they are part of no name."""
    floating: Mapping[str, int] = field(default_factory=dict)
    """Words that bear on the whole text, wherever they stand: who is asking."""

    def fit(self, name: Name[T], anchor: str, place: int, where: Mapping[str, list[int]]) -> Match[T] | None:
        """Fit a name around one atom, taking the nearest atom for each of its other words."""
        places = [place if stem == anchor else min(where[stem], key=lambda at: abs(at - place)) for stem in name.stems]
        ascending = tuple(sorted(set(places)))
        core = [at for at in ascending if self.floating.get(self.stems[at]) != at] or list(ascending)
        inside = [at for at in range(core[0], core[-1]) if at not in ascending]
        gap = sum(1 for at in inside if at not in self.light)
        cut = any(at in self.walls for at in inside)
        denied = any(self.negated[at] not in ascending for at in ascending if at in self.negated)
        if gap > self.gap or cut or denied or len(ascending) < len(name.stems):
            return None
        return Match(name, ascending, core[0], core[-1] + 1, gap, turned=list(ascending) != places)
