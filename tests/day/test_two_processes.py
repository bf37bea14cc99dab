"""The daily post by two processes on one PostgreSQL through a simulated month: neither misses a day nor repeats one."""

import asyncio
import heapq
import logging
import os
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.calc.due import DAY, following, instant
from bot.day.posting import Digest, Poster
from bot.domain.posting import PostState, Schedule
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.posts import Posts
from bot.store.schema import POSTS
from tests.day.test_posting import MINUTE, NOTHING, REMEMBERED, ZONES, KilledError

SERVERS = int(os.environ.get("RVU_SERVERS", "40"))
"""One in each zone, unless more are wanted: five hundred take some minutes."""
PARTS = 4
"""Of the servers, a test each."""
TROUBLE = 0.08
"""The share of posts that something happens to."""
MOST = 20
"""Posts of one look."""
START = datetime(2026, 10, 12, tzinfo=UTC)
"""A month in which the clocks of Europe, America, and others are changed."""
END = START + timedelta(days=31)


class World:
    """One clock and one Discord, whose faults and lost answers are drawn anew each time."""

    def __init__(self, seed: int) -> None:
        self.now = START
        self.chance = random.Random(seed)  # noqa: S311 - the same faults every time
        self.sent: dict[tuple[int, date], list[datetime]] = defaultdict(list)
        self.kills = 0
        self.troubles = 0
        """Kills, refusals and lost answers."""


class Process:
    """One of the two: its own connections, and a start from nothing after each kill."""

    def __init__(self, world: World, database: Database) -> None:
        self.world = world
        self.poster = Poster(Posts(database), told, lambda: world.now)

    async def look(self) -> int:
        try:
            return await self.poster.look(self)
        except KilledError:
            self.world.kills += 1
            return 0

    def serves(self, guild_id: int) -> bool:
        """Both are connected to every server, as while one takes over from the other."""
        del guild_id
        return True

    async def post(self, schedule: Schedule, on: date, digest: Digest) -> None:
        del digest
        fate = self.world.chance.random()
        self.world.troubles += fate < TROUBLE
        if fate < 0.02:
            raise KilledError
        if fate < 0.05:
            message = "503"
            raise OSError(message)
        # As long as a request takes: the other process looks meanwhile.
        await asyncio.sleep(0)
        before = self.world.sent[schedule.guild_id, on]
        if not before or self.world.now - before[-1] > REMEMBERED:
            before.append(self.world.now)
        if fate < 0.07:
            raise KilledError
        if fate < TROUBLE:
            message = "sent, and the answer lost"
            raise OSError(message)

    async def warn(self, schedule: Schedule) -> None:
        raise AssertionError(schedule)


async def told(schedule: Schedule, on: date) -> Digest:
    return Digest(f"{schedule.guild_id} {on}", NOTHING, empty=False)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Write no log of hundreds of faults."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
async def both(postgresql: str) -> AsyncIterator[tuple[Database, Database]]:
    async with AsyncExitStack() as opened:
        databases = (Database(postgresql), Database(postgresql))
        for database in databases:
            opened.push_async_callback(database.close)
            await database.open()
        yield databases


def every_day(schedule: Schedule, until: datetime) -> Iterator[date]:
    on = schedule.since
    while instant(on, schedule.at, schedule.tz) <= until:
        yield on
        on += DAY


@pytest.mark.parametrize("part", range(PARTS))
async def test_two_processes_post_every_date_of_a_month_exactly_once(
    both: tuple[Database, Database], quiet: None, part: int
) -> None:
    del quiet
    world = World(seed=3 + part)
    processes = [Process(world, database) for database in both]
    posts = Posts(both[0])
    made = []
    for guild_id in range(part, SERVERS, PARTS):
        zone, hour = ZONES[guild_id % len(ZONES)], world.chance.randrange(24)
        since = world.now.astimezone(ZoneInfo(zone)).date() + DAY
        made.append(Schedule(guild_id=guild_id, channel_id=guild_id, at=time(hour), zone=zone, since=since, by=7))
        await posts.set(made[-1])
    moments = {instant(on, one.at, one.tz) for one in made for on in every_day(one, END)}
    waiting = list(moments)
    heapq.heapify(waiting)
    while waiting:
        world.now = max(world.now, heapq.heappop(waiting))
        before = world.troubles
        tried = await asyncio.gather(*(process.look() for process in processes))
        if world.troubles > before or max(tried) >= MOST:
            # A claim that nothing came of, whoever was not reached before a kill, or more than one look takes.
            heapq.heappush(waiting, world.now + MINUTE)
    for schedule in made:
        days = [on for (guild, on), sent in sorted(world.sent.items()) if guild == schedule.guild_id for _ in sent]
        assert days == list(every_day(schedule, END)), schedule
    assert world.kills > len(made) / 4
    async with both[1].reading() as connection:
        states = (await connection.scalars(select(POSTS.c.state))).all()
    assert set(states) == {PostState.SENT.value}
    assert len(states) == len(world.sent)


async def test_each_of_two_processes_posts_for_its_own_servers_when_the_other_is_away(
    both: tuple[Database, Database], quiet: None
) -> None:
    del quiet
    world = World(seed=5)
    world.chance = NoFaults()
    halves = [Half(world, database, number) for number, database in enumerate(both)]
    posts = Posts(both[0])
    made = [
        Schedule(guild_id=guild_id, channel_id=1, at=time(7), zone="UTC", since=START.date(), by=7)
        for guild_id in range(6)
    ]
    for one in made:
        await posts.set(one)
    world.now = following(START, time(7), UTC, START.date(), None)
    await halves[0].look()
    assert sorted(guild for guild, _ in world.sent) == [0, 2, 4]
    await asyncio.gather(*(half.look() for half in halves))
    assert sorted(guild for guild, _ in world.sent) == list(range(6))
    assert all(len(sent) == 1 for sent in world.sent.values())


class NoFaults(random.Random):
    """Draws nothing that goes wrong."""

    def random(self) -> float:
        return 1.0


class Half(Process):
    """Connected to every second server."""

    def __init__(self, world: World, database: Database, number: int) -> None:
        super().__init__(world, database)
        self.number = number

    def serves(self, guild_id: int) -> bool:
        return guild_id % 2 == self.number


async def test_a_process_that_loses_the_database_posts_nothing_and_the_other_goes_on(
    both: tuple[Database, Database], quiet: None
) -> None:
    del quiet
    world = World(seed=7)
    world.chance = NoFaults()
    first, second = (Process(world, database) for database in both)
    await Posts(both[1]).set(Schedule(guild_id=1, channel_id=1, at=time(7), zone="UTC", since=START.date(), by=7))
    await both[0].close()
    world.now = START + timedelta(hours=8)
    with pytest.raises(StoreError):
        await first.look()
    assert world.sent == {}
    await second.look()
    assert list(world.sent) == [(1, START.date())]
