"""Short ways to ask about targets and suppositions in tests, each answer replayed."""

from decimal import Decimal
from typing import Any

from bot.calc.engine import answer
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.money import plain
from bot.domain.question import Target, WhatIf
from tests.replay import replay


def target(catalog: Catalog, **said: Any) -> Answer:
    """Answer a target; numbers as strings."""
    made = answer(Target.model_validate(said), Context(), catalog)
    replay(made)
    return made


def whatif(catalog: Catalog, context: Context | None = None, **said: Any) -> Answer:
    """Answer a supposition; numbers as strings."""
    made = answer(WhatIf.model_validate(said), context or Context(), catalog)
    replay(made)
    return made


def found(made: Answer, key: str, unit: str = "", pathway: str | None = None) -> list[str]:
    """Return every figure of a key, in a unit, of a pathway."""
    return [
        plain(figure.value)
        for figure in made.figures
        if figure.key == key and unit in ("", figure.unit) and pathway in (None, figure.pathway)
    ]


def one(made: Answer, key: str, unit: str = "", pathway: str | None = None) -> Decimal:
    """Return the one figure of a key."""
    (value,) = found(made, key, unit, pathway)
    return Decimal(value)
