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
        self._free = asyncio.Lock()
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []

    async def add(self, one: T) -> R:
        """Return the result once it is written. Raises what the writer raises, like all that went with it."""
        mine: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        entry = (one, mine)
        self._waiting.append(entry)
        try:
            async with self._free:
                # Whoever comes to the writer first takes the others along, and these find it done.
                while not mine.done():
                    await self._write_some(mine)
            return await mine
        except StoreError as error:
            # One of their own for each: what is noted on it for one person must not reach another.
            raise StoreError(error.message, error.hint) from error
        finally:
            if entry in self._waiting:
                self._waiting.remove(entry)

    async def _write_some(self, mine: "asyncio.Future[R]") -> None:
        some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            results = await self._write([one for one, _ in some])
        except asyncio.CancelledError:
            # Only the one that was writing gave up; the next of the others writes them.
            self._waiting = [each for each in some if each[1] is not mine] + self._waiting
            raise
        except Exception as error:  # noqa: BLE001 - told to each of them
            for _, waits in some:
                if not waits.done():
                    waits.set_exception(error)
                    waits.exception()  # somebody who has given up asks no more
            return
        for (_, waits), result in zip(some, results, strict=True):
            if not waits.done():
                waits.set_result(result)
