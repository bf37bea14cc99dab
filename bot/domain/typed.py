"""Numbers as people type them into an option: `$52.50`, `1.3`, `130 %`."""

from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Final

from bot.errors import BadQuestionError

MOST_DOLLARS: Final = Decimal(1000)
"""US dollars per work RVU run to about a hundred; anything above is a slip."""
MOST_TIMES: Final = Decimal(20)
"""Multiples of Medicare run to a few; anything above is a slip, or a percentage without its sign."""

_NOON: Final = 12
"""The last hour on a clock's face."""


def dollars(written: str) -> Decimal:
    """Read US dollars per work RVU. Raises `BadQuestionError`, whose message says what is allowed."""
    return _positive(written.strip().removeprefix("$"), Decimal(1), MOST_DOLLARS)


def multiple(written: str) -> Decimal:
    """Read a multiple of Medicare's payment: `1.3` or `130 %`. Raises `BadQuestionError`."""
    bare = written.strip().removesuffix("%")
    scale = Decimal("0.01") if bare != written.strip() else Decimal(1)
    return _positive(bare, scale, MOST_TIMES)


def time_of_day(written: str) -> time:
    """Read a local time: 7, 7:30, 07:30, 7:30 pm. Raises `BadQuestionError`."""
    bare = written.strip().lower().replace(" ", "").replace(".", "")
    late, early = bare.endswith("pm"), bare.endswith("am")
    bare = bare.removesuffix("pm").removesuffix("am")
    hours, _, minutes = bare.partition(":")
    try:
        hour, minute = int(hours), int(minutes or "0")
        if late or early:
            hour = hour % _NOON + _NOON * late if 1 <= hour <= _NOON else -1
        return time(hour, minute)
    except ValueError:
        message = "That is no time of day."
        raise BadQuestionError(message, "Write it like 07:30 or 7:30 pm.") from None


def _positive(number: str, scale: Decimal, most: Decimal) -> Decimal:
    try:
        value = Decimal(number.strip()) * scale
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or not 0 < value <= most:
        message = f"That is not a number above 0 and up to {most}."
        raise BadQuestionError(message, "Write it like 52.50 or 1.3, a multiple also like 130 %.")
    return value
