import discord
import pytest

from bot.ask import Reply
from bot.discord_ui.layout import NOT_SAVED, answer_layout
from bot.discord_ui.limits import SELECT_OPTIONS, measure
from bot.domain.answer import Detail
from bot.render.monospace import PHONE
from tests.discord_ui.samples import asking, comparison, custom_ids, declining, texts


def test_the_verdict_comes_first_then_table_notes_and_source() -> None:
    shown = texts(answer_layout(Reply(comparison(), 7)))
    order = ["Medicare pays", "```", "office, national", "often cosmetic", "-# Medicare, RVU26B"]
    assert [shown.index(part) for part in order] == sorted(shown.index(part) for part in order)
    assert shown.startswith("**Medicare pays $111.22 for a wart freezing.**")


def test_no_line_of_the_table_is_wider_than_a_phone() -> None:
    block = texts(answer_layout(Reply(comparison(), 7))).split("```")[1]
    assert max(len(line) for line in block.splitlines()) <= PHONE


def test_of_many_caveats_the_particular_and_the_general_ones_are_shown() -> None:
    shown = texts(answer_layout(Reply(comparison(caveats=tuple(f"caveat {n}" for n in range(8))), 7)))
    assert [n for n in range(8) if f"caveat {n}" in shown] == [0, 1, 5, 6, 7]


def test_a_card_stands_in_place_of_the_table() -> None:
    details = (Detail(label="Status", text="A, paid"), Detail(label="Office", text="work 0.68"))
    shown = texts(answer_layout(Reply(comparison(details=details), 7)))
    assert "**Office** work 0.68" in shown
    assert "```" not in shown


def test_each_button_carries_the_record() -> None:
    assert custom_ids(answer_layout(Reply(comparison(), 7))) == [
        "rvu1:math:7",
        "rvu1:codes:7",
        "rvu1:chart:7",
        "rvu1:pick:7:0",
    ]


@pytest.mark.parametrize(
    ("missing", "gone"), [("steps", "math"), ("pathways", "codes")], ids=["no steps", "no pathways"]
)
def test_a_button_without_anything_behind_it_is_left_out(missing: str, gone: str) -> None:
    assert f"rvu1:{gone}:7" not in custom_ids(answer_layout(Reply(comparison(**{missing: ()}), 7)))


def test_an_unsaved_answer_says_so_and_has_no_buttons() -> None:
    view = answer_layout(Reply(comparison(), None))
    assert custom_ids(view) == []
    assert NOT_SAVED in texts(view)
    assert "Talk as psychotherapy" in texts(view)


def test_a_few_choices_are_buttons() -> None:
    assert custom_ids(answer_layout(Reply(asking("knee", "shoulder"), 7))) == ["rvu1:pick:7:0", "rvu1:pick:7:1"]


def test_many_choices_are_one_menu() -> None:
    view = answer_layout(Reply(asking(*(f"joint {n}" for n in range(30))), 7))
    menu = next(item.item for item in view.walk_children() if isinstance(item, discord.ui.DynamicItem))
    assert menu.custom_id == "rvu1:choose:7"
    assert [option.value for option in menu.options] == [str(n) for n in range(SELECT_OPTIONS)]


def test_a_hint_that_nothing_can_continue_with_is_text_and_keeps_the_numbers_of_the_others() -> None:
    view = answer_layout(Reply(asking("knee", hints=("or name the joint",)), 7))
    assert custom_ids(view) == ["rvu1:pick:7:0"]
    assert "or name the joint" in texts(view)


def test_what_it_can_do_instead_is_one_click_away() -> None:
    assert custom_ids(answer_layout(Reply(declining("A wart's worth"), 7))) == ["rvu1:pick:7:0"]


def test_nothing_typed_pings_or_formats() -> None:
    view = answer_layout(Reply(comparison(verdict="@everyone **<@1>** said so"), 7))
    assert texts(view).startswith(r"**\@everyone \*\*\<\@1\>\*\* said so**")


@pytest.mark.parametrize(
    "filler", ["*" * 3000, "\u4e00" * 3000, "😀" * 3000, "word " * 900], ids=["marks", "han", "emoji", "words"]
)
def test_an_overlong_answer_still_fits_in_one_message(filler: str) -> None:
    long = comparison(verdict=filler, explanation=filler, assumptions=(filler,), caveats=(filler,), basis=filler)
    assert measure(answer_layout(Reply(long, 7))).characters <= 4000


def test_the_layout_holds_nothing_clickable_but_dynamic_items() -> None:
    view = answer_layout(Reply(comparison(), 7))
    clickable = [item for item in view.walk_children() if item.is_dispatchable()]
    assert clickable
    assert all(isinstance(item, discord.ui.DynamicItem) for item in clickable)
