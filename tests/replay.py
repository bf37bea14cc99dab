"""Recomputes an answer's steps from nothing but the steps, in fractions, sharing no code with the calculation."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from bot.domain.answer import Answer

CLOSE = Fraction(1, 10**20)
DIGITS = 28
"""Numbers are kept to so many digits, so quotients and what follows from a longer one may be off by less than `CLOSE`;
everything else must be equal exactly."""


def half_up(value: Fraction, places: int) -> Fraction:
    scale = 10**places
    size = Fraction(floor(abs(value) * scale + Fraction(1, 2)), scale)
    return size if value >= 0 else -size


def _product(values: list[Fraction]) -> Fraction:
    result = Fraction(1)
    for value in values:
        result *= value
    return result


OPERATIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda v: sum(v, Fraction(0)),
    "difference": lambda v: v[0] - sum(v[1:], Fraction(0)),
    "product": _product,
    "quotient": lambda v: v[0] / v[1],
    "round_2": lambda v: half_up(v[0], 2),
    "round_3": lambda v: half_up(v[0], 3),
    "floor": lambda v: Fraction(floor(v[0] / v[1])),
    "ceiling": lambda v: Fraction(ceil(v[0] / v[1])),
    "minimum": min,
    "maximum": max,
}


def replay(answer: Answer) -> dict[str, Decimal]:
    """Recompute every step; raise AssertionError where one does not follow from earlier ones. Return the values."""
    known: dict[str, Decimal] = {}
    for step in answer.steps:
        assert step.name not in known, f"{step.name} appears twice"
        assert step.source, f"{step.name} has no source"
        if step.op.value == "given":
            assert not step.inputs, f"{step.name} is given and has inputs"
        else:
            assert step.inputs, f"{step.name} is computed from nothing"
            for given in step.inputs:
                assert known.get(given.name) == given.value, f"{step.name} uses {given.name} before it is known"
            expected = OPERATIONS[step.op.value]([Fraction(given.value) for given in step.inputs])
            off = abs(Fraction(step.value) - expected)
            long = len(step.value.as_tuple().digits) >= DIGITS
            allowed = CLOSE if step.op.value == "quotient" or long else 0
            assert off <= allowed, f"{step.name} is {step.value}, but its inputs give {expected}"
        known[step.name] = step.value
    for figure in answer.figures:
        assert known.get(figure.step) == figure.value, f"figure {figure.key} does not follow from step {figure.step}"
    return known
