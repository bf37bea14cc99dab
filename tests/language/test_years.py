"""A year whose fee schedule is not loaded is asked about with those that are."""

import pytest

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Say
from bot.domain.question import Clarify, Compare, Value
from bot.language.listener import Listener


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("what did 99213 pay back in 2022", 2022),
        ("99213 2022 wrvu", 2022),
        ("99204 total rvu, 2024 schedule", 2024),
    ],
)
def test_the_loaded_years_are_offered(listener: Listener, catalog: Catalog, text: str, year: int) -> None:
    question = listener.understand(text)
    assert isinstance(question, Clarify)
    assert question.ask == catalog.lexicon.says[Say.YEAR_UNKNOWN].format(year)
    assert [choice.label for choice in question.choices] == ["2026", "2025"]
    assert len(question.items) == 1
    values = [choice.question for choice in question.choices]
    assert [one.stated.year for one in values if isinstance(one, Value)] == [2026, 2025]


def test_no_year_is_offered_that_is_said_already(listener: Listener) -> None:
    question = listener.understand("99214 in 2022 vs 99214 in 2026")
    assert isinstance(question, Clarify)
    assert [choice.label for choice in question.choices] == ["2025"]
    asked = question.choices[0].question
    assert isinstance(asked, Compare)
    assert [item.year for item in asked.items] == [2025, 2026]


@pytest.mark.parametrize("text", ["99213 2025 wrvu", "99213 in 2026"])
def test_a_loaded_year_is_answered(listener: Listener, text: str) -> None:
    assert isinstance(listener.understand(text), Value)


@pytest.mark.parametrize("text", ["need 2022 wrvu this quarter", "how many 99213 for 2022 wrvu"])
def test_a_number_of_rvus_to_reach_is_no_year(listener: Listener, text: str) -> None:
    assert listener.understand(text).intent in {"target", "break_even"}
