"""The price of one line."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from bot.calc.quote import quote
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.quote import Quote
from bot.domain.service import CodeRef
from bot.errors import BadQuestionError, UnknownCodeError
from tests.replay import replay


def priced(catalog: Catalog, written: str, units: int = 1, **context: Any) -> Quote:
    made = quote(CodeRef.parse(written), units, Context.model_validate(context), catalog)
    replay(SimpleNamespace(steps=made.steps, figures=()))  # type: ignore[arg-type]  # all that it reads
    return made


def test_a_paid_code_has_its_price_and_what_follows(catalog: Catalog) -> None:
    made = priced(catalog, "17110")
    assert (made.status, made.paid, made.allowed_usd, made.would_be_usd) == ("A", True, Decimal("111.22"), None)
    assert (made.work_rvu, made.total_rvu) == (Decimal("0.68"), Decimal("3.33"))
    assert (made.nonpar_usd, made.limiting_charge_usd) == (Decimal("105.66"), Decimal("121.51"))
    assert made.coinsurance_usd == Decimal("22.24")
    assert made.sources[0].id == "rvu26b"
    assert "cfr_414_48" in {source.id for source in made.sources}
    assert any("cosmetic" in note for note in made.notes)


def test_units_multiply_and_their_limit_is_said_to_be_unknown(catalog: Catalog) -> None:
    made = priced(catalog, "G0447", 2)
    assert (made.allowed_usd, made.work_rvu) == (Decimal("68.14"), Decimal("1.20"))
    assert any("How many units" in note for note in made.notes)


def test_an_unpaid_code_has_zero_and_what_it_would_be(catalog: Catalog) -> None:
    made = priced(catalog, "99402")
    assert (made.paid, made.allowed_usd, made.would_be_usd) == (False, Decimal("0.00"), Decimal("64.80"))
    assert made.status_words == "not covered by Medicare"
    assert any("G0447" in note for note in made.notes)


@pytest.mark.parametrize("written", ["0591T", "36415"])
def test_an_amount_that_is_not_in_the_schedule_is_not_zero(catalog: Catalog, written: str) -> None:
    made = priced(catalog, written)
    assert (made.allowed_usd, made.would_be_usd, made.total_rvu, made.coinsurance_usd) == (None, None, None, None)
    assert made.sources[0].id == "rvu26b"


@pytest.mark.parametrize(
    ("written", "usd"),
    [
        ("71046-26", "10.02"),
        ("71046-TC", "23.05"),
        ("45378-53", "189.38"),
        ("99214-25", "135.61"),
        ("20610-50", "103.21"),
    ],
)
def test_modifiers_choose_a_row_or_both_sides_or_change_nothing(catalog: Catalog, written: str, usd: str) -> None:
    made = priced(catalog, written)
    assert made.allowed_usd == Decimal(usd)
    assert made.modifier == written.split("-")[1]


def test_a_modifier_whose_price_is_not_computed_is_refused(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="modifier 62"):
        priced(catalog, "17110-62")


@pytest.mark.parametrize("written", ["00000", "17110-26"])
def test_a_row_that_is_not_there_is_refused(catalog: Catalog, written: str) -> None:
    with pytest.raises(UnknownCodeError):
        priced(catalog, written)


def test_the_basis_is_the_contexts(catalog: Catalog) -> None:
    made = priced(catalog, "99214", locality="14212-01", setting="facility", clinician="np")
    assert "14212-01" in made.basis
    assert "facility" in made.basis
    assert made.nonpar_usd is None
    assert "usc_1395u" in {source.id for source in made.sources}
    assert any("accept assignment" in note for note in made.notes)


def test_another_payers_amount_leaves_the_patients_part_to_its_contract(catalog: Catalog) -> None:
    made = priced(catalog, "99214", payer_multiple="1.3")
    assert made.allowed_usd == Decimal("176.29")
    assert made.coinsurance_usd is None
    assert any("its own contract" in note for note in made.notes)


def test_an_unusual_setting_is_marked(catalog: Catalog) -> None:
    assert any("rarely or never done in a facility" in n for n in priced(catalog, "93000", setting="facility").notes)


def test_a_code_without_words_of_ours_is_priced_without_a_name(catalog: Catalog) -> None:
    unnamed = SimpleNamespace(**{name: getattr(catalog, name) for name in catalog.__dataclass_fields__})
    unnamed.services = {}
    made = quote(CodeRef.parse("17110"), 1, Context(), unnamed)  # type: ignore[arg-type]  # a catalog without names
    assert (made.name, made.allowed_usd) == (None, Decimal("111.22"))
