"""Answers to targets, suppositions and ways to pay fit one Discord message, with their buttons."""

import pytest

from bot.ask import Reply
from bot.discord_ui.layout import answer_layout
from bot.domain.catalog import Catalog
from tests.discord_ui.samples import custom_ids, texts
from tests.render.asked import answered
from tests.render.plans import PLANS


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_fits_one_message_and_shows_what_is_behind_it(name: str, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    view = answer_layout(Reply(answer, 7))
    # The first sentence is in bold, on a line of its own.
    shown = " ".join(texts(view).replace("\\", "").replace("**", "").split())
    assert all(line in shown for line in answer.verdict.splitlines())
    terms = getattr(answer.question, "terms", None)
    behind = {"math": answer.steps, "codes": answer.pathways, "chart": answer.chart, "change": terms}
    assert custom_ids(view) == [f"rvu1:{action}:7" for action, there in behind.items() if there]


@pytest.mark.parametrize("name", ["pace short", "swap with a base", "direct care"])
def test_a_plans_numbers_are_in_a_block_that_a_phone_shows(name: str, catalog: Catalog) -> None:
    block = texts(answer_layout(Reply(answered(PLANS[name], catalog), 7))).split("```")[1]
    assert max(len(line) for line in block.splitlines()) <= 44
