"""History with two hundred thousand answers: what is read comes from an index, and from few rows of it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import sqlite

from bot.domain.catalog import Catalog
from bot.domain.record import About, Counts, Span, Turn, Wanted
from bot.store.database import Database
from bot.store.history import History
from bot.store.wanted import paged
from tests.databases import BOTH, new_database
from tests.store import many
from tests.store.many import HERE

ROWS = 200_000
LONGEST = 0.05
"""Seconds, at the median."""
LIKE = 1.2
"""As long as another, within what clocks and caches make of it."""
ONE_AT_A_TIME, BATCHED = 300, 10_000
"""Answers a second."""


@pytest.fixture(scope="module", params=BOTH)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of one database for all tests on it."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('many')}/rvu.db"
        return
    with new_database(request.getfixturevalue("postgresql_server")) as address:
        yield address


@pytest.fixture
async def database(home: str, catalog: Catalog) -> AsyncIterator[Database]:
    """Open the database, filled by whichever test is first."""
    opened = Database(home)
    try:
        new = await opened.revision() is None
        await opened.open()
        if new:
            await many.fill(opened, catalog, ROWS)
        yield opened
    finally:
        await opened.close()


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


DEEP = many.deep(ROWS)
LOOKED_FOR = {
    "list": (HERE, 5),
    "often": (HERE.model_copy(update={"about": About(concepts=frozenset({many.OFTEN}))}), 5),
    "rare": (HERE.model_copy(update={"about": About(concepts=frozenset({many.RARE_CONCEPT}))}), 1),
    "several": (HERE.model_copy(update={"about": About(codes=frozenset({"99214", "17110", "20610"}))}), 5),
    "mine": (HERE.model_copy(update={"mine": True}), 5),
    "words": (HERE.model_copy(update={"words": ("wart",)}), 5),
}


@pytest.mark.parametrize("turn", [None, DEEP], ids=["first", "deep"])
@pytest.mark.parametrize(("wanted", "found"), LOOKED_FOR.values(), ids=LOOKED_FOR)
async def test_a_page_is_one_query_however_deep(
    database: Database, wanted: Wanted, found: int, turn: Turn | None
) -> None:
    with statements(database) as seen:
        page = await History(database).page(wanted, turn)
    assert len([each for each in seen if each.lstrip().startswith("SELECT")]) == 1
    assert len(page.records) == found


@pytest.mark.parametrize("home", ["sqlite"], indirect=True, scope="module")
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


async def test_everything_is_read_in_time(database: Database) -> None:
    taken = {name: await many.quiet_median(read, LONGEST) for name, read in many.reads(History(database), ROWS).items()}
    assert {name: seconds for name, seconds in taken.items() if seconds > LONGEST} == {}


async def test_a_page_far_back_takes_no_longer_than_the_first(database: Database) -> None:
    reads = many.reads(History(database), ROWS)
    taken = dict.fromkeys(("list", f"list, {many.PAGES_DEEP:,} pages deep"), float("inf"))
    # By turns, and each at its quickest, so that what else the machine does meets both alike.
    for _ in range(60):
        for _ in range(10):
            for name, quickest in taken.items():
                taken[name] = min(quickest, *await many.timed(reads[name], 1))
        first, deep = taken.values()
        if deep <= LIKE * first:
            return
    raise AssertionError(taken)


async def test_the_page_far_back_is_where_it_should_be_and_the_day_has_its_questions(database: Database) -> None:
    history = History(database)
    reads = many.reads(history, ROWS)
    newest = await history.search(HERE, 1)
    behind = await history.search(
        HERE.model_copy(update={"span": Span(start=DEEP.key.at, end=newest.records[0].at + timedelta(seconds=1))}), 1
    )
    assert abs(behind.total - many.PAGE * many.PAGES_DEEP) <= 1
    counted = await reads["stats of a day"]()
    assert isinstance(counted, Counts)
    assert 700 <= counted.questions <= 760
    assert counted.pairs
    assert counted.askers == 20


@pytest.mark.parametrize("home", ["sqlite"], indirect=True, scope="module")
async def test_answers_are_kept_at_the_pace_that_is_needed(database: Database, catalog: Catalog) -> None:
    history, kinds = History(database), many.samples(catalog)
    # A moment's pace: other tests run on the same processors.
    for _ in range(400):
        single = await many.one_at_a_time(history, kinds, 5)
        if single.wall >= ONE_AT_A_TIME:
            break
    assert single.wall >= ONE_AT_A_TIME
    # A batch is too long for such a moment: by its own time on the processors, and half of what an idle machine has to
    # reach, which `make bench` tells.
    for _ in range(100):
        batch = await many.batched(history, kinds, 500)
        if batch.cpu >= BATCHED / 2:
            break
    assert batch.cpu >= BATCHED / 2
