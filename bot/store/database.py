"""One open database: opening with migrations, reading, writing, closing."""

import asyncio
import logging
import socket
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Final, Protocol, TypeVar, TypeVarTuple, Unpack

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StartupError, StoreError
from bot.store import dialect, url
from bot.store.alarm import Alarm
from bot.store.dialect import Trouble
from bot.store.place import Place, State
from bot.store.schema import REVISION

_log = logging.getLogger(__name__)

T = TypeVar("T")
A = TypeVarTuple("A")

_LOOK: Final = 1.0
"""Seconds between two looks at whether the file is still there."""
_LOOK_LATER: Final = 10.0
"""Seconds more after a look that could not mend it."""
_STOP_FIRST: Final = "stop the bot before you move or replace its database."
_SAVE: Final = "make its folder writable again before you stop the bot, or what is in it is lost."


class DatabaseClosedError(StoreError):
    """Use before `open()` or after `close()`."""

    def __init__(self) -> None:
        super().__init__("The history is closed.", "Ask again when the bot is back.")


class Timed(Protocol):
    """What is told of every read and write: how long it took, from asking for a connection on, and whether it failed.

    It has to be quick and must not raise.
    """

    def __call__(self, access: str, seconds: float, *, failed: bool) -> None:
        """Take it down."""


class Database:
    """Every connection to one database.

    `DATABASE_URL` errors raise `StartupError` here, before anything connects.
    """

    def __init__(self, address: str = url.DEFAULT, timed: Timed | None = None) -> None:
        self._timed = timed
        try:
            self._engines = dialect.engines(url.checked(address))
        except ModuleNotFoundError as error:
            msg = f"DATABASE_URL needs the driver {error.name}, which is not installed."
            raise StartupError(msg) from error
        except (SQLAlchemyError, ValueError) as error:
            msg = f"DATABASE_URL is not a valid address; write one such as {url.DEFAULT}."
            raise StartupError(msg) from error
        self._alarms = {"write": Alarm("write"), "read": Alarm("read")}
        self._thread: ThreadPoolExecutor | None = None
        file = dialect.file_of(self._engines.writer.url)
        self._place = Place(file) if file is not None else None
        self._looked = 0.0
        self._looking = asyncio.Lock()
        self._damaged = False
        self._open = False
        self._users = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def open(self) -> None:
        """Bring the schema up to date and let readers and writers in.

        Raises `StartupError` when the file is damaged or newer than this program, or when the server refuses what
        DATABASE_URL names; `StoreError` when the database cannot be reached or written; the caller may then go on
        without history.
        """
        if await self.revision() != REVISION:
            await self._migrate()
        if self._place is not None:
            await asyncio.to_thread(self._place.remember)
            self._thread = ThreadPoolExecutor(1, "rvu-append")
            await self._connect()
        self._open = True

    async def close(self) -> None:
        """Wait for those still at work, then close every connection. May be called again."""
        if self._open:
            await self._stay(at_once=True)
        self._open = False
        await self._idle.wait()
        await self._let_go()
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    async def _connect(self) -> None:
        """Connect those who write: whoever opens a file, or the log beside it, after it was removed makes another one.

        Connecting opens neither; that is done by the first thing read.
        """
        with suppress(SQLAlchemyError):
            async with self._engines.writer.begin() as connection:
                await connection.run_sync(_looked_at)
            if self._engines.appender is not None:
                await self._aside(_begun, self._engines.appender, _looked_at)

    async def _let_go(self) -> None:
        """Close every connection; the next one that is wanted is opened anew."""
        for engine in self._engines.loop:
            await engine.dispose()
        if self._thread is not None and self._engines.appender is not None:
            await self._aside(Engine.dispose, self._engines.appender)

    async def revision(self) -> str | None:
        """Return the schema revision as found, None for a database without our tables; changes nothing.

        Raises `StartupError` when the file is damaged or the server refuses us, `StoreError` when the database cannot
        be reached.
        """
        if dialect.is_new(self._engines.reader):
            return None
        try:
            await dialect.probe(self._engines.reader)
            async with self._engines.reader.connect() as connection:
                found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        except DBAPIError as error:
            trouble = dialect.trouble(error)
            if trouble is Trouble.NO_TABLE:
                return None
            raise _at_start(trouble) from error
        except (SQLAlchemyError, OSError) as error:
            raise _unreachable() from error
        return None if found is None else str(found)

    async def check(self) -> None:
        """Look the whole database over, try to write, and take it back.

        Raises `StartupError` when it is damaged, `StoreError` when nothing could be recorded.
        """
        try:
            if not dialect.is_new(self._engines.writer):
                async with self._engines.writer.connect() as connection, connection.begin() as attempt:
                    await dialect.look_over(connection)
                    # SQLite refuses only the write itself, not the lock, on a file that is read-only.
                    await connection.execute(text("CREATE TABLE write_check (id INTEGER)"))
                    await attempt.rollback()
            elif not dialect.can_be_made(self._engines.writer):
                raise _unreachable()
        except dialect.DamagedError as error:
            raise _at_start(Trouble.UNUSABLE) from error
        except DBAPIError as error:
            found = dialect.trouble(error)
            raise (_at_start(found) if found is Trouble.UNUSABLE else _unreachable()) from error
        except (SQLAlchemyError, OSError) as error:
            raise _unreachable() from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection that sees one state of the database throughout. Raises `StoreError`."""
        async with self._counted("read"), self._engines.reader.begin() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Lend the writer in a transaction: committed at the end, rolled back by an error. Raises `StoreError`."""
        async with self._counted("write"), self._engines.writer.begin() as connection:
            yield connection

    async def append(self, work: Callable[[Connection], T]) -> T:
        """Do a short write that needs nothing else meanwhile, in one transaction. Raises `StoreError`.

        It may run in another thread, and is done whole or not at all also when nobody waits for it any more.
        """
        appender = self._engines.appender
        if self._thread is None or appender is None:
            async with self.writing() as connection:
                return await connection.run_sync(work)
        async with self._counted("write"):
            return await self._aside(_begun, appender, work)

    async def _aside(self, work: Callable[[Unpack[A]], T], *arguments: *A) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def settle(self) -> None:
        """Empty SQLite's write-ahead log into the file, so that what was deleted is in neither.

        Where somebody still reads an earlier state, a later write does it. Raises `StoreError`.
        """
        writer = self._engines.writer
        if writer.dialect.name != "sqlite":
            return
        async with self._counted("write"), writer.begin() as connection:
            # Within a transaction it would be refused, and the engine begins one with every connection.
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            await connection.exec_driver_sql("BEGIN")

    @asynccontextmanager
    async def _counted(self, access: str) -> AsyncIterator[None]:
        """Let somebody at the database who reads or writes, and say it in our own errors when that fails."""
        if not self._open:
            raise DatabaseClosedError
        await self._stay()
        if self._damaged:
            # What went into a damaged file would be lost with it.
            self._alarms[access].failed(Trouble.UNUSABLE, "damaged")
            raise _unreachable()
        self._users += 1
        self._idle.clear()
        began, failed = time.monotonic(), False
        try:
            yield
        # A server that is gone or does not answer is told by Python's own errors, of which a borrower has none.
        except (SQLAlchemyError, ConnectionError, TimeoutError, socket.gaierror) as error:
            failed = True
            trouble = dialect.trouble(error)
            self._damaged = self._damaged or trouble is Trouble.UNUSABLE
            self._alarms[access].failed(trouble, dialect.code(error))
            raise _unreachable() from error
        else:
            self._alarms[access].worked()
        finally:
            if self._timed is not None:
                self._timed(access, time.monotonic() - began, failed=failed)
            self._users -= 1
            if not self._users:
                self._idle.set()

    async def _stay(self, *, at_once: bool = False) -> None:
        """See to it that the file lies where it was opened: whatever was put into it since then is put back there."""
        if self._place is None:
            return
        async with self._looking:
            if not at_once and time.monotonic() - self._looked < _LOOK:
                return
            self._looked = time.monotonic()
            state = await asyncio.to_thread(self._place.state)
            if state is not State.SAME:
                await self._put_back(self._place, state)

    async def _put_back(self, place: Place, state: State) -> None:
        try:
            async with asyncio.timeout(dialect.LOCK_SECONDS):
                await self._idle.wait()
            staged = await asyncio.to_thread(place.stage)
            await dialect.copy(self._engines.writer, staged)
            await self._let_go()
            if state is State.GONE:
                await asyncio.to_thread(place.put_back, staged)
                await self._connect()
                _log.error("database_removed: It was removed while the bot ran, and is put back whole: %s", _STOP_FIRST)
            else:
                kept = await asyncio.to_thread(place.keep_beside, staged)
                self._damaged = False
                await self._connect()
                _log.error("database_replaced: What the bot wrote until now lies in %s: %s", kept.name, _STOP_FIRST)
        except (SQLAlchemyError, OSError) as error:
            self._looked += _LOOK_LATER
            _log.error("database_removed: It cannot be put back (%s): %s", dialect.code(error), _SAVE)

    async def _migrate(self) -> None:
        # Importing alembic costs more than opening the database, and an up-to-date one needs none of it.
        from bot.store.migrate import upgrade  # noqa: PLC0415

        try:
            await dialect.probe(self._engines.writer)
            async with self._engines.writer.begin() as connection:
                await connection.run_sync(upgrade)
        except DBAPIError as error:
            raise _at_start(dialect.trouble(error)) from error
        except (SQLAlchemyError, OSError) as error:
            raise _unreachable() from error


def _looked_at(connection: Connection) -> None:
    connection.exec_driver_sql("SELECT version_num FROM alembic_version")


def _begun(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return work(connection)


def _unreachable() -> StoreError:
    return StoreError("The history cannot be reached just now.", "Nothing is lost but the record; try again later.")


_TOLD = {
    Trouble.UNUSABLE: "The database file is damaged or is not a database; move it away or restore a copy of it.",
    Trouble.REFUSED: "PostgreSQL does not let in the user of DATABASE_URL: correct the user or the password in it.",
    Trouble.ABSENT: "PostgreSQL has no database of the name in DATABASE_URL: create it, or correct the name.",
    Trouble.FORBIDDEN: "The user of DATABASE_URL may not make tables in that database: make the user its owner.",
}
"""What keeps the program from starting until someone mends it."""


def _at_start(trouble: Trouble) -> StoreError | StartupError:
    return StartupError(_TOLD[trouble]) if trouble in _TOLD else _unreachable()
