import discord
import pytest

from bot.discord_ui import details
from bot.discord_ui.limits import measure
from bot.errors import BadQuestionError
from tests.discord_ui.samples import comparison, record, texts


def test_the_math_is_shown_whole_when_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details, "math_text", lambda _answer: "0.68 x 33.4009")
    detail = details.math_detail(record())
    assert "```\n0.68 x 33.4009\n```" in texts(detail.view)
    assert detail.files == ()


@pytest.mark.parametrize("filler", ["step 0.68\n" * 1000, "\u4e00" * 3500], ids=["characters", "bytes"])
def test_long_math_also_comes_whole_as_a_file(monkeypatch: pytest.MonkeyPatch, filler: str) -> None:
    monkeypatch.setattr(details, "math_text", lambda _answer: filler)
    detail = details.math_detail(record())
    (file,) = detail.files
    assert file.filename == "math-7.txt"
    assert file.fp.read().decode() == filler
    assert any(isinstance(item, discord.ui.File) for item in detail.view.walk_children())
    assert measure(detail.view).characters <= 4000


def test_codes_could_apply_and_no_more_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details, "codes_text", lambda _answer: "17110")
    assert "could apply, if documented and medically necessary" in texts(details.codes_detail(record()).view)


async def test_a_chart_is_a_picture_with_its_finding_as_alt_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details, "draw", lambda _spec: b"\x89PNG")
    detail = await details.chart_detail(record())
    gallery = next(item for item in detail.view.walk_children() if isinstance(item, discord.ui.MediaGallery))
    assert gallery.items[0].media.url == "attachment://chart-7.png"
    assert gallery.items[0].description == "A wart earns $11.12 a minute."
    assert detail.files[0].fp.read() == b"\x89PNG"


async def test_an_answer_without_a_chart_has_none_to_draw() -> None:
    with pytest.raises(BadQuestionError, match="no chart"):
        await details.chart_detail(record(comparison(chart=None)))
