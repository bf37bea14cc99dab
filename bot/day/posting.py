"""The daily post: whose is due, who posts it, and what becomes of it. Knows no Discord; the edge sends.

A process claims a server's local day in the store before it posts, and notes what became of it after. Each step may
be the last one before a crash:

- before the claim: the day is due still, and the next minute posts it
- claimed, not sent: the claim runs out after a while, and whoever looks then posts it
- sent, not noted: the same, under the same nonce, which Discord takes for the post it has already

Modelling gap: Discord remembers a nonce for some minutes. A process that dies between sending and noting, and leaves
no other running for longer than that, posts that day a second time.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol

from bot.ask import Asker, Desk, Reply, utc_now
from bot.calc.due import due, following
from bot.domain.posting import Post, PostState, Schedule
from bot.domain.question import Stats, When
from bot.errors import RvuError

_log = logging.getLogger(__name__)

_NOON: Final = time(12)
"""A post before noon tells of the day before; later ones of the day itself, as far as it has gone."""
_MOST: Final = 20
"""Posts of one minute of one process; the rest follow the next minute."""


class CannotPostError(Exception):
    """Discord does not let the bot post there: no permission, or no such channel any more."""


class Kept(Protocol):
    """Where schedules and claims are kept. The store's `Posts` is one. Every method raises `StoreError`."""

    async def schedules(self) -> tuple[Schedule, ...]:
        """Return every server's schedule that is not paused."""

    async def schedule(self, guild_id: int) -> Schedule | None:
        """Return a server's schedule, also a paused one."""

    async def set(self, wanted: Schedule) -> Schedule:
        """Keep a server's schedule; which days are settled stays as it was."""

    async def claim(self, guild_id: int, on: date, channel_id: int, now: datetime) -> bool:
        """Take a day's post for this process."""

    async def settle(self, guild_id: int, on: date, state: PostState, now: datetime, *, told: bool = False) -> None:
        """Note what became of a claimed day."""

    async def last(self, guild_id: int) -> tuple[Post, ...]:
        """Return the newest post of a server, and the newest that went out."""


class Outlet(Protocol):
    """What sends. Discord's edge is one."""

    def serves(self, guild_id: int) -> bool:
        """Tell whether this process speaks for a server."""

    async def post(self, schedule: Schedule, on: date, digest: "Digest") -> None:
        """Send a post under the nonce of its server and day. Raises `CannotPostError` when it never will work so."""

    async def warn(self, schedule: Schedule) -> None:
        """Tell an admin that it cannot be posted. Never raises."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one post tells."""

    title: str
    reply: Reply
    empty: bool
    """Nothing was asked and nothing of the logs can be told."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A server's schedule, and what came and comes of it."""

    schedule: Schedule
    last: tuple[Post, ...]
    following: datetime | None
    """The moment of the next post; None while paused."""


Make = Callable[[Schedule, date], Awaitable[Digest]]


class Poster:
    """Posts what is due, one look at a time."""

    def __init__(self, kept: Kept, make: Make, clock: Callable[[], datetime] = utc_now) -> None:
        self._kept = kept
        self._make = make
        self._clock = clock

    async def look(self, outlet: Outlet) -> int:
        """Post everything that is due now, and return how much was tried. Raises `StoreError`.

        What goes wrong with one server is logged, and keeps none of the others waiting.
        """
        now, tried = self._clock(), 0
        for schedule, on in _due(await self._kept.schedules(), now):
            if tried >= _MOST:
                break
            if outlet.serves(schedule.guild_id) and await self._kept.claim(
                schedule.guild_id, on, schedule.channel_id, now
            ):
                tried += 1
                await self._try(schedule, on, outlet)
        return tried

    async def _try(self, schedule: Schedule, on: date, outlet: Outlet) -> None:
        try:
            state = await self._post(schedule, on, outlet)
            await self._kept.settle(schedule.guild_id, on, state, self._clock())
        except CannotPostError:
            _log.warning("cannot_post server=%s on=%s", schedule.guild_id, on)
            if not schedule.told:
                await outlet.warn(schedule)
            await self._kept.settle(schedule.guild_id, on, PostState.FAILED, self._clock(), told=True)
        except Exception:  # noqa: BLE001 - whatever it is, the claim runs out and the day is tried again
            _log.exception("post_failed server=%s on=%s", schedule.guild_id, on)

    async def _post(self, schedule: Schedule, on: date, outlet: Outlet) -> PostState:
        digest = await self._make(schedule, on)
        if digest.empty and schedule.skip_empty:
            return PostState.SKIPPED
        await outlet.post(schedule, on, digest)
        return PostState.SENT

    async def outlook(self, guild_id: int) -> Outlook | None:
        """Return a server's schedule with what was last posted and what comes next."""
        schedule = await self._kept.schedule(guild_id)
        if schedule is None:
            return None
        coming = None
        if not schedule.paused:
            coming = following(self._clock(), schedule.at, schedule.tz, schedule.since, schedule.last)
        return Outlook(schedule, await self._kept.last(guild_id), coming)

    async def set(self, wanted: Schedule) -> Outlook:
        """Keep a schedule from the next time that it is due. Raises `StoreError`."""
        local = self._clock().astimezone(wanted.tz)
        since = local.date() + timedelta(days=local.time() >= wanted.at)
        await self._kept.set(wanted.model_copy(update={"since": since, "told": False}))
        outlook = await self.outlook(wanted.guild_id)
        assert outlook is not None  # noqa: S101 - it was just kept
        return outlook

    async def move(self, guild_id: int, zone: str) -> None:
        """Let a server's schedule, if it has one, go by another zone from the next time that it is due there."""
        schedule = await self._kept.schedule(guild_id)
        if schedule is not None and schedule.zone != zone:
            await self.set(schedule.model_copy(update={"zone": zone}))

    async def pause(self, guild_id: int) -> Outlook | None:
        """Post no more until it is scheduled again; None where nothing is scheduled."""
        schedule = await self._kept.schedule(guild_id)
        if schedule is None:
            return None
        await self._kept.set(schedule.model_copy(update={"paused": True}))
        return await self.outlook(guild_id)

    async def preview(self, schedule: Schedule) -> Digest:
        """Return what would be posted now."""
        return await self._make(schedule, self._clock().astimezone(schedule.tz).date())


def _due(schedules: Iterable[Schedule], now: datetime) -> Iterable[tuple[Schedule, date]]:
    for schedule in schedules:
        on = due(now, schedule.at, schedule.tz, schedule.since, schedule.last)
        if on is not None:
            yield schedule, on


def covered(schedule: Schedule, on: date) -> date:
    """Return the day that the post of a local day tells of."""
    return on - timedelta(days=1) if schedule.at < _NOON else on


class Digests:
    """Makes what a post tells: the server's statistics of one day."""

    def __init__(self, desk: Desk, me: Callable[[], int], clock: Callable[[], datetime] = utc_now) -> None:
        self._desk = desk
        self._me = me
        self._clock = clock

    async def make(self, schedule: Schedule, on: date) -> Digest:
        """Return the digest of a local day. Raises `RvuError` when nothing can be read."""
        day = covered(schedule, on)
        asker = Asker(user_id=self._me(), guild_id=schedule.guild_id, channel_id=schedule.channel_id)
        today = self._clock().astimezone(self._desk.zone(asker)).date()
        question = Stats(when=When(unit="day", back=max(0, (today - day).days)))
        reply = await self._desk.ask(question, asker)
        if reply.record_id is None:
            _log.warning("digest_without_record server=%s", schedule.guild_id)
        title = f"{day:%A}, {day.day} {day:%B} {day.year} ({schedule.zone})"
        return Digest(title, reply, empty=not reply.answer.details)


def unscheduled() -> RvuError:
    """Return what to raise where nothing is scheduled."""
    message = "No daily post is scheduled on this server."
    return RvuError(message, "An admin can schedule one: /stats schedule with a channel, a time and a zone.")
