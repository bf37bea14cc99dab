"""What `/explain`'s one option is understood as."""

import pytest

from bot.ask import Desk
from bot.catalog.load import load
from bot.discord_ui import options
from bot.discord_ui.limits import AUTOCOMPLETE_CHOICES
from bot.domain.question import Clarify, Explain
from bot.errors import BadQuestionError


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(load())


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("modifier_25", "modifier_25"),
        ("Conversion Factor", "conversion_factor"),
        ("whats the diff between wrvu and total rvu", "work_vs_total"),
    ],
    ids=["id", "word", "question"],
)
def test_an_id_a_word_and_a_question_name_their_entry(desk: Desk, typed: str, topic: str) -> None:
    assert options.topic(desk, typed) == Explain(topic=topic)


def test_a_slip_of_the_pen_offers_the_nearest_entries(desk: Desk) -> None:
    assert options.topic(desk, "convrsion facter") == Explain(topic="conversion_factor")
    asked = options.topic(desk, "factr")
    assert isinstance(asked, Clarify)
    assert Explain(topic="conversion_factor") in [choice.question for choice in asked.choices]


def test_what_no_entry_is_like_is_refused_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(BadQuestionError, match="no entry") as refused:
        options.topic(desk, "zzqqxx kwyjibo")
    assert "/ask" in refused.value.hint


def test_claims_are_offered_by_words_of_their_titles(desk: Desk) -> None:
    assert [choice.value for choice in options.claim_choices(desk, "direct primary")] == ["direct_primary_care"]


def test_typing_offers_entries_that_fit_into_discords_list(desk: Desk) -> None:
    assert len(options.topic_choices(desk, "")) == AUTOCOMPLETE_CHOICES
    assert "direct_primary_care" in [choice.value for choice in options.topic_choices(desk, "direct pri")]
