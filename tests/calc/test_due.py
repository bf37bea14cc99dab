"""The daily post's day, through downtime, clock changes and changes of mind."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calc.due import DAY, due, following, instant

NEW_YORK = ZoneInfo("America/New_York")
ZONES = tuple(
    ZoneInfo(name)
    for name in (
        "UTC",
        "America/New_York",
        "America/Los_Angeles",
        "America/Havana",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Africa/Casablanca",
        "Europe/London",
        "America/St_Johns",
    )
)
SEVEN = time(7, 0)
START = date(2026, 3, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "last", "day"),
    [
        ("2026-03-05T11:59", date(2026, 3, 4), None),
        ("2026-03-05T12:00", date(2026, 3, 4), date(2026, 3, 5)),
        ("2026-03-05T12:01", date(2026, 3, 5), None),
        ("2026-03-06T11:00", date(2026, 3, 4), date(2026, 3, 5)),
        ("2026-03-20T11:30", date(2026, 3, 4), date(2026, 3, 20)),
        ("2026-02-27T13:00", None, None),
        ("2026-03-01T12:00", None, START),
    ],
    ids=["early", "on time", "done", "down overnight", "down for two weeks", "before the start", "the first"],
)
def test_a_day_is_due_once_at_its_time_and_after_downtime_only_the_latest(
    now: str, last: date | None, day: date | None
) -> None:
    assert due(at(now), SEVEN, NEW_YORK, START, last) == day


def test_a_time_that_the_clocks_skip_is_due_when_they_have_sprung() -> None:
    # 8 March 2026, New York: 02:00 becomes 03:00 (07:00 UTC); 02:30 does not exist.
    assert instant(date(2026, 3, 8), time(2, 30), NEW_YORK) == at("2026-03-08T07:30")
    assert due(at("2026-03-08T07:29"), time(2, 30), NEW_YORK, START, date(2026, 3, 7)) is None
    assert due(at("2026-03-08T07:30"), time(2, 30), NEW_YORK, START, date(2026, 3, 7)) == date(2026, 3, 8)


def test_a_time_that_the_clocks_pass_twice_is_due_the_first_time_only() -> None:
    # 1 November 2026, New York: 02:00 becomes 01:00 again at 06:00 UTC; 01:30 is 05:30 and 06:30 UTC.
    half_past = time(1, 30)
    assert due(at("2026-11-01T05:30"), half_past, NEW_YORK, START, date(2026, 10, 31)) == date(2026, 11, 1)
    assert due(at("2026-11-01T06:30"), half_past, NEW_YORK, START, date(2026, 11, 1)) is None


def test_moving_to_another_zone_or_time_never_posts_a_day_twice() -> None:
    now = at("2026-05-10T05:00")  # 19:00 on 10 May in Kiritimati, 19:00 on 9 May in Honolulu
    first = due(now, time(18, 0), ZoneInfo("Pacific/Kiritimati"), START, date(2026, 5, 9))
    assert first == date(2026, 5, 10)
    assert due(now, time(18, 0), ZoneInfo("Pacific/Honolulu"), START, first) is None
    assert due(now + DAY, time(18, 0), ZoneInfo("Pacific/Honolulu"), START, first) is None
    assert due(now + 2 * DAY, time(18, 0), ZoneInfo("Pacific/Honolulu"), START, first) == date(2026, 5, 11)
    assert due(now, time(18, 30), ZoneInfo("Pacific/Kiritimati"), START, first) is None


@given(
    zone=st.sampled_from(ZONES),
    clock=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    start=st.dates(date(2026, 1, 1), date(2027, 12, 1)),
)
def test_looked_at_every_minute_of_a_stretch_every_day_is_due_exactly_once(
    zone: ZoneInfo, clock: time, start: date
) -> None:
    last: date | None = None
    posted: list[date] = []
    now = datetime.combine(start, time(0), UTC) - DAY
    end = now + 5 * DAY
    while now < end:
        day = due(now, clock, zone, start, last)
        if day is not None:
            posted.append(day)
            last = day
            assert timedelta(0) <= now - instant(day, clock, zone) < timedelta(minutes=15)
        now += timedelta(minutes=15)
    assert posted == [start + n * DAY for n in range(len(posted))]
    assert len(posted) >= 3


@given(
    zone=st.sampled_from(ZONES),
    clock=st.times(),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - zone given
    lag=st.integers(0, 3),
)
def test_the_next_post_is_when_a_day_first_becomes_due(zone: ZoneInfo, clock: time, now: datetime, lag: int) -> None:
    today = now.astimezone(zone).date()
    last = today - lag * DAY
    moment = following(now, clock, zone, today - 30 * DAY, last)
    tick = timedelta(microseconds=1)
    assert due(max(moment, now), clock, zone, today - 30 * DAY, last) is not None
    if moment > now:
        assert due(moment - tick, clock, zone, today - 30 * DAY, last) is None


def test_the_next_post_of_a_schedule_that_begins_later_is_its_first_day() -> None:
    assert following(at("2026-02-01T00:00"), SEVEN, NEW_YORK, START, None) == at("2026-03-01T12:00")
