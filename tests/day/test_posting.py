"""The daily post through a simulated year: downtime, crashes at every step, faults of Discord, changes of clocks."""

import heapq
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.ask import Reply
from bot.calc.due import DAY, following, instant
from bot.day.posting import CannotPostError, Digest, Poster, covered
from bot.domain.answer import Answer
from bot.domain.posting import Post, PostState, Schedule, nonce
from bot.domain.question import Stats
from bot.store.posts import LEASE

ZONES = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns", "America/Halifax",
    "America/Havana", "America/Sao_Paulo", "America/Santiago", "America/Caracas", "America/Asuncion",
    "Atlantic/Azores", "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Moscow", "Africa/Cairo",
    "Africa/Casablanca", "Africa/Lagos", "Asia/Beirut", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Adelaide", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
SERVERS = 500
START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2027, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REMEMBERED = timedelta(minutes=5)
"""How long Discord takes a nonce for known: some minutes."""


class KilledError(BaseException):
    """The process ends here, whatever it was about to do."""


class Memory:
    """The store without a database: what is noted here survives every kill."""

    def __init__(self) -> None:
        self.kept: dict[int, Schedule] = {}
        self.posts: dict[tuple[int, date], Post] = {}

    async def schedules(self) -> tuple[Schedule, ...]:
        return tuple(one for one in self.kept.values() if not one.paused)

    async def schedule(self, guild_id: int) -> Schedule | None:
        return self.kept.get(guild_id)

    async def set(self, wanted: Schedule) -> Schedule:
        before = self.kept.get(wanted.guild_id)
        self.kept[wanted.guild_id] = wanted.model_copy(update={"last": before.last if before else wanted.last})
        return self.kept[wanted.guild_id]

    async def claim(self, guild_id: int, on: date, channel_id: int, now: datetime) -> bool:
        found = self.posts.get((guild_id, on))
        if found is not None and (found.state is not PostState.CLAIMED or found.at > now - LEASE):
            return False
        self.posts[guild_id, on] = Post.model_construct(
            guild_id=guild_id, on=on, state=PostState.CLAIMED, at=now, channel_id=channel_id
        )
        return True

    async def settle(self, guild_id: int, on: date, state: PostState, now: datetime, *, told: bool = False) -> None:
        self.posts[guild_id, on] = self.posts[guild_id, on].model_copy(update={"state": state, "at": now})
        schedule = self.kept[guild_id]
        last = max(on, schedule.last or on)
        self.kept[guild_id] = schedule.model_copy(update={"last": last, "told": told})

    async def last(self, guild_id: int) -> tuple[Post, ...]:
        mine = sorted((post for (guild, _), post in self.posts.items() if guild == guild_id), key=lambda one: one.on)
        sent = [post for post in mine if post.state is PostState.SENT]
        return tuple(dict.fromkeys((*mine[-1:], *sent[-1:])))


class Channels:
    """Discord: remembers nonces for a while, fails at random, and may take the process down with it."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.sent: dict[tuple[int, date], list[datetime]] = defaultdict(list)
        self.refusing: set[int] = set()
        self.warned: list[int] = []

    def serves(self, guild_id: int) -> bool:
        return guild_id >= 0

    async def post(self, schedule: Schedule, on: date, digest: Digest) -> None:
        del digest
        world = self.world
        if schedule.guild_id in self.refusing:
            raise CannotPostError
        fate = world.chance.random() if world.faults else 1.0
        if fate < 0.01:
            raise KilledError
        if fate < 0.03:
            message = "503"
            raise OSError(message)
        before = self.sent[schedule.guild_id, on]
        if not before or world.now - before[-1] > REMEMBERED:
            before.append(world.now)
        if fate < 0.04:
            raise KilledError
        if fate < 0.05:
            message = "sent, and the answer lost"
            raise OSError(message)

    async def warn(self, schedule: Schedule) -> None:
        self.warned.append(schedule.guild_id)


NOTHING = Reply(Answer(intent="stats", question=Stats()), None)


async def told(schedule: Schedule, on: date) -> Digest:
    return Digest(str(covered(schedule, on)), NOTHING, empty=schedule.guild_id % 2 == 1)


class World:
    """One store, one Discord, a clock that jumps, and a process that is started anew after each kill."""

    def __init__(self, seed: int = 1, *, faults: bool = False) -> None:
        self.now = START
        self.faults = faults
        self.chance = random.Random(seed)  # noqa: S311 - the same faults every time
        self.store = Memory()
        self.channels = Channels(self)
        self.poster = Poster(self.store, told, lambda: self.now)

    async def look(self) -> None:
        try:
            await self.poster.look(self.channels)
        except KilledError:
            self.poster = Poster(self.store, told, lambda: self.now)

    def add(self, guild_id: int, zone: str, at: time, **changes: object) -> Schedule:
        since = self.now.astimezone(ZoneInfo(zone)).date() + DAY
        made = Schedule(guild_id=guild_id, channel_id=guild_id, at=at, zone=zone, since=since, by=7)
        self.store.kept[guild_id] = made.model_copy(update=changes)
        return self.store.kept[guild_id]

    def days(self, guild_id: int) -> list[date]:
        return sorted(on for (guild, on), moments in self.channels.sent.items() if guild == guild_id for _ in moments)


def every_day(schedule: Schedule, until: datetime) -> Iterator[date]:
    on = schedule.since
    while instant(on, schedule.at, schedule.tz) <= until:
        yield on
        on += DAY


async def test_in_a_year_of_restarts_and_faults_every_server_has_every_date_exactly_once(quiet: None) -> None:
    world = World(faults=True)
    del quiet
    waiting: list[tuple[datetime, int]] = []
    for guild_id in range(SERVERS):
        minute = world.chance.randrange(24 * 60)
        made = world.add(guild_id, ZONES[guild_id % len(ZONES)], time(minute // 60, minute % 60))
        heapq.heappush(waiting, (following(world.now, made.at, made.tz, made.since, None), guild_id))
    assert len({one.zone for one in world.store.kept.values()}) == 40
    everything, store = dict(world.store.kept), world.store
    while waiting and waiting[0][0] < END:
        # One jump to the next due moment; only who is due then is looked at, which keeps a year within seconds.
        moment, _ = waiting[0]
        world.now = max(world.now, moment)
        near = []
        while waiting and waiting[0][0] <= world.now:
            near.append(heapq.heappop(waiting)[1])
        whole, store.kept = store.kept, {guild_id: store.kept[guild_id] for guild_id in near}
        await world.look()
        whole.update(store.kept)
        store.kept = whole
        for guild_id in near:
            one = store.kept[guild_id]
            settled = one.last is not None and store.posts[guild_id, one.last].at == world.now
            coming = instant(one.last + DAY, one.at, one.tz) if settled and one.last else world.now + MINUTE
            heapq.heappush(waiting, (coming, guild_id))
    while any(one.state is PostState.CLAIMED for one in store.posts.values()):
        world.now += MINUTE
        await world.look()
    days: dict[int, list[date]] = defaultdict(list)
    for (guild_id, on), moments in world.channels.sent.items():
        days[guild_id] += [on] * len(moments)
    for guild_id, schedule in everything.items():
        assert sorted(days[guild_id]) == list(every_day(schedule, END))


@pytest.fixture
def quiet() -> Iterator[None]:
    """Write no log of thousands of faults."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


CHANGES = {
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "America/Havana": (date(2026, 3, 8), date(2026, 11, 1)),
    "Africa/Casablanca": (date(2026, 2, 15), date(2026, 3, 22)),
}


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize(
    "at", [time(0, 0), time(0, 30), time(1, 30), time(2, 0), time(2, 30), time(3, 0), time(23, 59)]
)
async def test_minute_by_minute_around_a_change_of_clocks_each_date_comes_once(zone: str, at: time) -> None:
    for day in CHANGES[zone]:
        world = World(seed=at.minute, faults=True)
        world.now = datetime.combine(day - 2 * DAY, time(), ZoneInfo(zone)).astimezone(UTC)
        schedule = world.add(2, zone, at)
        for _ in range(4 * 24 * 60):
            await world.look()
            world.now += MINUTE
        wanted = list(every_day(schedule, world.now - timedelta(hours=1)))
        assert [on for on in world.days(2) if on in wanted] == wanted
        assert Counter(world.days(2)).most_common(1)[0][1] == 1


def clock_changes(zone: str) -> list[date]:
    """Return the local days of the year on which the clocks are changed."""
    noons = [datetime(2026, 1, 1, 12, tzinfo=ZoneInfo(zone)) + DAY * number for number in range(365)]
    return [after.date() for before, after in pairwise(noons) if before.utcoffset() != after.utcoffset()]


CHANGING = {zone: days for zone in ZONES if (days := clock_changes(zone))}


def test_most_zones_change_their_clocks_twice() -> None:
    assert len(CHANGING) >= 20
    assert {len(days) for days in CHANGING.values()} == {2}


@pytest.mark.parametrize("zone", CHANGING)
async def test_minute_by_minute_around_every_change_of_clocks_each_date_comes_once(quiet: None, zone: str) -> None:
    del quiet
    for day in CHANGING[zone]:
        world = World(seed=day.toordinal(), faults=True)
        # From the evening before until the next morning.
        world.now = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=3)
        # Even numbers: odd ones have empty days. Every half hour that a clock may skip or pass twice is somebody's.
        made = [world.add(2 * number, zone, time(number // 2, number % 2 * 30)) for number in range(1, 9)]
        made.append(world.add(100, zone, time(23, 59)))
        for _ in range(30 * 60):
            await world.look()
            world.now += MINUTE
        for schedule in made:
            # A claim that was left by a kill is taken over within minutes.
            wanted = list(every_day(schedule, world.now - timedelta(hours=1)))
            assert [on for on in world.days(schedule.guild_id) if on in wanted] == wanted
            assert Counter(world.days(schedule.guild_id)).most_common(1)[0][1] == 1


async def test_after_a_week_without_the_bot_only_the_latest_day_is_made_up_for() -> None:
    world = World()
    world.add(2, "America/New_York", time(7))
    world.now += timedelta(days=7, hours=12)
    await world.look()
    await world.look()
    assert world.days(2) == [date(2026, 1, 8)]


async def test_a_channel_that_refuses_is_told_once_tried_again_each_day_and_forgiven() -> None:
    world = World()
    world.add(2, "UTC", time(7))
    world.channels.refusing = {2}
    for _ in range(3 * 24):
        world.now += timedelta(hours=1)
        await world.look()
    assert world.channels.warned == [2]
    assert [post.state for post in world.store.posts.values()] == [PostState.FAILED] * 2
    world.channels.refusing = set()
    world.now += timedelta(days=1)
    await world.look()
    world.channels.refusing = {2}
    world.now += timedelta(days=1)
    await world.look()
    assert len(world.days(2)) == 1
    assert world.channels.warned == [2, 2]


async def test_empty_days_are_skipped_where_that_is_wanted() -> None:
    world = World()
    world.add(1, "UTC", time(7), skip_empty=True)
    world.add(3, "UTC", time(7))
    world.add(4, "UTC", time(7), skip_empty=True)
    world.now += timedelta(days=1, hours=12)
    await world.look()
    assert (world.days(1), len(world.days(3)), len(world.days(4))) == ([], 1, 1)
    outlook = await world.poster.outlook(1)
    assert outlook is not None
    assert [post.state for post in outlook.last] == [PostState.SKIPPED]


async def test_another_process_servers_are_left_to_it() -> None:
    world = World()
    world.add(-2, "UTC", time(7))
    world.now += timedelta(days=2)
    await world.look()
    assert world.store.posts == {}


async def test_a_change_of_zone_or_time_repeats_no_day_and_loses_none_to_come() -> None:
    world = World()
    world.now = datetime(2026, 1, 5, 6, tzinfo=UTC)
    first = Schedule(guild_id=2, channel_id=2, at=time(7), zone="UTC", since=date.min, by=7)
    await world.poster.set(first)
    world.now += timedelta(hours=2)
    await world.look()
    assert world.days(2) == [date(2026, 1, 5)]
    await world.poster.set(first.model_copy(update={"at": time(9)}))
    await world.poster.move(2, "Pacific/Honolulu")
    await world.poster.move(2, "Pacific/Honolulu")
    await world.poster.move(99, "UTC")
    for _ in range(48):
        world.now += timedelta(hours=1)
        await world.look()
    assert world.days(2) == [date(2026, 1, 5), date(2026, 1, 6)]
    assert world.store.kept[2].zone == "Pacific/Honolulu"


async def test_what_is_paused_is_not_posted_until_it_is_scheduled_again() -> None:
    world = World()
    assert await world.poster.pause(2) is None
    assert await world.poster.outlook(2) is None
    schedule = world.add(2, "UTC", time(7))
    outlook = await world.poster.pause(2)
    assert outlook is not None
    assert outlook.following is None
    world.now += timedelta(days=3, hours=12)
    await world.look()
    assert world.days(2) == []
    outlook = await world.poster.set(schedule)
    assert outlook.following == datetime(2026, 1, 5, 7, tzinfo=UTC)


async def test_a_crowd_is_spread_over_minutes_and_nobody_is_left_out() -> None:
    world = World()
    for guild_id in range(0, 100, 2):
        world.add(guild_id, "UTC", time(7))
    world.now += timedelta(days=1, hours=8)
    assert await world.poster.look(world.channels) == 20
    for _ in range(2):
        await world.look()
    assert all(len(world.days(guild_id)) == 1 for guild_id in range(0, 100, 2))


@pytest.mark.parametrize(("at", "day"), [(time(7), 4), (time(11, 59), 4), (time(12), 5), (time(18), 5)])
def test_a_post_before_noon_tells_of_the_day_before(at: time, day: int) -> None:
    schedule = Schedule(guild_id=2, channel_id=2, at=at, zone="UTC", since=date.min, by=7)
    assert covered(schedule, date(2026, 1, 5)) == date(2026, 1, day)


def test_a_nonce_fits_discord_and_is_of_one_server_and_day() -> None:
    made = {nonce(guild, date(2026, 1, day)) for guild in (2**63 - 1, 2**62) for day in (1, 2)}
    assert len(made) == 4
    assert max(map(len, made)) <= 25


async def test_a_preview_is_of_now_and_posts_nothing() -> None:
    world = World()
    digest = await world.poster.preview(world.add(2, "Pacific/Auckland", time(7)))
    assert digest.title == "2025-12-31"
    assert world.store.posts == {}
