"""History with two hundred thousand answers: what is read comes from an index, and from few rows of it."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import sqlite

from bot import keep
from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.record import About, Key, NewRecord, Turn, Wanted
from bot.render.sentence import sentence
from bot.store.database import Database
from bot.store.history import History, paged

ROWS = 200_000
SERVERS = 4
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ASKED_ABOUT = (
    "10 min wart freeze vs half an hour of lifestyle talk",
    "99214 vs 99213",
    "how many rvus is 20610",
    "what is a global period",
    "skin biopsy per hour",
)
RARE = "colonoscopy vs 99215"
LONGEST = 1.0
"""Seconds: far above what it takes, far below what reading everything does on a loaded machine."""


def sample(catalog: Catalog, text: str) -> NewRecord:
    desk = Desk(catalog)
    context = Context(on=NOON.date())
    answer = desk.answer(desk.understand(text), context)
    return NewRecord(
        guild_id=0,
        channel_id=3,
        user_id=7,
        at=NOON,
        release=answer.release or "",
        question=answer.question,
        answer=answer,
        kept=keep.kept(answer, context, (), None),
        sentence=sentence(answer.question, catalog),
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("many") / "rvu.db"


@pytest.fixture
async def database(many: Path, catalog: Catalog) -> AsyncIterator[Database]:
    """Open the database, filled by whichever test is first."""
    opened = Database(f"sqlite+aiosqlite:///{many}")
    try:
        new = await opened.revision() is None
        await opened.open()
        if new:
            await fill(opened, catalog)
        yield opened
    finally:
        await opened.close()


COPY = """
WITH RECURSIVE n(id) AS (SELECT {first} UNION ALL SELECT id + 1 FROM n WHERE id < {last})
INSERT INTO answers (id, guild_id, channel_id, user_id, at, release, intent, question, answer, private, sentence)
SELECT n.id, n.id % {servers}, channel_id, user_id,
  strftime('%Y-%m-%d %H:%M:%S.000000', '2026-11-25 12:00:00', '+' || n.id || ' seconds'),
  release, intent, question, answer, private, sentence
FROM n JOIN answers AS sample ON sample.id = 1 + n.id % {kinds}"""
COPY_ASKED = """
INSERT INTO asked (answer_id, position, code, concept, side, guild_id)
SELECT answers.id, position, code, concept, side, answers.id % {servers}
FROM answers JOIN asked AS sample ON sample.answer_id = 1 + answers.id % {kinds}
WHERE answers.id BETWEEN {first} AND {last}"""


async def fill(database: Database, catalog: Catalog) -> None:
    """Keep one answer of each kind, as the bot does, and copy them; the rare one stays alone."""
    history = History(database)
    for text in (*ASKED_ABOUT, RARE):
        await history.record(sample(catalog, text))
    numbers = {"first": len(ASKED_ABOUT) + 2, "last": ROWS, "servers": SERVERS, "kinds": len(ASKED_ABOUT)}
    async with database.writing() as connection:
        await connection.exec_driver_sql(COPY.format(**numbers))
        await connection.exec_driver_sql(COPY_ASKED.format(**numbers))


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []
    engine = database._engines.reader.sync_engine  # noqa: SLF001 - where reads go

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


HERE = Wanted(guild_id=0, user_id=7)
DEEP = Turn(key=Key(at=NOON + timedelta(seconds=1_000), id=1_000))
LOOKED_FOR = {
    "list": (HERE, 5),
    "often": (HERE.model_copy(update={"about": About(concepts=frozenset({"wart_destruction"}))}), 5),
    "rare": (HERE.model_copy(update={"about": About(concepts=frozenset({"colonoscopy"}))}), 1),
    "several": (HERE.model_copy(update={"about": About(codes=frozenset({"99214", "99213", "20610"}))}), 5),
    "mine": (HERE.model_copy(update={"mine": True}), 5),
    "words": (HERE.model_copy(update={"words": ("wart",)}), 5),
}


@pytest.mark.parametrize("turn", [None, DEEP], ids=["first", "deep"])
@pytest.mark.parametrize(("wanted", "found"), LOOKED_FOR.values(), ids=LOOKED_FOR)
async def test_a_page_is_one_quick_query_however_deep(
    database: Database, wanted: Wanted, found: int, turn: Turn | None
) -> None:
    history = History(database)
    with statements(database) as seen:
        begun = time.perf_counter()
        page = await history.page(wanted, turn)
        taken = time.perf_counter() - begun
    assert len([each for each in seen if each.lstrip().startswith("SELECT")]) == 1
    assert len(page.records) == found
    assert taken < LONGEST


@pytest.mark.parametrize("turn", [None, DEEP], ids=["first", "deep"])
@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (LOOKED_FOR["list"][0], "ix_answers_guild_id_at_id"),
        (LOOKED_FOR["often"][0], "ix_asked_guild_id_concept_answer_id"),
        (LOOKED_FOR["mine"][0], "ix_answers_user_id_guild_id_at_id"),
    ],
    ids=["list", "service", "mine"],
)
async def test_a_page_is_read_from_its_index(database: Database, wanted: Wanted, index: str, turn: Turn | None) -> None:
    query = str(paged(wanted, turn, 6).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    async with database.reading() as connection:
        plan = [row[-1] for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert any(index in step for step in plan), plan
    assert not any(step.startswith(("SCAN answers", "SCAN asked")) for step in plan), plan
