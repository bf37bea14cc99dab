"""Deleting what has been kept long enough, once a day."""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.domain.guild import GuildSettings
from bot.errors import RvuError
from bot.store.guilds import Guilds
from bot.store.retention import Retention

_log = logging.getLogger(__name__)

FIRST: Final = 60.0
"""Seconds after the start until the first time, when the bot has better things to do."""
EVERY: Final = 24 * 60 * 60.0
GRACE: Final = timedelta(days=30)
"""How long a server's rows stay after the bot was removed from it, in case that was a mistake."""
_SHARD_BITS: Final = 22
"""Discord deals servers out to shards by their id without these last bits."""


def utc_now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


class Upkeep:
    """Keeps to each server's retention, and to what happens after the bot was removed from one.

    Several processes may do so on one database, also at the same moment.
    """

    def __init__(self, retention: Retention, guilds: Guilds, clock: Callable[[], datetime] = utc_now) -> None:
        self._retention = retention
        self._guilds = guilds
        self._clock = clock

    async def run(self) -> None:
        """Do it again and again, until cancelled; what fails is tried again the next time."""
        wait = FIRST
        while True:
            await asyncio.sleep(wait)
            wait = EVERY
            try:
                await self.tidy()
            except RvuError as error:
                _log.warning("upkeep_failed error=%s", error)
            except Exception:  # noqa: BLE001 - whatever it is, the bot goes on, and the next time may go well
                _log.exception("upkeep_failed")

    async def tidy(self) -> None:
        """Delete once what is due. Raises `StoreError`; a server whose settings cannot be read loses nothing."""
        now = self._clock()
        # What another process changed since the last look counts: a legal hold above all.
        await self._guilds.load()
        usual = GuildSettings().retention_days
        unlike = {
            guild_id: _limit(settings, now)
            for guild_id, settings in self._guilds.chosen().items()
            if settings is None or settings.legal_hold or settings.retention_days != usual
        }
        purged = await self._retention.purge(now - timedelta(days=usual), unlike)
        _log.info("purged answers=%d", purged)
        for guild_id in await self._retention.departed(now - GRACE):
            if guild_id in unlike and unlike[guild_id] is None:
                continue
            if await self._retention.drop(guild_id, now - GRACE):
                await self._guilds.load()
                _log.info("left_server_purged server=%d", guild_id)

    async def left(self, guild_id: int) -> None:
        """Note that the bot was removed from a server."""
        await self._noted(self._retention.left(guild_id, self._clock()))

    async def came(self, guild_id: int) -> None:
        """Note that the bot is on a server again."""
        await self._noted(self._retention.present([guild_id]))

    async def reconcile(self, present: Collection[int], shards: Collection[int], count: int) -> None:
        """Note which servers of these shards the bot is on and no longer on, which it may have missed."""
        await self._noted(self._reconcile(frozenset(present), shards, count))

    async def _reconcile(self, present: frozenset[int], shards: Collection[int], count: int) -> None:
        await self._retention.present(present)
        for guild_id in await self._retention.known() - present:
            if (guild_id >> _SHARD_BITS) % count in shards:
                await self._retention.left(guild_id, self._clock())

    async def _noted(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except RvuError as error:
            _log.warning("departure_not_noted error=%s", error)


def _limit(settings: GuildSettings | None, now: datetime) -> datetime | None:
    if settings is None or settings.legal_hold:
        return None
    return now - timedelta(days=settings.retention_days)
