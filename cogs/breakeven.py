"""/breakeven: how many of one equal another, and what would make their minutes worth the same."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.domain.question import Metric, Stated

_LONGEST_DAY = 24 * 60
_Side = app_commands.Range[str, 1, 200]
_Minutes = app_commands.Range[int, 1, _LONGEST_DAY]
_COUNT, _LENGTH = "count", "minutes"


class BreakEven(commands.Cog):
    """One service or basket solved for another."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(
        service="What to count: how many of these…",
        equals="…equal this service or basket",
        service_minutes="Minutes you spend on one of the first; left out: CMS's own",
        equals_minutes="Minutes you spend on the second; left out: CMS's own",
        solve="What to find; left out: how many",
        by="What has to be equal; left out: dollars and work RVU",
    )
    @app_commands.choices(
        solve=[
            app_commands.Choice(name="How many of the first", value=_COUNT),
            app_commands.Choice(name="How long the first has to be", value=_LENGTH),
        ],
        by=[
            app_commands.Choice(name="Medicare dollars to the practice", value=Metric.DOLLARS),
            app_commands.Choice(name="Work RVU, the clinician's credit", value=Metric.WORK_RVU),
            app_commands.Choice(name="Total RVU", value=Metric.TOTAL_RVU),
        ],
    )
    async def breakeven(
        self,
        interaction: Interaction,
        service: _Side,
        equals: _Side,
        service_minutes: _Minutes | None = None,
        equals_minutes: _Minutes | None = None,
        solve: app_commands.Choice[str] | None = None,
        by: app_commands.Choice[str] | None = None,
    ) -> None:
        """Find how many of one service equal another, or how long it would have to be."""
        desk = self._bot.desk
        question = options.break_even(
            options.understood(desk, service),
            options.understood(desk, equals),
            minutes=(service_minutes, equals_minutes),
            stated=Stated(metric=Metric(by.value) if by else None),
            length=solve is not None and solve.value == _LENGTH,
        )
        await send.respond(interaction, desk.ask(question, asker_of(interaction)))

    @breakeven.autocomplete("service")
    @breakeven.autocomplete("equals")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return options.service_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(BreakEven(bot))
