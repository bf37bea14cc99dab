"""`fees verify`: our amounts against published ones."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.cli.verify import COLUMNS
from bot.cli.verify_caps import compare_caps
from bot.domain.catalog import Catalog
from bot.domain.money import round_cents
from tests.fees import made

HEAD = ",".join((*COLUMNS, "apm"))
RIGHT = "26B,01112,05,99213,,117.58,64.37,nonQP"
UNKNOWN = ("19A,01112,05,99213,,1.00,1.00,nonQP", "26B,01112,99,99213,,1.00,1.00,", "26B,01112,05,00000,,1.00,1.00,")


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/rvu.db")


@pytest.fixture
def amounts(tmp_path: Path) -> Path:
    return tmp_path / "amounts.csv"


def verify(amounts: Path, *rows: str, options: tuple[str, ...] = (), head: str = HEAD) -> Result:
    amounts.write_text("\n".join((head, *rows)) + "\n", "utf-8")
    return CliRunner().invoke(app, ["fees", "verify", str(amounts), *options])


def counts(result: Result) -> dict[str, int]:
    """Return the last lines: a name, a number, and at some a unit."""
    matches = (re.fullmatch(r"([a-z ]+?) +(\d+)(?: [a-z]+)?", line) for line in result.stdout.splitlines()[-4:])
    return {match[1]: int(match[2]) for match in matches if match}


def test_both_amounts_of_a_row_are_compared(amounts: Path) -> None:
    result = verify(amounts, RIGHT)
    assert result.exit_code == 0
    assert counts(result) == {"compared": 2, "exact": 2, "missed": 0, "not loaded": 0}


def test_each_miss_is_told_and_ends_with_1(amounts: Path) -> None:
    result = verify(amounts, RIGHT, RIGHT.replace("64.37", "64.38"))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "99213 in 01112-05, facility, RVU26B: published 64.38, computed 64.37"
    assert counts(result) == {"compared": 4, "exact": 3, "missed": 1, "not loaded": 0}


def test_a_missing_amount_is_not_compared(amounts: Path) -> None:
    assert counts(verify(amounts, RIGHT.replace("64.37", "")))["compared"] == 1


def test_the_factor_of_the_qualifying_track_is_used_where_the_row_says_so(amounts: Path) -> None:
    result = verify(amounts, "26B,01112,05,99213,,118.17,,QP")
    assert (result.exit_code, counts(result)["exact"]) == (0, 1)


def test_what_is_not_loaded_is_counted_by_rows(amounts: Path) -> None:
    assert counts(verify(amounts, RIGHT, *UNKNOWN)) == {"compared": 2, "exact": 2, "missed": 0, "not loaded": 3}


def test_nothing_compared_ends_with_1(amounts: Path) -> None:
    assert verify(amounts, *UNKNOWN).exit_code == 1
    assert verify(amounts).exit_code == 1


def test_one_release_alone_may_be_compared(amounts: Path) -> None:
    assert counts(verify(amounts, RIGHT, UNKNOWN[0], options=("--release", "rvu26b")))["not loaded"] == 0
    assert verify(amounts, RIGHT, options=("--release", "RVU25D")).exit_code == 1


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        (HEAD.replace("hcpcs", "code"), RIGHT, "it has no column hcpcs"),
        (HEAD, RIGHT.replace("117.58", "much"), "line 2: amount 'much' is no number"),
        (HEAD, RIGHT + ",1", "line 2: it has 9 columns instead of 8"),
    ],
)
def test_a_file_with_other_columns_is_refused_in_one_sentence(amounts: Path, head: str, row: str, why: str) -> None:
    result = verify(amounts, row, head=head)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert why in result.stderr


def test_a_file_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["fees", "verify", str(tmp_path / "none.csv")])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def import_caps(folder: Path, *rows: tuple[str, ...]) -> None:
    """Import an imaging cap file for a release that comes with the program."""
    (folder / made.CAPS_NAME).write_text(made.caps(*rows), "utf-8")
    arguments = ["fees", "import", "--accept-ama-license", "--release", "RVU26B", str(folder / made.CAPS_NAME)]
    assert CliRunner().invoke(app, arguments).exit_code == 0


CAP = ("72148", "TC", "A", "01112", "05", "{}", "{}")


def cap_cents(catalog: Catalog) -> str:
    """Return the cap of one code in San Francisco, by the formula, in dollars."""
    row, place = catalog.rows["RVU26B"]["72148", "TC"], catalog.gpcis[2026]["01112-05"]
    exact = row.work * place.work + row.opps_pe_office * place.pe + row.opps_mp * place.mp
    return str(round_cents(exact * Decimal("33.4009")))


def test_without_a_file_the_imported_imaging_caps_are_compared(tmp_path: Path, catalog: Catalog) -> None:
    right = tuple(cell.format(cap_cents(catalog)) for cell in CAP)
    import_caps(tmp_path, right)
    result = CliRunner().invoke(app, ["fees", "verify"])
    assert counts(result) == {"compared": 2, "exact": 2, "missed": 0, "not loaded": 0}
    assert result.exit_code == 0
    assert CliRunner().invoke(app, ["fees", "verify", "--release", "RVU25D"]).exit_code == 1


def test_an_imaging_cap_that_differs_is_told_and_others_are_counted(tmp_path: Path, catalog: Catalog) -> None:
    cents = cap_cents(catalog)
    import_caps(
        tmp_path,
        ("72148", "TC", "A", "01112", "05", cents, "1.00"),
        ("0591T", "", "C", "01112", "05", "9.00", "9.00"),
        ("99999", "TC", "A", "01112", "05", "9.00", "9.00"),
    )
    result = CliRunner().invoke(app, ["fees", "verify"])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        f"imaging cap of 72148-TC in 01112-05, office, RVU26B: published 1.00, computed {cents}"
    )
    assert result.stdout.splitlines()[-2:] == [
        "not loaded       1 rows",
        "left out         1 rows of contractor-priced codes",
    ]


def test_caps_of_a_release_that_is_not_loaded_are_counted(catalog: Catalog) -> None:
    tally = compare_caps({"RVU19A": {("72148", "TC"): {"01112-05": (1, 1), "01112-06": (1, 1)}}}, catalog)
    assert (tally.compared, tally.not_loaded) == (0, 2)


def test_nothing_imported_has_no_caps_to_compare() -> None:
    assert CliRunner().invoke(app, ["fees", "verify"]).exit_code == 1


def test_every_published_amount_comes_out_of_the_imported_releases_to_the_cent(cms_dir: Path) -> None:
    folders = [str(cms_dir / name) for name in ("rvu26b", "rvu25d", "work-time", "zip-locality")]
    assert CliRunner().invoke(app, ["fees", "import", "--accept-ama-license", *folders]).exit_code == 0
    published = cms_dir / "payment-amounts" / "published_amounts.csv"
    result = CliRunner().invoke(app, ["fees", "verify", str(published)])
    assert counts(result) == {"compared": 22_236, "exact": 22_236, "missed": 0, "not loaded": 6}
    assert result.exit_code == 0
    caps = CliRunner().invoke(app, ["fees", "verify"])
    assert caps.stdout.split()[:5] == ["compared", "12644", "amounts", "exact", "12644"]
    assert caps.exit_code == 0
