"""Several shipped processes on one store: each its own shards, one post a day, settings seen by all."""

import asyncio
import itertools
import time as clock
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select

from bot.domain.posting import Schedule
from bot.store.database import Database
from bot.store.guilds import Guilds
from bot.store.posts import Posts
from bot.store.schema import POSTS
from tests.databases import BOTH
from tests.e2e.conftest import DUEL
from tests.standin import ORDINARY, BotProcess, Discord, Guild, Permission, User, button, text

OFTEN: Final = "from bot.app import ticker; ticker.EVERY = 0.2; from bot.__main__ import main; main()"
"""Runs the program with a shorter wait between two looks at what is due."""
SHARDS: Final = 2
MOST: Final = 60.0
"""Seconds within which a change of settings has to be in force everywhere."""


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/rvu.db"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as opened:
        yield opened


def guild_of(discord: Discord, shard: int) -> Guild:
    """Make a server whose id puts it on a shard: ids grow with every millisecond."""
    for number in itertools.count():
        guild = discord.guild(f"Clinic {shard}", channels=("general", "stats"))
        if (int(guild.id) >> 22) % SHARDS == shard:
            return guild
        discord.world.guilds.pop(guild.id)
        clock.sleep(0.001)
        assert number < 1000
    raise AssertionError


@dataclass(frozen=True, slots=True)
class Fleet:
    """Two processes with a shard each, and a server on each shard."""

    discord: Discord
    guilds: tuple[Guild, Guild]
    processes: tuple[BotProcess, BotProcess]
    ada: User

    async def asked(self, where: Guild | None, question: str = DUEL) -> dict[str, Any]:
        return (await (await self.discord.slash(self.ada, where, "ask", {"question": question})).done()).message


def process(discord: Discord, store: str, **settings: str) -> BotProcess:
    return BotProcess(discord, store, {"SHARD_COUNT": str(SHARDS), **settings})


@asynccontextmanager
async def fleet(discord: Discord, store: str) -> AsyncIterator[Fleet]:
    guilds = (guild_of(discord, 0), guild_of(discord, 1))
    ada = discord.user("Ada")
    for guild in guilds:
        guild.join(ada, ORDINARY | Permission.MANAGE_GUILD)
    async with AsyncExitStack() as running:
        # Both at once, on a database without tables.
        both = [await running.enter_async_context(process(discord, store, SHARD_IDS=str(one))) for one in range(SHARDS)]
        for one in both:
            await one.logged("ready servers=1 shards=2", 30)
        yield Fleet(discord, guilds, (both[0], both[1]), ada)


async def test_each_process_answers_its_own_servers_and_the_first_direct_messages(discord: Discord, store: str) -> None:
    async with fleet(discord, store) as two:
        shards = sorted(identify["shard"] for identify in discord.gateway.identifies)
        assert shards == [[0, SHARDS], [1, SHARDS]]
        first, second = two.guilds
        answers = [await two.asked(where) for where in (first, second, None)]
        assert all("$111.22" in text(answer) and "not saved" not in text(answer) for answer in answers)
        await two.processes[1].kill(others=1)
        assert "$111.22" in text(await two.asked(first))
        assert "$111.22" in text(await two.asked(None))
        unheard = await discord.slash(two.ada, second, "ask", {"question": DUEL}, wait=False)
        await discord.silent(unheard)
        # What the second process answered is opened by one that runs every shard.
        await two.processes[0].terminate()
        async with process(discord, store) as alone:
            await alone.logged("ready servers=2 shards=2", 30)
            for answer in answers:
                opened = await (await discord.click(two.ada, answer, button(answer, "Show the math"))).done()
                assert "33.4009" in text(opened.message) + "".join(each.decode() for each in opened.files.values())
            assert "Traceback" not in alone.log


async def test_a_day_is_posted_once_though_two_processes_have_the_server(discord: Discord, store: str) -> None:
    # A rolling change of processes: for a while the old one and the new one are both connected to every shard.
    guilds = [discord.guild(f"Clinic {number}", channels=("stats",)) for number in range(8)]
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    settings = {"SHARD_COUNT": str(SHARDS)}
    async with AsyncExitStack() as running:
        both = [
            await running.enter_async_context(BotProcess(discord, store, settings, command=("-c", OFTEN, "run")))
            for _ in range(2)
        ]
        for one in both:
            await one.logged("ready servers=8 shards=2", 30)
        database = Database(store)
        running.push_async_callback(database.close)
        await database.open()
        posts = Posts(database)
        for guild in guilds:
            stats = int(guild.channel("stats").id)
            await posts.set(
                Schedule(guild_id=int(guild.id), channel_id=stats, at=time(), zone="UTC", since=yesterday, by=1)
            )
        await discord.bell.until(lambda: len(discord.sent) >= len(guilds), 20, "a post for each server")
        await asyncio.sleep(1)
        async with database.reading() as connection:
            states = [row[0] for row in await connection.execute(select(POSTS.c.state))]
        for one in both:
            assert "Traceback" not in one.log
    assert sorted(one["channel_id"] for one in discord.sent) == sorted(guild.channel("stats").id for guild in guilds)
    assert states == ["sent"] * len(guilds)


async def test_settings_changed_elsewhere_are_in_force_within_a_minute_and_each_server_is_posted_to(
    discord: Discord, postgresql: str
) -> None:
    async with fleet(discord, postgresql) as two, AsyncExitStack() as opened:
        soon = (datetime.now(UTC) + timedelta(minutes=1)).strftime("%H:%M")
        for guild in two.guilds:
            options = {"channel": guild.channel("stats"), "time": soon, "zone": "UTC"}
            made = await (await discord.slash(two.ada, guild, "stats schedule", options)).done()
            assert f"at {soon} UTC" in text(made.message)
        database = Database(postgresql)
        opened.push_async_callback(database.close)
        await database.open()
        elsewhere = Guilds(database)
        await elsewhere.load()
        begun = clock.monotonic()
        for guild in two.guilds:
            await elsewhere.change(int(guild.id), {"locality": "14212-01"})
        waiting = list(two.guilds)
        while waiting:
            assert clock.monotonic() - begun < MOST
            await asyncio.sleep(1)
            waiting = [guild for guild in waiting if "Boston" not in text(await two.asked(guild, "17110"))]
        await discord.bell.until(lambda: len(discord.sent) >= SHARDS, 90, "a post for each server")
        await asyncio.sleep(2)
        for one in two.processes:
            assert "Traceback" not in one.log
    assert sorted(one["channel_id"] for one in discord.sent) == sorted(one.channel("stats").id for one in two.guilds)
