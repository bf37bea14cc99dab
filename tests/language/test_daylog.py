"""A day's log in words: what begins like one, which day it is for, what was done, and what is asked back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.language import daylog
from bot.language.daylog import DayReader
from bot.language.listener import Listener
from bot.language.text import LONGEST
from bot.render.day import typed
from tests.language.conftest import brief

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def days(catalog: Catalog, listener: Listener) -> DayReader:
    return DayReader(catalog, listener)


def done(days: DayReader, text: str) -> str:
    """Write what was read as `99213 x12 | {a + b}`, one patient's in braces."""
    said = days.read(text, WEDNESDAY)
    assert said.unclear == ()
    parts = [" + ".join(map(brief, entry.items)) for entry in said.entries]
    return " | ".join(
        f"{{{part}}}" if entry.together else part for part, entry in zip(parts, said.entries, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "today: 12 99213, 3 warts, 2x30 min counseling, 1 AWV",
            "office_visit_est/99213 x12 | wart_destruction x3 | counseling 30min x2 | awv",
        ),
        ("12 99213; 3 warts\n1 EKG", "office_visit_est/99213 x12 | wart_destruction x3 | ekg"),
        ("today: 1,200 flu shots", "flu_shot x1200"),
        ("did 12 99213 and 3 warts", "office_visit_est/99213 x12 + wart_destruction x3"),
        ("99213-25 + 17110", "{office_visit_est/99213-25 + wart_destruction/17110}"),
        ("1 99213, 1 wart same patient", "{office_visit_est/99213 + wart_destruction}"),
        ("12 99213, 3 warts (same patient)", "office_visit_est/99213 x12 | {wart_destruction x3}"),
        ("1 wart, 1 99213, all on one patient", "{wart_destruction + office_visit_est/99213}"),
        ("3 warts, separate patients", "wart_destruction x3"),
        ("same patient, 3 warts", "wart_destruction x3"),
        ("3 warts and a knee injection", "wart_destruction x3 + knee_injection"),
        ("today: 1 99214 in a facility", "office_visit_est/99214"),
    ],
)
def test_a_list_is_read_part_by_part(days: DayReader, text: str, read: str) -> None:
    assert done(days, text) == read


def test_what_is_said_of_the_basis_goes_with_its_part(days: DayReader) -> None:
    first, second = days.read("1 99214 in a facility, 1 wart", WEDNESDAY).entries
    said = (first.stated.setting, first.items[0].setting)
    assert "facility" in said
    assert (second.stated.setting, second.items[0].setting) == (None, None)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("3 warts", WEDNESDAY),
        ("today: 3 warts", WEDNESDAY),
        ("yesterday 3 warts", date(2026, 11, 24)),
        ("Monday: 3 warts", date(2026, 11, 23)),
        ("last wed - 3 warts", date(2026, 11, 18)),
        ("Nov 24: 3 warts", date(2026, 11, 24)),
        ("24 November 2026: 3 warts", date(2026, 11, 24)),
        ("Dec. 1, 3 warts", date(2025, 12, 1)),
        ("11/24 3 warts", date(2026, 11, 24)),
        ("11/24/2026 3 warts", date(2026, 11, 24)),
        ("2026-11-24: 3 warts", date(2026, 11, 24)),
        ("on Nov 24 I did 3 warts", date(2026, 11, 24)),
    ],
)
def test_the_day_stands_at_the_beginning(days: DayReader, text: str, on: date) -> None:
    assert days.read(text, WEDNESDAY).on == on
    assert done(days, text) == "wart_destruction x3"


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("today: 4 99214 with G2211", daylog.HOW_MANY),
        ("4 99213-25 + 17110", daylog.HOW_MANY),
        ("4 99213-25 + 4 17110", daylog.HOW_MANY),
        ("today: 3 warts vs 2 99213", daylog.NOT_ONE),
        ("today:", daylog.NO_ITEMS),
        ("same patient", daylog.NO_ITEMS),
        ("Feb 30: 1 wart", daylog.NO_DAY),
        ("2026-11-26: 1 wart", daylog.NO_DAY),
        ("2024-11-25: 1 wart", daylog.NO_DAY),
        ("wart, " * 41, daylog.TOO_LONG),
        ("w" * (LONGEST + 1), daylog.TOO_LONG),
    ],
)
def test_what_is_unclear_is_asked_back(days: DayReader, text: str, ask: str) -> None:
    said = days.read(text, WEDNESDAY)
    assert ask in [one.ask for one in said.unclear]


def test_an_unknown_service_is_asked_back_by_its_place_and_the_rest_is_read(days: DayReader) -> None:
    said = days.read("today: 2 99213, 4 banana, 1 wart", WEDNESDAY)
    assert [one.number for one in said.unclear] == [2]
    assert said.unclear[0].choices
    assert len(said.entries) == 2


@pytest.mark.parametrize(
    "text",
    [
        "today: 12 99213, 3 warts, 2x30 min counseling, 1 AWV",
        "yesterday 3 warts",
        "Nov 24: 99213",
        "did 12 99213 and 3 warts",
        "I saw five 99214, 3 warts",
        "today: banana, 1 wart",
        "Today - 5 99213",
        "today 99214, 17110",
    ],
)
def test_a_text_that_begins_with_a_day_and_a_list_is_a_log(days: DayReader, text: str) -> None:
    assert days.begins(text, WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "what is a wart worth",
        "12 99213",
        "today",
        "today:",
        "today: banana",
        "today I want to know what a wart pays",
        "today 3 warts vs 2 99213",
        "today: 3 warts vs 2 99213",
        "did you know a wart pays more?",
        "today: is a wart worth more than a 99213?",
        "how many warts today",
        "today: what is a work RVU",
        "today: " + "1 wart, " * 41,
        "today: " + "w" * LONGEST,
    ],
)
def test_a_question_is_no_log(days: DayReader, text: str) -> None:
    assert not days.begins(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("", WEDNESDAY),
        ("yesterday", date(2026, 11, 24)),
        ("day before yesterday", date(2026, 11, 23)),
        ("Nov 24", date(2026, 11, 24)),
        ("banana", None),
        ("today 3 warts", None),
        ("Feb 30", None),
    ],
)
def test_a_day_alone_is_read(days: DayReader, text: str, on: date | None) -> None:
    assert days.day(text, WEDNESDAY) == on


@given(back=st.integers(0, 366))
def test_every_day_of_the_past_year_can_be_written(days: DayReader, back: int) -> None:
    on = WEDNESDAY - timedelta(days=back)
    for written in (on.isoformat(), f"{on:%B} {on.day}, {on.year}", f"{on.month}/{on.day}/{on.year}"):
        assert days.day(written, WEDNESDAY) == on


@pytest.mark.parametrize(
    "text",
    [
        "12 99213, 3 warts, 2x30 min counseling, 1 AWV",
        "99213-25 + 17110",
        "3 warts same patient",
        "1 wart, 45 min 99214",
        "2 knee injections 10 min",
    ],
)
def test_what_was_understood_is_written_so_that_it_reads_back_the_same(
    days: DayReader, catalog: Catalog, text: str
) -> None:
    first = days.read(text, WEDNESDAY)
    again = days.read(typed(first.entries, catalog), WEDNESDAY)
    assert again.unclear == ()
    assert again.entries == first.entries


@given(text=st.text(alphabet="today: 123,x+sameptin warts99213\n", max_size=60))
def test_whatever_is_typed_is_read_or_asked_back(days: DayReader, text: str) -> None:
    said = days.read(text, WEDNESDAY)
    assert bool(said.entries) or bool(said.unclear)
