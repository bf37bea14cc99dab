from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from bot.cli.context import context
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.release import Release, Track
from bot.domain.service import Setting
from bot.errors import UnknownPlaceError

RELEASES = (
    Release(id="RVU25D", title="October 2025", year=2025, effective=date(2025, 10, 1), cite="d"),
    Release(id="RVU26B", title="April 2026", year=2026, effective=date(2026, 4, 1), cite="b"),
)


def find(written: str) -> str:
    if written != "Boston":
        message = "No such place."
        raise UnknownPlaceError(message, "Try Boston.")
    return "14212-01"


def pinned(written: str) -> str:
    return Catalog.pinned(CATALOG, written)


CATALOG: Any = SimpleNamespace(releases=RELEASES, locality=find, pinned=pinned)


def chosen(**options: Any) -> Context:
    given = {
        "year_": None,
        "release_": None,
        "setting": Setting.OFFICE,
        "locality_": None,
        "factor": Track.NONQP,
        "clinician": None,
        "rate": None,
        "payer_multiple": None,
    }
    return context(CATALOG, **(given | options))


def test_no_options_are_the_defaults_of_today() -> None:
    found = chosen()
    assert found.on is not None
    assert found == Context(on=found.on)


@pytest.mark.parametrize(
    ("option", "field", "value"),
    [
        pytest.param({"release_": "rvu26b"}, "release", "RVU26B", id="release in any case"),
        pytest.param({"year_": 2025}, "year", 2025, id="year"),
        pytest.param({"locality_": "Boston"}, "locality", "14212-01", id="place"),
        pytest.param({"rate": "$52.50"}, "rate", Decimal("52.50"), id="rate with dollar sign"),
        pytest.param({"rate": " 48 "}, "rate", Decimal(48), id="rate"),
        pytest.param({"payer_multiple": "1.3"}, "payer_multiple", Decimal("1.3"), id="payer"),
        pytest.param({"payer_multiple": "130 %"}, "payer_multiple", Decimal("1.3"), id="payer in percent"),
    ],
)
def test_an_option_lands_in_the_context(option: dict[str, Any], field: str, value: object) -> None:
    assert getattr(chosen(**option), field) == value


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param({"year_": 2031}, "2031 is not loaded; loaded are 2025, 2026", id="year"),
        pytest.param({"release_": "RVU99Z"}, "not loaded; loaded are RVU25D, RVU26B", id="release"),
        pytest.param(
            {"release_": "RVU26B", "year_": 2025}, "RVU26B is of 2026, not 2025", id="release of another year"
        ),
        pytest.param({"locality_": "Atlantis"}, "No such place. Try Boston.", id="place"),
        *(
            pytest.param({option: written}, "is not a number above 0", id=f"{option} {written}")
            for option in ("rate", "payer_multiple")
            for written in ("0", "-1", "nan", "inf", "1e99", "lots", "", "$")
        ),
        pytest.param({"payer_multiple": "130"}, "up to 20", id="a percentage for a multiple"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(typer.BadParameter) as caught:
        chosen(**options)
    assert sentence in caught.value.format_message()
