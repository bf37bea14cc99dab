"""Writes that come while another one is at it are made together, in one transaction: the disk is waited for once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, TypeVar

from bot.errors import StoreError

T = TypeVar("T")
R = TypeVar("R")

MOST: Final = 1_000
"""Written by one transaction, so that nobody waits long for those behind."""


class Together(Generic[T, R]):
    """Hands over what has come meanwhile, oldest first, each time the writer is free."""

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[Sequence[R]]]) -> None:
        """Take what writes several and returns a result for each, all of them or none."""
        self._write = write
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, one: T) -> R:
        """Return the result once it is written. Raises what the writer raises, like all that went with it."""
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[R] = loop.create_future()
        self._waiting.append((one, mine))
        if self._writing is None or self._writing.done():
            # A task of its own: who gives up meanwhile leaves unsaid whether theirs was written, not the others'.
            self._writing = loop.create_task(self._write_all(), name="together")
        try:
            return await mine
        except StoreError as error:
            # One of their own for each: what is noted on it for one person must not reach another.
            raise StoreError(error.message, error.hint) from error

    async def _write_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            await self._write_some([each for each in some if not each[1].done()])

    async def _write_some(self, some: Sequence[tuple[T, asyncio.Future[R]]]) -> None:
        if not some:
            return
        try:
            results = await self._write([one for one, _ in some])
        except Exception as error:  # noqa: BLE001 - told to each of them
            for _, waits in some:
                if not waits.done():
                    waits.set_exception(error)
            return
        for (_, waits), result in zip(some, results, strict=True):
            if not waits.done():
                waits.set_result(result)
