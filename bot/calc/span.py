"""A stretch of time as said, counted back from a day."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.question import When
from bot.domain.record import Span

_WEEK = 7
_MONTHS = 12
_LASTING = {"month": 1, "quarter": 3, "year": 12}
"""Months of the units that are made of them."""


def span(when: When, today: date, zone: tzinfo) -> Span:
    """Return the moments from and to which a stretch of time reaches, as seen from a day in a zone.

    Weeks begin on Monday.
    """
    return days(*_days(when, today), zone)


def days(first: date, last: date, zone: tzinfo) -> Span:
    """Return the moments from and to which whole days reach in a zone."""
    return Span(start=_midnight(first, zone), end=_midnight(last + timedelta(days=1), zone))


def _days(when: When, today: date) -> tuple[date, date]:
    """Return the first and the last day."""
    if when.weekday is not None:
        back = (today.weekday() - when.weekday - 1) % _WEEK + 1
        day = today - timedelta(days=back)
        return day, day
    if when.month is not None:
        year = today.year if when.month <= today.month else today.year - 1
        first = date(year, when.month, 1)
        return first, _later("month", first, 1) - timedelta(days=1)
    begun = _begin(when.unit, today)
    first = _later(when.unit, begun, 1 - when.back - when.count)
    return first, _later(when.unit, begun, 1 - when.back) - timedelta(days=1)


def _begin(unit: str, day: date) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = _LASTING.get(unit)
    return day if months is None else day.replace(month=day.month - (day.month - 1) % months, day=1)


def _later(unit: str, first: date, count: int) -> date:
    """Return the first day of the stretch that is `count` later than the one beginning on `first`."""
    if unit in {"day", "week"}:
        return first + timedelta(days=count * (_WEEK if unit == "week" else 1))
    months = first.year * _MONTHS + first.month - 1 + count * _LASTING[unit]
    year, month = divmod(months, _MONTHS)
    return date(year, month + 1, 1)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
