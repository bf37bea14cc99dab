"""Plain sentences with what they must be understood as: terms explained, memory, what is not answered, what is unclear.

A block of `heard/*.txt` begins with `> intents kinds` and has one sentence a line. `intents` are those that are right
(`explain` or `explain/compare`); `kinds`, which may be left out, the topics, reasons or tallies that are.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.question import Explain, OutOfScope, Question, Stats
from bot.language.identifiers import Identifiers
from bot.language.listener import Listener

FOLDER = Path(__file__).parent / "heard"


def sentences() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each sentence with its right intents and kinds."""
    for path in sorted(FOLDER.glob("*.txt")):
        intents: tuple[str, ...] = ()
        kinds: tuple[str, ...] = ()
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("> "):
                first, _, rest = line[2:].partition(" ")
                intents, kinds = tuple(first.split("/")), tuple(filter(None, rest.split("/")))
            elif line:
                yield line, intents, kinds


def kind(question: Question) -> str:
    """Return the topic, the reason or the tally of a question; nothing where it has none."""
    if isinstance(question, Explain):
        return question.topic
    if isinstance(question, OutOfScope):
        return question.reason
    return question.tally if isinstance(question, Stats) else ""


@pytest.mark.parametrize(("text", "intents", "kinds"), list(sentences()), ids=lambda value: str(value)[:60])
def test_a_sentence_is_understood(
    listener: Listener, identifiers: Identifiers, text: str, intents: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    question = listener.understand(identifiers.redact(text).text)
    assert question.intent in intents
    assert not kinds or kind(question) in kinds
