"""The catalog with the operator's releases, for commands that answer once: no SQLAlchemy, no migration, no event loop.

SQLAlchemy alone takes longer to import than a price to compute. Another database than SQLite is read through it.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

from bot.domain.catalog import Catalog
from bot.domain.dataset import KnownFile
from bot.errors import StoreError
from bot.store.fee_reading import Ask, Caps, caps, extended, known

T = TypeVar("T")

_SQLITE: Final = "sqlite+aiosqlite:///"


def stored(address: str, catalog: Catalog, code: str | None = None) -> Catalog:
    """Return the catalog with every imported file; with a code, only what an answer on that code needs.

    A database that is not there, or has no imported files yet, leaves the catalog as it is. Changes nothing.
    Raises `StoreError` when there is a database and it cannot be read.
    """
    return _read(address, lambda ask: extended(ask, catalog, code), catalog)


def stored_files(address: str) -> tuple[KnownFile, ...]:
    """Return what was imported, also into a database of an earlier version of the program. Raises `StoreError`."""
    return _read(address, known, ())


def stored_caps(address: str) -> Caps:
    """Return the imported amounts of the imaging cap.

    Raises `StoreError` when there is a database and it cannot be read.
    """
    return _read(address, caps, {})


def _read(address: str, reading: Callable[[Ask], T], nothing: T) -> T:
    """Return what a reading gives, and `nothing` where there is no database or no table yet. Raises `StoreError`."""
    if not address.startswith(_SQLITE):
        return asyncio.run(_through_driver(address, reading, nothing))
    file = Path(address.removeprefix(_SQLITE).split("?")[0])
    if not file.is_file():
        return nothing
    try:
        with _open(file) as connection:
            return reading(_asking(connection))
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return nothing
        raise _unreadable(error) from error
    except sqlite3.Error as error:
        raise _unreadable(error) from error


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)
    try:
        yield connection
    finally:
        connection.close()


def _asking(connection: sqlite3.Connection) -> Ask:
    def ask(query: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return connection.execute(query, values).fetchall()

    return ask


def _unreadable(error: sqlite3.Error) -> StoreError:
    return StoreError(
        f"The imported fee schedules cannot be read ({error}).", "Run `python -m bot doctor` to see what is wrong."
    )


async def _through_driver(address: str, reading: Callable[[Ask], T], nothing: T) -> T:
    from bot.store.database import Database  # noqa: PLC0415 - what this module is there to spare
    from bot.store.fees import asked  # noqa: PLC0415 - the same
    from bot.store.schema import REVISION  # noqa: PLC0415 - the same

    database = Database(address)
    try:
        if await database.revision() != REVISION:
            return nothing
        await database.open()
        return await asked(database, reading)
    finally:
        await database.close()
