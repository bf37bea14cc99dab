"""What is asked back, and that every choice goes on with the same question."""

import pytest

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Say
from bot.domain.question import Clarify, Compare, Question, Value
from bot.language.listener import Listener


def asked(listener: Listener, text: str) -> Clarify:
    question = listener.understand(text)
    assert isinstance(question, Clarify)
    return question


def continued(question: Clarify, label: str) -> Question:
    (found,) = [choice.question for choice in question.choices if label in choice.label]
    assert found is not None
    return found


def test_a_word_for_many_services_asks_which_and_keeps_the_rest(listener: Listener) -> None:
    question = asked(listener, "biopsy vs 30 min of diet talk")
    chosen = continued(question, "punch biopsy")
    assert isinstance(chosen, Compare)
    assert [(item.concept, item.minutes, item.side) for item in chosen.items] == [
        ("punch_biopsy", None, 1),
        ("lifestyle_counseling", 30, 2),
    ]


def test_two_words_for_many_services_are_asked_one_after_the_other(listener: Listener) -> None:
    first = asked(listener, "biopsy vs injection")
    second = continued(first, "punch biopsy")
    assert isinstance(second, Clarify)
    last = continued(second, "joint injection")
    assert isinstance(last, Compare)
    assert [item.concept for item in last.items] == ["punch_biopsy", "joint_injection"]


def test_four_open_things_are_too_many_to_ask_about(listener: Listener, catalog: Catalog) -> None:
    question = asked(listener, "biopsy, injection, mri or xray")
    assert question.ask == catalog.lexicon.says[Say.NOTHING]


def test_counseling_or_a_procedure_names_nothing_yet(listener: Listener) -> None:
    assert asked(listener, "counseling vs procedure").items == ()
    assert [item.concept for item in asked(listener, "biopsy rvu?").items] == ["biopsy"]


def test_an_unknown_code_is_said_and_near_codes_are_offered(listener: Listener) -> None:
    question = asked(listener, "99219 vs 17110")
    assert question.ask.startswith("99219 is not in the loaded catalog")
    chosen = continued(question, "99211")
    assert isinstance(chosen, Compare)
    assert [ref.code for item in chosen.items for ref in item.codes] == ["99211", "17110"]
    assert [item.concept for item in question.items] == ["wart_destruction"]


def test_a_number_with_a_slip_gets_the_nearest_codes(listener: Listener) -> None:
    assert asked(listener, "9921").choices[0].label.startswith("9921")


def test_an_unknown_side_is_not_answered_with_the_other(listener: Listener) -> None:
    question = asked(listener, "plasmapheresis vs 99215")
    assert [item.side for item in question.items] == [2]
    assert "plasmapheresis" not in question.model_dump_json()


def test_a_word_beside_a_known_service_is_asked_about(listener: Listener) -> None:
    question = asked(listener, "vasectomy reversal")
    chosen = continued(question, "vasectomy, without")
    assert isinstance(chosen, Value)
    assert [item.concept for item in chosen.items] == ["vasectomy"]


@pytest.mark.parametrize("text", ["hospital visit", "school visit", "group visit", "jail visit vs 99214"])
def test_a_visit_elsewhere_is_no_office_visit(listener: Listener, text: str) -> None:
    assert asked(listener, text).choices


def test_a_misspelt_service_alone_gets_the_nearest(listener: Listener) -> None:
    question = asked(listener, "collonoskoppy")
    assert question.choices[0].label == "colonoscopy"


def test_the_part_of_the_body_helps_to_find_what_is_near(listener: Listener) -> None:
    near = [choice.label for choice in asked(listener, "knee capsulectomy").choices]
    assert near
    assert all("knee" in label or "joint" in label for label in near[:3])


@pytest.mark.parametrize("text", ["zweifel und mut", "lorem ipsum", "plumbus", "qwrtz"])
def test_what_is_like_nothing_gets_no_wild_guess(listener: Listener, catalog: Catalog, text: str) -> None:
    assert asked(listener, text).ask == catalog.lexicon.says[Say.NOTHING]


def test_nothing_near_leaves_it_to_the_asker(listener: Listener, catalog: Catalog) -> None:
    assert asked(listener, "xqzvwk vs 99215").ask == catalog.lexicon.says[Say.UNKNOWN_NONE]
    assert asked(listener, "xqzvwk").ask == catalog.lexicon.says[Say.NOTHING]


def test_the_other_side_that_is_missing_is_asked_for(listener: Listener) -> None:
    question = asked(listener, "99214 vs")
    assert "follow-up visit" in question.ask
    assert continued(question, "worth").intent == "value"
    assert asked(listener, "99219 vs").items == ()


@pytest.mark.parametrize(("label", "minutes", "quantity"), [("60 minutes", 60, 1), ("60 of them", None, 60)])
def test_a_bare_number_may_be_minutes_or_a_count(
    listener: Listener, label: str, minutes: int | None, quantity: int
) -> None:
    (item,) = continued(asked(listener, "99213 60"), label).items
    assert (item.minutes, item.quantity) == (minutes, quantity)


@pytest.mark.parametrize("text", ["5000 min of counseling", "999999 warts", "0.5 seconds of counseling"])
def test_numbers_that_no_day_has_are_refused(listener: Listener, catalog: Catalog, text: str) -> None:
    assert asked(listener, text).ask == catalog.lexicon.says[Say.RANGE_MINUTES]


def test_a_state_of_several_payment_areas_asks_which(listener: Listener, catalog: Catalog) -> None:
    question = asked(listener, "99214 in massachusetts")
    chosen = continued(question, "Boston")
    assert isinstance(chosen, Value)
    assert chosen.stated.locality == "14212-01"
    assert continued(question, catalog.lexicon.says[Say.NATIONAL]).intent == "value"


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("99214 in boston vs 99214 in alabama", Say.PLACE_SIDES),
        ("99214 in california", Say.PLACE),
    ],
)
def test_places_that_cannot_be_taken_as_said(listener: Listener, catalog: Catalog, text: str, say: Say) -> None:
    assert asked(listener, text).ask == catalog.lexicon.says[say]


def test_begun_minutes_and_ranges_are_told(listener: Listener) -> None:
    (begun,) = listener.understand("7.5 min wart").items
    (ranged,) = listener.understand("30-39 min visit").items
    assert (begun.minutes, ranged.minutes) == (7, 30)
    assert begun.assumed
    assert ranged.assumed
    assert "30" in ranged.assumed


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("2 hours of therapy", ["one of 120 minutes", "2 of an hour each"]),
        ("130 min psychotherapy", ["one of 130 minutes"]),
        ("2 sessions of 2 hour psychotherapy", ["one of 120 minutes", "4 of an hour each"]),
    ],
)
def test_hours_beyond_every_rule_are_one_or_several(listener: Listener, text: str, choices: list[str]) -> None:
    question = asked(listener, text)
    assert [choice.label for choice in question.choices] == choices
    last = question.choices[-1].question
    assert isinstance(last, Value)
    (item,) = last.items
    assert (item.minutes, item.quantity) == ((60, int(choices[-1][0])) if len(choices) > 1 else (130, 1))


@pytest.mark.parametrize("text", ["2 hour visit", "2 hours of lifestyle counseling", "90 minutes of psychotherapy"])
def test_lengths_that_units_or_rules_reach_are_not_asked_about(listener: Listener, text: str) -> None:
    assert listener.understand(text).intent == "value"


def test_two_services_that_nothing_joins_are_compared_or_told_alone(listener: Listener) -> None:
    question = asked(listener, "does a wart pay skin tag rvus")
    labels = [choice.label for choice in question.choices]
    assert labels[0] == "wart freezing vs skin-tag removal"
    both = continued(question, " vs ")
    assert isinstance(both, Compare)
    assert [item.side for item in both.items] == [1, 2]
    alone = next(choice.question for choice in question.choices if choice.label == "skin-tag removal")
    assert isinstance(alone, Value)
    assert [item.concept for item in alone.items] == ["skin_tag_removal"]


def test_a_nurse_visit_of_a_level_is_one_or_the_other(listener: Listener) -> None:
    chosen = continued(asked(listener, "nurse visit: level 3"), "level-3")
    assert isinstance(chosen, Value)
    assert [item.concept for item in chosen.items] == ["office_visit_level_3"]


def test_sides_that_come_out_alike_are_asked_about(listener: Listener) -> None:
    chosen = continued(asked(listener, "warts vs warts"), "17111")
    assert isinstance(chosen, Compare)
    assert [ref.code for item in chosen.items for ref in item.codes] == ["17111"]


def test_a_count_that_comes_to_nothing_is_asked_back(listener: Listener) -> None:
    text = "per hour wart <@1> in Boston in Boston 2025 1e999 x wart {0.__class__} > quote wrvu 30 min"
    assert listener.understand(text).intent == "clarify"
