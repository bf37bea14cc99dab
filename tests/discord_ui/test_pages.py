import pytest

from bot.ask import Asker
from bot.discord_ui.pages import page_layout, record_layout
from tests.discord_ui.samples import custom_ids, page, record, texts

NOON = "1777636800000000"


@pytest.mark.parametrize(
    ("newer", "older", "turns"),
    [
        (0, 0, []),
        (0, 5, [f"rvu1:older:9:{NOON}:5"]),
        (1, 5, [f"rvu1:newer:9:{NOON}:1", f"rvu1:older:9:{NOON}:5"]),
        (1, 0, [f"rvu1:newer:9:{NOON}:1"]),
    ],
    ids=["alone", "first", "middle", "last"],
)
def test_a_page_turns_only_where_there_is_another(newer: int, older: int, turns: list[str]) -> None:
    ids = custom_ids(page_layout(page(5, newer=newer, older=older), 9))
    assert [each for each in ids if ":show:" not in each] == turns


def test_every_answer_of_a_page_can_be_opened() -> None:
    assert custom_ids(page_layout(page(3))) == ["rvu1:show:1", "rvu1:show:2", "rvu1:show:3"]


def test_the_list_says_what_and_when_but_never_who() -> None:
    shown = texts(page_layout(page(1)))
    assert "Medicare pays $111.22" in shown
    assert "<t:1777636800:f>" in shown
    assert "<@" not in shown


def test_an_empty_history_says_what_to_do() -> None:
    assert "/ask" in texts(page_layout(page(0)))


def test_a_search_without_a_find_says_so() -> None:
    assert "fits" in texts(page_layout(page(0), 3))


@pytest.mark.parametrize(
    ("user", "moderator", "removable"), [(11, False, True), (12, True, True), (12, False, False)]
)  # fmt: skip
def test_an_opened_answer_is_run_again_continued_and_removed_by_those_who_may(
    user: int,
    moderator: bool,  # noqa: FBT001 - a parameter
    removable: bool,  # noqa: FBT001 - a parameter
) -> None:
    ids = custom_ids(record_layout(record(), Asker(user_id=user, guild_id=1), moderator=moderator))
    assert ("rvu1:drop:7" in ids) is removable
    assert {"rvu1:again:7", "rvu1:resume:7"} <= set(ids)
