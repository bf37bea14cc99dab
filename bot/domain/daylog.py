"""What one person says they did on one day, and what it comes to. Its owner's alone: no field names a patient."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.concept import Kind
from bot.domain.money import Exact
from bot.domain.question import Choice, Item, Stated
from bot.domain.record import Utc


class DayWords(Frozen):
    """The words of one language that a day's log begins with, lower case."""

    days: Mapping[str, int] = {}
    """To days before today."""
    weekdays: Mapping[str, int] = {}
    """Monday is 0."""
    months: Mapping[str, int] = {}
    did: tuple[str, ...] = ()
    """Verbs in front of what was done."""
    counts: tuple[str, ...] = ()
    """Words in the place of a number."""
    together: tuple[str, ...] = ()
    """Phrases for "of one patient"."""
    apart: tuple[str, ...] = ()
    """Phrases for "of as many patients as there are"."""


class Entry(Frozen):
    """One thing done, as understood."""

    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    together: bool = False
    """All of it on one patient in one visit; else each one is of a patient of its own."""
    stated: Stated = Stated()


class Unclear(Frozen):
    """A part of a log that has to be asked back about. It holds none of the words as typed."""

    number: int
    """Which part of the list, from 1."""
    ask: str
    choices: tuple[Choice, ...] = ()


class Said(Frozen):
    """A day's log as read."""

    on: date
    entries: tuple[Entry, ...] = ()
    unclear: tuple[Unclear, ...] = ()


class DayLine(Frozen):
    """What one thing done comes to, all patients together."""

    name: str
    kind: Kind
    codes: tuple[str, ...]
    """As billed; empty where nothing of it can be billed."""
    units: tuple[int, ...]
    patients: int
    work_rvu: Exact
    usd: Exact | None
    """US dollars from Medicare; None where the fee schedule holds no amount."""
    minutes: Exact | None
    """None: neither the asker nor CMS says how long it takes."""
    minutes_are_cms: bool = False
    note: str | None = None
    """What was taken for granted, or why nothing is paid."""


class DayTotals(Frozen):
    """Sums of a day."""

    work_rvu: Exact
    usd: Exact
    minutes: Exact
    """Without what has no known length."""
    talk_minutes: Exact
    """Talks and visits."""
    procedure_minutes: Exact
    talk_work_rvu: Exact
    procedure_work_rvu: Exact
    unpriced: bool = False
    """Something has no amount in the fee schedule, so that the money is less than what is paid."""
    untimed: bool = False

    @property
    def talk_share(self) -> Exact | None:
        """Return talk's part of the minutes of talk and procedures together, where there are any."""
        both = self.talk_minutes + self.procedure_minutes
        return self.talk_minutes / both if both else None


class NewLog(Frozen):
    """A log about to be kept: what was understood, never the words."""

    guild_id: int | None
    """The server whose team sums it counts in; None: said in a direct message, counted nowhere."""
    user_id: int
    on: date
    at: Utc
    entries: tuple[Entry, ...]
    totals: DayTotals
    role: Clinician | None = None


class DayLog(NewLog):
    """A log as kept."""

    id: int


class Person(Frozen):
    """What somebody set about themselves with `/me`; it holds wherever they are."""

    role: Clinician | None = None
    target: Exact | None = Field(default=None, gt=0, le=100_000)
    """Work RVU a year."""
    weeks: Exact | None = Field(default=None, gt=0, le=53)
    """Weeks worked a year."""
    days: Exact | None = Field(default=None, gt=0, le=7)
    """Days worked a week."""
    zone: str | None = None
    """IANA name; only direct messages need it, a server has its own."""

    @property
    def day_target(self) -> Exact | None:
        """Return the work RVU that a day worked has to bring, where all that it takes is known."""
        if self.target is None or self.weeks is None or self.days is None:
            return None
        return self.target / (self.weeks * self.days)
