"""Charts as pictures: drawn one at a time in a thread of their own, each of them once."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from bot.domain.answer import ChartSpec
from bot.errors import RvuError
from bot.render.chart import draw

_KEPT: Final = 48
"""Pictures kept, of some 50 KB each."""
_MOST: Final = 32
"""Pictures that may wait to be drawn; at a third of a second each, the last one comes after ten seconds."""


class Pictures:
    """Draws, and keeps what was drawn last. Drawing shares its tools between charts, so one thread is as quick as many.

    Close it, or its thread is waited for at the exit.
    """

    def __init__(self, drawn: Callable[[ChartSpec], bytes] = draw) -> None:
        self._draw = drawn
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chart")
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._drawing: dict[bytes, asyncio.Future[bytes]] = {}

    async def of(self, spec: ChartSpec) -> bytes:
        """Return a chart as PNG. Raises `RvuError` when too many wait for theirs."""
        key = hashlib.sha256(spec.model_dump_json().encode()).digest()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        drawing = self._drawing.get(key)
        if drawing is None:
            if len(self._drawing) >= _MOST:
                message = "Many charts are being drawn just now."
                raise RvuError(message, "Click again in a minute.")
            drawing = asyncio.get_running_loop().run_in_executor(self._threads, self._draw, spec)
            self._drawing[key] = drawing
            drawing.add_done_callback(lambda done: self._done(key, done))
        # Others may wait for the same picture, also when this one gives up.
        return await asyncio.shield(drawing)

    def _done(self, key: bytes, drawing: "asyncio.Future[bytes]") -> None:
        del self._drawing[key]
        if not drawing.cancelled() and drawing.exception() is None:
            self._kept[key] = drawing.result()
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def close(self) -> None:
        """Draw nothing more than what is being drawn."""
        self._threads.shutdown(wait=False, cancel_futures=True)
