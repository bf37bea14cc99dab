"""How much one member, and one server, may ask at once. Pure: whoever asks brings the time."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

_KNOWN: Final = 20_000
"""Members and servers remembered; whoever was quiet the longest is forgotten first, and has their whole allowance."""
_HAIR: Final = 1e-6
"""Seconds; sums of steps that no float holds exactly may be off by less, and that is no reason to wait."""
_AGAIN: Final = 60.0
"""Seconds after which somebody who still asks too much is told, and logged, once more."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many may come at once, and how many a second come back."""

    at_once: int
    a_second: float


class _Buckets:
    """One allowance for each of many: kept as the moment at which each is whole again, one number each."""

    def __init__(self, allowance: Allowance) -> None:
        self._step = 1 / allowance.a_second
        self._most = allowance.at_once * self._step
        self._whole_at: OrderedDict[Hashable, float] = OrderedDict()

    def wait(self, key: Hashable, now: float) -> float:
        """Return the seconds until one more may come, 0 at once."""
        seconds = self._whole_at.get(key, now) - now + self._step - self._most
        return seconds if seconds > _HAIR else 0.0

    def take(self, key: Hashable, now: float) -> None:
        """Let one come."""
        self._whole_at[key] = max(self._whole_at.get(key, now), now) + self._step
        self._whole_at.move_to_end(key)
        if len(self._whole_at) > _KNOWN:
            self._whole_at.popitem(last=False)


class Pace:
    """Lets members and servers have what they are allowed, and tells how long the others have to wait.

    Times are seconds of the askers' clock, when each asked: a bot that is behind would otherwise give more to whoever
    made it so.
    """

    def __init__(self, member: Allowance | None, server: Allowance | None) -> None:
        """Limit members and servers; None: not."""
        self._members = _Buckets(member) if member is not None else None
        self._servers = _Buckets(server) if server is not None else None
        self._told: OrderedDict[Hashable, float] = OrderedDict()

    def wait(self, member: int, server: int | None, now: float) -> float:
        """Return 0 and count one more, or the seconds to wait, which cost neither member nor server anything."""
        counted = [(self._members, member), *([(self._servers, server)] if server is not None else [])]
        for buckets, key in counted:
            if buckets is not None and (seconds := buckets.wait(key, now)) > 0:
                return seconds
        for buckets, key in counted:
            if buckets is not None:
                buckets.take(key, now)
        return 0.0

    def first(self, key: Hashable, now: float) -> bool:
        """Tell whether somebody has not been told for a while, and count it as telling them."""
        if now - self._told.get(key, -_AGAIN) < _AGAIN:
            return False
        self._told[key] = now
        self._told.move_to_end(key)
        if len(self._told) > _KNOWN:
            self._told.popitem(last=False)
        return True
