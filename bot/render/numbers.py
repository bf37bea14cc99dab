"""How numbers are written: places by kind, thousands, ranges. Formatting only; nothing is computed here."""

from decimal import Decimal
from typing import Final

from bot.domain.answer import Figure
from bot.domain.money import plain, round_half_up

DASH: Final = "-"
"""Stands where a number would have no meaning."""
_MOST_PLACES: Final = 6
_EXACT_DIGITS: Final = 8
"""Decimal places of a step that are printed before the rest is cut off, marked with an ellipsis."""
_TWO_PLACES_BELOW: Final = Decimal("1.1")
_NO_PLACES_FROM: Final = Decimal(100)


def fixed(value: Decimal, places: int) -> str:
    """Write with thousands separators and at least `places` digits; more where a small number would read as zero."""
    while value and not round_half_up(value, places) and places < _MOST_PLACES:
        places += 1
    return f"{round_half_up(value, places):,f}"


def usd(value: Decimal, places: int = 2) -> str:
    """Write US dollars."""
    sign = "-" if value < 0 else ""
    return f"{sign}${fixed(abs(value), places)}"


def whole(value: Decimal) -> str:
    """Write a count or minutes: no digits after the point unless there is a fraction."""
    return f"{value.normalize():,f}" if value != value.to_integral_value() else f"{value:,.0f}"


def percent(value: Decimal) -> str:
    """Write a fraction as a percentage: -0.015 is "-1.5 %"."""
    written = fixed(value * 100, 1)
    return f"{written.removesuffix('.0')} %"


def exact(value: Decimal) -> str:
    """Write a step's value digit by digit; a number that does not end is cut and marked with an ellipsis."""
    written = plain(value)
    point = written.find(".")
    if point < 0 or len(written) - point - 1 <= _EXACT_DIGITS:
        return written
    cut = written[: point + 1 + _EXACT_DIGITS]
    rest = written[point + 1 + _EXACT_DIGITS :]
    return cut if not rest.strip("0") else f"{cut}…"


def by_key(key: str, value: Decimal) -> str:
    """Write a figure's value in the places its kind is read in, with the dollar sign where it is money."""
    if "usd" in key:
        return usd(value)
    if key.startswith("work_rvu_per_minute"):
        return fixed(value, 3)
    if "rvu" in key:
        return fixed(value, 2)
    if key == "ratio":
        return times(value)
    return whole(value)


def shown(figure: Figure) -> str:
    """Write one figure."""
    return by_key(figure.key, figure.value)


def span(low: Decimal, high: Decimal, key: str) -> str:
    """Write a range of one kind of figure; one number where both ends read the same."""
    first, last = by_key(key, low), by_key(key, high)
    return first if first == last else f"{first} to {last}"


def times(low: Decimal, high: Decimal | None = None) -> str:
    """Write a ratio or a range of ratios with as many digits as a reader uses.

    Two places where the range starts near or below one (`0.61 to 1.22`), one place above (`2.5 to 4.9`), none from a
    hundred on.
    """
    high = low if high is None else high
    places = 2 if low < _TWO_PLACES_BELOW else 1 if low < _NO_PLACES_FROM else 0
    first, last = fixed(low, places), fixed(high, places)
    return first if first == last else f"{first} to {last}"
