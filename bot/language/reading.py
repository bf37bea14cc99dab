"""A text with everything in it found that any list knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit, Phrases
from bot.language.names import Field, Match, Names
from bot.language.places import Places
from bot.language.text import normalise
from bot.language.tokens import tokenize
from bot.language.vocabulary import Vocabulary

_AND = "and"
"""What every joining word and sign is looked up as inside a name."""
_NEGATED = 3
"""Words that a negation reaches at most."""

DIVIDING = frozenset({Cue.VERSUS, Cue.OR, Cue.THAN, Cue.EQUALS})
"""Cues that set one side against another."""
_WALLS = frozenset({Cue.AND, Cue.PLUS})
_PHRASES = frozenset({Cue.EACH, Cue.LISTING, Cue.PER_HOUR, Cue.PER_MINUTE})
"""Cues whose phrases are no part of a name: "per visit"."""
_NEGATING = frozenset({Cue.WITHOUT, Cue.NOT})


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for: a concept, or one code of it."""

    concept: str
    code: str | None = None


@dataclass(frozen=True)
class Reading:
    """One text: its atoms, and which of them signal, name or place what."""

    atoms: Sequence[Atom]
    hits: Sequence[Hit]
    services: Sequence[Match[Target]]
    topics: Sequence[Match[str]]
    localities: frozenset[str] | None
    """Locality ids that the stated place may mean; None: no place stated."""
    placed: frozenset[int]
    """Atoms that state the place."""
    negated: Mapping[int, int]
    light: frozenset[int]

    @cached_property
    def cues(self) -> Mapping[Cue, tuple[Hit, ...]]:
        """Return the hits of each cue that is there at all."""
        found: dict[Cue, tuple[Hit, ...]] = {}
        for hit in self.hits:
            for cue in hit.cues:
                found[cue] = (*found.get(cue, ()), hit)
        return found

    def has(self, *cues: Cue) -> bool:
        """Tell whether any of the cues is there."""
        return any(cue in self.cues for cue in cues)

    @cached_property
    def hit_of(self) -> Mapping[int, Hit]:
        """Return the hit that each atom belongs to."""
        return {at: hit for hit in self.hits for at in range(hit.start, hit.end)}

    @cached_property
    def named(self) -> frozenset[int]:
        """Return the atoms that are part of a service's name."""
        return frozenset(at for match in self.services for at in match.places)

    @property
    def counts_unknown(self) -> bool:
        """Tell whether "how many" asks for services, not for RVUs or dollars."""
        return any(
            not self.signals(self.next_to(hit.end - 1, 1), Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.DOLLARS)
            for hit in self.cues.get(Cue.HOW_MANY, ())
        )

    def signals(self, at: int, *cues: Cue) -> bool:
        """Tell whether the atom at a place belongs to a hit of one of the cues."""
        hit = self.hit_of.get(at)
        return hit is not None and not hit.cues.isdisjoint(cues)

    def next_to(self, at: int, step: int) -> int:
        """Return the place of the next atom in a direction, small words passed over; it may be out of the text."""
        at += step
        while at in self.light:
            at += step
        return at


class Reader:
    """Reads texts with the words of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        lexicon = catalog.lexicon
        services = list(_service_names(catalog))
        topics = [(word, topic.id) for topic in catalog.topics.values() for word in (*topic.words, topic.title.lower())]
        phrases = [(phrase, cue) for cue, phrases in lexicon.cues.items() for phrase in phrases]
        names = [name for name, _ in services] + [word for word, _ in topics]
        self.vocabulary = Vocabulary(lexicon, names, catalog.places)
        self._phrases = Phrases((self._phrase(phrase), cue) for phrase, cue in phrases)
        self.vocabulary.compounds = frozenset(pair for name, _ in services for pair in self._pairs(name))
        self._light = frozenset(stem for word in lexicon.filler for stem in self.compiled(word))
        self._joins = frozenset(
            stems[0] for cue in _WALLS for word in lexicon.cues.get(cue, ()) if len(stems := self.compiled(word)) == 1
        )
        self._places = Places(catalog.places, self.compiled)
        self.services: Names[Target] = Names((self._name(name), target) for name, target in services)
        self._topics: Names[str] = Names((self._name(word), topic) for word, topic in topics)

    def compiled(self, phrase: str) -> tuple[str, ...]:
        tokens = tokenize(phrase, self._catalog.lexicon.modifiers)
        return tuple(atom.stem for atom in self.vocabulary.atoms(tokens, forgiving=False))

    def _phrase(self, phrase: str) -> tuple[str, ...]:
        return tuple(atom.stem for atom in self.vocabulary.phrase(tokenize(phrase, self._catalog.lexicon.modifiers)))

    def _pairs(self, name: str) -> Iterator[str]:
        """Yield each word with the number behind it, and a leading number with its word."""
        atoms = self.vocabulary.atoms(tokenize(name, self._catalog.lexicon.modifiers), forgiving=False)
        for place, (first, second) in enumerate(pairwise(atoms)):
            behind = first.sort is Sort.WORD and second.sort is Sort.NUMBER
            ahead = place == 0 and first.sort is Sort.NUMBER and second.sort is Sort.WORD
            if behind or ahead:
                yield f"{first.stem} {second.stem}"

    def _name(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a name that must be there, each once."""
        stems = [_AND if stem in self._joins else stem for stem in self.compiled(phrase) if stem != "-"]
        return tuple(dict.fromkeys(stem for stem in stems if stem not in self._light)) or tuple(dict.fromkeys(stems))

    def read(self, text: str) -> Reading:
        """Find everything in a text."""
        tokens = tokenize(normalise(text), self._catalog.lexicon.modifiers)
        return self.find(self.vocabulary.atoms(tokens))

    def find(self, atoms: Sequence[Atom]) -> Reading:
        """Find everything in atoms already read."""
        hits = self._phrases.find(atoms)
        light = frozenset(at for at, atom in enumerate(atoms) if atom.stem in self._light or atom.stem == "-")
        stops = frozenset(hit.start for hit in hits if hit.cues & (DIVIDING | {Cue.BREAK}))
        walls = frozenset(at for at, atom in enumerate(atoms) if atom.stem in self._joins)
        negated = dict(_negated(hits, stops | walls, len(atoms)))
        phrased = {
            at for hit in hits if hit.cues & _PHRASES and hit.end - hit.start > 1 for at in range(hit.start, hit.end)
        }
        field = Field(
            stems=["" if at in phrased else _AND if at in walls else atom.stem for at, atom in enumerate(atoms)],
            areas=tuple(_areas(stops, len(atoms))),
            walls=walls,
            light=light,
            negated=negated,
            floating={atoms[hit.start].stem: hit.start for hit in hits if Cue.NURSE in hit.cues},
        )
        whole = replace(field, areas=((0, len(atoms)),), walls=frozenset(), negated={}, floating={})
        localities, placed = self._places.find(atoms, hits, light)
        return Reading(
            atoms=atoms,
            hits=hits,
            services=self.services.find(field),
            topics=self._topics.find(whole),
            localities=localities,
            placed=placed,
            negated=negated,
            light=light,
        )


def _service_names(catalog: Catalog) -> Iterator[tuple[str, Target]]:
    """Yield every name of every concept and code. A concept's own name counts, unless it is another's alias."""
    for concept in catalog.concepts.values():
        for name in dict.fromkeys((*concept.aliases, concept.name.lower())):
            yield name, Target(concept.id)
    for service in catalog.services.values():
        for name in service.aliases:
            yield name, Target(service.concept, service.code)


def _areas(stops: frozenset[int], size: int) -> Iterable[tuple[int, int]]:
    """Yield the stretches between stops."""
    start = 0
    for stop in (*sorted(stops), size):
        if stop > start:
            yield start, stop
        start = stop + 1


def _negated(hits: Iterable[Hit], stops: frozenset[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield each negated atom with the atom that negates it."""
    for hit in hits:
        if hit.cues & _NEGATING:
            for at in range(hit.end, min(hit.end + _NEGATED, size)):
                if at in stops:
                    break
                yield at, hit.start


def code_ref(atom: Atom) -> CodeRef:
    """Return the code of a code atom."""
    if atom.ref is None:
        msg = f"{atom.sort} carries no code"
        raise TypeError(msg)
    return atom.ref


def is_code(atom: Atom) -> bool:
    """Tell whether the atom is a typed code."""
    return atom.sort is Sort.CODE
