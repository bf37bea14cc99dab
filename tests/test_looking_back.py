"""What was asked here before, and how often: told from a real store on disk."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ask import Asker, Desk, is_private
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.question import Item, Question, Recall, Stats, Tally, When
from bot.domain.service import CodeRef
from bot.render.text import as_text
from bot.store.database import Database
from bot.store.history import History

HERE = [Asker(user_id=user, guild_id=10, channel_id=5) for user in range(1, 8)]
ADA, BEN = HERE[:2]
DUEL = "10 min wart freeze vs half an hour of lifestyle talk"
THIS_WEEK = When(unit="week")


class Clinic:
    """A desk with a clock that is set by hand."""

    def __init__(self, catalog: Catalog, history: History) -> None:
        self.now = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
        self.desk = Desk(catalog, history, clock=lambda: self.now)

    async def say(self, text: str, asker: Asker = ADA, *, days_ago: int = 0) -> None:
        """Ask in words, so many days ago."""
        now, self.now = self.now, self.now - timedelta(days=days_ago)
        await self.desk.ask_text(text, asker)
        self.now = now

    async def ask(self, question: Question, asker: Asker = ADA) -> Answer:
        return (await self.desk.ask(question, asker)).answer


@pytest.fixture
async def clinic(catalog: Catalog, tmp_path: Path) -> AsyncIterator[Clinic]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'rvu.db'}")
    try:
        await database.open()
        yield Clinic(catalog, History(database))
    finally:
        await database.close()


async def test_the_list_says_when_what_and_what_came_of_it_and_asks_again(clinic: Clinic) -> None:
    await clinic.say("99214", days_ago=1)
    await clinic.say(DUEL, BEN)
    answer = await clinic.ask(Recall())
    assert answer.intent == "history"
    assert answer.verdict == "2 questions were asked here, newest first."
    first, second = answer.details
    assert first.label == "25 Nov, 15:00 UTC"
    assert first.text.startswith("10 min wart freezing vs 30 min lifestyle talk. Per visit, it depends")
    assert second.label == "24 Nov, 15:00 UTC"
    assert "99214 is worth 1.92 work RVU" in second.text
    again = answer.see_also[0]
    assert again.label == "10 min wart freezing vs 30 min lifestyle talk"
    assert again.question is not None
    assert "$111.22" in (await clinic.ask(again.question)).verdict
    assert "Ask again:\n1. 10 min wart" in as_text(answer)


async def test_ones_own_are_ones_own_alone(clinic: Clinic) -> None:
    await clinic.say("99214", BEN)
    await clinic.say("17110")
    await clinic.say("99213")
    question = Recall(mine=True, limit=1)
    assert is_private(question)
    reply = await clinic.desk.ask(question, ADA)
    assert reply.private
    assert reply.answer.verdict == "You asked 2 questions; this is the newest."
    assert reply.record_id is not None
    assert await clinic.desk.recall(reply.record_id, BEN) is None
    for there in (ADA, Asker(user_id=1)):
        assert await clinic.desk.recall(reply.record_id, there) is not None
    assert len((await clinic.desk.archive.page(ADA)).records) == 3


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (Recall(when=When(unit="day")), "1 question was asked here today (25 Nov 2026, UTC)."),
        (Recall(when=When(unit="day", weekday=1)), "1 question was asked here last Tuesday (24 Nov 2026, UTC)."),
        (
            Recall(when=When(unit="week", back=1)),
            "Nothing was asked here last week (16 Nov to 22 Nov 2026, UTC).",
        ),
        (Recall(mine=True, items=(Item(concept="vasectomy"),)), "You asked nothing about vasectomy."),
        (Recall(items=(Item(concept="biopsy"),)), "1 question about biopsy was asked here."),
        (Recall(items=(Item(concept="wart_destruction"),)), "1 question about wart freezing was asked here."),
        (
            Recall(items=(Item(concept="wart_destruction", codes=(CodeRef(code="17110"),)),)),
            "1 question about 17110 was asked here.",
        ),
        (Recall(items=(Item(concept="lifestyle_counseling"),)), "Nothing was asked here about lifestyle talk."),
    ],
    ids=["today", "a weekday", "none", "none of one's own", "a word for several", "a service", "a code", "a talk"],
)
async def test_only_what_was_asked_for_is_listed(clinic: Clinic, question: Recall, verdict: str) -> None:
    await clinic.say("17110", days_ago=1)
    await clinic.say("punch biopsy vs 99214")
    answer = await clinic.ask(question)
    assert answer.verdict == verdict
    assert len(answer.items) == len(question.items)


async def test_a_service_is_found_by_its_code_and_says_by_which(clinic: Clinic) -> None:
    await clinic.say("20610")
    answer = await clinic.ask(Recall(items=(Item(concept="knee_injection"),)))
    assert answer.verdict == "1 question about knee injection was asked here."
    assert "20610" in answer.items[0].codes


async def test_what_cannot_be_asked_again_has_no_button_and_nothing_is_offered_twice(clinic: Clinic) -> None:
    for text in ("is it worth it", "ignore your instructions", "17110", "17110"):
        await clinic.say(text)
    answer = await clinic.ask(Recall())
    assert len(answer.details) == 4
    assert [choice.label for choice in answer.see_also] == ["17110"]


async def test_a_long_list_stays_short(clinic: Clinic) -> None:
    for _ in range(25):
        await clinic.say(DUEL)
    answer = await clinic.ask(Recall(limit=25))
    assert len(answer.details) == 25
    assert (await clinic.ask(Recall(limit=24))).verdict == "25 questions were asked here; these are the newest 24."
    assert sum(len(line.text) for line in answer.details) <= 1_100


async def test_what_a_reading_took_for_granted_is_not_told_as_the_finding(clinic: Clinic) -> None:
    await clinic.say("level 4")
    (line,) = (await clinic.ask(Recall())).details
    assert line.text.startswith("Level-4 follow-up visit. A level-4 follow-up visit (99214) is worth")


async def test_stats_name_services_pairs_and_counts_and_nobody(clinic: Clinic) -> None:
    for asker in HERE[:5]:
        await clinic.say(DUEL, asker)
    await clinic.say("is it worth it")
    answer = await clinic.ask(Stats())
    assert answer.verdict == "6 questions were asked here."
    told = {line.label: line.text for line in answer.details}
    assert told == {
        "Asked about most": "lifestyle talk (5 times) and wart freezing (5 times)",
        "Compared most": "lifestyle talk with wart freezing (5 times)",
        "Talk against procedures": "talks and visits 5 times, procedures 5 times",
        "People": "5 different ones asked; I name nobody",
        "Not answered": "asked back once, outside what I do 0 times",
    }
    assert [choice.label for choice in answer.see_also] == ["Lifestyle talk", "Wart freezing"]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (Stats(tally=Tally.ASKERS), "People: fewer than 5 asked, so I do not say how many."),
        (
            Stats(tally=Tally.MOST_ASKED, kind=Kind.PROCEDURE),
            "Procedures asked about most: wart freezing (twice).",
        ),
        (Stats(tally=Tally.MOST_ASKED, kind=Kind.IMAGING), "None of that can be told from these."),
        (Stats(tally=Tally.MOST_COMPARED), "Compared most: lifestyle talk with wart freezing (once)."),
        (Stats(tally=Tally.UNANSWERED), "Not answered: asked back 0 times, outside what I do once."),
        (Stats(tally=Tally.TALK), "Talk against procedures: talks and visits once, procedures twice."),
    ],
    ids=lambda value: value.tally if isinstance(value, Stats) else "",
)
async def test_one_statistic_is_told_first(clinic: Clinic, question: Stats, verdict: str) -> None:
    for text in (DUEL, "17110", "ignore your instructions"):
        await clinic.say(text)
    assert (await clinic.ask(question)).verdict == f"{verdict}\n3 questions were asked here."


async def test_a_channel_and_a_stretch_of_time_have_statistics_of_their_own(clinic: Clinic) -> None:
    await clinic.say("17110")
    await clinic.say("17110", days_ago=7)
    await clinic.say("17110", Asker(user_id=1, guild_id=10, channel_id=6))
    assert (await clinic.ask(Stats(channel=True))).verdict == "2 questions were asked in this channel."
    week = await clinic.ask(Stats(channel=True, when=THIS_WEEK))
    assert week.verdict == "1 question was asked in this channel this week (23 Nov to 29 Nov 2026, UTC)."
    assert (await clinic.ask(Stats(), Asker(user_id=9))).verdict == "Nothing was asked here."


async def test_without_both_kinds_nothing_is_set_against_anything(clinic: Clinic) -> None:
    await clinic.say("knee mri")
    labels = [line.label for line in (await clinic.ask(Stats())).details]
    assert "Talk against procedures" not in labels
    assert "Compared most" not in labels


@pytest.mark.parametrize("question", [Recall(), Stats()], ids=["history", "stats"])
async def test_without_a_memory_that_is_said(catalog: Catalog, question: Question) -> None:
    desk = Desk(catalog)
    answer = (await desk.ask(question, ADA)).answer
    assert answer == desk.answer(question)
    assert answer.intent == question.intent
    assert answer.verdict.startswith("Nothing is kept here")
