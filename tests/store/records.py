"""Records to keep, with whatever the test does not care about filled in, and all that a database keeps."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, select, text

from bot.domain.answer import Answer
from bot.domain.question import Explain, Question
from bot.domain.record import NewRecord
from bot.store.database import Database

Making = Callable[..., NewRecord]


def new_record(
    *,
    guild_id: int | None = 1,
    user_id: int = 7,
    at: datetime = datetime(2026, 11, 25, 12, tzinfo=UTC),
    question: Question | None = None,
) -> NewRecord:
    asked = question or Explain(topic="work_vs_total")
    answer = Answer(intent=asked.intent, question=asked, verdict="Work RVU is a part of total RVU.")
    return NewRecord(
        guild_id=guild_id, channel_id=3, user_id=user_id, at=at, release="RVU26B", question=asked, answer=answer
    )


async def contents(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table as it lies there, in an order of its own."""
    async with database.reading() as connection:
        return await connection.run_sync(rows_of)


async def plan_of(database: Database, query: str) -> str:
    """Return how the database would read a query if it held a lot; the table of a test holds next to nothing."""
    async with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            return " ".join(row[-1] for row in await connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
        for way in ("seqscan", "bitmapscan"):
            await connection.execute(text(f"SET LOCAL enable_{way} = off"))
        return " ".join(row[0] for row in await connection.execute(text(f"EXPLAIN {query}")))


def rows_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table of an open connection, read without our own types."""
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: sorted((dict(row._mapping) for row in connection.execute(select(table))), key=repr)  # noqa: SLF001 - SQLAlchemy's public name for it
        for table in found.sorted_tables
    }
