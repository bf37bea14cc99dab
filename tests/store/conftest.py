"""Databases of the test's own, SQLite and PostgreSQL in turn, closed whatever happens."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.history import History
from tests.databases import BOTH
from tests.store.records import Making, new_record


@pytest.fixture
def make_record() -> Making:
    return new_record


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture(params=BOTH)
def backend(request: pytest.FixtureRequest) -> str:
    """Return the kind of database that a test runs on; `on_sqlite` and `on_postgresql` choose one."""
    return str(request.param)


@pytest.fixture
def address(backend: str, file: Path, request: pytest.FixtureRequest) -> str:
    return f"sqlite+aiosqlite:///{file}" if backend == "sqlite" else str(request.getfixturevalue("postgresql"))


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = Database(address)
    try:
        await opened.open()
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def history(database: Database) -> History:
    return History(database)
