"""Which term or rule a question is about, and of which services."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.question import Explain
from bot.language.listener import Listener

ASKED = Path(__file__).with_name("terms.txt")


def cases() -> Iterator[tuple[str, list[str]]]:
    """Yield each question of the table with its topic and services."""
    for line in ASKED.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, *told = line.split(" | ")
            yield text, told


@pytest.mark.parametrize(("text", "told"), list(cases()))
def test_a_rule_is_explained(listener: Listener, understood: Callable[[str], str], text: str, told: list[str]) -> None:
    topic, *items = told
    question = listener.understand(text)
    assert isinstance(question, Explain)
    assert question.topic == topic
    assert understood(text) == " | ".join(["explain", *items])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("is it true that a wart pays more than a 99214", "compare"),
        ("whats the difference between 99213 and 99214", "compare"),
        ("can you price 99406 and 99213", "value"),
        ("how many 99497 to match a 99214, is that allowed", "break_even"),
        ("therapist did 52 min, what is the wrvu", "value"),
        ("wart or not", "value"),
        ("what can i bill for a 20 minute smoking talk", "value"),
        ("whats the true value of a 99214", "value"),
        ("is a 25 min 99213 by time worth anything", "value"),
    ],
)
def test_what_asks_for_a_number_is_computed(listener: Listener, text: str, intent: str) -> None:
    assert listener.understand(text).intent == intent
