"""What bears on a way of billing beside its minutes: how often, the patient's share, what does not go with it."""

from enum import StrEnum

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.money import Exact


class Often(Frozen):
    """How often Medicare pays a way for one patient, in a few words: "at most 8 sessions a year"."""

    text: str
    cite: str


class PatientShare(Frozen):
    """What part of the allowed amount the patient owes.

    The modelling gap: the yearly deductible, a second insurance and non-participating clinicians are not in it.
    """

    share: Exact = Field(ge=0, le=1)
    """A fraction: 0.20, or 0 where Medicare pays all of a preventive service."""
    text: str | None = None
    """When it is otherwise, or what it hangs on, in a few words."""
    cite: str


class Span(StrEnum):
    """The stretch within which two services exclude each other."""

    DAY = "day"
    MONTH = "month"


class Group(Frozen):
    """Services that a limit treats alike."""

    name: str
    """In words, plural: "health-behavior codes"."""
    codes: tuple[str, ...] = ()
    """Base codes."""
    by_time: tuple[str, ...] = ()
    """Ids of rules whose codes belong to it only where minutes chose their level."""


class Apart(Frozen):
    """Two groups of services of which one patient's day or month takes only one.

    The modelling gap: code-pair edits are not in the data, so what is not named here may still be bundled.
    """

    id: str
    first: Group
    second: Group
    span: Span = Span.DAY
    one_clinician: bool = True
    """Whether only one and the same clinician cannot bill both; False: nobody can."""
    modifier: str | None = None
    """Holds only where a code of the second group carries this modifier, or must beside a minor procedure."""
    unless: Group | None = None
    """Services beside which it does not hold."""
    reason: str
    """Why, or what is billed instead, as a clause: "…: the visit's level comes from decision making"."""
    exception: str | None = None
    """What `unless` rests on and how sure that is, as a clause."""
    cite: str
