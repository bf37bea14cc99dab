"""Tokens with their words understood: the units that grammar works on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from bot.domain.service import CodeRef


class Sort(Enum):
    """What an atom is."""

    WORD = auto()
    NUMBER = auto()
    MINUTES = auto()
    """A length of time, in minutes."""
    MONEY = auto()
    PERCENT = auto()
    CODE = auto()
    MODIFIER = auto()
    """A bare number that is put on a service: "tack a 25 on"."""
    IDENTIFIER = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """One word, number, length of time, amount, code or mark."""

    sort: Sort
    stem: str
    """The form under which it is looked up; a number's is its digits."""
    value: Decimal | None = None
    ref: CodeRef | None = None
    known: bool = True
    """False for a word that no list has, not even with a slip of the finger."""
    glued: bool = False
    capital: bool = False
    article: bool = False
    """A length of time said with an article: "an hour"."""
    spoken: bool = False
    """A number written as a word."""
    ranged: bool = False
    """The lower end of a stated range."""


def digits(value: Decimal) -> str:
    """Write a number in the one form under which it is looked up."""
    return format(value.normalize(), "f")
