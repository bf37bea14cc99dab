"""Whole answers to targets, suppositions and ways to pay, compared with files that people read as a diff.

`RVU_GOLDEN=write` writes them anew; look at the diff before it is committed.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask import Desk
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.render.text import as_text, math_text
from tests.render.plans import PLANS
from tests.replay import replay

FOLDER = Path(__file__).parent / "answers"
WHOLE = (
    *("pace short", "days unsaid", "visits by code", "mix short", "extra"),
    *("added beside", "swap", "swap with a base", "cut"),
    *("direct care", "value-based care, unpaid talk", "collaborative care", "advanced primary care"),
)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_plan_is_as_it_was_reviewed(catalog: Catalog, name: str) -> None:
    answer = Desk(catalog, clock=lambda: datetime(2026, 5, 4, tzinfo=UTC)).answer(PLANS[name])
    replay(answer)
    figures = "\n".join(
        f"{one.key} {one.value:f} {one.unit}" for one in answer.figures if one.key not in per_way(answer)
    )
    items = "; ".join(
        f"{item.concept} {'/'.join(item.codes)} minutes={item.minutes} quantity={item.quantity} side={item.side}"
        for item in answer.items
    )
    shown = "\n\n".join((f"{answer.intent}: {items or 'no items'}", as_text(answer), figures, math_text(answer)))
    path = FOLDER / f"plan_{name.replace(' ', '_').replace(',', '')}.txt"
    if os.environ.get("RVU_GOLDEN") == "write":
        path.write_text(shown + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown + "\n"


def per_way(answer: Answer) -> set[str]:
    return {figure.key for way in answer.pathways for figure in way.figures}
