"""A text with everything in it found that any list knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.appended import appended
from bot.language.atoms import Atom, Sort
from bot.language.called import Target, aliases, own_plurals, service_names
from bot.language.cues import Hit, Phrases
from bot.language.hyphened import Hyphened
from bot.language.inverted import verbs_of_asking
from bot.language.names import Field, Match, Names, words_of
from bot.language.negations import areas, negated, taken_back
from bot.language.places import Place, Places
from bot.language.quotas import quotas
from bot.language.shorthand import Shorthand
from bot.language.spelled import spelled
from bot.language.surroundings import Surroundings, lightly
from bot.language.text import normalise
from bot.language.tokens import tokenize
from bot.language.untaken import asks, doers, selves, split_reasons
from bot.language.vocabulary import Vocabulary
from bot.language.withs import spread

__all__ = ["DIVIDING", "Reader", "Reading", "Target"]

_AND = "and"
"""What every joining word and sign is looked up as inside a name."""
_HOUR, _DAY = 60, 24 * 60
_QUARTERS = 4
"""The last quarter of a year: a "q" before a larger number is no quarter."""
_MORE, _PLURAL = "+", "s"
_DASHES = frozenset({"-", "to"})

DIVIDING = frozenset({Cue.VERSUS, Cue.OR, Cue.THAN, Cue.EQUALS})
"""Cues that set one side against another."""
_WALLS = frozenset({Cue.AND, Cue.PLUS})
_PHRASES = frozenset(
    {Cue.GIVE_UP, Cue.EACH, Cue.LISTING, Cue.PER_HOUR, Cue.PER_MINUTE, Cue.FLAT, Cue.TOTAL, Cue.UNGUIDED, Cue.FITTING}
)
"""Cues whose phrases are no part of a name: "per visit"."""
_RATES = frozenset({Cue.PER_DAY, Cue.PER_WEEK, Cue.PER_MONTH, Cue.PER_YEAR})
"""Cues whose phrases end what is counted: no name reaches across "a week"."""


@dataclass(frozen=True)
class Reading:
    """One text: its atoms, and which of them signal, name or place what."""

    atoms: Sequence[Atom]
    hits: Sequence[Hit]
    services: Sequence[Match[Target]]
    topics: Sequence[Match[str]]
    places: Sequence[Place]
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
        return not self.cues.keys().isdisjoint(cues)

    @cached_property
    def hit_of(self) -> Mapping[int, Hit]:
        """Return the hit that each atom belongs to."""
        return {at: hit for hit in self.hits for at in range(hit.start, hit.end)}

    @cached_property
    def placed(self) -> frozenset[int]:
        """Return the atoms that state a place."""
        return frozenset(at for place in self.places for at in place.atoms)

    @cached_property
    def named(self) -> frozenset[int]:
        """Return the atoms that are part of a service's name."""
        return frozenset(at for match in self.services for at in match.places)

    @cached_property
    def modifiers(self) -> frozenset[int]:
        """Return the bare numbers that a verb puts on a service: "tack a 25 on the visit"."""
        return frozenset(at for at, atom in enumerate(self.atoms) if atom.sort is Sort.MODIFIER)

    @cached_property
    def lasting(self) -> frozenset[int]:
        """Return the bare numbers that are minutes: "99214 taking 35", "each runs 15", "a wart in 10", "q15".

        A verb or a small word says so, or a number right behind a service where the other has its minutes in a rate.
        """
        free = self.named | self.placed
        numbers = (at for at, atom in enumerate(self.atoms) if atom.sort is Sort.NUMBER and at not in free)
        return frozenset(at for at in numbers if (self.atoms[at].value or 0) <= _DAY and self._lasts(at))

    @cached_property
    def _lengths(self) -> tuple[Atom, ...]:
        return tuple(atom for atom in self.atoms if atom.sort is Sort.MINUTES)

    def _lasts(self, at: int) -> bool:
        before = self.next_to(at, -1)
        lasts, spent = self.signals(before, Cue.LASTS), self.signals(before, Cue.SPENDS)
        rated = self.has(Cue.PER_HOUR, Cue.PER_MINUTE) or any(atom.article for atom in self._lengths)
        told = (spent and (rated or self._lengths)) or (lasts and self.signals(at + 1, Cue.AND, Cue.ABOUT))
        if told or self._every(at) or self._again(at, before) or (rated and self._on(at)) or self._given(at):
            return True
        if self.signals(at - 1, Cue.THAN) and self._lengths and self.has(Cue.YES_NO) and at + 1 >= len(self.atoms):
            return True
        within = self.signals(at - 1, Cue.IN) or (rated and self.signals(at - 1, Cue.AT))
        said = lasts or (within and self._served(at - 1)) or self.as_long(at)
        return said and _ends(self, at + 1) and not self.signals(at + 1, Cue.PER_HOUR)

    def _given(self, at: int) -> bool:
        """Tell whether a number is a side's minutes, as the other side's are: "vs 15 on drinking less", "… for 20"."""
        if not self._lengths or (self.atoms[at].value or 0) <= _QUARTERS:
            return False
        opens = at == 0 or self.signals(at - 1, *DIVIDING)
        spent = self.signals(at + 1, Cue.ABOUT) or (self.signals(at + 1, Cue.DO) and at + 1 not in self.named)
        return (opens and spent) or (self.signals(at - 1, Cue.FOR) and _ends(self, at + 1))

    def _on(self, at: int) -> bool:
        """Tell whether minutes are given to a service, in a rate: "22 on a 99214", "a 99214 (22)"."""
        large = (self.atoms[at].value or 0) > _QUARTERS
        closed = self.signals(at - 1, Cue.OPENS) and at + 1 < len(self.atoms) and self.atoms[at + 1].stem == ")"
        return large and (closed or self.signals(at + 1, Cue.ABOUT))

    def _again(self, at: int, before: int) -> bool:
        """Tell whether a number says the minutes of the other side again: "for the same 40", "that 30 on a 99214"."""
        spent = self.signals(at - 1, Cue.REFERS, Cue.DEFINITE) and self.signals(at + 1, Cue.ABOUT, Cue.TO, Cue.FOR)
        told = spent or self.signals(before, Cue.SAME)
        return told and any(atom.value == self.atoms[at].value for atom in self._lengths)

    def _every(self, at: int) -> bool:
        """Tell whether a number is the minutes of one service, whatever rate follows: "q15", "every 20 rvu/hr"."""
        rated = self.signals(at + 1, Cue.PER_HOUR, Cue.RVU, Cue.WORK, Cue.DOLLARS)
        said = self.signals(at - 1, Cue.EVERY) or (self.signals(at - 1, Cue.IN) and self._served(at - 1))
        return said and (self.atoms[at].value or 0) > _QUARTERS and (rated or _ends(self, at + 1))

    def _served(self, at: int) -> bool:
        """Tell whether a service stands right before a place."""
        return at > 0 and (at - 1 in self.named or self.atoms[at - 1].sort is Sort.CODE)

    def as_long(self, at: int) -> bool:
        """Tell whether a bare number behind a service says its minutes as the other service's were said, in a rate."""
        timed = any(atom.value != _HOUR for atom in self._lengths) or self._both_timed
        return self._served(at) and timed and self.has(Cue.PER_HOUR, Cue.PER_MINUTE) and not self.ranged(at)

    @property
    def _both_timed(self) -> bool:
        """Tell whether a bare number stands behind each of several codes: "99213 15 vs 99214 25"."""
        behind = [at + 1 for at, atom in enumerate(self.atoms) if atom.sort is Sort.CODE]
        ends = [at for at in behind if at < len(self.atoms) and self.atoms[at].sort is Sort.NUMBER]
        return len(behind) > 1 and ends == behind

    def at_least(self, at: int) -> bool:
        """Tell whether a number begins a range without an end: "6+ nails"."""
        after = self.atoms[at + 1] if at + 1 < len(self.atoms) else None
        number = self.atoms[at].sort is Sort.NUMBER
        return after is not None and after.glued and after.stem == _MORE and number

    def ranged(self, at: int) -> bool:
        """Tell whether a number is the lower end of a range: "3-4 regions"."""
        numbers = at + 2 < len(self.atoms) and self.atoms[at].sort is self.atoms[at + 2].sort is Sort.NUMBER
        return numbers and self.atoms[at + 1].stem in _DASHES and not self.has(Cue.FROM, Cue.SWAP)

    @cached_property
    def hourly(self) -> frozenset[int]:
        """Return the atoms that say an hour as what a rate is for, beside the length of one: "an hour of 15 min …"."""
        hours = {at for at, atom in enumerate(self.atoms) if atom.sort is Sort.MINUTES and atom.value == _HOUR}
        told = frozenset(at for at in hours if self.atoms[at].article)
        if told and all(self._counted_by(at) for at in told):
            return told
        shorter = [at for at, atom in enumerate(self.atoms) if atom.sort is Sort.MINUTES and (atom.value or 0) < _HOUR]
        coded = sum(1 for atom in self.atoms if atom.sort is Sort.CODE)
        if any(hit.cues & DIVIDING for hit in self.hits) or len(self.services) > 1 or coded > 1:
            return frozenset(at for at in hours if self._within(at, len(shorter)))
        asked = self.has(Cue.WHAT_IS, Cue.HOW_MUCH, Cue.RVU, Cue.WORK, Cue.TOTAL, Cue.DOLLARS, Cue.WORTH)
        if len(told) == 1 and hours > told and asked:
            return told
        return frozenset(hours) if len(hours) == 1 and (shorter or self.lasting) and asked else frozenset()

    def _within(self, at: int, shorter: int) -> bool:
        """Tell whether an hour is what both sides are done in: "which makes more in an hour, 15 min A or 25 min B"."""
        asked = at + 1 == len(self.atoms) or self.signals(at + 1, Cue.BREAK, Cue.YES_NO, Cue.WONDER, Cue.COMPARE)
        return self.signals(at - 1, Cue.IN, Cue.OVER) and (shorter > 1 or asked)

    def _counted_by(self, at: int) -> bool:
        """Tell whether an hour is what so many services are done in: "3 AWVs an hour"."""
        if at and self.atoms[at - 1].sort is Sort.NUMBER and not self.has(Cue.EQUALS):
            return True  # "97530 x 4 an hour"
        first = at
        while first - 1 in self.named or self.atoms[first - 1].stem == _PLURAL:
            first -= 1
        return first < at and first > 0 and self.atoms[first - 1].sort is Sort.NUMBER and not self.has(Cue.EQUALS)

    @property
    def counts_unknown(self) -> bool:
        """Tell whether "how many" asks for services, not for RVUs or dollars."""
        return any(
            not self.signals(self.next_to(hit.end - 1, 1), Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.DOLLARS, Cue.DIFFERENCE)
            for hit in self.cues.get(Cue.HOW_MANY, ())
            if hit.end < len(self.atoms) or self.atoms[hit.start].sort is not Sort.MARK  # "… = ?" asks for the worth
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


def _ends(reading: Reading, at: int) -> bool:
    """Tell whether nothing that a number could count stands at a place."""
    if at >= len(reading.atoms) or reading.atoms[at].sort is Sort.MARK:
        return True
    return reading.signals(at, Cue.OF, Cue.TO, Cue.WITH, Cue.AT, Cue.OFFICE, Cue.FACILITY, *DIVIDING)


class Reader:
    """Reads texts with the words of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._codes = catalog.services.keys() | catalog.listed.keys()
        lexicon = catalog.lexicon
        services = [*service_names(catalog), *own_plurals(catalog)]
        topics = [(word, topic.id) for topic in catalog.topics.values() for word in (*topic.words, topic.title.lower())]
        phrases = [(phrase, cue) for cue, phrases in lexicon.cues.items() for phrase in phrases]
        names = [name for name, _ in services] + [word for word, _ in topics]
        parts = [part for region in lexicon.regions.values() for part in region]
        self.vocabulary = Vocabulary(lexicon, [*names, *parts], catalog.places)
        self._known: dict[str, tuple[str, ...]] = {}
        """Every name as it is looked up, read once: reading them is most of what building costs."""
        numbered = dict(self._with_numbers(names))
        self._light = frozenset(stem for word in lexicon.filler for stem in self.compiled(word))
        paired = (numbered[name] for name in aliases(catalog) if name in numbered)
        self.vocabulary.compounds = frozenset(pair for atoms in paired for pair in self._pairs(atoms))
        self._phrases = Phrases((self.phrase(phrase), cue) for phrase, cue in phrases)
        self._known.update((name, _stems(self.vocabulary.compounded(atoms))) for name, atoms in numbered.items())
        self._shorthand = Shorthand(lexicon.shorthand, self.compiled)
        self._joins = frozenset(
            stems[0] for cue in _WALLS for word in lexicon.cues.get(cue, ()) if len(stems := self.compiled(word)) == 1
        )
        first = (lexicon.cues.get(cue, ("",))[0] for cue in (Cue.PHASES, Cue.VERSUS))
        self._apart = tuple(self.compiled(word)[0] if word else "" for word in first)
        """Words that stand for "with and without": of one picture, and between two sides."""
        self._places = Places(catalog.places, self.compiled, self._codes, catalog.geography)
        words = (
            *(*lexicon.common, *lexicon.everyday, *lexicon.filler, *lexicon.numbers, *lexicon.parts),
            *(*lexicon.months, *lexicon.weekdays, *lexicon.cues.get(Cue.GENERIC, ())),
        )
        self.common = frozenset(stem for word in words for stem in self.compiled(word))
        """Words that alone name no service."""
        vague = {Target(concept.id) for concept in catalog.concepts.values() if concept.ask}
        named = [(self._name(name), target) for name, target in services]
        placed = self._placed()
        self.services: Names[Target] = Names(named, vague, self.common, placed)
        on_parts = (
            (one.concept, (*stems, part)) for stems, target in named for part, one in placed.get(target, {}).items()
        )
        counted = ((concept.id, self.compiled(concept.counts or "")) for concept in catalog.concepts.values())
        self.words = words_of((*((target.concept, stems) for stems, target in named), *counted, *on_parts))
        """All words of each concept's names, and of what it counts."""
        self._topics: Names[str] = Names((self._name(word), topic) for word, topic in topics)
        trade = self.services.words | self._topics.words
        self._surroundings = Surroundings(self._phrases, self._places, self.services, self._light, trade)
        hyphened = ((self._name(word), self.compiled(word)) for word, _ in topics if "-" in word)
        self._hyphened = Hyphened(hyphened)

    def _placed(self) -> dict[Target, dict[str, Target]]:
        """Return what each concept is on each part of the body, where that makes another of it or is all the same."""
        stems = {
            region: [stem for part in parts for stem in self.compiled(part)]
            for region, parts in self._catalog.lexicon.regions.items()
        }
        return {
            Target(concept.id): {
                stem: Target(other) for region, other in concept.by_region.items() for stem in stems.get(region, ())
            }
            for concept in self._catalog.concepts.values()
            if concept.by_region
        }

    def compiled(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a name or place as texts are read."""
        return self._known.get(phrase) or _stems(self._atoms(phrase))

    def settle(self) -> None:
        """Let go of the names' words that building every index went through again and again."""
        self._known.clear()
        self.vocabulary.settle()

    def _with_numbers(self, names: Iterable[str]) -> Iterator[tuple[str, list[Atom]]]:
        """Yield the names that have a number, which may belong to the word beside it; the others are known at once."""
        for name in dict.fromkeys(names):
            atoms = self._atoms(name)
            if any(atom.sort is Sort.NUMBER for atom in atoms):
                yield name, atoms
            else:
                self._known[name] = _stems(atoms)

    def _atoms(self, phrase: str) -> list[Atom]:
        return self.vocabulary.atoms(tokenize(phrase, self._catalog.lexicon.modifiers), forgiving=False)

    def phrase(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a phrase of the lexicon as texts are read."""
        tokens = tokenize(phrase, self._catalog.lexicon.modifiers)
        return _stems(self.vocabulary.compounded(self.vocabulary.phrase(tokens)))

    def _pairs(self, atoms: Sequence[Atom]) -> Iterator[str]:
        """Yield each word of a name with the number behind it, and a leading number with its word."""
        for place, (first, second) in enumerate(pairwise(atoms)):
            behind = first.sort is Sort.WORD and second.sort is Sort.NUMBER and first.stem not in self._light
            ahead = place == 0 and first.sort is Sort.NUMBER and second.sort is Sort.WORD
            if behind or ahead:
                yield f"{first.stem} {second.stem}"

    def _name(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a name that must be there, each once; the name's own tuple where that is all of them."""
        own = self.compiled(phrase)
        stems = [_AND if stem in self._joins else stem for stem in own if stem != "-"]
        must = tuple(dict.fromkeys(stem for stem in stems if stem not in self._light)) or tuple(dict.fromkeys(stems))
        return own if must == own else must

    def read(self, text: str) -> Reading:
        """Find everything in a text."""
        atoms = self.vocabulary.atoms(tokenize(normalise(text), self._catalog.lexicon.modifiers))
        return self.find(spelled(atoms, self._codes))

    def find(self, atoms: Sequence[Atom]) -> Reading:
        """Find everything in atoms already read."""
        atoms, hits = self._surroundings.without(atoms)
        apart = spread(atoms, hits, *self._apart) if any(Cue.WITHOUT in hit.cues for hit in hits) else None
        if apart is not None:
            atoms, hits = apart, self._phrases.find(apart)
        atoms = appended(quotas(atoms, hits, self._codes), hits, self._light, self._catalog.lexicon.modifiers)
        atoms = self._shorthand.read(atoms, hits)
        light = lightly(atoms, self._light)
        ends, inverted = verbs_of_asking(hits, light)
        # What stands first divides nothing: "replace a hip" is no "equals".
        stops = ends.union(
            hit.start
            for hit in hits
            if (hit.cues & (DIVIDING | {Cue.BREAK}) and hit.start) or (hit.cues & _RATES and hit.end - hit.start > 1)
        )
        walls = frozenset(at for at, atom in enumerate(atoms) if atom.stem in self._joins)
        ended = {hit.start for hit in hits if hit.cues & {Cue.OPENS, Cue.LASTS}}
        denied = dict(negated(hits, stops | walls | ended, len(atoms))) | dict(
            taken_back(hits, stops, atoms, light, self.common)
        )
        long = [hit for hit in hits if hit.cues & _PHRASES and hit.end - hit.start > 1]
        phrased = {at for hit in long for at in range(hit.start, hit.end)}
        field = Field(
            stems=["" if at in phrased else _AND if at in walls else atom.stem for at, atom in enumerate(atoms)],
            areas=tuple(areas(stops, len(atoms))),
            walls=walls,
            light=light | inverted,
            negated=denied,
            floating={
                atoms[hit.start].stem: hit.start for hit in hits if Cue.NURSE in hit.cues and asks(hits, hit, DIVIDING)
            },
        )
        services = self.services.find(field)
        split = split_reasons(hits, services, light) | selves(hits)
        if len(services) > 1 or any(atom.sort is Sort.CODE for atom in atoms):
            split |= doers(hits)
        if split:
            stems = ["" if at in split else stem for at, stem in enumerate(field.stems)]
            services = self.services.find(replace(field, stems=stems))
        whole = replace(field, areas=((0, len(atoms)),), walls=frozenset(), negated={}, floating={}, gap=0)
        return Reading(
            atoms=atoms,
            hits=hits,
            services=services,
            topics=[match for match in self._topics.find(whole) if self._hyphened.fits(match, atoms)],
            places=self._places.find(atoms, hits, light),
            negated=denied,
            light=light,
        )


def _stems(atoms: Iterable[Atom]) -> tuple[str, ...]:
    return tuple(atom.stem for atom in atoms)
