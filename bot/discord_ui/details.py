"""What stands behind an answer, shown on a click: the math, the codes, the chart."""

import asyncio
import io
from dataclasses import dataclass
from typing import Final

import discord
from discord import ui

from bot.discord_ui.limits import ALT_TEXT, DISPLAY_CHARACTERS, assert_fits, fit
from bot.discord_ui.text import code_block, escape, small
from bot.domain.answer import Answer
from bot.domain.record import Record
from bot.errors import BadQuestionError
from bot.render.chart import draw
from bot.render.text import codes_text, math_text

_INLINE: Final = DISPLAY_CHARACTERS - 400
"""Longest text shown within the message; a longer one also comes whole, as a file."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One message: its layout and the file that it names, if any."""

    view: ui.LayoutView
    files: tuple[discord.File, ...] = ()


def math_detail(record: Record) -> Detail:
    """Show every step from CMS's numbers to the figures."""
    return _text_detail("The math", math_text(record.answer), f"math-{record.id}.txt", _source(record.answer))


def codes_detail(record: Record) -> Detail:
    """Show every way to bill that was considered, and why it counts or does not."""
    title = "Codes that could apply, if documented and medically necessary"
    return _text_detail(title, codes_text(record.answer), f"codes-{record.id}.txt", _source(record.answer))


async def chart_detail(record: Record) -> Detail:
    """Draw the answer's chart in a thread, with its finding as alt text."""
    spec = record.answer.chart
    if spec is None:
        message = "That answer has no chart."
        raise BadQuestionError(message, "A comparison has one; ask for two services.")
    picture = await asyncio.to_thread(draw, spec)
    alt = fit(spec.alt, ALT_TEXT)
    file = discord.File(io.BytesIO(picture), f"chart-{record.id}.png", description=alt)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(f"**{escape(fit(spec.title, 500))}**"))
    view.add_item(ui.MediaGallery(discord.MediaGalleryItem(file, description=alt)))
    view.add_item(ui.TextDisplay(small(fit(spec.source, 300))))
    assert_fits(view)
    return Detail(view, (file,))


def _source(answer: Answer) -> str:
    return small(fit(answer.basis, 300))


def _text_detail(title: str, text: str, filename: str, source: str) -> Detail:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(f"**{escape(title)}**"))
    view.add_item(ui.TextDisplay(code_block(fit(text, _INLINE, _INLINE))))
    files: tuple[discord.File, ...] = ()
    if fit(text, _INLINE, _INLINE) != text:
        files = (discord.File(io.BytesIO(text.encode()), filename),)
        view.add_item(ui.File(files[0]))
    if source:
        view.add_item(ui.TextDisplay(source))
    assert_fits(view)
    return Detail(view, files)
