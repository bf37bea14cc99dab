"""Minutes that are said as part of others: "45 minutes, of which 10 …"."""

import pytest

from bot.domain.question import Compare, Value
from bot.language.listener import Listener

TOBACCO = ("smoking_cessation", 10, True)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("45 minute visit including 10 minutes of tobacco counseling", (("office_visit", 45, False), TOBACCO)),
        ("45 min visit, of which 10 min tobacco counseling", (("office_visit", 45, False), TOBACCO)),
        ("45 min visit, 10 min of that tobacco counseling", (("office_visit", 45, False), TOBACCO)),
        (
            "what is a 45 min visit worth when 20 minutes of it are advance care planning",
            (("office_visit", 45, False), ("advance_care_planning", 20, True)),
        ),
        (
            "40 min visit incl 5 min wart freeze and 10 min smoking cessation",
            (("office_visit", 40, False), ("wart_destruction", 5, True), TOBACCO),
        ),
        (
            "40 min visit incl 5 min wart freeze, plus 10 min smoking cessation",
            (("office_visit", 40, False), ("wart_destruction", 5, True), ("smoking_cessation", 10, False)),
        ),
        ("40 min visit with 10 min smoking cessation", (("office_visit", 40, False), (*TOBACCO[:2], False))),
        ("40 min visit plus 10 min smoking cessation", (("office_visit", 40, False), (*TOBACCO[:2], False))),
        ("30 min visit including lifestyle counseling", (("lifestyle_counseling", 30, False),)),
        ("10 minutes of it tobacco counseling", (("smoking_cessation", 10, False),)),
    ],
)
def test_minutes_are_part_of_what_stands_before_them_when_said_so(
    listener: Listener, text: str, items: tuple[tuple[str, int, bool], ...]
) -> None:
    question = listener.understand(text)
    assert isinstance(question, Value)
    assert tuple((item.concept, item.minutes, item.inside) for item in question.items) == items


def test_a_part_belongs_to_its_own_side(listener: Listener) -> None:
    question = listener.understand("99215 vs 45 minute visit including 10 minutes of tobacco counseling")
    assert isinstance(question, Compare)
    assert [(item.side, item.inside) for item in question.items] == [(1, False), (2, False), (2, True)]
