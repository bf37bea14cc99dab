"""CMS releases and conversion factors."""

from datetime import date
from enum import StrEnum

from bot.domain.base import Frozen
from bot.domain.money import Exact


class Track(StrEnum):
    """Which of the 2026 factors applies. Before 2026 both tracks share one factor."""

    QP = "qp"
    """Qualifying participant in an advanced alternative payment model."""
    NONQP = "nonqp"


class Release(Frozen):
    """One CMS relative value release."""

    id: str
    """For example `RVU26B`."""
    title: str
    year: int
    effective: date
    cite: str


class ConversionFactor(Frozen):
    """US dollars per RVU, in force from `start` to `end` inclusive."""

    value: Exact
    track: Track | None = None
    """None where both tracks share it."""
    start: date
    end: date
    cite: str
