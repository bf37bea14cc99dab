"""Searching and counting what is kept."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.answer import Answer, AnswerItem
from bot.domain.question import Clarify, Compare, Item, Question, Recall, Value
from bot.domain.record import About, NewRecord, Span, Stored, Wanted
from bot.store.database import Database
from bot.store.history import History
from tests.store.records import plan_of

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HERE = Wanted(guild_id=1, user_id=7)


def item(concept: str, *codes: str, side: int | None = None) -> AnswerItem:
    return AnswerItem(concept=concept, name=concept, codes=codes, minutes=None, quantity=1, units=1, side=side)


def kept(
    *items: AnswerItem, user: int = 7, guild: int | None = 1, channel: int = 3, hours: int = 0, asked: str = ""
) -> NewRecord:
    """Make an answer about some items, so many hours after noon."""
    named = tuple(Item(concept=one.concept, side=one.side) for one in items)
    question: Question = Compare(items=named) if len(items) > 1 else Value(items=named)
    if asked == "clarify":
        question = Clarify(ask="Which?", items=named)
    if asked == "history":
        question = Recall(mine=True)
    return NewRecord(
        guild_id=guild,
        channel_id=channel,
        user_id=user,
        at=NOON + timedelta(hours=hours),
        release="RVU26B",
        question=question,
        answer=Answer(intent=question.intent, question=question, items=items, verdict="It is."),
    )


def concept_of(record: Stored) -> str:
    assert record.answer is not None
    return record.answer.items[0].concept


WART, TALK = item("wart", "17110", side=1), item("talk", "99214", "99215", side=2)


async def keep(history: History, *records: NewRecord) -> None:
    for record in records:
        await history.record(record)


async def test_the_newest_come_first_and_all_are_counted(history: History) -> None:
    await keep(history, *(kept(item(f"c{hours}"), hours=hours) for hours in range(4)))
    found = await history.search(HERE, 3)
    assert [concept_of(record) for record in found.records] == ["c3", "c2", "c1"]
    assert found.total == 4


@pytest.mark.parametrize(
    ("wanted", "concepts"),
    [
        (HERE, {"a", "b", "c"}),
        (Wanted(guild_id=1, user_id=7, mine=True), {"a", "c"}),
        (Wanted(guild_id=1, user_id=7, channel_id=4), {"c"}),
        (Wanted(guild_id=2, user_id=7), {"d"}),
        (Wanted(user_id=7), {"e"}),
        (Wanted(user_id=8), set()),
        (Wanted(guild_id=1, user_id=7, span=Span(start=NOON, end=NOON + timedelta(hours=2))), {"a", "b"}),
    ],
    ids=["a server", "one's own", "a channel", "another server", "direct messages", "another's", "a stretch of time"],
)
async def test_only_what_is_looked_for_is_found_and_counted(
    history: History, wanted: Wanted, concepts: set[str]
) -> None:
    await keep(
        history,
        kept(item("a")),
        kept(item("b"), user=8, hours=1),
        kept(item("c"), channel=4, hours=2),
        kept(item("d"), guild=2),
        kept(item("e"), guild=None),
        kept(asked="history"),
    )
    found = await history.search(wanted, 25)
    assert {concept_of(record) for record in found.records} == concepts
    counts = await history.count(wanted)
    assert counts.questions == found.total == len(concepts)
    assert {concept for concept, _ in counts.concepts} == concepts


@pytest.mark.parametrize(
    ("about", "found"),
    [
        (About(concepts=frozenset({"wart"})), 2),
        (About(codes=frozenset({"99215"})), 1),
        (About(concepts=frozenset({"wart"}), codes=frozenset({"99215"})), 2),
        (About(concepts=frozenset({"mole"})), 0),
    ],
    ids=["a service", "a code", "either", "nothing"],
)
async def test_answers_are_found_by_what_they_are_about(history: History, about: About, found: int) -> None:
    await keep(history, kept(WART, TALK), kept(WART), kept(item("mri")))
    wanted = HERE.model_copy(update={"about": about})
    assert (await history.search(wanted, 25)).total == found
    assert (await history.count(wanted)).questions == found


async def test_counts_name_services_pairs_and_kinds_but_nobody(history: History) -> None:
    turned = (item("talk", "99214", side=1), item("wart", "17110", side=2))
    await keep(
        history,
        kept(WART, TALK),
        kept(*turned, user=8),
        kept(item("wart", "17110", side=1), item("wart", "17111", side=2)),
        kept(item("biopsy"), user=9, asked="clarify"),
    )
    counts = await history.count(HERE)
    assert counts.concepts == (("wart", 3), ("talk", 2), ("biopsy", 1))
    assert counts.pairs == (("talk", "wart", 2),)
    assert dict(counts.intents) == {"compare": 3, "clarify": 1}
    assert (counts.questions, counts.askers) == (4, 3)


async def test_looking_back_is_in_no_list(history: History) -> None:
    await keep(history, kept(asked="history"))
    assert (await history.page(HERE)).records == ()
    assert await history.recent(guild_id=1, channel_id=3, user_id=7, since=NOON) == ()


async def test_the_last_questions_of_a_channel_are_ones_own_first(history: History) -> None:
    await keep(
        history,
        kept(item("old"), hours=-1),
        kept(item("own")),
        kept(item("others"), user=8, hours=1),
        kept(item("elsewhere"), channel=4, hours=2),
    )
    recent = await history.recent(guild_id=1, channel_id=3, user_id=7, since=NOON)
    assert [question.items[0].concept for question in recent] == ["own", "others"]
    assert await history.recent(guild_id=1, channel_id=None, user_id=7, since=NOON) == ()


async def test_a_question_of_another_version_is_passed_over(history: History, database: Database) -> None:
    await keep(history, kept(item("own")))
    async with database.writing() as connection:
        await connection.execute(text("""UPDATE answers SET question = '{"intent": "riddle"}'"""))
    assert await history.recent(guild_id=1, channel_id=3, user_id=7, since=NOON) == ()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT question FROM answers WHERE guild_id = 1 AND channel_id = 3 AND at >= '2026-01-01'",
        "SELECT question FROM answers WHERE guild_id IS NULL AND user_id = 7 AND at >= '2026-01-01'",
        "SELECT answer_id FROM asked WHERE concept = 'wart'",
        "SELECT answer_id FROM asked WHERE code = '17110'",
    ],
)
async def test_looking_back_uses_an_index(database: Database, sql: str) -> None:
    plan = await plan_of(database, sql)
    assert re.search(r"USING .*INDEX|Index (Only )?Scan using", plan)
    assert not re.search(r"SCAN (?!.*USING)|Seq Scan", plan)
