"""What a text leaves open: words and codes that nobody knows, bare numbers, several places."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind, Measure, Role
from bot.domain.lexicon import Cue, Say
from bot.domain.question import Compare, Item, Question, Stated
from bot.language.asking import Asker, Open, Option, Priced
from bot.language.atoms import Sort
from bot.language.items import SideItems
from bot.language.loose import Loose
from bot.language.merging import added_to
from bot.language.nearest import Nearest
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.stem import parts_of_a_whole
from bot.language.stretch import Stretch

_HOUR = 60
_OFFERED = 4
"""Nearest services offered for a word that nobody knows."""
_CODE_LIKE = range(4, 7)
"""Digits of a number that may be a code with a slip."""
_PAUSES = frozenset(":-")
"""Marks behind a service's name that go on with it."""
_MOST_PLACES = 24
"""Payment areas in one list, the national price beside them."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text with its sides worked out."""

    reading: Reading
    stretches: Sequence[Stretch]
    sides: Sequence[SideItems]
    items: tuple[Item, ...]
    """The items of all sides; one whose concept is empty is open."""
    stated: Stated


class Doubts:
    """Finds what has to be asked before a question can be answered."""

    def __init__(self, catalog: Catalog, asker: Asker, nearest: Nearest, loose: Loose) -> None:
        self._catalog = catalog
        self._asker = asker
        self._nearest = nearest
        self._loose = loose
        self._parts = parts_of_a_whole(catalog.lexicon)

    def without_items(self, understood: Understood) -> Question:
        """Ask which service is meant when none was recognised."""
        atoms = understood.reading.atoms
        strange = [word for stretch in understood.stretches for word in _typed(understood.reading, stretch)]
        almost = [atom.stem for atom in atoms if atom.sort is Sort.NUMBER and len(atom.stem) in _CODE_LIKE]
        if (loosely := self._loose.alone(understood.reading, strange)) is not None:
            return loosely
        typed = " ".join(strange or almost[:1])
        return self._asker.unknown(self._nearest.nearest(typed, _OFFERED) if typed else ())

    def listed(self, understood: Understood) -> tuple[Item, ...]:
        """Return the items that a question back names: none for "counseling or a procedure", "a scope or a visit"."""
        parts = [part for side in understood.sides for part in side.parts]
        reading, untimed = understood.reading, all(item.minutes is None for item in understood.items)
        vague = [
            part.generic or _of_anybody(reading, part) or self._covers(part) or self._loose.leaves_open(reading, part)
            for part in parts
        ]
        several = len(parts) > 1 and any(part.generic for part in parts)
        if all(vague) and (several or (self._one_side_of_two(understood) and untimed)):
            return ()
        apart = len(understood.sides) > 1 and untimed
        alone = len(parts) == 1 and parts[0].generic and (apart or self._covers(parts[0]))  # "repair vs visit"
        return () if alone else tuple(item for item in understood.items if item.concept)

    def _covers(self, part: Part) -> bool:
        """Tell whether a name stands for many services: "a scope"."""
        return part.code is None and bool(part.concepts) and self._catalog.concepts[part.concept].ask is not None

    def of(self, understood: Understood) -> tuple[Open, ...]:
        """Return everything that is open, in the order said."""
        return (
            *self.named(understood),
            *self._one_sided(understood),
            *self._bare(understood),
            *self._loose.of(understood.reading, _pairs(understood)),
            *self._clashing(understood),
            *self._unjoined(understood),
            *self._alike(understood),
            *self._shares(understood),
            *self.places(understood.reading),
        )

    def _bare(self, understood: Understood) -> Iterator[Open]:
        """Yield the question which visit is meant, where the word stands alone without length or level."""
        parts = [part for side in understood.sides for part in side.parts]
        told = understood.reading.has(Cue.REASON)
        if len(parts) != 1 or not parts[0].generic or not parts[0].concepts or len(understood.items) != 1 or told:
            return
        item, concept = understood.items[0], self._catalog.concepts[parts[0].concept]
        if concept.kind is not Kind.VISIT or item.minutes is not None or item.codes or not concept.uses:
            return
        rules = (self._catalog.rules[use.rule] for use in concept.uses if use.role is not Role.ADDON)
        codes = dict.fromkeys(code for rule in rules for code in rule.codes)
        options = (self._asker.swap(0, code, self._catalog.services[code].name) for code in codes)
        yield Open(self._asker.says(Say.SEVERAL), tuple(options))

    def _clashing(self, understood: Understood) -> Iterator[Open]:
        """Yield the question which visit is meant, where two kinds are said in one breath: "nurse visit, level 3"."""
        index = 0
        for side in understood.sides:
            for at, (first, second) in enumerate(pairwise(side.parts), start=index):
                if self._both_visits(first, second) and not _joined(understood.reading, first, second):
                    yield Open(
                        self._asker.says(Say.SEVERAL),
                        (Option(self._name(first), _without(at + 1)), Option(self._name(second), _without(at))),
                    )
            index += len(side.items)

    def _alike(self, understood: Understood) -> Iterator[Open]:
        """Yield the question what the second side is, where both came out as the same: "colpo with or without"."""
        first, second = (understood.sides[0], understood.sides[-1]) if understood.sides else (None, None)
        if first is None or second is None or len(understood.sides) != 2:  # noqa: PLR2004 - one side and the other
            return
        told = {tuple(_sideless(item) for item in understood.items if item.side == side) for side in (1, 2)}
        item = understood.items[-1]
        typed = all(part.code for side in understood.sides for part in side.parts)
        stretch, words = understood.stretches[-1], [part.stems for side in understood.sides for part in side.parts]
        # "Colpo with biopsy vs colpo without" leaves out what the second side lacks.
        lacks = any(understood.reading.signals(at, Cue.WITHOUT) for at in range(stretch.start, stretch.end))
        again = stretch.borrowed or len(set(words)) == 1 or lacks
        held = understood.reading.has(Cue.VIRTUAL, Cue.IN_PERSON)  # "level 3 by video vs in person" are the same
        if len(told) > 1 or not item.concept or typed or held or not again:
            return
        concept, at = self._catalog.concepts[item.concept], len(understood.items) - 1
        others = [one for one in concept.instead_of if one != item.concept]
        rules = (self._catalog.rules[use.rule] for use in concept.uses if use.role is not Role.ADDON)
        codes = dict.fromkeys(code for rule in rules for code in sorted(rule.codes))
        options = [self._asker.swap(at, one, self._catalog.concepts[one].name) for one in others]
        options += [self._asker.swap(at, code, f"{code} {self._catalog.services[code].name}") for code in codes]
        yield Open(self._asker.says(Say.SEVERAL), tuple(options))

    def _shares(self, understood: Understood) -> Iterator[Open]:
        """Yield the question what an amount or a part is that no price takes: "10% of the panel", "half my 99214s"."""
        reading = understood.reading
        if understood.stated.payer_multiple or reading.has(Cue.BOTH, Cue.BILATERAL, Cue.MEDICARE):
            return
        for at, atom in enumerate(reading.atoms):
            percent = atom.sort is Sort.PERCENT or reading.signals(at + 1, Cue.PERCENT)
            part = atom.stem in self._parts and reading.signals(at + 1, Cue.OF, Cue.OWN, Cue.LESION)
            rate = atom.sort is Sort.MONEY and atom.value and reading.signals(at - 1, Cue.AT)
            if (percent or part or (rate and not understood.stated.rate)) and at not in reading.named:
                yield Open(self._asker.says(Say.UNCLEAR_NUMBER, atom.stem))

    def _unjoined(self, understood: Understood) -> Iterator[Open]:
        """Yield the question whether two services are added or compared, where a yes-no question joins them by nothing.

        "Does a wart pay like a 99213": what relates them is a word that no list has.
        """
        parts = [part for side in understood.sides for part in side.parts]
        reading = understood.reading
        opened = any(hit.start == 0 for hit in reading.cues.get(Cue.YES_NO, ()))
        if len(understood.sides) != 1 or len(parts) != 2 or not opened or _joined(reading, *parts):  # noqa: PLR2004
            return
        names = " vs ".join(map(self._name, parts))
        yield Open(self._asker.says(Say.SEVERAL), (Option(names, _compared), *map(self._alone, range(2), parts)))

    def _alone(self, at: int, part: Part) -> Option:
        return Option(self._name(part), _without(1 - at))

    def _both_visits(self, first: Part, second: Part) -> bool:
        """Tell whether two names are those of whole visits, of which one patient has one at a time."""
        named = [part for part in (first, second) if part.concepts and not part.code]
        return len(named) > 1 and all(self._catalog.concepts[part.concept].kind is Kind.VISIT for part in named)

    def named(self, understood: Understood) -> tuple[Open, ...]:
        """Return what is open about the services themselves: unknown words and codes, bare numbers."""
        return (*self._by_side(understood), *self._numbers(understood))

    def _by_side(self, understood: Understood) -> Iterator[Open]:
        index = 0
        for stretch, side in zip(understood.stretches, understood.sides, strict=True):
            for number, part in enumerate(side.parts, start=index):
                if part.code and not part.concepts:
                    yield self._unknown_code(number, part.code.code)
                elif len(part.concepts) > 1:
                    yield self._ambiguous(number, part)
            if stretch.strangers:
                yield self._unknown_word(understood, stretch, index + len(side.items) - 1)
            index += len(side.items)

    def _one_sided(self, understood: Understood) -> Iterator[Open]:
        """Yield the question for the other side of a comparison that has only one."""
        if self._one_side_of_two(understood):
            yield self.one_side(understood.items[-1])

    def _one_side_of_two(self, understood: Understood) -> bool:
        """Tell whether something is compared, and only one side of it is named."""
        cues = understood.reading.cues
        equated = understood.reading.counts_unknown
        either = {Cue.OR, Cue.COMPARE} <= set(cues) or equated or _any_kind(understood)
        either = either and len(understood.items) == 1
        than = cues.get(Cue.THAN, ()) if len(understood.items) == 1 else ()
        either = either or any(
            understood.reading.signals(hit.end, Cue.DO, Cue.PROCEDURES) for hit in than
        )  # "more than doing stuff"
        return (Cue.VERSUS in cues or either) and len(understood.stretches) == 1

    def one_side(self, item: Item) -> Open:
        """Return the question what something is to be compared with."""
        known = self._catalog.concepts.get(item.concept)
        name, one = (known.name, known.one) if known is not None else ("", "")
        return Open(self._asker.says(Say.ONE_SIDE, name), (Option(self._asker.says(Say.VALUE_OF, one), _unchanged),))

    def _unknown_code(self, index: int, code: str) -> Open:
        near = self._nearest.nearest(code, _OFFERED)
        return Open(
            self._asker.says(Say.UNKNOWN_CODE, code),
            tuple(self._asker.swap(index, one.value, one.label) for one in near),
        )

    def _ambiguous(self, index: int, part: Part) -> Open:
        names = [(concept, self._catalog.concepts[concept].name) for concept in part.concepts]
        options = tuple(self._asker.swap(index, concept, name) for concept, name in names)
        return Open(self._asker.says(Say.SEVERAL), options)

    def _unknown_word(self, understood: Understood, stretch: Stretch, index: int) -> Open:
        """Ask about words that may name a service; they are never repeated, for they may name a person."""
        typed = " ".join(_typed(understood.reading, stretch))
        known = [self._name(part) for part in stretch.parts if part.concepts][-1:]
        near = self._nearest.nearest(typed, _OFFERED)
        options = tuple(self._asker.swap(index, one.value, one.label) for one in near if one.label not in known)
        if not known:
            return Open(self._asker.says(Say.UNKNOWN_SIDE if options else Say.UNKNOWN_NONE), options)
        leave = Option(self._asker.says(Say.WITHOUT_WORD, *known), _unchanged)
        return Open(self._asker.says(Say.UNKNOWN_WORD, *known), (leave, *options))

    def _name(self, part: Part) -> str:
        return part.code.written if part.code else self._catalog.concepts[part.concept].name

    def _numbers(self, understood: Understood) -> Iterator[Open]:
        index = 0
        for side in understood.sides:
            if side.out_of_range:
                yield Open(self._asker.says(Say.RANGE_MINUTES))
            yield from self._longer(index, side)
            if side.unsized:
                yield Open(self._asker.says(Say.NO_SUCH_SIZE))
            for doubt in side.beyond:
                whole = Option(
                    self._asker.says(Say.AS_MINUTES, doubt.value), _changing(index + doubt.item, "minutes", doubt.value)
                )
                yield Open(self._asker.says(Say.WHOSE_MINUTES, doubt.value), (whole,))
            for doubt in side.doubts:
                at, value = index + doubt.item, doubt.value
                yield Open(
                    self._asker.says(Say.BARE_NUMBER, value),
                    (
                        Option(self._asker.says(Say.AS_MINUTES, value), _changing(at, "minutes", value)),
                        Option(self._asker.says(Say.AS_COUNT, value), _changing(at, "quantity", value)),
                    ),
                )
            index += len(side.items)

    def _longer(self, start: int, side: SideItems) -> Iterator[Open]:
        """Yield the question whether hours of a service are one or several, where no rule reaches so far."""
        for at, item in enumerate(side.items, start=start):
            limit = self._limit(item)
            if item.minutes is None or limit is None or item.minutes < 2 * limit or item.minutes <= _HOUR:
                continue
            options = [Option(self._asker.says(Say.AS_ONE, item.minutes), _unchanged)]
            if item.minutes % _HOUR == 0:
                hours = item.quantity * item.minutes // _HOUR
                options.append(Option(self._asker.says(Say.AS_HOURS, hours), _hourly(at, hours)))
            yield Open(self._asker.says(Say.ONE_OR_SEVERAL, item.minutes), tuple(options))

    def _limit(self, item: Item) -> int | None:
        """Return the minutes from which the service's longest code holds; None where units go on without end."""
        concept = self._catalog.concepts.get(item.concept)
        if concept is None or item.codes:
            return None
        rules = [self._catalog.rules[use.rule] for use in concept.uses if use.rule in self._catalog.rules]
        bands = [band for rule in rules if rule.measure is Measure.MINUTES for band in rule.bands]
        endless = any(line.each for rule in rules for band in rule.bands for line in band.lines)
        return None if endless or not bands else max(band.start for band in bands)

    def places(self, reading: Reading) -> Iterator[Open]:
        """Yield what has to be asked when the text names no place or several that Medicare prices by."""
        places = reading.places
        ids = sorted({one for place in places for one in place.localities})
        unlisted = len(places) == 1 and not ids and places[0].zip_code
        same = len({place.localities for place in places}) == 1
        if not places or unlisted or (len(ids) == 1 and same):
            return
        newest = self._catalog.gpcis[max(self._catalog.gpcis)] if self._catalog.gpcis else {}
        named = sorted((newest[one].name.title(), one) for one in ids if one in newest)
        say = Say.PLACE_SIDES if len(places) > 1 else Say.PLACE if ids else Say.PLACE_UNKNOWN
        national = Option(self._asker.says(Say.NATIONAL), _unchanged)
        yield Open(
            self._asker.says(say), (*(Option(name, _in_place(one)) for name, one in named[:_MOST_PLACES]), national)
        )


def _any_kind(understood: Understood) -> bool:
    """Tell whether a word for any of a kind alone stands beside "or": "talking or testing"."""
    parts = [part for side in understood.sides for part in side.parts]
    plain = all(part.generic for part in parts) and all(item.minutes is None for item in understood.items)
    return understood.reading.has(Cue.OR) and plain


def _typed(reading: Reading, stretch: Stretch) -> list[str]:
    """Return the words to look for something near: those nobody knows, and the part of the body said with them."""
    if not stretch.strangers:
        return []
    taken = {at for part in stretch.parts for at in part.taken}
    told = (at for at in range(stretch.start, stretch.end) if reading.signals(at, Cue.BODY) and at not in taken)
    return [reading.atoms[at].stem for at in sorted({*stretch.strangers, *told})]


def _pairs(understood: Understood) -> list[tuple[Part, Item]]:
    """Return each part with its item."""
    parts = (part for side in understood.sides for part in side.parts)
    return list(zip(parts, understood.items, strict=False))


def _sideless(item: Item) -> Item:
    return item.model_copy(update={"side": None, "assumed": None})


def _joined(reading: Reading, first: Part, second: Part) -> bool:
    """Tell whether something between two names makes them two services: a joining word, or a number.

    So does a verb that puts one on the other: "is it worth adding an EKG to an AWV".
    """
    return added_to(reading, first, range(first.end, second.start)) or any(
        reading.atoms[at].value is not None
        or (reading.signals(at, Cue.AND, Cue.PLUS, Cue.WITH, Cue.BREAK) and reading.atoms[at].stem not in _PAUSES)
        for at in range(first.end, second.start)
    )


def _compared(question: Priced) -> Priced:
    """Return two services set against each other."""
    items = tuple(item.model_copy(update={"side": side}) for side, item in enumerate(question.items, start=1))
    return Compare(items=items, stated=question.stated)


def _without(index: int) -> Callable[[Priced], Priced]:
    """Return what leaves one item out."""

    def change(question: Priced) -> Priced:
        return question.model_copy(update={"items": (*question.items[:index], *question.items[index + 1 :])})

    return change


def _unchanged(question: Priced) -> Priced:
    return question


def _changing(index: int, field: Literal["minutes", "quantity"], value: int) -> Callable[[Priced], Priced]:
    """Return what gives one item its number."""

    def change(question: Priced) -> Priced:
        items = list(question.items)
        items[index] = items[index].model_copy(update={field: value})
        return question.model_copy(update={"items": tuple(items)})

    return change


def _hourly(index: int, hours: int) -> Callable[[Priced], Priced]:
    """Return what makes one item so many sessions of an hour."""

    def change(question: Priced) -> Priced:
        items = list(question.items)
        items[index] = items[index].model_copy(update={"minutes": _HOUR, "quantity": hours})
        return question.model_copy(update={"items": tuple(items)})

    return change


def _in_place(locality: str) -> Callable[[Priced], Priced]:
    """Return what gives the question its place."""

    def change(question: Priced) -> Priced:
        return question.model_copy(update={"stated": question.stated.model_copy(update={"locality": locality})})

    return change


def _of_anybody(reading: Reading, part: Part) -> bool:
    """Tell whether a name only adds people to a word for many services: "talking to pts"."""
    said = [at for at in part.taken if at not in reading.light]
    return part.code is None and all(reading.signals(at, Cue.GENERIC, Cue.MEMBER) for at in said)
