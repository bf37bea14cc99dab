"""The catalog's words, read once."""

import pytest

from tests.catalog_words.words import Words, everything


@pytest.fixture(scope="session")
def words() -> Words:
    return everything()
