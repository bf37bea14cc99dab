"""Every price at once: equal to the traced price, complete, and CMS's own to the cent."""

import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.basis import Basis, settle
from bot.calc.payment import price
from bot.calc.sweep import Sweep
from bot.calc.trace import Trace
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.dataset import PriceIndices, RelativeValues
from bot.domain.place import Gpci
from bot.domain.question import Stated
from bot.domain.release import Track
from bot.domain.service import CodeRef, ServiceRow, Setting, Status
from bot.fees.identity import Stated as StatedFile
from bot.fees.importer import read_all
from tests.calc.test_payment import basis_of

RVUS = st.decimals(min_value=0, max_value=200, places=2)
INDICES = st.decimals(min_value="0.2", max_value="2.5", places=3)
PLACES = st.builds(
    Gpci,
    carrier=st.just("00000"),
    locality=st.just("00"),
    state=st.just("XX"),
    name=st.just("X"),
    year=st.just(2026),
    work=INDICES,
    pe=INDICES,
    mp=INDICES,
)
ROWS = st.builds(
    ServiceRow,
    code=st.just("Z9999"),
    release=st.just("RVU26B"),
    status=st.sampled_from([Status.ACTIVE, Status.RESTRICTED, Status.INJECTION, Status.NOT_COVERED]),
    not_used_for_payment=st.booleans(),
    work=RVUS,
    pe_office=RVUS,
    pe_facility=RVUS,
    mp=RVUS,
    unusual_in_office=st.booleans(),
    unusual_in_facility=st.booleans(),
    pctc=st.just("1"),
    global_days=st.just("XXX"),
    multiple_procedure=st.just("4"),
    bilateral=st.just("0"),
    opps_pe_office=RVUS | st.just(Decimal(0)),
    opps_pe_facility=RVUS | st.just(Decimal(0)),
    opps_mp=RVUS,
)


def traced(basis: Basis, row: ServiceRow, place: Gpci | None, setting: Setting) -> int:
    """Return the price that answers rest on, in cents."""
    modifiers = (row.modifier,) if row.modifier else ()
    there = replace(basis, gpci=place, setting=setting)
    return int(price(Trace(), CodeRef(code=row.code, modifiers=modifiers), 1, there).usd.value * 100)


def only(catalog: Catalog, row: ServiceRow) -> Catalog:
    return replace(catalog, rows={**catalog.rows, "RVU26B": {(row.code, row.modifier): row}})


@settings(max_examples=200, deadline=None)
@given(
    row=ROWS,
    places=st.lists(st.none() | PLACES, min_size=1, max_size=3),
    track=st.sampled_from(Track),
    clinician=st.sampled_from([None, Clinician.NP, Clinician.LCSW]),
    multiple=st.sampled_from([None, Decimal("1.3"), Decimal("0.875")]),
)
def test_a_swept_amount_is_the_traced_price(
    catalog: Catalog,
    row: ServiceRow,
    places: Sequence[Gpci | None],
    track: Track,
    clinician: Clinician | None,
    multiple: Decimal | None,
) -> None:
    stated = Stated(track=track, clinician=clinician, payer_multiple=multiple)
    basis = settle(stated, Context(), only(catalog, row))
    swept = list(Sweep(basis, places).amounts())
    assert len(swept) == row.paid
    for each in swept:
        for setting in Setting:
            assert each.at(setting) == tuple(traced(basis, row, place, setting) for place in places)


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_line_of_the_catalog_is_swept_as_it_is_traced(catalog: Catalog, year: int) -> None:
    basis = basis_of(catalog, year=year)
    places = [None, *list(catalog.gpcis[year].values())[::27]]
    swept = {(each.row.code, each.row.modifier): each for each in Sweep(basis, places).amounts()}
    rows = catalog.rows[basis.schedule.release.id]
    assert list(swept) == sorted(key for key, row in rows.items() if row.paid)
    for each in swept.values():
        for setting in Setting:
            assert each.at(setting) == tuple(traced(basis, each.row, place, setting) for place in places)


def test_named_rows_alone_are_swept_in_the_order_named(catalog: Catalog) -> None:
    swept = Sweep(basis_of(catalog), [None]).amounts([("72148", "TC"), ("99402", ""), ("17110", "")])
    assert [(each.row.code, each.row.modifier, each.office, each.facility) for each in swept] == [
        ("72148", "TC", (12325,), (12325,)),
        ("17110", "", (11122,), (6246,)),
    ]


def test_the_imaging_cap_by_itself_is_the_formula_with_the_outpatient_columns(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["72148", "TC"]
    exact = (row.work + row.opps_pe_office + row.opps_mp) * Decimal("33.4009") * 100
    assert Sweep(basis_of(catalog), [None]).cap(row, Setting.OFFICE) == (int(exact + Decimal("0.5")),)


def test_an_rvu_in_thousandths_is_refused_and_not_cut_off(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["17110", ""].model_copy(update={"work": Decimal("0.685")})
    with pytest.raises(ValueError, match=r"0\.685"):
        list(Sweep(basis_of(only(catalog, row)), [None]).amounts())


@pytest.fixture(scope="module")
def whole(catalog: Catalog, cms_dir: Path) -> Catalog:
    """Return the catalog with CMS's whole releases."""
    rows, gpcis = {}, {}
    for folder in ("rvu25d", "rvu26b"):
        read = read_all(
            [cms_dir / folder], StatedFile(None, None, None, partial=False), lambda *_: lambda *_: None, _new
        )
        for each in read.imported:
            if isinstance(each.dataset, RelativeValues):
                rows[each.dataset.release.id] = {
                    (one.row.code, one.row.modifier): one.row for one in each.dataset.lines
                }
            elif isinstance(each.dataset, PriceIndices):
                gpcis[each.dataset.year] = {place.id: place for place in each.dataset.lines}
    return replace(catalog, rows=rows, gpcis=gpcis)


def _new(_: str) -> bool:
    return False


def test_all_prices_of_a_release_are_complete_and_take_at_most_five_seconds(whole: Catalog) -> None:
    basis = basis_of(whole, year=2026)
    places = list(whole.gpcis[2026].values())
    start = time.perf_counter()
    amounts = sum(len(each.office) + len(each.facility) for each in Sweep(basis, places).amounts())
    assert time.perf_counter() - start < 5
    priced = sum(row.paid for row in whole.rows["RVU26B"].values())
    assert (priced, len(places), amounts) == (9_521, 109, 2_075_578)


def published(cms_dir: Path, release: str) -> Iterator[dict[str, str]]:
    with (cms_dir / "payment-amounts" / "published_amounts.csv").open(encoding="utf-8") as lines:
        yield from (row for row in csv.DictReader(lines) if row["release"] == release)


@pytest.mark.parametrize(("release", "year", "count"), [("25D", 2025, 14_170), ("26B", 2026, 8_066)])
def test_every_published_amount_is_swept_to_the_cent(
    whole: Catalog, cms_dir: Path, release: str, year: int, count: int
) -> None:
    places = whole.gpcis[year]
    numbers = {one: number for number, one in enumerate(places)}
    sweep = Sweep(basis_of(whole, year=year), list(places.values()))
    ours = {(each.row.code, each.row.modifier): each for each in sweep.amounts()}
    compared = 0
    for row in published(cms_dir, release):
        each, at = ours[row["hcpcs"], row["modifier"]], numbers[f"{row['carrier']}-{row['locality']}"]
        for setting, column in ((Setting.OFFICE, "nonfacility_amount"), (Setting.FACILITY, "facility_amount")):
            assert Decimal(each.at(setting)[at]).scaleb(-2) == Decimal(row[column]), row
            compared += 1
    assert compared == count
