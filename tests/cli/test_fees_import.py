"""`fees import` and `fees list`, on small files in CMS's layouts and on forty broken ones."""

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.fees.files import MOST_BYTES
from tests.fees import made

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "rvu.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.release_folder(tmp_path / "rvu26b")


def fees(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["fees", *map(str, arguments)])


def accepted(*arguments: str | Path) -> Result:
    return fees("import", "--accept-ama-license", *arguments)


def dump(database: Path) -> list[str]:
    """Return everything that is in the database."""
    connection = sqlite3.connect(database)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_release_is_imported_once_and_recognised_afterwards(folder: Path, database: Path) -> None:
    first = accepted(folder)
    assert first.exit_code == 0
    assert "Imported relative values of RVU26B, 2 lines, from PPRRVU2026_Apr_nonQPP.csv." in first.stdout
    assert "Passed over readme.txt." in first.stdout
    before = dump(database)
    second = accepted(folder)
    assert second.exit_code == 0
    assert "PPRRVU2026_Apr_nonQPP.csv is loaded already." in second.stdout
    assert "Imported" not in second.stdout
    assert dump(database) == before


def test_what_an_earlier_version_imported_is_listed(folder: Path, database: Path) -> None:
    assert accepted(folder).exit_code == 0
    connection = sqlite3.connect(database)
    with connection:
        # The newest migration undone by hand would tie this test to it; being behind is all that matters here.
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    listed = fees("list")
    assert "PPRRVU2026_Apr_nonQPP.csv  sha256" in listed.stdout


def test_the_licence_notice_has_to_be_accepted_and_is_shown_once(folder: Path, database: Path) -> None:
    refused = fees("import", folder)
    assert refused.exit_code == 2
    assert "American Medical Association" in refused.stderr
    assert refused.stderr.splitlines()[-1].endswith("add --accept-ama-license.")
    assert not database.exists()
    assert "American Medical Association" in accepted(folder).stderr
    again = fees("import", folder)
    assert (again.exit_code, again.stderr) == (0, "")


def test_a_later_file_of_the_same_name_takes_the_place_of_the_earlier(folder: Path, database: Path) -> None:
    accepted(folder)
    (folder / made.NAME).write_text(made.values(made.ROW), "utf-8")
    assert "Imported relative values of RVU26B, 1 lines" in accepted(folder).stdout
    connection = sqlite3.connect(database)
    assert connection.execute("SELECT code, description FROM fee_values").fetchall() == [
        ("17110", "Invented, with a comma")
    ]
    connection.close()


def test_the_list_has_first_day_lines_file_and_checksum(folder: Path) -> None:
    embedded = fees("list").stdout.splitlines()
    assert [line.split()[2] for line in embedded] == ["RVU25D", "RVU26B"]
    assert all(line.endswith("comes with the program") for line in embedded)
    accepted(folder)
    listed = {" ".join(line.split()[:3]): line for line in fees("list").stdout.splitlines()}
    assert len(listed) == 8
    assert "from 2025-10-01" in listed["relative values RVU25D"]
    full = listed["relative values RVU26B"]
    assert "from 2026-04-01" in full
    assert "2 lines  PPRRVU2026_Apr_nonQPP.csv  sha256 " in full
    assert len(full.rsplit(maxsplit=1)[1]) == 64


def test_what_a_file_does_not_say_may_be_stated(tmp_path: Path) -> None:
    path = tmp_path / "nonQPP.txt"
    path.write_text(made.fixed(), "utf-8")
    assert "add --release" in accepted(path).stderr
    stated = accepted(path, "--release", "rvu26b", "--effective", "2026-04-15")
    assert "Imported relative values of RVU26B" in stated.stdout
    assert "from 2026-04-15" in fees("list").stdout
    wrong = accepted(path, "--release", "26B")
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def lying_zip(path: Path) -> None:
    """Write a zip whose directory says that a large file is small."""
    zipped_zeros(path)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(data)


def zipped_zeros(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(made.NAME, "w") as member:
        for _ in range(MOST_BYTES // 2**20 + 1):
            member.write(bytes(2**20))


def encrypted_zip(path: Path) -> None:
    """Write a zip that says that its file is encrypted."""
    data = bytearray(made.zipped({made.NAME: made.values()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)


def sparse(path: Path) -> None:
    """Write two gigabytes of zeros that take no room."""
    with path.open("wb") as file:
        file.truncate(2 * 2**30)


def written(content: str | bytes) -> Callable[[Path], None]:
    data = content.encode("latin-1") if isinstance(content, str) else content
    return lambda path: (path.write_bytes(data), None)[1]


def members(*names: str) -> Callable[[Path], None]:
    return written(made.zipped(dict.fromkeys(names, "invented")))


HTML = "<!DOCTYPE html><html><body>Accept the licence</body></html>"
CSV, TEXT, GPCI = made.NAME, made.FIXED_NAME, made.GPCI_NAME
SWAPPED = made.values(made.ROW | {"WORK RVU": "3.33", "NON-FACILITY TOTAL": "0.68"})
MANY = [made.ROW | {"HCPCS": f"{number:05}"} for number in range(100, 1300)]

BROKEN = [
    pytest.param(CSV, written(""), "it is empty", id="empty file"),
    pytest.param(CSV, written("\r\n \r\n"), "it is empty", id="blank file"),
    pytest.param(CSV, written(HTML), "it is a web page", id="HTML saved as CSV"),
    pytest.param(CSV, written(made.values().encode("utf-16")), "it was saved as UTF-16", id="UTF-16"),
    pytest.param(CSV, written(made.values().encode("cp037")), "it is no CMS table", id="EBCDIC"),
    pytest.param(CSV, written(b"HCPCS,MOD\r\n\x00\x00"), "line 2: it holds bytes that no text has", id="binary"),
    pytest.param(CSV, written(b"%PDF-1.6\n"), "it is a PDF", id="PDF"),
    pytest.param(CSV, written(made.values()[: len(made.values()) // 2]), "", id="half a CSV"),
    pytest.param(CSV, written(made.values()[:-30]), "line 12: the line has", id="CSV cut off in its last line"),
    pytest.param(TEXT, written(made.fixed()[:-100]), "line 9: the line has 72 characters", id="text cut off"),
    pytest.param(TEXT, written("HDR nothing\n" * 7), "it has headings and no lines", id="headings only"),
    pytest.param(CSV, written(made.values(*MANY)), "1200 lines are too few for a whole file", id="half the lines"),
    pytest.param(CSV, written(SWAPPED), "the office total 0.68 of 17110 is not work + PE + MP", id="swapped columns"),
    pytest.param(
        CSV, written(made.values(headings=made.HEADINGS[:5] + made.HEADINGS[6:])), "no column WORK RVU", id="no column"
    ),
    pytest.param(CSV, written(made.values(made.ROW, made.ROW)), "line 12: 17110 is there twice", id="a line twice"),
    pytest.param(CSV, written(made.values(made.ROW | {"WORK RVU": "=0.68"})), "'=0.68' is no number", id="formula"),
    pytest.param(CSV, written(made.values(made.ROW | {"WORK RVU": "1e9999"})), "is not between", id="huge number"),
    pytest.param(CSV, written(made.values(made.ROW | {"WORK RVU": "#REF!"})), "'#REF!' is no number", id="error cell"),
    pytest.param(CSV, written(made.values(made.ROW | {"STATUS CODE": "?"})), "'?' is no status letter", id="status"),
    pytest.param(CSV, written(made.values(end='"open')), "it is no CSV", id="quotes left open"),
    pytest.param(
        "PPRRVU2026_Jul_nonQPP.csv",
        written(made.values(made.ROW)),
        "disagree on the release",
        id="title and name disagree",
    ),
    pytest.param("values.csv", written(made.values(title="", released="")), "add --release", id="no release"),
    pytest.param("PPRRVU2026_Apr.csv", written(made.values(made.ROW)), "neither QPP nor nonQPP", id="no track"),
    pytest.param("notes.csv", written("a,b\r\n1,2\r\n"), "it is no CMS table", id="another table"),
    pytest.param(GPCI, written(made.gpci()[:160]), "", id="GPCI cut off in its headings"),
    pytest.param(GPCI, written(made.gpci(made.GPCI_ROWS[0][:6])), "line 4: the line is cut off", id="GPCI cut off"),
    pytest.param(GPCI, written(made.gpci().replace("0.875", "8.75")), "8.75 is not between 0.6 and 2", id="GPCI slip"),
    pytest.param(GPCI, written(made.gpci().replace("2026 MP", "2025 MP")), "not give one year", id="GPCI of two years"),
    pytest.param(
        made.ZIPS_NAME, written(made.zips().replace("20262", "2026Q2")), "is not the year and", id="ZIP quarter"
    ),
    pytest.param(
        made.ZIPS_NAME + ".gz", written(made.gzipped(made.zips())[:-9]), "gzip compression is broken", id="gzip"
    ),
    pytest.param(
        made.ZIPS_NAME + ".gz", written(made.gzipped("0" * (MOST_BYTES + 1))), "larger than 64 MB", id="gzip of zeros"
    ),
    pytest.param(
        "CMS-1832-F_Work_Time.xlsx",
        written(made.workbook([made.MINUTES_HEAD, *made.MINUTES_ROWS], formula="1+1")),
        "line 2: cell B2 holds a formula",
        id="formula in a workbook",
    ),
    pytest.param(
        "CMS-1832-F_Work_Time.xlsx",
        written(made.workbook([made.MINUTES_HEAD])[:-300]),
        "it is no Excel workbook",
        id="broken workbook",
    ),
    pytest.param(
        "Work_Time.csv", written(made.minutes(made.MINUTES_ROWS[0])), "nothing tells its year", id="minutes of no year"
    ),
    pytest.param(
        made.CAPS_NAME,
        written(made.caps(("72148", "", "A", "10112", "00", "1", "1"))),
        "nothing tells its release",
        id="caps of no release",
    ),
    pytest.param("rvu26b.zip", written(b""), "it is no zip archive", id="zip without a byte"),
    pytest.param("rvu26b.zip", written(made.zipped({})), "the zip is empty", id="empty zip"),
    pytest.param("rvu26b.zip", written(made.zipped({CSV: made.values()})[:-40]), "no zip archive", id="truncated zip"),
    pytest.param("rvu26b.zip", written(made.values()), "it is no zip archive", id="CSV named zip"),
    pytest.param("rvu26b.zip", members("readme.txt"), "there is no CMS table in it", id="zip without a table"),
    pytest.param("rvu26b.zip", members("../../rvu.csv"), "a path that climbs out of it", id="path climbing out"),
    pytest.param("rvu26b.zip", members("/etc/rvu.csv"), "a path that climbs out of it", id="absolute path"),
    pytest.param("rvu26b.zip", members("..\\rvu.csv"), "a path that climbs out of it", id="path with backslashes"),
    pytest.param("rvu26b.zip", members("C:\\rvu.csv"), "a path that climbs out of it", id="path with a drive"),
    pytest.param("rvu26b.zip", encrypted_zip, "the zip is broken or encrypted", id="encrypted zip"),
    pytest.param("rvu26b.zip", zipped_zeros, "larger than 64 MB", id="zip of zeros"),
    pytest.param("rvu26b.zip", lying_zip, "the zip is broken or encrypted", id="zip that lies about its size"),
    pytest.param("rvu26b.zip", members(*map(str, range(2001))), "more than 2000 files", id="zip of many files"),
    pytest.param(CSV, sparse, "larger than 64 MB", id="two gigabytes of zeros"),
    pytest.param("rvu26b", lambda path: path.mkdir(), "there is no CMS table in it", id="empty folder"),
    pytest.param("nowhere.csv", lambda _: None, "there is no such file", id="no such file"),
]


@pytest.fixture
def unchanged(folder: Path, database: Path) -> Callable[[], bool]:
    """Import something good, and return what tells whether the database still is what it was."""
    accepted(folder)
    shutil.rmtree(folder)
    before = dump(database)
    return lambda: dump(database) == before


@pytest.mark.parametrize(("name", "write", "why"), BROKEN)
def test_a_broken_file_changes_nothing_and_gets_one_sentence(
    tmp_path: Path, unchanged: Callable[[], bool], name: str, write: Callable[[Path], None], why: str
) -> None:
    path = tmp_path / name
    write(path)
    result = accepted(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert why in result.stderr
    assert name.split(".", maxsplit=1)[0] in result.stderr
    assert unchanged()


def test_one_broken_file_keeps_all_others_out(folder: Path, database: Path, tmp_path: Path) -> None:
    accepted(folder)
    before = dump(database)
    (folder / made.NAME).write_text(made.values(made.ROW), "utf-8")
    (folder / made.ZIPS_NAME).write_text("damaged", "utf-8")
    assert accepted(folder).exit_code == 1
    assert dump(database) == before
    assert not list(tmp_path.glob("*.db-journal"))


def test_nothing_is_made_by_an_import_that_fails(database: Path, tmp_path: Path) -> None:
    assert accepted(tmp_path / "nowhere.csv").exit_code == 1
    assert not database.exists()


@pytest.mark.parametrize(("name", "write"), [(CSV, sparse), ("rvu26b.zip", zipped_zeros)], ids=["file", "zip"])
def test_memory_is_bounded_whatever_a_file_holds(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    write(tmp_path / name)
    accepted(tmp_path / "nowhere.csv")  # so that imports do not count
    tracemalloc.start()
    try:
        assert accepted(tmp_path / name).exit_code == 1
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES // 4
    finally:
        tracemalloc.stop()


def test_the_doctor_knows_what_was_imported(tmp_path: Path) -> None:
    path = tmp_path / "PPRRVU2026_Jul_nonQPP.csv"
    path.write_text(made.values(title=made.TITLE.replace("April", "July")), "utf-8")
    accepted(path)
    assert "RVU26C, in force from 2026-07-01, is the newest loaded" in CliRunner().invoke(app, ["doctor"]).stdout


def test_an_imported_code_is_priced_by_a_process_that_loads_no_database_library(folder: Path, database: Path) -> None:
    (folder / made.NAME).write_text(made.values(made.ROW | {"HCPCS": "0042T"}), "utf-8")
    accepted(folder)
    script = (
        "import sys; from bot.cli.app import app; app(['fees', 'price', '0042T', '--json'], standalone_mode=False);"
        "print({'discord', 'alembic', 'matplotlib', 'sqlalchemy', 'rich'} & set(sys.modules))"
    )
    environment = os.environ | {"DATABASE_URL": f"sqlite+aiosqlite:///{database}"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    answer, loaded = done.stdout.splitlines()
    assert '"allowed_usd":"111.22"' in answer
    assert loaded == "set()"
