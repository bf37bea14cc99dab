"""The steps of an answer: written out like a list of steps, whoever looks at them."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.calc.trace import Trace
from bot.domain.step import Input, Noted, Num, Op, Step, Steps

ADAPTER: TypeAdapter[Steps] = TypeAdapter(Steps)
PLAIN: TypeAdapter[tuple[Step, ...]] = TypeAdapter(tuple[Step, ...])


@pytest.fixture
def steps() -> Steps:
    trace = Trace()
    work, factor = trace.given("work RVU", Decimal("1.92"), "RVU26B"), trace.given("factor", 33, "rule")
    trace.make("amount", Op.PRODUCT, [work, factor], "work x factor")
    return trace.steps


def test_they_are_a_sequence_of_steps_in_the_order_made(steps: Steps) -> None:
    assert [step.name for step in steps] == ["work RVU", "factor", "amount"]
    assert len(steps) == 3
    assert steps[-1] == Step(
        name="amount",
        inputs=(Input(name="work RVU", value=Decimal("1.92")), Input(name="factor", value=Decimal(33))),
        op=Op.PRODUCT,
        value=Decimal("63.36"),
        source="work x factor",
    )
    assert [step.op for step in steps[:2]] == [Op.GIVEN, Op.GIVEN]
    assert not Steps()


def test_they_are_written_and_read_like_a_tuple_of_steps(steps: Steps) -> None:
    written = ADAPTER.dump_json(steps)
    assert written == PLAIN.dump_json(tuple(steps))
    read = ADAPTER.validate_json(written)
    assert read == steps
    assert hash(read) == hash(steps)
    assert ADAPTER.validate_python(tuple(steps)) == steps
    assert ADAPTER.validate_python(steps) is steps
    assert ADAPTER.json_schema(mode="serialization") == PLAIN.json_schema(mode="serialization")
    assert repr(read).startswith("Steps.of((Step(name='work RVU'")


def test_they_differ_where_a_value_or_the_order_does(steps: Steps) -> None:
    assert steps != Steps.of([*steps[:2], steps[2].model_copy(update={"value": Decimal(64)})])
    assert steps != Steps.of([steps[1], steps[0], steps[2]])
    assert steps != tuple(steps)


def test_a_name_stands_for_one_step_only(steps: Steps) -> None:
    with pytest.raises(ValidationError, match="two steps of one name"):
        ADAPTER.validate_python([*steps, steps[0]])


def test_one_is_looked_up_and_all_are_told_apart_without_writing_them_out(steps: Steps) -> None:
    assert steps.noted("factor") == Noted(Op.GIVEN, Decimal(33), "rule", ())
    assert steps.noted("amount").inputs == (Num("work RVU", Decimal("1.92")), Num("factor", Decimal(33)))
    assert steps.noted("nothing") is None
    assert list(steps.sources) == ["RVU26B", "rule", "work x factor"]
    assert list(steps.lines) == [
        "work RVU\tgiven\t1.92\tRVU26B",
        "factor\tgiven\t33\trule",
        "amount\tproduct\t63.36\twork x factor\twork RVU\tfactor",
    ]


def test_later_steps_of_the_calculation_do_not_change_what_was_taken() -> None:
    trace = Trace()
    trace.given("one", 1, "rule")
    taken = trace.steps
    trace.given("two", 2, "rule")
    assert [step.name for step in taken] == ["one"]
