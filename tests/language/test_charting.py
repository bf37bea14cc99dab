"""Charting said beside the minutes with the patient adds up, lies within, or is asked about."""

import pytest

from bot.language.listener import Listener


@pytest.mark.parametrize(
    ("text", "minutes", "charting"),
    [
        ("30 min lifestyle talk plus 10 min charting vs 20610", 40, 10),
        ("lifestyle talk 30 minutes face to face and 10 minutes of charting vs 20610", 40, 10),
        ("office visit 30 min + documenting 10 min vs 20610", 40, 10),
        ("10 min charting and 30 min lifestyle talk vs 20610", 40, 10),
        ("30 min lifestyle talk + 10 min notes vs 20610", 40, 10),
        ("40 min lifestyle talk including 10 min charting vs 20610", 40, 10),
        ("45 min lifestyle talk of which 20 charting vs 20610", 45, 20),
        ("30 min lifestyle talk plus 10 min charting vs 10 min wart", 40, 10),
    ],
)
def test_charting_is_part_of_the_minutes(listener: Listener, text: str, minutes: int, charting: int) -> None:
    item = listener.understand(text).items[0]
    assert (item.minutes, item.charting) == (minutes, charting)


@pytest.mark.parametrize(
    "text",
    [
        "30 min lifestyle talk, 10 min charting vs 20610",
        "45 min lifestyle talk with 15 min charting vs 20610",
        "20 min lifestyle talk including 30 min charting vs 20610",
        "30 min lifestyle talk plus half a minute charting vs 20610",
        "30 min lifestyle talk plus 5-10 min charting vs 20610",
    ],
    ids=["neither added nor within", "with", "more within than there is", "no whole minute", "a range"],
)
def test_what_is_not_clear_is_no_charting(listener: Listener, text: str) -> None:
    assert all(item.charting is None for item in listener.understand(text).items)


@pytest.mark.parametrize(
    "text",
    [
        "30 min lifestyle talk vs 10 min wart",
        "10 min charting of a lifestyle talk vs wart",
        "charting lifestyle talk vs 10 min wart",
        "5 min charting plus 10 min charting lifestyle talk vs wart",
    ],
    ids=["none", "charting alone", "no length", "two of charting"],
)
def test_without_a_length_with_the_patient_nothing_is_charting(listener: Listener, text: str) -> None:
    assert all(item.charting is None for item in listener.understand(text).items)
