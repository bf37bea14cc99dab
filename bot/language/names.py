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
        placed: Mapping[T, Mapping[str, T]] | None = None,
    ) -> None:
        """Take each name's words with what they name, what of that is vague, and words that make a name vague.

        `placed` has what a name of something means with one more word: what it is on that part of the body. Such
        names are made when they are met: half of all names would be nothing else.
        """
        self._vague, self._common, self._placed = vague, common, placed or {}
        self._parts = frozenset(part for parts in self._placed.values() for part in parts)
        targets: dict[tuple[str, ...], set[T]] = defaultdict(set)
        bags: dict[frozenset[str], tuple[str, ...]] = {}
        for stems, target in names:
            targets[bags.setdefault(frozenset(stems), stems)].add(target)
        for bag, stems in bags.items():
            for part in bag & self._parts:
                base = bags.get(bag - {part})
                targets[stems] |= self._on(targets[base], part) if base else set()
        spread: dict[str, int] = defaultdict(int)
        for stems in targets:
            for stem in set(stems):
                spread[stem] += 1
        self._by_rarest: dict[str, list[Name[T]]] = defaultdict(list)
        one: dict[frozenset[T], frozenset[T]] = {}
        for stems, found in targets.items():
            rarest = min(stems, key=lambda stem: (spread[stem], stem))
            meant = one.setdefault(key := frozenset(found), key)
            self._by_rarest[rarest].append(self._name(stems, meant))
        self._names_of: dict[T, list[Name[T]]] = {}
        self.words = frozenset(spread) | self._parts

    def _name(self, stems: tuple[str, ...], meant: frozenset[T]) -> Name[T]:
        return Name(stems, meant, vague=meant <= self._vague or all(stem in self._common for stem in stems))

    def _on(self, meant: AbstractSet[T], part: str) -> frozenset[T]:
        """Return what something is on a part of the body."""
        return frozenset(self._placed[one][part] for one in meant if one in self._placed and part in self._placed[one])

    def _with_part(self, name: Name[T], said: AbstractSet[str]) -> Iterator[Name[T]]:
        """Yield a name with each part of the body that is said, unless that has a name of its own."""
        for part in sorted(self._parts & said):
            meant = self._on(name.targets, part) if part not in name.stems else frozenset()
            stems = (*name.stems, part)
            if meant and not self._own(frozenset(stems)):
                yield self._name(stems, meant)

    def find(self, field: "Field") -> list[Match[T]]:
        """Return the names in a text, the better one where two compete for a word.

        More words beat fewer, then one that reaches across a joining word beats one that leaves a service behind it
        ("same day admit and discharge"), then tighter beats looser, then the name's own order beats another.
        """
        found: list[Match[T]] = []
        for start, end in field.areas:
            where: dict[str, list[int]] = {stem: [at] for stem, at in field.floating.items()}
            for at in range(start, end):
                where.setdefault(field.stems[at], []).append(at)
            for stem, places in where.items():
                for name in self._by_rarest.get(stem, ()):
                    if all(part in where for part in name.stems):
                        for one in (name, *self._with_part(name, where.keys())):
                            found.extend(match for place in places if (match := field.fit(one, stem, place, where)))
        found.sort(key=lambda match: (-len(match.places), match.name.vague, match.gap, match.turned, match.start))
        if field.walls:
            apart = field.walls.isdisjoint
            found = [match for match in found if apart(match.places) or not self._across(match, field)]
            found.sort(key=lambda match: (-len(match.places), match.name.vague, apart(match.places)))
        taken: set[int] = set()
        chosen: list[Match[T]] = []
        for match in found:
            if taken.isdisjoint(match.places):
                taken.update(match.places)
                chosen.append(match)
        chosen.sort(key=lambda match: match.start)
        return chosen

    def _across(self, match: Match[T], field: "Field") -> bool:
        """Tell whether a name that joins two words reaches across, or into, what is named by itself.

        "Remove IUD + place nexplanon" and "remove nexplanon + place IUD" are no "nexplanon removal and insertion".
        """
        meant = match.name.targets
        inside = (at for at in range(match.start, match.end) if at not in match.places)
        names = (name for at in inside for name in self._by_rarest.get(field.stems[at], ()))
        if any(len(name.stems) == 1 and not name.vague and name.targets.isdisjoint(meant) for name in names):
            return True
        if not match.turned:
            return False  # "renal and bladder ultrasound" is one picture
        after = next((at for at in range(match.end, len(field.stems)) if at not in field.light), None)
        other = self._own({field.stems[match.end - 1], field.stems[after]}) if after is not None else frozenset()
        return bool(other) and other.isdisjoint(meant)

    def exactly(self, stems: AbstractSet[str]) -> frozenset[T]:
        """Return what a set of words names, whatever their order; empty when nothing."""
        placed = (self._on(self._own(stems - {part}), part) for part in sorted(stems & self._parts))
        return self._own(stems) or next((meant for meant in placed if meant), frozenset())

    def _own(self, stems: AbstractSet[str]) -> frozenset[T]:
        """Return what a set of words names, no part of the body added to a name."""
        for stem in stems:
            for name in self._by_rarest.get(stem, ()):
                if len(name.stems) == len(stems) and set(name.stems) == stems:
                    return name.targets
        return frozenset()

    def within(self, stems: AbstractSet[str]) -> Iterator[Name[T]]:
        """Yield the names all of whose words are among some words, the longest first."""
        whole = (name for stem in stems for name in self._by_rarest.get(stem, ()) if stems >= set(name.stems))
        found = (one for name in whole for one in (name, *self._with_part(name, stems)))
        yield from sorted(found, key=lambda name: (-len(name.stems), name.stems))

    def called(self, meant: AbstractSet[T]) -> Iterator[frozenset[str]]:
        """Yield the words of every name of what is meant."""
        named = self._meaning(meant)
        yield from (frozenset(name.stems) for name in named if name.targets <= meant)
        for name in self._leading(meant):
            yield from (frozenset(one.stems) for one in self._with_part(name, self._parts) if one.targets <= meant)

    def _meaning(self, meant: AbstractSet[T]) -> list[Name[T]]:
        """Return the names of what is meant, from an index that is made when it is first asked for."""
        if not self._names_of:
            for names in self._by_rarest.values():
                for name in names:
                    for target in name.targets:
                        self._names_of.setdefault(target, []).append(name)
        return [name for target in meant for name in self._names_of.get(target, ())]

    def _leading(self, meant: AbstractSet[T]) -> list[Name[T]]:
        """Return the names that mean it with a part of the body."""
        leading = {target for target, placed in self._placed.items() if not meant.isdisjoint(placed.values())}
        return self._meaning(leading)


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
        places = [place if stem == anchor else self._nearest(where[stem], place) for stem in name.stems]
        ascending = tuple(sorted(set(places)))
        if self.walls and (ascending[0] in self.walls or ascending[-1] in self.walls):
            ascending = self._joined(ascending)
            if ascending[-1] in self.walls and self.stems[ascending[-1]] not in {name.stems[0], name.stems[-1]}:
                return None  # "a physical therapy visit and a wart freeze" has no "visit and therapy"
        core = [at for at in ascending if self.floating.get(self.stems[at]) != at] or list(ascending)
        inside = [at for at in range(core[0], core[-1]) if at not in ascending]
        gap = sum(1 for at in inside if at not in self.light)
        cut = any(at in self.walls for at in inside)
        denied = any(self.negated[at] not in ascending for at in ascending if at in self.negated)
        if gap > self.gap or cut or denied or len(ascending) < len(name.stems):
            return None
        return Match(name, ascending, core[0], core[-1] + 1, gap, turned=list(ascending) != places)

    def _nearest(self, ats: Sequence[int], place: int) -> int:
        """Return the nearest of some atoms; of two as near, the one that no joining word stands before."""
        if len(ats) == 1:
            return ats[0]
        return min(ats, key=lambda at: (abs(at - place), not self.walls.isdisjoint(range(at, place))))

    def _joined(self, places: tuple[int, ...]) -> tuple[int, ...]:
        """Return the places of a name with the joining word between its words, not the one before: "A plus B and C"."""
        first, last = places[0], places[-1]
        outer = first if first in self.walls else last
        inside = [at for at in self.walls if first < at < last and self.stems[at] == self.stems[outer]]
        return tuple(sorted({*places, *inside} - {outer})) if len(inside) == 1 else places


def words_of(names: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Return all words of the names of each thing, each once; as sets they would be several times as large."""
    found: dict[str, set[str]] = {}
    for concept, stems in names:
        found.setdefault(concept, set()).update(stems)
    return {concept: tuple(sorted(stems)) for concept, stems in found.items()}
