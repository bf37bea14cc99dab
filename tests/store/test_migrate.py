import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.store.database import Database
from bot.store.history import History
from bot.store.migrate import config, upgrade
from bot.store.schema import METADATA, REVISION
from tests.store.records import Making

ROOT = Path(__file__).parents[2]


def test_the_newest_revision_is_the_one_that_start_up_looks_for() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [REVISION]


async def test_the_migrations_build_exactly_the_declared_tables(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)

    async with database.writing() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_revision_can_be_taken_back_and_made_again(database: Database) -> None:
    def down_and_up(connection: Connection) -> list[str]:
        command.downgrade(config(connection), "base")
        left = inspect(connection).get_table_names()
        upgrade(connection)
        return left

    async with database.writing() as connection:
        assert await connection.run_sync(down_and_up) == ["alembic_version"]
    assert await database.revision() == REVISION


async def test_a_migration_that_fails_leaves_no_table(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: Connection) -> None:
        upgrade(connection)
        raise RuntimeError

    monkeypatch.setattr("bot.store.migrate.upgrade", fail)
    database = Database(address)
    try:
        with pytest.raises(RuntimeError):
            await database.open()
        assert await database.revision() is None
    finally:
        await database.close()


def test_several_processes_may_open_a_new_database_at_once(address: str) -> None:
    script = (
        "import asyncio, sys; from bot.store.database import Database\n"
        "async def main():\n"
        "    database = Database(sys.argv[1]); await database.open(); await database.close()\n"
        "asyncio.run(main())"
    )

    async def start() -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, address, cwd=ROOT, stderr=subprocess.PIPE
        )
        _, errors = await process.communicate()
        return process.returncode, errors.decode()

    async def race() -> list[tuple[int | None, str]]:
        return await asyncio.gather(*(start() for _ in range(5)))

    assert [code for code, errors in asyncio.run(race()) if code != 0 or errors] == []


async def test_what_kept_answers_are_about_is_known_after_the_upgrade(database: Database) -> None:
    coded = (
        '{"intent": "value", "items": ['
        '{"concept": "wart", "side": 1, "codes": [{"code": "17110"}]}, {"concept": "talk"}]}'
    )

    def back_and_forth(connection: Connection) -> list[tuple[int, str, str, int | None]]:
        command.downgrade(config(connection), "0003")
        insert = text(
            "INSERT INTO answers (user_id, at, release, intent, question, answer) "
            "VALUES (7, '2026-11-25', 'RVU26B', 'value', :question, :packed)"
        )
        for question in (coded, '{"intent": "explain"}', "[]"):
            connection.execute(insert, {"question": question, "packed": b""})
        upgrade(connection)
        rows = connection.execute(text("SELECT position, concept, code, side FROM asked ORDER BY position"))
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    async with database.writing() as connection:
        assert await connection.run_sync(back_and_forth) == [(0, "wart", "17110", 1), (1, "talk", "", None)]


async def test_going_back_leaves_nothing_private_behind(database: Database) -> None:
    def back(connection: Connection) -> list[int]:
        insert = text(
            "INSERT INTO answers (user_id, at, release, intent, question, answer, private) "
            "VALUES (:user, '2026-11-25', 'RVU26B', 'value', '{}', :packed, :private)"
        )
        for user, private in ((7, False), (8, True)):
            connection.execute(insert, {"user": user, "packed": b"", "private": private})
        command.downgrade(config(connection), "0004")
        return [row[0] for row in connection.execute(text("SELECT user_id FROM answers"))]

    async with database.writing() as connection:
        assert await connection.run_sync(back) == [7]


async def test_going_back_and_forth_gives_no_id_a_second_time(
    database: Database, history: History, make_record: Making
) -> None:
    def back_and_forth(connection: Connection) -> None:
        connection.execute(text("DELETE FROM answers"))
        command.downgrade(config(connection), "0001")
        upgrade(connection)

    gone = await history.record(make_record())
    async with database.writing() as connection:
        await connection.run_sync(back_and_forth)
    assert await history.record(make_record()) > gone
