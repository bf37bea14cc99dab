"""What other processes write while the bot runs: releases that the operator imports, settings changed elsewhere."""

import asyncio
import ctypes
import gc
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.dataset import KnownFile
from bot.errors import RvuError, StartupError
from bot.store.database import Database
from bot.store.fees import files, load_releases
from bot.store.guilds import Guilds

_log = logging.getLogger(__name__)

EVERY: Final = 30.0
"""Seconds between two looks. What they find has to be in force within a minute, reading it included."""

Imported = frozenset[KnownFile] | None
"""The imported files with their checksums; None when they could not be read."""


async def imported(database: Database | None) -> Imported:
    """Return which files are imported, as something that differs as soon as anything else is."""
    if database is None:
        return None
    try:
        return frozenset(await files(database))
    except RvuError:
        _log.warning("imported_releases_unavailable", exc_info=True)
        return None


def reader(address: str, embedded: Catalog) -> Callable[[], Desk]:
    """Return what makes a desk of all that is imported by now. It takes a second or two, and is meant for a thread."""

    async def read() -> Catalog:
        # Connections belong to one event loop, and a thread's is another one than the bot's.
        database = Database(address)
        try:
            await database.open()
            return await load_releases(database, embedded)
        finally:
            await database.close()

    return lambda: Desk(asyncio.run(read()))


class Refresh:
    """Keeps a desk and the servers' settings up to date with the database."""

    def __init__(
        self, database: Database, guilds: Guilds, desk: Desk, read: Callable[[], Desk], seen: Imported
    ) -> None:
        """Take what was `seen` before the desk's catalog was read, so that nothing in between is missed."""
        self._database = database
        self._guilds = guilds
        self._desk = desk
        self._read = read
        self._seen = seen
        self._failing = False

    async def run(self) -> None:
        """Look again and again, until cancelled; what fails is tried again the next time."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except (RvuError, StartupError) as error:
                if not self._failing:
                    _log.warning("refresh_failed error=%s", error)
                self._failing = True
            except Exception:  # noqa: BLE001 - whatever it is, the bot goes on, and the next look may go well
                _log.exception("refresh_failed")
            else:
                self._failing = False

    async def look(self) -> None:
        """Bring both up to date once. Raises `StoreError` or `StartupError` when the database cannot be read."""
        await self._guilds.load()
        found = frozenset(await files(self._database))
        if found == self._seen:
            return
        self._desk.take_over(await asyncio.to_thread(self._read))
        self._seen = found
        spare_what_stays()
        _log.info("releases_reloaded files=%d", len(found))


_RARELY: Final = (20_000, 10, 20)
"""New objects until garbage is looked for, and how often that is until it is among older ones too. An answer makes
thousands of objects and leaves next to none in circles; by Python's own measure the search took a tenth of its time."""


def spare_what_stays() -> None:
    """Take what lives as long as the process (modules, the catalog) out of every later garbage collection.

    A collection that walks through all of it stops the program for about a tenth of a second, in the middle of an
    answer. What a newer catalog has replaced is let go of first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_RARELY)
    _give_back()


_ARENA_MAX: Final = -8
"""The C library's number of this setting (M_ARENA_MAX of glibc's malloc.h)."""


def share_memory() -> None:
    """Let all threads take memory from one place, where the C library knows how to: those of the database are idle.

    Each thread would keep some for itself, about a megabyte together. Meant for the start, before there are threads.
    """
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def _give_back() -> None:
    """Return what starting let go of to the system, where the C library knows how to (glibc does)."""
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
