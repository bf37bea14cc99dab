"""What was asked, understood: a closed union, one type per intent."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.concept import Kind
from bot.domain.money import Exact
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.domain.terms import Terms


class Metric(StrEnum):
    """What the asker wants compared. None stated: work RVU and dollars are both shown, never mixed."""

    WORK_RVU = "work_rvu"
    TOTAL_RVU = "total_rvu"
    DOLLARS = "dollars"


Period = Literal["day", "week", "month", "year"]


class Change(StrEnum):
    """What a supposition does with a service."""

    ADDED = "added"
    STOPPED = "stopped"
    KEPT = "kept"
    """Done already and not changed: what the added service goes with."""


class Item(Frozen):
    """One thing the asker named, in the order said."""

    concept: str
    codes: tuple[CodeRef, ...] = ()
    """Codes that the asker typed. Empty: the concept's rules decide."""
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    """Minutes of one unit of the item; None when not stated."""
    charting: int | None = Field(default=None, ge=1, le=24 * 60)
    """Those of its minutes that were said to be charting on the same day, not with the patient."""
    inside: bool = False
    """Its minutes were said as part of those of an item before it on its side: "45 minutes, of which 10 …"."""
    quantity: int = Field(default=1, ge=1, le=100_000)
    """Resolved count: 3 warts are 3; four hours of 20-minute visits are 12."""
    side: int | None = Field(default=None, ge=1)
    sessions: bool = False
    """Counted out of a stretch of work, so that each is done in a visit of its own: "4 hours of 15 min wart visits"."""
    both_sides: bool = False
    """Both knees, both ears: modifier 50."""
    clinician: Clinician | None = None
    setting: Setting | None = None
    year: int | None = None
    assumed: str | None = None
    """A reading that the language chose; told to the asker in the first line."""
    change: Change | None = None
    """Only in a supposition (`WhatIf`)."""


class Stated(Frozen):
    """What the asker said about the basis; None: the server's or the default setting applies."""

    metric: Metric | None = None
    setting: Setting | None = None
    year: int | None = None
    locality: str | None = None
    """Locality id `carrier-locality`."""
    zip_code: str | None = Field(default=None, pattern=r"[0-9]{5}")
    """A ZIP code as said where CMS's file of them is not loaded; with it, `locality` holds what it means."""
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
    split: bool = False
    """Show what of the dollars is for work, practice expense and malpractice cost, beside the clinician's credit."""
    claim: str | None = None
    """Id of the claim that the question tests."""


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
    """How many of the first side equal the second, or how long the first must be to pay like the second.

    The items are in the order said: what is lost may stand before what is to make up for it.
    """

    intent: Literal["break_even"] = "break_even"
    solve: Literal["count", "minutes"] = "count"
    period: Period | None = None


class Tier(Frozen):
    """One step of a pay plan: from `start` work RVU a year on, each further one pays `rate` US dollars."""

    start: Exact = Field(ge=0)
    rate: Exact = Field(ge=0)


class Target(_Asked):
    """Whether and how a productivity target is reached: pace, work RVU a day, visits a day.

    Every number is the asker's own. Counts are Decimal because practices count half days and part-time shares.
    """

    intent: Literal["target"] = "target"
    goal: Exact | None = Field(default=None, gt=0)
    """Work RVU to reach in one `per`."""
    goal_usd: Exact | None = Field(default=None, gt=0)
    """US dollars of pay to reach in one `per`, at what a work RVU pays, where the goal was said in them."""
    per: Period = "year"
    extra: bool = False
    """The goal comes on top of what is done anyway, within the weeks or days stated."""
    scale: Exact | None = Field(default=None, gt=0)
    """What the goal is multiplied by before all else: 1.08 for "raised 8 % from 4750", 0.6 for "60 % of 4800"."""
    people: Exact | None = Field(default=None, gt=0)
    """Clinicians who share the goal."""
    full_time_share: Exact | None = Field(default=None, gt=0)
    """Share of full time that the goal is multiplied by: 0.8 for "0.8 FTE"."""
    done: Exact | None = Field(default=None, ge=0)
    """Work RVU so far."""
    months_elapsed: Exact | None = Field(default=None, gt=0)
    """Months of the goal's year that have passed: 8 for "end of August"."""
    weeks_elapsed: Exact | None = Field(default=None, gt=0)
    """Weeks of the goal's year that have passed, where weeks were said: "after 20 weeks"."""
    months: Exact | None = Field(default=None, gt=0)
    """Months that an `extra` goal has, where months were said."""
    weeks: Exact | None = Field(default=None, gt=0)
    """Weeks worked in the goal's period, or still left where `extra` or `done` is stated."""
    days_per_week: Exact | None = Field(default=None, gt=0)
    days: Exact | None = Field(default=None, gt=0)
    """Days worked in the goal's period."""
    average: Exact | None = Field(default=None, gt=0)
    """Work RVU of an average visit."""
    visit_minutes: Exact | None = Field(default=None, gt=0)
    """Minutes of an average visit."""
    notes_minutes: Exact | None = Field(default=None, ge=0)
    """Minutes of notes and messages that come on top, in one `notes_per`."""
    notes_per: Literal["day", "visit"] = "day"
    tiers: tuple[Tier, ...] = ()
    """What a work RVU pays by how many there are in a year, in any order."""
    visits: Exact | None = Field(default=None, gt=0)
    """Visits seen in one `visits_per`, where that was said."""
    visits_per: Period | None = None
    pace: Exact | None = Field(default=None, gt=0)
    """Work RVU earned now in one `pace_per`, where that was said."""
    pace_per: Period | None = None
    hours: Exact | None = Field(default=None, gt=0)
    """Hours worked in one `hours_per`, where that was said: "36 patient hours a week"."""
    hours_per: Period | None = None
    every: Period | None = None
    """The stretch of time that the asker wants the count for: "how many a day"."""


class WhatIf(_Asked):
    """What a supposed change does: services added, stopped or swapped, a cut across the board, another way to pay.

    With sides, side 1 is what is done now and side 2 what takes its place.
    """

    intent: Literal["whatif"] = "whatif"
    period: Period | None = None
    """The stretch of time that the counts of the items are for."""
    weeks: Exact | None = Field(default=None, gt=0)
    """Weeks worked a year; None: nothing that needs them is told by the year."""
    days_per_week: Exact | None = Field(default=None, gt=0)
    days: Exact | None = Field(default=None, gt=0)
    """Days worked a year, where the counts are a day's."""
    base: Exact | None = Field(default=None, gt=0)
    """Work RVU in one `base_per` now."""
    base_then: Exact | None = Field(default=None, gt=0)
    """Work RVU in one `base_per` then, where both were said: "from 4800 to 5200 wrvus"."""
    more: Exact | None = None
    """Work RVU that come on top in one `base_per`, or go, negative: 3 for "2 more a day at 1.5 each"."""
    total: Exact | None = Field(default=None, gt=0)
    """Total RVU billed in one `base_per` now."""
    revenue: Exact | None = Field(default=None, gt=0)
    """US dollars that Medicare pays in one `base_per` now."""
    base_per: Period = "year"
    share: Exact | None = Field(default=None, gt=0, le=1)
    """Part of `base`, `total` or `revenue` that the change is about: 0.6 for "60 % procedures"."""
    by: Exact | None = None
    """The change as a fraction, down negative: -0.025 for "cut by 2.5 %"."""
    paid: bool = False
    """The change is one of what Medicare pays (its conversion factor, a sequester), and leaves the RVUs alone."""
    rate_then: Exact | None = Field(default=None, gt=0)
    """US dollars a work RVU that take the place of the stated rate; the RVUs stay as they are."""
    factor: Exact | None = Field(default=None, gt=0)
    """The conversion factor that takes the place of Medicare's, in US dollars a total RVU."""
    moved: Setting | None = None
    """Where the services go on, done in the other setting now; nothing else of them changes."""
    handed: Clinician | None = None
    """Who bills the services from now on in the place of a physician; nothing else of them changes."""
    terms: Terms | None = None

    @property
    def cuts(self) -> bool:
        """Tell whether something is cut or raised across the board."""
        changed = (self.by, self.factor, self.rate_then, self.base_then, self.more)
        return any(one is not None for one in changed)


class When(Frozen):
    """A stretch of time as said, to be counted back from today in the server's zone; the language knows no clock."""

    unit: Period | Literal["quarter"]
    """A quarter is one of the calendar's: it begins in January, April, July or October."""
    back: int = Field(default=0, ge=0, le=1000)
    """0: the one we are in; 1: the one before."""
    count: int = Field(default=1, ge=1, le=1000)
    """How many, ending with that one: "the last 3 weeks"."""
    weekday: int | None = Field(default=None, ge=0, le=6)
    """Monday is 0; only this day, the latest one before today."""
    month: int | None = Field(default=None, ge=1, le=12)
    """January is 1; only this month, the latest one that has begun."""


class Recall(_Asked):
    """What was asked here before. Items: only answers about these services."""

    intent: Literal["history"] = "history"
    mine: bool = False
    """Only the asker's own; told privately."""
    limit: int | None = Field(default=None, ge=1, le=25)
    when: When | None = None
    words: tuple[str, ...] = ()
    """Each has to be in our own sentence of the question that was asked."""
    since: date | None = None
    """The first day, in the server's zone."""
    until: date | None = None
    """The last day."""


class Tally(StrEnum):
    """What the server's statistics are asked for."""

    ALL = "all"
    MOST_ASKED = "most_asked"
    MOST_COMPARED = "most_compared"
    ASKERS = "askers"
    """How many different people asked; no names."""
    UNANSWERED = "unanswered"
    TALK = "talk"
    """Talk against procedures."""


class Stats(_Asked):
    """Statistics of a server's questions, never of a person."""

    intent: Literal["stats"] = "stats"
    tally: Tally = Tally.ALL
    when: When | None = None
    kind: Kind | None = None
    """Only services of this kind: "which procedure"."""
    channel: bool = False
    """Only this channel: "in here"."""


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
    told: str = ""
    """The sentence that says so, in the asker's language."""
    choices: tuple[Choice, ...] = ()
    """What it can do instead."""
    items: tuple[Item, ...] = ()


Question = Annotated[
    Compare | Value | RatePerHour | BreakEven | Target | WhatIf | Recall | Stats | Explain | Clarify | OutOfScope,
    Field(discriminator="intent"),
]
"""Everything that a text or a set of slash options can be understood as."""

Choice.model_rebuild()
Clarify.model_rebuild()
OutOfScope.model_rebuild()
