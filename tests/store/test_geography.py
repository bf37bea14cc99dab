from decimal import Decimal

import pytest

from bot.domain.dataset import Area, ZipCode
from bot.domain.place import Gpci
from bot.store.geography import LoadedGeography, pack_zips


def gpci(one: str, state: str) -> Gpci:
    carrier, locality = one.split("-")
    index = Decimal(1)
    return Gpci(carrier=carrier, locality=locality, state=state, name=one, year=2026, work=index, pe=index, mp=index)


LOCALITIES = {
    one: gpci(one, state)
    for one, state in (
        ("14212-01", "MA"),
        ("14212-99", "MA"),
        ("13202-02", "NY"),
        ("13282-99", "NY"),
        ("12202-01", "DC"),
        ("11302-00", "VA"),
    )
}
AREAS = [
    Area("14212-01", "MASSACHUSETTS", "METROPOLITAN BOSTON", "MIDDLESEX, NORFOLK AND SUFFOLK"),
    Area("14212-99", "MASSACHUSETTS", "REST OF STATE", "ALL OTHER COUNTIES"),
    Area("13202-02", "NEW YORK", "NYC SUBURBS/LONG ISLAND", "KINGS/NASSAU, SUFFOLK, AND ST. INVENTED"),
    Area("12202-01", "DISTRICT OF COLUMBIA", "DC", "DISTRICT OF COLUMBIA; ARLINGTON, FAIRFAX IN VIRGINIA"),
    Area("11302-00", "VIRGINIA", "STATEWIDE", "ALL COUNTIES, EXCEPT ARLINGTON, FAIRFAX"),
]
ZIPS = [ZipCode("02115", "14212-01", split=False), ZipCode("02199", "14212-99", split=True)]
LOADED = LoadedGeography(pack_zips(ZIPS), AREAS, LOCALITIES)


@pytest.mark.parametrize(
    ("number", "localities"),
    [
        pytest.param("02115", ("14212-01",), id="one"),
        pytest.param("02199", ("14212-99", "14212-01"), id="split: its state's, the listed one first"),
        pytest.param("02116", (), id="not listed"),
        pytest.param("99501", (), id="another prefix"),
    ],
)
def test_a_zip_code_lies_where_cms_lists_it(number: str, localities: tuple[str, ...]) -> None:
    assert LOADED.of_zip(number) == localities


@pytest.mark.parametrize(
    ("words", "localities"),
    [
        pytest.param("suffolk county ma", ("14212-01",), id="with its state's abbreviation"),
        pytest.param("suffolk county massachusetts", ("14212-01",), id="with its state"),
        pytest.param("suffolk county new york", ("13202-02",), id="the same name in another state"),
        pytest.param("suffolk county", ("14212-01", "13202-02"), id="in both"),
        pytest.param("kings county", (), id="listed once, while other states do not list theirs"),
        pytest.param("nassau county ny", ("13202-02",), id="after a slash"),
        pytest.param("st. invented county ny", ("13202-02",), id="with a point"),
        pytest.param("fairfax county va", ("12202-01",), id="in a locality of another state"),
        pytest.param("essex county ma", ("14212-01", "14212-99"), id="not listed: anywhere in its state"),
        pytest.param("bath county va", ("11302-00",), id="in a state of one locality"),
        pytest.param("suffolk county xx", (), id="no such state"),
        pytest.param("suffolk", (), id="not called a county"),
    ],
)
def test_a_county_means_what_cms_lists_and_else_its_whole_state(words: str, localities: tuple[str, ...]) -> None:
    assert LOADED.of_county(words) == localities


def test_either_file_may_be_missing() -> None:
    assert LoadedGeography({}, AREAS, LOCALITIES).of_zip("02115") == ()
    assert LoadedGeography(pack_zips(ZIPS), [], LOCALITIES).of_county("suffolk county ma") == ("14212-01", "14212-99")
