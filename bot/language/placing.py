"""Numbers given to the words that say what they are: "$5,500" to "care manager", "30" to "follow-ups"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache

from bot.domain.lexicon import Cue
from bot.domain.way import Slot
from bot.language.atoms import Sort
from bot.language.reading import Reading

_WINDOW = 6
"""Words between a number and what it is, at most."""
_COMMA = 3
"""What a comma or a bracket between them adds to their distance."""
_HARD = frozenset(".;?!\n")
_SOFT = frozenset(",()")
_JOIN = 1
"""What "and" between them adds."""
_BEHIND = 1
"""What it adds that the number stands behind the word: "450 members at 95"."""
_SURE = 2
"""What a number counts that only a word can tell of."""


class Form(Enum):
    """What a number looks like."""

    PART = auto()
    """A percentage or a fraction, as a part of one."""
    MONEY = auto()
    BARE = auto()
    LENGTH = auto()
    """Minutes."""
    CODED = auto()
    """Five digits that also may be a code."""


@dataclass(frozen=True, slots=True)
class Given:
    """A number of the text at atoms `at` to `end` (exclusive)."""

    at: int
    end: int
    value: Decimal
    form: Form


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase of the ways to pay at atoms `start` to `end` (exclusive)."""

    start: int
    end: int
    slots: frozenset[Slot]


Wants = Callable[[Slot, Given, Word], bool]
"""Tells whether a number may be what a word says."""
Placed = dict[Given, tuple[Slot, Word]]


def place(reading: Reading, words: Sequence[Word], numbers: Sequence[Given], wants: Wants) -> Placed:
    """Give each number the word that says what it is, each word to one number: as many as can be, the nearest first.

    A word lies between two numbers and may be either's, so what is best is found from left to right. An amount of money
    counts less, since its sign and its period tell of it too.
    """
    near = [
        [(cost, slot, word) for word in words for cost, slot in _fits(reading, numbers, index, word, wants)]
        for index in range(len(numbers))
    ]

    @cache
    def best(index: int, used: Word | None) -> tuple[int, int, tuple[tuple[int, Slot, Word], ...]]:
        """Return how much is placed from `index` on, minus the distance, and with which words."""
        if index == len(numbers):
            return 0, 0, ()
        options = [best(index + 1, None)]
        for cost, slot, word in near[index]:
            if word is not used:
                placed, total, rest = best(index + 1, word)
                weight = 1 if numbers[index].form is Form.MONEY else _SURE
                options.append((placed + weight, total - cost, ((index, slot, word), *rest)))
        return max(options, key=lambda option: option[:2])

    found = best(0, None)[2]
    return {numbers[index]: (slot, word) for index, slot, word in found}


def _fits(
    reading: Reading, numbers: Sequence[Given], index: int, word: Word, wants: Wants
) -> tuple[tuple[int, Slot], ...]:
    """Return how far a word is from a number that it may be said of, with what it says; nothing where it may not."""
    number = numbers[index]
    slots = [slot for slot in sorted(word.slots) if wants(slot, number, word)]
    if not slots:
        return ()
    ahead = word.start >= number.end
    between = range(number.end, word.start) if ahead else range(word.end, number.at)
    cost = _distance(reading, between)
    cost = cost if cost is None or ahead else cost + _BEHIND
    apart = any(other.at in between for other in numbers)
    return ((cost, slots[0]),) if cost is not None and cost <= _WINDOW and not apart else ()


def _distance(reading: Reading, between: range) -> int | None:
    """Return the words between, what divides them counted more; None across the end of a sentence or of a side."""
    cost = 0
    for at in between:
        stem = reading.atoms[at].stem
        if reading.signals(at, Cue.ALL_OF) or (stem == "," and reading.signals(at + 1, Cue.ALL_OF)):
            continue  # ", all past month one" tells of those counted before it
        if stem in _HARD or reading.signals(at, Cue.VERSUS):
            return None
        if stem in _SOFT:
            cost += _COMMA
        elif reading.signals(at, Cue.AND, Cue.PLUS):
            cost += 1 + _JOIN
        elif at not in reading.light and reading.atoms[at].sort is not Sort.MARK:
            cost += 1
    return cost
