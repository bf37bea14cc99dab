from dataclasses import replace

import pytest

from bot.domain.catalog import Catalog
from bot.domain.suggestion import Suggestion
from bot.language.listener import Listener


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("1711", "17110", id="begun-code"),
        pytest.param("g044", "G0442", id="begun-letter-code"),
        pytest.param("wart", "wart_destruction", id="begun-name"),
        pytest.param("  WART  Free", "wart_destruction", id="case-and-spaces"),
        pytest.param("injection in the knee", "knee_injection", id="words-in-another-order"),
        pytest.param("colonoskopy", "colonoscopy", id="misspelt"),
    ],
)
def test_options_begin_with_what_is_typed(listener: Listener, typed: str, first: str) -> None:
    assert listener.suggest(typed)[0].value == first


@pytest.mark.parametrize("typed", ["", "a", "9", "visit", "zzzzzzzz", "🤷", "x" * 5_000, "\x00", "99214 vs 17110"])
def test_autocomplete_never_exceeds_what_discord_shows(listener: Listener, catalog: Catalog, typed: str) -> None:
    options = listener.suggest(typed)
    assert len(options) <= 25
    assert len({option.value for option in options}) == len(options)
    assert all(0 < len(option.label) <= 100 for option in options)
    assert all(option.value in catalog.services or catalog.concepts[option.value].uses for option in options)


@pytest.mark.parametrize("typed", ["q99", "invented", "thing invented"])
def test_a_code_that_only_an_imported_release_has_is_found_by_code_and_by_its_description(
    catalog: Catalog, typed: str
) -> None:
    listed = Listener(replace(catalog, listed={"Q9988": "Invented thing", "Q9989": "Another thing"}))
    assert listed.suggest(typed)[0] == Suggestion(label="Q9988 Invented thing", value="Q9988")
    assert listed.suggest("wart")[0].value == "wart_destruction"


def test_with_nothing_typed_something_is_offered(listener: Listener) -> None:
    assert len(listener.suggest("")) == 25
    assert len(listener.suggest("", limit=3)) == 3


@pytest.mark.parametrize(
    ("typed", "first"),
    [("99219", "99211"), ("17115", "17110"), ("punch of skin", "punch_biopsy"), ("vasectmy", "vasectomy")],
)
def test_the_nearest_service_comes_first(listener: Listener, typed: str, first: str) -> None:
    assert listener.nearest(typed, 3)[0].value == first


def test_nothing_near_is_nothing(listener: Listener) -> None:
    assert listener.nearest("qzxwv", 3) == ()
