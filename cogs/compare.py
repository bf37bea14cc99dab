"""/compare: two services or baskets against each other."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.domain.question import Stated
from bot.domain.service import Setting

_LONGEST_DAY = 24 * 60
_Side = app_commands.Range[str, 1, 200]
_Minutes = app_commands.Range[int, 1, _LONGEST_DAY]


class Compare(commands.Cog):
    """Two sides, autocompleted by plain words or codes."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(
        first="A service or a code, or several: 99214-25 + 17110",
        second="What to compare it with",
        first_minutes="Minutes you spend on the first; left out: CMS's own",
        second_minutes="Minutes you spend on the second; left out: CMS's own",
        setting="Where it happens; left out: office",
        year="Calendar year of the fee schedule; left out: the newest",
        locality="State, city or locality number such as 01112-05; left out: national",
    )
    @app_commands.choices(
        setting=[
            app_commands.Choice(name="Office", value=Setting.OFFICE),
            app_commands.Choice(name="Hospital or hospital-owned clinic (facility)", value=Setting.FACILITY),
        ]
    )
    async def compare(
        self,
        interaction: Interaction,
        first: _Side,
        second: _Side,
        first_minutes: _Minutes | None = None,
        second_minutes: _Minutes | None = None,
        setting: app_commands.Choice[str] | None = None,
        year: app_commands.Range[int, 2000, 2100] | None = None,
        locality: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Compare what two services, or two baskets of them, are worth."""
        desk = self._bot.desk
        stated = Stated(
            setting=Setting(setting.value) if setting else None,
            year=year,
            locality=desk.catalog.locality(locality) if locality else None,
        )
        question = options.compare(
            options.understood(desk, first),
            options.understood(desk, second),
            minutes=(first_minutes, second_minutes),
            stated=stated,
        )
        await send.respond(interaction, desk.ask(question, asker_of(interaction)))

    @compare.autocomplete("first")
    @compare.autocomplete("second")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return options.service_choices(self._bot.desk, typed)

    @compare.autocomplete("locality")
    async def suggest_locality(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer Medicare localities from memory."""
        return options.locality_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Compare(bot))
