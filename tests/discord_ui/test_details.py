from typing import Any

import discord
import pytest

from bot.discord_ui import details
from bot.discord_ui.limits import measure
from bot.discord_ui.pictures import Pictures
from bot.errors import BadQuestionError
from bot.render.monospace import PHONE
from tests.discord_ui.samples import comparison, record, texts


def test_the_math_is_shown_whole_when_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details, "math_text", lambda *_: "0.68 x 33.4009")
    detail = details.math_detail(record())
    assert "```\n0.68 x 33.4009\n```" in texts(detail.view)
    assert detail.files == ()


@pytest.mark.parametrize("filler", ["step 0.68\n" * 1000, "\u4e00" * 3500], ids=["characters", "bytes"])
def test_long_math_also_comes_whole_as_a_file(monkeypatch: pytest.MonkeyPatch, filler: str) -> None:
    monkeypatch.setattr(details, "math_text", lambda *_: filler)
    detail = details.math_detail(record())
    (file,) = detail.files
    assert file.filename == "math-7.txt"
    assert file.fp.read().decode() == filler
    assert any(isinstance(item, discord.ui.File) for item in detail.view.walk_children())
    assert measure(detail.view).characters <= 4000


def test_codes_come_with_all_that_is_to_be_kept_in_mind() -> None:
    shown = texts(details.codes_detail(record()).view)
    assert "17110" in shown
    assert "often cosmetic to the payer" in shown


@pytest.mark.parametrize("detail", [details.math_detail, details.codes_detail])
def test_details_are_as_narrow_as_a_phone(detail: Any) -> None:
    block = texts(detail(record()).view).split("```")[1]
    assert max(len(line) for line in block.splitlines()) <= PHONE


async def test_a_chart_is_a_picture_with_its_finding_as_alt_text() -> None:
    pictures = Pictures(lambda _spec: b"\x89PNG")
    detail = await details.chart_detail(record(), pictures)
    pictures.close()
    gallery = next(item for item in detail.view.walk_children() if isinstance(item, discord.ui.MediaGallery))
    assert gallery.items[0].media.url == "attachment://chart-7.png"
    assert gallery.items[0].description == "A wart earns $11.12 a minute."
    assert detail.files[0].fp.read() == b"\x89PNG"


async def test_an_answer_without_a_chart_has_none_to_draw() -> None:
    with pytest.raises(BadQuestionError, match="no chart"):
        await details.chart_detail(record(comparison(chart=None)), Pictures())
