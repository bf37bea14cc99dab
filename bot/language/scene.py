"""A text as the search for identifiers sees it: words, runs of digits and marks, each with what it gives away."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.trace import Trace
from bot.language.cues import shared

_BIT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+|\S")
_LONG = 4
"""Letters from which a word's capital tells something of how the whole text is written."""
_SHORT = 3
"""Letters from which a small word is more than a unit or a modifier."""
_FEW = 5
"""Words from which a text can be written in capitals or as a title."""

_NAME = 2
"""Letters of the shortest name that only its strangeness gives away."""
_SMALL_NAME = 4
"""The same, where it is not written in capitals."""
_NAMES = frozenset({Trace.GIVEN, Trace.SURNAME, Trace.WORDLIKE, Trace.PARTICLE})
_MOST_COMPARED = 4
"""Unknown words of one text that are searched for a slip; each takes half a millisecond."""
_HUNDRED = 100
_MOST_DIGITS = 9
"""Digits of the longest number that is read as one."""


@dataclass(frozen=True, slots=True)
class Bit:
    """One word, run of digits or mark."""

    written: str
    word: str
    """In lower case, without a possessive ending."""
    start: int
    end: int

    @property
    def lettered(self) -> bool:
        """Tell whether it is a word."""
        return self.written[0].isalpha()

    @property
    def numeric(self) -> bool:
        """Tell whether it is a run of digits."""
        return self.written[0].isdecimal()

    @property
    def capital(self) -> bool:
        """Tell whether it is written as a name is: a capital, and not capitals throughout."""
        return self.written[0].isupper() and not (self.written.isupper() and len(self.written) > 1)


@dataclass(frozen=True, slots=True)
class Words:
    """What the language knows apart from traces."""

    knows: Callable[[str], bool]
    """Tells a word of the trade from a possible name."""
    resembles: Callable[[str], bool]
    """Tells whether a word may be one of the trade's with a slip in it."""
    numbers: Mapping[str, int]
    filler: frozenset[str]
    endings: tuple[str, ...]
    """Endings of words that are no names."""


Span = tuple[int, int]
"""Where something stands: first character, and the one behind the last."""


class Traces:
    """The phrases that give something away, by their words."""

    def __init__(self, phrases: Iterable[tuple[str, Trace]]) -> None:
        found: dict[tuple[str, ...], set[Trace]] = {}
        for phrase, trace in phrases:
            found.setdefault(tuple(bit.word for bit in bits(phrase)), set()).add(trace)
        self._found = shared(found)
        self._longest: dict[str, int] = {}
        for words in found:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def at(self, words: tuple[str, ...], at: int) -> tuple[frozenset[Trace], int]:
        """Return what the longest phrase at a place gives away, and where it ends."""
        for size in range(self._longest.get(words[at], 0), 0, -1):
            found = self._found.get(words[at : at + size])
            if found:
                return found, at + size
        return frozenset(), at + 1


class Scene:
    """One text, cut and looked up."""

    def __init__(self, text: str, traces: Traces, words: Words) -> None:
        self.text = text
        self.bits = bits(text)
        self.size = len(self.bits)
        self._words = words
        cut = tuple(bit.word for bit in self.bits)
        self._traces = [traces.at(cut, at) for at in range(self.size)]
        self._having: dict[Trace, list[int]] = {}
        for at, (found, _) in enumerate(self._traces):
            for trace in found:
                self._having.setdefault(trace, []).append(at)
        self._starts = [bit.start for bit in self.bits]
        self._titled = _titled(self.bits)
        self.small_words = any(
            bit.lettered and bit.written.islower() and len(bit.written) >= _SHORT for bit in self.bits
        )
        """Whether something is written small, so that a capital says something."""
        self._compared = 0

    def signals(self, at: int, *wanted: Trace) -> bool:
        """Tell whether the phrase that begins at a bit gives one of these away; nothing does beyond the ends."""
        return 0 <= at < self.size and not self._traces[at][0].isdisjoint(wanted)

    def end_of(self, at: int) -> int:
        """Return the bit behind the phrase that begins at a bit."""
        return self._traces[at][1]

    def having(self, *wanted: Trace) -> list[int]:
        """Return the bits at which a phrase begins that gives one of these away."""
        return sorted({at for trace in wanted for at in self._having.get(trace, ())})

    def before(self, at: int, reach: int, *wanted: Trace) -> bool:
        """Tell whether one of the bits shortly before gives one of these away."""
        return any(self.signals(near, *wanted) for near in range(at - reach, at))

    def bit_at(self, place: int) -> int:
        """Return the first bit at or behind a character."""
        return bisect_left(self._starts, place)

    def span(self, first: int, end: int) -> Span:
        """Return where the bits from the first up to the end stand."""
        return self.bits[first].start, self.bits[end - 1].end

    def marks(self, at: int, *marks: str) -> bool:
        """Tell whether a bit is one of the marks."""
        return 0 <= at < self.size and self.bits[at].written in marks

    def glued(self, at: int) -> bool:
        """Tell whether a bit follows the one before it without a space."""
        return 0 < at < self.size and self.bits[at].start == self.bits[at - 1].end

    def value(self, at: int) -> int | None:
        """Return the whole number that a bit writes in digits."""
        numeric = 0 <= at < self.size and self.bits[at].numeric and len(self.bits[at].written) <= _MOST_DIGITS
        return int(self.bits[at].written) if numeric else None

    def number(self, at: int) -> tuple[int | None, int]:
        """Return the whole number that begins at a bit, in digits or words, and the bit behind it."""
        if self.bits[at].numeric:
            return self.value(at), at + 1
        tens = self._words.numbers.get(self.bits[at].word)
        if tens == _HUNDRED:
            low = at + 1 + self.signals(at + 1, Trace.RANGE)  # "a hundred and one"
            more = self._words.numbers.get(self.bits[low].word) if low < self.size else None
            return (_HUNDRED + more, low + 1) if more is not None and more < _HUNDRED else (_HUNDRED, at + 1)
        behind = at + 1 + self.marks(at + 1, "-")
        ones = self._words.numbers.get(self.bits[behind].word, 0) if behind < self.size else 0
        if tens is not None and tens % 10 == 0 and 1 <= ones <= 9:  # noqa: PLR2004 - "ninety-two"
            return tens + ones, behind + 1
        return tens, at + 1

    def capital(self, at: int) -> bool:
        """Tell whether a word's capital says something: most words of a title have one."""
        return 0 <= at < self.size and self.bits[at].capital and not self._titled

    def unknown(self, at: int) -> bool:
        """Tell whether a word is none of the trade's, however it is written."""
        if not 0 <= at < self.size or not self.bits[at].lettered or len(self.bits[at].word) == 1:
            return False
        return not self._words.knows(self.bits[at].word) and not self.signals(at, Trace.PROPER, Trace.MONTH)

    def strange(self, at: int) -> bool:
        """Tell whether a word is written as a name and is none of the trade's."""
        return self.capital(at) and self.unknown(at)

    def foreign(self, at: int) -> bool:
        """Tell whether a word is none of the trade's even with a slip in it, nor says anything about names."""
        if not self.unknown(at) or len(self.bits[at].word) < _NAME or not self._traces[at][0] <= _NAMES:
            return False
        self._compared += 1
        return self._compared > _MOST_COMPARED or not self._words.resembles(self.bits[at].word)

    def fanciful(self, at: int) -> bool:
        """Tell whether such a word is written small, but may be a name by its ending."""
        word = self.bits[at].word if self.foreign(at) else ""
        return len(word) >= _SMALL_NAME and not word.endswith(self._words.endings)

    def initial(self, at: int) -> bool:
        """Tell whether a bit is a single capital letter."""
        return 0 <= at < self.size and len(self.bits[at].written) == 1 and self.bits[at].written.isupper()

    def ordinal(self, at: int) -> bool:
        """Tell whether a bit makes the number before it one of order: "5th"."""
        return self.glued(at) and self.bits[at - 1].numeric and self.signals(at, Trace.ORDINAL)

    def small(self, at: int) -> bool:
        """Tell whether a word counts, measures or only joins others."""
        word = self.bits[at].word
        return word in self._words.filler or word in self._words.numbers or self.signals(at, Trace.COUNTED)


def bits(text: str) -> tuple[Bit, ...]:
    """Cut a text."""
    return tuple(
        Bit(found[0], found[0].lower().removesuffix("'s"), found.start(), found.end()) for found in _BIT.finditer(text)
    )


def _titled(cut: tuple[Bit, ...]) -> bool:
    long = [bit.written for bit in cut if bit.lettered and len(bit.written) >= _LONG]
    return len(long) >= _FEW and sum(word[0].isupper() for word in long) * 3 > len(long) * 2
