"""What is asked back when a text leaves something open, each choice a complete question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Say
from bot.domain.question import (
    BreakEven,
    Choice,
    Clarify,
    Compare,
    Item,
    OutOfScope,
    Question,
    RatePerHour,
    Reason,
    Stated,
    Stats,
    Target,
    Value,
    WhatIf,
)
from bot.domain.suggestion import Suggestion

Priced = Compare | Value | RatePerHour | BreakEven | Target | WhatIf
"""The questions that are about items."""

_MOST_CHOICES = 25
"""What Discord shows in one list."""
_FURTHER = 5
"""Choices when a second thing is open too, so that their product stays small."""
_MOST_OPEN = 3
_MULTIPLES = (80, 90, 100, 110, 120, 130, 140, 150, 175, 200, 250, 300)
"""Percent of Medicare that payers commonly pay, to pick from; any other can be said in words."""

_TOLD: dict[Reason, Say] = {
    "clinical": Say.OUT_CLINICAL,
    "claims": Say.OUT_CLAIMS,
    "private_payer": Say.OUT_PRIVATE,
    "person": Say.OUT_PERSON,
    "steering": Say.OUT_STEERING,
    "future": Say.OUT_FUTURE,
    "not_yet": Say.OUT_NOT_YET,
    "unrelated": Say.OUT_UNRELATED,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to close what is open."""

    label: str
    change: Callable[[Priced], Priced]


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that the text leaves open."""

    ask: str
    options: tuple[Option, ...] = ()


def in_year(said: int, loaded: int) -> Option:
    """Return the option that takes a loaded year in the place of the one that was said."""

    def change(question: Priced) -> Priced:
        items = tuple(
            item.model_copy(update={"year": loaded}) if item.year == said else item for item in question.items
        )
        whole = {"year": loaded} if question.stated.year == said else {}
        return question.model_copy(update={"items": items, "stated": question.stated.model_copy(update=whole)})

    return Option(str(loaded), change)


class Asker:
    """Words questions back with one catalog's names."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.examples: tuple[Choice, ...] = ()
        """Complete questions offered to who asked nothing that could be understood."""

    def says(self, say: Say, *filled: object) -> str:
        """Return a sentence of the language, filled in."""
        return self._catalog.lexicon.says[say].format(*filled)

    def nothing(self, say: Say = Say.NOTHING, *filled: object) -> Clarify:
        """Ask for a question, with examples."""
        return Clarify(ask=self.says(say, *filled), choices=self.examples)

    def unknown(self, suggestions: Sequence[Suggestion]) -> Clarify:
        """Ask which of the nearest services is meant, when none was recognised."""
        choices = tuple(
            Choice(label=near.label, question=self.settled(Value(items=(self.item(near.value),))))
            for near in suggestions
        )
        return Clarify(ask=self.says(Say.UNKNOWN_SIDE), choices=choices) if choices else self.nothing()

    def item(self, value: str, like: Item | None = None) -> Item:
        """Return the item of a suggestion's value, a code or a concept, with the numbers of another item."""
        service = self._catalog.services.get(value)
        concept = service.concept if service else value
        codes = Item.model_validate({"concept": concept, "codes": [{"code": value}] if service else []}).codes
        base = like or Item(concept=concept)
        return base.model_copy(update={"concept": concept, "codes": codes, "assumed": None})

    def closed(self, question: Priced, opens: Sequence[Open], listed: tuple[Item, ...], depth: int = 0) -> Question:
        """Return the question when nothing is open, else what to ask; each choice asks for what is open then."""
        queue = (*opens, *self._unloaded(question), *self._umbrellas(question))
        if not queue:
            return question
        if len(queue) > _MOST_OPEN or depth > _MOST_OPEN:
            return self.nothing()
        most = _FURTHER if len(queue) > 1 else _MOST_CHOICES
        choices = tuple(
            Choice(label=option.label, question=self.closed(option.change(question), opens[1:], listed, depth + 1))
            for option in queue[0].options[:most]
        )
        return Clarify(ask=queue[0].ask, choices=choices, items=listed)

    def settled(self, question: Priced) -> Question:
        """Return the question, or what to ask where an item covers too much to be answered."""
        return self.closed(question, (), question.items)

    def _unloaded(self, question: Priced) -> tuple[Open, ...]:
        """Ask which of the loaded years is meant in the place of one that is not, unless the question has them all."""
        loaded = sorted({release.year for release in self._catalog.releases}, reverse=True)
        years = (question.stated.year, *(item.year for item in question.items))
        said = {year for year in years if year is not None}
        missing = sorted(said.difference(loaded))
        options = tuple(in_year(missing[0], year) for year in loaded if year not in said) if missing else ()
        return (Open(self.says(Say.YEAR_UNKNOWN, missing[0]), options),) if options else ()

    def _umbrellas(self, question: Priced) -> tuple[Open, ...]:
        return tuple(
            Open(
                ask=concept.ask,
                options=tuple(
                    self.swap(index, choice, self._catalog.concepts[choice].name) for choice in concept.choices
                ),
            )
            for index, item in enumerate(question.items)
            if item.concept and not item.codes and (concept := self._catalog.concepts[item.concept]).ask is not None
        )

    def swap(self, index: int, value: str, label: str) -> Option:
        """Return the option that puts another service in the place of one item."""

        def change(question: Priced) -> Priced:
            items = list(question.items)
            items[index] = self.item(value, items[index])
            return question.model_copy(update={"items": tuple(items)})

        return Option(label, change)

    def out_of_scope(
        self, reason: Reason, items: tuple[Item, ...], stated: Stated, listed: tuple[Item, ...]
    ) -> OutOfScope:
        """Say what is not answered, and offer the nearest thing that is."""
        choices: tuple[Choice, ...] = ()
        if items:
            choices = self._worth_instead(reason, items, stated)
        elif reason == "person":
            choices = (Choice(label=self.says(Say.TEAM), question=Stats()),)
        told = self.says(_TOLD[reason])
        return OutOfScope(reason=reason, told=told, choices=choices or self.examples[:1], items=listed)

    def _worth_instead(self, reason: Reason, items: tuple[Item, ...], stated: Stated) -> tuple[Choice, ...]:
        """Offer what the services are worth under what is published."""
        newest = self._catalog.releases[-1].year
        items = tuple(item.model_copy(update={"year": _published(item.year, newest)}) for item in items)
        stated = stated.model_copy(update={"year": _published(stated.year, newest)})
        apart = len({item.side for item in items}) > 1
        question: Priced = Value(items=items, stated=stated)
        if apart:
            question = Compare(items=items, stated=stated)
        names = (" vs " if apart else " + ").join(self.name(item) for item in items)
        label = self.says(Say.VALUE_IN, names, newest) if reason == "future" else self.says(Say.VALUE_OF, names)
        worth = Choice(label=label, question=self.settled(question))
        if reason != "private_payer" or stated.payer_multiple is not None:
            return (worth,)
        return (worth, Choice(label=self.says(Say.AT_MULTIPLE), question=self._at_multiple(question)))

    def _at_multiple(self, question: Priced) -> Clarify:
        """Ask for the multiple of Medicare that a payer pays, which only the asker can know."""
        choices = tuple(
            Choice(label=self.says(Say.MULTIPLE, percent), question=self.settled(_multiplied(question, percent)))
            for percent in _MULTIPLES
        )
        return Clarify(ask=self.says(Say.WHICH_MULTIPLE), choices=choices, items=question.items)

    def name(self, item: Item) -> str:
        """Return what an item is called: its codes as typed, else our words."""
        return " + ".join(ref.written for ref in item.codes) or self._catalog.concepts[item.concept].name


def _published(year: int | None, newest: int) -> int | None:
    """Return a year unless it is still to come."""
    return None if year is not None and year > newest else year


def _multiplied(question: Priced, percent: int) -> Priced:
    stated = question.stated.model_copy(update={"payer_multiple": Decimal(percent) / 100})
    return question.model_copy(update={"stated": stated})
