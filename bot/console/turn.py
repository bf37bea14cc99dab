"""What the console may say in return for one line."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.answer import Answer
from bot.domain.record import Page


class View(StrEnum):
    """A closer look at the last answer, by the word that asks for it."""

    MATH = "math"
    CODES = "codes"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered."""

    answer: Answer
    saved: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """The last answer was looked at more closely."""

    view: View
    answer: Answer


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of history was asked for."""

    page: Page
    number: int
    """From 1, the newest."""


@dataclass(frozen=True, slots=True)
class Told:
    """Anything that is said in plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The person is done."""


Turn = Answered | Looked | Listed | Told | Ended
