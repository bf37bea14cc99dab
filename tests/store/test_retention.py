from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.app.upkeep import GRACE, Upkeep
from bot.store.database import Database
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.retention import Retention
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
    upkeep._guilds._all()[2] = None  # noqa: SLF001 - what another version wrote
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
