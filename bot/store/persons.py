"""Every row about one person, whichever table it is in: any that has a `user_id`, and what hangs on their answers."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, delete, func, select, update

from bot.store.database import Database
from bot.store.schema import ANSWERS, ASKED, AUDIT, METADATA, SCHEDULES

_SERVERS: Final = (AUDIT,)
"""Tables whose rows are the server's own: they stay, and lose who it was."""
_NOBODY: Final = 0
"""An account that Discord gives to nobody."""


class Persons:
    """A table added later is covered as soon as its column of the person is called `user_id`.

    Both methods raise `StoreError` when the database cannot serve them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rows(self, user_id: int, guild_id: int | None, *, everywhere: bool) -> dict[str, list[dict[str, Any]]]:
        """Return every row about a person on a server (None: outside servers), or everywhere."""
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.reading() as connection:
            for table, theirs in _theirs(user_id, guild_id, everywhere=everywhere):
                rows = await connection.execute(select(table).where(theirs).order_by(*table.primary_key))
                found[table.name] = [dict(row) for row in rows.mappings()]
            scheduled = _scheduled(user_id, guild_id, everywhere=everywhere)
            schedules = await connection.execute(select(SCHEDULES).where(scheduled))
            found[SCHEDULES.name] = [dict(row) for row in schedules.mappings()]
        return found

    async def erase(self, user_id: int, guild_id: int | None, *, everywhere: bool) -> int:
        """Delete them, also out of the write-ahead log, and return how many there were."""
        number = 0
        async with self._database.writing() as connection:
            # Answers first, as everywhere: whoever deletes the same ones from another process waits there.
            await connection.execute(_answers(user_id, guild_id, everywhere=everywhere).with_for_update())
            for table, theirs in _theirs(user_id, guild_id, everywhere=everywhere):
                number += await connection.scalar(select(func.count()).select_from(table).where(theirs)) or 0
                if table in _SERVERS:
                    await connection.execute(update(table).where(theirs).values(user_id=None))
                else:
                    await connection.execute(delete(table).where(theirs))
            scheduled = _scheduled(user_id, guild_id, everywhere=everywhere)
            number += await connection.scalar(select(func.count()).select_from(SCHEDULES).where(scheduled)) or 0
            await connection.execute(update(SCHEDULES).where(scheduled).values(by=_NOBODY))
        await self._database.settle()
        return number


def _scheduled(user_id: int, guild_id: int | None, *, everywhere: bool) -> ColumnElement[bool]:
    """Select the daily posts that a person scheduled: they are the server's, and go on."""
    mine: ColumnElement[bool] = SCHEDULES.c.by == user_id
    return mine if everywhere else mine & (SCHEDULES.c.guild_id == guild_id)


def _theirs(user_id: int, guild_id: int | None, *, everywhere: bool) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield each table with the condition that selects the person's rows, what hangs on others first."""
    yield ASKED, ASKED.c.answer_id.in_(_answers(user_id, guild_id, everywhere=everywhere))
    for table in METADATA.sorted_tables:
        # What is about a person and no server in particular goes only with everything.
        if "user_id" in table.c and (everywhere or "guild_id" in table.c):
            yield table, _of(table, user_id, guild_id, everywhere=everywhere)


def _answers(user_id: int, guild_id: int | None, *, everywhere: bool) -> Select[Any]:
    return select(ANSWERS.c.id).where(_of(ANSWERS, user_id, guild_id, everywhere=everywhere))


def _of(table: Table, user_id: int, guild_id: int | None, *, everywhere: bool) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = table.c.user_id == user_id
    if everywhere or "guild_id" not in table.c:
        return mine
    here = table.c.guild_id.is_(None) if guild_id is None else table.c.guild_id == guild_id
    return mine & here
