"""A history of real answers, as large as wanted, and how long its reading and writing take."""

import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from statistics import median
from typing import Final

from sqlalchemy import text

from bot import keep
from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.record import About, Key, NewRecord, Span, Turn, Wanted
from bot.errors import RvuError
from bot.render.sentence import sentence
from bot.store.database import Database
from bot.store.history import History

START: Final = datetime(2026, 8, 27, 12, tzinfo=UTC)
DAYS: Final = 90
"""As long as answers are kept, unless a server chose otherwise."""
PER_SERVER: Final = 66_000
"""Answers of one server: more than seven hundred a day."""
PAGE: Final = 5
PAGES_DEEP: Final = 10_000
FORMS: Final = (
    "10 min {} vs half an hour of lifestyle talk",
    "what is {} worth",
    "how many level 3 visits equal one {}",
    "{} per hour in a facility",
    "how many rvus is {}",
    "{} vs 99214",
)
KINDS: Final = 60
"""Different answers, each of which is kept many times."""
CHUNK: Final = 100_000
"""Rows copied by one statement."""
RARE: Final = "colonoscopy vs 99215"
RARE_CONCEPT: Final = "colonoscopy"
OFTEN: Final = "wart_destruction"

HERE: Final = Wanted(guild_id=0, user_id=7)


def sample(desk: Desk, asked: str) -> NewRecord:
    """Return an answer as the bot keeps it."""
    context = Context(on=START.date())
    answer = desk.answer(desk.understand(asked), context)
    return NewRecord(
        guild_id=0,
        channel_id=3,
        user_id=7,
        at=START,
        release=answer.release or "",
        question=answer.question,
        answer=answer,
        kept=keep.kept(answer, context, (), None),
        sentence=sentence(answer.question, desk.catalog),
    )


def samples(catalog: Catalog) -> list[NewRecord]:
    """Return answers of every form about many services, none of them the rare one."""
    desk = Desk(catalog)
    return list(islice(_samples(desk), KINDS))


def _samples(desk: Desk) -> Iterator[NewRecord]:
    yield sample(desk, "10 min wart freeze vs half an hour of lifestyle talk")
    names = [concept.name for key, concept in desk.catalog.concepts.items() if concept.uses and key != RARE_CONCEPT]
    for number, name in enumerate(names):
        try:
            made = sample(desk, FORMS[number % len(FORMS)].format(name))
        except RvuError:
            continue
        if made.answer.items and RARE_CONCEPT not in {item.concept for item in made.answer.items}:
            yield made


SQLITE: Final = """
WITH RECURSIVE n(id) AS (SELECT {first} UNION ALL SELECT id + 1 FROM n WHERE id < {last})
INSERT INTO answers (id, guild_id, channel_id, user_id, at, release, intent, question, answer, private, sentence)
SELECT n.id, n.id % {servers}, channel_id, 1 + n.id % 20,
  strftime('%Y-%m-%d %H:%M:%f000', '{start}', '+' || (n.id * {step}) || ' seconds'),
  release, intent, question, answer, private, sentence
FROM n JOIN answers AS sample ON sample.id = 1 + n.id % {kinds}"""
POSTGRESQL: Final = """
INSERT INTO answers (id, guild_id, channel_id, user_id, at, release, intent, question, answer, private, sentence)
SELECT n.id, n.id % {servers}, channel_id, 1 + n.id % 20,
  TIMESTAMPTZ '{start}+00' + n.id * {step} * INTERVAL '1 second',
  release, intent, question, answer, private, sentence
FROM generate_series({first}, {last}) AS n(id) JOIN answers AS sample ON sample.id = 1 + n.id % {kinds}"""
ASKED: Final = """
INSERT INTO asked (answer_id, position, code, concept, side, guild_id)
SELECT answers.id, position, code, concept, side, answers.id % {servers}
FROM answers JOIN asked AS sample ON sample.answer_id = 1 + answers.id % {kinds}
WHERE answers.id BETWEEN {first} AND {last}"""


async def fill(database: Database, catalog: Catalog, rows: int) -> None:
    """Keep one answer of each kind, as the bot does, and copy them over servers and days; the rare one stays alone."""
    history, kinds = History(database), samples(catalog)
    for new in (*kinds, sample(Desk(catalog), RARE)):
        await history.record(new)
    numbers = {
        "servers": max(1, rows // PER_SERVER),
        "kinds": len(kinds),
        "step": DAYS * 86_400 / rows,
        "start": f"{START:%Y-%m-%d %H:%M:%S}",
    }
    for first in range(len(kinds) + 2, rows + 1, CHUNK):
        some = numbers | {"first": first, "last": min(rows, first + CHUNK - 1)}
        async with database.writing() as connection:
            copied = SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL
            await connection.exec_driver_sql(copied.format(**some))
            await connection.exec_driver_sql(ASKED.format(**some))
    async with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT setval(pg_get_serial_sequence('answers', 'id'), :n)"), {"n": rows})
            # As the server itself does from time to time; SQLite has no such thing.
            await connection.exec_driver_sql("ANALYZE answers, asked")


def deep(rows: int) -> Turn:
    """Return where the page so many pages behind the newest of server 0 begins."""
    servers = max(1, rows // PER_SERVER)
    number = (rows // servers - PAGE * PAGES_DEEP) * servers
    assert number > KINDS + 1, "too few answers for so many pages"
    return Turn(key=Key(at=START + timedelta(seconds=number * DAYS * 86_400 / rows), id=number))


def reads(history: History, rows: int) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return what is timed, by name."""
    day = START + timedelta(days=DAYS - 7)
    span = Span(start=day, end=day + timedelta(days=1))
    often, rare = (HERE.model_copy(update={"about": About(concepts=frozenset({one}))}) for one in (OFTEN, RARE_CONCEPT))
    return {
        "list": partial(history.page, HERE, None, PAGE),
        f"list, {PAGES_DEEP:,} pages deep": partial(history.page, HERE, deep(rows), PAGE),
        "search by service": partial(history.page, often, None, PAGE),
        "search by service, deep": partial(history.page, often, deep(rows), PAGE),
        "search by a rare service": partial(history.page, rare, None, PAGE),
        "stats of a day": partial(history.count, HERE.model_copy(update={"span": span})),
    }


async def timed(read: Callable[[], Awaitable[object]], times: int) -> list[float]:
    """Return the seconds that each of several readings takes."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        await read()
        seconds.append(time.perf_counter() - begun)
    return seconds


async def quiet_median(read: Callable[[], Awaitable[object]], enough: float, rounds: int = 40, times: int = 7) -> float:
    """Return the median of the quietest of several rounds, or of the first that is quick enough.

    Other programs run on the same processors meanwhile.
    """
    quickest = float("inf")
    for _ in range(rounds):
        quickest = min(quickest, median(await timed(read, times)))
        if quickest <= enough:
            break
    return quickest


@dataclass(frozen=True, slots=True)
class Pace:
    """Answers kept in a second."""

    wall: float
    cpu: float
    """As if the processor had been ours alone, and the disk had not been waited for."""


async def one_at_a_time(history: History, kinds: list[NewRecord], some: int) -> Pace:
    """Keep some answers, each on the disk before the next one begins."""

    async def keep_all() -> None:
        for number in range(some):
            await history.record(kinds[number % len(kinds)])

    return await _pace(keep_all, some)


async def batched(history: History, kinds: list[NewRecord], some: int) -> Pace:
    """Keep some answers in one transaction."""
    return await _pace(partial(history.record_all, [kinds[number % len(kinds)] for number in range(some)]), some)


async def _pace(work: Callable[[], Awaitable[object]], some: int) -> Pace:
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Pace(some / (time.perf_counter() - wall), some / (time.process_time() - cpu))
