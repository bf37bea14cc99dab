"""What a team may see of its logs: sums that are safe, made when somebody looks."""

from datetime import date, timedelta, tzinfo
from typing import Protocol

from bot.calc import team as safe
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.record import Span
from bot.domain.team import Contribution, Part, Release, TeamSums
from bot.render import team as told

Days = tuple[date, date]


class Sums(Protocol):
    """Where logs and cells are kept. The store's `Days` is one. Every method raises `StoreError`."""

    async def release(self, guild_id: int, part: Part, days: Days, today: date, decide: "Decide") -> None:
        """Have it decided which logs of some days make a new sum, and keep that."""

    async def waiting(self, guild_id: int, days: Days) -> tuple[date, ...]:
        """Return the days with logs that are in no sum yet."""

    async def shown(self, guild_id: int, days: Days) -> TeamSums:
        """Return the sums that lie within some days."""


class Decide(Protocol):
    """Decides about logs in no sum yet."""

    def __call__(self, waiting: tuple[Contribution, ...], /) -> Release:
        """Return the new sums, if any may be shown."""


class Team:
    """Adds up logs. `added` is a `TeamLog` for the desk."""

    def __init__(self, sums: Sums, catalog: Catalog) -> None:
        self._sums = sums
        self._catalog = catalog

    async def added(self, made: Answer, guild_id: int, span: Span | None, zone: tzinfo, today: date) -> Answer:
        """Return statistics with the team's logs of the same days: in words, and as a chart where there is one."""
        if span is None:
            return made
        days = (span.start.astimezone(zone).date(), (span.end - timedelta(seconds=1)).astimezone(zone).date())
        sums = await self.sums(guild_id, days, today)
        source = f"Logs of this server, {days[0]} to {days[1]}; sums of at least five people"
        chart = told.chart(sums, source) or made.chart
        return made.model_copy(update={"details": (*made.details, *told.details(sums, self._catalog)), "chart": chart})

    async def sums(self, guild_id: int, days: Days, today: date) -> TeamSums:
        """Return what may be shown of some days, after making what can be made: of each day, then of longer stretches.

        A week's or month's sum is made of what no day of it could show.
        """
        for stretch in _stretches(await self._sums.waiting(guild_id, days), days):
            for part in Part:
                await self._sums.release(guild_id, part, stretch, today, _deciding(part, stretch))
        return await self._sums.shown(guild_id, days)


def _deciding(part: Part, stretch: Days) -> Decide:
    return lambda waiting: safe.release(waiting, part, *stretch)


def _stretches(waiting: tuple[date, ...], days: Days) -> list[Days]:
    """Return each day that something waits on, the weeks of these that lie within, and the whole, shortest first."""
    mondays = [day - timedelta(days=day.weekday()) for day in waiting]
    weeks = [(day, day + timedelta(days=6)) for day in mondays if days[0] <= day and day + timedelta(days=6) <= days[1]]
    return list(dict.fromkeys([*((day, day) for day in waiting), *weeks, *([days] if waiting else [])]))
