"""A hundred thousand made-up texts through understanding, answering and both ways of showing: no fault, no ping.

`RVU_FUZZ=100000` tries so many, and `RVU_FUZZ_SEED` others; without them it is five hundred, always the same.
"""

import os
import re
from itertools import islice

import pytest
from discord import ui

from bot.ask import Desk, Reply
from bot.discord_ui.layout import answer_layout
from bot.domain.catalog import Catalog
from bot.errors import RvuError
from bot.render.text import as_text
from tests.hostile import LIVE, endless

MANY = int(os.environ.get("RVU_FUZZ") or 500)
SEED = int(os.environ.get("RVU_FUZZ_SEED") or 1)
BLOCK = re.compile(r"```.*?```", re.DOTALL)


def shown(view: ui.LayoutView) -> str:
    """Return all that a layout says outside of code blocks, in which nothing comes to life."""
    return "\n".join(BLOCK.sub("", item.content) for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def test_no_text_is_a_fault_and_none_pings(catalog: Catalog) -> None:
    desk = Desk(catalog)
    intents: dict[str, int] = {}
    for number, text in enumerate(islice(endless(SEED), MANY)):
        place = f"seed {SEED}, text {number}: {text!r}"
        try:
            question = desk.understand(text)
            intents[question.intent] = intents.get(question.intent, 0) + 1
            answer = desk.answer(question)
        except RvuError as error:
            said = f"{error.message} {error.hint}"
            assert not LIVE.search(said), place
            continue
        except Exception as error:
            error.add_note(place)
            raise
        try:
            told = shown(answer_layout(Reply(answer, 7)))
            plain = as_text(answer)
        except Exception as error:
            error.add_note(place)
            raise
        assert not LIVE.search(told), place
        assert "evil.test" not in plain, place
    assert len(intents) > 6, "what is tried reaches most kinds of questions"


@pytest.mark.parametrize("number", range(3))
def test_what_is_made_up_is_the_same_again(number: int) -> None:
    assert list(islice(endless(number), 20)) == list(islice(endless(number), 20))
