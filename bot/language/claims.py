"""The claims about pay that staff can test, each as questions made from its own words."""

from collections.abc import Callable

from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.question import Choice, Clarify, Explain, OutOfScope, Question
from bot.errors import BadQuestionError

_LONGEST = 80
"""Letters of a choice, what a Discord button holds."""


class Claims:
    """The catalog's claims, understood once. A claim whose words no longer give a question is left out."""

    def __init__(self, catalog: Catalog, understand: Callable[[str], Question]) -> None:
        self._claims = catalog.claims
        self._choices = {
            claim.id: tuple(
                Choice(label=_label(ask), question=_marked(question, claim.id))
                for ask in claim.asks
                if not isinstance(question := understand(ask), Clarify | OutOfScope)
            )
            for claim in catalog.claims.values()
        }

    def offer(self) -> Clarify:
        """Ask which claim to test."""
        choices = tuple(
            Choice(label=claim.title, question=self._choices[claim.id][0].question)
            for claim in self._claims.values()
            if self._choices[claim.id]
        )
        return Clarify(ask="Which claim do you want to test?", choices=choices)

    def question(self, typed: str) -> Question:
        """Return the question that tests a claim, by its id or title.

        Raises `BadQuestionError` when there is no such claim.
        """
        plain = typed.strip().lower()
        for claim in self._claims.values():
            if plain in {claim.id, claim.title.lower()} and self._choices[claim.id]:
                return self._choices[claim.id][0].question or self.offer()
        message = "There is no such claim here."
        raise BadQuestionError(message, "Choose one of those offered while you type, or ask in words with /ask.")

    def titles(self, typed: str) -> list[tuple[str, str]]:
        """Return title and id of the claims that have every typed word in their title."""
        words = typed.lower().split()
        return [
            (claim.title, claim.id)
            for claim in self._claims.values()
            if all(word in claim.title.lower() for word in words)
        ]

    def told(self, answer: Answer) -> Answer:
        """Name the claim that an answer tests, what to keep in mind about it, and what else tests it."""
        marked = getattr(answer.question, "claim", None)
        claim = self._claims.get(marked) if marked else None
        if claim is None:
            return answer
        others = tuple(choice for choice in self._choices[claim.id] if choice.question != answer.question)
        return answer.model_copy(
            update={
                "readings": (f'to test "{claim.title}"', *answer.readings),
                "caveats": (claim.note, *answer.caveats),
                "see_also": (*others, *answer.see_also),
            }
        )


def _label(ask: str) -> str:
    return ask if len(ask) <= _LONGEST else f"{ask[: _LONGEST - 1].rstrip()}…"


def _marked(question: Question, claim: str) -> Question:
    """Mark a question as a claim's, except an explanation, which says what it is about by itself."""
    return question if isinstance(question, Explain) else question.model_copy(update={"claim": claim})
