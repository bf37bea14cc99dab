"""Finding entries of the glossary while somebody types."""

import pytest

from bot.domain.catalog import Catalog
from bot.language.glossary import Glossary


@pytest.fixture(scope="module")
def glossary(catalog: Catalog) -> Glossary:
    return Glossary(catalog)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [("gpci", "gpci"), ("Modifier  25", "modifier_25"), ("DPC", "direct_primary_care"), ("modifier_50", "modifier_50")],
)
def test_an_entry_is_found_by_its_words_title_or_id(glossary: Glossary, typed: str, topic: str) -> None:
    assert glossary.exactly(typed) == topic


def test_what_no_entry_is_called_is_not_an_entry(glossary: Glossary) -> None:
    assert glossary.exactly("astrology") is None


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("convers", "conversion_factor"),
        ("conversoin factor", "conversion_factor"),
        ("burn", "targets_and_burnout"),
        ("floor", "gpci_floor"),
        ("hospital", "facility"),
    ],
)
def test_the_beginning_a_word_inside_or_a_near_spelling_offers_the_entry(
    glossary: Glossary, typed: str, topic: str
) -> None:
    assert topic in [found.value for found in glossary.suggest(typed, 10)]


def test_nothing_typed_offers_as_many_entries_as_fit_each_once(glossary: Glossary, catalog: Catalog) -> None:
    offered = [found.value for found in glossary.suggest("", 25)]
    assert offered == list(catalog.topics)[:25]


def test_nothing_is_offered_for_what_is_like_no_entry(glossary: Glossary) -> None:
    assert glossary.suggest("zzqqxx", 10) == ()
