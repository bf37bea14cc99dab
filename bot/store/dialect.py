"""All that differs from one database to another: how to connect and write, and what its errors mean."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import URL, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

LOCK_SECONDS = 5
"""How long one process waits for another's write, and a task for its turn at the writer."""
READERS = 4

_STATEMENT_SECONDS: Final = 30
"""How long PostgreSQL works at one statement before it gives up; our slowest takes a tenth of that."""
_CONNECTIONS: Final = 10
"""One process's connections to PostgreSQL, which by default serves a hundred of all its clients together."""
_MIGRATION_LOCK: Final = 0x525655
"""The number under which processes of this program that migrate the same PostgreSQL database wait for each other."""


class Engines(NamedTuple):
    """One that writes and one that reads; they share their connections where the database needs no split."""

    writer: AsyncEngine
    reader: AsyncEngine
    appender: Engine | None = None
    """For short writes in a thread: each step of the others' goes to their thread and back, which takes longer than
    the step. None where the database is not a file of its own."""

    @property
    def loop(self) -> set[AsyncEngine]:
        """Return those that are used from the event loop."""
        return {self.writer, self.reader}


class Trouble(Enum):
    """What a database error means to us."""

    NO_TABLE = auto()
    UNUSABLE = auto()
    """The file is damaged or is no database."""
    REFUSED = auto()
    """The server does not let this user in with this password."""
    ABSENT = auto()
    """The server has no database of that name."""
    FORBIDDEN = auto()
    """The user may not do that there."""
    FULL = auto()
    """The disk has no room left."""
    READ_ONLY = auto()
    """The file or the server takes no writes."""
    LOCKED = auto()
    """Somebody else writes, for longer than one waits."""
    UNREACHABLE = auto()
    """Missing folder, failing disk, server down: may pass, like the three above."""


def engines(address: str) -> Engines:
    """Build the engines of an address checked by `bot.store.url`; nothing connects yet.

    Raises `ModuleNotFoundError` when the driver is not installed.
    """
    url = make_url(address)
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def is_new(engine: AsyncEngine) -> bool:
    """Tell whether the database is a file that does not exist yet; connecting would make it."""
    file = file_of(engine.url)
    return file is not None and not file.exists()


def can_be_made(engine: AsyncEngine) -> bool:
    """Tell whether the folder of a new file is there and lets us write."""
    file = file_of(engine.url)
    return file is not None and os.access(file.parent, os.W_OK | os.X_OK)


def file_of(url: URL) -> Path | None:
    """Return the plain file of an SQLite address; None in memory, for a `file:` address and for servers."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


async def probe(engine: AsyncEngine) -> None:
    """Raise `OSError` when the database's file cannot be opened.

    The async driver must not be the first to find out: on failure its thread outlives the attempt, and reports to an
    event loop that may be gone by then.
    """
    if engine.dialect.name != "sqlite":
        return
    arguments, options = engine.dialect.create_connect_args(engine.url)

    def attempt(connect: Callable[..., sqlite3.Connection]) -> None:
        connect(*arguments, **options).close()

    try:
        await asyncio.to_thread(attempt, sqlite3.connect)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def trouble(error: BaseException) -> Trouble:
    """Classify what went wrong with a database."""
    name = code(error)
    said = str(error.orig) if isinstance(error, DBAPIError) else ""
    if name == "42P01" or (name == "SQLITE_ERROR" and "no such table" in said):
        return Trouble.NO_TABLE
    if isinstance(error, PoolTimeoutError):
        return Trouble.LOCKED
    begins = (found for start, found in _OF_FILE.items() if name.startswith(start))
    return _OF_STATE.get(name) or next(begins, Trouble.UNREACHABLE)


def code(error: BaseException) -> str:
    """Return the database's own name for an error, which repeats no value; without one the kind of the error."""
    found = getattr(error, "orig", None)
    name = getattr(found, "sqlite_errorname", "") or getattr(found, "sqlstate", "")
    return str(name or type(error).__name__)


_OF_FILE: Final = {
    "SQLITE_NOTADB": Trouble.UNUSABLE,
    "SQLITE_CORRUPT": Trouble.UNUSABLE,
    "SQLITE_FORMAT": Trouble.UNUSABLE,
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_READONLY": Trouble.READ_ONLY,
    "SQLITE_BUSY": Trouble.LOCKED,
    "SQLITE_LOCKED": Trouble.LOCKED,
}
"""SQLite's names by how they begin."""

_OF_STATE: Final = {
    "25006": Trouble.READ_ONLY,
    "28000": Trouble.REFUSED,
    "28P01": Trouble.REFUSED,
    "3D000": Trouble.ABSENT,
    "42501": Trouble.FORBIDDEN,
    "53100": Trouble.FULL,
    "55P03": Trouble.LOCKED,
}
"""PostgreSQL's states; 28P01 is a wrong password, 28000 any other refusal to log in."""


class DamagedError(Exception):
    """What was found on looking a database over."""


async def look_over(connection: AsyncConnection) -> None:
    """Raise `DamagedError` where an SQLite database is damaged anywhere. Takes a second for some hundred megabytes."""
    if connection.dialect.name == "sqlite":
        found = await connection.scalar(text("PRAGMA quick_check(1)"))
        if found != "ok":
            raise DamagedError(found)


async def copy(engine: AsyncEngine, empty: Path) -> None:
    """Copy an SQLite database, as its open connection has it, into an empty file. Raises `SQLAlchemyError`."""
    async with engine.connect() as connection:
        # Within a transaction it would be refused, and the engine begins one with every connection.
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        await connection.exec_driver_sql("VACUUM INTO ?", (str(empty),))
        await connection.exec_driver_sql("BEGIN")


def insert_or(table: Table, values: dict[str, Any], connection: AsyncConnection) -> "postgresql.Insert | sqlite.Insert":
    """Begin an INSERT that can say what to do on conflict: both databases have it, portable SQLAlchemy does not."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).values(values)
    # Several megabytes, which a bot on a file does without.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert(table).values(values)


def new_ids(table: Table, number: int, connection: Connection) -> Sequence[int]:
    """Return so many ids that no row of a table ever had, within the caller's transaction and for it alone."""
    if connection.dialect.name == "sqlite":
        # The transaction is the only one that writes, and the database counts on from the highest id written.
        last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        return range((last or 0) + 1, (last or 0) + 1 + number)
    each = "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :number)"
    return connection.scalars(text(each), {"name": table.name, "number": number}).all()


def migrate_alone(connection: Connection) -> None:
    """Make every other process that would migrate wait until this transaction ends.

    SQLite lets in one writer anyway. A migration may take longer than any other statement.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK})


def _postgresql(url: URL) -> Engines:
    writer = create_async_engine(
        url,
        hide_parameters=True,
        # A connection that the server closed, by a restart say, is replaced before it is used.
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=6 * LOCK_SECONDS,
        connect_args={
            "timeout": LOCK_SECONDS,
            # Longer than the server's own limit, for a server that vanished without a word.
            "command_timeout": 2 * _STATEMENT_SECONDS,
            "server_settings": {
                "application_name": "rvu-bot",
                "statement_timeout": f"{_STATEMENT_SECONDS}s",
                "lock_timeout": f"{LOCK_SECONDS}s",
                "idle_in_transaction_session_timeout": f"{2 * _STATEMENT_SECONDS}s",
            },
        },
    )
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(writer, reader)


def _sqlite(url: URL) -> Engines:
    """SQLite lets one writer in at a time, so ours queue for one connection instead of failing at the lock."""
    # The driver's own transactions begin too late to be of use: switched off, ours begin in `_begins_with`.
    arguments = {"isolation_level": None, "timeout": LOCK_SECONDS}
    if url.database in {None, "", ":memory:"}:
        only = create_async_engine(url, poolclass=StaticPool, hide_parameters=True, connect_args=arguments)
        _begins_with(only.sync_engine, "BEGIN IMMEDIATE")
        _on_connect(only.sync_engine, "PRAGMA foreign_keys = ON")
        return Engines(only, only)
    alike: dict[str, Any] = {"max_overflow": 0, "hide_parameters": True, "connect_args": arguments}
    writer = create_async_engine(url, pool_size=1, pool_timeout=LOCK_SECONDS, **alike)
    reader = create_async_engine(url, pool_size=READERS, pool_timeout=LOCK_SECONDS, **alike)
    # One thread uses it, but not the one that closes it.
    alike["connect_args"] = {**arguments, "check_same_thread": False}
    appender = create_engine(url.set(drivername="sqlite"), pool_size=1, poolclass=QueuePool, **alike)
    # IMMEDIATE takes the lock before the first read: a transaction that finds it taken later cannot wait for it.
    _begins_with(writer.sync_engine, "BEGIN IMMEDIATE")
    _begins_with(appender, "BEGIN IMMEDIATE")
    _begins_with(reader.sync_engine, "BEGIN")
    # What is deleted is overwritten: a person who asks for it leaves nothing behind in the file.
    for engine in (writer.sync_engine, appender):
        _on_connect(engine, "PRAGMA foreign_keys = ON", "PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON")
    _on_connect(reader.sync_engine, "PRAGMA query_only = ON")
    return Engines(writer, reader, appender)


def _begins_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def _on_connect(engine: Engine, *statements: str) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
