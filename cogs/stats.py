"""/stats: what the team asks and does, summed up; and the daily post of it."""

from datetime import UTC, date, datetime
from typing import Final, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from bot.day.posting import Poster, unscheduled
from bot.discord_ui import send, zones
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.discord_ui.stats_view import digest_layout, outlook_layout
from bot.domain.posting import Schedule
from bot.domain.question import Period, Stats, When
from bot.domain.typed import time_of_day
from bot.errors import BadQuestionError, RvuError

T = TypeVar("T")

_EMPTY: Final = [
    app_commands.Choice(name="say so briefly", value="say"),
    app_commands.Choice(name="skip", value="skip"),
]


class Statistics(commands.GroupCog, group_name="stats", group_description="Sums of the team, never of a person"):
    """On demand for everybody; the daily post for admins."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    async def today(self, interaction: Interaction) -> None:
        """Show what was asked today, and what may be told of the team's logs."""
        await self._stats(interaction, "day")

    @app_commands.command()
    async def week(self, interaction: Interaction) -> None:
        """Show the same of this week."""
        await self._stats(interaction, "week")

    @app_commands.command()
    async def month(self, interaction: Interaction) -> None:
        """Show the same of this month."""
        await self._stats(interaction, "month")

    async def _stats(self, interaction: Interaction, unit: Period) -> None:
        question = Stats(when=When(unit=unit))
        await send.respond(interaction, self._bot.desk.ask(question, asker_of(interaction)))

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(
        channel="Where the daily post goes; without any option you see how it is set",
        at="Local time, such as 07:30; before noon it tells of the day before",
        zone="Such as America/New_York; the server's memory goes by it too",
        empty="What happens on days with nothing to tell",
    )
    @app_commands.rename(at="time")
    @app_commands.choices(empty=_EMPTY)
    async def schedule(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | None = None,
        at: app_commands.Range[str, 1, 8] | None = None,
        zone: app_commands.Range[str, 1, 64] | None = None,
        empty: app_commands.Choice[str] | None = None,
    ) -> None:
        """Schedule the daily post, or see when it was last posted and when the next comes (admins)."""
        poster, guild = self._poster(interaction)
        outlook = await send.within_time(interaction, poster.outlook(guild), private=True)
        if channel is not None or at is not None or zone is not None or empty is not None:
            now = outlook.schedule if outlook is not None else None
            desk = self._bot.desk
            wanted = Schedule(
                guild_id=guild,
                channel_id=_chosen(channel.id if channel else None, now.channel_id if now else None, "a channel"),
                at=_chosen(time_of_day(at) if at else None, now.at if now else None, "a time"),
                zone=await zones.chosen(zone) if zone else desk.settings(guild).zone,
                since=date.min,
                by=interaction.user.id,
                skip_empty=empty.value == "skip" if empty else bool(now and now.skip_empty),
            )
            if desk.settings(guild).zone != wanted.zone:
                await desk.configure(guild, zone=wanted.zone)
            outlook = await poster.set(wanted)
        await send.send_view(interaction, outlook_layout(outlook, datetime.now(UTC)), private=True)

    @schedule.autocomplete("zone")
    async def suggest_zone(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer time zones from memory."""
        return zones.zone_choices(typed)

    @app_commands.command()
    @app_commands.guild_only()
    async def pause(self, interaction: Interaction) -> None:
        """Pause the daily post until it is scheduled again (admins)."""
        poster, guild = self._poster(interaction)
        outlook = await send.within_time(interaction, poster.pause(guild), private=True)
        await send.send_view(interaction, outlook_layout(outlook, datetime.now(UTC)), private=True)

    @app_commands.command()
    @app_commands.guild_only()
    async def preview(self, interaction: Interaction) -> None:
        """See now what the daily post would say; only you see it (admins)."""
        poster, guild = self._poster(interaction)
        outlook = await send.within_time(interaction, poster.outlook(guild), private=True)
        if outlook is None:
            raise unscheduled()
        digest = await poster.preview(outlook.schedule)
        await send.send_view(interaction, digest_layout(digest), private=True)

    def _poster(self, interaction: Interaction) -> tuple[Poster, int]:
        """Return what posts and the server, for admins alone; Discord shows the command to everybody."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        if self._bot.poster is None:
            message = "Schedules are kept nowhere here."
            raise RvuError(message, "Set DATABASE_URL to a database that can be written, then start again.")
        return self._bot.poster, interaction.guild_id


def _chosen(given: T | None, before: T | None, what: str) -> T:
    found = given if given is not None else before
    if found is None:
        message = f"The daily post still needs {what}."
        raise BadQuestionError(message, "Give channel, time and zone: /stats schedule channel:#stats time:07:30.")
    return found


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Statistics(bot))
