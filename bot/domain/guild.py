"""What a server has chosen: the settings under which its questions are answered."""

from zoneinfo import ZoneInfo

from pydantic import Field

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.money import Exact
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.domain.zone import zone_of


class GuildSettings(Frozen):
    """One server's choices. The defaults are those of a server that never chose anything."""

    release: str | None = None
    """Release id; None: always the newest loaded."""
    locality: str | None = None
    """Locality id `carrier-locality`; None: national."""
    setting: Setting = Setting.OFFICE
    """Where the server's clinic says it works."""
    hospital_owned: bool | None = None
    """Whether a hospital owns the clinic; None: nobody has said."""
    per_encounter: bool = False
    """A federally qualified or rural health clinic, which Medicare pays per encounter."""
    track: Track = Track.NONQP
    payer_multiple: Exact | None = None
    """Payment as a multiple of Medicare's; None: Medicare."""
    rate: Exact | None = None
    """The employer's US dollars per work RVU."""
    clinician: Clinician | None = None
    """Who bills; None: a physician, and said so."""
    zone: str = "UTC"
    """IANA name of the time zone whose days the server's memory and statistics go by."""

    retention_days: int = Field(default=90, ge=1, le=3650)
    """Days after which what was asked is deleted."""
    legal_hold: bool = False
    """Nothing is deleted by its age or by moderators as long as it is set."""

    @property
    def tz(self) -> ZoneInfo:
        """Return the time zone."""
        return zone_of(self.zone)

    @property
    def priced_as(self) -> Setting:
        """Return the setting that prices are taken from.

        A clinic that a hospital owns bills as its outpatient department (place of service 19 or 22), whatever it
        calls itself. The modelling gap: an owned clinic that bills as an independent office has to say it is not owned.
        """
        return Setting.FACILITY if self.hospital_owned else self.setting

    @property
    def context(self) -> Context:
        """Return what a question on this server is answered under, where it does not state its own."""
        return Context(
            release=self.release,
            setting=self.priced_as,
            locality=self.locality,
            track=self.track,
            clinician=self.clinician,
            rate=self.rate,
            payer_multiple=self.payer_multiple,
            per_encounter=self.per_encounter,
        )
