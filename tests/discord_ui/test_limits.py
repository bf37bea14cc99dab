import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui import limits


@given(text=st.text(max_size=300), most=st.integers(1, 200), most_bytes=st.integers(3, 300))
def test_fit_never_exceeds_characters_or_bytes(text: str, most: int, most_bytes: int) -> None:
    fitted = limits.fit(text, most, most_bytes)
    assert limits.length(fitted) <= most
    assert limits.size(fitted) <= most_bytes


@given(text=st.text(max_size=100))
def test_fit_leaves_what_fits_alone(text: str) -> None:
    assert limits.fit(text, 200, 400) == text


def test_a_cut_falls_between_words_so_that_no_number_is_halved() -> None:
    assert limits.fit("word " * 10 + "$111.22", 54) == ("word " * 10).rstrip() + "…"


def test_an_emoji_counts_two_characters_and_four_bytes() -> None:
    assert (limits.length("😀"), limits.size("😀")) == (2, 4)


def view_of(*texts: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    for text in texts:
        view.add_item(ui.TextDisplay(text))
    return view


def test_a_layout_is_weighed_over_all_its_nested_parts() -> None:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(ui.TextDisplay("aé"), ui.TextDisplay("b")))
    assert limits.measure(view) == limits.Size(characters=3, bytes=4, components=3)


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        pytest.param(["x" * 2000, "y" * 2001], "characters", id="4,001 characters over two texts"),
        pytest.param(["\u4e00" * 3400], "bytes", id="10,200 bytes in 3,400 characters"),
    ],
)
def test_a_layout_that_discord_would_refuse_is_refused_before_sending(texts: list[str], named: str) -> None:
    with pytest.raises(limits.TooLargeError, match=named):
        limits.assert_fits(view_of(*texts))


def test_a_layout_at_the_limit_passes() -> None:
    limits.assert_fits(view_of("x" * limits.DISPLAY_CHARACTERS))
