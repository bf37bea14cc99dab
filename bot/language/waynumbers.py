"""The numbers of a text that a way to pay may have: percentages and parts, amounts, counts, lengths of time."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.amounts import of_rvus
from bot.language.atoms import Atom, Sort
from bot.language.placing import Form, Given, Word
from bot.language.reading import Reading

_PERCENT: Final = Decimal(100)
_MULTIPLE: Final = 50
"""Percent of Medicare from which a percentage is a payer's multiple, not a share."""
_SPLIT: Final = frozenset("/-")


def given(reading: Reading, shares: Mapping[str, Decimal], words: Sequence[Word]) -> tuple[Given, ...]:
    """Return the numbers that may be a way's; none that counts or pays work RVU, or belongs to a word or a name.

    `shares` holds the words for a part of one, as texts are read ("half").
    """
    numbers = tuple(_found(reading, shares))
    inside = {at for word in words for at in range(word.start, word.end)}
    longer = {at for number in numbers for at in range(number.at, number.end - 1)}
    return tuple(
        number
        for number in numbers
        if number.form is Form.CODED
        or not (number.at in inside or (number.at in longer and number.end - number.at == 1))
    )


def split(reading: Reading) -> Iterator[tuple[int, Decimal]]:
    """Yield both numbers of "70/30" as parts of one."""
    numbers = [at for at, atom in enumerate(reading.atoms) if atom.sort in {Sort.NUMBER, Sort.PERCENT}]
    for first, second in pairwise(numbers):
        values = [reading.atoms[at].value or Decimal(0) for at in (first, second)]
        if second == first + 2 and reading.atoms[first + 1].stem in _SPLIT and sum(values) == _PERCENT:
            yield from zip((first, second), (value / _PERCENT for value in values), strict=True)


def _found(reading: Reading, shares: Mapping[str, Decimal]) -> Iterator[Given]:
    halves = dict(split(reading))
    for at, atom in enumerate(reading.atoms):
        if at in halves:
            yield Given(at, at + 1, halves[at], Form.PART)
        elif atom.value is None:
            yield from _worded(reading, at, shares.get(atom.stem))
        elif of_rvus(reading, at) or _of_medicare(reading, at):
            continue
        elif at not in reading.named or atom.sort is Sort.PERCENT:
            yield from _formed(reading, at, atom)
        if atom.sort is Sort.CODE and atom.ref is not None and atom.stem.isdigit() and not atom.ref.modifiers:
            yield Given(at, at + 1, Decimal(atom.stem), Form.CODED)


def _of_medicare(reading: Reading, at: int) -> bool:
    """Tell whether a percentage is a payer's multiple of Medicare's prices: "130 % of Medicare"."""
    atom, after = reading.atoms[at], reading.next_to(at, 1)
    after = reading.next_to(after, 1) if reading.signals(after, Cue.PERCENT) else after
    return (atom.value or 0) >= _MULTIPLE and reading.signals(after, Cue.MEDICARE)


def _worded(reading: Reading, at: int, one: Decimal | None) -> Iterator[Given]:
    """Yield a part said in words: "half the savings", "a third", "two thirds"."""
    if one is not None:
        before = reading.atoms[at - 1].value if at and reading.atoms[at - 1].sort is Sort.NUMBER else None
        many = before if before is not None and 0 < before * one <= 1 else None
        yield Given(at - bool(many), at + 1, (many or 1) * one, Form.PART)


def _formed(reading: Reading, at: int, atom: Atom) -> Iterator[Given]:
    """Yield a number by what it looks like."""
    value, after = atom.value or Decimal(0), reading.next_to(at, 1)
    if atom.sort is Sort.PERCENT or (atom.sort is Sort.NUMBER and reading.signals(after, Cue.PERCENT)):
        end = at + 1 if atom.sort is Sort.PERCENT else reading.hit_of[after].end
        yield Given(at, end, value / _PERCENT, Form.PART)
    elif atom.sort is Sort.MINUTES:
        yield Given(at, at + 1, value, Form.LENGTH)
    elif atom.sort is Sort.MONEY:
        yield Given(at, at + 1, value, Form.MONEY)
    elif atom.sort is Sort.NUMBER and at + 1 == after and reading.signals(after, Cue.DOLLARS):
        yield Given(at, after + 1, value, Form.MONEY)
    else:
        yield Given(at, at + 1, value, Form.BARE)
