"""Prices against CMS's own amounts, and the laws that every price obeys."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calc.basis import Basis, settle
from bot.calc.payment import price
from bot.calc.schedule import Schedule
from bot.calc.trace import Trace
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.place import Gpci
from bot.domain.question import Stated
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.errors import MissingReleaseError, UnknownCodeError, UnknownPlaceError
from bot.fees.relative_values import ENCODING, read_relative_values

# Code, office and facility dollars, and work RVU of the 2026 April release at 33.4009, national, and of 2025's.
NATIONAL_2026 = [
    ("17110", "111.22", "62.46", "0.68"),
    ("99213", "95.19", "57.45", "1.30"),
    ("99214", "135.61", "84.50", "1.92"),
    ("20610", "68.81", "39.75", "0.77"),
    ("45378", "378.10", "164.67", "3.18"),
    ("45378-53", "189.38", "82.50", "1.59"),
    ("72148", "191.72", "191.72", "1.44"),
    ("72148-26", "68.47", "68.47", "1.44"),
    ("72148-TC", "123.25", "123.25", "0.00"),
    ("99402", "64.80", "42.09", "0.98"),
    ("90837", "167.00", "135.27", "3.78"),
    ("G0447", "34.07", "26.39", "0.60"),
    ("55250", "346.70", "218.11", "3.29"),
    ("17003", "6.35", "1.67", "0.04"),
]
NATIONAL_2025 = [
    ("17110", "109.98", "67.60", "0.70"),
    ("99213", "88.95", "63.72", "1.30"),
    ("99214", "125.18", "93.80", "1.92"),
    ("20610", "63.40", "43.99", "0.79"),
    ("90837", "154.29", "134.56", "3.63"),
    ("99402", "60.49", "45.61", "0.98"),
]


def basis_of(catalog: Catalog, **stated: object) -> Basis:
    return settle(Stated.model_validate(stated), Context(), catalog)


@pytest.mark.parametrize(
    ("year", "written", "office", "facility", "work"),
    [(2026, *row) for row in NATIONAL_2026] + [(2025, *row) for row in NATIONAL_2025],
)
def test_national_prices_are_cms_to_the_cent(
    catalog: Catalog, year: int, written: str, office: str, facility: str, work: str
) -> None:
    for setting, expected in (("office", office), ("facility", facility)):
        priced = price(Trace(), CodeRef.parse(written), 1, basis_of(catalog, year=year, setting=setting))
        assert priced.usd.value == Decimal(expected)
        assert priced.work.value == Decimal(work)


def test_every_published_amount_is_reproduced_to_the_cent(catalog: Catalog, cms_dir: Path) -> None:
    files = {"25D": "rvu25d/PPRRVU2025_Oct.csv", "26B": "rvu26b/PPRRVU2026_Apr_nonQPP.txt"}
    rows = {}
    for release, name in files.items():
        read = read_relative_values((cms_dir / name).read_text(encoding=ENCODING))
        rows[f"RVU{release}"] = {(value.code, value.modifier): value.row(f"RVU{release}") for value in read}
    full = replace(catalog, rows=rows)
    compared = 0
    with (cms_dir / "payment-amounts" / "published_amounts.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["release"] not in files:
                continue
            ref = CodeRef(code=row["hcpcs"], modifiers=(row["modifier"],) if row["modifier"] else ())
            stated = {"year": 2000 + int(row["release"][:2]), "locality": f"{row['carrier']}-{row['locality']}"}
            for setting, column in (("office", "nonfacility_amount"), ("facility", "facility_amount")):
                priced = price(Trace(), ref, 1, basis_of(full, setting=setting, **stated))
                assert priced.usd.value == Decimal(row[column]), row
                compared += 1
    assert compared == 22_236


codes = st.sampled_from(["17110", "99213", "99214", "20610", "G0447", "90837", "45385", "72148-26", "99402"])
indices = st.decimals(min_value="0.2", max_value="2.5", places=3)


@given(code=codes, work=indices, pe=indices, mp=indices)
def test_price_indices_change_money_never_credit(
    catalog: Catalog, code: str, work: Decimal, pe: Decimal, mp: Decimal
) -> None:
    national = basis_of(catalog)
    gpci = Gpci(carrier="0", locality="0", state="XX", name="X", year=2026, work=work, pe=pe, mp=mp)
    ref = CodeRef.parse(code)
    here, there = price(Trace(), ref, 1, national), price(Trace(), ref, 1, replace(national, gpci=gpci))
    assert there.work.value == here.work.value
    assert there.total.value == here.total.value
    dearer = min(work, pe, mp) >= 1
    cheaper = max(work, pe, mp) <= 1
    assert not dearer or there.usd.value >= here.usd.value
    assert not cheaper or there.usd.value <= here.usd.value


@given(code=codes)
def test_indices_of_one_give_the_national_price(catalog: Catalog, code: str) -> None:
    national = basis_of(catalog)
    one = Decimal("1.000")
    gpci = Gpci(carrier="0", locality="0", state="XX", name="X", year=2026, work=one, pe=one, mp=one)
    ref = CodeRef.parse(code)
    here, there = price(Trace(), ref, 1, national), price(Trace(), ref, 1, replace(national, gpci=gpci))
    assert there.usd.value == here.usd.value


@given(code=codes)
def test_facility_changes_practice_expense_only(catalog: Catalog, code: str) -> None:
    ref = CodeRef.parse(code)
    office = price(Trace(), ref, 1, basis_of(catalog, setting="office"))
    facility = price(Trace(), ref, 1, basis_of(catalog, setting="facility"))
    assert office.work.value == facility.work.value
    assert office.total.value - office.row.pe_office == facility.total.value - facility.row.pe_facility


@given(code=codes, units=st.integers(1, 40))
def test_more_units_never_pay_less(catalog: Catalog, code: str, units: int) -> None:
    basis, ref = basis_of(catalog), CodeRef.parse(code)
    fewer, more = price(Trace(), ref, units, basis), price(Trace(), ref, units + 1, basis)
    assert more.usd.value > fewer.usd.value
    assert fewer.usd.value == units * price(Trace(), ref, 1, basis).usd.value


@pytest.mark.parametrize(
    ("code", "times"), [("20610", "1.5"), ("73030", "2"), ("69210", "1"), ("17110", "1")], ids=["1", "3", "2", "0"]
)
def test_both_sides_follow_the_bilateral_indicator(catalog: Catalog, code: str, times: str) -> None:
    basis, ref = basis_of(catalog), CodeRef.parse(code)
    one, both = price(Trace(), ref, 1, basis), price(Trace(), ref, 1, basis, both_sides=True)
    exact = one.row.total(Setting.OFFICE) * Decimal("33.4009") * Decimal(times)
    assert both.usd.value == exact.quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert both.work.value == one.work.value * Decimal(times)


def test_the_imaging_cap_lowers_what_is_paid_and_leaves_the_rvus(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["72148", ""]
    low = row.model_copy(update={"opps_pe_office": Decimal("2.00"), "opps_mp": Decimal("0.05")})
    capped = replace(catalog, rows={**catalog.rows, "RVU26B": {**catalog.rows["RVU26B"], ("72148", ""): low}})
    free, held = (price(Trace(), CodeRef.parse("72148"), 1, basis_of(one)) for one in (catalog, capped))
    assert held.usd.value == Decimal("116.57")  # (1.44 + 2.00 + 0.05) x 33.4009 = 116.5691…
    assert held.total.value == free.total.value
    assert free.usd.value == Decimal("191.72")  # its own cap is higher


def test_a_nurse_practitioner_is_paid_less_and_credited_the_same(catalog: Catalog) -> None:
    ref = CodeRef.parse("99214")
    full = price(Trace(), ref, 1, basis_of(catalog, clinician="physician"))
    share = price(Trace(), ref, 1, basis_of(catalog, clinician="np"))
    assert share.usd.value == Decimal("115.27")  # 4.06 x 33.4009 x 0.85 = 115.2665…
    assert share.work.value == full.work.value


def test_a_payer_multiple_is_applied_before_the_one_rounding(catalog: Catalog) -> None:
    priced = price(Trace(), CodeRef.parse("17110"), 1, basis_of(catalog, payer_multiple="1.3"))
    assert priced.usd.value == Decimal("144.59")  # 3.33 x 33.4009 x 1.3 = 144.5925…; 111.22 x 1.3 would be 144.586


def test_both_factors_of_2026_are_told_apart(catalog: Catalog) -> None:
    schedule = Schedule.of(catalog)
    assert (schedule.factor(Track.NONQP).value, schedule.factor(Track.QP).value) == (
        Decimal("33.4009"),
        Decimal("33.5675"),
    )


def test_a_release_is_picked_by_id_before_year(catalog: Catalog) -> None:
    assert Schedule.of(catalog, release="RVU25D").release.year == 2025
    assert Schedule.of(catalog).release.id == "RVU26B"
    assert basis_of(catalog, year=2025).schedule.release.id == "RVU25D"
    with pytest.raises(MissingReleaseError, match="2019"):
        Schedule.of(catalog, year=2019)


def test_a_release_takes_the_place_of_another_from_its_first_day_in_force(catalog: Catalog) -> None:
    before, since = date(2026, 3, 31), date(2026, 4, 1)
    assert Schedule.of(catalog, on=before).release.id == "RVU25D"
    assert Schedule.of(catalog, on=since).release.id == "RVU26B"
    assert Schedule.of(catalog, year=2026, on=before).release.id == "RVU26B"
    assert Schedule.of(catalog, release="RVU26B", on=before).release.id == "RVU26B"


def test_a_code_that_is_not_loaded_is_refused_with_what_to_do(catalog: Catalog) -> None:
    with pytest.raises(UnknownCodeError, match="99999") as unknown:
        Schedule.of(catalog).row(CodeRef.parse("99999"))
    assert unknown.value.hint
    with pytest.raises(UnknownCodeError, match="no separate 26 row"):
        Schedule.of(catalog).row(CodeRef.parse("99214-26"))


def test_a_locality_that_medicare_does_not_have_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UnknownPlaceError, match="00000-00"):
        Schedule.of(catalog).gpci("00000-00")


def test_a_day_without_a_factor_is_refused(catalog: Catalog) -> None:
    schedule = Schedule.of(replace(catalog, factors=()))
    with pytest.raises(MissingReleaseError, match="April 2026"):
        schedule.factor(Track.QP)


def test_a_share_of_one_is_no_share(catalog: Catalog) -> None:
    assert basis_of(catalog, clinician=Clinician.PSYCHOLOGIST).reduced is None
    reduced = basis_of(catalog, clinician=Clinician.LCSW).reduced
    assert reduced is not None
    assert reduced.share == Decimal("0.75")


@given(
    asked=st.lists(
        st.tuples(
            st.sampled_from(["99213", "17003", "72148", "72148-26", "20610"]),
            st.integers(1, 3),
            st.fixed_dictionaries(
                {},
                optional={
                    "setting": st.sampled_from(list(Setting)),
                    "locality": st.sampled_from(["01112-05", "14212-01"]),
                    "year": st.sampled_from([2025, 2026]),
                    "clinician": st.sampled_from([Clinician.NP, Clinician.PHYSICIAN]),
                    "track": st.sampled_from(list(Track)),
                    "payer_multiple": st.sampled_from([Decimal("1.2"), Decimal("1.20"), Decimal("0.9")]),
                },
            ),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_a_price_that_was_kept_is_the_one_worked_out_anew(
    catalog: Catalog, asked: list[tuple[str, int, dict[str, object], bool]]
) -> None:
    for code, units, stated, both in asked:
        ref, found = CodeRef.parse(code), []
        # The copy has kept nothing yet.
        for loaded in (catalog, replace(catalog)):
            trace = Trace()
            priced = price(trace, ref, units, basis_of(loaded, **stated), both_sides=both)
            found.append((list(trace.steps.lines), priced))
        assert found[0] == found[1]


def test_prices_are_worked_out_again_rather_than_all_kept(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.calc.payment.MOST_KEPT", 2)
    loaded = replace(catalog)
    for code in ("99213", "99214", "17110", "20610", "99213"):
        price(Trace(), CodeRef.parse(code), 1, basis_of(loaded))
        assert 0 < len(loaded.priced) <= 2
