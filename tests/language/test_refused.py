"""What the bot does not answer and why, what its memory is asked for, and what only looks like either."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.question import Clarify, Compare, OutOfScope, Value
from bot.language.listener import Listener

SAID = Path(__file__).with_name("refused.txt")


def cases() -> Iterator[tuple[str, str]]:
    """Yield each text with the reason why it is refused, or with its intent."""
    for line in SAID.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, told = line.rpartition(" | ")
            yield text, told


@pytest.mark.parametrize(("text", "told"), list(cases()))
def test_each_is_refused_for_its_reason_or_understood(listener: Listener, text: str, told: str) -> None:
    question = listener.understand(text)
    assert (question.reason if isinstance(question, OutOfScope) else question.intent) == told


def test_what_stands_for_many_services_is_not_offered_for_its_worth(listener: Listener) -> None:
    vague, exact = (
        listener.understand(f"can u submit the prior auth for my pts {name}") for name in ("ct", "colonoscopy")
    )
    assert isinstance(vague, OutOfScope)
    assert isinstance(exact, OutOfScope)
    assert not vague.items
    assert [item.concept for item in exact.items] == ["colonoscopy"]


def test_what_is_to_be_booked_is_offered_for_its_worth(listener: Listener) -> None:
    colpo, recheck = (
        listener.understand(f"book mrs Zzztest for a {name} tuesday 2pm") for name in ("colpo", "recheck")
    )
    assert isinstance(colpo, OutOfScope)
    assert isinstance(recheck, OutOfScope)
    assert [item.concept for item in colpo.items] == ["colposcopy_biopsy"]
    assert not recheck.items


def test_a_bare_visit_is_any_of_its_codes(listener: Listener) -> None:
    question = listener.understand("visit rvu")
    assert isinstance(question, Clarify)
    chosen = [choice.question for choice in question.choices]
    assert all(isinstance(one, Value) and one.items[0].codes for one in chosen)
    assert listener.understand("visit 30 min").intent == "value"


@pytest.mark.parametrize(
    "text",
    ["who gets the money for a wart", "where do the dollars of 17110 go", "split 99214 into work and overhead"],
)
def test_who_gets_the_money_splits_the_price(listener: Listener, text: str) -> None:
    question = listener.understand(text)
    assert isinstance(question, Value)
    assert question.split


def test_two_prices_are_split_side_by_side(listener: Listener) -> None:
    question = listener.understand("who pockets more of the fee, how much of it is overhead: 17110 or 99214")
    assert isinstance(question, Compare)
    assert question.split
    assert not getattr(listener.understand("17110 or 99214"), "split", True)
