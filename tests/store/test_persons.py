"""Everything about one person is found and deleted, whatever table it is in."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.store.database import Database
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.persons import Persons
from bot.store.schema import METADATA, SCHEDULES
from tests.databases import on_sqlite
from tests.store.records import contents
from tests.store.test_looking_back import TALK, WART, kept

ADA = 0x0123456789ABCDE
"""A number whose bytes are nobody else's by chance."""
BEN = 8
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
async def filled(database: Database) -> Database:
    history, guilds = History(database), Guilds(database)
    await guilds.load()
    for user in (ADA, BEN):
        for guild in (1, 2, None):
            await history.record(kept(WART, TALK, user=user, guild=guild))
            await history.record(kept(user=user, guild=guild, asked="history"))
        for guild, days in ((1, user % 50 + 1), (2, user % 50 + 1)):
            await guilds.change(guild, {"retention_days": days}, by=user, at=NOON)
    return database


def about(rows: dict[str, list[dict[str, Any]]], user: int) -> list[tuple[str, Any]]:
    return [(table, row.get("guild_id")) for table, each in rows.items() for row in each if user in row.values()]


async def test_what_is_kept_about_a_person_is_handed_out_and_nothing_of_others(filled: Database) -> None:
    rows = await Persons(filled).rows(ADA, 1, everywhere=True)
    assert {table: len(each) for table, each in rows.items() if each} == {"answers": 6, "asked": 9, "audit": 2}
    here = await Persons(filled).rows(ADA, 1, everywhere=False)
    assert {row["guild_id"] for each in here.values() for row in each} == {1}
    direct = await Persons(filled).rows(ADA, None, everywhere=False)
    assert {row["guild_id"] for each in direct.values() for row in each} == {None}


async def test_deleted_here_a_person_is_still_elsewhere(filled: Database) -> None:
    number = len([*about(await contents(filled), ADA)])
    assert await Persons(filled).erase(ADA, 1, everywhere=False) == 2 + 3 + 1
    left = about(await contents(filled), ADA)
    assert len(left) == number - 3
    assert {guild for _, guild in left} == {2, None}


async def test_deleted_everywhere_a_person_is_in_no_table_and_others_are(filled: Database) -> None:
    before = await contents(filled)
    await Persons(filled).erase(ADA, None, everywhere=True)
    after = await contents(filled)
    assert about(after, ADA) == []
    assert about(after, BEN) == about(before, BEN)
    assert {row["answer_id"] for row in after["asked"]} <= {row["id"] for row in after["answers"]}
    assert len(after["audit"]) == len(before["audit"]), "the server's own list stays, and names nobody"


async def test_every_table_that_names_a_person_is_covered(database: Database) -> None:
    """A table added later is filled with a row of each person by its own columns, and found."""
    named = [table for table in METADATA.sorted_tables if "user_id" in table.c]
    assert named
    rows = await Persons(database).rows(ADA, 1, everywhere=True)
    assert {table.name for table in named} <= set(rows)


def read(file: Path) -> bytes:
    return file.read_bytes()


@on_sqlite
async def test_no_byte_of_a_deleted_person_is_left_in_the_file(filled: Database, file: Path) -> None:
    number = ADA.to_bytes(8, "big")
    await filled.settle()
    assert number in read(file)
    await Persons(filled).erase(ADA, None, everywhere=True)
    assert number not in read(file), "already before it is packed"
    assert number not in read(file.with_name(f"{file.name}-wal"))
    await filled.close()
    with sqlite3.connect(file) as connection:
        connection.execute("VACUUM")
    connection.close()
    assert number not in read(file)


async def test_a_daily_post_goes_on_without_who_scheduled_it(database: Database) -> None:
    row = {"guild_id": 1, "channel_id": 3, "at": "07:00", "zone": "UTC", "since": "2026-11-25", "by": ADA}
    async with database.writing() as connection:
        await connection.execute(insert(SCHEDULES).values(row | {"paused": False, "skip_empty": True, "told": False}))
    assert len((await Persons(database).rows(ADA, 1, everywhere=False))["schedules"]) == 1
    assert await Persons(database).erase(ADA, 2, everywhere=False) == 0
    assert await Persons(database).erase(ADA, 1, everywhere=False) == 1
    assert [row["by"] for row in (await contents(database))["schedules"]] == [0]


async def test_a_row_of_nobody_in_particular_stays(database: Database) -> None:
    async with database.writing() as connection:
        row = {"guild_id": 1, "user_id": None, "at": NOON, "changes": {"rate": [None, "1"]}}
        await connection.execute(insert(METADATA.tables["audit"]).values(row))
    assert await Persons(database).erase(ADA, 1, everywhere=True) == 0
    assert len((await contents(database))["audit"]) == 1
