"""Answers kept before there were words to find them by are given them, once."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.app import wording
from bot.app.wording import run, word_all
from bot.ask import Asker, Desk
from bot.domain.catalog import Catalog
from bot.domain.record import Wanted
from bot.store.database import Database
from bot.store.history import History
from bot.store.meta import Meta
from bot.store.schema import ANSWERS
from tests.databases import BOTH

ADA = Asker(user_id=7, guild_id=1, channel_id=3)
QUESTIONS = (
    "10 min wart freeze vs half an hour of lifestyle talk",
    "how many rvus is 20610",
    "what is a global period",
)
DUMP = Path(__file__).parents[1] / "store" / "dumps" / "0007.sql"


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


async def found(history: History, word: str) -> int:
    return (await history.search(Wanted(guild_id=1, user_id=7, words=(word,)), 50)).total


async def forget_words(database: Database) -> None:
    """Leave the answers as a version without words kept them."""
    async with database.writing() as connection:
        await connection.execute(update(ANSWERS).values(sentence=None))


async def test_answers_without_words_are_found_by_them_afterwards(
    database: Database, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "_AT_ONCE", 4)
    history, meta = History(database), Meta(database)
    desk = Desk(catalog, history)
    for number in range(9):
        await desk.ask_text(QUESTIONS[number % 3], ADA)
    before = [await found(history, word) for word in ("wart", "20610", "global")]
    assert before == [3, 3, 3]
    await forget_words(database)
    assert [await found(history, word) for word in ("wart", "20610", "global")] == [0, 0, 0]
    assert await word_all(history, meta, desk) == 9
    assert [await found(history, word) for word in ("wart", "20610", "global")] == before
    assert await word_all(history, meta, desk) == 0


async def test_once_it_is_done_nothing_is_looked_through_again(database: Database, catalog: Catalog) -> None:
    history, meta = History(database), Meta(database)
    desk = Desk(catalog, history)
    assert await word_all(history, meta, desk) == 0
    await desk.ask_text(QUESTIONS[0], ADA)
    await forget_words(database)
    assert await word_all(history, meta, desk) == 0


async def test_two_processes_at_once_give_the_same_words(database: Database, catalog: Catalog) -> None:
    history, meta = History(database), Meta(database)
    desk = Desk(catalog, history)
    for number in range(20):
        await desk.ask_text(QUESTIONS[number % 3], ADA)
    await forget_words(database)
    await asyncio.gather(*(word_all(history, meta, desk) for _ in range(2)))
    assert await found(history, "wart") == 7


async def test_a_question_that_cannot_be_read_is_passed_over(database: Database, catalog: Catalog) -> None:
    history, meta = History(database), Meta(database)
    desk = Desk(catalog, history)
    for text in QUESTIONS:
        await desk.ask_text(text, ADA)
    await forget_words(database)
    async with database.writing() as connection:
        await connection.execute(update(ANSWERS).where(ANSWERS.c.id == 1).values(question={"intent": "of later"}))
    assert await word_all(history, meta, desk) == 3
    assert await found(history, "20610") == 1


async def test_answers_of_an_earlier_revision_are_found_after_the_upgrade(tmp_path: Path, catalog: Catalog) -> None:
    with sqlite3.connect(tmp_path / "rvu.db") as connection:
        connection.executescript(DUMP.read_text("utf-8"))
        (kept,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    connection.close()
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/rvu.db")
    try:
        await database.open()
        history = History(database)
        assert await word_all(history, Meta(database), Desk(catalog, history)) == kept > 0
        async with database.reading() as reading:
            words = (await reading.scalars(ANSWERS.select().with_only_columns(ANSWERS.c.sentence))).all()
        assert any(words)
        assert None not in words
    finally:
        await database.close()


async def test_what_fails_is_logged_and_ends_nothing(
    database: Database, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wording, "_FIRST", 0)
    await database.close()
    await run(History(database), Meta(database), Desk(catalog))
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    caplog.clear()
    await run(History(database), None, Desk(catalog))  # type: ignore[arg-type] # a mistake of our own
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
