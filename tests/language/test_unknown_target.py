"""A target for services of which one is not known: asked back, with what may have been meant, and never a fault."""

import pytest

from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.question import Clarify


@pytest.mark.parametrize(
    ("text", "clickable"),
    [
        pytest.param("J3301 target or 1 a year", True, id="the unknown alone"),
        pytest.param('J3301 target " OR 1=1 -- a year 2025', False, id="beside what the target leaves out"),
    ],
)
def test_an_unknown_code_beside_a_target_is_asked_about(catalog: Catalog, text: str, clickable: bool) -> None:  # noqa: FBT001
    desk = Desk(catalog)
    question = desk.understand(text)
    assert isinstance(question, Clarify)
    assert "J3301" in question.ask
    assert question.choices
    assert all((choice.question is not None) == clickable for choice in question.choices)
    assert desk.answer(question).clarify is not None
