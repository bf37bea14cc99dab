"""The use case that every door shares: understand, answer, record."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, tzinfo

from bot import keep
from bot.archive import Archive
from bot.archive import Rerun as Rerun  # noqa: PLC0414 - shown by a door
from bot.calc import engine
from bot.calc.basis import settle
from bot.calc.sources import dated
from bot.calc.span import days, span
from bot.domain.answer import PHI, Answer
from bot.domain.asker import Asker as Asker  # noqa: PLC0414 - every door names who asks
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.guild import GuildSettings
from bot.domain.kept import Kept
from bot.domain.lexicon import Say
from bot.domain.question import Clarify, Item, OutOfScope, Question, Recall, Stated, Stats, Tally
from bot.domain.record import About, Change, NewRecord, Record, Span, Wanted
from bot.domain.suggestion import Suggestion
from bot.earlier import Earlier
from bot.errors import BadQuestionError, RvuError
from bot.known import Known
from bot.language.claims import Claims
from bot.language.daylog import DayReader
from bot.language.glossary import Glossary
from bot.language.identifiers import Redacted as Redacted  # noqa: PLC0414 - what a door hands back
from bot.people import People, Persons
from bot.people import Rows as Rows  # noqa: PLC0414 - handed out by a door
from bot.ports import PAGE_SIZE as PAGE_SIZE  # noqa: PLC0414 - every door turns pages
from bot.ports import Guilds, History
from bot.recent import Heading, Recent, place_of
from bot.render import memory
from bot.render.finding import with_finding
from bot.render.sentence import sentence
from bot.render.wording import capital
from bot.thread import Threads

_log = logging.getLogger(__name__)

TeamLog = Callable[[Answer, int, Span | None, tzinfo, date], Awaitable[Answer]]
"""Adds to a server's statistics what may be shown of its team's logs: of a span in a zone, as seen from a day."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and the id under which it can be found again."""

    answer: Answer
    record_id: int | None
    """None: it could not be saved, so nothing that needs the stored answer can be offered."""

    @property
    def private(self) -> bool:
        """Tell whether only the asker may see it, where the door can keep it to them."""
        return is_private(self.answer.question)


def is_private(question: Question) -> bool:
    """Tell whether the answer is the asker's alone: what they themselves asked before."""
    return isinstance(question, Recall) and question.mine


def utc_now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


def _marked(question: Question, heard: Redacted) -> Question:
    """Let a question say whether an identifier was typed with it; the one before it is no matter."""
    return question if question.identifying == heard.found else question.model_copy(update={"identifying": heard.found})


def _warned(answered: Answer, question: Question) -> Answer:
    warnings = (*answered.warnings, PHI) if question.identifying else answered.warnings
    return answered.model_copy(update={"warnings": warnings})


@contextmanager
def _warning(question: Question) -> Iterator[None]:
    """Let a refusal warn of an identifier that was typed."""
    try:
        yield
    except RvuError as error:
        error.warnings = (PHI,) if question.identifying else ()
        raise


def _earlier(before: Question, catalog: Catalog) -> str:
    """Word what a follow-up goes on with."""
    earlier = before
    if isinstance(before, OutOfScope):
        offered = (choice.question for choice in before.choices if choice.question)
        earlier = next(offered, before)
    return f"following on from: {sentence(earlier, catalog)}"


def _going_on(answered: Answer, told: str) -> Answer:
    """Say first what a follow-up goes on with."""
    return with_finding(answered.model_copy(update={"readings": (told, *answered.readings)}))


class Desk:
    """Takes questions from any door. Understanding and answering need no input or output; recording does."""

    def __init__(
        self,
        catalog: Catalog,
        history: History | None = None,
        clock: Callable[[], datetime] = utc_now,
        guilds: Guilds | None = None,
        persons: Persons | None = None,
        team: TeamLog | None = None,
        known: Known | None = None,
    ) -> None:
        """Take what is known of the catalog, or build it, which takes most of a second."""
        self.known = known or Known(catalog)
        self._history = history
        self._clock = clock
        self._guilds = guilds
        self._team = team
        self._threads = Threads()
        self._recent = Recent()
        self._earlier = Earlier(history, self._threads, self._leads_on)
        self.archive = Archive(self, history, self._threads, self._recent)
        self.people = People(persons, self._threads, self._recent)

    def take_over(self, other: "Desk") -> None:
        """Know from now on what another desk knows, its catalog and what was made of it; all else stays."""
        self.known = other.known

    @property
    def catalog(self) -> Catalog:
        """Return the services, rules and numbers that answers are made of."""
        return self.known.catalog

    @property
    def glossary(self) -> Glossary:
        """Return the explained terms."""
        return self.known.glossary

    @property
    def claims(self) -> Claims:
        """Return the claims that numbers can test."""
        return self.known.claims

    @property
    def days(self) -> DayReader:
        """Return what reads a day's log."""
        return self.known.days

    def redact(self, text: str) -> Redacted:
        """Blank what looks like a patient's identifier. Nothing that was typed may be read or shown before this."""
        return self.known.identifiers.redact(text)

    def understand(self, text: str) -> Question:
        """Return what a text asks, identifiers left out. What is unclear gives a question to ask back."""
        heard = self.redact(text)
        return _marked(self.known.listener.understand(heard.text), heard)

    def answer(self, question: Question, context: Context | None = None) -> Answer:
        """Answer an understood question, verdict included. Raises what the engine raises (`RvuError`)."""
        return self._answered(question, self._today(context or Context()), ())

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def _today(self, context: Context) -> Context:
        """Return a context for a day, which is today where it names none."""
        return context if context.on is not None else context.model_copy(update={"on": self._clock().date()})

    def again(self, question: Question, held: Kept, context: Context) -> Answer:
        """Answer a kept question once more as it was answered then. Raises what the engine raises (`RvuError`)."""
        answered = self._answered(question, self._today(context), held.noted)
        return keep.without_warning(_going_on(answered, held.told) if held.told is not None else answered)

    def _answered(self, question: Question, context: Context, noted: tuple[str, ...]) -> Answer:
        """Answer for the day of a context."""
        if isinstance(question, Recall | Stats):
            return _warned(memory.absent(question, self.catalog), question)
        with _warning(question):
            made = _warned(self.claims.told(engine.answer(question, context, self.catalog)), question)
        if not isinstance(question, Clarify | OutOfScope) and question.stated.zip_code is not None:
            noted = (*noted, self.catalog.lexicon.says[Say.NO_ZIP])
        if noted and made.basis:
            made = made.model_copy(update={"readings": (*noted, *made.readings)})
        return self._dated(with_finding(made), context)

    def _dated(self, answered: Answer, context: Context) -> Answer:
        """Say in the source line when CMS should have a newer release than the one used."""
        told = dated(answered.basis, answered.release, self.catalog, context.on or self._clock().date())
        return answered if told == answered.basis else answered.model_copy(update={"basis": told})

    async def ask_text(self, text: str, asker: Asker, context: Context | None = None) -> Reply:
        """Understand, answer and record; half a question goes on with the one before it. The text is kept nowhere."""
        question, before = await self.hear(text, asker)
        return await self.ask(question, asker, context, before=before)

    async def hear(self, text: str, asker: Asker) -> tuple[Question, Question | None]:
        """Return what a text asks, and the earlier question that it goes on with, if it does."""
        return await self.hear_redacted(self.redact(text), asker)

    async def hear_redacted(self, heard: Redacted, asker: Asker) -> tuple[Question, Question | None]:
        """Return the same of a text without its identifiers."""
        before = await self._earlier.before(asker, self._clock())
        question, follows = self.known.listener.hear(heard.text, before)
        return _marked(question, heard), before if follows else None

    async def recollect(self) -> None:
        """Remember what was asked just before a restart, so that half a question can go on with it."""
        await self._earlier.recollect(self._clock())

    async def ask(
        self,
        question: Question,
        asker: Asker,
        context: Context | None = None,
        *,
        before: Question | None = None,
        private: bool = False,
    ) -> Reply:
        """Answer and record an understood question, without a context under the settings of the asker's server.

        With the question `before` it, the answer says first what it goes on with. What is `private` is kept for its
        asker alone. A store that cannot be written costs the record, not the answer.
        """
        if isinstance(question, Recall | Stats) and self._history is not None:
            with _warning(question):
                answered = _warned(await self._looked_back(question, asker, self._history), question)
            return Reply(answered, await self._record(answered, None, asker, private=is_private(question)))
        noted: tuple[str, ...] = ()
        if context is None:
            context, noted = self.context_of(asker)
        context = self._today(context)
        answered = self._answered(question, context, noted)
        told = _earlier(before, self.catalog) if before is not None else None
        if told is not None:
            answered = _going_on(answered, told)
        if not private and self._leads_on(question):
            # Half a question is asked where others hear the answer, so nothing private is gone on with.
            self._threads.note((asker.guild_id, asker.channel_id), asker.user_id, question, self._clock())
        kept = None
        if self._history is not None and not isinstance(question, Recall | Stats):
            kept = keep.kept(keep.without_warning(answered), context, noted, told)
        return Reply(answered, await self._record(answered, kept, asker, private=private))

    def _leads_on(self, question: Question) -> bool:
        """Tell whether half a question can go on with this one."""
        if isinstance(question, OutOfScope):
            return bool(question.items)
        return not isinstance(question, Recall | Stats) and not self.known.listener.blank(question)

    async def _looked_back(self, question: Recall | Stats, asker: Asker, history: History) -> Answer:
        """Answer what was asked before from what is kept. Raises `RvuError` when it cannot be read."""
        wanted, zone = self.wanted(question, asker), self.zone(asker)
        stretch = wanted.span
        if isinstance(question, Recall):
            found = await history.search(wanted, question.limit or PAGE_SIZE)
            return memory.recalled(question, found, stretch, zone, self.catalog, own=wanted.mine)
        made = memory.summed(question, await history.count(wanted), stretch, zone, self.catalog)
        if self._team is None or asker.guild_id is None or question.tally is not Tally.ALL or question.items:
            return made
        return await self._team(made, asker.guild_id, stretch, zone, self._clock().astimezone(zone).date())

    def zone(self, asker: Asker) -> tzinfo:
        """Return the zone whose days count: the server's, elsewhere UTC."""
        try:
            return UTC if asker.guild_id is None else self.settings(asker.guild_id).tz
        except RvuError:
            return UTC

    def wanted(self, question: Recall | Stats, asker: Asker) -> Wanted:
        """Return which kept answers a question about the memory is about."""
        own = asker.guild_id is None or (isinstance(question, Recall) and question.mine)
        return Wanted(
            guild_id=asker.guild_id,
            user_id=asker.user_id,
            mine=own,
            channel_id=asker.channel_id if isinstance(question, Stats) and question.channel else None,
            span=self._span(question, asker),
            about=self._about(question),
            words=tuple(word.lower() for word in question.words) if isinstance(question, Recall) else (),
        )

    def _span(self, question: Recall | Stats, asker: Asker) -> Span | None:
        zone = self.zone(asker)
        if question.when is not None:
            return span(question.when, self._clock().astimezone(zone).date(), zone)
        if isinstance(question, Recall) and (question.since or question.until):
            return days(question.since or date(MINYEAR + 1, 1, 1), question.until or date(MAXYEAR - 1, 1, 1), zone)
        return None

    def _about(self, question: Recall | Stats) -> About:
        """Return what kept answers must name: typed codes, else the services of a word and the codes they bill."""
        named = [self.catalog.concepts[item.concept] for item in question.items if not item.codes]
        concepts = {one for concept in named for one in (concept.id, *concept.choices)}
        asked = (*question.items, *(Item(concept=one) for one in concepts))
        codes = {code for item in asked for code in memory.codes_of(item, self.catalog)}
        return About(concepts=frozenset(concepts), codes=frozenset(codes))

    async def _record(self, answered: Answer, kept: Kept | None, asker: Asker, *, private: bool) -> int | None:
        if self._history is None:
            return None
        whole = keep.without_warning(answered)
        new = NewRecord(
            guild_id=asker.guild_id,
            channel_id=asker.channel_id,
            user_id=asker.user_id,
            at=self._clock(),
            release=answered.release or "",
            question=whole.question,
            answer=whole,
            kept=kept,
            sentence=sentence(whole.question, self.catalog),
            private=private,
        )
        try:
            number = await self._history.record(new)
        except RvuError as error:
            _log.warning("answer_not_saved server=%s error=%s", asker.guild_id, error.message)
            return None
        if not isinstance(whole.question, Recall | Stats):
            heading = Heading(number, asker.user_id, private, capital(new.sentence))
            self._recent.note(place_of(asker), [heading])
        return number

    def context_of(self, asker: Asker) -> tuple[Context, tuple[str, ...]]:
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

    def retention(self, asker: Asker) -> GuildSettings:
        """Return the settings that say how long what is asked here is kept. Raises `RvuError` when unknown."""
        return GuildSettings() if asker.guild_id is None or self._guilds is None else self._guilds.get(asker.guild_id)

    async def configure(self, guild_id: int, by: int | None = None, /, **changes: object) -> GuildSettings:
        """Keep some of a server's settings, and who changed them, and return all of them.

        Raises `RvuError` when they cannot be written, or when no question could be answered under them.
        """
        wanted = GuildSettings.model_validate(dict(self.settings(guild_id)) | changes)
        self.basis(wanted)
        return await self._kept().change(guild_id, changes, by=by, at=self._clock())

    async def reset(self, guild_id: int, *, by: int | None = None) -> None:
        """Return a server to the defaults. Raises `RvuError` when that cannot be written."""
        await self._kept().forget(guild_id, by=by, at=self._clock())

    async def audit(self, guild_id: int, below: int | None = None, size: int = PAGE_SIZE) -> tuple[Change, ...]:
        """Return what was changed of a server's settings, newest first. Raises `RvuError` when it cannot be read."""
        return await self._kept().audit(guild_id, below, size)

    def basis(self, settings: GuildSettings) -> str:
        """Return the source line that answers under these settings end with. Raises what the engine raises."""
        return engine.basis_line(settle(Stated(), settings.context, self.catalog))

    def _kept(self) -> Guilds:
        if self._guilds is None:
            msg = "Settings are kept nowhere here."
            raise BadQuestionError(msg, "Set DATABASE_URL to a database that can be written, then start again.")
        return self._guilds

    async def recall(self, record_id: int, asker: Asker) -> Record | None:
        """Return a recorded answer, or None unless the asker may see it."""
        return await self.archive.recall(record_id, asker)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Return at most 25 services for what has been typed so far, from memory."""
        return self.known.listener.suggest(typed)
