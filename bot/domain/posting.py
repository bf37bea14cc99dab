"""A server's daily post: when and where it comes, and what became of each."""

from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.base import Frozen
from bot.domain.record import Utc
from bot.domain.zone import zone_of


class PostState(StrEnum):
    """What became of one server's post of one day."""

    CLAIMED = "claimed"
    """Some process is at it, or was when it stopped: tried again after a while."""
    SENT = "sent"
    FAILED = "failed"
    """Discord does not let the bot; the next day is tried again."""
    SKIPPED = "skipped"
    """There was nothing to tell."""


class Schedule(Frozen):
    """One server's daily post as an admin set it."""

    guild_id: int
    channel_id: int
    at: time
    zone: str
    """IANA name."""
    since: date
    """First local day with a post."""
    by: int
    """The admin who set it; they are told when it cannot be posted."""
    paused: bool = False
    skip_empty: bool = False
    last: date | None = None
    """Latest local day whose post is settled: sent, skipped, or given up."""
    told: bool = False
    """Whether that it cannot be posted was said already."""

    @property
    def tz(self) -> ZoneInfo:
        """Return the zone."""
        return zone_of(self.zone)


class Post(Frozen):
    """One server's post of one local day."""

    guild_id: int
    on: date
    state: PostState
    at: Utc
    channel_id: int


def nonce(guild_id: int, on: date) -> str:
    """Return what makes Discord take a post that is sent twice for one: the same for the same server and day.

    Discord takes 25 characters; an id in base ten and a date would be longer.
    """
    return f"{guild_id:x}-{on:%Y%m%d}"
