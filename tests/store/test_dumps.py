"""Databases of earlier versions, brought up to date: `dumps/REVISION.sql` is what that version's SQLite held."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, insert, text

from bot.domain.catalog import Catalog
from bot.store.database import Database
from bot.store.fees import load_releases
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.migrate import config
from bot.store.schema import METADATA, REVISION
from tests.store.records import Making, contents, rows_of

DUMPS: Final = Path(__file__).with_name("dumps")
EVERY: Final = sorted(file.stem for file in DUMPS.glob("*.sql"))

Contents = dict[str, list[dict[str, Any]]]


def test_every_earlier_revision_has_a_dump() -> None:
    revisions = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    assert revisions - {REVISION} <= set(EVERY) <= revisions


@pytest.fixture(params=EVERY)
async def old(request: pytest.FixtureRequest, backend: str, file: Path, address: str) -> Contents:
    """Fill the address with a database as the revision left it, and return all that is in it."""
    script = (DUMPS / f"{request.param}.sql").read_text("utf-8")
    path = file if backend == "sqlite" else file.with_name("dumped.db")
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
    connection.close()
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as dumped:
            found = rows_of(dumped)
    finally:
        engine.dispose()
    if backend == "postgresql":
        await copied(found, request.param, address)
    return found


async def copied(found: Contents, revision: str, address: str) -> None:
    """Make the tables of a revision on PostgreSQL, whose own DDL no SQLite dump holds, and copy the rows into them."""

    def copy(connection: Connection) -> None:
        command.upgrade(config(connection), revision)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            rows = [{name: aware(value) for name, value in row.items()} for row in found[table.name]]
            if rows and table.name != "alembic_version":
                connection.execute(insert(table), rows)
        connection.execute(text("SELECT setval('answers_id_seq', 4)"))

    database = Database(address)
    try:
        async with database._engines.writer.begin() as connection:  # noqa: SLF001 - not open, for that would migrate
            await connection.run_sync(copy)
    finally:
        await database.close()


def aware(value: Any) -> Any:
    """SQLite keeps no zone; what it holds is UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


@pytest.fixture
async def renewed(old: Contents, address: str, database: Database) -> Database:
    """Return the old database, opened and thereby brought up to date."""
    del old, address
    return database


async def test_every_row_of_an_earlier_revision_survives(old: Contents, renewed: Database) -> None:
    assert await renewed.revision() == REVISION
    after = await contents(renewed)
    assert old["answers"]
    for table, rows in old.items():
        if table == "alembic_version":
            continue
        kept = [{name: aware(row[name]) for name in rows[0]} for row in after[table]] if rows else after[table]
        assert sorted(kept, key=repr) == sorted(
            ({name: aware(value) for name, value in row.items()} for row in rows), key=repr
        ), table


async def test_an_earlier_revision_comes_to_have_exactly_the_declared_tables(renewed: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)

    async with renewed.writing() as connection:
        assert await connection.run_sync(differences) == []


async def test_answers_of_an_earlier_revision_are_read_and_added_to(
    old: Contents, renewed: Database, make_record: Making
) -> None:
    history = History(renewed)
    found = [await history.find(row["id"]) for row in old["answers"]]
    assert all(found)
    assert found[0].said
    # The dump's fourth answer was deleted; a button may still carry its number.
    assert await history.record(make_record()) == 5


async def test_settings_and_releases_of_an_earlier_revision_are_in_force(
    old: Contents, renewed: Database, catalog: Catalog
) -> None:
    guilds = Guilds(renewed)
    await guilds.load()
    chosen = {row["guild_id"]: row["settings"]["locality"] for row in old.get("guilds", [])}
    assert {guild: guilds.get(guild).locality for guild in chosen} == chosen
    full = await load_releases(renewed, catalog)
    imported = [row["file"] for row in old.get("fee_files", []) if row["name"] == "RVU26B"]
    assert (full.citations["rvu26b"].file in imported) is bool(imported)
