from typing import Any

import pytest

from bot.domain.atlas import Atlas, Geography
from bot.domain.catalog import Catalog
from bot.domain.place import Gpci
from bot.errors import UnknownPlaceError


def gpci(number: str, name: str, state: str) -> Gpci:
    carrier, locality = number.split("-")
    one: Any = "1.000"
    return Gpci(carrier=carrier, locality=locality, state=state, name=name, year=2026, work=one, pe=one, mp=one)


PLACES = (
    gpci("14212-01", "METROPOLITAN BOSTON", "MA"),
    gpci("14212-99", "REST OF MASSACHUSETTS", "MA"),
    gpci("02302-01", "PORTLAND", "OR"),
    gpci("02302-99", "REST OF OREGON", "OR"),
    gpci("14112-03", "SOUTHERN MAINE", "ME"),
    gpci("01212-01", "HAWAII, GUAM", "HI"),
)
MASSACHUSETTS = ("14212-01", "14212-99")
WORDS = {
    "boston": ("14212-01",),
    "ma": MASSACHUSETTS,
    "massachusetts": MASSACHUSETTS,
    "or": ("02302-01", "02302-99"),
    "oregon": ("02302-01", "02302-99"),
    "me": ("14112-03",),
    "portland": ("02302-01", "14112-03"),
    "portland maine": ("14112-03",),
}


class Files:
    """A ZIP and a county file of three places."""

    def of_zip(self, number: str) -> tuple[str, ...]:
        return {"02139": ("14212-01",), "02481": MASSACHUSETTS}.get(number, ())

    def of_county(self, words: str) -> tuple[str, ...]:
        return ("14212-01",) if words in {"suffolk county", "suffolk county ma"} else ()


def atlas(geography: Geography | None = None) -> Atlas:
    return Atlas({place.id: place for place in PLACES}, WORDS, geography)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("14212-01", "14212-01", id="number"),
        pytest.param("  BOSTON ", "14212-01", id="city"),
        pytest.param("Boston, MA", "14212-01", id="city and state"),
        pytest.param("Portland, OR", "02302-01", id="the state decides between two cities"),
        pytest.param("Portland, Maine", "14112-03", id="a city known with its state"),
        pytest.param("me", "14112-03", id="a state that is one locality"),
        pytest.param("rest of massachusetts", "14212-99", id="area name"),
        pytest.param("Hawaii, Guam", "01212-01", id="area name with a comma"),
        pytest.param("METROPOLITAN BOSTON, MA (14212-01)", "14212-01", id="what was offered, as it stands"),
    ],
)
def test_a_place_is_found_however_it_is_written(written: str, found: str) -> None:
    assert atlas().locate(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("02139", "14212-01"),
        ("02139-4307", "14212-01"),
        ("Suffolk County", "14212-01"),
        ("suffolk county, MA", "14212-01"),
    ],
)
def test_zip_codes_and_counties_are_found_where_the_files_are_loaded(written: str, found: str) -> None:
    assert atlas(Files()).locate(written) == found


def test_a_zip_code_that_is_split_lists_its_localities() -> None:
    with pytest.raises(UnknownPlaceError, match="several") as caught:
        atlas(Files()).locate("02481")
    assert "14212-01 (METROPOLITAN BOSTON), 14212-99" in caught.value.hint


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("02139", "cannot look up ZIP codes"),
        ("Suffolk County", "cannot look up counties"),
        ("acadia parish", "cannot look up counties"),
        ("Atlantis", "no Medicare locality"),
        ("(99999-99)", "no Medicare locality"),
        ("Boston, OR", "no Medicare locality"),
    ],
)
def test_what_is_not_found_says_why(written: str, sentence: str) -> None:
    with pytest.raises(UnknownPlaceError, match=sentence) as caught:
        atlas().locate(written)
    assert "01112-05" in caught.value.hint


@pytest.mark.parametrize("written", ["99999", "Nowhere county"])
def test_with_the_files_a_place_that_they_lack_is_unknown(written: str) -> None:
    with pytest.raises(UnknownPlaceError, match="no Medicare locality"):
        atlas(Files()).locate(written)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        pytest.param("bos", ["METROPOLITAN BOSTON, MA (14212-01)"], id="a city that its area names"),
        pytest.param("portl", ["PORTLAND, OR (02302-01)", "Portland: SOUTHERN MAINE, ME (14112-03)"], id="a city"),
        pytest.param("me", ["SOUTHERN MAINE, ME (14112-03)", "METROPOLITAN BOSTON, MA (14212-01)"], id="exact first"),
        pytest.param(
            "massa", ["METROPOLITAN BOSTON, MA (14212-01)", "REST OF MASSACHUSETTS, MA (14212-99)"], id="state"
        ),
        pytest.param("rest of o", ["REST OF OREGON, OR (02302-99)"], id="area name"),
        pytest.param("14112", ["SOUTHERN MAINE, ME (14112-03)"], id="number"),
        pytest.param("boston, ma", ["METROPOLITAN BOSTON, MA (14212-01)"], id="with a comma"),
        pytest.param("xyzzy", [], id="nothing fits"),
    ],
)
def test_places_are_offered_while_typing_best_first(typed: str, labels: list[str]) -> None:
    assert [offered.label for offered in atlas().offer(typed)][: len(labels) or None] == labels


def test_every_locality_is_offered_once_before_anything_is_typed() -> None:
    assert sorted(offered.value for offered in atlas().offer("")) == sorted(place.id for place in PLACES)


def test_whatever_is_offered_can_be_sent_back_as_label_or_value(catalog: Catalog) -> None:
    for typed in ("", "ma", "new", "san", "port", "texas"):
        for offered in catalog.atlas.offer(typed):
            assert catalog.locality(offered.value) == offered.value
            assert catalog.locality(offered.label) == offered.value
