from decimal import Decimal

import pytest

from bot.language.tokens import Shape, tokenize

MODIFIERS = ("25", "26", "50", "tc")


def shapes(text: str) -> list[tuple[str, str]]:
    return [(token.shape.name, token.written) for token in tokenize(text, MODIFIERS)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("wart freeze", [("WORD", "wart"), ("WORD", "freeze")], id="words"),
        pytest.param("what's", [("WORD", "whats")], id="apostrophe-inside"),
        pytest.param("w/o us", [("WORD", "w/o"), ("WORD", "us")], id="slashed-abbreviation"),
        pytest.param("w/rx", [("WORD", "w/"), ("WORD", "rx")], id="slash-before-a-word"),
        pytest.param("rvu/hr", [("WORD", "rvu"), ("MARK", "/"), ("WORD", "hr")], id="slash-between-words"),
        pytest.param("30m", [("NUMBER", "30"), ("WORD", "m")], id="unit-written-close"),
        pytest.param("4,800 wrvu", [("NUMBER", "4,800"), ("WORD", "wrvu")], id="thousands"),
        pytest.param("99213s", [("CODE", "99213")], id="plural-code"),
        pytest.param("g0447's", [("CODE", "G0447")], id="possessive-code"),
        pytest.param("0591t", [("CODE", "0591T")], id="category-three-code"),
        pytest.param("3x99213", [("NUMBER", "3"), ("WORD", "x"), ("CODE", "99213")], id="counted-code"),
        pytest.param("17110+11200", [("CODE", "17110"), ("MARK", "+"), ("CODE", "11200")], id="two-codes"),
        pytest.param("99213-99215", [("CODE", "99213"), ("MARK", "-"), ("CODE", "99215")], id="range-of-codes"),
        pytest.param("10000.5", [("NUMBER", "10000.5")], id="decimal-is-no-code"),
        pytest.param("$$", [("MONEY", "$$")], id="bare-dollars"),
        pytest.param("50$", [("MONEY", "50$")], id="sign-behind"),
        pytest.param("120 %", [("PERCENT", "120 %")], id="percent"),
        pytest.param("01/02/1950", [("IDENTIFIER", "01/02/1950")], id="date"),
        pytest.param("555-123-4567", [("IDENTIFIER", "555-123-4567")], id="phone"),
        pytest.param("1234567890123", [("IDENTIFIER", "1234567890123")], id="record-number"),
        pytest.param("@everyone <@123> <:x:1> https://a.b/99214 hi", [("WORD", "hi")], id="mentions-and-links"),
        pytest.param("🤷", [], id="emoji"),
    ],
)
def test_text_is_cut(text: str, tokens: list[tuple[str, str]]) -> None:
    assert shapes(text) == tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("1/2", "0.5"),
        ("5k", "5000"),
        ("$52", "52"),
        ("$1.2k", "1200"),
        ("85%", "85"),
        ("1,200.50", "1200.50"),
    ],
)
def test_numbers_are_exact(text: str, value: str) -> None:
    assert tokenize(text)[0].value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("99213-25", ("25",)),
        ("99213+25", ("25",)),
        ("72148-TC", ("TC",)),
        ("99213-25-50", ("25", "50")),
        ("99213-30", ()),
    ],
)
def test_known_modifiers_are_read_with_their_code(text: str, modifiers: tuple[str, ...]) -> None:
    assert tokenize(text, MODIFIERS)[0].modifiers == modifiers


def test_capitals_and_closeness_are_told() -> None:
    first, second, third = tokenize("US Wart-x")[0], tokenize("Wart 3x")[0], tokenize("3x")[1]
    assert (first.capitals, second.capital, second.capitals, third.glued) == (True, True, False, True)


def test_without_modifiers_nothing_behind_a_code_is_one() -> None:
    assert [token.shape for token in tokenize("99213-25")] == [Shape.CODE, Shape.MARK, Shape.NUMBER]


@pytest.mark.parametrize("text", ["<@1>, 99213", "<@!1>. 99213", "https://x.y ,, 99213", "<a:x:1>: 99213"])
def test_a_pause_right_behind_what_is_left_out_is_one(text: str) -> None:
    assert [token.written for token in tokenize(text)][-1] == "99213"
