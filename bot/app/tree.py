"""The command tree: its errors end at the one error door."""

import discord
from discord import app_commands

from bot.discord_ui import door, gate
from bot.discord_ui.host import DeskBot


class DeskTree(app_commands.CommandTree[DeskBot]):
    """Reports whatever a command, a transformer or a check raises.

    Autocomplete errors are logged by the library and by the door, and shown to nobody: there is no place for them.
    """

    async def interaction_check(self, interaction: discord.Interaction[DeskBot], /) -> bool:
        """Let each command in once, and none of a user who asks too much at once."""
        return await gate.admits(interaction)

    async def on_error(self, interaction: discord.Interaction[DeskBot], error: app_commands.AppCommandError, /) -> None:
        """Tell the user, once."""
        name = interaction.command.qualified_name if interaction.command else "unknown"
        await door.report(interaction, error, f"command:{name}")
