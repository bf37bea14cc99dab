from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert, update

from bot.calc import team
from bot.domain.clinician import Clinician
from bot.domain.daylog import DayTotals, Entry, NewLog, Person
from bot.domain.question import Item
from bot.domain.team import Contribution, Part, Release, TeamSums
from bot.store.database import Database
from bot.store.days import Days
from bot.store.schema import DAY_LOGS, PEOPLE
from tests.store.records import contents

ON = date(2026, 11, 25)
DAY = (ON, ON)


@pytest.fixture
def days(database: Database) -> Days:
    return Days(database)


def log(user_id: int = 7, guild_id: int | None = 1, on: date = ON, amount: int = 10) -> NewLog:
    value, none = Decimal(amount), Decimal(0)
    totals = DayTotals(
        work_rvu=value,
        usd=Decimal("1.10"),
        minutes=value,
        talk_minutes=value,
        procedure_minutes=none,
        talk_work_rvu=value,
        procedure_work_rvu=none,
    )
    entries = (Entry(items=(Item(concept="counseling", minutes=30, quantity=2),)),)
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    return NewLog(guild_id=guild_id, user_id=user_id, on=on, at=at, entries=entries, totals=totals, role=Clinician.NP)


def decide(waiting: tuple[Contribution, ...]) -> Release:
    return team.release(waiting, Part.TALK, *DAY)


async def released(days: Days, today: date = ON) -> TeamSums:
    await days.release(1, Part.TALK, DAY, today, decide)
    return await days.shown(1, DAY)


async def test_a_log_is_kept_and_read_back_by_its_owner_alone(days: Days) -> None:
    kept = await days.add(log())
    assert await days.find(kept.id, 7) == kept
    assert await days.find(kept.id, 8) is None
    assert await days.find(2**70, 7) is None
    assert await days.find(0, 7) is None
    assert await days.of_day(7, ON, 1) == (kept,)
    assert await days.of_day(7, ON, 2) == ()
    assert await days.of_day(8, ON, 1) == ()


async def test_outside_servers_a_person_has_all_their_logs(days: Days) -> None:
    made = [await days.add(log(guild_id=guild)) for guild in (1, 2, None)]
    assert await days.of_day(7, ON, None) == tuple(made)


async def test_the_last_log_of_a_place_is_undone_first(days: Days) -> None:
    first, second, direct = [await days.add(log(guild_id=guild)) for guild in (1, 1, None)]
    assert await days.undo(7, 1) == second
    assert await days.undo(7, None) == direct
    assert await days.undo(7, 1) == first
    assert await days.undo(7, 1) is None


async def test_only_the_owner_removes_and_changes(days: Days) -> None:
    kept = await days.add(log())
    assert await days.remove(kept.id, 8) is None
    assert not await days.change(kept.id, log(user_id=8))
    assert await days.change(kept.id, log(amount=3))
    found = await days.find(kept.id, 7)
    assert found is not None
    assert found.totals.work_rvu == 3
    assert await days.remove(kept.id, 7) == found
    assert await days.remove(-1, 7) is None


async def test_what_people_set_is_kept_and_nothing_set_leaves_nothing(days: Days, database: Database) -> None:
    assert await days.person(7) == Person()
    wanted = Person(role=Clinician.PA, target=Decimal("4800.5"), zone="America/New_York")
    await days.set_person(7, wanted)
    await days.set_person(7, wanted)
    assert await days.person(7) == wanted
    await days.set_person(7, Person())
    assert (await contents(database))["people"] == []


async def test_what_another_version_wrote_is_passed_over(days: Days, database: Database) -> None:
    kept = await days.add(log())
    async with database.writing() as connection:
        await connection.execute(update(DAY_LOGS).values(entries=[{"moon": 1}]))
        await connection.execute(insert(PEOPLE).values(user_id=7, settings={"moon": 1}))
    assert await days.find(kept.id, 7) is None
    assert await days.person(7) == Person()


async def test_a_sum_of_five_is_made_once_and_stays_what_it_was(days: Days, database: Database) -> None:
    for person in range(5):
        assert not (await released(days)).cells
        await days.add(log(user_id=person))
    sums = await released(days)
    assert (sums.minutes(Part.TALK), sums.work_rvu(Part.TALK, Clinician.NP)) == (Decimal(50), Decimal(50))
    assert sums.work_rvu(Part.TALK, Clinician.PA) is None
    assert sums.minutes(Part.PROCEDURE) is None
    await days.undo(0, 1)
    await days.add(log(user_id=9, amount=99))
    assert (await released(days)).cells == sums.cells
    assert "user" not in str((await contents(database))["team_cells"])


async def test_waiting_days_are_told_until_every_part_is_in_a_sum(days: Days) -> None:
    for person in range(5):
        await days.add(log(user_id=person))
    assert await days.waiting(1, DAY) == (ON,)
    assert await days.waiting(2, DAY) == ()
    assert (await released(days)).withheld
    await days.release(1, Part.PROCEDURE, DAY, ON, lambda waiting: team.release(waiting, Part.PROCEDURE, *DAY))
    assert (await days.shown(2, DAY)) == TeamSums()


async def test_what_was_withheld_with_enough_people_is_decided_again_the_next_day_only(days: Days) -> None:
    await days.add(log(user_id=0, amount=1000))
    for person in range(1, 5):
        await days.add(log(user_id=person))
    assert not (await released(days)).cells
    for person in range(5, 9):
        await days.add(log(user_id=person, amount=900))
    assert not (await released(days)).cells
    assert (await released(days, date(2026, 11, 26))).minutes(Part.TALK) == Decimal(4640)


async def test_logs_of_other_servers_and_of_direct_messages_are_in_no_sum(days: Days) -> None:
    for person, guild in enumerate((1, 1, 1, 1, 2, None)):
        await days.add(log(user_id=person, guild_id=guild))
    assert not (await released(days)).cells
