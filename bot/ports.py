"""What the use cases need of the store. The store's classes are these; without any, nothing is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from bot.domain.guild import GuildSettings
from bot.domain.question import Question
from bot.domain.record import Asked, Change, Counts, Found, NewRecord, Page, Stored, Turn, Wanted

PAGE_SIZE: Final = 5
"""Answers on one page of history: what a phone shows without scrolling."""


class Shelf(Protocol):
    """The part of the store that old answers come from."""

    async def find(self, record_id: int) -> Stored | None:
        """Return a kept answer, or None."""

    async def page(self, wanted: Wanted, turn: Turn | None = None, size: int = PAGE_SIZE) -> Page:
        """Return the newest of what is looked for, or the page before or behind a place."""

    async def record(self, new: NewRecord) -> int:
        """Keep an answer and return its id."""

    async def remove(self, record_id: int) -> None:
        """Delete one answer."""

    async def forget(self, wanted: Wanted, up_to: int | None = None) -> int:
        """Delete what is looked for and return how many answers it was; with nothing named, every trace of it."""


class History(Shelf, Protocol):
    """Where answers are kept. The store's `History` is one; without any, nothing is saved."""

    async def record(self, new: NewRecord) -> int:
        """Keep an answer and return its id; raises `RvuError` when it cannot be written."""

    async def recent(
        self, *, guild_id: int | None, channel_id: int | None, user_id: int, since: datetime
    ) -> tuple[Question, ...]:
        """Return what was asked in a channel since a moment, the user's own first, newest first."""

    async def lately(self, since: datetime) -> tuple[Asked, ...] | None:
        """Return what was asked anywhere since a moment, nothing private, oldest first; None when it is too much."""

    async def search(self, wanted: Wanted, limit: int) -> Found:
        """Return the newest answers that are looked for."""

    async def count(self, wanted: Wanted) -> Counts:
        """Count what is looked for."""


class Guilds(Protocol):
    """What each server chose. The store's `Guilds` is one; without any, every server has the defaults."""

    def get(self, guild_id: int) -> GuildSettings:
        """Return a server's settings from memory; raises `RvuError` when they could not be read."""

    async def change(
        self, guild_id: int, changes: Mapping[str, object], *, by: int | None, at: datetime
    ) -> GuildSettings:
        """Keep some of a server's settings and who changed them, and return all.

        Raises `RvuError` when they cannot be written.
        """

    async def forget(self, guild_id: int, *, by: int | None, at: datetime) -> None:
        """Return a server to the defaults; raises `RvuError` when that cannot be written."""

    async def audit(self, guild_id: int, below: int | None, size: int) -> tuple[Change, ...]:
        """Return what was changed, newest first, `below` an id."""
