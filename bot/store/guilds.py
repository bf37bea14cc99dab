"""Each server's settings: in the database, and all of them in memory, so that a question waits for no read."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.guild import GuildSettings
from bot.domain.record import Change
from bot.domain.zone import zone_of
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.dialect import insert_or
from bot.store.schema import AUDIT, GUILDS

_log = logging.getLogger(__name__)

_DEFAULT: Final = GuildSettings()
_ALL: Final = "settings"
"""Stands in the audit list for settings that could not be read."""


class Guilds:
    """Settings by server id. What another process changed is in force here after the next `load`."""

    def __init__(self, database: Database | None) -> None:
        """Hold the settings of a database; with None, of one that could not be opened."""
        self._database = database
        self._known: dict[int, GuildSettings | None] | None = None
        self._kept: dict[int, object] = {}
        """What was read, in the form that it is kept in."""
        self._zones: set[str] = set()
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
            every = (settings or _DEFAULT for settings in (*self._known.values(), None))
            zones = {settings.zone for settings in every} - self._zones
            if zones:
                # Each is read from the disk once.
                await asyncio.to_thread(lambda: [zone_of(zone) for zone in zones])
                self._zones |= zones

    def get(self, guild_id: int) -> GuildSettings:
        """Return a server's settings from memory, the defaults where it chose nothing.

        Raises `StoreError` when they could not be read: the defaults would then pass for what the server chose.
        """
        return _readable(self._all().get(guild_id, GuildSettings()))

    def chosen(self) -> Mapping[int, GuildSettings | None]:
        """Return the servers that chose anything, with None for settings that cannot be read. Raises `StoreError`."""
        return dict(self._all())

    async def change(
        self, guild_id: int, changes: Mapping[str, object], *, by: int | None = None, at: datetime | None = None
    ) -> GuildSettings:
        """Change some of a server's settings, keep who did in the audit list, and return all of them.

        Nothing changes unless it was written.

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
                before = _readable(_read(guild_id, found))
                changed = GuildSettings.model_validate(dict(before) | dict(changes))
                kept = changed.model_dump(mode="json")
                await connection.execute(update(GUILDS).where(mine).values(settings=kept))
                await _note(connection, guild_id, _differing(before, changed), by, at)
            self._all()[guild_id] = changed
            self._kept[guild_id] = kept
        return changed

    async def forget(self, guild_id: int, *, by: int | None = None, at: datetime | None = None) -> None:
        """Return a server to the defaults, leaving nothing of its choices but the audit list. Raises `StoreError`."""
        async with self._writing:
            async with self._opened().writing() as connection:
                mine = GUILDS.c.guild_id == guild_id
                found = await connection.scalar(select(GUILDS.c.settings).where(mine).with_for_update())
                await connection.execute(delete(GUILDS).where(mine))
                if found is not None:
                    before = _read(guild_id, found)
                    changes = {_ALL: (None, None)} if before is None else _differing(before, GuildSettings())
                    await _note(connection, guild_id, changes, by, at)
            self._all().pop(guild_id, None)
            self._kept.pop(guild_id, None)

    async def audit(self, guild_id: int, below: int | None, size: int) -> tuple[Change, ...]:
        """Return what was changed of a server's settings, newest first, `below` an id. Raises `StoreError`."""
        where = [AUDIT.c.guild_id == guild_id, *([AUDIT.c.id < below] if below is not None else [])]
        async with self._opened().reading() as connection:
            rows = await connection.execute(select(AUDIT).where(*where).order_by(AUDIT.c.id.desc()).limit(size))
            found = rows.mappings().all()
        return tuple(
            Change(id=row["id"], user_id=row["user_id"], at=row["at"], changes=row["changes"]) for row in found
        )

    def _opened(self) -> Database:
        if self._database is None:
            raise _unknown()
        return self._database

    def _all(self) -> dict[int, GuildSettings | None]:
        if self._known is None:
            raise _unknown()
        return self._known


def _differing(before: GuildSettings, after: GuildSettings) -> dict[str, tuple[object, object]]:
    """Return each setting that changed with its value before and after, in the form that it is kept in."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}


async def _note(
    connection: AsyncConnection,
    guild_id: int,
    changes: Mapping[str, tuple[object, object]],
    by: int | None,
    at: datetime | None,
) -> None:
    if changes:
        row = {"guild_id": guild_id, "user_id": by, "at": at or datetime.now(UTC), "changes": dict(changes)}
        await connection.execute(insert(AUDIT).values(row))


def _read(guild_id: int, kept: object) -> GuildSettings | None:
    """Read one server's settings; None, and a warning, when another version wrote what this one does not know."""
    try:
        return GuildSettings.model_validate(kept)
    except ValidationError:
        _log.warning("unreadable_settings server=%s", guild_id)
        return None


def _readable(found: GuildSettings | None) -> GuildSettings:
    if found is None:
        message = "This server's settings were kept by another version of the bot and cannot be read."
        raise StoreError(message, "An admin can set them anew after /setup reset.")
    return found


def _unknown() -> StoreError:
    return StoreError("This server's settings cannot be read just now.", "Try again when the database is back.")
