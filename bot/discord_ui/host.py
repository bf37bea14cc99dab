"""What cogs and buttons may expect of the running bot."""

from typing import Final, TypeAlias

import discord
from discord import ui
from discord.ext import commands

from bot.ask import Asker, Desk
from bot.day.book import DayBook
from bot.day.posting import Poster
from bot.discord_ui.intake import Intake
from bot.discord_ui.pace import Pace
from bot.discord_ui.pictures import Pictures
from bot.meter import Meter, NoMeter


class DeskBot(commands.AutoShardedBot):
    """A Discord client with the desk that answers questions. `bot.app` builds the one that runs."""

    desk: Desk
    daybook: DayBook
    intake: Intake
    pictures: Pictures
    poster: Poster | None = None
    """None: schedules are kept nowhere here."""
    meter: Meter = NoMeter()
    pace: Pace
    """How much one member and one server may ask."""
    typing_pace: Pace
    """The same of what is offered while somebody types, which costs little and comes with every letter."""

    async def handle_click(self, interaction: "Interaction", item: "ui.Item[ui.LayoutView]") -> None:
        """Answer a click on any of our buttons and menus."""
        raise NotImplementedError


Interaction: TypeAlias = discord.Interaction[DeskBot]


_TAKEN: Final = "taken"


def take(interaction: Interaction) -> None:
    """Mark an interaction as answered by what it belongs to. Has to be called before anything is waited for."""
    interaction.extras[_TAKEN] = True


def taken(interaction: Interaction) -> bool:
    """Tell whether something answers an interaction."""
    return _TAKEN in interaction.extras


def asker_of(source: Interaction | discord.Message) -> Asker:
    """Name who asks, and where: on a server its history applies, else the asker's own."""
    if isinstance(source, discord.Interaction):
        return Asker(user_id=source.user.id, guild_id=source.guild_id, channel_id=source.channel_id)
    return Asker(user_id=source.author.id, guild_id=guild_of(source), channel_id=source.channel.id)


def guild_of(message: discord.Message) -> int | None:
    """Return the server's id, None in a direct message.

    A server that is not cached (just joined, or still loading) leaves `message.guild` empty although the message
    is no direct message; its channel still knows.
    """
    if message.guild is not None:
        return message.guild.id
    return message.channel.guild_id if isinstance(message.channel, discord.PartialMessageable) else None
