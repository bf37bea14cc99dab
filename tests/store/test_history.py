import asyncio
import logging
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.question import Compare, Item
from bot.domain.record import Page, Turn, Wanted
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.history import History
from tests.store.records import Making, new_record, plan_of

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HERE = Wanted(guild_id=1, user_id=7)


async def test_a_record_comes_back_as_it_went_in(history: History, make_record: Making) -> None:
    question = Compare(items=(Item(concept="wart_destruction", minutes=10, side=1), Item(concept="imaging", side=2)))
    new = make_record(question=question)
    found = await history.find(await history.record(new))
    assert found is not None
    assert found.model_dump(exclude={"id"}) == new.model_dump(exclude={"sentence"})


async def test_a_time_from_another_zone_comes_back_in_utc(history: History, make_record: Making) -> None:
    local = datetime(2026, 11, 25, 7, 30, tzinfo=timezone(timedelta(hours=-5)))
    found = await history.find(await history.record(make_record(at=local)))
    assert found is not None
    assert found.at.isoformat() == "2026-11-25T12:30:00+00:00"


def test_a_time_without_zone_is_refused(make_record: Making) -> None:
    with pytest.raises(ValueError, match="timezone"):
        make_record(at=datetime(2026, 11, 25, 12))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize("record_id", [404, 0, -1, 2**63, 10**40])
async def test_an_id_that_was_never_given_finds_nothing(history: History, record_id: int) -> None:
    assert await history.find(record_id) is None


async def test_the_id_of_a_deleted_record_is_never_given_again(
    database: Database, history: History, make_record: Making
) -> None:
    gone = await history.record(make_record())
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM answers"))
    assert await history.record(make_record()) > gone


async def turned(history: History, wanted: Wanted, size: int = 5) -> list[list[int]]:
    """Return the ids of every page, from the newest on; going back has to lead through the same ones."""
    pages: list[Page] = [await history.page(wanted, None, size)]
    while (key := pages[-1].older) is not None:
        pages.append(await history.page(wanted, Turn(key=key), size))
    for number in range(len(pages) - 1, 0, -1):
        key = pages[number].newer
        assert key is not None
        back = await history.page(wanted, Turn(key=key, newer=True), size)
        assert back.records == pages[number - 1].records
        assert (back.newer is None) is (number == 1)
        assert back.older is not None
    assert pages[0].newer is None
    return [[record.id for record in page.records] for page in pages]


async def test_pages_run_from_newest_to_oldest_and_back(history: History, make_record: Making) -> None:
    ids = [await history.record(make_record(at=NOON + timedelta(minutes=n))) for n in range(12)]
    assert await turned(history, HERE) == [ids[:6:-1], ids[6:1:-1], ids[1::-1]]


async def test_records_of_one_moment_keep_their_order(history: History, make_record: Making) -> None:
    ids = [await history.record(make_record()) for _ in range(4)]
    assert await turned(history, HERE, 2) == [ids[:1:-1], ids[1::-1]]


async def test_what_was_deleted_meanwhile_leaves_the_place_of_a_button_where_it_was(
    database: Database, history: History, make_record: Making
) -> None:
    ids = [await history.record(make_record(at=NOON + timedelta(minutes=n))) for n in range(9)]
    first = await history.page(HERE)
    assert first.older is not None
    await history.remove(first.older.id)
    second = await history.page(HERE, Turn(key=first.older))
    assert [record.id for record in second.records] == ids[3::-1]
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM answers WHERE id > :one"), {"one": ids[3]})
    back = await history.page(HERE, Turn(key=first.older, newer=True))
    assert [record.id for record in back.records] == ids[3::-1]


async def test_no_history_is_one_empty_page(history: History) -> None:
    assert await history.page(HERE) == Page(records=())


GUILDS = st.sampled_from([None, 1, 2, 2**63 - 1])
USERS = st.sampled_from([7, 8, 9])


@given(asked=st.lists(st.tuples(GUILDS, USERS), max_size=25))
@settings(max_examples=25, deadline=None)
def test_nobody_ever_reads_across_a_server_or_direct_messages(asked: list[tuple[int | None, int]]) -> None:
    async def check() -> None:
        database = Database("sqlite+aiosqlite://")
        try:
            await database.open()
            history = History(database)
            for guild_id, user_id in asked:
                await history.record(new_record(guild_id=guild_id, user_id=user_id))
            for guild_id in (None, 1, 2, 2**63 - 1, 555):
                for user_id in (7, 8, 9, 555):
                    page = await history.page(Wanted(guild_id=guild_id, user_id=user_id), None, 100)
                    seen = Counter((r.guild_id, r.user_id) for r in page.records)
                    if guild_id is None:
                        assert seen == Counter(x for x in asked if x == (None, user_id))
                    else:
                        assert seen == Counter(x for x in asked if x[0] == guild_id)
                    assert page.older is None
        finally:
            await database.close()

    asyncio.run(check())


async def test_two_hundred_writers_and_readers_at_once_never_find_it_locked(
    history: History, make_record: Making
) -> None:
    async def read() -> int:
        return len((await history.page(HERE, None, 500)).records)

    results = await asyncio.gather(
        *(history.record(make_record(user_id=n)) for n in range(200)), *(read() for _ in range(50))
    )
    assert sorted(results[:200]) == list(range(1, 201))
    assert await read() == 200


READS_AND_WRITES = """
import asyncio, sys
from bot.store.database import Database
from bot.store.history import History
from bot.domain.record import Wanted
from tests.store.records import new_record
async def main():
    database = Database(sys.argv[1])
    await database.open()
    history = History(database)
    print("ready", flush=True)
    last = 0
    while last < 120:
        total = len((await history.page(Wanted(guild_id=1, user_id=7), None, 500)).records)
        assert total >= last
        last = total
        if total < 100:
            await history.record(new_record(guild_id=2))
    await database.close()
asyncio.run(main())
"""


async def test_another_process_reads_and_writes_at_the_same_time(
    address: str, history: History, make_record: Making
) -> None:
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", READS_AND_WRITES, address, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert other.stdout is not None
    assert await asyncio.wait_for(other.stdout.readline(), 20) == b"ready\n"
    for _ in range(120):
        await history.record(make_record())
    _, errors = await asyncio.wait_for(other.communicate(), 20)
    assert (other.returncode, errors.decode()) == (0, "")


async def test_a_record_of_an_unknown_form_is_told_and_left_out_of_pages(
    database: Database, history: History, make_record: Making, caplog: pytest.LogCaptureFixture
) -> None:
    odd = await history.record(make_record())
    kept = await history.record(make_record())
    async with database.writing() as connection:
        written = text("UPDATE answers SET answer = :other WHERE id = :odd")
        await connection.execute(written, {"other": b'{"version": 2}', "odd": odd})
    with caplog.at_level(logging.WARNING):
        page = await history.page(HERE)
    assert [r.id for r in page.records] == [kept]
    assert f"unreadable_record id={odd}" in caplog.text
    with pytest.raises(StoreError, match="another version"):
        await history.find(odd)


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        pytest.param("guild_id = 1", "ix_answers_guild_id_at_id", id="server"),
        pytest.param("guild_id IS NULL AND user_id = 7", "ix_answers_user_id_guild_id_at_id", id="direct"),
    ],
)
async def test_a_page_is_read_from_an_index_without_sorting(database: Database, condition: str, index: str) -> None:
    order = "guild_id DESC, at DESC, id DESC"
    plan = await plan_of(database, f"SELECT * FROM answers WHERE {condition} ORDER BY {order} LIMIT 5")  # noqa: S608 - literals above
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
