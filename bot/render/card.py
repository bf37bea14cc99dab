"""A service's card: what Medicare does with the code belongs into the verdict, the rest stands below it."""

from typing import Final

from bot.domain.answer import Answer, Detail
from bot.render.wording import sentence

_FIRST: Final = ("Status", "Covered")
"""Labels of what is said before any number."""


def status_first(answer: Answer) -> list[str]:
    """Say the status and the condition of coverage; nothing for answers without a card."""
    said = {line.label: line.text for line in answer.details if line.label in _FIRST}
    return [sentence(f"status {said.pop('Status')}"), *map(sentence, said.values())] if said else []


def lines(answer: Answer) -> tuple[Detail, ...]:
    """Return the lines of the card that the verdict has not said."""
    return tuple(line for line in answer.details if line.label not in _FIRST)
