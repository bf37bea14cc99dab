import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.posting import PostState, Schedule
from bot.store.database import Database
from bot.store.posts import LEASE, Posts

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
SNOWFLAKE = 2**62 + 1
MADE = Schedule(
    guild_id=SNOWFLAKE, channel_id=SNOWFLAKE + 1, at=time(7, 30), zone="America/New_York", since=TODAY, by=SNOWFLAKE + 2
)


@pytest.fixture
def posts(database: Database) -> Posts:
    return Posts(database)


async def test_a_schedule_is_kept_changed_and_read_back(posts: Posts) -> None:
    assert await posts.schedule(SNOWFLAKE) is None
    assert await posts.set(MADE) == MADE == await posts.schedule(SNOWFLAKE)
    later = MADE.model_copy(update={"at": time(18), "skip_empty": True})
    await posts.set(later)
    assert await posts.schedules() == (later,)
    await posts.set(later.model_copy(update={"paused": True}))
    assert await posts.schedules() == ()
    assert (await posts.schedule(SNOWFLAKE) or MADE).paused


async def test_a_day_is_claimed_once_until_the_claim_runs_out(posts: Posts) -> None:
    assert await posts.claim(1, TODAY, 3, NOW)
    assert not await posts.claim(1, TODAY, 3, NOW + LEASE - timedelta(seconds=1))
    assert await posts.claim(2, TODAY, 3, NOW)
    assert await posts.claim(1, TODAY, 3, NOW + LEASE)
    assert not await posts.claim(1, TODAY, 3, NOW + LEASE)


@pytest.mark.parametrize("state", [PostState.SENT, PostState.FAILED, PostState.SKIPPED])
async def test_a_settled_day_is_never_claimed_again(posts: Posts, state: PostState) -> None:
    await posts.set(MADE)
    assert await posts.claim(SNOWFLAKE, TODAY, 3, NOW)
    await posts.settle(SNOWFLAKE, TODAY, state, NOW, told=True)
    assert not await posts.claim(SNOWFLAKE, TODAY, 3, NOW + timedelta(days=1))
    kept = await posts.schedule(SNOWFLAKE)
    assert kept is not None
    assert (kept.last, kept.told) == (TODAY, True)


async def test_the_latest_settled_day_stays_the_latest_and_a_change_keeps_it(posts: Posts) -> None:
    await posts.set(MADE)
    for on in (TODAY, date(2026, 11, 20)):
        await posts.claim(SNOWFLAKE, on, 3, NOW)
        await posts.settle(SNOWFLAKE, on, PostState.SENT, NOW)
    assert (await posts.set(MADE)).last == TODAY


async def test_the_newest_post_and_the_newest_that_went_out_are_told(posts: Posts) -> None:
    assert await posts.last(1) == ()
    for on, state in ((20, PostState.SENT), (21, PostState.SENT), (22, PostState.FAILED)):
        await posts.claim(1, date(2026, 11, on), 3, NOW)
        await posts.settle(1, date(2026, 11, on), state, NOW)
    assert [(post.on.day, post.state) for post in await posts.last(1)] == [
        (22, PostState.FAILED),
        (21, PostState.SENT),
    ]
    await posts.forget(1)
    assert await posts.last(1) == ()


async def test_of_many_processes_one_gets_the_day(database: Database, address: str) -> None:
    others = [Database(address) for _ in range(3)]
    try:
        for other in others:
            await other.open()
        everyone = [Posts(one) for one in (database, *others)]
        for day in range(1, 11):
            on = date(2026, 11, day)
            assert sum(await asyncio.gather(*(one.claim(1, on, 3, NOW) for one in everyone))) == 1
            assert sum(await asyncio.gather(*(one.claim(1, on, 3, NOW + LEASE) for one in everyone))) == 1
    finally:
        for other in others:
            await other.close()
