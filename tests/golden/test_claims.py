"""Every claim with the answer to each of its questions, compared with files that people read as a diff.

`RVU_GOLDEN=write` writes them anew; look at the diff before it is committed.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask import Desk
from bot.catalog.load import load
from bot.domain.catalog import Catalog
from bot.domain.claim import Claim
from bot.render.text import as_text
from tests.replay import replay

FOLDER = Path(__file__).parent / "answers"
CLAIMS = tuple(load().claims)


def asked(desk: Desk, claim: Claim) -> list[str]:
    """Answer a claim's first question as /claim does, and each of the others as its button does."""
    first = desk.answer(desk.claims.question(claim.id))
    others = [choice.question for choice in first.see_also[: len(claim.asks) - 1]]
    answers = [first, *(desk.answer(question) for question in others if question is not None)]
    for answer in answers:
        replay(answer)
    return [as_text(answer) for answer in answers]


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_tested_as_it_was_reviewed(catalog: Catalog, name: str) -> None:
    claim = catalog.claims[name]
    desk = Desk(catalog, clock=lambda: datetime(2026, 5, 4, tzinfo=UTC))
    told = [f"> {ask}\n\n{text}" for ask, text in zip(claim.asks, asked(desk, claim), strict=True)]
    shown = f"\n\n{'-' * 80}\n\n".join([f"{claim.title}\n{claim.note}", *told]) + "\n"
    path = FOLDER / f"claim_{name}.txt"
    if os.environ.get("RVU_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown


def test_every_claim_has_one(catalog: Catalog) -> None:
    assert set(CLAIMS) == set(catalog.claims)
    assert len(CLAIMS) >= 10


def test_what_an_injection_leaves_out_and_what_decides_the_pathway_is_said(catalog: Catalog) -> None:
    told = " ".join(asked(Desk(catalog), catalog.claims["injection_and_stress"])).replace("\n", " ")
    assert "drug" in told
    assert "physical diagnosis" in " ".join(told.split())


def test_whoever_orders_a_scan_is_told_to_earn_nothing_from_it(catalog: Catalog) -> None:
    told = " ".join(" ".join(asked(Desk(catalog), catalog.claims["do_more_or_less"])).split())
    assert "whoever orders it nothing" in told
    assert "outside this schedule" in told
