"""Ten whole answers, compared with files that people read as a diff.

`RVU_GOLDEN=write` writes them anew; look at the diff before it is committed.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.render.text import as_text, codes_text, math_text
from tests.replay import replay

FOLDER = Path(__file__).parent / "answers"
BOSTON_NP = Context.model_validate({"locality": "14212-01", "clinician": "np", "rate": "52"})
ANSWERS = {
    "wart_against_talk": ("What is 30 minutes of lifestyle counseling worth compared with wart removal?", Context()),
    "wart_ten_minutes": ("10 min wart freeze vs half an hour of lifestyle talk", Context()),
    "basket_with_25": ("99213-25 + 17110 vs 99214", Context()),
    "unpaid_code": ("how much does medicare pay for 99402", Context()),
    "both_knees_in_boston": ("$$ for 20610 both knees in boston", Context()),
    "nurse_practitioner": ("45 min diabetes visit vs two skin tags", BOSTON_NP),
    "how_many": ("how many ear wax removals equal one 99215", Context()),
    "how_long": ("how long would a lifestyle talk have to be to pay what an IUD insertion pays", Context()),
    "per_hour": ("what's my hourly on 20 min 99213s back to back", Context()),
    "term": ("what is the difference between work rvu and total rvu", Context()),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_whole_answer_is_as_it_was_reviewed(catalog: Catalog, name: str) -> None:
    question, context = ANSWERS[name]
    desk = Desk(catalog, clock=lambda: datetime(2026, 5, 4, tzinfo=UTC))
    answer = desk.answer(desk.understand(question), context)
    replay(answer)
    items = "; ".join(
        f"{item.concept} {'/'.join(item.codes)} minutes={item.minutes} quantity={item.quantity} side={item.side}"
        for item in answer.items
    )
    shown = "\n\n".join(
        (f"> {question}", f"{answer.intent}: {items}", as_text(answer), codes_text(answer), math_text(answer))
    )
    path = FOLDER / f"{name}.txt"
    if os.environ.get("RVU_GOLDEN") == "write":
        path.write_text(shown + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown + "\n"
