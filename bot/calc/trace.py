"""Records every step of a calculation while it is made, so that it can be shown and replayed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from operator import mul, sub

from bot.domain.answer import Input, Op, Step
from bot.domain.money import round_half_up


@dataclass(frozen=True, slots=True)
class Num:
    """A number that a step of the trace has produced."""

    name: str
    value: Decimal


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


@dataclass(slots=True)
class Trace:
    """The steps so far, in order. A name always stands for one value."""

    _steps: dict[str, Step] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every step in the order made."""
        return tuple(self._steps.values())

    def given(self, name: str, value: Decimal | int, source: str) -> Num:
        """Enter a number that comes from outside: a CMS row, a rule or the asker (`source`)."""
        return self._add(Step(name=name, op=Op.GIVEN, value=Decimal(value), source=source))

    def make(self, name: str, op: Op, inputs: list[Num], source: str) -> Num:
        """Compute `op` over earlier numbers; `source` is the rule in words.

        Raises `decimal.DivisionByZero` or `decimal.InvalidOperation` when a quotient's divisor is zero; callers
        leave out figures without a meaning before they get here.
        """
        value = _OPERATIONS[op]([number.value for number in inputs])
        named = tuple(Input(name=number.name, value=number.value) for number in inputs)
        return self._add(Step(name=name, inputs=named, op=op, value=value, source=source))

    def _add(self, step: Step) -> Num:
        known = self._steps.setdefault(step.name, step)
        if known != step:
            msg = f"step {step.name} would stand for two different numbers"
            raise ValueError(msg)
        return Num(step.name, step.value)
