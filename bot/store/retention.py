"""How long things are kept: by age, and after the bot was removed from a server."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, or_, select, union

from bot.store.database import Database
from bot.store.dialect import insert_or
from bot.store.schema import ANSWERS, ASKED, DEPARTURES, METADATA

_BATCH: Final = 500
"""Answers deleted at a time, so that nobody waits for the writer meanwhile."""
_OF_SERVERS: Final = tuple(
    table for table in METADATA.sorted_tables if "guild_id" in table.c and table not in {ASKED, DEPARTURES}
)
"""Every table with rows of a server, but for what hangs on answers and goes with them."""


class Retention:
    """Every method raises `StoreError` when the database cannot serve it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def purge(self, usual: datetime, unlike: Mapping[int, datetime | None]) -> int:
        """Delete what was asked before a moment, on servers with another limit before theirs (None: nothing).

        What was asked outside servers has the usual limit. Returns how many answers it was.
        """
        own = ANSWERS.c.guild_id.not_in(list(unlike))
        old: list[ColumnElement[bool]] = [and_(ANSWERS.c.at < usual, or_(ANSWERS.c.guild_id.is_(None), own))]
        old += [
            and_(ANSWERS.c.guild_id == guild_id, ANSWERS.c.at < limit)
            for guild_id, limit in unlike.items()
            if limit is not None
        ]
        return sum([await self._purge(each) for each in old])

    async def _purge(self, old: ColumnElement[bool]) -> int:
        purged = 0
        while True:
            async with self._database.writing() as connection:
                # Another process that purges meanwhile takes other rows, so that neither waits for the other's.
                mine = select(ANSWERS.c.id).where(old).limit(_BATCH).with_for_update(skip_locked=True)
                ids = (await connection.scalars(mine)).all()
                await connection.execute(delete(ASKED).where(ASKED.c.answer_id.in_(ids)))
                await connection.execute(delete(ANSWERS).where(ANSWERS.c.id.in_(ids)))
            purged += len(ids)
            if len(ids) < _BATCH:
                return purged

    async def known(self) -> frozenset[int]:
        """Return the servers that anything is kept of, whichever table it is in."""
        each = union(*(select(table.c.guild_id).where(table.c.guild_id.is_not(None)) for table in _OF_SERVERS))
        async with self._database.reading() as connection:
            return frozenset((await connection.scalars(each)).all())

    async def left(self, guild_id: int, at: datetime) -> None:
        """Remember when the bot was removed from a server; the first time counts."""
        async with self._database.writing() as connection:
            new = insert_or(DEPARTURES, {"guild_id": guild_id, "at": at}, connection)
            await connection.execute(new.on_conflict_do_nothing())

    async def present(self, guild_ids: Collection[int]) -> None:
        """Cancel what was to be deleted of servers that the bot is on."""
        async with self._database.writing() as connection:
            await connection.execute(delete(DEPARTURES).where(DEPARTURES.c.guild_id.in_(list(guild_ids))))

    async def departed(self, before: datetime) -> tuple[int, ...]:
        """Return the servers that were left before a moment."""
        async with self._database.reading() as connection:
            found = await connection.scalars(select(DEPARTURES.c.guild_id).where(DEPARTURES.c.at < before))
            return tuple(found.all())

    async def drop(self, guild_id: int, before: datetime) -> bool:
        """Delete every row of a server that was left before a moment, whichever table it is in.

        False where it came back, or another process has done it.
        """
        async with self._database.writing() as connection:
            left = delete(DEPARTURES).where(DEPARTURES.c.guild_id == guild_id, DEPARTURES.c.at < before)
            if not (await connection.execute(left)).rowcount:
                return False
            for table in (*_OF_SERVERS, ASKED):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
            return True
