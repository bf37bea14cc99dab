"""What comes in from Discord: each event once, and none is cut off when the bot stops."""

import asyncio
import logging
from collections import OrderedDict
from typing import Any, Final

_log = logging.getLogger(__name__)

_REMEMBERED: Final = 10_000
"""Ids of events that are known again: minutes of them, also on a busy day."""


AT_WORK: Final = 300
"""Events at work on at once: as many as are answered in a second, or in two. Whatever comes on top of that would wait
for longer than Discord lets anybody wait, and each takes a hundred kilobytes meanwhile."""


class Intake:
    """Lets each event in once, and knows what is still at work on those it let in.

    After a lost connection Discord tells again what the bot may have missed, and now and then what it has not.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._working: set[asyncio.Task[Any]] = set()

    def admit(self, event_id: int) -> bool:
        """Tell whether to handle the event with this snowflake; the current task counts as at work on it."""
        if event_id in self._seen:
            _log.info("repeated_event id=%d", event_id)
            return False
        self._seen[event_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        task = asyncio.current_task()
        if task is not None:
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        return True

    @property
    def crowded(self) -> bool:
        """Tell whether more is at work than can be answered in time."""
        return len(self._working) > AT_WORK

    async def finish(self, seconds: float) -> int:
        """Wait until everything that was let in is done; return how many were cut off because they were not."""
        working = self._working - {asyncio.current_task()}
        if not working:
            return 0
        _, late = await asyncio.wait(working, timeout=seconds)
        for task in late:
            task.cancel()
        return len(late)
