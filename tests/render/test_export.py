import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.export import safe


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\x00=1",
        "|cmd",
        "%0",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
    ],
)
def test_a_cell_that_a_spreadsheet_would_compute_is_written_as_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@given(st.text())
def test_a_cell_never_begins_with_a_formula_and_loses_nothing(text: str) -> None:
    written = safe(text)
    assert written in (text, f"'{text}")
    assert not written.lstrip(" \t\r\n\x00").startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["", "wart freezing", "99214 - 25", "RVU26B", "10 min talk = 30"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
