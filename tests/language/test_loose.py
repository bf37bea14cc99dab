"""Names and pronouns that leave open what is meant, and what settles them."""

from collections.abc import Callable

import pytest

from bot.domain.question import Clarify, Compare, RatePerHour, Value
from bot.language.listener import Listener


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("therapy rvus", "clarify | psychotherapy"),
        ("what's a therapy session worth", "clarify | psychotherapy"),
        ("is therapy better than a wart", "clarify | 1:psychotherapy | 2:wart_destruction"),
        ("therapy or a visit", "clarify"),
        ("therapy vs a visit, who wins", "clarify"),
        ("nerve block rvus", "clarify | nerve_block"),
        ("how much for a block", "clarify | nerve_block"),
        ("block rvu?", "clarify | nerve_block"),
        ("repair rvu", "clarify | some_repair"),
        ("what's a drain worth", "clarify | some_drainage"),
        ("how much for a cyst", "clarify | some_cyst"),
        ("eval rvus", "clarify | some_evaluation"),
        ("lab rvu?", "clarify | some_test"),
        ("group rvus", "clarify | some_group"),
        # a stranger beside it is asked about instead
        ("zorb repair rvu", "clarify"),
        # a length, who gives it, or a fuller name settles it
        ("therapy 45 min", "value | psychotherapy 45min"),
        ("what pays better, therapy 45 min or a 99214", "compare | 1:psychotherapy 45min | 2:office_visit_est/99214"),
        ("our lcsw's therapy session rvu", "value | psychotherapy"),
        ("psychotherapy rvus", "value | psychotherapy"),
        ("digital block rvus", "value | nerve_block"),
        ("occipital block rvus", "value | head_nerve_block"),
        # "block" of time
        ("block schedule", "clarify"),
        ("3 hr block of 15 min 99212", "value | office_visit_est/99212 15min x12"),
        # one side, and that one covers too much
        ("scope vs no scope", "clarify"),
        ("talking or cutting, whats better", "clarify"),
        ("wart vs", "clarify | wart_destruction"),
    ],
)
def test_a_loose_name_is_asked_about(understood: Callable[[str], str], text: str, told: str) -> None:
    assert understood(text) == told


def test_each_choice_names_one_service(listener: Listener) -> None:
    question = listener.understand("how much for a block")
    assert isinstance(question, Clarify)
    meant = [choice.question.items[0].concept for choice in question.choices if isinstance(choice.question, Value)]
    assert meant[:2] == ["nerve_block", "head_nerve_block"]
    assert len(meant) == len(question.choices)


def test_a_rate_keeps_what_was_asked(listener: Listener) -> None:
    question = listener.understand("therapy per hour")
    assert isinstance(question, Clarify)
    assert all(isinstance(choice.question, RatePerHour) for choice in question.choices)


@pytest.mark.parametrize(
    "text",
    [
        "does it beat a 99213",
        "and would 99214 beat it",
        "is that better than a wart",
        "does that pay more than 99214",
        "is a wart worth more than that",
    ],
)
def test_a_pronoun_is_the_other_side(listener: Listener, text: str) -> None:
    question = listener.understand(text)
    assert isinstance(question, Clarify)
    assert len(question.items) == 1
    followed, goes_on = listener.hear(text, listener.understand("20610"))
    assert goes_on
    assert isinstance(followed, Compare)
    assert {item.concept for item in followed.items} == {"large_joint_injection", question.items[0].concept}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("is it more than 2 wrvu for a 99213", "value | office_visit_est/99213"),
        ("is it more than $90 for a 99213", "value | office_visit_est/99213"),
        ("is it true a wart beats a 99213", "compare | 1:wart_destruction | 2:office_visit_est/99213"),
        ("wrvu on 20610.. and does medicare even cover that", "value | large_joint_injection/20610"),
        ("does that wart beat a 99213", "compare | 1:wart_destruction | 2:office_visit_est/99213"),
        ("what does it pay, 99213", "value | office_visit_est/99213"),
        ("99213, what is that", "value | office_visit_est/99213"),
    ],
)
def test_a_pronoun_beside_its_noun_or_a_number_is_no_side(
    understood: Callable[[str], str], text: str, told: str
) -> None:
    assert understood(text) == told
