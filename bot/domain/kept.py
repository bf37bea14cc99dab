"""What is kept of an answer: enough to work it out again, and what is shown where that no longer gives the same."""

from collections.abc import Mapping
from typing import Literal

from bot.domain.answer import AnswerItem, Detail
from bot.domain.base import Frozen
from bot.domain.context import Context
from bot.domain.money import Exact


class KeptWay(Frozen):
    """One row of the answer's table: a way to bill, and its figures by key."""

    side: int | None = None
    codes: str
    """As written in the table: "99214 + G2211"."""
    paid: bool = True
    """False: Medicare does not pay it."""
    rests: bool = True
    """The verdict rests on it."""
    figures: Mapping[str, Exact] = {}


class KeptFigure(Frozen):
    """One figure of the answer that belongs to no single way, such as how many make up for another."""

    key: str
    label: str
    value: Exact
    high: Exact | None = None
    """Where it depends on how a side is billed: the most, and `value` is the least."""
    unit: str = ""


class Kept(Frozen):
    """A tenth of a whole answer. The rest is worked out again, and is the same as long as the digest is.

    What it does not hold, and nobody sees again once the program has changed: the steps, the ways that the verdict does
    not rest on, the chart.
    """

    version: Literal[2] = 2
    digest: str
    """Of the whole answer, every field of it."""
    context: Context = Context()
    """What it was answered under, the day included."""
    noted: tuple[str, ...] = ()
    """What of the server's settings could not be kept to."""
    told: str | None = None
    """What it went on with, as it was said."""
    items: tuple[AnswerItem, ...] = ()
    said: str = ""
    """The verdict, or what was asked back."""
    led: bool = False
    """The first line tells how the words were read."""
    basis: str = ""
    ways: tuple[KeptWay, ...] = ()
    figures: tuple[KeptFigure, ...] = ()
    details: tuple[Detail, ...] = ()
