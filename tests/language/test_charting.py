"""Charting said beside the minutes with the patient adds up, lies within, or is asked about."""

import pytest

from bot.domain.question import Compare
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


SAID = "30 min lifestyle talk plus 10 min charting vs wart"


@pytest.mark.parametrize(
    ("text", "minutes", "charting"),
    [
        ("what about 45 minutes?", 45, None),
        ("and 20 min lifestyle talk", 20, None),
        ("no, I meant nutrition talk", 40, 10),
        ("no, I meant 20 min nutrition talk", 20, None),
        ("i meant 15 min nutrition talk plus 5 min charting", 20, 5),
        ("and in facility?", 40, 10),
    ],
    ids=["new minutes", "restated", "another talk", "another of a length", "another with charting", "another setting"],
)
def test_new_minutes_say_nothing_of_the_charting_in_the_old_ones(
    listener: Listener, text: str, minutes: int, charting: int | None
) -> None:
    followed = listener.follow(text, listener.understand(SAID))
    assert isinstance(followed, Compare)
    assert (followed.items[0].minutes, followed.items[0].charting) == (minutes, charting)
