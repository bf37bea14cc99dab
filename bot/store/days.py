"""What people did on a day: their logs, what they set about themselves, and the team sums that were shown."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Boolean, Column, ColumnElement, RowMapping, delete, func, insert, select, update

from bot.domain.clinician import Clinician
from bot.domain.daylog import DayLog, DayTotals, NewLog, Person
from bot.domain.team import Cell, Contribution, Part, Release, TeamSums
from bot.store.database import Database
from bot.store.dialect import insert_or
from bot.store.schema import DAY_LOGS, PEOPLE, TEAM_CELLS, TEAM_TRIES

_log = logging.getLogger(__name__)

_LAST_ID: Final = 2**63 - 1

Decide = Callable[[tuple[Contribution, ...]], Release]


class Days:
    """Reads and writes logs. Every method raises `StoreError` when the database cannot serve it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, new: NewLog) -> DayLog:
        """Keep a log."""
        async with self._database.writing() as connection:
            result = await connection.execute(insert(DAY_LOGS).values(_row(new)).returning(DAY_LOGS.c.id))
            return DayLog(**dict(new), id=int(result.scalar_one()))

    async def change(self, log_id: int, new: NewLog) -> bool:
        """Put another log in the place of one of the same person; tell whether it was there.

        What the team's sums already hold of it stays as it was shown.
        """
        own = _own(log_id, new.user_id)
        row = {name: value for name, value in _row(new).items() if name not in {"guild_id", "user_id"}}
        async with self._database.writing() as connection:
            changed = await connection.execute(update(DAY_LOGS).where(*own).values(row))
            return changed.rowcount > 0

    async def find(self, log_id: int, user_id: int) -> DayLog | None:
        """Return one of a person's own logs, nobody else's."""
        if not 0 < log_id <= _LAST_ID:
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(select(DAY_LOGS).where(*_own(log_id, user_id)))).mappings().first()
        return None if row is None else _read(row)

    async def of_day(self, user_id: int, on: date, guild_id: int | None) -> tuple[DayLog, ...]:
        """Return a person's logs of a day, oldest first: on a server that server's, outside servers every one."""
        where = [DAY_LOGS.c.user_id == user_id, DAY_LOGS.c.on == on.isoformat()]
        if guild_id is not None:
            where.append(DAY_LOGS.c.guild_id == guild_id)
        async with self._database.reading() as connection:
            rows = await connection.execute(select(DAY_LOGS).where(*where).order_by(DAY_LOGS.c.id))
            found = rows.mappings().all()
        return tuple(log for row in found if (log := _read(row)) is not None)

    async def undo(self, user_id: int, guild_id: int | None) -> DayLog | None:
        """Take away the log that a person kept last, on this server or in direct messages, and return it."""
        here = DAY_LOGS.c.guild_id.is_(None) if guild_id is None else DAY_LOGS.c.guild_id == guild_id
        newest = select(func.max(DAY_LOGS.c.id)).where(DAY_LOGS.c.user_id == user_id, here).scalar_subquery()
        return await self._take(DAY_LOGS.c.id == newest)

    async def remove(self, log_id: int, user_id: int) -> DayLog | None:
        """Take away one of a person's own logs and return it."""
        return await self._take(*_own(log_id, user_id)) if 0 < log_id <= _LAST_ID else None

    async def _take(self, *where: ColumnElement[bool]) -> DayLog | None:
        async with self._database.writing() as connection:
            rows = await connection.execute(delete(DAY_LOGS).where(*where).returning(*DAY_LOGS.c))
            row = rows.mappings().first()
        return None if row is None else _read(row)

    async def person(self, user_id: int) -> Person:
        """Return what somebody set about themselves."""
        async with self._database.reading() as connection:
            kept = await connection.scalar(select(PEOPLE.c.settings).where(PEOPLE.c.user_id == user_id))
        try:
            return Person() if kept is None else Person.model_validate(kept)
        except ValidationError:
            _log.warning("unreadable_person")
            return Person()

    async def set_person(self, user_id: int, person: Person) -> None:
        """Keep what somebody set about themselves; nothing set leaves nothing behind."""
        async with self._database.writing() as connection:
            if person == Person():
                await connection.execute(delete(PEOPLE).where(PEOPLE.c.user_id == user_id))
                return
            kept = person.model_dump(mode="json")
            new = insert_or(PEOPLE, {"user_id": user_id, "settings": kept}, connection)
            await connection.execute(
                new.on_conflict_do_update(index_elements=[PEOPLE.c.user_id], set_={"settings": kept})
            )

    async def release(self, guild_id: int, part: Part, days: tuple[date, date], today: date, decide: Decide) -> None:
        """Have it decided which logs of some days, in no sum yet, make a new one, and keep that.

        Two processes decide one after the other. What was withheld although there were enough people is decided
        again on another day only.
        """
        first, last = (day.isoformat() for day in days)
        shown = _SHOWN[part]
        span = {"guild_id": guild_id, "first": first, "last": last, "part": part.value}
        async with self._database.writing() as connection:
            tried = select(TEAM_TRIES.c.on).where(*(TEAM_TRIES.c[name] == value for name, value in span.items()))
            if await connection.scalar(tried) == today.isoformat():
                return
            rows = await connection.execute(
                select(DAY_LOGS.c.id, DAY_LOGS.c.user_id, DAY_LOGS.c.role, DAY_LOGS.c.totals)
                .where(DAY_LOGS.c.guild_id == guild_id, DAY_LOGS.c.on.between(first, last), ~shown)
                .order_by(DAY_LOGS.c.id)
                .with_for_update()
            )
            waiting = tuple(_contribution(row, part) for row in rows.mappings())
            decided = decide(waiting)
            if decided.cells:
                kept = [cell.model_dump(mode="json") | {"guild_id": guild_id} for cell in decided.cells]
                await connection.execute(insert(TEAM_CELLS), kept)
                ids = [one.log_id for one in waiting]
                await connection.execute(update(DAY_LOGS).where(DAY_LOGS.c.id.in_(ids)).values({shown.name: True}))
            elif decided.enough:
                new = insert_or(TEAM_TRIES, span | {"on": today.isoformat()}, connection)
                await connection.execute(
                    new.on_conflict_do_update(
                        index_elements=[TEAM_TRIES.c[name] for name in span], set_={"on": today.isoformat()}
                    )
                )

    async def waiting(self, guild_id: int, days: tuple[date, date]) -> tuple[date, ...]:
        """Return the days of a server with logs that are in no sum yet."""
        async with self._database.reading() as connection:
            found = await connection.scalars(select(DAY_LOGS.c.on).distinct().where(*_waiting(guild_id, days)))
            return tuple(sorted(date.fromisoformat(day) for day in found))

    async def shown(self, guild_id: int, days: tuple[date, date]) -> TeamSums:
        """Return the sums of a server that lie within some days, and whether logs of these are in none."""
        first, last = (day.isoformat() for day in days)
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(*(TEAM_CELLS.c[name] for name in Cell.model_fields))
                .where(TEAM_CELLS.c.guild_id == guild_id, TEAM_CELLS.c.first >= first, TEAM_CELLS.c.last <= last)
                .order_by(TEAM_CELLS.c.id)
            )
            cells = tuple(Cell.model_validate(dict(row)) for row in rows.mappings())
            # That any waits is told; how many and of whom, never.
            waits = await connection.scalar(select(func.count()).select_from(DAY_LOGS).where(*_waiting(guild_id, days)))
        return TeamSums(cells=cells, withheld=bool(waits))


_SHOWN: Final[dict[Part, Column[Boolean]]] = {  # type: ignore[type-arg, unused-ignore] # the column's own type
    Part.TALK: DAY_LOGS.c.talk_shown,
    Part.PROCEDURE: DAY_LOGS.c.procedure_shown,
}


def _waiting(guild_id: int, days: tuple[date, date]) -> tuple[ColumnElement[bool], ...]:
    """Select a server's logs of some days that a part of is in no sum."""
    shown = DAY_LOGS.c.talk_shown & DAY_LOGS.c.procedure_shown
    first, last = (day.isoformat() for day in days)
    return DAY_LOGS.c.guild_id == guild_id, DAY_LOGS.c.on.between(first, last), ~shown


def _own(log_id: int, user_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return DAY_LOGS.c.id == log_id, DAY_LOGS.c.user_id == user_id


def _row(new: NewLog) -> dict[str, Any]:
    kept = new.model_dump(mode="json", include={"entries", "totals", "role", "on"})
    return kept | {"guild_id": new.guild_id, "user_id": new.user_id, "at": new.at}


def _read(row: RowMapping) -> DayLog | None:
    """Read a log back; None, and a warning, when another version wrote it in a form that this one does not know."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name in DayLog.model_fields}
    try:
        return DayLog.model_validate(fields)
    except ValidationError:
        _log.warning("unreadable_log id=%s", row["id"])
        return None


def _contribution(row: RowMapping, part: Part) -> Contribution:
    totals = DayTotals.model_validate(row["totals"])
    talk = part is Part.TALK
    return Contribution(
        log_id=row["id"],
        person=row["user_id"],
        role=None if row["role"] is None else Clinician(row["role"]),
        minutes=totals.talk_minutes if talk else totals.procedure_minutes,
        work_rvu=totals.talk_work_rvu if talk else totals.procedure_work_rvu,
    )
