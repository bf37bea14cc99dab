"""Targets, suppositions, memory and statistics: what each number, verb and day in `plans/` does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.listener import Listener
from tests.language.conftest import plan


def cases() -> Iterator[tuple[str, str]]:
    """Yield each text with what it is understood as, indented below it."""
    for path in sorted((Path(__file__).parent / "plans").glob("*.txt")):
        for block in path.read_text("utf-8").strip().split("\n\n"):
            text, understood = block.splitlines()
            yield text, understood.strip()


@pytest.mark.parametrize(("text", "understood"), list(cases()))
def test_each_number_verb_and_day_has_its_part(listener: Listener, text: str, understood: str) -> None:
    assert plan(listener.understand(text)) == understood
