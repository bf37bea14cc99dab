"""The answers of one server, or of one person's direct messages."""

import logging
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import ColumnElement, RowMapping, and_, func, insert, select

from bot.domain.record import NewRecord, Page, Record
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.schema import ANSWERS

_log = logging.getLogger(__name__)

_LAST_ID: Final = 2**63 - 1
"""No database takes a larger number; one that arrives was never given out."""


class History:
    """Reads and writes kept answers. Every method raises `StoreError` when the database cannot serve it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, new: NewRecord) -> int:
        """Keep an answer and return its id; once this returns it is on the disk."""
        row = new.model_dump(mode="json", include={"question", "answer"}) | {
            "guild_id": new.guild_id,
            "channel_id": new.channel_id,
            "user_id": new.user_id,
            "at": new.at,
            "release": new.release,
            "intent": new.answer.intent,
        }
        async with self._database.writing() as connection:
            result = await connection.execute(insert(ANSWERS).values(row).returning(ANSWERS.c.id))
            return int(result.scalar_one())

    async def find(self, record_id: int) -> Record | None:
        """Return one answer, or None. Whether the asker may see it is for the caller to decide."""
        if not 0 < record_id <= _LAST_ID:
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(select(ANSWERS).where(ANSWERS.c.id == record_id))).mappings().first()
        if row is None:
            return None
        record = _record(row)
        if record is None:
            message = "That answer was kept by another version of the bot and cannot be read."
            raise StoreError(message, "Ask the question again.")
        return record

    async def page(self, *, guild_id: int | None, user_id: int, number: int, size: int = 5) -> Page:
        """Return one page, newest first: the server's own answers, or without a server the user's direct messages.

        A number before the first or past the last page gives that page, since history may shrink under a button.
        """
        whose = _whose(guild_id, user_id)
        async with self._database.reading() as connection:
            total = await connection.scalar(select(func.count()).select_from(ANSWERS).where(whose)) or 0
            pages = max(1, -(-total // size))
            number = min(max(1, number), pages)
            rows = await connection.execute(
                select(ANSWERS)
                .where(whose)
                # All have the same `guild_id`, which PostgreSQL only believes of an index with null when it is named.
                .order_by(ANSWERS.c.guild_id.desc(), ANSWERS.c.at.desc(), ANSWERS.c.id.desc())
                .limit(size)
                .offset((number - 1) * size)
            )
            found = rows.mappings().all()
        records = tuple(record for row in found if (record := _record(row)) is not None)
        return Page(records=records, number=number, pages=pages, total=total)


def _whose(guild_id: int | None, user_id: int) -> ColumnElement[bool]:
    """Select what was asked on the server, or without one this person's direct messages; never both."""
    if guild_id is not None:
        return ANSWERS.c.guild_id == guild_id
    return and_(ANSWERS.c.guild_id.is_(None), ANSWERS.c.user_id == user_id)


def _record(row: RowMapping) -> Record | None:
    """Read a row back; None, and a warning, when another version wrote it in a form that this one does not know."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name in Record.model_fields}
    try:
        return Record.model_validate(fields)
    except ValidationError:
        _log.warning("unreadable_record id=%s", row["id"])
        return None
