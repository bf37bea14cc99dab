"""All that differs from one database to another: how to connect, and what its errors mean."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

LOCK_SECONDS = 5
"""How long one process waits for another's write, and a task for its turn at the writer."""
READERS = 4


class Engines(NamedTuple):
    """One engine that writes and one that reads; the same one where the database needs no such split."""

    writer: AsyncEngine
    reader: AsyncEngine


class Trouble(Enum):
    """What a database error means to us."""

    NO_TABLE = auto()
    UNUSABLE = auto()
    """The file is damaged or is no database."""
    UNREACHABLE = auto()
    """Locked, read-only, full, missing folder, server down: may pass."""


def engines(address: str) -> Engines:
    """Build the engines of an address checked by `bot.store.url`; nothing connects yet.

    Raises `ModuleNotFoundError` when the driver is not installed.
    """
    url = make_url(address)
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def is_new(engine: AsyncEngine) -> bool:
    """Tell whether the database is a file that does not exist yet; connecting would make it."""
    file = _file(engine.url)
    return file is not None and not file.exists()


def can_be_made(engine: AsyncEngine) -> bool:
    """Tell whether the folder of a new file is there and lets us write."""
    file = _file(engine.url)
    return file is not None and os.access(file.parent, os.W_OK | os.X_OK)


def _file(url: URL) -> Path | None:
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


def trouble(error: DBAPIError) -> Trouble:
    """Classify a driver's error."""
    name = getattr(error.orig, "sqlite_errorname", "") or getattr(error.orig, "sqlstate", "")
    if name == "42P01" or (name == "SQLITE_ERROR" and "no such table" in str(error.orig)):
        return Trouble.NO_TABLE
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")):
        return Trouble.UNUSABLE
    return Trouble.UNREACHABLE


def _postgresql(url: URL) -> Engines:
    engine = create_async_engine(url, pool_pre_ping=True, pool_timeout=LOCK_SECONDS)
    return Engines(engine, engine)


def _sqlite(url: URL) -> Engines:
    """SQLite lets one writer in at a time, so ours queue for one connection instead of failing at the lock."""
    # The driver's own transactions begin too late to be of use: switched off, ours begin in `_begins_with`.
    arguments = {"isolation_level": None, "timeout": LOCK_SECONDS}
    if url.database in {None, "", ":memory:"}:
        only = create_async_engine(url, poolclass=StaticPool, connect_args=arguments)
        _begins_with(only, "BEGIN IMMEDIATE")
        _on_connect(only, "PRAGMA foreign_keys = ON")
        return Engines(only, only)
    one = {"pool_size": 1, "pool_timeout": 6 * LOCK_SECONDS}
    few = {"pool_size": READERS, "pool_timeout": LOCK_SECONDS}
    writer = create_async_engine(url, max_overflow=0, connect_args=arguments, **one)
    reader = create_async_engine(url, max_overflow=0, connect_args=arguments, **few)
    # IMMEDIATE takes the lock before the first read: a transaction that finds it taken later cannot wait for it.
    _begins_with(writer, "BEGIN IMMEDIATE")
    _begins_with(reader, "BEGIN")
    _on_connect(writer, "PRAGMA foreign_keys = ON", "PRAGMA journal_mode = WAL")
    _on_connect(reader, "PRAGMA query_only = ON")
    return Engines(writer, reader)


def _begins_with(engine: AsyncEngine, statement: str) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def _on_connect(engine: AsyncEngine, *statements: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
