"""What half a question can go on with: from memory, and after a restart from what is kept."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.domain.asker import Asker
from bot.domain.question import Question
from bot.errors import RvuError
from bot.ports import History
from bot.thread import FOLLOWED_FOR, Threads

_log = logging.getLogger(__name__)

_PATIENCE: Final = 0.5
"""Seconds that reading may take, of the one that an answer has; then the text is taken by itself."""


class Earlier:
    """Finds the question before a text. The store is read at the start, and later only for what is not in memory."""

    def __init__(self, history: History | None, threads: Threads, leads_on: Callable[[Question], bool]) -> None:
        """Take where answers are kept, what is remembered, and what tells whether a question can be gone on with."""
        self._history = history
        self._threads = threads
        self._leads_on = leads_on

    async def recollect(self, now: datetime) -> None:
        """Remember what was asked just before a restart; what cannot be read is read later, place by place."""
        if self._history is None:
            return
        try:
            lately = await self._history.lately(now - FOLLOWED_FOR)
        except RvuError as error:
            _log.warning("earlier_questions_not_read error=%s", error.message)
            return
        for one in lately or ():
            if self._leads_on(one.question):
                self._threads.note((one.guild_id, one.channel_id), one.user_id, one.question, one.at)
        if lately is not None:
            self._threads.complete_from(now)

    async def before(self, asker: Asker, now: datetime) -> Question | None:
        """Return what can be gone on with: what this person asked there, else what was asked there last."""
        place = (asker.guild_id, asker.channel_id)
        found = None
        if not self._threads.knows(place, asker.user_id) and not self._threads.complete(now):
            found = await self._read(asker, now)
        return found or self._threads.last(place, asker.user_id, now)

    async def _read(self, asker: Asker, now: datetime) -> Question | None:
        if self._history is None:
            return None
        try:
            async with asyncio.timeout(_PATIENCE):
                kept = await self._history.recent(
                    guild_id=asker.guild_id,
                    channel_id=asker.channel_id,
                    user_id=asker.user_id,
                    since=now - FOLLOWED_FOR,
                )
        except (RvuError, TimeoutError) as error:
            _log.warning("earlier_question_not_read error=%s", error)
            return None
        return next(filter(self._leads_on, kept), None)
