import pytest

from bot.language.text import LONGEST, normalise


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        pytest.param("1½ hr", "1 1/2 hr", id="fraction-sign-behind-a-digit"),
        pytest.param("½ hr", "1/2 hr", id="fraction-sign-alone"),
        pytest.param("what\u2019s", "what's", id="curly-quote"),
        pytest.param("30\u201339", "30-39", id="en-dash"),
        pytest.param("\uff13\uff10 \uff4d\uff49\uff4e", "30 min", id="full-width"),
        pytest.param("wa\u200brt", "wart", id="zero-width-space"),
        pytest.param("\u202ewart", "wart", id="direction-override"),
        pytest.param("wart\x00freeze", "wart freeze", id="control-character"),
        pytest.param("3\u00d7", "3x", id="multiplication-sign"),
        pytest.param("٣٠ min", "30 min", id="arabic-digits"),
        pytest.param("Wart", "Wart", id="case-is-kept"),
    ],
)
def test_signs_have_one_spelling(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


def test_a_sign_that_unfolds_into_many_cannot_make_the_text_longer_than_twice_its_limit() -> None:
    assert len(normalise("ﷺ" * 5_000)) == 2 * LONGEST
