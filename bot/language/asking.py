"""What is asked back when a text leaves something open, each choice a complete question."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
        queue = (*opens, *self._umbrellas(question))
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
        if items:
            names = ", ".join(self._catalog.concepts[item.concept].name for item in items)
            question: Priced = Value(items=items, stated=stated)
            if len({item.side for item in items}) > 1:
                question = Compare(items=items, stated=stated)
            choices: Iterable[Choice] = (Choice(label=self.says(Say.VALUE_OF, names), question=self.settled(question)),)
        else:
            choices = self.examples[:1]
        return OutOfScope(reason=reason, choices=tuple(choices), items=listed)
