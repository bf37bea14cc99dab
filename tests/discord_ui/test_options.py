from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_ui import options
from bot.domain.atlas import Atlas
from bot.domain.question import BreakEven, Clarify, Compare, Item, OutOfScope, Stated, Value
from bot.domain.service import CodeRef, Setting
from bot.domain.suggestion import Suggestion
from bot.errors import BadQuestionError
from tests.discord_ui.samples import FakeDesk

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


def concept(name: str, *, answerable: bool) -> Any:
    return SimpleNamespace(name=name, uses=("a rule",) if answerable else ())


CONCEPTS = {
    "wart_destruction": concept("wart freezing", answerable=True),
    "injection": concept("injection", answerable=False),
}


def heard(text: str) -> Any:
    """Understand like a listener that knows one visit, and has to ask about injections."""
    return Clarify(ask="Which injection?") if text == "injection" else asked(VISIT, year=2025)


def desk(*offered: tuple[str, str], localities: Any = ()) -> Any:
    places = {place.id: place for place in localities}
    return SimpleNamespace(
        suggest=lambda _typed: tuple(Suggestion(label=label, value=value) for label, value in offered),
        understand=heard,
        catalog=SimpleNamespace(concepts=CONCEPTS, atlas=Atlas(places, {})),
        redact=FakeDesk().redact,
    )


def test_words_are_understood_as_everywhere() -> None:
    assert options.understood(desk(), "level 4 visit + the works") == asked(VISIT, year=2025)


def test_an_autocompleted_concept_is_taken_at_its_word_beside_a_code() -> None:
    wart = Item(concept="wart_destruction")
    assert options.understood(desk(), "99214-25 + wart_destruction") == asked(VISIT, wart, year=2025)


@pytest.mark.parametrize("typed", ["injection", "wart_destruction + injection"])
def test_an_autocompleted_concept_that_covers_too_much_is_asked_about(typed: str) -> None:
    assert options.understood(desk(), typed) == Clarify(ask="Which injection?")


def test_never_more_is_offered_than_discord_takes() -> None:
    choices = options.service_choices(desk(*(("long " * 40, str(n)) for n in range(30))), "x")
    assert len(choices) == 25
    assert all(len(choice.name) <= 100 for choice in choices)


def test_only_the_last_service_of_a_basket_is_completed() -> None:
    (choice,) = options.service_choices(desk(("17110 wart freezing", "17110")), "99214-25 + wa")
    assert (choice.name, choice.value) == ("99214-25 + 17110 wart freezing", "99214-25 + 17110")


def test_a_basket_too_long_for_a_choice_is_not_offered_cut() -> None:
    assert options.service_choices(desk(("wart", "17110")), "9" * 99 + "+wa") == []


def test_one_service_alone_gets_its_card() -> None:
    assert options.card(asked(WART)) == Value(items=(WART,), card=True)


@pytest.mark.parametrize("other", [asked(VISIT, WART), Clarify(ask="Which?"), Compare(items=(VISIT, WART))])
def test_any_other_question_gets_its_own_answer(other: Any) -> None:
    assert options.card(other) is other


def place(name: str, state: str, number: str) -> Any:
    return SimpleNamespace(id=number, name=name, state=state)


ALABAMA, BAY, MANHATTAN = (
    place("ALABAMA", "AL", "10112-00"),
    place("SAN FRANCISCO BAY", "CA", "01112-05"),
    place("MANHATTAN", "NY", "13202-01"),
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("", ["10112-00", "13202-01", "01112-05"], id="nothing typed: by name"),
        pytest.param("man", ["13202-01"], id="a name"),
        pytest.param("01112", ["01112-05"], id="a number"),
        pytest.param("a", ["10112-00", "13202-01", "01112-05"], id="those that begin with it first"),
        pytest.param("zzz", [], id="nothing fits"),
    ],
)
def test_localities_are_offered_by_name_state_or_number(typed: str, offered: list[str]) -> None:
    choices = options.locality_choices(desk(localities=(BAY, MANHATTAN, ALABAMA)), typed)
    assert [choice.value for choice in choices] == offered


def test_a_break_even_solves_the_first_option_for_the_second() -> None:
    question = options.break_even(asked(WART), asked(VISIT), minutes=NOTHING, stated=Stated())
    assert isinstance(question, BreakEven)
    assert [(item.concept, item.side) for item in question.items] == [("wart_destruction", 1), ("visit_est_4", 2)]
    assert question.solve == "count"


def test_a_length_is_solved_for_one_service_without_minutes_only() -> None:
    solved = options.break_even(asked(VISIT), asked(WART), minutes=NOTHING, stated=Stated(), length=True)
    assert isinstance(solved, BreakEven)
    assert solved.solve == "minutes"
    for first in (asked(WART), asked(VISIT, VISIT)):
        with pytest.raises(BadQuestionError, match="one service without minutes"):
            options.break_even(first, asked(WART), minutes=NOTHING, stated=Stated(), length=True)


def test_an_unclear_side_of_a_break_even_is_asked_back_about() -> None:
    unclear = Clarify(ask="Which joint?")
    assert options.break_even(unclear, asked(WART), minutes=NOTHING, stated=Stated()) is unclear
