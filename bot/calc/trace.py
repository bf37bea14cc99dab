"""Records every step of a calculation while it is made, so that it can be shown and replayed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from operator import mul, sub
from typing import Final, NamedTuple

from pydantic import TypeAdapter

from bot.domain.answer import Op, Step
from bot.domain.money import round_half_up


class Num(NamedTuple):
    """A number that a step of the trace has produced."""

    name: str
    value: Decimal


class _Made(NamedTuple):
    """A step as it is noted, before anybody wants to see it."""

    op: Op
    value: Decimal
    source: str
    inputs: tuple[Num, ...]


def _whole(quotient: Decimal, rounding: str) -> Decimal:
    return quotient.to_integral_value(rounding=rounding)


_OPERATIONS: dict[Op, Callable[[list[Decimal]], Decimal]] = {
    Op.SUM: lambda values: sum(values, Decimal(0)),
    Op.DIFFERENCE: lambda values: reduce(sub, values),
    Op.PRODUCT: lambda values: reduce(mul, values),
    Op.QUOTIENT: lambda values: values[0] / values[1],
    Op.ROUND_2: lambda values: round_half_up(values[0], 2),
    Op.ROUND_3: lambda values: round_half_up(values[0], 3),
    Op.FLOOR: lambda values: _whole(values[0] / values[1], ROUND_FLOOR),
    Op.CEILING: lambda values: _whole(values[0] / values[1], ROUND_CEILING),
    Op.MINIMUM: min,
    Op.MAXIMUM: max,
}

_STEPS: Final = TypeAdapter(tuple[Step, ...])


@dataclass(slots=True)
class Trace:
    """The steps so far, in order. A name always stands for one value."""

    _made: dict[str, _Made] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every step in the order made; all at once, since most traces are never looked at."""
        return _STEPS.validate_python(
            [
                {
                    "name": name,
                    "inputs": [{"name": one.name, "value": one.value} for one in made.inputs],
                    "op": made.op,
                    "value": made.value,
                    "source": made.source,
                }
                for name, made in self._made.items()
            ]
        )

    def given(self, name: str, value: Decimal | int, source: str) -> Num:
        """Enter a number that comes from outside: a CMS row, a rule or the asker (`source`)."""
        return self._add(name, _Made(Op.GIVEN, Decimal(value), source, ()))

    def make(self, name: str, op: Op, inputs: list[Num], source: str) -> Num:
        """Compute `op` over earlier numbers; `source` is the rule in words.

        Raises `decimal.DivisionByZero` or `decimal.InvalidOperation` when a quotient's divisor is zero; callers
        leave out figures without a meaning before they get here.
        """
        value = _OPERATIONS[op]([number.value for number in inputs])
        return self._add(name, _Made(op, value, source, tuple(inputs)))

    def _add(self, name: str, made: _Made) -> Num:
        known = self._made.setdefault(name, made)
        if known is not made and known != made:
            msg = f"step {name} would stand for two different numbers"
            raise ValueError(msg)
        return Num(name, made.value)
