"""/mydata and /privacy: what is kept about a person, to take along or to delete."""

from typing import Final, Literal

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import exports, pages, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.discord_ui.ids import Action
from bot.discord_ui.privacy import privacy_view

Where = Literal["here", "everywhere"]
_WHERE: Final = "Here: this server, or direct messages. Everywhere: both, and every other server"


class MyData(commands.GroupCog, group_name="mydata", group_description="What I keep about you"):
    """Both commands are about whoever uses them, and answer them alone."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(where=_WHERE)
    async def export(self, interaction: Interaction, where: Where = "everywhere") -> None:
        """Get everything that I keep about you, as a file that only you see."""
        work = self._bot.desk.people.rows(asker_of(interaction), everywhere=where == "everywhere")
        made = exports.rows_file(await send.within_time(interaction, work, private=True))
        await send.send_view(interaction, made.view, made.files, private=True)

    @app_commands.command()
    @app_commands.describe(where=_WHERE)
    async def delete(self, interaction: Interaction, where: Where = "everywhere") -> None:
        """Delete everything that I keep about you. You are asked before."""
        everywhere = where == "everywhere"
        place = "on every server and in direct messages" if everywhere else "here"
        told = f"Delete everything that I keep about you {place}, for good? Team sums then no longer hold it."
        view = pages.confirm_layout(told, "Delete it all", Action.ERASE, int(everywhere))
        await send.send_view(interaction, view, private=True)


class Privacy(commands.Cog):
    """One page, the same for everybody."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    async def privacy(self, interaction: Interaction) -> None:
        """See what I keep, for how long, who sees it, and how to get rid of it."""
        desk = self._bot.desk
        kept = desk.retention(asker_of(interaction))
        await send.send_view(interaction, privacy_view(kept), private=True)


async def setup(bot: DeskBot) -> None:
    """Add both cogs."""
    await bot.add_cog(MyData(bot))
    await bot.add_cog(Privacy(bot))
