"""What cannot be left out: a layout of the shipped answers' size, and one row on the disk before it is sent.

The row goes through aiosqlite by itself, under the pragmas that the shipped bot writes with.
"""

import asyncio
import json
import os
from pathlib import Path
from typing import Final

import aiosqlite
import discord
from discord import app_commands, ui

from tests.bench.bots.minimal import Minimal, point_at_local

SHAPE: Final = "BENCH_SHAPE"
"""Environment variable: JSON with the `texts` of an answer, the `buttons` below it, and the `row` that is kept."""
_TABLE: Final = "CREATE TABLE IF NOT EXISTS answers (id INTEGER PRIMARY KEY AUTOINCREMENT, answer TEXT NOT NULL)"


class Reference(Minimal):
    """Answers with a layout and keeps a row, and works nothing out."""

    def __init__(self, database: aiosqlite.Connection) -> None:
        super().__init__()
        self._database = database
        shape = json.loads(os.environ[SHAPE])
        self._texts: list[str] = shape["texts"]
        self._buttons: list[str] = shape["buttons"]
        self._row: str = shape["row"]
        self._one_at_a_time = asyncio.Lock()

    async def setup_hook(self) -> None:
        """Register the command."""
        self.tree.add_command(app_commands.Command(name="ask", description="Ask", callback=self.ask))
        await self.tree.sync()

    async def ask(self, interaction: discord.Interaction, question: app_commands.Range[str, 1, 1000]) -> None:
        """Keep the row, then answer with the id of it in the buttons."""
        del question
        # Other than that one connection has one transaction at a time, nothing waits.
        async with self._one_at_a_time:
            cursor = await self._database.execute("INSERT INTO answers (answer) VALUES (?)", (self._row,))
            await self._database.commit()
        await interaction.response.send_message(view=self._layout(cursor.lastrowid))

    def _layout(self, number: int | None) -> ui.LayoutView:
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.Container(*(ui.TextDisplay(text) for text in self._texts), accent_colour=0x2A78D6))
        if self._buttons:
            labelled = enumerate(self._buttons)
            row = (ui.Button(label=label, custom_id=f"bench:{place}:{number}") for place, label in labelled)
            view.add_item(ui.ActionRow(*row))
        return view


async def main() -> None:
    """Run until stopped."""
    point_at_local()
    file = Path(os.environ["DATABASE_URL"].rpartition("sqlite+aiosqlite:///")[2])
    async with aiosqlite.connect(file) as database:
        await database.execute("PRAGMA journal_mode = WAL")
        await database.execute("PRAGMA secure_delete = ON")
        await database.execute(_TABLE)
        await database.commit()
        async with Reference(database) as bot:
            await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
