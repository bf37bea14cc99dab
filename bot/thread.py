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
        self._last: OrderedDict[tuple[Place, int | None], tuple[datetime, Question]] = OrderedDict()

    def note(self, place: Place, user_id: int, question: Question, at: datetime) -> None:
        """Remember a question as the person's own last one and the channel's."""
        self._put((place, None), question, at)
        self._put((place, user_id), question, at)

    def last(self, place: Place, user_id: int, now: datetime) -> Question | None:
        """Return the person's own last question there, else the channel's, within the time."""
        return self._fresh((place, user_id), now) or self._fresh((place, None), now)

    def knows(self, place: Place, user_id: int) -> bool:
        """Tell whether a question of this person was noted there."""
        return (place, user_id) in self._last

    def _put(self, key: tuple[Place, int | None], question: Question, at: datetime) -> None:
        self._last[key] = at, question
        self._last.move_to_end(key)
        while len(self._last) > _MOST:
            self._last.popitem(last=False)

    def _fresh(self, key: tuple[Place, int | None], now: datetime) -> Question | None:
        at, question = self._last.get(key, (now, None))
        return question if now - at <= FOLLOWED_FOR else None
