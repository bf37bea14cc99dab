import pytest

from bot.language.typos import Spelling

KNOWN = {word: word for word in ("wart", "colonoscopy", "colposcopy", "vasectomy", "visit", "anoscopy")} | {
    "visits": "visit"
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("wrat", "wart", id="swapped"),
        pytest.param("wort", None, id="another-letter-in-a-word-of-four"),
        pytest.param("waart", "wart", id="extra"),
        pytest.param("vist", "visit", id="missing"),
        pytest.param("visitt", "visit", id="two-forms-of-one-word"),
        pytest.param("colonscopi", "colonoscopy", id="two-slips-in-a-long-word"),
        pytest.param("endoscopy", None, id="another-organ-is-no-typo"),
        pytest.param("coloposcopy", None, id="between-two-organs"),
        pytest.param("war", None, id="too-short"),
        pytest.param("w" * 40, None, id="too-long"),
        pytest.param("zebra", None, id="nothing-near"),
    ],
)
def test_the_nearest_word_is_found_or_none(typed: str, meant: str | None) -> None:
    assert Spelling(KNOWN).nearest(typed) == meant


def test_a_tie_between_two_words_is_not_decided() -> None:
    assert Spelling({"heel": "heel", "heal": "heal"}).nearest("heil") is None
