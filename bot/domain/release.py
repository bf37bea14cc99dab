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

    def newer_due(self, today: date) -> date | None:
        """Return from when CMS should have a newer release than this one, or None while it is current.

        CMS's releases take effect when a quarter begins: in January, April, July and October.
        """
        quarter = today.replace(month=today.month - (today.month - 1) % 3, day=1)
        return quarter if self.effective < quarter else None


class ConversionFactor(Frozen):
    """US dollars per RVU, in force from `start` to `end` inclusive."""

    value: Exact
    track: Track | None = None
    """None where both tracks share it."""
    start: date
    end: date
    cite: str
