"""What history keeps of one answer: the understood question and the answer, never the text as typed."""

from collections.abc import Mapping
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
    private: bool = False
    """Nobody but the asker may see it, wherever it was asked."""


class Record(NewRecord):
    """One answer as kept. Ids are never used twice, so an old button cannot open another answer."""

    id: int


class Page(Frozen):
    """One page of history, newest first. Without any record there is still one page, and it is empty."""

    records: tuple[Record, ...]
    number: int = Field(ge=1)
    pages: int = Field(ge=1)
    total: int = Field(ge=0)


class Span(Frozen):
    """A stretch of time: from its start, up to but without its end."""

    start: Utc
    end: Utc


class About(Frozen):
    """What answers have to be about: one of these concepts, or one of these codes. Nothing named: about anything."""

    concepts: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


class Wanted(Frozen):
    """Which kept answers are looked for."""

    guild_id: int | None = None
    """The server's; None: what the user asked outside servers."""
    user_id: int
    mine: bool = False
    """On a server: only the user's own."""
    channel_id: int | None = None
    """Only this channel's."""
    span: Span | None = None
    about: About = About()


class Found(Frozen):
    """The newest of the answers that were looked for, and how many there are."""

    records: tuple[Record, ...] = ()
    total: int = Field(default=0, ge=0)


class Counts(Frozen):
    """How often something was asked. No field says who."""

    questions: int = Field(default=0, ge=0)
    askers: int = Field(default=0, ge=0)
    """Different people."""
    intents: Mapping[str, int] = {}
    concepts: tuple[tuple[str, int], ...] = ()
    """Concept and the number of answers about it, most first."""
    pairs: tuple[tuple[str, str, int], ...] = ()
    """Two concepts and the number of comparisons between them, most first."""
