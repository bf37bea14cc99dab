"""/rvu: one service's card."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of


class Rvu(commands.Cog):
    """One service by code or by plain words."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(code="A code such as 17110, or a service in plain words")
    async def rvu(self, interaction: Interaction, code: app_commands.Range[str, 1, 200]) -> None:
        """Show one service: what Medicare does with it, its RVUs, dollars and minutes."""
        question = options.card(options.understood(self._bot.desk, code))
        await send.respond(interaction, self._bot.desk.ask(question, asker_of(interaction)))

    @rvu.autocomplete("code")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return options.service_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Rvu(bot))
