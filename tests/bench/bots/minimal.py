"""The least that a discord.py bot can do: answer one command with a constant text. The floor of every bot."""

import asyncio
import os

import discord
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from yarl import URL


class Minimal(commands.Bot):
    """Connects with the settings of the shipped bot and none of its work."""

    def __init__(self) -> None:
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )

    async def setup_hook(self) -> None:
        """Register the command."""
        self.tree.add_command(ask)
        await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        """Look for no command in it."""


@app_commands.command(description="Ask")
async def ask(interaction: discord.Interaction, question: app_commands.Range[str, 1, 1000]) -> None:
    """Answer with the same words whatever is asked."""
    del question
    await interaction.response.send_message("An answer.")


def point_at_local() -> None:
    """Talk to the Discord that the environment names."""
    discord.http.Route.BASE = os.environ["DISCORD_API_BASE"]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["DISCORD_GATEWAY_URL"])


async def main() -> None:
    """Run until stopped."""
    point_at_local()
    async with Minimal() as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
