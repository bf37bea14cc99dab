import asyncio
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, insert, make_url, text

from bot.errors import RvuError, StartupError, StoreError
from bot.store.database import Database, DatabaseClosedError
from bot.store.history import History
from bot.store.meta import Meta
from bot.store.schema import META, REVISION
from tests.databases import on_postgresql, on_sqlite
from tests.databases import run as run_on
from tests.store.records import Making, contents

ROOT = Path(__file__).parents[2]

OPENS = """
import asyncio, sys
from bot.store.database import Database
async def main():
    database = Database(sys.argv[1])
    await database.open()
    {end}
asyncio.run(main())
print("alembic" in sys.modules)
"""


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", script, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_only_a_database_that_needs_a_migration_imports_alembic(address: str) -> None:
    script = OPENS.format(end="await database.close()")
    assert [run(script, address).stdout.strip() for _ in range(2)] == ["True", "False"]


def test_a_database_left_open_does_not_hang_the_exit(address: str) -> None:
    done = run(OPENS.format(end="raise SystemExit(3)"), address)
    assert done.returncode == 3, done.stderr


async def test_opening_gives_the_newest_schema(database: Database) -> None:
    assert await database.revision() == REVISION


@on_sqlite
async def test_the_writer_uses_the_write_ahead_log_and_foreign_keys(database: Database) -> None:
    async with database.writing() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert await connection.scalar(text("PRAGMA busy_timeout")) == 5000


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError):
        async with database.reading() as connection:
            await connection.execute(text("DELETE FROM answers"))


async def test_closing_twice_is_allowed_and_use_afterwards_says_closed(address: str) -> None:
    database = Database(address)
    await database.open()
    await database.close()
    await database.close()
    for lend in (database.reading, database.writing):
        with pytest.raises(DatabaseClosedError, match="closed"):
            async with lend():
                pass


async def test_use_before_opening_says_closed(address: str, make_record: Making) -> None:
    with pytest.raises(StoreError, match="closed"):
        await History(Database(address)).record(make_record())


async def test_a_closed_database_can_be_opened_again(address: str, make_record: Making) -> None:
    database = Database(address)
    try:
        await database.open()
        await database.close()
        await database.open()
        assert await History(database).record(make_record()) == 1
    finally:
        await database.close()


async def test_closing_waits_for_a_write_in_progress(address: str) -> None:
    database = Database(address)
    await database.open()
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with database.writing() as connection:
            begun.set()
            await go_on.wait()
            await connection.execute(text("INSERT INTO meta VALUES ('key', 'late')"))

    writing = asyncio.create_task(write())
    await begun.wait()
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    assert not closing.done()
    go_on.set()
    await asyncio.gather(writing, closing)
    await database.open()
    try:
        async with database.reading() as connection:
            assert await connection.scalar(text("SELECT value FROM meta")) == "late"
    finally:
        await database.close()


async def test_an_error_inside_a_write_leaves_nothing_behind(database: Database) -> None:
    async def write_half() -> None:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO meta VALUES ('key', 'half')"))
            raise KeyError

    with pytest.raises(KeyError):
        await write_half()
    async with database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM meta")) == 0


async def test_a_cancelled_write_frees_the_writer(database: Database, make_record: Making) -> None:
    async def write() -> None:
        async with database.writing():
            await asyncio.sleep(60)

    writing = asyncio.create_task(write())
    await asyncio.sleep(0.05)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await History(database).record(make_record()) == 1


async def test_what_is_appended_is_written_whole_or_not_at_all(database: Database) -> None:
    def write(connection: Connection, *, failing: bool) -> int:
        connection.execute(insert(META).values(key="one", value="1"))
        connection.execute(insert(META).values(key="one" if failing else "two", value="2"))
        return 2

    with pytest.raises(StoreError):
        await database.append(partial(write, failing=True))
    assert (await contents(database))["meta"] == []
    assert await database.append(partial(write, failing=False)) == 2
    assert len((await contents(database))["meta"]) == 2


@on_sqlite
async def test_what_nobody_waits_for_any_more_is_still_appended_whole(address: str) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def write(connection: Connection) -> None:
        connection.execute(insert(META).values(key="one", value="1"))
        begun.set()
        goes_on.wait(10)
        connection.execute(insert(META).values(key="two", value="2"))

    database = Database(address)
    try:
        await database.open()
        writing = asyncio.create_task(database.append(write))
        assert await asyncio.to_thread(begun.wait, 10)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        goes_on.set()
        await database.close()
        await database.open()
        assert len((await contents(database))["meta"]) == 2
    finally:
        goes_on.set()
        await database.close()


async def test_a_missing_folder_is_a_store_error(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/missing/history.db")
    try:
        with pytest.raises(StoreError) as caught:
            await database.open()
    finally:
        await database.close()
    assert isinstance(caught.value, RvuError)
    assert str(tmp_path) not in caught.value.message + caught.value.hint


@on_sqlite
async def test_a_read_only_database_still_reads_and_refuses_a_record(
    file: Path, database: Database, make_record: Making
) -> None:
    kept = await History(database).record(make_record())
    await database.close()
    read_only = Database(f"sqlite+aiosqlite:///file:{file}?mode=ro&uri=true")
    try:
        await read_only.open()
        history = History(read_only)
        assert await history.find(kept) is not None
        with pytest.raises(StoreError):
            await history.record(make_record())
    finally:
        await read_only.close()


@on_sqlite
async def test_a_full_disk_is_a_store_error_and_passes(database: Database, make_record: Making) -> None:
    history = History(database)
    pages = await database.append(lambda connection: connection.scalar(text("PRAGMA page_count")))
    await database.append(lambda connection: connection.execute(text(f"PRAGMA max_page_count = {pages}")).close())
    with pytest.raises(StoreError):
        await asyncio.gather(*(history.record(make_record()) for _ in range(50)))
    await database.append(lambda connection: connection.execute(text("PRAGMA max_page_count = 100000")).close())
    assert await history.record(make_record()) > 0


@on_sqlite
@pytest.mark.parametrize(
    "content", [b"no database at all" * 99, b"SQLite format 3\0" + b"\xff" * 4096], ids=["text", "damaged"]
)
def test_a_damaged_file_is_named_in_one_sentence(address: str, file: Path, content: bytes) -> None:
    async def open_it() -> None:
        database = Database(address)
        try:
            await database.open()
        finally:
            await database.close()

    file.write_bytes(content)
    with pytest.raises(StartupError, match="damaged or is not a database"):
        asyncio.run(open_it())
    assert file.read_bytes() == content


async def test_a_newer_schema_is_refused_and_left_alone(address: str, database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    newer = Database(address)
    try:
        with pytest.raises(StartupError, match=f"schema 9999, this program knows up to {REVISION}"):
            await newer.open()
        assert await newer.revision() == "9999"
    finally:
        await newer.close()


async def test_a_database_in_memory_works_without_a_file(make_record: Making) -> None:
    database = Database("sqlite+aiosqlite://")
    try:
        await database.open()
        history = History(database)
        assert await history.find(await history.record(make_record())) is not None
    finally:
        await database.close()


def elsewhere(address: str, **parts: Any) -> str:
    """Return the address with another user, password, port or database."""
    return make_url(address).set(**parts).render_as_string(hide_password=False)


async def opening(address: str) -> None:
    database = Database(address)
    try:
        await database.open()
    finally:
        await database.close()


@on_postgresql
@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param({"password": "wrong"}, "correct the user or the password", id="a wrong password"),
        pytest.param({"username": "nobody"}, "correct the user or the password", id="an unknown user"),
        pytest.param({"database": "absent"}, "no database of the name", id="an absent database"),
    ],
)
async def test_what_the_server_refuses_is_told_in_one_sentence(address: str, parts: dict[str, str], said: str) -> None:
    with pytest.raises(StartupError, match=said) as caught:
        await opening(elsewhere(address, **parts))
    assert not any(part in str(caught.value) for part in parts.values())


@on_postgresql
@pytest.mark.parametrize("parts", [{"port": 1}, {"host": "nowhere.invalid"}], ids=["no server", "no such host"])
async def test_a_server_that_cannot_be_reached_is_a_store_error(address: str, parts: dict[str, Any]) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        await opening(elsewhere(address, **parts))


@on_postgresql
def test_a_user_who_may_not_make_tables_is_told_so(address: str) -> None:
    name = f"guest_{uuid4().hex}"
    run_on(address, f"CREATE ROLE {name} LOGIN PASSWORD 'guest'")
    try:
        with pytest.raises(StartupError, match="may not make tables"):
            asyncio.run(opening(elsewhere(address, username=name, password="guest")))  # noqa: S106 - made above
    finally:
        run_on(address, f"DROP ROLE {name}")


@on_postgresql
async def test_connections_that_the_server_closed_are_replaced(
    database: Database, address: str, make_record: Making
) -> None:
    history = History(database)
    kept = [await history.record(make_record()) for _ in range(2)]
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user"
    await asyncio.to_thread(run_on, address, f"{others} AND pid <> pg_backend_pid()")
    assert [await history.find(one) is not None for one in kept] == [True, True]
    assert await history.record(make_record()) > max(kept)


@on_postgresql
async def test_a_connection_lost_in_the_middle_of_a_write_costs_that_write_alone(
    database: Database, address: str, make_record: Making
) -> None:
    async def lose() -> None:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO meta VALUES ('key', 'lost')"))
            pid = await connection.scalar(text("SELECT pg_backend_pid()"))
            await asyncio.to_thread(run_on, address, f"SELECT pg_terminate_backend({pid})")
            await connection.execute(text("INSERT INTO meta VALUES ('other', 'lost')"))

    with pytest.raises(StoreError):
        await lose()
    assert await History(database).record(make_record()) == 1
    assert await Meta(database).get("key") is None


@on_postgresql
@pytest.mark.parametrize(("setting", "value"), [("statement_timeout", "30s"), ("lock_timeout", "5s")])
async def test_no_statement_and_no_lock_is_waited_for_without_end(database: Database, setting: str, value: str) -> None:
    async with database.reading() as connection:
        assert await connection.scalar(text(f"SHOW {setting}")) == value


async def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    meta = Meta(database)
    await meta.set("key", "before")
    async with database.reading() as connection:
        seen = [await connection.scalar(text("SELECT value FROM meta"))]
        await meta.set("key", "after")
        seen.append(await connection.scalar(text("SELECT value FROM meta")))
    assert seen == ["before", "before"]
    assert await meta.get("key") == "after"


@on_sqlite
async def test_damage_anywhere_is_found_on_looking_it_over(file: Path, database: Database, make_record: Making) -> None:
    for _ in range(20):
        await History(database).record(make_record())
    await database.check()
    await database.close()
    with file.open("rb+") as damaged:
        damaged.seek(-4096, 2)
        damaged.write(b"\xa5" * 4096)
    with pytest.raises(StartupError, match="damaged"):
        await database.check()
