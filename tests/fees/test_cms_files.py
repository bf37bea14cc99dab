"""CMS's own files, where they are: every line, and what an operator waits for and stores."""

import gc
import time
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot.calc.schedule import Schedule
from bot.domain.catalog import Catalog
from bot.domain.dataset import Imported, Kind, RelativeValues
from bot.domain.money import round_cents
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.fees.identity import Stated
from bot.fees.importer import read_all
from bot.fees.relative_values import read_values
from bot.fees.sheet import open_sheet
from bot.store.database import Database
from bot.store.fees import files, keep, load_releases

RELEASES = {
    "rvu26b/PPRRVU2026_Apr_nonQPP.txt": ("RVU26B", "2026-04-01", "33.4009", 19_277),
    "derived/PPRRVU2026_Apr_nonQPP.converted.csv": ("RVU26B", "2026-04-01", "33.4009", 19_277),
    "rvu25d/PPRRVU2025_Oct.csv": ("RVU25D", "2025-10-01", "32.3465", 19_090),
    "rvu22a/PPRRVU22_JAN.csv": ("RVU22A", "2022-01-01", "34.6062", 17_600),
}
OTHERS = {
    "rvu26b/GPCI2026.csv": (Kind.GPCI, "2026", 109),
    "rvu25d/GPCI2025.csv": (Kind.GPCI, "2025", 109),
    "rvu22a/GPCI2022.csv": (Kind.GPCI, "2022", 112),
    "rvu25d/25LOCCO.csv": (Kind.COUNTIES, "2025", 109),
    "rvu25d/ANES2025.csv": (Kind.ANESTHESIA, "2025", 110),
    "rvu25d/OPPSCAP_Oct.csv": (Kind.CAPS, "RVU25D", 16_100),
    "work-time/CMS-1807-F_Work_Time_CY2025.csv": (Kind.MINUTES, "2025", 9614),
    "work-time/CMS-1807-F_Work_Time_16OCT24.xlsx": (Kind.MINUTES, "2025", 9614),
    "zip-locality/ZIP5_JAN2026.csv.gz": (Kind.ZIPS, "2026-1", 42_956),
}
FOLDERS = ("rvu26b", "rvu25d", "rvu22a", "work-time", "zip-locality")


def read(*paths: Path) -> tuple[Imported, ...]:
    return read_all(paths, Stated(), lambda _name, _lines: lambda _read: None, lambda _: False).imported


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("rvu.db*"))


@pytest.fixture(scope="module")
def whole(cms_dir: Path) -> tuple[Imported, ...]:
    return read(*(cms_dir / name for name in FOLDERS))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path}/rvu.db")
    await opened.open()
    yield opened
    await opened.close()


@pytest.mark.parametrize("name", RELEASES)
def test_every_line_of_a_release_is_read_and_its_totals_are_the_sums(cms_dir: Path, name: str) -> None:
    release, effective, factor, lines = RELEASES[name]
    (only,) = read(cms_dir / name)
    dataset = only.dataset
    assert isinstance(dataset, RelativeValues)
    found = (dataset.release.id, dataset.release.effective.isoformat(), str(dataset.factor), len(dataset.lines))
    assert found == (release, effective, factor, lines)
    printed = read_values(open_sheet(name, (cms_dir / name).read_bytes()))
    for (_, value), (row, _) in zip(printed, dataset.lines, strict=True):
        assert row.total(Setting.OFFICE) == Decimal(value.total_office)
        assert row.total(Setting.FACILITY) == Decimal(value.total_facility)


@pytest.mark.parametrize("name", OTHERS)
def test_every_line_of_the_other_files_is_read(cms_dir: Path, name: str) -> None:
    (only,) = read(cms_dir / name)
    assert (only.dataset.kind, only.dataset.name, len(only.dataset.lines)) == OTHERS[name]


def test_both_layouts_hold_the_same_release(cms_dir: Path) -> None:
    text, table = (read(cms_dir / name)[0].dataset for name in list(RELEASES)[:2])
    assert text == table


def test_the_workbook_holds_the_same_minutes_as_its_csv(cms_dir: Path) -> None:
    table, workbook = (read(cms_dir / name)[0].dataset for name in OTHERS if name.startswith("work-time"))
    assert table == workbook


def test_spreadsheet_damage_does_not_move_a_locality(whole: tuple[Imported, ...]) -> None:
    ids = {
        each.dataset.name: {gpci.id for gpci in each.dataset.lines}  # type: ignore[union-attr]
        for each in whole
        if each.dataset.kind is Kind.GPCI
    }
    assert ids["2025"] == ids["2026"]
    assert {"02102-01", "01112-05", "10112-00"} < ids["2022"]


async def test_three_releases_are_exact_small_and_quickly_loaded(
    database: Database, whole: tuple[Imported, ...], catalog: Catalog, tmp_path: Path
) -> None:
    await keep(database, whole)
    gc.collect()
    gc.freeze()  # a program that starts has not just read the files, whose lines the collector would walk through
    start = time.perf_counter()
    full = await load_releases(database, catalog)
    taken = time.perf_counter() - start
    gc.unfreeze()
    assert taken < 0.3
    assert size_of(tmp_path) < 40 * 2**20
    assert {file.name: file.lines for file in await files(database) if file.kind is Kind.VALUES} == {
        release: lines for release, _, _, lines in RELEASES.values()
    }
    now, before = Schedule.of(full, release="RVU26B"), Schedule.of(full, release="RVU25D")
    for code in ("71046", "70551", "93306"):
        assert now.row(CodeRef.parse(code)).work > 0
    assert now.row(CodeRef.parse("45378")).work == Decimal("3.18")
    assert now.row(CodeRef.parse("45378-53")).work == Decimal("1.59")
    for code, setting, earlier, later in (
        ("99214", Setting.FACILITY, "93.80", "84.50"),
        ("17110", Setting.OFFICE, "109.98", "111.22"),
    ):
        for schedule, usd in ((before, earlier), (now, later)):
            factor = next(each.value for each in full.factors if each.start.year == schedule.release.year)
            assert round_cents(schedule.row(CodeRef.parse(code)).total(setting) * factor) == Decimal(usd)
    assert Schedule.of(full, year=2022).factor(Track.NONQP).value == Decimal("34.6062")
    everywhere = {full.locality(zip_code) for zip_code in ("99501", "35004", "94103", "10001")}
    assert everywhere == {"02102-01", "10112-00", "01112-05", "13202-01"}


async def test_a_release_is_imported_within_three_seconds(database: Database, cms_dir: Path) -> None:
    async def once() -> float:
        start = time.perf_counter()
        await keep(database, read(cms_dir / "rvu26b"))
        return time.perf_counter() - start

    assert min([await once() for _ in range(3)]) < 3
