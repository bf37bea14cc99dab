import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Table

from bot.app.upkeep import GRACE, Upkeep
from bot.domain.record import Wanted
from bot.store.database import Database
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.retention import Retention
from bot.store.schema import GUILDS, METADATA, PackedJson, UtcDateTime
from tests.store.records import Making, contents
from tests.store.test_looking_back import TALK, WART, kept

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Clock:
    """Set by hand."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def upkeep(database: Database, clock: Callable[[], datetime]) -> Upkeep:
    guilds = Guilds(database)
    await guilds.load()
    await guilds.change(2, {"retention_days": 10})
    await guilds.change(3, {"legal_hold": True})
    return Upkeep(Retention(database), guilds, clock)


async def left(database: Database) -> list[tuple[int | None, int]]:
    rows = (await contents(database))["answers"]
    return sorted(((row["guild_id"], row["user_id"]) for row in rows), key=repr)


async def test_what_is_older_than_the_server_wants_is_deleted_with_what_it_was_about(
    database: Database, history: History, upkeep: Upkeep
) -> None:
    for guild in (1, 2, 3, None):
        for days in (5, 20, 100):
            record = kept(WART, TALK, guild=guild, user=days).model_copy(update={"at": NOON - timedelta(days=days)})
            await history.record(record)
    await upkeep.tidy()
    assert await left(database) == sorted(
        [(1, 5), (1, 20), (2, 5), (3, 5), (3, 20), (3, 100), (None, 5), (None, 20)], key=repr
    )
    rows = await contents(database)
    assert {row["answer_id"] for row in rows["asked"]} == {row["id"] for row in rows["answers"]}


async def test_a_server_with_unreadable_settings_loses_nothing(
    database: Database, history: History, upkeep: Upkeep, make_record: Making
) -> None:
    await history.record(make_record(guild_id=2, at=NOON - timedelta(days=400)))
    async with database.writing() as connection:
        another = GUILDS.update().where(GUILDS.c.guild_id == 2).values(settings={"retention_days": "long"})
        await connection.execute(another)
    await upkeep.tidy()
    assert await left(database) == [(2, 7)]


@pytest.mark.parametrize("came_back", [True, False])
async def test_a_server_that_was_left_is_deleted_after_thirty_days_unless_it_comes_back(
    database: Database,
    history: History,
    upkeep: Upkeep,
    clock: Clock,
    make_record: Making,
    came_back: bool,  # noqa: FBT001 - a parameter
) -> None:
    for guild in (1, 2, 3):
        await history.record(make_record(guild_id=guild, at=NOON + timedelta(days=29)))
        await upkeep.left(guild)
    clock.now = NOON + GRACE - timedelta(minutes=1)
    await upkeep.left(1)
    await upkeep.tidy()
    assert await left(database) == [(1, 7), (2, 7), (3, 7)]
    if came_back:
        await upkeep.came(1)
    clock.now = NOON + GRACE + timedelta(minutes=1)
    await upkeep.tidy()
    assert await left(database) == [(1, 7), (3, 7)] if came_back else [(3, 7)], "a legal hold outlives the leaving"
    rows = await contents(database)
    assert [row["guild_id"] for row in rows["guilds"]] == [3]


async def test_comings_and_goings_missed_while_away_are_noted_for_the_shards_at_hand(
    database: Database, history: History, upkeep: Upkeep, make_record: Making
) -> None:
    here, gone, others = 4 << 22, 6 << 22, 5 << 22
    for guild in (here, gone, others):
        await history.record(make_record(guild_id=guild))
    await upkeep.left(here)
    await upkeep.reconcile([here], [0], 2)
    departed = {row["guild_id"] for row in (await contents(database))["departures"]}
    assert gone in departed
    assert not {here, others} & departed


async def test_every_table_of_a_server_tells_that_it_is_known_and_is_emptied_when_it_was_left(
    database: Database, upkeep: Upkeep, clock: Clock
) -> None:
    tables = [table for table in METADATA.sorted_tables if "guild_id" in table.c and table.name != "departures"]
    await fill(database, tables, range(100, 100 + 2 * len(tables)))
    here = range(100 + len(tables), 100 + 2 * len(tables))
    # An answer's own row tells that the server is known; what it is about hangs on that.
    alone = [guild for guild, table in zip(range(100, 100 + len(tables)), tables, strict=True) if table.name != "asked"]
    await upkeep.reconcile(here, [0], 1)
    departed = {row["guild_id"] for row in (await contents(database))["departures"]}
    assert departed >= set(alone)
    assert not departed & set(here)
    clock.now += GRACE + timedelta(minutes=1)
    await upkeep.tidy()
    rows = await contents(database)
    for table in tables:
        kept = {row["guild_id"] for row in rows[table.name]}
        assert not kept & set(alone), table.name


async def fill(database: Database, tables: list[Table], guilds: range) -> None:
    """Write one row of a server of its own into each table, twice over."""
    async with database.writing() as connection:
        for number, guild in enumerate(guilds):
            table = tables[number % len(tables)]
            row = {
                column.name: guild if column.name == "guild_id" else some(column)
                for column in table.c
                if not column.nullable and column.name != "id"
            }
            if "answer_id" in row:
                row["answer_id"] = guild
            await connection.execute(table.insert().values(row | {"guild_id": guild}))


def some(column: Column[Any]) -> object:
    """Return any value that a column takes."""
    if isinstance(column.type, UtcDateTime):
        return NOON
    if isinstance(column.type, JSON | PackedJson):
        return {}
    return {int: 1, str: "1", bool: False}[column.type.python_type]


@pytest.mark.parametrize("came_back", [True, False])
async def test_of_two_processes_one_deletes_a_server_and_none_does_once_it_came_back(
    database: Database,
    address: str,
    history: History,
    make_record: Making,
    came_back: bool,  # noqa: FBT001 - a parameter
) -> None:
    other = Database(address)
    try:
        await other.open()
        for _ in range(20):
            await history.record(make_record(guild_id=1, at=NOON))
        both = [Retention(one) for one in (database, other)]
        await both[0].left(1, NOON - GRACE)
        if came_back:
            await both[1].present([1])
        done = await asyncio.gather(*(one.drop(1, NOON) for one in both))
        assert sum(done) == (0 if came_back else 1)
        assert len(await left(database)) == (20 if came_back else 0)
    finally:
        await other.close()


async def test_two_processes_purge_at_once_while_people_forget_and_nothing_young_goes(
    database: Database, address: str, history: History
) -> None:
    other = Database(address)
    try:
        await other.open()
        for number in range(600):
            age = timedelta(days=100 if number % 3 else 5)
            await history.record(kept(WART, TALK, guild=1, user=number % 7).model_copy(update={"at": NOON - age}))
        purging = [Retention(one).purge(NOON - timedelta(days=90), {}) for one in (database, other)]
        forgetting = [History(other).forget(Wanted(guild_id=1, user_id=user, mine=True)) for user in (1, 2)]
        first, second, *_ = await asyncio.gather(*purging, *forgetting)
        rows = await contents(database)
        assert {row["user_id"] for row in rows["answers"]} == {0, 3, 4, 5, 6}
        assert len(rows["answers"]) == len([number for number in range(0, 600, 3) if number % 7 not in {1, 2}])
        assert {row["answer_id"] for row in rows["asked"]} == {row["id"] for row in rows["answers"]}
        assert 0 < first + second <= 400
    finally:
        await other.close()


async def test_a_legal_hold_that_another_process_set_just_now_is_kept_to(
    database: Database, history: History, upkeep: Upkeep, make_record: Making
) -> None:
    await history.record(make_record(guild_id=1, at=NOON - timedelta(days=400)))
    elsewhere = Guilds(database)
    await elsewhere.load()
    await elsewhere.change(1, {"legal_hold": True})
    await upkeep.tidy()
    assert await left(database) == [(1, 7)]
