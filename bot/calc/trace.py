"""Records every step of a calculation while it is made, so that it can be shown and replayed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from math import prod
from operator import sub

from bot.domain.money import round_half_up
from bot.domain.step import Noted, Op, Steps
from bot.domain.step import Num as Num  # noqa: PLC0414 - what a trace hands out


def _whole(quotient: Decimal, rounding: str) -> Decimal:
    return quotient.to_integral_value(rounding=rounding)


_OPERATIONS: dict[Op, Callable[[list[Decimal]], Decimal]] = {
    Op.SUM: lambda values: sum(values, Decimal(0)),
    Op.DIFFERENCE: lambda values: reduce(sub, values),
    Op.PRODUCT: lambda values: prod(values, start=Decimal(1)),
    Op.QUOTIENT: lambda values: values[0] / values[1],
    Op.ROUND_2: lambda values: round_half_up(values[0], 2),
    Op.ROUND_3: lambda values: round_half_up(values[0], 3),
    Op.FLOOR: lambda values: _whole(values[0] / values[1], ROUND_FLOOR),
    Op.CEILING: lambda values: _whole(values[0] / values[1], ROUND_CEILING),
    Op.MINIMUM: min,
    Op.MAXIMUM: max,
}


def _two(name: str) -> str:
    return f"step {name} would stand for two different numbers"


@dataclass(slots=True)
class Trace:
    """The steps so far, in order. A name always stands for one value."""

    _made: dict[str, Noted] = field(default_factory=dict)

    @property
    def steps(self) -> Steps:
        """Return every step so far, in the order made."""
        return Steps(dict(self._made))

    def given(self, name: str, value: Decimal | int, source: str) -> Num:
        """Enter a number that comes from outside: a CMS row, a rule or the asker (`source`)."""
        made = Noted(Op.GIVEN, value if isinstance(value, Decimal) else Decimal(value), source, ())
        if (known := self._made.setdefault(name, made)) is not made and known != made:
            raise ValueError(_two(name))
        return Num(name, made.value)

    def make(self, name: str, op: Op, inputs: list[Num], source: str) -> Num:
        """Compute `op` over earlier numbers; `source` is the rule in words.

        Raises `decimal.DivisionByZero` or `decimal.InvalidOperation` when a quotient's divisor is zero; callers
        leave out figures without a meaning before they get here.
        """
        value = _OPERATIONS[op]([number.value for number in inputs])
        made = Noted(op, value, source, tuple(inputs))
        if (known := self._made.setdefault(name, made)) is not made and known != made:
            raise ValueError(_two(name))
        return Num(name, value)

    def take(self, made: "Trace") -> None:
        """Enter all steps of another trace, in its order. Raises `ValueError` when a name stands for two numbers."""
        for name, one in made._made.items():  # noqa: SLF001 - of its own kind
            if (known := self._made.setdefault(name, one)) is not one and known != one:
                raise ValueError(_two(name))
