"""Comparisons and worths: how sides, counts, minutes, complaints and places are read, sentence by sentence."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def cases() -> Iterator[tuple[str, str]]:
    """Yield each text with what it is understood as, indented below it."""
    for path in sorted((Path(__file__).parent / "compared").glob("*.txt")):
        for block in path.read_text("utf-8").strip().split("\n\n"):
            text, question = block.splitlines()
            yield text, question.strip()


@pytest.mark.parametrize(("text", "question"), list(cases()))
def test_a_sentence_is_understood(understood: Callable[[str], str], text: str, question: str) -> None:
    assert understood(text) == question
