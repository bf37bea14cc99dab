"""What another process writes is in force in a running bot without a restart."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import refresh
from bot.app.client import RvuBot
from bot.app.refresh import Refresh, imported, reader
from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.dataset import Imported
from bot.domain.guild import GuildSettings
from bot.errors import StoreError
from bot.fees.identity import Stated
from bot.fees.importer import read_all
from bot.settings import Settings
from bot.store.database import Database
from bot.store.fees import keep
from bot.store.guilds import Guilds
from tests.databases import BOTH
from tests.fees import made

QUESTION = "how many rvus is 17110"


def release(folder: Path, work: str) -> tuple[Imported, ...]:
    """Read a release in which 17110 has another work RVU."""
    source = made.priced_folder(folder, work)
    return read_all([source], Stated(), lambda _name, _lines: lambda _read: None, lambda _: False).imported


async def import_release(address: str, folder: Path, work: str) -> None:
    """Import such a release, as `fees import` does in a process of its own."""
    database = Database(address)
    try:
        await database.open()
        await keep(database, release(folder, work))
    finally:
        await database.close()


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/rvu.db"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = Database(address)
    try:
        await opened.open()
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def guilds(database: Database) -> Guilds:
    made_ = Guilds(database)
    await made_.load()
    return made_


@pytest.fixture
def desk(catalog: Catalog, guilds: Guilds) -> Desk:
    return Desk(catalog, guilds=guilds)


@pytest.fixture
async def kept_up(address: str, database: Database, guilds: Guilds, desk: Desk, catalog: Catalog) -> Refresh:
    return Refresh(database, guilds, desk, reader(address, catalog), await imported(database))


def work_rvu(desk: Desk) -> str:
    answer = desk.answer(desk.understand(QUESTION))
    return next(str(figure.value) for figure in answer.figures if figure.key == "work_rvu")


async def test_a_release_imported_elsewhere_is_in_force_after_the_next_look(
    kept_up: Refresh, desk: Desk, address: str, tmp_path: Path
) -> None:
    assert work_rvu(desk) == "0.68"
    await import_release(address, tmp_path / "first", "0.99")
    assert work_rvu(desk) == "0.68"
    await kept_up.look()
    assert work_rvu(desk) == "0.99"
    await import_release(address, tmp_path / "corrected", "0.77")
    await kept_up.look()
    assert work_rvu(desk) == "0.77"


def test_a_desk_takes_over_all_that_is_made_of_a_catalog_and_keeps_its_memory(catalog: Catalog) -> None:
    desk, other = Desk(catalog, guilds=Guilds(None)), Desk(replace(catalog))
    before = dict(vars(desk))
    desk.take_over(other)
    kept = {name for name, value in vars(desk).items() if value is before[name]}
    assert kept == {"_history", "_clock", "_guilds", "_team", "_threads", "_earlier", "_recent", "archive", "people"}
    assert all(vars(desk)[name] is value for name, value in vars(other).items() if name not in kept)


async def test_settings_changed_elsewhere_are_in_force_after_the_next_look(
    kept_up: Refresh, desk: Desk, database: Database
) -> None:
    other = Guilds(database)
    await other.load()
    await other.change(1, {"locality": "14212-01"})
    assert desk.settings(1) == GuildSettings()
    await kept_up.look()
    assert desk.settings(1).locality == "14212-01"


async def test_what_is_imported_while_the_bot_starts_is_not_missed(
    database: Database, guilds: Guilds, address: str, catalog: Catalog, tmp_path: Path
) -> None:
    seen = await imported(database)
    desk = Desk(catalog)
    await import_release(address, tmp_path / "meanwhile", "0.99")
    await Refresh(database, guilds, desk, reader(address, catalog), seen).look()
    assert work_rvu(desk) == "0.99"


async def test_nothing_is_read_while_nothing_is_imported(
    kept_up: Refresh, monkeypatch: pytest.MonkeyPatch, address: str, tmp_path: Path
) -> None:
    await import_release(address, tmp_path / "first", "0.99")
    await kept_up.look()
    monkeypatch.setattr(kept_up, "_read", None)
    await kept_up.look()


async def test_the_desk_answers_while_a_release_is_read(
    database: Database, guilds: Guilds, desk: Desk, catalog: Catalog
) -> None:
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def slow() -> Desk:
        # The thread goes on only once the loop has answered a question.
        asyncio.run_coroutine_threadsafe(asked.wait(), loop).result(20)
        return Desk(catalog)

    looking = asyncio.create_task(Refresh(database, guilds, desk, slow, None).look())
    await asyncio.sleep(0.05)
    assert work_rvu(desk) == "0.68"
    asked.set()
    await looking


async def test_a_database_that_is_away_is_told_once_and_looked_at_again(
    kept_up: Refresh,
    desk: Desk,
    database: Database,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    taken, take_over = asyncio.Event(), desk.take_over

    def take(other: Desk) -> None:
        take_over(other)
        taken.set()

    monkeypatch.setattr(desk, "take_over", take)
    monkeypatch.setattr(refresh, "EVERY", 0.01)
    await database.close()
    running = asyncio.create_task(kept_up.run())
    try:
        await asyncio.sleep(0.2)
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        await import_release(address, tmp_path / "meanwhile", "0.99")
        await database.open()
        await asyncio.wait_for(taken.wait(), 20)
        assert work_rvu(desk) == "0.99"
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_mistake_does_not_end_the_looking(
    kept_up: Refresh, guilds: Guilds, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[int] = []
    often = asyncio.Event()

    async def fail() -> None:
        looks.append(1)
        if len(looks) > 2:
            often.set()
        raise ZeroDivisionError

    monkeypatch.setattr(refresh, "EVERY", 0.001)
    monkeypatch.setattr(guilds, "load", fail)
    running = asyncio.create_task(kept_up.run())
    await asyncio.wait_for(often.wait(), 20)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert "ZeroDivisionError" in caplog.text


async def test_files_that_cannot_be_read_at_the_start_are_read_at_the_first_look(
    database: Database, guilds: Guilds, desk: Desk, address: str, catalog: Catalog, tmp_path: Path
) -> None:
    await import_release(address, tmp_path / "before", "0.99")
    await database.close()
    assert await imported(database) is None
    assert await imported(None) is None
    await database.open()
    await Refresh(database, guilds, desk, reader(address, catalog), None).look()
    assert work_rvu(desk) == "0.99"


async def test_a_release_that_cannot_be_read_leaves_the_desk_and_is_tried_again(
    database: Database, guilds: Guilds, desk: Desk, catalog: Catalog
) -> None:
    desks = iter([Desk(catalog)])

    def fail_first() -> Desk:
        if not tried:
            tried.append(1)
            message = "away"
            raise StoreError(message, "later")
        return next(desks)

    tried: list[int] = []
    looking = Refresh(database, guilds, desk, fail_first, None)
    with pytest.raises(StoreError):
        await looking.look()
    await looking.look()
    assert next(desks, None) is None


async def test_the_bot_looks_until_it_closes(
    kept_up: Refresh, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(refresh, "EVERY", 0.001)
    caplog.set_level(logging.WARNING)
    async with RvuBot(Settings()) as bot:
        bot._keep_up(kept_up)  # noqa: SLF001 - the seam between start and store
        (looking,) = [task for task in asyncio.all_tasks() if task.get_name() == "refresh"]
        await asyncio.sleep(0.05)
        assert not looking.done()
    assert looking.cancelled()
    assert [record for record in caplog.records if record.name == refresh.__name__] == []


def test_after_a_start_garbage_is_looked_for_again() -> None:
    gc.disable()
    try:
        refresh.spare_what_stays()
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
