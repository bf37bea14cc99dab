"""The recorder of steps."""

from decimal import Decimal

import pytest

from bot.calc.trace import Trace
from bot.domain.answer import Op


@pytest.mark.parametrize(
    ("op", "values", "expected"),
    [
        (Op.SUM, ["1.1", "2.2", "3.3"], "6.6"),
        (Op.DIFFERENCE, ["10", "3", "2"], "5"),
        (Op.PRODUCT, ["2", "3", "0.5"], "3.0"),
        (Op.QUOTIENT, ["1", "8"], "0.125"),
        (Op.ROUND_2, ["2.675"], "2.68"),
        (Op.ROUND_3, ["0.0645"], "0.065"),
        (Op.FLOOR, ["29", "15"], "1"),
        (Op.CEILING, ["31", "15"], "3"),
        (Op.MINIMUM, ["3", "2"], "2"),
        (Op.MAXIMUM, ["3", "2"], "3"),
    ],
)
def test_each_operation_does_what_its_name_says(op: Op, values: list[str], expected: str) -> None:
    trace = Trace()
    inputs = [trace.given(f"n{index}", Decimal(value), "test") for index, value in enumerate(values)]
    assert trace.make("result", op, inputs, "rule").value == Decimal(expected)


def test_a_name_stands_for_one_value_only() -> None:
    trace = Trace()
    assert trace.given("a", 1, "test") == trace.given("a", 1, "test")
    assert len(trace.steps) == 1
    with pytest.raises(ValueError, match="two different numbers"):
        trace.given("a", 2, "test")
    with pytest.raises(ValueError, match="two different numbers"):
        trace.make("a", Op.SUM, [trace.given("b", 2, "test")], "rule")
    assert str(trace.steps[0].value) == "1"


def test_steps_of_another_trace_are_taken_in_its_order_and_must_agree() -> None:
    trace, other = Trace(), Trace()
    trace.given("b", 2, "test")
    other.make("c", Op.SUM, [other.given("a", 1, "test"), other.given("b", 2, "test")], "rule")
    trace.take(other)
    assert [step.name for step in trace.steps] == ["b", "a", "c"]
    different = Trace()
    different.given("b", 3, "test")
    with pytest.raises(ValueError, match="step b would stand for two different numbers"):
        trace.take(different)
