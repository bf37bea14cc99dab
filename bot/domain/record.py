"""What history keeps of one answer: the understood question and the answer, never the text as typed."""

from collections.abc import Mapping
from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from bot.domain.answer import Answer
from bot.domain.base import Frozen
from bot.domain.kept import Kept
from bot.domain.question import Question

Utc = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""A moment with its zone, held in UTC. A time without a zone is refused."""


class _Asked(Frozen):
    guild_id: int | None = None
    """The Discord server; None for a direct message or the console."""
    channel_id: int | None = None
    user_id: int
    at: Utc
    release: str
    """Release id that the answer was computed from."""
    question: Question
    private: bool = False
    """Nobody but the asker may see it, wherever it was asked."""


class Asked(Frozen):
    """A question as it was asked, without its answer."""

    guild_id: int | None
    channel_id: int | None
    user_id: int
    at: Utc
    question: Question


class NewRecord(_Asked):
    """One answer about to be kept."""

    answer: Answer
    kept: Kept | None = None
    """What is kept of it; None: the whole of it, for it could not be worked out again."""
    sentence: str = ""
    """The question in our own words, to be found by them."""


class Stored(_Asked):
    """One answer as it lies in the store, in short or whole.

    Ids are never used twice, so an old button cannot open another answer.
    """

    id: int
    answer: Answer | None = None
    kept: Kept | None = None

    @property
    def said(self) -> str:
        """Return the verdict, or what was asked back."""
        if self.kept is not None:
            return self.kept.said
        return headline(self.answer) if self.answer is not None else ""

    @property
    def led(self) -> bool:
        """Tell whether the first line of what was said tells how the words were read."""
        return self.kept.led if self.kept is not None else bool(self.answer and self.answer.readings)


class Record(_Asked):
    """One answer as shown again."""

    id: int
    answer: Answer
    changed: bool = False
    """The program or its data gives another answer by now, so only what was kept of this one is here."""


def headline(answer: Answer) -> str:
    """Return what an answer says first."""
    asked = answer.clarify.ask if answer.clarify else ""
    return answer.verdict or answer.explanation or asked or answer.intent


class Key(Frozen):
    """Where in history a page begins or ends."""

    at: Utc
    id: int


class Turn(Frozen):
    """The page before or behind a place in history."""

    key: Key
    newer: bool = False


class Page(Frozen):
    """One page of history, newest first. Without any record there is still one page, and it is empty."""

    records: tuple[Stored, ...]
    newer: Key | None = None
    """Where the page of newer ones ends; None: there are none."""
    older: Key | None = None


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
    words: tuple[str, ...] = ()
    """Each has to be in the sentence of the question, in small letters."""


class Found(Frozen):
    """The newest of the answers that were looked for, and how many there are."""

    records: tuple[Stored, ...] = ()
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


class Change(Frozen):
    """One change of a server's settings, as admins read it."""

    id: int
    user_id: int | None
    """None: not known, or forgotten."""
    at: Utc
    changes: Mapping[str, tuple[object, object]]
    """Each setting's value before and after, in the form that it is kept in."""
