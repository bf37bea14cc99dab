"""The ways to continue that one answer offers, numbered."""

from bot.domain.answer import Answer
from bot.domain.question import Choice, OutOfScope


def choices_of(answer: Answer) -> tuple[Choice, ...]:
    """Return what is asked back or offered instead, then the neighbours.

    A button keeps only the number within this order, so the order is part of what stored buttons mean.
    """
    asked: tuple[Choice, ...] = ()
    if answer.clarify is not None:
        asked = answer.clarify.choices
    elif isinstance(answer.question, OutOfScope):
        asked = answer.question.choices
    return (*asked, *answer.see_also)
