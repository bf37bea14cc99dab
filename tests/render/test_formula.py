from decimal import Decimal

import pytest

from bot.domain.step import Input, Op, Step
from bot.render.formula import formula


def given(name: str, value: str) -> Step:
    return Step(name=name, op=Op.GIVEN, value=Decimal(value), source="file")


def made(name: str, op: Op, *inputs: Step) -> Step:
    used = tuple(Input(name=step.name, value=step.value) for step in inputs)
    return Step(name=name, inputs=used, op=op, value=Decimal(9), source="rule")


WORK, PE, FACTOR = given("work", "0.68"), given("PE", "2.58"), given("conversion factor 2026", "33.4009")
TOTAL = made("total", Op.SUM, WORK, PE)
LOCAL = made("local", Op.SUM, made("work at", Op.PRODUCT, WORK, PE), PE)
LEAST = made("least", Op.MINIMUM, TOTAL, PE)
STEPS = {step.name: step for step in (WORK, PE, FACTOR, TOTAL, LOCAL, LEAST, made("work at", Op.PRODUCT, WORK, PE))}


@pytest.mark.parametrize(
    ("step", "written"),
    [
        (WORK, "0.68"),
        (FACTOR, "$33.4009"),
        (TOTAL, "0.68 + 2.58"),
        (LOCAL, "0.68 x 2.58 + 2.58"),
        (made("amount", Op.PRODUCT, TOTAL, FACTOR), "(0.68 + 2.58) x $33.4009"),
        (made("rest", Op.DIFFERENCE, TOTAL, LOCAL), "(0.68 + 2.58) - (0.68 x 2.58 + 2.58)"),
        (made("capped", Op.PRODUCT, LEAST, FACTOR), "(the lower of 0.68 + 2.58 and 2.58) x $33.4009"),
        (made("most", Op.MAXIMUM, WORK, PE), "the higher of 0.68 and 2.58"),
        (made("sum of one", Op.SUM, LEAST), "the lower of 0.68 + 2.58 and 2.58"),
        (made("$ a unit", Op.ROUND_2, WORK), "$9"),
    ],
    ids=lambda part: part.name if isinstance(part, Step) else "",
)
def test_a_step_is_written_as_the_arithmetic_of_what_was_given(step: Step, written: str) -> None:
    assert formula(STEPS | {step.name: step}, step.name) == written
