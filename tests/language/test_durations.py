from decimal import Decimal

import pytest

from bot.language.atoms import Atom, Sort
from bot.language.reading import Reader


def lengths(reader: Reader, text: str) -> list[Atom]:
    return [atom for atom in reader.read(text).atoms if atom.sort is Sort.MINUTES]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30 min", 30),
        ("30m", 30),
        ("30 minutes", 30),
        ("90 mins", 90),
        ("45-minute", 45),
        ("half an hour", 30),
        ("half hour", 30),
        ("a half hour", 30),
        ("1/2 hr", 30),
        ("½ h", 30),
        ("1.5h", 90),
        ("1 1/2 hours", 90),
        ("an hour", 60),
        ("one hour", 60),
        ("an hour and a half", 90),
        ("an hour and a quarter", 75),
        ("one and a half hours", 90),
        ("2 and a half hours", 150),
        ("1 hr 15 min", 75),
        ("an hour and 20 minutes", 80),
        ("1h30", 90),
        ("three quarters of an hour", 45),
        ("quarter of an hour", 15),
        ("twenty min", 20),
        ("twenty-five minutes", 25),
        ("forty five min", 45),
        ("2 hrs", 120),
        ("hour-long", 60),
        ("2 hour-long", 60),
        ("2 hour long", 120),
        ("3 half hour talks", 30),
        ("120 seconds", 2),
        ("a dozen minutes", 12),
        ("hundred minutes", 100),
    ],
)
def test_lengths_of_time_are_minutes(reader: Reader, text: str, minutes: int | None) -> None:
    assert [atom.value for atom in lengths(reader, text)] == ([Decimal(minutes)] if minutes else [])


@pytest.mark.parametrize("text", ["30-39 min", "30 to 39 minutes"])
def test_a_range_gives_its_lower_end_and_says_so(reader: Reader, text: str) -> None:
    (atom,) = lengths(reader, text)
    assert (atom.value, atom.ranged) == (30, True)


@pytest.mark.parametrize("text", ["dollars an hour", "99213s an hour", "$ an hour", "per hour", "a minute", "1 minute"])
def test_a_rate_is_no_length(reader: Reader, text: str) -> None:
    assert lengths(reader, text) == []


@pytest.mark.parametrize(
    "text",
    ["2 hours of 3 warts", "2 hours 3", "1 hour 99213", "quarter of warts", "2 quarters", "half", "an", "3 and", "3 -"],
)
def test_what_follows_is_not_swallowed(reader: Reader, text: str) -> None:
    assert sum(int(atom.value or 0) for atom in lengths(reader, text)) in {0, 60, 120}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty", 20),
        ("twenty five", 25),
        ("twenty-five", 25),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("half dozen", 6),
        ("two dozen", 24),
        ("three hundred", 300),
        ("two thousand", 2000),
    ],
)
def test_number_words_are_numbers(reader: Reader, text: str, value: int) -> None:
    assert [atom.value for atom in reader.read(text).atoms if atom.sort is Sort.NUMBER] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("20 five", [20, 5]),
        ("twenty dozen", [240 // 12, 12]),
        ("five twenty", [5, 20]),
        ("five two", [5, 2]),
        ("five", [5]),
    ],
)
def test_numbers_that_are_two_stay_two(reader: Reader, text: str, values: list[int]) -> None:
    assert [atom.value for atom in reader.read(text).atoms if atom.sort is Sort.NUMBER] == values


@pytest.mark.parametrize(("text", "left"), [("its 3pm", 0), ("at 10 am", 0), ("im at 14", 1), ("14 am", 1)])
def test_an_hour_of_the_day_is_no_number(reader: Reader, text: str, left: int) -> None:
    assert sum(atom.value is not None for atom in reader.read(text).atoms) == left
