"""The shipped words, loaded once; and a short notation for what was understood."""

from collections.abc import Callable

import pytest

from bot.catalog.load import load
from bot.domain.catalog import Catalog
from bot.domain.question import Item, Question
from bot.language.identifiers import Identifiers
from bot.language.listener import Listener
from bot.language.reading import Reader


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="session")
def listener(catalog: Catalog) -> Listener:
    return Listener(catalog)


@pytest.fixture(scope="session")
def identifiers(catalog: Catalog, listener: Listener) -> Identifiers:
    return Identifiers(catalog, listener.knows, listener.resembles)


@pytest.fixture(scope="session")
def reader(catalog: Catalog) -> Reader:
    return Reader(catalog)


def brief(item: Item) -> str:
    """Write an item as `1:concept/code 10min x2 both`."""
    parts = [f"{item.side}:" if item.side else "", item.concept]
    parts += [f"/{ref.written}" for ref in item.codes]
    parts += [f" {item.minutes}min"] if item.minutes else []
    parts += [f" x{item.quantity}"] if item.quantity > 1 else []
    parts += [" both"] if item.both_sides else []
    parts += [f" {item.clinician}"] if item.clinician else []
    parts += [f" {item.setting}"] if item.setting else []
    parts += [f" {item.year}"] if item.year else []
    return "".join(parts)


@pytest.fixture(scope="session")
def understood(listener: Listener) -> Callable[[str], str]:
    """Return a text's question as `intent | item | item`."""

    def tell(text: str) -> str:
        question: Question = listener.understand(text)
        return " | ".join((question.intent, *map(brief, question.items)))

    return tell


def _shown(fields: dict[str, object]) -> str:
    """Write fields as `goal=5000 when(unit=week back=1)`."""
    nested = (
        f"{key}({_shown(value)})" if isinstance(value, dict) else f"{key}={value}" for key, value in fields.items()
    )
    return " ".join(nested)


def plan(question: Question) -> str:
    """Write a plan as `target goal=5000 | item`, an item of a supposition with what is done with it."""
    fields = question.model_dump(mode="json", exclude_defaults=True, exclude={"intent", "items", "ask", "choices"})
    fields.get("stated", {}).pop("metric", None)
    head = " ".join(
        filter(None, (question.intent, _shown({key: value for key, value in fields.items() if value != {}})))
    )
    return " | ".join((head, *(" ".join(filter(None, (brief(item), item.change))) for item in question.items)))
