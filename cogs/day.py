"""/day: what you did on a day, and what it comes to. Only you see it."""

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import send
from bot.discord_ui.day_form import MOST, DayForm
from bot.discord_ui.day_view import day_layout
from bot.discord_ui.host import DeskBot, Interaction, asker_of

_DAY = app_commands.Range[str, 1, 40]


class Day(commands.GroupCog, group_name="day", group_description="Your day's log: only you see it"):
    """Log, show, undo."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(
        done="12 99213, 3 warts, 2x30 min counseling, 1 AWV; left out, a form opens",
        day="today, yesterday, a weekday or a date; left out: today",
    )
    async def log(
        self, interaction: Interaction, done: app_commands.Range[str, 1, MOST] | None = None, day: _DAY | None = None
    ) -> None:
        """Log what you did and see what it comes to. Nothing about patients, please."""
        if done is None:
            await interaction.response.send_modal(DayForm(f"{day}: " if day else ""))
            return
        text = f"{day}: {done}" if day else done
        work = self._bot.daybook.log(text, asker_of(interaction))
        made = await send.within_time(interaction, work, private=True)
        await send.send_view(interaction, day_layout(made), private=True)

    @app_commands.command()
    @app_commands.describe(day="today, yesterday, a weekday or a date; left out: today")
    async def show(self, interaction: Interaction, day: _DAY | None = None) -> None:
        """Show everything that you logged for a day."""
        work = self._bot.daybook.show(asker_of(interaction), day or "")
        made = await send.within_time(interaction, work, private=True)
        await send.send_view(interaction, day_layout(made), private=True)

    @app_commands.command()
    async def undo(self, interaction: Interaction) -> None:
        """Take away what you logged last."""
        made = await send.within_time(interaction, self._bot.daybook.undo(asker_of(interaction)), private=True)
        await send.send_view(interaction, day_layout(made, taken=True), private=True)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Day(bot))
