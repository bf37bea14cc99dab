"""Imported files in the database, on the small files of the readers' tests."""

import asyncio
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.calc.schedule import Schedule
from bot.domain.catalog import Catalog
from bot.domain.dataset import Imported, Kind
from bot.domain.release import Track
from bot.domain.service import CodeRef
from bot.errors import StoreError
from bot.fees.identity import Stated
from bot.fees.importer import read_all
from bot.store.database import Database
from bot.store.fee_lookup import stored
from bot.store.fees import files, keep, load_releases
from tests.fees import made
from tests.store.records import contents


def read(folder: Path) -> tuple[Imported, ...]:
    return read_all([folder], Stated(), lambda _name, _lines: lambda _read: None, lambda _: False).imported


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.release_folder(tmp_path / "rvu26b")


async def test_nothing_imported_leaves_the_catalog_as_it_is(database: Database, catalog: Catalog) -> None:
    assert await load_releases(database, catalog) is catalog
    assert await files(database) == ()


async def test_imported_rows_take_the_place_of_the_embedded_and_the_others_stay(
    database: Database, catalog: Catalog, folder: Path
) -> None:
    dearer = made.ROW | {"WORK RVU": "0.99", "NON-FACILITY TOTAL": "3.64", "FACILITY TOTAL": "2.18"}
    unknown = made.ROW | {"HCPCS": "0042T", "DESCRIPTION": "Invented name"}
    (folder / made.NAME).write_text(made.values(dearer, unknown), "utf-8")
    await keep(database, read(folder))
    full = await load_releases(database, catalog)
    schedule = Schedule.of(full, release="RVU26B")
    assert schedule.row(CodeRef.parse("17110")).work == Decimal("0.99")
    assert schedule.row(CodeRef.parse("0042T")).work == Decimal("0.68")
    assert schedule.row(CodeRef.parse("99214")) == catalog.rows["RVU26B"]["99214", ""]
    assert full.services is catalog.services
    assert Schedule.of(full, release="RVU25D").row(CodeRef.parse("17110")).work == Decimal("0.70")
    assert full.citations["rvu26b"].file == made.NAME


async def test_a_release_of_another_quarter_comes_beside_the_embedded_with_its_year_in_order(
    database: Database, catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "PPRRVU2026_Jul_nonQPP.csv"
    path.write_text(made.values(title=made.TITLE.replace("April", "July")), "utf-8")
    await keep(database, read(tmp_path))
    full = await load_releases(database, catalog)
    assert [release.id for release in full.releases] == ["RVU25D", "RVU26B", "RVU26C"]
    assert Schedule.of(full, year=2026).release.title == "2026 July release"
    assert len(full.rows["RVU26C"]) == 2
    assert Schedule.of(full).factor(Track.QP).value == Decimal("33.5675")


async def test_indices_minutes_places_and_factors_come_along(
    database: Database, catalog: Catalog, folder: Path
) -> None:
    await keep(database, read(folder))
    bare = replace(catalog, factors=())
    full = await load_releases(database, bare)
    assert [str(factor.value) for factor in full.factors] == ["33.4009"]
    assert full.minutes["17110"].year == 2026
    assert full.minutes["99214"] == catalog.minutes["99214"]
    assert full.minutes_cite == "worktime2026"
    assert full.citations["worktime2026"].file == made.MINUTES_NAME
    assert full.anesthesia == {2026: {"": Decimal("20.3178"), "10112-00": Decimal("19.31")}}
    assert full.citations["anes2026"].file == made.ANESTHESIA_NAME
    assert set(full.gpcis[2026]) == {"10112-00", "02102-01"}
    assert full.gpcis[2025] is catalog.gpcis[2025]
    assert full.locality("35004") == "10112-00"
    assert full.locality("autauga county, al".replace(",", "")) == "10112-00"


async def test_both_factors_of_a_year_come_from_two_files_in_either_order(
    database: Database, catalog: Catalog, tmp_path: Path
) -> None:
    qp = tmp_path / "qp" / made.NAME.replace("nonQPP", "QPP")
    for path, text in (
        (qp, made.values().replace("33.4009", "33.9999")),
        (tmp_path / "nonqp" / made.NAME, made.values()),
    ):
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        await keep(database, read(path))
        full = await load_releases(database, catalog)
        assert Schedule.of(full).factor(Track.QP).value == Decimal("33.9999")
        assert [release.id for release in full.releases] == ["RVU25D", "RVU26B"]
    assert Schedule.of(full).factor(Track.NONQP).value == Decimal("33.4009")


async def test_importing_again_changes_nothing(database: Database, folder: Path) -> None:
    await keep(database, read(folder))
    before = await contents(database)
    assert len(before["fee_files"]) == len(Kind)
    await keep(database, read(folder))
    assert await contents(database) == before


async def test_an_import_that_fails_in_between_leaves_nothing(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.store.fees.pack", fail)
    with pytest.raises(ZeroDivisionError):
        await keep(database, read(folder))
    assert await files(database) == ()


async def test_the_list_tells_kind_name_day_and_lines(database: Database, folder: Path) -> None:
    await keep(database, read(folder))
    listed = {file.kind: file for file in await files(database)}
    assert set(listed) == set(Kind)
    assert listed[Kind.VALUES].effective.isoformat() == "2026-04-01"
    assert (listed[Kind.CAPS].name, listed[Kind.CAPS].effective.isoformat()) == ("RVU26B", "2026-04-01")
    assert (listed[Kind.ZIPS].name, listed[Kind.ZIPS].effective.isoformat()) == ("2026-2", "2026-04-01")
    assert (listed[Kind.GPCI].name, listed[Kind.GPCI].lines) == ("2026", 2)


async def test_codes_without_words_of_ours_carry_the_releases_own(
    database: Database, catalog: Catalog, folder: Path
) -> None:
    await keep(database, read(folder))
    bare = replace(catalog, services={})
    assert (await load_releases(database, bare)).listed["17110"] == "Invented, with a comma"
    assert "17110" not in (await load_releases(database, catalog)).listed


async def test_one_code_is_read_without_the_rest(
    database: Database, address: str, catalog: Catalog, folder: Path
) -> None:
    await keep(database, read(folder))
    await database.close()
    whole, one = [await asyncio.to_thread(stored, address, catalog, code) for code in (None, "17110")]
    assert one.rows["RVU26B"]["17110", ""] == whole.rows["RVU26B"]["17110", ""]
    assert one.minutes["17110"] == whole.minutes["17110"]
    assert one.releases == whole.releases
    assert ("72148", "TC") in whole.rows["RVU26B"]


def test_a_database_that_is_not_there_or_is_empty_leaves_the_catalog(catalog: Catalog, tmp_path: Path) -> None:
    address = f"sqlite+aiosqlite:///{tmp_path}/none.db"
    assert stored(address, catalog) is catalog
    assert not (tmp_path / "none.db").exists()
    sqlite3.connect(tmp_path / "none.db").close()
    assert stored(address, catalog) is catalog


def test_a_damaged_database_is_told(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="cannot be read"):
        stored(f"sqlite+aiosqlite:///{tmp_path}/bad.db", catalog)
