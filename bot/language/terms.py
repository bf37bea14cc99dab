"""Which term or rule of billing a text asks about, by the words that name it or by the services that it bears on."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.domain.topic import Aspect, Topic
from bot.language.atoms import Sort
from bot.language.forms import OPENING, PRICED, counts, free, gets, opens, packs, whys, wonders
from bot.language.grounds import any_price, of_time, put_on, same, several, severe, which_unit
from bot.language.letters import lettered
from bot.language.likeness import Likeness, Stems
from bot.language.matched import (
    adds,
    heads,
    is_metric,
    longest,
    moves,
    of_place,
    only_basis,
    only_staff,
    pointed_at,
    stands_alone,
    weighs_apart,
    whole,
)
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS
from bot.language.stretch import Stretch

_WEIGHING = (Cue.THAN, Cue.VERSUS, Cue.COMPARE, Cue.EQUALS, Cue.BREAK_EVEN, Cue.HOW_MANY, Cue.PER_HOUR, Cue.PER_MINUTE)
"""Cues of questions about numbers, whatever rule they mention."""
_PLACELESS = (*_WEIGHING, Cue.LOWER, Cue.RAISE, Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.WORTH)
"""Cues of questions that ask a number, so that a kind of place in them is only its basis."""
_COUNTS = (Cue.HOW_MANY, Cue.EQUALS, Cue.BREAK_EVEN, Cue.PER_HOUR, Cue.PER_MINUTE)
_MEASURED = frozenset({Sort.MINUTES, Sort.NUMBER, Sort.MONEY, Sort.PERCENT})
_PAIR = 2
"""Words of a modifier's plainest name: "modifier 25"."""


class Terms:
    """Finds the topic that is to be explained."""

    def __init__(self, catalog: Catalog, stems: Stems, common: frozenset[str]) -> None:
        """Take the words of the topics, as `stems` reads texts, and the words that alone name no service."""
        self._catalog, self._common = catalog, common
        self._likeness = Likeness(catalog, stems)
        marks = {stems(word) for word in catalog.lexicon.cues.get(Cue.MODIFIER, ())}
        self._words = {topic.id: [stems(word) for word in topic.words] for topic in catalog.topics.values()}
        self._modifiers = {
            words[1]: topic
            for topic, all_words in self._words.items()
            for words in all_words
            if len(words) == _PAIR and words[:1] in marks
        }
        self._letters = {
            words[1]: topic
            for topic, all_words in self._words.items()
            for words in all_words
            if len(words) == _PAIR and len(words[1]) == 1
        }
        self._rows = catalog.rows[catalog.releases[-1].id] if catalog.releases else {}
        self._codes: dict[str, list[str]] = {}
        for service in catalog.services.values():
            self._codes.setdefault(service.concept, []).append(service.code)

    def topic(self, reading: Reading, parts: Sequence[Part], stretches: Sequence[Stretch]) -> str | None:
        """Return the topic that is to be explained, or None when the question is about numbers."""
        apart = reading.has(Cue.OR) and sum(1 for stretch in stretches if stretch.parts) > 1 and not wonders(reading)
        modifier = self._of_modifier(reading) if reading.modifiers and not apart else None
        if modifier:
            return modifier
        shown = lettered(reading, parts, self._letters, self._modifiers) or self._added(reading, parts)
        if shown:
            return shown
        specific = [part for part in parts if self.specific(reading, part)]
        if specific and (splits(reading) or _asks_amount(reading) or any_price(reading, specific) or _earns(reading)):
            return None
        if len(specific) < _PAIR and severe(reading):
            return self._told(Aspect.SEVERITY, ())
        placed = whys(reading) and any(place.localities for place in reading.places) and not specific
        kinds = None if specific else self._told(Aspect.PLACE, ()) if placed else self._of_kinds(reading)
        named = kinds or self._rivals(reading, parts) or (_named(reading, parts, stretches) if reading.topics else None)
        if named:
            return named
        if which_unit(reading, specific):
            return self._told(Aspect.UNITS, specific)
        if same(reading, specific):
            return self._told(Aspect.RULES, specific)
        if any(stretch.strangers for stretch in stretches) and specific:
            return None
        found = self._of_services(reading, specific) if specific else self._of_people(reading) or self._alike(reading)
        if found is None and parts and whys(reading) and reading.has(Cue.THAN, Cue.COMPARE, Cue.EQUALS):
            return self._told(Aspect.WORTH, specific)
        return found

    def supposed(self, reading: Reading) -> str | None:
        """Return what tells of a supposition without numbers: "if the clinic becomes a hospital department"."""
        told = (match for match in reading.topics if not (only_basis(reading, match) and len(match.places) < _PAIR))
        return longest(reading, [match for match in told if not moves(reading, match) and not adds(reading, match)])

    def _added(self, reading: Reading, parts: Sequence[Part]) -> str | None:
        """Return the topic that tells from which minute an added code counts."""
        added = put_on(reading, parts, self._catalog)
        return self._told(Aspect.MINUTES, (added,)) if added is not None else None

    def _of_kinds(self, reading: Reading) -> str | None:
        """Return what tells why one kind of work pays more than another: "why do procedures pay more than talking"."""
        kinds = reading.has(Cue.PROCEDURES) and reading.has(Cue.TALKS, Cue.VISITS)
        asked = reading.has(Cue.EXPLAIN) and reading.has(Cue.THAN, Cue.VERSUS)
        measured = any(atom.sort in _MEASURED for atom in reading.atoms)
        return self._told(Aspect.KINDS, ()) if kinds and asked and not measured else None

    def _rivals(self, reading: Reading, parts: Sequence[Part]) -> str | None:
        """Return the topic of what Medicare takes in the place of another: "99417 instead of G2212", no price asked."""
        timed = any(atom.sort is Sort.MINUTES for atom in reading.atoms)
        concepts = {part.concept for part in parts if part.concepts}
        if len(concepts) < _PAIR or timed or reading.has(*PRICED) or counts(reading):
            return None
        if len({self._unpaid(part) for part in parts}) < _PAIR:
            return None
        topics = self._catalog.topics.values()
        return next((topic.id for topic in topics if concepts <= set(topic.concepts)), None)

    def words_of(self, reading: Reading, topic: str) -> frozenset[int]:
        """Return the atoms that name a topic, by its number alone, the name found or another said word for word."""
        if reading.modifiers:
            return reading.modifiers
        found = {at for match in reading.topics if topic in match.name.targets for at in match.places}
        stems = tuple(atom.stem for atom in reading.atoms)
        for name in self._words[topic]:
            begins = (at for at in range(len(stems) - len(name) + 1) if stems[at : at + len(name)] == name)
            found.update(at for begin in begins for at in range(begin, begin + len(name)))
        return frozenset(found)

    def listed(self, reading: Reading, part: Part) -> bool:
        """Tell whether a name is that of a service, not of any visit nor of somebody's coming back."""
        few = len(part.stems) == 1 or any(reading.signals(at, Cue.GENERIC) for at in part.taken)
        plain = few and part.stems <= self._common and part.code is None
        return bool(part.concepts) and not (part.generic or plain or _again(reading, part))

    def specific(self, reading: Reading, part: Part) -> bool:
        """Tell whether a name is that of a service, not of a whole class of them or of somebody's coming back."""
        whole = part.code is not None or (bool(part.concepts) and self._catalog.concepts[part.concept].ask is None)
        return whole and self.listed(reading, part)

    def _of_modifier(self, reading: Reading) -> str | None:
        """Return the topic of a modifier that is told by its number, where a price is not asked: "tack a 25 on"."""
        told = (self._modifiers.get(reading.atoms[at].stem) for at in sorted(reading.modifiers))
        weighed = reading.has(*PRICED, Cue.THAN, Cue.VERSUS, Cue.COMPARE) or counts(reading)
        return None if weighed and not reading.has(Cue.EXPLAIN, Cue.RULE) else next(filter(None, told), None)

    def _alike(self, reading: Reading) -> str | None:
        """Return the topic whose words are nearest to those of a text that asks about no service."""
        measured = any(atom.sort in _MEASURED for atom in reading.atoms)
        asks = reading.has(Cue.EXPLAIN, Cue.RULE, Cue.WHAT_IS) or opens(reading)
        if measured or not asks or _solved(reading) or reading.has(Cue.REQUEST, Cue.COMPARE):
            return None
        return self._likeness.nearest(atom.stem for atom in reading.atoms if atom.sort is Sort.WORD)

    def _unpaid(self, part: Part) -> bool:
        """Tell whether Medicare pays nothing for the code that was typed, or for any code of what was named.

        Rows are looked up when they are asked about: reading all of them would cost each start its time and memory.
        """
        codes = [part.code.code] if part.code else self._codes.get(part.concept, [])
        rows = [row for code in codes if (row := self._rows.get((code, ""))) is not None]
        return bool(rows) and not any(row.paid for row in rows)

    def _of_people(self, reading: Reading) -> str | None:
        """Return what tells apart who bills, where people are set against each other and no service is named."""
        people = {cue for cue in CLINICIANS if reading.has(cue)}
        asked = len(people) > 1 or opens(reading) or reading.has(Cue.EXPLAIN)
        if not people or not asked or not reading.has(*PRICED) or reading.has(Cue.HOW_MANY):
            return None
        return self._told(Aspect.CLINICIAN, ())

    def _of_services(self, reading: Reading, parts: Sequence[Part]) -> str | None:
        """Return the topic of services whose rules are asked about without a word for them."""
        if _defined(reading, parts):
            own = (topic.id for topic in self._catalog.topics.values() if parts[0].concept in topic.concepts)
            return next(own, None)
        aspect = self._aspect(reading, parts)
        return self._told(aspect, parts) if aspect else None

    def _aspect(self, reading: Reading, parts: Sequence[Part]) -> Aspect | None:
        """Return what is asked about services, or None when it is not about their rules."""
        unpaid = any(self._unpaid(part) for part in parts)
        if _lasting(reading, parts):
            return Aspect.MINUTES
        weighed = _solved(reading) or reading.has(Cue.DIFFERENCE) or (len(parts) > 1 and reading.has(Cue.COMPARE))
        moved = reading.has(Cue.FACILITY) and reading.has(Cue.LOWER, Cue.RAISE, Cue.THAN)
        lower = reading.has(Cue.LOWER, Cue.RAISE) or whys(reading)
        alone = moved and len(parts) == 1 and lower  # "why is it less there than here"
        asks = (free(reading, Cue.RULE) or _outside(reading, parts, Cue.EXPLAIN)) and (alone or not weighed)
        plain = not reading.has(*PRICED, *_WEIGHING, Cue.REQUEST)
        together = reading.has(Cue.SAME_DAY) and reading.has(Cue.WONDER) and not weighed
        together = together and not (reading.has(*PRICED) or gets(reading))
        refused = unpaid and opens(reading) and reading.has(Cue.COVERED) and not reading.has(Cue.WORTH)
        if not (asks or together or refused or (opens(reading) and plain)):
            return None
        changed = reading.has(Cue.LOWER, Cue.RAISE) and reading.has(Cue.EXPLAIN, Cue.DONE, Cue.LAST_YEAR)
        altered = opens(reading) and reading.has(Cue.ALTERED)
        timed = free(reading, Cue.RULE) and of_time(reading)
        told = {
            Aspect.MINUTES: timed,
            Aspect.SETTING: moved,
            Aspect.CHANGE: changed or altered,
            Aspect.UNPAID: unpaid and (asks or refused),
            Aspect.TOGETHER: several(parts) or reading.has(Cue.SAME_DAY),
            Aspect.SIDES: reading.has(Cue.BILATERAL, Cue.BOTH),
            Aspect.AGAIN: reading.has(Cue.AGAIN),
            Aspect.COVERED: reading.has(Cue.COVERED),
            Aspect.CLINICIAN: reading.has(*CLINICIANS),
            Aspect.RULES: asks,
            Aspect.OWN: not any(atom.sort in _MEASURED for atom in reading.atoms),
        }
        return next((aspect for aspect, fits in told.items() if fits), None)

    def _told(self, aspect: Aspect, parts: Sequence[Part]) -> str | None:
        """Return the topic that tells it best: of these services, then of their kinds, then of any."""
        concepts = {part.concept for part in parts}
        kinds = {self._catalog.concepts[concept].kind for concept in concepts}
        own = (topic for topic in self._catalog.topics.values() if concepts & set(topic.concepts))
        telling = [topic for topic in self._catalog.topics.values() if aspect in topic.aspects]
        exact = next(own, None) if aspect in _OWN else None
        found = exact or max(telling, key=lambda topic: _fits(topic, kinds), default=None)
        return found.id if found and (found is exact or _fits(found, kinds)) else None


_OWN = frozenset(
    {
        Aspect.MINUTES,
        Aspect.CHANGE,
        Aspect.TOGETHER,
        Aspect.COVERED,
        Aspect.UNPAID,
        Aspect.CLINICIAN,
        Aspect.RULES,
        Aspect.OWN,
    }
)
"""What a topic about one service's rules tells before the general one."""


def splits(reading: Reading) -> bool:
    """Tell whether it is asked who gets which part of a price: "where do the dollars go"."""
    return reading.has(Cue.SPLIT) and reading.has(Cue.DOLLARS, Cue.OVERHEAD) and not reading.has(*_COUNTS)


def _earns(reading: Reading) -> bool:
    """Tell whether two kinds of clinicians are set against each other by money: "who gets more for it, NP or MD"."""
    apart = reading.has(Cue.OR, Cue.VERSUS) and reading.has(Cue.COMPARE)
    return apart and sum(1 for cue in CLINICIANS if reading.has(cue)) > 1


def _asks_amount(reading: Reading) -> bool:
    """Tell whether a yes-or-no question goes on to ask for the amount: "is it paid by Medicare and how much"."""
    if not opens(reading) or not reading.has(Cue.COVERED):
        return False
    hits = (*reading.cues.get(Cue.HOW_MUCH, ()), *reading.cues.get(Cue.WHAT_IS, ()))
    later = [hit for hit in hits if hit.start >= OPENING]
    return any(
        (Cue.HOW_MUCH in hit.cues and hit.end - hit.start > 1)
        or reading.signals(reading.next_to(hit.end - 1, 1), *PRICED, Cue.HOW_MUCH)
        for hit in later
    )


def _again(reading: Reading, part: Part) -> bool:
    """Tell whether the words of a name only say that somebody comes back: "a recheck", "the post op check"."""
    back = any(reading.signals(at, Cue.AGAIN) for at in part.taken)
    return part.code is None and back and all(reading.signals(at, Cue.AGAIN, Cue.CHECKED) for at in part.taken)


def _solved(reading: Reading) -> bool:
    """Tell whether one thing is set against another, or a number is asked for."""
    counted = min((at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.NUMBER), default=len(reading.atoms))
    # "Do three 99214s cover a vasectomy" weighs them, "does Medicare cover a vasectomy" does not.
    equal = any(Cue.COVERED not in hit.cues or hit.start > counted for hit in reading.cues.get(Cue.EQUALS, ()))
    return equal or reading.has(Cue.THAN, Cue.VERSUS, Cue.BREAK_EVEN, Cue.HOW_MANY, Cue.PER_HOUR, Cue.PER_MINUTE)


def _defined(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether nothing but what a service is, is asked: "whats apcm"."""
    if len(parts) != 1 or parts[0].code or not parts[0].concepts:
        return False
    asked = {at for hit in reading.cues.get(Cue.WHAT_IS, ()) for at in range(hit.start, hit.end)}
    rest = set(range(len(reading.atoms))) - asked - parts[0].taken - reading.light
    return 0 in asked and all(reading.atoms[at].sort is Sort.MARK for at in rest)


def _lasting(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked how long a service must take, not when it is worth as much as another."""
    equal = reading.has(Cue.EQUALS, Cue.BREAK_EVEN, Cue.THAN)
    least = [hit for hit in reading.cues.get(Cue.MINIMUM, ()) if not reading.signals(hit.end, Cue.ARTICLE)]
    told = any(reading.named.isdisjoint(range(hit.start, hit.end)) for hit in least)  # "cutting off a tag" is none
    asked = reading.has(Cue.HOW_LONG) and not reading.has(Cue.PER_HOUR, Cue.PER_MINUTE)  # "how fast does it pay"
    return told or (asked and len(parts) == 1 and not equal)


def _outside(reading: Reading, parts: Sequence[Part], cue: Cue) -> bool:
    """Tell whether a cue is there outside the words that name services: not "explaining the MRI", which is a talk."""
    taken = reading.named.union(*(part.taken for part in parts))
    told = {hit.start for hit in reading.cues.get(cue, ()) if _told_about(reading, parts, hit.start)}
    hits = (hit for hit in reading.cues.get(cue, ()) if hit.start not in told)
    return any(taken.isdisjoint(range(hit.start, hit.end)) for hit in hits)


def _told_about(reading: Reading, parts: Sequence[Part], at: int) -> bool:
    """Tell whether a word goes on with what a service is about: "an EKG or a visit about why she hurts".

    So does a verb behind a length: "half an hour explaining insulin".
    """
    timed = at > 0 and reading.atoms[at - 1].sort is Sort.MINUTES
    return timed or (len(parts) > 1 and reading.signals(at - 1, Cue.ABOUT) and any(at - 2 in p.taken for p in parts))


def _fits(topic: Topic, kinds: set[Kind]) -> int:
    """Return how well a topic's kinds fit: all said, any, or not."""
    if not topic.kinds:
        return 1
    return 2 if kinds and kinds <= set(topic.kinds) else 0


def _named(reading: Reading, parts: Sequence[Part], stretches: Sequence[Stretch]) -> str | None:
    """Return the topic that the text names and asks about."""
    asks = reading.has(Cue.EXPLAIN, Cue.RULE, Cue.WONDER, Cue.WHAT_IS)
    strong = [m for m in reading.topics if not only_basis(reading, m) and not packs(reading, m.start)]
    strong = strong if asks else [m for m in strong if not adds(reading, m)]
    if asks:  # "decision for surgery modifier, which one is it": surgery is no service there
        parts = [part for part in parts if part.code or not any(part.taken < {*m.places} for m in strong)]
    specific = [part for part in parts if not part.generic]
    if (
        len(specific) > 1
        and reading.has(Cue.EQUALS, Cue.BREAK_EVEN)
        and _solved(reading)
        and not (reading.has(Cue.EXPLAIN) or free(reading, Cue.MINIMUM))
    ):
        return None
    timed = any(atom.sort is Sort.MINUTES for atom in reading.atoms)
    numbered = any(atom.sort is not Sort.WORD and atom.value is not None for atom in reading.atoms)
    told = asks or not parts or not (numbered or reading.has(*PRICED, *_WEIGHING))
    if all(part.generic for part in parts) and told:
        weak = [match for match in reading.topics if asks and not is_metric(reading, match)]
        return longest(reading, strong or weak or (reading.topics if asks and not parts and not numbered else ()))
    if strong and (reading.has(Cue.EXPLAIN) or free(reading, Cue.RULE) or _what_for(reading)):
        return longest(reading, strong)
    priced = reading.has(*PRICED)
    plain = not priced or not reading.has(*_WEIGHING)
    apart = [match for match in strong if all(part.taken.isdisjoint(match.places) for part in parts)]
    if specific and reading.has(Cue.WORTH):
        apart = [match for match in apart if not only_staff(reading, match)]
    alone = len(stretches) == 1 or not weighs_apart(reading, strong)
    if wonders(reading) and alone and plain and not (priced and timed) and (apart if priced else strong):
        return longest(reading, apart if priced else strong)
    placed = [match for match in reading.topics if len(match.places) > 1 and of_place(reading, match)]
    if placed and opens(reading) and not numbered and not reading.has(*_PLACELESS):
        return longest(reading, placed)  # "do hospital rounds pay at the facility rate"
    pointed = [match for match in strong if pointed_at(reading, match) and (not priced or whole(reading, match))]
    rated = reading.has(Cue.PER_HOUR, Cue.PER_MINUTE)
    pointed = [match for match in pointed if not (rated and any(part.taken >= {*match.places} for part in specific))]
    own = [match for match in strong if stands_alone(match, parts, stretches)]
    own += [match for match in strong if not (priced or reading.has(Cue.NONE)) and heads(reading, match, parts)]
    return longest(reading, pointed or own)


def _what_for(reading: Reading) -> bool:
    """Tell whether a text ends with what "it" does: "modifier 26 on xrays, what does it do"."""
    verbs = [hit for hit in reading.cues.get(Cue.DO, ()) if reading.next_to(hit.end - 1, 1) >= len(reading.atoms) - 1]
    asked = (hit.end for hit in reading.cues.get(Cue.WHAT_IS, ()))
    return any(reading.signals(at, Cue.REFERS, Cue.IT) and hit.start == at + 1 for at in asked for hit in verbs)
