"""Files for whoever asked for them, seen by nobody else."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import discord
from discord import ui

from bot.ask import Asker, Desk, Rows
from bot.discord_ui.details import Detail
from bot.discord_ui.limits import assert_fits
from bot.discord_ui.text import escape
from bot.domain.question import Recall
from bot.domain.record import Stored
from bot.render.export import as_json, csv_head, csv_rows, rows_json

MOST_BYTES: Final = 8_000_000
"""Less than the smallest upload that Discord takes."""

Form = Literal["csv", "json"]


@dataclass(slots=True)
class _Written:
    """What is written so far."""

    parts: list[bytes]
    answers: int = 0
    whole: bool = True


async def history_file(desk: Desk, asker: Asker, question: Recall, form: Form) -> Detail:
    """Write what is looked for, newest first, as far as it fits into one file."""
    written = _Written([] if form == "json" else [csv_head().encode()])
    room = MOST_BYTES - sum(map(len, written.parts))
    async for batch in desk.archive.each(question, asker):
        for text, number in await asyncio.to_thread(_pieces, desk, asker, batch, form):
            piece = text.encode()
            if len(piece) > room:
                written.whole = False
                break
            room -= len(piece) + 2
            written.parts.append(piece)
            written.answers += number
        if not written.whole:
            break
    content = b"".join(written.parts) if form == "csv" else b"[" + b",\n".join(written.parts) + b"]\n"
    answers = "1 answer" if written.answers == 1 else f"{written.answers:,} answers"
    told = answers if written.whole else f"The newest {answers}: all of them do not fit into one file"
    return _file(f"{told}. One row an item." if form == "csv" else f"{told}.", f"history.{form}", content)


def rows_file(rows: Rows) -> Detail:
    """Write everything that is kept about one person."""
    number = sum(map(len, rows.values()))
    content = rows_json(rows).encode()
    if len(content) > MOST_BYTES:
        told = "That is more than fits into one file: take your answers along with /history export instead."
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay(told))
        return Detail(view)
    return _file(f"Everything kept about you: {number:,} rows.", "mydata.json", content)


def _pieces(desk: Desk, asker: Asker, batch: Sequence[Stored], form: Form) -> list[tuple[str, int]]:
    zone, catalog = desk.zone(asker), desk.catalog
    lines = [desk.archive.line(stored, asker) for stored in batch]
    if form == "csv":
        return [(csv_rows([line], catalog, zone), 1) for line in lines]
    return [(as_json(line, catalog, zone), 1) for line in lines]


def _file(told: str, name: str, content: bytes) -> Detail:
    view = ui.LayoutView(timeout=None)
    file = discord.File(io.BytesIO(content), name)
    view.add_item(ui.TextDisplay(escape(told)))
    view.add_item(ui.File(file))
    assert_fits(view)
    return Detail(view, (file,))
