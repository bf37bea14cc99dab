"""What was answered before: shown again, searched, compared with today's answer, taken along, forgotten."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from bot import keep
from bot.domain.answer import Answer
from bot.domain.asker import Asker
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.guild import GuildSettings
from bot.domain.kept import Kept
from bot.domain.question import Question, Recall
from bot.domain.record import NewRecord, Page, Record, Stored, Turn, Wanted
from bot.errors import BadQuestionError, RvuError
from bot.ports import PAGE_SIZE, Shelf
from bot.recent import Heading, Recent, place_of
from bot.render.export import Line
from bot.render.sentence import headed
from bot.thread import Threads

_BATCH: Final = 500
_OFFERED: Final = 25
"""Answers read for one person to choose from: as many as Discord shows."""
_REMINDED: Final = 10_000
"""People for whom it is remembered that this was read."""


class Answering(Protocol):
    """What the archive needs of a desk."""

    def again(self, question: Question, held: Kept, context: Context) -> Answer:
        """Answer a kept question once more."""

    def now(self) -> datetime:
        """Return the present moment."""

    def wanted(self, question: Recall, asker: Asker) -> Wanted:
        """Return which answers a question about the memory is about."""

    def settings(self, guild_id: int) -> GuildSettings:
        """Return what a server chose."""

    @property
    def catalog(self) -> Catalog:
        """Return what questions are worded with."""


@dataclass(frozen=True, slots=True)
class Rerun:
    """One question's answer then, and what it is today under the same settings and the newest release."""

    record: Record
    then: Kept
    now: Answer
    today: Kept


class Archive:
    """Every method raises `RvuError` when nothing is kept or the store cannot be reached."""

    def __init__(self, desk: Answering, shelf: Shelf | None, threads: Threads, recent: Recent) -> None:
        self._desk = desk
        self._shelf = shelf
        self._threads = threads
        self._recent = recent
        self._reminded: set[tuple[int | None, int]] = set()
        self._reminding: set[asyncio.Task[None]] = set()

    def _opened(self) -> Shelf:
        if self._shelf is None:
            message = "Nothing is kept here."
            raise RvuError(message, "Set DATABASE_URL to a database that can be written, then start again.")
        return self._shelf

    async def stored(self, record_id: int, asker: Asker) -> Stored | None:
        """Return a kept answer as it lies there, or None unless it is this server's, or this user's outside servers.

        What is one person's alone belongs to them wherever they are: it may have reached them in a direct message.
        """
        found = await self._shelf.find(record_id) if self._shelf is not None else None
        if found is None:
            return None
        if found.private:
            return found if found.user_id == asker.user_id else None
        if found.guild_id != asker.guild_id:
            return None
        return found if found.guild_id is not None or found.user_id == asker.user_id else None

    async def recall(self, record_id: int, asker: Asker) -> Record | None:
        """Return a kept answer whole, worked out again where it was kept in short; None unless the asker may see it."""
        found = await self.stored(record_id, asker)
        return None if found is None else self.restored(found)

    def restored(self, stored: Stored) -> Record:
        """Return the answer that was given, exactly; what is left of it where the program gives another by now."""
        answer = stored.answer if stored.kept is None else self._same(stored, stored.kept)
        fields = {name: getattr(stored, name) for name in Record.model_fields if name not in {"answer", "changed"}}
        shown = keep.reduced(stored, keep.held(stored)) if answer is None else answer
        return Record.model_validate({**fields, "answer": shown, "changed": answer is None})

    def _same(self, stored: Stored, held: Kept) -> Answer | None:
        """Work the answer out as it was; a release that was loaded later must not take the place of its own."""
        pinned = held.context.model_copy(update={"release": stored.release})
        for context in (held.context, pinned):
            try:
                answer = self._desk.again(stored.question, held, context)
            except RvuError:
                continue
            if keep.is_of(held, answer):
                return answer
        return None

    async def page(self, asker: Asker, search: int = 0, turn: Turn | None = None) -> Page:
        """Return a page of this server's answers (or of this user's own), of those that an earlier search looks for."""
        return await self._opened().page(await self._sought(asker, search), turn, PAGE_SIZE)

    async def search(self, question: Recall, asker: Asker) -> tuple[int, Page]:
        """Keep what is looked for, for its buttons and its asker alone, and return its id and the newest found."""
        new = NewRecord(
            guild_id=asker.guild_id,
            channel_id=asker.channel_id,
            user_id=asker.user_id,
            at=self._desk.now(),
            release="",
            question=question,
            answer=Answer(intent="history", question=question),
            private=True,
        )
        page = await self._opened().page(self._desk.wanted(question, asker), None, PAGE_SIZE)
        return await self._opened().record(new), page

    async def _sought(self, asker: Asker, search: int) -> Wanted:
        """Return what a search of this asker looks for, everything without one."""
        if not search:
            return Wanted(guild_id=asker.guild_id, user_id=asker.user_id)
        found = await self.stored(search, asker)
        if found is None or found.guild_id != asker.guild_id or not isinstance(found.question, Recall):
            message = "I no longer know what that search looked for."
            raise BadQuestionError(message, "Search again with /history search.")
        return self._desk.wanted(found.question, asker)

    async def each(self, question: Recall, asker: Asker) -> AsyncIterator[Sequence[Stored]]:
        """Yield everything that is looked for, newest first, some hundreds at a time."""
        wanted, turn = self._desk.wanted(question, asker), None
        while True:
            page = await self._opened().page(wanted, turn, _BATCH)
            yield page.records
            if page.older is None:
                return
            turn = Turn(key=page.older)

    @staticmethod
    def line(stored: Stored, asker: Asker) -> Line:
        """Return what an export writes of a kept answer."""
        return Line(stored, keep.held(stored), yours=stored.user_id == asker.user_id)

    async def rerun(self, record_id: int, asker: Asker) -> Rerun | None:
        """Answer a kept question with today's release, beside what it was; None unless the asker may see it.

        The settings are those of then, so that what differs comes from the release or the program. Raises `RvuError`
        when it cannot be answered any more.
        """
        found = await self.stored(record_id, asker)
        if found is None:
            return None
        then = keep.held(found)
        context = then.context.model_copy(update={"release": None, "on": None})
        now = self._desk.again(found.question, then.model_copy(update={"noted": (), "told": None}), context)
        return Rerun(self.restored(found), then, now, keep.kept(now, context, (), None))

    def offered(self, asker: Asker, typed: str) -> list[Heading]:
        """Return the newest answers that the asker may see, of a number or of words, from memory alone.

        What was asked before this process began is read meanwhile, for the next time.
        """
        if self._shelf is not None and (asker.guild_id, asker.user_id) not in self._reminded:
            reading = asyncio.create_task(self.remind(asker), name="remind")
            self._reminding.add(reading)
            reading.add_done_callback(self._reminding.discard)
        return self._recent.offered(asker, typed)

    async def remind(self, asker: Asker) -> None:
        """Read what can be offered to somebody. Raises nothing: what cannot be read is not offered."""
        who = asker.guild_id, asker.user_id
        if len(self._reminded) >= _REMINDED:
            self._reminded.clear()
        self._reminded.add(who)
        try:
            page = await self._opened().page(Wanted(guild_id=asker.guild_id, user_id=asker.user_id), None, _OFFERED)
        except RvuError:
            self._reminded.discard(who)
            return
        catalog = self._desk.catalog
        found = (Heading(one.id, one.user_id, one.private, headed(one.question, catalog)) for one in page.records)
        self._recent.note(place_of(asker), found)

    async def resume(self, record_id: int, asker: Asker) -> Stored | None:
        """Let the asker's next half question go on with a kept one; None unless the asker may see it."""
        found = await self.stored(record_id, asker)
        if found is not None:
            place = asker.guild_id, asker.channel_id
            self._threads.resume(place, asker.user_id, found.question, self._desk.now())
        return found

    async def remove(self, record_id: int, asker: Asker, *, moderator: bool) -> bool:
        """Delete one answer of the asker's own, or as a moderator any of the server; tell whether it was there.

        Raises `RvuError` when the asker may not, or the server keeps everything for the law.
        """
        found = await self.stored(record_id, asker)
        if found is None:
            return False
        if found.user_id != asker.user_id:
            if not moderator:
                message = "Only who asked, or a moderator, can remove that."
                raise BadQuestionError(message, "Ask someone who may manage messages.")
            if found.guild_id is not None and self._desk.settings(found.guild_id).legal_hold:
                message = "This server keeps everything just now (legal hold)."
                raise BadQuestionError(message, "An admin can end it with /setup retention.")
        await self._opened().remove(record_id)
        self._recent.drop(record_id)
        self._threads.forget(found.user_id, found.guild_id)
        return True

    async def forget(self, asker: Asker, search: int = 0) -> int:
        """Delete the asker's own answers here that a search looks for, without one all; return how many it was."""
        wanted = (await self._sought(asker, search)).model_copy(update={"mine": True})
        forgotten = await self._opened().forget(wanted, search or None)
        self._threads.forget(asker.user_id, asker.guild_id)
        self._recent.forget(asker.user_id, asker.guild_id)
        self._reminded.discard((asker.guild_id, asker.user_id))
        return forgotten

    def lose(self, user_id: int, guild_id: int | None, *, everywhere: bool) -> None:
        """Forget what a person asked last, in this process's memory."""
        self._threads.forget(user_id, guild_id, everywhere=everywhere)
        self._recent.forget(user_id, guild_id, everywhere=everywhere)
