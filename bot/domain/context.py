"""The settings a question is answered under when it does not state its own."""

from datetime import date

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.money import Exact
from bot.domain.release import Track
from bot.domain.service import Setting


class Context(Frozen):
    """A server's (or a command line's) choices. The defaults are the national office price of the newest release."""

    release: str | None = None
    """Release id; None: the newest release of the year."""
    year: int | None = None
    """Calendar year; None: the newest loaded."""
    on: date | None = None
    """The day that the answer is for: no release takes the place of another before its first day in force. None: every
    loaded release counts."""
    setting: Setting = Setting.OFFICE
    locality: str | None = None
    """Locality id `carrier-locality`; None: national, every index 1."""
    track: Track = Track.NONQP
    clinician: Clinician | None = None
    """None: a physician, and said so."""
    rate: Exact | None = None
    """The employer's US dollars per work RVU."""
    payer_multiple: Exact | None = None
    per_encounter: bool = False
    """A clinic that Medicare pays per encounter (FQHC, RHC), so that the fee schedule is not its price."""
