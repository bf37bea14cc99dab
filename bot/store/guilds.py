"""Each server's settings: in the database, and all of them in memory, so that a question waits for no read."""

import asyncio
import logging
from collections.abc import Mapping

from pydantic import ValidationError
from sqlalchemy import delete, select, update

from bot.domain.guild import GuildSettings
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.dialect import insert_or
from bot.store.schema import GUILDS

_log = logging.getLogger(__name__)


class Guilds:
    """Settings by server id. What another process changed is in force here after the next `load`."""

    def __init__(self, database: Database | None) -> None:
        """Hold the settings of a database; with None, of one that could not be opened."""
        self._database = database
        self._known: dict[int, GuildSettings | None] | None = None
        self._kept: dict[int, object] = {}
        """What was read, in the form that it is kept in."""
        self._writing = asyncio.Lock()

    async def load(self) -> None:
        """Read every server's settings, if there is a database. Raises `StoreError` when they cannot be read.

        Reading them again costs little: only what differs from the last reading is looked at.
        """
        if self._database is None:
            return
        async with self._writing:
            async with self._database.reading() as connection:
                rows = (await connection.execute(select(GUILDS.c.guild_id, GUILDS.c.settings))).all()
            same = {guild_id for guild_id, kept in rows if self._kept.get(guild_id, ...) == kept}
            known, self._kept = self._known or {}, {row.guild_id: row.settings for row in rows}
            self._known = {
                guild_id: known[guild_id] if guild_id in same else _read(guild_id, kept)
                for guild_id, kept in self._kept.items()
            }

    def get(self, guild_id: int) -> GuildSettings:
        """Return a server's settings from memory, the defaults where it chose nothing.

        Raises `StoreError` when they could not be read: the defaults would then pass for what the server chose.
        """
        return _readable(self._all().get(guild_id, GuildSettings()))

    async def change(self, guild_id: int, changes: Mapping[str, object]) -> GuildSettings:
        """Change some of a server's settings and return all of them; nothing changes unless it was written.

        Raises `StoreError` when it cannot be written.
        """
        async with self._writing:
            self._all()
            async with self._opened().writing() as connection:
                # A row to wait for, also for the process that would otherwise make it at the same moment.
                new = insert_or(GUILDS, {"guild_id": guild_id, "settings": {}}, connection)
                await connection.execute(new.on_conflict_do_nothing())
                mine = GUILDS.c.guild_id == guild_id
                found = await connection.scalar(select(GUILDS.c.settings).where(mine).with_for_update())
                changed = GuildSettings.model_validate(dict(_readable(_read(guild_id, found))) | dict(changes))
                kept = changed.model_dump(mode="json")
                await connection.execute(update(GUILDS).where(mine).values(settings=kept))
            self._all()[guild_id] = changed
            self._kept[guild_id] = kept
        return changed

    async def forget(self, guild_id: int) -> None:
        """Return a server to the defaults, leaving nothing of it behind. Raises `StoreError`."""
        async with self._writing:
            async with self._opened().writing() as connection:
                await connection.execute(delete(GUILDS).where(GUILDS.c.guild_id == guild_id))
            self._all().pop(guild_id, None)
            self._kept.pop(guild_id, None)

    def _opened(self) -> Database:
        if self._database is None:
            raise _unknown()
        return self._database

    def _all(self) -> dict[int, GuildSettings | None]:
        if self._known is None:
            raise _unknown()
        return self._known


def _read(guild_id: int, kept: object) -> GuildSettings | None:
    """Read one server's settings; None, and a warning, when another version wrote what this one does not know."""
    try:
        return GuildSettings.model_validate(kept)
    except ValidationError:
        _log.warning("unreadable_settings guild=%s", guild_id)
        return None


def _readable(found: GuildSettings | None) -> GuildSettings:
    if found is None:
        message = "This server's settings were kept by another version of the bot and cannot be read."
        raise StoreError(message, "An admin can set them anew after /setup reset.")
    return found


def _unknown() -> StoreError:
    return StoreError("This server's settings cannot be read just now.", "Try again when the database is back.")
