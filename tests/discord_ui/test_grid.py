import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.grid import WIDTH, grid

HEAD = ("", "work RVU", "total RVU", "Medicare", "a minute", "work RVU a minute")
ROWS = (
    ("wart freezing, 17110, 10 min", "0.68", "3.33", "$111.22", "$11.12", "0.068"),
    ("talk as 99214 by time, 30 min", "1.92", "4.06", "$135.61", "$4.52", "0.064"),
)

cells = st.text(alphabet="abc$0.9 ", max_size=30)


@given(
    rows=st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=4),
    head=st.lists(cells, min_size=4, max_size=4),
)
def test_no_line_is_wider_than_a_phone(rows: list[list[str]], head: list[str]) -> None:
    assert all(len(line) <= WIDTH for line in grid(head, rows).splitlines())


def test_a_narrow_table_has_one_line_a_row() -> None:
    laid_out = grid(("", "work", "paid"), (("wart", "0.68", "$111.22"), ("talk", "1.92", "$135.61")))
    assert laid_out.splitlines() == ["     work    paid", "wart 0.68 $111.22", "talk 1.92 $135.61"]


def test_a_wide_table_puts_the_name_above_its_figures() -> None:
    lines = grid(HEAD, ROWS).splitlines()
    named = lines.index("wart freezing, 17110, 10 min")
    assert lines[named + 1].split() == ["0.68", "3.33", "$111.22", "$11.12", "0.068"]


def test_figures_stand_below_their_headings() -> None:
    lines = grid(HEAD, ROWS).splitlines()
    figures = next(line for line in lines if "$111.22" in line)
    heading = next(line for line in lines if "Medicare" in line)
    assert figures.index("$111.22") + len("$111.22") == heading.index("Medicare") + len("Medicare")


def test_figures_too_wide_for_one_line_stand_behind_their_headings() -> None:
    wide = "1" * 20
    lines = grid(("", "first", "second", "third"), (("row", wide, wide, wide),)).splitlines()
    assert lines == ["row", f"  first  {wide}", f"  second {wide}", f"  third  {wide}"]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1]], ids=["two rows", "one row"])
def test_every_figure_is_shown_whole(rows: tuple[tuple[str, ...], ...]) -> None:
    words = grid(HEAD, rows).split()
    assert all(cell in words for row in rows for cell in row[1:])
