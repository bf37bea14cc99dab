"""Everything that is kept about one person: handed out to them, or deleted."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.domain.asker import Asker
from bot.errors import RvuError
from bot.recent import Recent
from bot.thread import Threads

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by table, in a form that JSON holds."""


class Persons(Protocol):
    """The part of the store that finds what is about a person."""

    async def rows(self, user_id: int, guild_id: int | None, *, everywhere: bool) -> Rows:
        """Return every row about a person on a server (None: outside servers), or everywhere."""

    async def erase(self, user_id: int, guild_id: int | None, *, everywhere: bool) -> int:
        """Delete them, and return how many there were."""


class People:
    """Both methods raise `RvuError` when nothing is kept or the store cannot be reached."""

    def __init__(self, persons: Persons | None, threads: Threads, recent: Recent) -> None:
        self._persons = persons
        self._threads = threads
        self._recent = recent

    async def rows(self, asker: Asker, *, everywhere: bool) -> Rows:
        """Return everything that is kept about the asker, here or everywhere."""
        return await self._opened().rows(asker.user_id, asker.guild_id, everywhere=everywhere)

    async def erase(self, asker: Asker, *, everywhere: bool) -> int:
        """Delete everything that is kept about the asker, here or everywhere, and return how many rows it was."""
        erased = await self._opened().erase(asker.user_id, asker.guild_id, everywhere=everywhere)
        self._threads.forget(asker.user_id, asker.guild_id, everywhere=everywhere)
        self._recent.forget(asker.user_id, asker.guild_id, everywhere=everywhere)
        return erased

    def _opened(self) -> Persons:
        if self._persons is None:
            message = "Nothing is kept here."
            raise RvuError(message, "Set DATABASE_URL to a database that can be written, then start again.")
        return self._persons
