"""The use case of the day's log: read, price, keep, show, change, undo. Everything is for its owner alone."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Protocol

from bot.ask import Asker, Desk, Redacted, utc_now
from bot.calc import daylog
from bot.domain.daylog import DayLine, DayLog, DayTotals, Entry, NewLog, Person, Unclear
from bot.domain.zone import zone_of
from bot.errors import BadQuestionError, RvuError
from bot.render.day import typed

_MEND: Final = "Set DATABASE_URL to a database that can be written, then start again."


class Logs(Protocol):
    """Where logs are kept. The store's `Days` is one. Every method raises `StoreError`."""

    async def add(self, new: NewLog) -> DayLog:
        """Keep a log."""

    async def change(self, log_id: int, new: NewLog) -> bool:
        """Put another log in the place of one of the same person; tell whether it was there."""

    async def find(self, log_id: int, user_id: int) -> DayLog | None:
        """Return one of a person's own logs."""

    async def of_day(self, user_id: int, on: date, guild_id: int | None) -> tuple[DayLog, ...]:
        """Return a person's logs of a day, oldest first."""

    async def undo(self, user_id: int, guild_id: int | None) -> DayLog | None:
        """Take away the log that a person kept last and return it."""

    async def remove(self, log_id: int, user_id: int) -> DayLog | None:
        """Take away one of a person's own logs and return it."""

    async def person(self, user_id: int) -> Person:
        """Return what somebody set about themselves."""

    async def set_person(self, user_id: int, person: Person) -> None:
        """Keep what somebody set about themselves."""


@dataclass(frozen=True, slots=True)
class Day:
    """One person's day, as it stands."""

    on: date
    lines: tuple[DayLine, ...] = ()
    """Of the log at hand, or of the whole day where it is shown."""
    totals: DayTotals | None = None
    """Of these lines."""
    whole: DayTotals | None = None
    """Of everything logged for that day."""
    person: Person = field(default_factory=Person)
    log_id: int | None = None
    """The log that can be edited, undone and shared."""
    identified: bool = False
    """The text seemed to hold a patient's identifier, which was left out."""
    unclear: tuple[Unclear, ...] = ()
    """What has to be said more clearly; nothing was kept then."""
    counted: bool = True
    """It counts in a server's sums."""

    @property
    def pace(self) -> int | None:
        """Return the whole day's work RVU in percent of its owner's target."""
        target = self.person.day_target
        return None if target is None or self.whole is None else int(daylog.pace(self.whole.work_rvu, target))


class DayBook:
    """Takes logs from any door."""

    def __init__(self, desk: Desk, logs: Logs | None, clock: Callable[[], datetime] = utc_now) -> None:
        self._desk = desk
        self._logs = logs
        self._clock = clock

    async def today(self, asker: Asker) -> date:
        """Return the date where somebody is: in the server's zone, in direct messages in their own."""
        zone = self._desk.zone(asker)
        if asker.guild_id is None and self._logs is not None and (own := (await self.person(asker)).zone):
            # The first time it is read from the disk.
            zone = await asyncio.to_thread(zone_of, own)
        return self._clock().astimezone(zone).date()

    def is_log(self, heard: Redacted) -> bool:
        """Tell whether a text, without its identifiers, begins like a day's log rather than like a question."""
        return self._desk.days.begins(heard.text, self._clock().date())

    async def log(self, text: str, asker: Asker, *, replacing: int | None = None) -> Day:
        """Read, price and keep a log, which may begin with a day; or put it in the place of an earlier one.

        What is unclear is asked back, and then nothing is kept. Raises `RvuError` when something cannot be priced or
        nothing can be kept, or when the earlier log is gone.
        """
        logs = self._opened()
        heard = self._desk.redact(text)
        today = await self.today(asker)
        said = self._desk.days.read(heard.text, today)
        if said.unclear:
            return Day(on=said.on, unclear=said.unclear, identified=heard.found)
        person = await logs.person(asker.user_id)
        lines = self._priced(said.entries, asker, person)
        new = NewLog(
            guild_id=asker.guild_id,
            user_id=asker.user_id,
            on=said.on,
            at=self._clock(),
            entries=said.entries,
            totals=daylog.totals(lines),
            role=person.role,
        )
        log_id = replacing
        if replacing is None:
            log_id = (await logs.add(new)).id
        elif not await logs.change(replacing, new):
            raise _gone()
        day = await self._day(asker, said.on, person, lines, log_id)
        return replace(day, identified=heard.found)

    async def show(self, asker: Asker, text: str = "") -> Day:
        """Return everything that somebody logged for a day: today, or the one that a text names. Raises `RvuError`."""
        logs = self._opened()
        on = self._desk.days.day(text, await self.today(asker))
        if on is None:
            message = "I cannot read that day, or it is no day of the past year."
            raise BadQuestionError(message, "Write today, yesterday, a weekday or a date: Nov 24.")
        person = await logs.person(asker.user_id)
        kept = await logs.of_day(asker.user_id, on, asker.guild_id)
        lines = tuple(line for log in kept for line in self._priced(log.entries, asker, person))
        return await self._day(asker, on, person, lines, kept[-1].id if kept else None)

    async def undo(self, asker: Asker, log_id: int | None = None) -> Day:
        """Take away the last log, or a certain one, and return what is left of its day. Raises `RvuError`."""
        logs = self._opened()
        taken = (
            await logs.undo(asker.user_id, asker.guild_id)
            if log_id is None
            else await logs.remove(log_id, asker.user_id)
        )
        if taken is None:
            raise _gone()
        person = await logs.person(asker.user_id)
        return await self._day(asker, taken.on, person, (), None)

    async def text_of(self, asker: Asker, log_id: int) -> str:
        """Return one of somebody's logs as text to edit, with its day. Raises `RvuError` when it is gone."""
        log = await self._own(asker, log_id)
        return f"{log.on}: {typed(log.entries, self._desk.catalog)}"

    async def shared(self, asker: Asker, log_id: int) -> Day:
        """Return the whole day that one of somebody's logs is of, to be shown to others as they chose."""
        log = await self._own(asker, log_id)
        return await self.show(asker, log.on.isoformat())

    async def person(self, asker: Asker) -> Person:
        """Return what somebody set about themselves."""
        return await self._opened().person(asker.user_id)

    async def set_person(self, asker: Asker, **changes: object) -> Person:
        """Change what somebody set about themselves and return all of it."""
        logs = self._opened()
        person = Person.model_validate(dict(await logs.person(asker.user_id)) | changes)
        await logs.set_person(asker.user_id, person)
        return person

    async def _own(self, asker: Asker, log_id: int) -> DayLog:
        log = await self._opened().find(log_id, asker.user_id)
        if log is None or log.guild_id != asker.guild_id:
            raise _gone()
        return log

    async def _day(self, asker: Asker, on: date, person: Person, lines: tuple[DayLine, ...], log_id: int | None) -> Day:
        kept = await self._opened().of_day(asker.user_id, on, asker.guild_id)
        return Day(
            on=on,
            lines=lines,
            totals=daylog.totals(lines) if lines else None,
            whole=daylog.together(tuple(log.totals for log in kept)) if kept else None,
            person=person,
            log_id=log_id,
            counted=asker.guild_id is not None,
        )

    def _priced(self, entries: tuple[Entry, ...], asker: Asker, person: Person) -> tuple[DayLine, ...]:
        context = self._desk.context_of(asker)[0]
        changes = {"on": self._clock().date()} | ({} if person.role is None else {"clinician": person.role})
        return daylog.lines(entries, context.model_copy(update=changes), self._desk.catalog)

    def _opened(self) -> Logs:
        if self._logs is None:
            message = "Nothing can be logged here just now."
            raise RvuError(message, _MEND)
        return self._logs


def _gone() -> BadQuestionError:
    return BadQuestionError("There is no such log of yours here any more.", "See what is left with /day show.")
