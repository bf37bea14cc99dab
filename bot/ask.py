"""The use case that every door shares: understand, answer, record."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.calc import engine
from bot.calc.basis import settle
from bot.calc.sources import dated
from bot.domain.answer import PHI, Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.guild import GuildSettings
from bot.domain.question import Question, Stated
from bot.domain.record import NewRecord, Page, Record
from bot.domain.suggestion import Suggestion
from bot.errors import BadQuestionError, RvuError
from bot.language.glossary import Glossary
from bot.language.identifiers import Identifiers, Redacted
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


class Guilds(Protocol):
    """What each server chose. The store's `Guilds` is one; without any, every server has the defaults."""

    def get(self, guild_id: int) -> GuildSettings:
        """Return a server's settings from memory; raises `RvuError` when they could not be read."""

    async def change(self, guild_id: int, changes: Mapping[str, object]) -> GuildSettings:
        """Keep some of a server's settings and return all; raises `RvuError` when they cannot be written."""

    async def forget(self, guild_id: int) -> None:
        """Return a server to the defaults; raises `RvuError` when that cannot be written."""


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


def _warnings(question: Question) -> tuple[str, ...]:
    return (PHI,) if question.identifying else ()


class Desk:
    """Takes questions from any door. Understanding and answering need no input or output; recording does."""

    def __init__(
        self,
        catalog: Catalog,
        history: History | None = None,
        clock: Callable[[], datetime] = utc_now,
        guilds: Guilds | None = None,
    ) -> None:
        self.catalog = catalog
        self._history = history
        self._clock = clock
        self._guilds = guilds
        self._listener = Listener(catalog)
        self._identifiers = Identifiers(catalog, self._listener.knows, self._listener.resembles)
        self.glossary = Glossary(catalog)

    def redact(self, text: str) -> Redacted:
        """Blank what looks like a patient's identifier. Nothing that was typed may be read or shown before this."""
        return self._identifiers.redact(text)

    def understand(self, text: str) -> Question:
        """Return what a text asks, identifiers left out. What is unclear gives a question to ask back."""
        heard = self.redact(text)
        question = self._listener.understand(heard.text)
        return question.model_copy(update={"identifying": True}) if heard.found else question

    def answer(self, question: Question, context: Context | None = None) -> Answer:
        """Answer an understood question, verdict included. Raises what the engine raises (`RvuError`)."""
        return self._answered(question, context or Context(), ())

    def _answered(self, question: Question, context: Context, noted: tuple[str, ...]) -> Answer:
        if context.on is None:
            context = context.model_copy(update={"on": self._clock().date()})
        try:
            made = engine.answer(question, context, self.catalog)
        except RvuError as error:
            error.warnings = _warnings(question)
            raise
        made = made.model_copy(update={"warnings": (*made.warnings, *_warnings(question))})
        if noted and made.basis:
            made = made.model_copy(update={"readings": (*noted, *made.readings)})
        return self._dated(with_finding(made))

    def _dated(self, answered: Answer) -> Answer:
        """Say in the source line when CMS should have a newer release than the one used."""
        told = dated(answered.basis, answered.release, self.catalog, self._clock().date())
        return answered if told == answered.basis else answered.model_copy(update={"basis": told})

    async def ask_text(self, text: str, asker: Asker, context: Context | None = None) -> Reply:
        """Understand, answer and record. The text itself is kept nowhere."""
        return await self.ask(self.understand(text), asker, context)

    async def ask(self, question: Question, asker: Asker, context: Context | None = None) -> Reply:
        """Answer and record an understood question, without a context under the settings of the asker's server.

        A store that cannot be written costs the record, not the answer.
        """
        noted: tuple[str, ...] = ()
        if context is None:
            context, noted = self._context_of(asker)
        answered = self._answered(question, context, noted)
        return Reply(answered, await self._record(answered, asker))

    async def _record(self, answered: Answer, asker: Asker) -> int | None:
        if self._history is None:
            return None
        # The warning is about what was typed, which is gone by the time a record is looked at.
        kept = answered.model_copy(update={"warnings": tuple(each for each in answered.warnings if each != PHI)})
        new = NewRecord(
            guild_id=asker.guild_id,
            channel_id=asker.channel_id,
            user_id=asker.user_id,
            at=self._clock(),
            release=answered.release or "",
            question=kept.question,
            answer=kept,
        )
        try:
            return await self._history.record(new)
        except RvuError as error:
            _log.warning("answer not saved: %s", error.message)
            return None

    def _context_of(self, asker: Asker) -> tuple[Context, tuple[str, ...]]:
        """Return what a server's questions are answered under, and what of its settings cannot be kept to."""
        if asker.guild_id is None or self._guilds is None:
            return Context(), ()
        try:
            context = self._guilds.get(asker.guild_id).context
        except RvuError as error:
            return Context(), (f"{error.message.rstrip('.')}, so the defaults apply",)
        if context.release is None or context.release in self.releases:
            return context, ()
        gone = f"this server's release {context.release} is no longer loaded, so the newest is used"
        return context.model_copy(update={"release": None}), (gone,)

    @property
    def releases(self) -> tuple[str, ...]:
        """Return the ids of the loaded releases, oldest first."""
        return tuple(release.id for release in self.catalog.releases)

    def settings(self, guild_id: int) -> GuildSettings:
        """Return what a server chose. Raises `RvuError` when it cannot be known."""
        return self._kept().get(guild_id)

    async def configure(self, guild_id: int, **changes: object) -> GuildSettings:
        """Keep some of a server's settings and return all of them.

        Raises `RvuError` when they cannot be written, or when no question could be answered under them.
        """
        wanted = GuildSettings.model_validate(dict(self.settings(guild_id)) | changes)
        self.basis(wanted)
        return await self._kept().change(guild_id, changes)

    async def reset(self, guild_id: int) -> None:
        """Return a server to the defaults. Raises `RvuError` when that cannot be written."""
        await self._kept().forget(guild_id)

    def basis(self, settings: GuildSettings) -> str:
        """Return the source line that answers under these settings end with. Raises what the engine raises."""
        return engine.basis_line(settle(Stated(), settings.context, self.catalog))

    def _kept(self) -> Guilds:
        if self._guilds is None:
            msg = "Settings are kept nowhere here."
            raise BadQuestionError(msg, "Set DATABASE_URL to a database that can be written, then start again.")
        return self._guilds

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
