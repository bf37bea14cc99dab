"""Exact decimals and the project's one rounding rule."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Final

from pydantic import PlainSerializer

CENT = Decimal("0.01")
_QUANTA: Final = tuple(Decimal(1).scaleb(-places) for places in range(9))
"""The smallest step of each number of places."""


def plain(value: Decimal) -> str:
    """Write a decimal without an exponent, digits exactly as held (`0.00` stays `0.00`)."""
    return format(value, "f")


Exact = Annotated[Decimal, PlainSerializer(plain, return_type=str)]
"""A decimal that is written to JSON as a plain string and read back unchanged."""


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round to `places` digits after the point, ties away from zero.

    Every rounding in the project goes through here. Measured against CMS's published amounts: rounding
    once, at the very end of one unit's price, reproduces them to the cent; any earlier rounding does not.
    """
    # Adding zero leaves no negative one: a hundredth of a cent less is shown as 0.00, not as -0.00.
    return value.quantize(_QUANTA[places], rounding=ROUND_HALF_UP) + 0


def round_cents(value: Decimal) -> Decimal:
    """Round US dollars to the cent."""
    return round_half_up(value, 2)
