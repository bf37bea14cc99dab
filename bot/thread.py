"""What was asked last in each channel, so that half a question can go on with it."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from bot.domain.question import Question

FOLLOWED_FOR: Final = timedelta(minutes=15)
"""How long a question can be gone on with: about one patient. Later, "and in facility?" may mean something else."""
_MOST: Final = 10_000
"""Channels and people remembered; the one longest unheard of is forgotten first."""

Place = tuple[int | None, int | None]
"""Server and channel."""


class Threads:
    """The last question of each person in each channel, in this process's memory. The caller brings the time."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[Place, int | None], tuple[datetime, Question, int]] = OrderedDict()
        self._complete: datetime | None = None

    def complete_from(self, now: datetime) -> None:
        """Note that everything asked lately was noted by now, as whoever kept it knows."""
        self._complete = now

    def complete(self, now: datetime) -> bool:
        """Tell whether everything that can be gone on with is remembered, so that nothing has to be looked up."""
        return self._complete is not None and now >= self._complete

    def note(self, place: Place, user_id: int, question: Question, at: datetime) -> None:
        """Remember a question as the person's own last one and the channel's."""
        self._put((place, None), question, at, user_id)
        self._put((place, user_id), question, at, user_id)

    def resume(self, place: Place, user_id: int, question: Question, at: datetime) -> None:
        """Remember a question as the person's own last one, and as nobody else's."""
        self._put((place, user_id), question, at, user_id)

    def forget(self, user_id: int, guild_id: int | None, *, everywhere: bool = False) -> None:
        """Remember nothing that a person asked on a server (None: in direct messages), or anywhere."""
        gone = [
            key
            for key, (_, _, whose) in self._last.items()
            if whose == user_id and (everywhere or key[0][0] == guild_id)
        ]
        for key in gone:
            self._lost(self._last.pop(key)[0])

    def last(self, place: Place, user_id: int, now: datetime) -> Question | None:
        """Return the person's own last question there, else the channel's, within the time."""
        return self._fresh((place, user_id), now) or self._fresh((place, None), now)

    def knows(self, place: Place, user_id: int) -> bool:
        """Tell whether a question of this person was noted there."""
        return (place, user_id) in self._last

    def _put(self, key: tuple[Place, int | None], question: Question, at: datetime, user_id: int) -> None:
        self._last[key] = at, question, user_id
        self._last.move_to_end(key)
        while len(self._last) > _MOST:
            self._lost(self._last.popitem(last=False)[1][0])

    def _lost(self, at: datetime) -> None:
        """Let go of one, in whose place an older one of somebody else may have to be looked up for a while."""
        if self._complete is not None:
            self._complete = max(self._complete, at + FOLLOWED_FOR)

    def _fresh(self, key: tuple[Place, int | None], now: datetime) -> Question | None:
        if key not in self._last:
            return None
        at, question, _ = self._last[key]
        return question if now - at <= FOLLOWED_FOR else None
