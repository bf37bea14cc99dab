"""Other ways to pay, each with the asker's own numbers."""

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.money import Exact


class DirectCare(Frozen):
    """Direct primary care: a fee a member and month instead of fees for services."""

    kind: Literal["dpc"] = "dpc"
    fee: Exact | None = None
    """US dollars a member and month."""
    members: int | None = None
    hours: Exact | None = Field(default=None, gt=0)
    """Clinic hours a year."""
    overhead: Exact | None = None
    """Share of the gross that the practice costs: 0.6 for 60 %."""


class ValueBased(Frozen):
    """A fee a member and month with a share of savings, over fee-for-service that goes on underneath.

    Where the fee is a capitation, it takes the place of fees for the services that it covers.
    """

    kind: Literal["value"] = "value"
    fee: Exact | None = None
    """US dollars a member and month."""
    members: int | None = None
    share: Exact | None = None
    """Share of the savings that the practice keeps: 0.5 for 50 %."""
    hours: Exact | None = Field(default=None, gt=0)
    """Clinic hours a year that fee and savings are spread over."""
    benchmark: Exact | None = Field(default=None, gt=0)
    """What the payer expects a member to cost, US dollars a year."""
    spent: Exact | None = Field(default=None, ge=0)
    """What a member does cost, US dollars a year."""
    quality: Exact | None = Field(default=None, ge=0, le=1)
    """Quality gate: the part of the share that the quality reached lets through, 1 all of it, 0 nothing."""
    minimum: Exact | None = Field(default=None, ge=0, lt=1)
    """Minimum savings rate: below this part of the benchmark nothing is shared."""
    loss_share: Exact | None = Field(default=None, ge=0, le=1)
    """Downside: share of what is spent above the benchmark that the practice owes; 0 none."""
    capitated: bool = False
    """The fee is paid in place of fees for the services that it covers, not on top of them."""


class CollaborativeCare(Frozen):
    """A month of behavioral health in the clinic: collaborative care, and general integration beside it."""

    kind: Literal["cocm"] = "cocm"
    new: int | None = None
    """Patients in their first month (99492)."""
    follow_up: int | None = None
    """Patients in a later month (99493)."""
    extra: int | None = None
    """Further half hours of the care manager, all patients together (99494)."""
    short: int | None = None
    """Patients with a month of about 30 minutes (G2214)."""
    general: int | None = None
    """Patients in general integration, without a consultant (99484)."""
    staff_cost: Exact | None = Field(default=None, ge=0)
    """US dollars a month for the care manager, and for the consultant where that is not told apart."""
    consultant_cost: Exact | None = Field(default=None, ge=0)
    """US dollars a month for the psychiatric consultant."""
    hours: Exact | None = Field(default=None, gt=0)
    """Hours a month that it takes whoever could bill visits instead."""


class AdvancedCare(Frozen):
    """A month of advanced primary care management, by level of patient, with its behavioral add-ons."""

    kind: Literal["apcm"] = "apcm"
    level_1: int | None = None
    level_2: int | None = None
    level_3: int | None = None
    collaborative_new: int | None = None
    """Of these patients, those in a first month of collaborative care (G0568)."""
    collaborative_later: int | None = None
    """Those in a later month of it (G0569)."""
    behavioral: int | None = None
    """Those in general behavioral care (G0570)."""
    staff_cost: Exact | None = Field(default=None, ge=0)
    """US dollars a month."""
    hours: Exact | None = Field(default=None, gt=0)
    """Hours a month that it takes whoever could bill visits instead."""


class Blend(Frozen):
    """Part fee-for-service, part a fee for the panel: each pays its share of what it would pay alone."""

    kind: Literal["blend"] = "blend"
    service_share: Exact | None = Field(default=None, ge=0, le=1)
    """Part of fee-for-service: 0.7 for 70 %; the rest is the panel's."""
    fee: Exact | None = None
    """US dollars a member and month, before its share is taken."""
    members: int | None = None
    hours: Exact | None = Field(default=None, gt=0)
    """Clinic hours a year."""


class SameMinutes(Frozen):
    """The same minutes under every way to pay that there are numbers for, beside Medicare's fees for services."""

    kind: Literal["parity"] = "parity"
    direct: DirectCare | None = None
    value: ValueBased | None = None
    collaborative: CollaborativeCare | None = None
    advanced: AdvancedCare | None = None
    blend: Blend | None = None


Terms = Annotated[
    DirectCare | ValueBased | CollaborativeCare | AdvancedCare | Blend | SameMinutes, Field(discriminator="kind")
]
"""Another way to pay; None in a field: not told, so asked for or left out."""
