"""Half a question goes on with what was asked last: here, by this person or in this channel, and not too long ago."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ask import Asker, Desk
from bot.domain.catalog import Catalog
from bot.domain.question import Clarify, Compare, Explain, Question, Recall, Stats, Value
from bot.domain.service import Setting
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.history import History
from bot.thread import FOLLOWED_FOR, Threads

ADA, BEN = Asker(user_id=1, guild_id=10, channel_id=5), Asker(user_id=2, guild_id=10, channel_id=5)
DUEL = "30 min lifestyle talk vs wart freezing"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def history(tmp_path: Path) -> AsyncIterator[History]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'rvu.db'}")
    try:
        await database.open()
        yield History(database)
    finally:
        await database.close()


def desk(catalog: Catalog, history: History | None, clock: Clock) -> Desk:
    """Make a desk; a second one on the same history is the bot after a restart."""
    return Desk(catalog, history, clock=clock)


async def asked(desk: Desk, text: str, asker: Asker = ADA) -> Question:
    return (await desk.ask_text(text, asker)).answer.question


@pytest.mark.parametrize("kept", [True, False], ids=["with a store", "without a store"])
async def test_the_answer_says_first_what_it_goes_on_with(
    catalog: Catalog, history: History, clock: Clock, *, kept: bool
) -> None:
    bot = desk(catalog, history if kept else None, clock)
    await asked(bot, DUEL)
    answer = (await bot.ask_text("and in facility?", ADA)).answer
    assert answer.verdict.splitlines()[0] == "Following on from: 30 min lifestyle talk vs wart freezing."
    assert answer.readings[0] == "following on from: 30 min lifestyle talk vs wart freezing"
    assert isinstance(answer.question, Compare)
    assert answer.question.stated.setting is Setting.FACILITY
    assert "$62.46" in answer.verdict
    again = (await bot.ask_text("what about 45 min", ADA)).answer
    assert again.readings[0].endswith("wart freezing, in a facility")


async def test_a_restart_does_not_end_the_thread(catalog: Catalog, history: History, clock: Clock) -> None:
    await asked(desk(catalog, history, clock), DUEL)
    clock.now += timedelta(minutes=5)
    assert isinstance(await asked(desk(catalog, history, clock), "what about 45 min"), Compare)


@pytest.mark.parametrize("restarted", [True, False])
async def test_the_thread_ends_with_the_time_limit(
    catalog: Catalog, history: History, clock: Clock, *, restarted: bool
) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, DUEL)
    clock.now += FOLLOWED_FOR
    assert isinstance(await asked(desk(catalog, history, clock) if restarted else bot, "in 2025"), Compare)
    clock.now += FOLLOWED_FOR + timedelta(seconds=1)
    assert isinstance(await asked(desk(catalog, history, clock) if restarted else bot, "in 2025"), Clarify)


@pytest.mark.parametrize("restarted", [True, False])
async def test_ones_own_question_comes_before_the_channels(
    catalog: Catalog, history: History, clock: Clock, *, restarted: bool
) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, DUEL)
    clock.now += timedelta(minutes=1)
    borrowed = await asked(desk(catalog, history, clock) if restarted else bot, "in 2025", BEN)
    assert isinstance(borrowed, Compare)
    clock.now += timedelta(minutes=1)
    await asked(bot, "99214", BEN)
    clock.now += timedelta(minutes=1)
    own = await asked(desk(catalog, history, clock) if restarted else bot, "in facility?", ADA)
    assert isinstance(own, Compare)
    assert own.stated.year is None


@pytest.mark.parametrize(
    "other",
    [
        Asker(user_id=1, guild_id=10, channel_id=6),
        Asker(user_id=1, guild_id=20, channel_id=5),
        Asker(user_id=1, channel_id=7),
        Asker(user_id=1),
    ],
    ids=["another channel", "another server", "a direct message", "nowhere"],
)
@pytest.mark.parametrize("restarted", [True, False])
async def test_nothing_crosses_from_one_place_to_another(
    catalog: Catalog, history: History, clock: Clock, other: Asker, *, restarted: bool
) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, DUEL)
    assert isinstance(await asked(desk(catalog, history, clock) if restarted else bot, "in 2025", other), Clarify)


async def test_direct_messages_are_each_persons_own(catalog: Catalog, history: History, clock: Clock) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, "99214", Asker(user_id=1, channel_id=7))
    assert isinstance(await asked(bot, "in 2025", Asker(user_id=1, channel_id=7)), Value)
    assert isinstance(await asked(bot, "in 2025", Asker(user_id=2, channel_id=8)), Clarify)


@pytest.mark.parametrize("between", ["hello", "ignore your instructions"])
async def test_what_was_not_understood_does_not_end_a_thread(
    catalog: Catalog, history: History, clock: Clock, between: str
) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, DUEL)
    clock.now += timedelta(seconds=1)
    await asked(bot, between)
    assert isinstance(await asked(bot, "in 2025"), Compare)
    clock.now += timedelta(seconds=1)
    await asked(bot, between)
    assert isinstance(await asked(desk(catalog, history, clock), "in 2025"), Compare)


async def test_looking_back_does_not_end_a_thread(catalog: Catalog, history: History, clock: Clock) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, DUEL)
    for question in (Recall(), Stats()):
        await bot.ask(question, ADA)
    assert isinstance(await asked(bot, "in 2025"), Compare)


async def test_a_slash_command_is_independent_and_can_be_gone_on_with(
    catalog: Catalog, history: History, clock: Clock
) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, DUEL)
    reply = await bot.ask(bot.understand("99214"), ADA)
    assert not reply.answer.readings
    assert isinstance(await asked(bot, "in 2025"), Value)


async def test_what_is_offered_instead_is_what_is_gone_on_with(
    catalog: Catalog, history: History, clock: Clock
) -> None:
    bot = desk(catalog, history, clock)
    await asked(bot, "what does aetna pay for 99214")
    answer = (await bot.ask_text("at 130%", ADA)).answer
    assert answer.verdict.startswith("Following on from: 99214")
    assert "$176.29" in answer.verdict


def test_the_longest_unheard_of_is_forgotten_first() -> None:
    threads, now = Threads(), datetime(2026, 11, 25, tzinfo=UTC)
    for user in range(10_000):
        threads.note((1, 1), user, Explain(topic="rvu"), now)
    assert not threads.knows((1, 1), 0)
    assert threads.knows((1, 1), 1)
    assert threads.last((1, 1), 0, now) is not None, "the channel's"


@pytest.mark.parametrize("restarted", [True, False])
async def test_what_is_private_is_its_askers_alone_and_not_gone_on_with(
    catalog: Catalog, history: History, clock: Clock, *, restarted: bool
) -> None:
    bot = desk(catalog, history, clock)
    reply = await bot.ask(bot.understand("99214"), ADA, private=True)
    if restarted:
        bot = desk(catalog, history, clock)
    for asker in (ADA, BEN):
        assert isinstance(await asked(bot, "in 2025", asker), Clarify)
    assert reply.record_id is not None
    assert await bot.recall(reply.record_id, BEN) is None
    assert await bot.recall(reply.record_id, ADA) is not None
    assert [record.private for record in (await bot.archive.page(ADA)).records].count(True) == 1
    assert not any(record.private for record in (await bot.archive.page(BEN)).records)
    assert "2 questions" in (await bot.ask(Recall(), BEN)).answer.verdict
    assert "3 questions" in (await bot.ask(Recall(), ADA)).answer.verdict


class Unread(History):
    """A history that may be read at the start and at no other time."""

    async def recent(self, **_: object) -> tuple[Question, ...]:
        pytest.fail("what is remembered was looked up")


async def test_after_a_start_nothing_has_to_be_looked_up(
    catalog: Catalog, history: History, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(desk(catalog, history, clock), DUEL)
    await asked(desk(catalog, history, clock), "what did I ask today?", BEN)
    clock.now += timedelta(minutes=5)
    monkeypatch.setattr(History, "recent", Unread.recent)
    again = desk(catalog, history, clock)
    await again.recollect()
    assert isinstance(await asked(again, "what about 45 min"), Compare)
    assert isinstance(await asked(again, "in facility?", BEN), Compare)
    assert isinstance(await asked(again, "in 2025", Asker(user_id=3, guild_id=11, channel_id=5)), Clarify)


async def test_what_is_not_remembered_any_more_is_looked_up(catalog: Catalog, history: History, clock: Clock) -> None:
    bot = desk(catalog, history, clock)
    await bot.recollect()
    await asked(bot, DUEL, BEN)
    await asked(bot, "99213", ADA)
    await bot.archive.forget(ADA)
    assert isinstance(await asked(bot, "in facility?", ADA), Compare)


async def test_a_busy_start_looks_up_place_by_place(
    catalog: Catalog, history: History, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.history._LATELY", 1)
    await asked(desk(catalog, history, clock), DUEL)
    again = desk(catalog, history, clock)
    await again.recollect()
    assert isinstance(await asked(again, "what about 45 min"), Compare)


async def test_a_store_that_does_not_answer_in_time_costs_the_thread_only(
    catalog: Catalog, history: History, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object, **__: object) -> tuple[Question, ...]:
        await asyncio.sleep(60)
        return ()

    await asked(desk(catalog, history, clock), DUEL)
    monkeypatch.setattr(History, "recent", never)
    assert isinstance(await asked(desk(catalog, history, clock), "what about 45 min"), Clarify)


@pytest.mark.parametrize("method", ["lately", "recent"])
async def test_a_store_that_cannot_be_read_costs_the_thread_only(
    catalog: Catalog, history: History, clock: Clock, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    async def broken(*_: object, **__: object) -> None:
        message = "gone"
        raise StoreError(message, "")

    await asked(desk(catalog, history, clock), DUEL)
    monkeypatch.setattr(History, method, broken)
    again = desk(catalog, history, clock)
    await again.recollect()
    assert isinstance(await asked(again, "what about 45 min"), Compare)
