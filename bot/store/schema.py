"""The tables, in portable SQLAlchemy Core. A test holds them equal to what the migrations build."""

import json
import zlib
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)
from sqlalchemy.engine import Dialect

REVISION: Final = "0008"
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


_PACKED: Final = json.JSONEncoder(separators=(",", ":"))


class PackedJson(TypeDecorator[Any]):
    """JSON, compressed: what is kept of an answer is about 2 kB of text and a third of that packed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> bytes:
        """Pack a value that JSON can hold; bytes are taken for JSON that is written already."""
        del dialect
        return zlib.compress(value if isinstance(value, bytes) else _PACKED.encode(value).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> object:
        """Unpack it. Bytes that another version wrote in another form are None, which no reader takes for a value."""
        del dialect
        try:
            return None if value is None else json.loads(zlib.decompress(value))
        except (TypeError, ValueError, zlib.error):
            return None


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
    Column("answer", PackedJson, nullable=False),
    Column("private", Boolean, nullable=False, server_default=false()),
    Column("sentence", Text, nullable=True),
    Index(None, "guild_id", "at", "id"),
    Index(None, "user_id", "guild_id", "at", "id"),
    # An id that was deleted must not come back, for a button somewhere may still carry it.
    sqlite_autoincrement=True,
)
"""One row an answer. `guild_id` is null for direct messages, which only their asker may read; so are private ones.
`answer` holds a `Kept` or, of earlier versions and of what cannot be worked out again, a whole answer. `sentence` is
the question in our own words, in small letters, to be searched; null where an earlier version kept the row."""

ASKED = Table(
    "asked",
    METADATA,
    Column("answer_id", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", String(8), primary_key=True),
    Column("concept", String(128), nullable=False),
    Column("side", Integer, nullable=True),
    Column("guild_id", BigInteger, nullable=True),
    Index("ix_asked_guild_id_concept_answer_id", "guild_id", "concept", "answer_id"),
    Index("ix_asked_guild_id_code_answer_id", "guild_id", "code", "answer_id"),
)
"""What each answer was about: one row a code of each item, one with an empty code for an item without any."""

META = Table(
    "meta",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Single values the program remembers between starts."""

FEE_FILES = Table(
    "fee_files",
    METADATA,
    Column("kind", String(16), primary_key=True),
    Column("name", String(16), primary_key=True),
    Column("title", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("effective", String(10), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("lines", Integer, nullable=False),
)
"""One row a CMS file that the operator loaded. The fee tables keep dates and decimals as text: it is exact, and the
same for every driver, also for the one that answers a single question at the command line."""

FEE_FACTORS = Table(
    "fee_factors",
    METADATA,
    Column("release", String(16), primary_key=True),
    Column("track", String(8), primary_key=True),
    Column("value", String(16), nullable=False),
)
"""Conversion factors. The track is empty where both tracks share one."""

FEE_VALUES = Table(
    "fee_values",
    METADATA,
    Column("release", String(16), primary_key=True),
    Column("code", String(5), primary_key=True),
    Column("modifier", String(2), primary_key=True),
    Column("record", String(64), nullable=False),
    Column("description", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""One row a line of a relative value file, everything but its key packed (see `packed`). The description is the
AMA's: it stays here, in the operator's own database."""

FEE_CAPS = Table(
    "fee_caps",
    METADATA,
    Column("release", String(16), primary_key=True),
    Column("code", String(5), primary_key=True),
    Column("modifier", String(2), primary_key=True),
    Column("records", Text, nullable=False),
)
"""The published amounts of the imaging cap, all localities of a code packed into one row."""

FEE_LOCALITIES = Table(
    "fee_localities",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("locality", String(8), primary_key=True),
    Column("state", String(2), nullable=False),
    Column("name", Text, nullable=False),
    Column("work", String(8), nullable=False),
    Column("pe", String(8), nullable=False),
    Column("mp", String(8), nullable=False),
)

FEE_COUNTIES = Table(
    "fee_counties",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("locality", String(8), primary_key=True),
    Column("state", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("counties", Text, nullable=False),
)

FEE_ANESTHESIA = Table(
    "fee_anesthesia",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("locality", String(8), primary_key=True),
    Column("value", String(16), nullable=False),
)
"""Anesthesia conversion factors, US dollars a unit. The locality is empty for the national one."""

FEE_MINUTES = Table(
    "fee_minutes",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("code", String(5), primary_key=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

FEE_ZIPS = Table(
    "fee_zips",
    METADATA,
    Column("quarter", String(8), primary_key=True),
    Column("prefix", String(3), primary_key=True),
    Column("records", Text, nullable=False),
)
"""ZIP codes by their first three digits, so that a start reads a few hundred rows instead of 43,000."""

GUILDS = Table(
    "guilds",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("settings", JSON, nullable=False),
)
"""One row a server that chose anything: a later version adds settings without a migration."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("changes", JSON, nullable=False),
    Index(None, "guild_id", "id"),
    Index(None, "user_id"),
)
"""One row a change of a server's settings: each setting's value before and after. `user_id` is null where who changed
it is not known or asked to be forgotten."""

DEPARTURES = Table(
    "departures",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)
"""Servers that the bot was removed from, whose rows are deleted after a while unless it comes back."""
DAY_LOGS = Table(
    "day_logs",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("guild_id", BigInteger, nullable=True),
    Column("user_id", BigInteger, nullable=False),
    Column("on", String(10), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("role", String(16), nullable=True),
    Column("entries", JSON, nullable=False),
    Column("totals", JSON, nullable=False),
    Column("talk_shown", Boolean, nullable=False, server_default=false()),
    Column("procedure_shown", Boolean, nullable=False, server_default=false()),
    Index(None, "guild_id", "on"),
    Index(None, "user_id", "on"),
    # An id that was deleted must not come back, for a button somewhere may still carry it.
    sqlite_autoincrement=True,
)
"""What one person did, as understood. `talk_shown` and `procedure_shown` tell which part is in a cell already."""

PEOPLE = Table(
    "people",
    METADATA,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("settings", JSON, nullable=False),
)
"""What people set about themselves."""

TEAM_CELLS = Table(
    "team_cells",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("part", String(16), nullable=False),
    Column("role", String(16), nullable=True),
    Column("minutes", String(24), nullable=False),
    Column("work_rvu", String(24), nullable=False),
    Index(None, "guild_id", "first"),
)
"""Sums that were shown. Nothing in them leads to a person, so they stay when a person's rows go."""

TEAM_TRIES = Table(
    "team_tries",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("first", String(10), primary_key=True),
    Column("last", String(10), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("on", String(10), nullable=False),
)
"""On which day a sum of enough people was last withheld, for it is decided again the next day only."""

SCHEDULES = Table(
    "schedules",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("at", String(5), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("since", String(10), nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("skip_empty", Boolean, nullable=False),
    Column("last", String(10), nullable=True),
    Column("told", Boolean, nullable=False),
)

POSTS = Table(
    "posts",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("on", String(10), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
)
"""One row for each server and local day: whoever makes it may post."""
