"""A small bot of the tests' own that does one of everything, run in this process or as ``python probe.py``."""

from __future__ import annotations

import asyncio
import io
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands
from yarl import URL

from tests.standin.bell import Bell

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a small black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" * (width + 1) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Again(ui.DynamicItem[ui.Button[Any]], template=r"probe:again:(?P<id>\d+)"):
    """A button whose custom id is all its state."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label="Again", custom_id=f"probe:again:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Any, __: ui.Item[Any], match: re.Match[str]) -> Self:
        """Rebuild the button of a message that another process sent."""
        return cls(int(match["id"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Answer with a message of its own."""
        await interaction.response.send_message(view=layout(f"again {self.number}"), ephemeral=True)


class Note(ui.Modal, title="Note"):
    """One field."""

    words = ui.TextInput[Any](label="Words", custom_id="words", max_length=10)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was written."""
        await interaction.response.send_message(view=layout(f"noted {self.words.value}"))


def layout(text: str, *more: ui.Item[Any]) -> ui.LayoutView:
    """Return a layout with one text in a container, and further items below."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text), *more)
    return view.add_item(container)


class Probe(commands.Bot):
    """The bot."""

    def __init__(
        self, intents: discord.Intents | None = None, *, allowed_mentions: bool = True, heartbeat_timeout: float = 2.0
    ) -> None:
        mentions = discord.AllowedMentions.none() if allowed_mentions else None
        super().__init__(
            commands.when_mentioned,
            intents=intents or discord.Intents.default(),
            allowed_mentions=mentions,
            guild_ready_timeout=0.1,
            heartbeat_timeout=heartbeat_timeout,
        )
        self.bell = Bell()
        self.heard: list[str] = []
        self.events: list[str] = []
        self.errors: list[Exception] = []
        self.tree.error(self._failed)

    async def _failed(self, _: discord.Interaction, error: app_commands.AppCommandError) -> None:
        self.errors.append(getattr(error, "original", error))
        self.bell.ring()

    async def setup_hook(self) -> None:
        """Register everything before READY."""
        self.add_dynamic_items(Again)
        for command in _commands():
            self.tree.add_command(command)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once."""

    async def on_ready(self) -> None:
        """Note it."""
        self.events.append("ready")
        self.bell.ring()

    async def on_resumed(self) -> None:
        """Note it."""
        self.events.append("resumed")
        self.bell.ring()

    async def on_message(self, message: discord.Message) -> None:
        """Answer mentions, replies and direct messages."""
        self.heard.append(message.content)
        self.bell.ring()
        if self.user is None or message.author == self.user or not message.content:
            return
        if self.user in message.mentions or message.guild is None:
            before = message.reference.resolved if message.reference else None
            seen = f" after {len(before.components)}" if isinstance(before, discord.Message) else ""
            await message.reply(view=layout(f"heard{seen}: {message.content}"))


def _commands() -> Iterable[Any]:
    @app_commands.command(description="Say it again")
    async def ask(interaction: discord.Interaction, question: app_commands.Range[str, 1, 200]) -> None:
        row: ui.ActionRow[Any] = ui.ActionRow(Again(7))
        await interaction.response.send_message(view=layout(question, row))

    @app_commands.command(description="A picture, later")
    async def chart(interaction: discord.Interaction, *, private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        file = discord.File(io.BytesIO(png()), "chart.png", description="a black square")
        gallery: ui.MediaGallery[Any] = ui.MediaGallery(discord.MediaGalleryItem(file, description="a black square"))
        await interaction.followup.send(view=layout("chart", gallery), file=file)
        await interaction.edit_original_response(view=layout("edited"), attachments=[])

    @app_commands.command(description="A pair")
    async def compare(interaction: discord.Interaction, first: str, who: discord.Member | None = None) -> None:
        await interaction.response.send_message(f"{first} {who.display_name if who else 'nobody'}")
        await interaction.followup.send("more", ephemeral=True)

    @compare.autocomplete("first")
    async def _(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        count = 26 if typed == "many" else 25
        return [app_commands.Choice(name=f"{typed} {n}", value=str(n)) for n in range(count)]

    @app_commands.command(description="A form")
    async def note(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Note())

    @app_commands.command(description="Never answers")
    async def nothing(interaction: discord.Interaction) -> None:
        interaction.extras["seen"] = True

    history = app_commands.Group(name="history", description="Memory")

    @history.command(name="list", description="List it")
    async def listed(interaction: discord.Interaction, page: app_commands.Range[int, 1, 9] = 1) -> None:
        view = ui.View(timeout=None)
        select: ui.Select[Any] = ui.Select(custom_id="pick", options=[discord.SelectOption(label=x) for x in "ab"])
        view.add_item(select)
        await interaction.response.send_message(f"page {page}", view=view)

    @app_commands.context_menu(name="Ask about this")
    async def menu(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about: {message.content}")

    return [ask, chart, compare, note, nothing, history, menu]


def point(base: str, gateway: str) -> None:
    """Let the library talk to a local Discord."""
    discord.http.Route.BASE = base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


async def main() -> None:
    """Run by the environment, as the shipped bot does."""
    point(os.environ["DISCORD_API_BASE"], os.environ["DISCORD_GATEWAY_URL"])
    discord.utils.setup_logging()
    async with Probe() as probe:
        await probe.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
