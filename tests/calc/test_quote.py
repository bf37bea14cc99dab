"""The price of one line."""

from datetime import date
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


@pytest.mark.parametrize(
    ("clinician", "code", "usd", "told"),
    [
        ("np", "99214", "115.27", "Medicare pays a nurse practitioner 85 % of the schedule; the work RVU stays whole."),
        ("pa", "99214", "115.27", "Medicare pays a physician assistant 85 % of the schedule (second-hand)"),
        ("cnm", "99214", "135.61", None),
        ("rd", "97802", "31.23", "Medicare pays a registered dietitian 85 % of the schedule;"),
        ("lcsw", "90837", "125.25", "Medicare pays a clinical social worker 75 % of the schedule (unconfirmed)"),
        ("psychologist", "90837", "167.00", None),
    ],
)
def test_each_clinician_is_paid_their_share_and_how_sure_that_is_is_told(
    catalog: Catalog, clinician: str, code: str, usd: str, told: str | None
) -> None:
    made = priced(catalog, code, clinician=clinician)
    full = priced(catalog, code)
    assert (made.allowed_usd, made.work_rvu) == (Decimal(usd), full.work_rvu)
    shares = [note for note in made.notes if "of the schedule" in note]
    assert len(shares) == (told is not None)
    assert all(note.startswith(str(told)) for note in shares)


def test_a_code_that_a_clinician_may_not_bill_is_a_physicians_and_told_so(catalog: Catalog) -> None:
    made = priced(catalog, "17110", clinician="lcsw")
    assert made.allowed_usd == Decimal("111.22")
    assert "17110 is not open to a clinical social worker; the amount is a physician's." in made.notes


@pytest.mark.parametrize(
    ("year", "on", "warned"),
    [(2026, date(2026, 11, 25), True), (2026, date(2026, 6, 30), False), (2025, date(2026, 11, 25), False)],
    ids=["newest and late", "newest and in its quarter", "an earlier year by choice"],
)
def test_the_source_warns_when_cms_should_have_a_newer_release(
    catalog: Catalog, year: int, on: date, *, warned: bool
) -> None:
    made = priced(catalog, "17110", year=year, on=on)
    assert ("CMS should have a newer release, in force from 1 October 2026" in made.basis) == warned
