"""Databases on the test's own disk folder, closed whatever happens."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.history import History
from tests.store.records import Making, new_record


@pytest.fixture
def make_record() -> Making:
    return new_record


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


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
