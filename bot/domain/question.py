"""What was asked, understood: a closed union, one type per intent."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.money import Exact
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting


class Metric(StrEnum):
    """What the asker wants compared. None stated: work RVU and dollars are both shown, never mixed."""

    WORK_RVU = "work_rvu"
    TOTAL_RVU = "total_rvu"
    DOLLARS = "dollars"


class Item(Frozen):
    """One thing the asker named, in the order said."""

    concept: str
    codes: tuple[CodeRef, ...] = ()
    """Codes that the asker typed. Empty: the concept's rules decide."""
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    """Minutes of one unit of the item; None when not stated."""
    quantity: int = Field(default=1, ge=1, le=100_000)
    """Resolved count: 3 warts are 3; four hours of 20-minute visits are 12."""
    side: int | None = Field(default=None, ge=1)
    both_sides: bool = False
    """Both knees, both ears: modifier 50."""
    clinician: Clinician | None = None
    setting: Setting | None = None
    year: int | None = None
    assumed: str | None = None
    """A reading that the language chose; told to the asker in the first line."""


class Stated(Frozen):
    """What the asker said about the basis; None: the server's or the default setting applies."""

    metric: Metric | None = None
    setting: Setting | None = None
    year: int | None = None
    locality: str | None = None
    """Locality id `carrier-locality`."""
    track: Track | None = None
    clinician: Clinician | None = None
    payer_multiple: Exact | None = None
    """Payment as a multiple of Medicare's: 1.3 for "130 % of Medicare"."""
    rate: Exact | None = None
    """The employer's US dollars per work RVU."""


class _Heard(Frozen):
    identifying: bool = Field(default=False, exclude=True)
    """The text seemed to hold a patient's identifier. It goes with the question to every door, and into no record."""


class _Asked(_Heard):
    items: tuple[Item, ...] = ()
    stated: Stated = Stated()


class Compare(_Asked):
    """Which of two or more sides is worth more. Items of one side add up."""

    intent: Literal["compare"] = "compare"


class Value(_Asked):
    """What one item, or several together, are worth."""

    intent: Literal["value"] = "value"
    card: bool = False
    """Show everything the release says about one code, not its worth alone."""


class RatePerHour(_Asked):
    """What an hour or a minute of it brings."""

    intent: Literal["rate_per_hour"] = "rate_per_hour"
    per: Literal["hour", "minute"] = "hour"


class BreakEven(_Asked):
    """How many of the first item equal the second, or how long the first must be to pay like the second."""

    intent: Literal["break_even"] = "break_even"
    solve: Literal["count", "minutes"] = "count"
    period: Literal["day", "week", "month", "year"] | None = None


class Explain(_Asked):
    """A term or rule, with one worked example."""

    intent: Literal["explain"] = "explain"
    topic: str


class Choice(Frozen):
    """One way to continue: what the button says, and the complete question it asks."""

    label: str
    question: "Question | None" = None
    """None: the label is a hint that the asker has to fill in."""


class Clarify(_Heard):
    """Not enough, or too ambiguous, to answer. One short question with choices."""

    intent: Literal["clarify"] = "clarify"
    ask: str
    choices: tuple[Choice, ...] = ()
    items: tuple[Item, ...] = ()


Reason = Literal["clinical", "claims", "private_payer", "person", "steering", "future", "not_yet", "unrelated"]
"""Why a question is not answered."""


class OutOfScope(_Heard):
    """Understood, and not something this bot answers."""

    intent: Literal["out_of_scope"] = "out_of_scope"
    reason: Reason
    choices: tuple[Choice, ...] = ()
    """What it can do instead."""
    items: tuple[Item, ...] = ()


Question = Annotated[
    Compare | Value | RatePerHour | BreakEven | Explain | Clarify | OutOfScope, Field(discriminator="intent")
]
"""Everything that a text or a set of slash options can be understood as."""

Choice.model_rebuild()
Clarify.model_rebuild()
OutOfScope.model_rebuild()
