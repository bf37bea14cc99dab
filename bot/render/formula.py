"""One number of an answer's steps as the formula that leads to it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.answer import Op, Step
from bot.domain.money import plain

_JOINED: Final = {Op.SUM: " + ", Op.DIFFERENCE: " - ", Op.PRODUCT: " x "}
_CHOSEN: Final = {Op.MINIMUM: "the lower of", Op.MAXIMUM: "the higher of"}


def formula(steps: Mapping[str, Step], name: str) -> str:
    """Write the step as the arithmetic of the given numbers that it rests on: `(0.68 + 2.58 + 0.07) x $33.4009`.

    Steps other than sums, differences, products and choices, such as rounded ones, stand there as their value.
    """
    step = steps[name]
    inputs = [formula(steps, given.name) for given in step.inputs]
    if step.op in _CHOSEN:
        return f"{_CHOSEN[step.op]} {' and '.join(inputs)}"
    if step.op not in _JOINED:
        return f"${plain(step.value)}" if "$" in name or name.startswith("conversion factor") else plain(step.value)
    bracketed = step.op is not Op.SUM and len(inputs) > 1
    if bracketed:
        inputs = [
            f"({text})" if _loose(steps[given.name], step.op) else text
            for text, given in zip(inputs, step.inputs, strict=True)
        ]
    return _JOINED[step.op].join(inputs)


def _loose(step: Step, within: Op) -> bool:
    """Tell whether a step needs brackets within another."""
    return step.op in _CHOSEN or (step.op in {Op.SUM, Op.DIFFERENCE} and (within is not Op.SUM))
