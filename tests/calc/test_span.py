"""Stretches of time as said, counted back from a Wednesday."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calc.span import span
from bot.domain.question import When

WEDNESDAY = date(2026, 11, 25)


def days(when: When, today: date = WEDNESDAY) -> tuple[str, str]:
    """Return the first and the last day."""
    found = span(when, today, UTC)
    return f"{found.start:%Y-%m-%d}", f"{found.end - timedelta(seconds=1):%Y-%m-%d}"


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (When(unit="day"), "2026-11-25", "2026-11-25"),
        (When(unit="day", back=1), "2026-11-24", "2026-11-24"),
        (When(unit="day", count=7), "2026-11-19", "2026-11-25"),
        (When(unit="week"), "2026-11-23", "2026-11-29"),
        (When(unit="week", back=1), "2026-11-16", "2026-11-22"),
        (When(unit="week", count=3), "2026-11-09", "2026-11-29"),
        (When(unit="month"), "2026-11-01", "2026-11-30"),
        (When(unit="month", back=1), "2026-10-01", "2026-10-31"),
        (When(unit="month", back=11), "2025-12-01", "2025-12-31"),
        (When(unit="quarter"), "2026-10-01", "2026-12-31"),
        (When(unit="quarter", back=1), "2026-07-01", "2026-09-30"),
        (When(unit="quarter", back=1, count=4), "2025-10-01", "2026-09-30"),
        (When(unit="year"), "2026-01-01", "2026-12-31"),
        (When(unit="year", back=1, count=2), "2024-01-01", "2025-12-31"),
        (When(unit="day", weekday=1), "2026-11-24", "2026-11-24"),
        (When(unit="day", weekday=2), "2026-11-18", "2026-11-18"),
        (When(unit="day", weekday=3), "2026-11-19", "2026-11-19"),
        (When(unit="month", month=11), "2026-11-01", "2026-11-30"),
        (When(unit="month", month=12), "2025-12-01", "2025-12-31"),
        (When(unit="month", month=2), "2026-02-01", "2026-02-28"),
    ],
    ids=str,
)
def test_a_stretch_is_counted_back_from_today(when: When, first: str, last: str) -> None:
    assert days(when) == (first, last)


def test_a_day_begins_at_midnight_where_the_server_is() -> None:
    found = span(When(unit="day"), WEDNESDAY, ZoneInfo("America/New_York"))
    assert found.start == datetime(2026, 11, 25, 5, tzinfo=UTC)
    assert found.end == datetime(2026, 11, 26, 5, tzinfo=UTC)


@given(
    st.builds(
        When,
        unit=st.sampled_from(["day", "week", "month", "quarter", "year"]),
        back=st.integers(0, 1000),
        count=st.integers(1, 1000),
    ),
    st.dates(min_value=date(2020, 1, 1), max_value=date(2099, 12, 31)),
)
def test_a_stretch_ends_where_the_one_behind_it_begins(when: When, today: date) -> None:
    found = span(when, today, UTC)
    assert found.start < found.end
    if when.back:
        behind = span(When(unit=when.unit, back=when.back - 1), today, UTC)
        assert found.end == behind.start
