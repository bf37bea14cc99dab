"""One billing code: its CMS row, its minutes, and our own words for it."""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal

from bot.domain.base import Frozen
from bot.domain.money import Exact


class Setting(StrEnum):
    """Where the service happens. It changes the practice-expense RVU only, never the work RVU."""

    OFFICE = "office"
    """CMS's non-facility."""
    FACILITY = "facility"
    """Hospital, hospital-owned clinic (place of service 19 or 22), surgery center."""


class Status(StrEnum):
    """CMS status indicator: what Medicare does with the code, before any number."""

    ACTIVE = "A"
    RESTRICTED = "R"
    INJECTION = "T"
    BUNDLED = "B"
    CONTRACTOR_PRICED = "C"
    EXCLUDED = "E"
    NOT_VALID = "I"
    ANESTHESIA = "J"
    MEASUREMENT = "M"
    NOT_COVERED = "N"
    NO_SEPARATE_PAYMENT = "P"
    OTHER_SCHEDULE = "X"


PAID_STATUSES = frozenset({Status.ACTIVE, Status.RESTRICTED, Status.INJECTION})
"""The only statuses whose RVUs Medicare pays on (RVU26B layout document, attachment A)."""

NOTHING_PAID = frozenset(
    {Status.BUNDLED, Status.NOT_VALID, Status.MEASUREMENT, Status.NOT_COVERED, Status.NO_SEPARATE_PAYMENT}
)
"""Statuses for which Medicare makes no separate payment, so that $0.00 is the right figure. Elsewhere without RVUs
(contractor-priced, another schedule, anesthesia) the amount exists and is not in this file."""


_OWN_ROWS: Final = frozenset({"26", "TC", "53"})


class CodeRef(Frozen):
    """A billing code with an optional modifier that selects another CMS row or another payment (26, TC, 53, 25)."""

    code: str
    modifiers: tuple[str, ...] = ()

    @property
    def row_modifier(self) -> str:
        """Return the modifier under which CMS keeps a row of its own, or the empty string."""
        # Nearly all have none, and this is asked more often than anything else.
        return next((m for m in self.modifiers if m in _OWN_ROWS), "") if self.modifiers else ""

    @property
    def written(self) -> str:
        """Return the code as people write it, for example `99213-25`."""
        return "-".join((self.code, *self.modifiers))

    @staticmethod
    def parse(written: str) -> "CodeRef":
        """Read `99213-25` or `99213`."""
        return _parsed(written)


_REFS: Final = 512
"""References kept ready; the rule table writes a few hundred, each of which an answer reads many times."""


@lru_cache(maxsize=_REFS)
def _parsed(written: str) -> CodeRef:
    code, *modifiers = written.split("-")
    return CodeRef(code=code, modifiers=tuple(modifiers))


class ServiceRow(Frozen):
    """One row of a CMS relative value file. RVUs are dimensionless; multiply by a conversion factor for dollars."""

    code: str
    modifier: str = ""
    release: str
    status: Status
    not_used_for_payment: bool
    """CMS's own flag that the printed RVUs are not used for Medicare payment."""
    work: Exact
    pe_office: Exact
    pe_facility: Exact
    mp: Exact
    unusual_in_office: bool
    """CMS's NA flag, non-facility: "rarely or never done" there. Not the same as zero."""
    unusual_in_facility: bool
    pctc: str
    """Professional/technical split indicator."""
    global_days: str
    """`000`, `010`, `090`, `MMM`, `XXX`, `YYY` or `ZZZ` (add-on code)."""
    multiple_procedure: str
    bilateral: str
    endoscopic_base: str = ""
    """For multiple-procedure indicator 3: the code whose value is inside this one's."""
    opps_pe_office: Exact = Decimal(0)
    """The imaging cap: PE and MP RVUs that make the outpatient amount; zero where no cap applies."""
    opps_pe_facility: Exact = Decimal(0)
    opps_mp: Exact = Decimal(0)

    def opps_pe(self, setting: Setting) -> Decimal:
        """Return the outpatient practice-expense RVU of the setting."""
        return self.opps_pe_office if setting is Setting.OFFICE else self.opps_pe_facility

    def pe(self, setting: Setting) -> Decimal:
        """Return the practice-expense RVU of the setting."""
        return self.pe_office if setting is Setting.OFFICE else self.pe_facility

    def total(self, setting: Setting) -> Decimal:
        """Return work + practice expense + malpractice RVU of the setting."""
        return self.work + self.pe(setting) + self.mp

    def unusual(self, setting: Setting) -> bool:
        """Tell whether CMS marks the setting as rarely or never used for this code."""
        return self.unusual_in_office if setting is Setting.OFFICE else self.unusual_in_facility

    @property
    def has_rvus(self) -> bool:
        """Tell whether the row carries any RVU at all."""
        return any((self.work, self.pe_office, self.pe_facility, self.mp))

    @property
    def paid(self) -> bool:
        """Tell whether Medicare prices this row: status A, R or T, with RVUs. Priced is not covered."""
        return self.status in PAID_STATUSES and not self.not_used_for_payment and self.has_rvus

    @property
    def counted_in_units(self) -> bool:
        """Tell whether several of it are units of one day: add-on codes, and therapy (indicator 5)."""
        return self.global_days == "ZZZ" or self.multiple_procedure == "5"

    @property
    def amount_known(self) -> bool:
        """Tell whether this schedule says what Medicare pays, nothing included."""
        return self.paid or self.status in NOTHING_PAID


class Minutes(Frozen):
    """CMS's physician-time figures of one code, in minutes."""

    code: str
    year: int
    intra: Exact
    """Hands-on or face-to-face."""
    same_day: Exact
    """Before, during and right after."""
    whole: Exact
    """Same day plus the later visits inside the global period."""


class Service(Frozen):
    """Our own words for one code. Never CPT's description."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    concept: str
    dye: Literal["with", "without", "both"] | None = None
    """How a picture is taken, where the concept has others: every name of it with that word is the code's."""
    views: tuple[int, ...] = ()
    """Pictures that the code is for: the fewest and the most, the fewest alone where any more are included."""
    """The concept that a bare mention of this code belongs to."""
    coverage: str | None = None
    """When Medicare pays a priced code only under conditions: which, in one sentence."""
    instead: str | None = None
    """What is used in place of a code that Medicare does not pay."""
    cite: str | None = None
    """Citation id of `coverage` or `instead`."""
