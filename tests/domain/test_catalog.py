from types import MappingProxyType
from typing import Any

import pytest

from bot.domain.catalog import Catalog
from bot.domain.place import Gpci
from bot.errors import UnknownPlaceError

NOTHING: Any = MappingProxyType({})


def gpci(number: str, name: str, year: int) -> Gpci:
    carrier, locality = number.split("-")
    one: Any = "1.000"
    return Gpci(carrier=carrier, locality=locality, state="CA", name=name, year=year, work=one, pe=one, mp=one)


CATALOG = Catalog(
    services=NOTHING,
    concepts=NOTHING,
    rules=NOTHING,
    topics=NOTHING,
    citations=NOTHING,
    shares=NOTHING,
    releases=(),
    rows=NOTHING,
    minutes=NOTHING,
    minutes_cite="",
    gpcis={
        2025: {"01112-05": gpci("01112-05", "THE BAY", 2025)},
        2026: {"01112-05": gpci("01112-05", "SAN FRANCISCO", 2026), "01182-18": gpci("01182-18", "LOS ANGELES", 2026)},
    },
    gpci_cites=NOTHING,
    factors=(),
    lexicon=NOTHING,
    places={"san francisco": ("01112-05",), "california": ("01112-05", "01182-18")},
)


@pytest.mark.parametrize("written", ["01112-05", "San Francisco", "  san   FRANCISCO "])
def test_a_locality_is_found_by_number_or_by_words(written: str) -> None:
    assert CATALOG.locality(written) == "01112-05"


def test_words_that_fit_several_localities_list_them_by_their_newest_names() -> None:
    with pytest.raises(UnknownPlaceError, match="several") as caught:
        CATALOG.locality("California")
    assert "01112-05 (SAN FRANCISCO), 01182-18 (LOS ANGELES)" in caught.value.hint


@pytest.mark.parametrize("written", ["99999-99", "Atlantis", ""])
def test_a_place_that_medicare_does_not_have_says_what_to_write(written: str) -> None:
    with pytest.raises(UnknownPlaceError, match="no Medicare locality") as caught:
        CATALOG.locality(written)
    assert "01112-05" in caught.value.hint
