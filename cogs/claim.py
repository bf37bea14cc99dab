"""/claim: what people say about pay, put to the test."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of


class Claim(commands.Cog):
    """The claims of the catalog."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(which="The claim to test; left out: all of them to choose from")
    async def claim(self, interaction: Interaction, which: app_commands.Range[str, 1, 100] | None = None) -> None:
        """Test what people say about pay: procedures, talk, targets, imaging, and other ways to pay."""
        claims = self._bot.desk.claims
        question = claims.question(which) if which else claims.offer()
        await send.respond(interaction, self._bot.desk.ask(question, asker_of(interaction)))

    @claim.autocomplete("which")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the claims from memory."""
        return options.claim_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Claim(bot))
