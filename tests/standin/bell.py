"""Waiting for something to become true in a program with one event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class NotHappened(AssertionError):  # noqa: N818 - read in a test report, where the sentence matters
    """What a test waited for did not come in time."""


class Bell:
    """Rung at every change; whoever waits looks again."""

    def __init__(self, context: Callable[[], str] = str) -> None:
        """Make one; ``context`` tells what else a disappointed test should know."""
        self.context = context
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Something has changed."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, true: Callable[[], object], seconds: float, what: str | Callable[[], str]) -> None:
        """Return as soon as ``true()`` holds; raise ``NotHappened`` naming ``what`` when it does not in time."""
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    await self._rung.wait()
        except TimeoutError:
            said = what if isinstance(what, str) else what()
            message = f"not within {seconds} s: {said}\n{self.context()}".strip()
            raise NotHappened(message) from None
