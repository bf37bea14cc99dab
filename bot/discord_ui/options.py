"""Slash options joined into one question."""

from collections.abc import Iterable
from typing import Final

from discord import app_commands

from bot.ask import Desk
from bot.discord_ui.limits import AUTOCOMPLETE_CHOICES, CHOICE_NAME, CHOICE_VALUE, fit, length
from bot.domain.question import BreakEven, Clarify, Compare, Explain, Item, OutOfScope, Question, Stated, Value
from bot.domain.question import Choice as AskedNext
from bot.errors import BadQuestionError

_BASKET: Final = "99214-25 + 17110"


def compare(first: Question, second: Question, *, minutes: tuple[int | None, int | None], stated: Stated) -> Question:
    """Set what two texts were understood as against each other.

    A text that has to be asked back about, or that is out of scope, is returned as it is: the question cannot be
    completed without it. Raises `BadQuestionError` for a text without a service, for one that is a comparison
    itself, and for minutes that would have to be shared among several services.
    """
    if isinstance(first, Clarify | OutOfScope):
        return first
    if isinstance(second, Clarify | OutOfScope):
        return second
    sides = (_side(first, 1, minutes[0]), _side(second, 2, minutes[1]))
    said = {**_said(first.stated), **_said(second.stated), **_said(stated)}
    return Compare(items=(*sides[0], *sides[1]), stated=Stated.model_validate(said))


def break_even(
    first: Question, second: Question, *, minutes: tuple[int | None, int | None], stated: Stated, length: bool = False
) -> Question:
    """Ask how many of the first equal the second, or with `length` how long the first has to be.

    Raises what `compare` raises, and `BadQuestionError` for the length of a basket or of a stated length.
    """
    compared = compare(first, second, minutes=minutes, stated=stated)
    if not isinstance(compared, Compare):
        return compared
    solved = [item for item in compared.items if item.side == 1]
    if length and (len(solved) > 1 or solved[0].minutes is not None):
        message = "To find how long it has to be, option 1 needs one service without minutes."
        raise BadQuestionError(message, "Name one service, or ask how many instead.")
    return BreakEven(items=compared.items, stated=compared.stated, solve="minutes" if length else "count")


def _said(stated: Stated) -> dict[str, object]:
    return {name: value for name, value in stated if value is not None}


def _side(understood: Question, number: int, minutes: int | None) -> tuple[Item, ...]:
    if not understood.items:
        message = f"I found no service in option {number}."
        raise BadQuestionError(message, f"Write a service or a code, or several joined with +: {_BASKET}.")
    if len({item.side for item in understood.items}) > 1:
        message = f"Option {number} compares two things by itself."
        raise BadQuestionError(message, "Put one of them into each option, or ask in words with /ask.")
    if minutes is not None and len(understood.items) > 1:
        message = f"The minutes of option {number} could belong to any of its services."
        raise BadQuestionError(message, "Write them beside each service: 99214-25 30 min + 17110 10 min.")
    changes: dict[str, object] = {"side": number} if minutes is None else {"side": number, "minutes": minutes}
    return tuple(item.model_copy(update=changes) for item in understood.items)


def understood(desk: Desk, typed: str) -> Question:
    """Read what an option holds: words, codes, or the concept ids that autocompletion fills in, joined with `+`."""
    typed = desk.redact(typed).text
    parts = [part.strip() for part in typed.split("+")]
    concepts = desk.catalog.concepts
    if not any(part in concepts for part in parts):
        return desk.understand(typed)
    items: list[Item] = []
    said: dict[str, object] = {}
    for part in parts:
        if part in concepts and concepts[part].uses:
            items.append(Item(concept=part))
            continue
        # A concept without ways to bill covers too much to answer: its name gives the question to ask back.
        question = desk.understand(concepts[part].name if part in concepts else part)
        if isinstance(question, Clarify | OutOfScope):
            return question
        items += question.items
        said |= _said(question.stated)
    return Value(items=tuple(items), stated=Stated.model_validate(said))


def card(question: Question) -> Question:
    """Ask for everything the release says about one service; other questions stay as they are."""
    alone = isinstance(question, Value) and len(question.items) == 1
    return question.model_copy(update={"card": True}) if alone else question


def topic(desk: Desk, typed: str) -> Question:
    """Ask for an entry of the glossary: by its id or words, by a question in words, else offer the nearest ones.

    Raises `BadQuestionError` when nothing in the glossary is near.
    """
    named = desk.glossary.exactly(typed)
    if named is not None:
        return Explain(topic=named)
    question = desk.understand(typed)
    if isinstance(question, Explain):
        return question
    near = tuple(
        AskedNext(label=found.label, question=Explain(topic=found.value)) for found in desk.glossary.suggest(typed, 5)
    )
    if not near:
        message = "The glossary has no entry like that."
        raise BadQuestionError(message, "Choose one of the entries offered while you type, or ask with /ask.")
    return Clarify(ask="Which entry do you mean?", choices=near)


def topic_choices(desk: Desk, typed: str) -> list[app_commands.Choice[str]]:
    """Offer entries of the glossary by title or word, from memory."""
    return _choices((found.label, found.value) for found in desk.glossary.suggest(typed, AUTOCOMPLETE_CHOICES))


def claim_choices(desk: Desk, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the claims that can be tested, from memory."""
    return _choices(desk.claims.titles(typed))


def service_choices(desk: Desk, typed: str) -> list[app_commands.Choice[str]]:
    """Offer services by plain words or code: from memory, best first, never more than Discord takes.

    Only the last service of a basket is completed; what stands before its + is kept. Identifiers are not repeated.
    """
    if desk.redact(typed).found:
        return []
    before, plus, last = typed.rpartition("+")
    lead = f"{before.strip()} {plus} " if plus else ""
    offered = ((f"{lead}{found.label}", f"{lead}{found.value}") for found in desk.suggest(last.strip()))
    return _choices(offered)


def _choices(offered: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    fitting = [(name, value) for name, value in offered if length(value) <= CHOICE_VALUE]
    return [
        app_commands.Choice(name=fit(name, CHOICE_NAME), value=value) for name, value in fitting[:AUTOCOMPLETE_CHOICES]
    ]


def locality_choices(desk: Desk, typed: str, national: str | None = None) -> list[app_commands.Choice[str]]:
    """Offer Medicare localities by city, state, area or id; a word for "no locality", where given, stands before."""
    offered = [(found.label, found.value) for found in desk.catalog.atlas.offer(typed)]
    if national is not None and national.startswith(typed.strip().lower()):
        offered.insert(0, ("National, no locality", national))
    return _choices(offered)


def release_choices(desk: Desk, typed: str, newest: str) -> list[app_commands.Choice[str]]:
    """Offer the loaded releases by id or year, newest first; the word for "always the newest" stands before them."""
    wanted = typed.strip().lower()
    loaded = [(f"{release.title} ({release.id})", release.id) for release in reversed(desk.catalog.releases)]
    offered = [("Always the newest", newest), *loaded]
    return _choices(pair for pair in offered if wanted in " ".join(pair).lower())
