"""The use case that every door shares: understand, answer, record."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.calc import engine
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Question
from bot.domain.record import NewRecord, Page, Record
from bot.domain.suggestion import Suggestion
from bot.errors import RvuError
from bot.language.listener import Listener
from bot.render.finding import with_finding

_log = logging.getLogger(__name__)

PAGE_SIZE = 5
"""Answers on one page of history: what a phone shows without scrolling."""


class History(Protocol):
    """Where answers are kept. The store's `History` is one; without any, nothing is saved."""

    async def record(self, new: NewRecord) -> int:
        """Keep an answer and return its id; raises `RvuError` when it cannot be written."""

    async def find(self, record_id: int) -> Record | None:
        """Return a kept answer, or None."""

    async def page(self, *, guild_id: int | None, user_id: int, number: int, size: int = PAGE_SIZE) -> Page:
        """Return one page of a server's answers, or of one user's own outside servers."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. Without a server, what they ask is theirs alone."""

    user_id: int
    guild_id: int | None = None
    channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and the id under which it can be found again."""

    answer: Answer
    record_id: int | None
    """None: it could not be saved, so nothing that needs the stored answer can be offered."""


def utc_now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


class Desk:
    """Takes questions from any door. Understanding and answering need no input or output; recording does."""

    def __init__(
        self, catalog: Catalog, history: History | None = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.catalog = catalog
        self._history = history
        self._clock = clock
        self._listener = Listener(catalog)

    def understand(self, text: str) -> Question:
        """Return what a text asks. Any text gives a question; what is unclear gives one to ask back."""
        return self._listener.understand(text)

    def answer(self, question: Question, context: Context | None = None) -> Answer:
        """Answer an understood question, verdict included. Raises what the engine raises (`RvuError`)."""
        return self._dated(with_finding(engine.answer(question, context or Context(), self.catalog)))

    def _dated(self, answered: Answer) -> Answer:
        """Say in the source line when CMS should have a newer release than the one used."""
        newest = self.catalog.releases[-1]
        due = newest.newer_due(self._clock().date())
        if due is None or answered.release != newest.id:
            return answered
        told = f"{answered.basis}; CMS should have a newer release, in force from {due.day} {due:%B %Y}"
        return answered.model_copy(update={"basis": told})

    async def ask_text(self, text: str, asker: Asker, context: Context | None = None) -> Reply:
        """Understand, answer and record. The text itself is kept nowhere."""
        return await self.ask(self.understand(text), asker, context)

    async def ask(self, question: Question, asker: Asker, context: Context | None = None) -> Reply:
        """Answer and record an understood question. A store that cannot be written costs the record, not the answer."""
        answered = self.answer(question, context)
        return Reply(answered, await self._record(answered, asker))

    async def _record(self, answered: Answer, asker: Asker) -> int | None:
        if self._history is None:
            return None
        new = NewRecord(
            guild_id=asker.guild_id,
            channel_id=asker.channel_id,
            user_id=asker.user_id,
            at=self._clock(),
            release=answered.release or "",
            question=answered.question,
            answer=answered,
        )
        try:
            return await self._history.record(new)
        except RvuError as error:
            _log.warning("answer not saved: %s", error.message)
            return None

    async def recall(self, record_id: int, asker: Asker) -> Record | None:
        """Return a recorded answer, or None unless it belongs to this server, or to this user outside servers."""
        if self._history is None:
            return None
        found = await self._history.find(record_id)
        if found is None or found.guild_id != asker.guild_id:
            return None
        return found if found.guild_id is not None or found.user_id == asker.user_id else None

    async def page(self, asker: Asker, number: int) -> Page:
        """Return one page of this server's answers (or of this user's own), newest first.

        Raises `RvuError` when nothing is kept or the store cannot be read.
        """
        if self._history is None:
            msg = "Nothing is kept here."
            raise RvuError(msg, "Set DATABASE_URL to a database that can be written, then start again.")
        return await self._history.page(guild_id=asker.guild_id, user_id=asker.user_id, number=number, size=PAGE_SIZE)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Return at most 25 services for what has been typed so far, from memory."""
        return self._listener.suggest(typed)
