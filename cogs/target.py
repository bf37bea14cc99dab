"""/target: whether and how a work-RVU target is reached, on the asker's own numbers."""

from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, plans, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.domain.question import Period

_SMALLEST: Final = 0.01
_Rvus = app_commands.Range[float, _SMALLEST, 100_000.0]
_LONGEST_DAY: Final = 24 * 60


class Target(commands.Cog):
    """Pace, work RVU a day, visits a day; whoever asks sees it alone."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(
        goal="Work RVU to reach",
        per="In what time; left out: a year",
        done="Work RVU so far",
        months="Months of the year that have passed: 8 at the end of August",
        weeks="Weeks you work in that time, or that are left",
        days_a_week="Clinic days a week; left out: 4 and 5 are both shown",
        days="Clinic days in that time, such as 19 in a month",
        fte="Share of full time, such as 0.8",
        average="Work RVU of your average visit",
        service="A service or a code to reach it with, such as 99214",
        minutes="Your minutes for one visit",
        notes="Your minutes of notes and messages a day",
    )
    async def target(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: Interaction,
        goal: _Rvus,
        per: Period = "year",
        done: app_commands.Range[float, 0.0, 100_000.0] | None = None,
        months: app_commands.Range[float, _SMALLEST, 12.0] | None = None,
        weeks: app_commands.Range[float, _SMALLEST, 53.0] | None = None,
        days_a_week: app_commands.Range[float, _SMALLEST, 7.0] | None = None,
        days: app_commands.Range[float, _SMALLEST, 366.0] | None = None,
        fte: app_commands.Range[float, _SMALLEST, 2.0] | None = None,
        average: app_commands.Range[float, _SMALLEST, 1_000.0] | None = None,
        service: app_commands.Range[str, 1, 200] | None = None,
        minutes: app_commands.Range[int, 1, _LONGEST_DAY] | None = None,
        notes: app_commands.Range[float, 0.0, float(_LONGEST_DAY)] | None = None,
    ) -> None:
        """See your pace and what a work-RVU target takes a month, week, day and visit. Only you see it."""
        desk = self._bot.desk
        question = plans.target(
            options.understood(desk, service) if service else None,
            per,
            minutes,
            goal=goal,
            done=done,
            months_elapsed=months,
            weeks=weeks,
            days_per_week=days_a_week,
            days=days,
            full_time_share=fte,
            average=average,
            notes_minutes=notes,
        )
        # One's own productivity is shown to nobody else.
        await send.respond(interaction, desk.ask(question, asker_of(interaction), private=True), private=True)

    @target.autocomplete("service")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return options.service_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Target(bot))
