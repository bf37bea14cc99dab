"""Copies of the database: whole, private, made beside a writer, and put back without losing anything."""

import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import backup
from bot.store.backup import BackupError, back_up, restore
from bot.store.database import Database
from bot.store.history import History
from bot.store.meta import Meta
from bot.store.schema import REVISION
from tests.store.records import Making

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def unseen(_done: int, _total: int) -> None:
    """Show nobody how far it is."""


def put_back(address: str, copy: Path) -> Path | None:
    return restore(address, copy, REVISION, NOW, unseen)


def values(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT value FROM meta ORDER BY key")]


def write(file: Path, key: str, value: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


@pytest.fixture
def address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies" / "monday.db"


@pytest.fixture
async def closed(address: str, file: Path) -> Path:
    """Return the file of a database that nobody has open."""
    database = Database(address)
    await database.open()
    await Meta(database).set("key", "before")
    await database.close()
    return file


async def test_a_copy_of_an_open_database_holds_what_was_just_written(
    database: Database, address: str, copy: Path, make_record: Making
) -> None:
    kept = await History(database).record(make_record())
    back_up(address, copy, unseen)
    other = Database(f"sqlite+aiosqlite:///{copy}")
    try:
        await other.open()
        assert await History(other).find(kept) is not None
    finally:
        await other.close()


def test_a_copy_is_one_file_that_only_its_owner_may_read(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert values(copy) == values(closed)


COUNTS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
number, most = 0, int(sys.argv[2])
while number < most:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    for table in ("one", "two"):
        connection.execute(f"INSERT INTO {table} VALUES (?, zeroblob(3000))", (number,))
    connection.execute("COMMIT")
    if number % 20 == 0:
        print(number, flush=True)
"""


def test_a_copy_made_while_another_process_writes_is_of_one_moment_and_holds_nobody_up(
    closed: Path, address: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_STEP", 20)
    with closing(sqlite3.connect(closed)) as connection, connection:
        for table in ("one", "two"):
            connection.execute(f"CREATE TABLE {table} (number INTEGER, filling BLOB)")
    command = [sys.executable, "-c", COUNTS, closed, "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= 400:
                break
        seen: list[int] = []

        def progress(done: int, total: int) -> None:
            # What the writer says meanwhile is read here: it goes on while pages are copied.
            if len(seen) < 5:
                seen.append(int(writer.stdout.readline()))  # type: ignore[union-attr]
            assert done <= total

        back_up(address, copy, progress)
        writer.kill()
    assert seen == sorted(set(seen))
    assert len(seen) == 5
    with closing(sqlite3.connect(copy)) as connection:
        query = "SELECT count(*), max(number) FROM one UNION ALL SELECT count(*), max(number) FROM two"
        counts = connection.execute(query).fetchall()
    assert counts[0] == counts[1]
    assert 400 <= counts[0][0] == counts[0][1]


def test_progress_ends_with_all_pages(closed: Path, address: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_STEP", 1)
    told: list[tuple[int, int]] = []
    back_up(address, copy, lambda done, total: told.append((done, total)))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert closed.exists()


def test_an_earlier_copy_is_replaced_only_when_asked(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    write(closed, "key", "after")
    with pytest.raises(BackupError, match=r"monday\.db exists already"):
        back_up(address, copy, unseen)
    assert values(copy) == ["before"]
    back_up(address, copy, unseen, overwrite=True)
    assert values(copy) == ["after"]


def test_the_database_is_no_place_for_its_own_copy(closed: Path, address: str) -> None:
    with pytest.raises(BackupError, match="exists already"):
        back_up(address, closed, unseen, overwrite=True)
    assert values(closed) == ["before"]


def test_without_a_database_there_is_nothing_to_copy(address: str, copy: Path) -> None:
    with pytest.raises(BackupError, match="no database yet"):
        back_up(address, copy, unseen)


def test_a_damaged_database_gives_no_copy(closed: Path, address: str, copy: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:4096] + b"\xff" * 8192)
    with pytest.raises(BackupError, match=r"damaged|cannot be copied"):
        back_up(address, copy, unseen)
    assert list(copy.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(closed: Path, address: str, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(address, tmp_path / "missing" / "copy.db", unseen)
    assert closed.exists()


def test_restoring_brings_the_copy_back_and_keeps_the_former_database_beside(
    closed: Path, address: str, copy: Path
) -> None:
    back_up(address, copy, unseen)
    write(closed, "key", "after")
    former = put_back(address, copy)
    assert former == closed.with_name("history.db.before-20261125T120000")
    assert (values(closed), values(former)) == (["before"], ["after"])
    assert {file.name for file in closed.parent.iterdir()} == {closed.name, former.name, "copies"}


def test_restoring_where_there_is_no_database_makes_one(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    closed.unlink()
    assert put_back(address, copy) is None
    assert values(closed) == ["before"]


async def test_a_restored_database_opens_and_its_copy_stays_as_it_was(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    held = values(copy)
    put_back(address, copy)
    database = Database(address)
    try:
        await database.open()
        await Meta(database).set("key", "later")
    finally:
        await database.close()
    assert (values(copy), values(closed)) == (held, ["later"])


async def test_a_database_that_somebody_has_open_is_not_replaced(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    write(closed, "key", "after")
    database = Database(address)
    try:
        # It reads once at its start, and does nothing while it waits for a question.
        await database.open()
        with pytest.raises(BackupError, match="in use") as caught:
            put_back(address, copy)
        assert "Stop the bot" in caught.value.hint
        assert await Meta(database).get("key") == "after"
    finally:
        await database.close()
    put_back(address, copy)
    assert values(closed) == ["before"]


async def test_a_restored_database_that_is_only_read_is_in_use_too(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    put_back(address, copy)
    database = Database(address)
    try:
        await database.open()
        with pytest.raises(BackupError, match="in use"):
            put_back(address, copy)
    finally:
        await database.close()
    assert values(closed) == ["before"]


def test_a_copy_of_a_newer_program_is_refused(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BackupError, match=f"schema 9999, this program knows up to {REVISION}"):
        put_back(address, copy)
    assert values(closed) == ["before"]
    assert {file.name for file in closed.parent.iterdir()} == {closed.name, "copies"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"no database at all" * 999, "cannot be copied", id="text"),
        pytest.param(b"", "no database of this program", id="empty"),
    ],
)
def test_what_is_no_copy_is_refused(closed: Path, address: str, copy: Path, content: bytes, said: str) -> None:
    copy.write_bytes(content)
    with pytest.raises(BackupError, match=said):
        put_back(address, copy)
    assert values(closed) == ["before"]


def test_a_copy_that_was_cut_off_is_refused(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    with pytest.raises(BackupError):
        put_back(address, copy)
    assert values(closed) == ["before"]


def test_a_copy_that_is_not_there_or_is_the_database_itself_is_refused(closed: Path, address: str, copy: Path) -> None:
    with pytest.raises(BackupError, match="no file"):
        put_back(address, copy)
    with pytest.raises(BackupError, match="the database itself"):
        put_back(address, closed)


def test_a_damaged_database_is_replaced_and_what_lay_beside_it_moves_along(
    closed: Path, address: str, copy: Path
) -> None:
    back_up(address, copy, unseen)
    closed.write_bytes(b"no database any more" * 500)
    log = closed.with_name("history.db-wal")
    log.write_bytes(b"of the damaged one")
    former = put_back(address, copy)
    assert former is not None
    assert former.read_bytes().startswith(b"no database any more")
    assert former.with_name(f"{former.name}-wal").read_bytes() == b"of the damaged one"
    assert not log.exists()
    assert values(closed) == ["before"]


def test_a_file_system_without_second_names_keeps_the_former_database_too(
    closed: Path, address: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    back_up(address, copy, unseen)
    write(closed, "key", "after")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    former = put_back(address, copy)
    assert former is not None
    assert (values(closed), values(former)) == (["before"], ["after"])


def test_at_no_moment_of_restoring_is_there_no_database(closed: Path, address: str, copy: Path) -> None:
    back_up(address, copy, unseen)
    stop, missed = threading.Event(), list[int]()

    def look() -> None:
        while not stop.is_set():
            if not closed.exists():
                missed.append(1)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for number in range(10):
            restore(address, copy, REVISION, NOW.replace(minute=number), unseen)
    finally:
        stop.set()
        looking.join()
    assert missed == []


def test_a_restored_database_belongs_to_whom_the_former_did_and_a_link_to_it_stays(
    closed: Path, address: str, copy: Path
) -> None:
    back_up(address, copy, unseen)
    moved = closed.rename(copy.with_name("moved.db"))
    closed.symlink_to(moved)
    moved.chmod(0o640)
    assert put_back(address, copy) == moved.with_name("moved.db.before-20261125T120000")
    assert closed.readlink() == moved
    assert stat.S_IMODE(moved.stat().st_mode) == 0o640
    assert moved.stat().st_uid == copy.stat().st_uid


@pytest.mark.parametrize("scheme", ["postgresql+asyncpg", "postgresql"])
def test_a_server_has_its_own_tool_which_is_named_without_the_password(scheme: str) -> None:
    address = f"{scheme}://me:s%20cret@db.example:6543/clinic"
    with pytest.raises(BackupError) as caught:
        back_up(address, Path("my copy"), unseen)
    named = "--host=db.example --port=6543 --username=me"
    assert caught.value.hint == f"pg_dump --format=custom {named} --file='my copy' clinic"
    with pytest.raises(BackupError) as caught:
        put_back(address, Path("my copy"))
    assert caught.value.hint == (
        f"pg_restore --clean --if-exists --single-transaction {named} --dbname=clinic 'my copy'"
    )


@pytest.mark.parametrize("name", ["", ":memory:", "file:x.db?uri=true"])
def test_what_is_no_plain_file_cannot_be_copied(name: str, copy: Path) -> None:
    with pytest.raises(StoreError, match="no plain file"):
        back_up(f"sqlite+aiosqlite:///{name}", copy, unseen)
