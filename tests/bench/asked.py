"""The questions that the benchmarks ask: all different, and all such that the bot has an answer to them."""

import json
import random
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

LABELLED: Final = Path(__file__).parents[1] / "understanding" / "own.jsonl"
UNANSWERED: Final = frozenset(("clarify", "out_of_scope", "history", "stats"))
"""Intents that are asked back, turned down, or looked up in what is kept: no calculation."""


def questions() -> tuple[str, ...]:
    """Return each answerable question of our own labelled set once, the kinds mixed, always in the same order."""
    lines = map(json.loads, LABELLED.read_text(encoding="utf-8").splitlines())
    asked = list(dict.fromkeys(line["question"] for line in lines if line["intent"] not in UNANSWERED))
    random.Random(0).shuffle(asked)  # noqa: S311 - nothing secret
    return tuple(asked)


def endless() -> Iterator[str]:
    """Yield them for ever."""
    return cycle(questions())
