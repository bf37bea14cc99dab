import pytest

from bot.render.wording import code_units, counted, inline, is_plural, listed, sentence, with_note


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
    ids=["none", "one", "two", "three"],
)
def test_lists_join_as_people_do(parts: list[str], text: str) -> None:
    assert listed(parts) == text


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("a wart freezing", False),
        ("12 level-3 follow-up visits", True),
        ("1,200 visits", True),
        ("1 visit", False),
        ("30 minutes of lifestyle talk", False),
        ("99215 (a nurse practitioner)", False),
        ("99213 + 17110", False),
        ("3 x 99213", True),
    ],
)
def test_the_verb_follows_the_count_and_not_a_code(phrase: str, plural: bool) -> None:  # noqa: FBT001 - a table
    assert is_plural(phrase) is plural


def test_a_note_joins_the_brackets_that_are_there() -> None:
    assert with_note("a wart freezing (3 warts)", "17110") == "a wart freezing (3 warts, 17110)"
    assert with_note("a wart freezing", "17110") == "a wart freezing (17110)"


def test_small_pieces() -> None:
    assert counted(1, "minute") == "1 minute"
    assert counted(13, "minute") == "13 minutes"
    assert sentence("it depends") == "It depends."
    assert sentence("Which?") == "Which?"
    assert code_units(("99214", "G2211", "G0447"), (1, 1, 2)) == "99214 + G2211 + G0447 x 2"


@pytest.mark.parametrize(
    ("told", "within"),
    [
        ("Office prices", "office prices"),
        ("A clinician", "a clinician"),
        ("G0105: no minutes", "G0105: no minutes"),
        ("IUD insertion: no minutes", "IUD insertion: no minutes"),
        ("wart freezing", "wart freezing"),
        ("", ""),
    ],
)
def test_codes_and_abbreviations_keep_their_capitals_within_a_sentence(told: str, within: str) -> None:
    assert inline(told) == within
