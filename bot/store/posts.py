"""The daily posts: each server's schedule, and the row by which one process alone posts a day."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import RowMapping, delete, or_, select, update

from bot.domain.posting import Post, PostState, Schedule
from bot.store.database import Database
from bot.store.dialect import insert_or
from bot.store.schema import POSTS, SCHEDULES

LEASE: Final = timedelta(minutes=1)
"""How long a claim holds that nothing came of. Discord remembers a nonce for some minutes, so a claim that was left
by a crash is taken over while a post that did go out is still recognised."""


class Posts:
    """Reads and writes schedules and claims. Every method raises `StoreError` when the database cannot serve it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def schedules(self) -> tuple[Schedule, ...]:
        """Return every server's schedule that is not paused."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(SCHEDULES).where(~SCHEDULES.c.paused))
            return tuple(_schedule(row) for row in rows.mappings())

    async def schedule(self, guild_id: int) -> Schedule | None:
        """Return a server's schedule, also a paused one."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(SCHEDULES).where(SCHEDULES.c.guild_id == guild_id))
            row = rows.mappings().first()
        return None if row is None else _schedule(row)

    async def set(self, wanted: Schedule) -> Schedule:
        """Keep a server's schedule; which days are settled stays as it was, whatever the wanted one says."""
        row = _row(wanted)
        changed = {name: value for name, value in row.items() if name not in {"guild_id", "last"}}
        async with self._database.writing() as connection:
            new = insert_or(SCHEDULES, row, connection)
            await connection.execute(new.on_conflict_do_update(index_elements=[SCHEDULES.c.guild_id], set_=changed))
            rows = await connection.execute(select(SCHEDULES).where(SCHEDULES.c.guild_id == wanted.guild_id))
            return _schedule(rows.mappings().one())

    async def claim(self, guild_id: int, on: date, channel_id: int, now: datetime) -> bool:
        """Take a day's post for this process; false where it is settled, or another one is at it."""
        fresh = {"guild_id": guild_id, "on": on.isoformat(), "channel_id": channel_id, "at": now}
        async with self._database.writing() as connection:
            new = insert_or(POSTS, fresh | {"state": PostState.CLAIMED.value}, connection)
            made = await connection.execute(new.on_conflict_do_nothing())
            if made.rowcount > 0:
                return True
            left = await connection.execute(
                update(POSTS)
                .where(*_of(guild_id, on), POSTS.c.state == PostState.CLAIMED.value, POSTS.c.at <= now - LEASE)
                .values(at=now, channel_id=channel_id)
            )
            return left.rowcount > 0

    async def settle(self, guild_id: int, on: date, state: PostState, now: datetime, *, told: bool = False) -> None:
        """Note what became of a claimed day, and that nothing of it or of an earlier day is due any more.

        `told` tells that the admins know that it cannot be posted; a post that went out forgets that.
        """
        later = or_(SCHEDULES.c.last.is_(None), SCHEDULES.c.last < on.isoformat())
        mine = SCHEDULES.c.guild_id == guild_id
        async with self._database.writing() as connection:
            await connection.execute(update(POSTS).where(*_of(guild_id, on)).values(state=state.value, at=now))
            await connection.execute(update(SCHEDULES).where(mine, later).values(last=on.isoformat()))
            await connection.execute(update(SCHEDULES).where(mine).values(told=told))

    async def last(self, guild_id: int) -> tuple[Post, ...]:
        """Return the newest posts of a server, newest first: the latest, and the latest that went out."""
        newest = select(POSTS).where(POSTS.c.guild_id == guild_id).order_by(POSTS.c.on.desc()).limit(1)
        sent = newest.where(POSTS.c.state == PostState.SENT.value)
        async with self._database.reading() as connection:
            rows = [(await connection.execute(query)).mappings().first() for query in (newest, sent)]
        return tuple(dict.fromkeys(Post.model_validate(dict(row)) for row in rows if row is not None))

    async def forget(self, guild_id: int) -> None:
        """Leave nothing of a server's posts behind."""
        async with self._database.writing() as connection:
            for table in (SCHEDULES, POSTS):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))


def _of(guild_id: int, on: date) -> tuple[Any, Any]:
    return POSTS.c.guild_id == guild_id, POSTS.c.on == on.isoformat()


def _row(schedule: Schedule) -> dict[str, Any]:
    return schedule.model_dump(mode="json") | {"at": f"{schedule.at:%H:%M}"}


def _schedule(row: RowMapping) -> Schedule:
    return Schedule.model_validate(dict(row))
