from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_ui import options
from bot.domain.question import Clarify, Compare, Item, OutOfScope, Stated, Value
from bot.domain.service import CodeRef, Setting
from bot.domain.suggestion import Suggestion
from bot.errors import BadQuestionError

VISIT = Item(concept="visit_est_4", codes=(CodeRef.parse("99214-25"),))
WART = Item(concept="wart_destruction", minutes=9)
NOTHING = (None, None)


def asked(*items: Item, **stated: Any) -> Value:
    return Value(items=items, stated=Stated(**stated))


def compared(first: Any, second: Any, minutes: Any = NOTHING, **stated: Any) -> Any:
    return options.compare(first, second, minutes=minutes, stated=Stated(**stated))


def test_a_basket_stays_together_on_its_side() -> None:
    question = compared(asked(VISIT, WART), asked(VISIT))
    assert [(item.concept, item.side) for item in question.items] == [
        ("visit_est_4", 1),
        ("wart_destruction", 1),
        ("visit_est_4", 2),
    ]


def test_minutes_of_an_option_win_over_those_in_the_text() -> None:
    question = compared(asked(WART), asked(VISIT), (10, 30))
    assert [item.minutes for item in question.items] == [10, 30]


def test_minutes_in_the_text_stay_when_the_option_is_left_out() -> None:
    assert [item.minutes for item in compared(asked(WART), asked(VISIT)).items] == [9, None]


def test_an_option_wins_over_what_a_text_states_and_texts_add_up() -> None:
    question = compared(
        asked(WART, year=2025), asked(VISIT, setting=Setting.FACILITY), setting=Setting.OFFICE, locality="01112-05"
    )
    assert question.stated == Stated(year=2025, setting=Setting.OFFICE, locality="01112-05")


@pytest.mark.parametrize("unclear", [Clarify(ask="Which joint?"), OutOfScope(reason="clinical")])
@pytest.mark.parametrize("first", [True, False], ids=["first", "second"])
def test_an_unclear_side_is_asked_back_about(unclear: Any, first: bool) -> None:  # noqa: FBT001
    sides = (unclear, asked(WART)) if first else (asked(WART), unclear)
    assert compared(*sides) is unclear


@pytest.mark.parametrize(
    ("first", "minutes", "said"),
    [
        pytest.param(asked(), NOTHING, "no service in option 1", id="no service"),
        pytest.param(
            Compare(items=(VISIT.model_copy(update={"side": 1}), WART.model_copy(update={"side": 2}))),
            NOTHING,
            "compares two things",
            id="a comparison inside",
        ),
        pytest.param(asked(VISIT, WART), (10, None), "could belong to any", id="minutes for a basket"),
    ],
)
def test_a_side_that_cannot_stand_on_a_side_is_refused(first: Any, minutes: Any, said: str) -> None:
    with pytest.raises(BadQuestionError, match=said):
        compared(first, asked(WART), minutes)


def desk(*offered: tuple[str, str]) -> Any:
    return SimpleNamespace(
        suggest=lambda _typed: tuple(Suggestion(label=label, value=value) for label, value in offered)
    )


def test_never_more_is_offered_than_discord_takes() -> None:
    choices = options.service_choices(desk(*(("long " * 40, str(n)) for n in range(30))), "x")
    assert len(choices) == 25
    assert all(len(choice.name) <= 100 for choice in choices)


def test_only_the_last_service_of_a_basket_is_completed() -> None:
    (choice,) = options.service_choices(desk(("17110 wart freezing", "17110")), "99214-25 + wa")
    assert (choice.name, choice.value) == ("99214-25 + 17110 wart freezing", "99214-25 + 17110")


def test_a_basket_too_long_for_a_choice_is_not_offered_cut() -> None:
    assert options.service_choices(desk(("wart", "17110")), "9" * 99 + "+wa") == []
