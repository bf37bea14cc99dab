"""What history keeps of one answer: the understood question and the answer, never the text as typed."""

from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from bot.domain.answer import Answer
from bot.domain.base import Frozen
from bot.domain.question import Question

Utc = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""A moment with its zone, held in UTC. A time without a zone is refused."""


class NewRecord(Frozen):
    """One answer about to be kept."""

    guild_id: int | None = None
    """The Discord server; None for a direct message or the console."""
    channel_id: int | None = None
    user_id: int
    at: Utc
    release: str
    """Release id that the answer was computed from."""
    question: Question
    answer: Answer


class Record(NewRecord):
    """One answer as kept. Ids are never used twice, so an old button cannot open another answer."""

    id: int


class Page(Frozen):
    """One page of history, newest first. Without any record there is still one page, and it is empty."""

    records: tuple[Record, ...]
    number: int = Field(ge=1)
    pages: int = Field(ge=1)
    total: int = Field(ge=0)
