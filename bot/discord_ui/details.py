"""What stands behind an answer, shown on a click: the math, the codes, the chart."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import discord
from discord import ui

from bot.discord_ui.limits import ALT_TEXT, DISPLAY_CHARACTERS, assert_fits, fit
from bot.discord_ui.pictures import Pictures
from bot.discord_ui.text import code_block, escape, small
from bot.domain.answer import Answer
from bot.domain.record import Record
from bot.errors import BadQuestionError
from bot.render.monospace import PHONE
from bot.render.text import WIDTH, bulleted, codes_text, math_text

_INLINE: Final = DISPLAY_CHARACTERS - 400
"""Longest text shown within the message; a longer one also comes whole, as a file."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One message: its layout and the file that it names, if any."""

    view: ui.LayoutView
    files: tuple[discord.File, ...] = ()


def math_detail(record: Record) -> Detail:
    """Show every step from CMS's numbers to the figures."""
    return _text_detail(lambda width: math_text(record.answer, width), f"math-{record.id}.txt", record.answer)


def codes_detail(record: Record) -> Detail:
    """Show every way to bill that was considered, why it counts or does not, and all that is to be kept in mind."""

    def written(width: int) -> str:
        parts = (codes_text(record.answer, width), bulleted("Keep in mind", record.answer.caveats, width))
        return "\n\n".join(part for part in parts if part)

    return _text_detail(written, f"codes-{record.id}.txt", record.answer)


async def chart_detail(record: Record, pictures: Pictures) -> Detail:
    """Show the answer's chart, with its finding as alt text."""
    spec = record.answer.chart
    if spec is None:
        message = "That answer has no chart."
        raise BadQuestionError(message, "A comparison has one; ask for two services.")
    picture = await pictures.of(spec)
    alt = fit(spec.alt, ALT_TEXT)
    file = discord.File(io.BytesIO(picture), f"chart-{record.id}.png", description=alt)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(f"**{escape(fit(spec.title, 500))}**"))
    view.add_item(ui.MediaGallery(discord.MediaGalleryItem(file, description=alt)))
    view.add_item(ui.TextDisplay(small(fit(spec.source, 300))))
    assert_fits(view)
    return Detail(view, (file,))


def _text_detail(written: Callable[[int], str], filename: str, answer: Answer) -> Detail:
    """Show a text in a phone's width, and where it does not fit whole also as a file in a page's width."""
    narrow = written(PHONE)
    shown = fit(narrow, _INLINE, _INLINE)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(code_block(shown)))
    files: tuple[discord.File, ...] = ()
    if shown != narrow:
        files = (discord.File(io.BytesIO(written(WIDTH).encode()), filename),)
        view.add_item(ui.File(files[0]))
    if answer.basis:
        view.add_item(ui.TextDisplay(small(fit(answer.basis, 300))))
    assert_fits(view)
    return Detail(view, files)
