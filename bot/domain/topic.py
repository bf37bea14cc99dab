"""Glossary entries and rules that `/explain` teaches."""

from enum import StrEnum

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.concept import Kind
from bot.domain.money import Exact
from bot.domain.terms import Terms


class Example(StrEnum):
    """The worked example of a topic, computed live from the loaded schedule."""

    WORK_TOTAL = "work_total"
    """Work against total RVU of a code."""
    SETTINGS = "settings"
    """Office against facility."""
    YEARS = "years"
    """Earlier release against the newest."""
    FACTORS = "factors"
    """Both conversion factors of one year."""
    BILATERAL = "bilateral"
    """One side against both sides."""
    CLINICIANS = "clinicians"
    """Physician against another clinician type."""
    GLOBAL = "global"
    """Global days and CMS's minutes of a code."""
    STATUS = "status"
    """Status, and what is paid."""
    ADDON = "addon"
    """A visit with and without an add-on code."""
    LOCALITIES = "localities"
    """One code in several localities."""
    TOGETHER = "together"
    """Codes alone, and on one patient's day."""
    MODEL = "model"
    """Another way to pay, on round numbers."""
    RATE = "rate"
    """What a code's work RVU pay at an employer's rate."""
    CHANGED = "changed"
    """How many codes of the release changed since the year before, and one code's earlier and newer release."""


class Aspect(StrEnum):
    """What can be asked about a service's rules without naming a rule."""

    MINUTES = "minutes"
    """How long it must take."""
    TOGETHER = "together"
    """What it can be billed with."""
    SIDES = "sides"
    """What both sides of the body pay."""
    AGAIN = "again"
    """What it includes of what comes later."""
    COVERED = "covered"
    UNPAID = "unpaid"
    """Why Medicare pays nothing for it."""
    CHANGE = "change"
    """Why its value went up or down."""
    SEVERITY = "severity"
    """Whether it is worth more for somebody who is sicker."""
    WORTH = "worth"
    """Why it is worth more or less than another."""
    UNITS = "units"
    """What one unit of it is."""
    SETTING = "setting"
    """Why it pays less in one place than in another."""
    PLACE = "place"
    """Why the same pays more in one part of the country than in another."""
    CLINICIAN = "clinician"
    """Who may bill it, and at which share."""
    OWN = "own"
    """Something that only a topic about this service can tell."""
    KINDS = "kinds"
    """Why one kind of work pays more than another, where no service is named."""
    RULES = "rules"
    """Anything else."""


class Topic(Frozen):
    """One entry: two sentences in our own words, one example, sources, neighbours."""

    id: str
    title: str
    text: str
    words: tuple[str, ...]
    """Words and phrases that name the topic, singular, lower case."""
    example: Example
    codes: tuple[str, ...]
    """Codes the example uses when the asker names none."""
    terms: Terms | None = None
    """The round numbers of another way to pay; they are an example's and nobody's default."""
    minutes: int | None = Field(default=None, ge=1)
    """Minutes of each code in it."""
    rate: Exact | None = None
    """US dollars per work RVU in it, where a server has none."""
    bands: str | None = None
    """Service whose pay by its minutes is drawn."""
    cites: tuple[str, ...]
    see_also: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    """Services whose rules it tells."""
    aspects: tuple[Aspect, ...] = ()
    """What it tells of a service that is in none's `concepts`."""
    kinds: tuple[Kind, ...] = ()
    """Kinds of service for which it tells `aspects`; none: any."""
