import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.text import code_block, escape, small


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("@everyone", r"\@everyone", id="everyone"),
        pytest.param("<@123> <#4> <t:1:R>", r"\<\@123\> \<#4\> \<t:1:R\>", id="mention, channel, timestamp"),
        pytest.param("[free](http://x)", r"\[free\](http\://x)", id="masked link"),
        pytest.param("see https://evil.test", r"see https\://evil.test", id="bare link"),
        pytest.param("ad\u202eno\u200b\u2066\U000e0041\x1b\x00min\ud800", "adnomin", id="unseen characters"),
        pytest.param("one\ttwo\nthree", "one\ttwo\nthree", id="tabs and lines"),
        pytest.param("naïve, 5 µg, 診療所 🙂", "naïve, 5 µg, 診療所 🙂", id="other letters"),
        pytest.param("a_b*c~d`e|f", r"a\_b\*c\~d\`e\|f", id="styles"),
        pytest.param("# big", r"\# big", id="heading"),
        pytest.param("-# small", r"\-# small", id="small print"),
        pytest.param("1. one\n2) two", "1\\. one\n2\\) two", id="numbered list"),
        pytest.param("$1.50 - 0.68 + 3", "$1.50 - 0.68 + 3", id="figures stay as they are"),
    ],
)
def test_typed_text_is_shown_as_typed(typed: str, shown: str) -> None:
    assert escape(typed) == shown


@given(st.text(alphabet="@<>*_`~|[]\\#-ab 1.\n", max_size=60))
def test_taking_the_backslashes_away_gives_the_text_back(text: str) -> None:
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escape(text)) == text


LIVE = re.compile(r"(?<!\\)(?:\\\\)*(?:@(?:everyone|here)|<(?:@[!&]?|#|t:|a?:\w+:|/)|https?://|\[[^\]]*\]\()")
"""A ping, a mention, a timestamp, an emoji, a command or a link that Discord would bring to life."""
PARTS = ["@everyone", "@here", "<@1>", "<@&2>", "<#3>", "<t:1:R>", "<:x:1>", "</ask:1>", "https://a.b", "[a](b)", "`"]


@given(
    st.lists(st.sampled_from([*PARTS, "\\", "\u200b", "\u202e", "\n", " ", "a", "||", "~~", "> ", "@", "://", "\r"]))
)
def test_nothing_typed_comes_to_life(parts: list[str]) -> None:
    assert all(LIVE.search(part) for part in PARTS[:-1])
    assert LIVE.search(escape("".join(parts))) is None


def test_small_print_covers_every_line() -> None:
    assert small("one\n\ntwo") == "-# one\n-# two"


@given(st.text(max_size=80))
def test_no_backtick_closes_a_code_block_early(text: str) -> None:
    assert "`" not in code_block(text).removeprefix("```\n").removesuffix("\n```")
