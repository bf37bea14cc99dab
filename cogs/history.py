"""/history: what was asked on this server, or in one person's direct messages."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import pages, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of


class History(commands.GroupCog, group_name="history", group_description="Answers kept for this server"):
    """Read-only views of the kept answers."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """List the newest answers; on a server that server's only, in a direct message yours only."""
        page = await send.within_time(interaction, self._bot.desk.page(asker_of(interaction), 1), private=True)
        await send.send_view(interaction, pages.page_layout(page), private=True)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(History(bot))
