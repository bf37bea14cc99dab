"""The catalog's words, read once."""

import pytest

from bot.catalog.load import load
from bot.domain.catalog import Catalog
from bot.language.listener import Listener
from tests.catalog_words.words import Words, everything


@pytest.fixture(scope="session")
def words() -> Words:
    return everything()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="session")
def listener(catalog: Catalog) -> Listener:
    return Listener(catalog)
