"""Options of /target and /model become one question, exactly as typed."""

from decimal import Decimal
from typing import Any

import pytest

from bot.discord_ui import plans
from bot.domain.question import Clarify, Item, OutOfScope, Stated, Target, Value, WhatIf
from bot.domain.terms import CollaborativeCare, DirectCare, ValueBased
from bot.errors import BadQuestionError

TALK = Item(concept="lifestyle_counseling")
WART = Item(concept="wart_destruction", minutes=9)
UNCLEAR = (Clarify(ask="Which joint?"), OutOfScope(reason="clinical"))
TERMS = DirectCare(fee=Decimal(80), members=600)


def asked(*items: Item, **stated: Any) -> Value:
    return Value(items=items, stated=Stated(**stated))


@pytest.mark.parametrize(
    ("typed", "number"), [(0.8, "0.8"), (1.6, "1.6"), (5200.0, "5200.0"), (0.1 + 0.2, "0.30000000000000004")]
)
def test_a_number_is_what_was_typed(typed: float, number: str) -> None:
    assert plans.exact(typed) == Decimal(number)


def test_a_percentage_becomes_a_fraction_and_nothing_stays_nothing() -> None:
    assert (plans.part(60.0), plans.part(2.5), plans.part(None)) == (Decimal("0.6"), Decimal("0.025"), None)


def test_a_target_holds_what_was_given_and_nothing_else() -> None:
    question = plans.target(None, "month", goal=410.0, days=19.0, weeks=None)
    assert question == Target(goal=Decimal(410), per="month", days=Decimal(19))


def test_minutes_without_a_service_are_an_average_visits() -> None:
    question = plans.target(None, "day", 20, goal=24.0, average=1.6)
    assert question == Target(goal=Decimal(24), per="day", average=Decimal("1.6"), visit_minutes=Decimal(20))


def test_a_targets_service_keeps_what_its_words_state_and_takes_the_minutes() -> None:
    question = plans.target(asked(TALK, year=2025), "year", 30, goal=4800.0)
    assert question.items == (TALK.model_copy(update={"minutes": 30}),)
    assert question.stated == Stated(year=2025)


def test_a_services_own_minutes_stay_without_the_option() -> None:
    assert plans.target(asked(WART), "year", goal=1.0).items == (WART,)


@pytest.mark.parametrize("unclear", UNCLEAR)
def test_an_unclear_service_is_asked_back_about(unclear: Any) -> None:
    assert plans.target(unclear, "year", goal=1.0) is unclear
    assert plans.model(TERMS, unclear) is unclear
    assert plans.model(TERMS, asked(WART), unclear) is unclear


@pytest.mark.parametrize(
    ("service", "said"), [(asked(), "no service"), (asked(TALK, WART), "any of those services")], ids=["none", "two"]
)
def test_what_cannot_be_joined_is_refused(service: Value, said: str) -> None:
    with pytest.raises(BadQuestionError, match=said):
        plans.target(service, "year", 30, goal=1.0)
    with pytest.raises(BadQuestionError, match=said):
        plans.model(TERMS, service, minutes=30)


def test_a_model_sets_one_service_beside_it_without_sides() -> None:
    question = plans.model(TERMS, asked(TALK), None, minutes=30, base=4500.0, rate=52.5)
    timed = TALK.model_copy(update={"minutes": 30})
    wanted = WhatIf(items=(timed,), stated=Stated(rate=Decimal("52.5")), base=Decimal(4500), terms=TERMS)
    assert question == wanted


def test_two_services_stand_on_sides() -> None:
    question = plans.model(ValueBased(share=Decimal("0.5")), asked(TALK), asked(WART))
    assert [(item.concept, item.side) for item in question.items] == [
        ("lifestyle_counseling", 1),
        ("wart_destruction", 2),
    ]


def test_a_model_needs_no_service() -> None:
    terms = CollaborativeCare(new=10, follow_up=30)
    assert plans.model(terms) == WhatIf(terms=terms)
