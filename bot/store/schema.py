"""The tables, in portable SQLAlchemy Core. A test holds them equal to what the migrations build."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

REVISION: Final = "0001"
"""The newest migration. Start-up compares it with the database's, which spares importing alembic."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC on every database, also on those that keep no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone; otherwise convert it."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a stored time needs a zone"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ANSWERS = Table(
    "answers",
    METADATA,
    # SQLite counts rows up only in a column that is spelled INTEGER.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("guild_id", BigInteger, nullable=True),
    Column("channel_id", BigInteger, nullable=True),
    Column("user_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("release", String(32), nullable=False),
    Column("intent", String(32), nullable=False),
    Column("question", JSON, nullable=False),
    Column("answer", JSON, nullable=False),
    Index(None, "guild_id", "at", "id"),
    Index(None, "user_id", "guild_id", "at", "id"),
    # An id that was deleted must not come back, for a button somewhere may still carry it.
    sqlite_autoincrement=True,
)
"""One row an answer. `guild_id` is null for direct messages, which only their asker may read."""

META = Table(
    "meta",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Single values the program remembers between starts."""
