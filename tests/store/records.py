"""Records to keep, with whatever the test does not care about filled in."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.domain.answer import Answer
from bot.domain.question import Explain, Question
from bot.domain.record import NewRecord

Making = Callable[..., NewRecord]


def new_record(
    *,
    guild_id: int | None = 1,
    user_id: int = 7,
    at: datetime = datetime(2026, 11, 25, 12, tzinfo=UTC),
    question: Question | None = None,
) -> NewRecord:
    asked = question or Explain(topic="work_vs_total")
    answer = Answer(intent=asked.intent, question=asked, verdict="Work RVU is a part of total RVU.")
    return NewRecord(
        guild_id=guild_id, channel_id=3, user_id=user_id, at=at, release="RVU26B", question=asked, answer=answer
    )
