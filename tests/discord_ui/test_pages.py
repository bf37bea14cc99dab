import pytest

from bot.discord_ui.pages import page_layout
from tests.discord_ui.samples import custom_ids, page, texts


@pytest.mark.parametrize(
    ("number", "turns"),
    [(1, ["rvu1:page:2"]), (2, ["rvu1:page:1", "rvu1:page:3"]), (3, ["rvu1:page:2"])],
    ids=["first", "middle", "last"],
)
def test_a_page_turns_only_where_there_is_another(number: int, turns: list[str]) -> None:
    ids = custom_ids(page_layout(page(5, number=number, pages=3)))
    assert [each for each in ids if ":page:" in each] == turns


def test_every_answer_of_a_page_can_be_opened() -> None:
    assert custom_ids(page_layout(page(3))) == ["rvu1:show:1", "rvu1:show:2", "rvu1:show:3"]


def test_the_list_says_what_and_when_but_never_who() -> None:
    shown = texts(page_layout(page(1)))
    assert "Medicare pays $111.22" in shown
    assert "<t:1777636800:f>" in shown
    assert "<@" not in shown


def test_an_empty_history_says_what_to_do() -> None:
    assert "/ask" in texts(page_layout(page(0)))
