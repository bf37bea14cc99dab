"""`fees prices`: the price list of a place as CSV."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.cli.prices import COLUMNS


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/rvu.db")


def prices(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["fees", "prices", *arguments])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_a_line_holds_both_settings_and_where_it_is_rarely_done() -> None:
    result = prices("72148", "--locality", "Boston")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    found = rows(result.stdout)
    assert [row["modifier"] for row in found] == ["", "26", "TC"]
    assert {(row["release"], row["apm"], row["carrier"], row["locality"]) for row in found} == {
        ("RVU26B", "nonQP", "14212", "01")
    }
    assert [row["rarely_done_in"] for row in found] == ["facility", "", "facility"]


def test_a_national_price_names_no_locality() -> None:
    assert prices("17110").stdout.splitlines()[1] == "RVU26B,nonQP,,,17110,,A,111.22,62.46,"


def test_a_code_everywhere_is_one_line_a_locality() -> None:
    found = rows(prices("99214", "--all-localities", "--year", "2025").stdout)
    assert len({(row["carrier"], row["locality"]) for row in found}) == len(found) == 109
    assert {row["release"] for row in found} == {"RVU25D"}


def test_the_whole_release_is_listed_and_what_is_not_priced_is_counted(tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    result = prices("--out", str(out), "--factor", "qp")
    found = rows(out.read_text("utf-8"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"{len(found):,} of ")
    assert {row["apm"] for row in found} == {"QP"}
    assert all(float(row["nonfacility_amount"]) > 0 and row["status"] in "ART" for row in found)


def test_options_of_the_price_apply() -> None:
    paid = rows(prices("99214", "--clinician", "np", "--payer-multiple", "1.3").stdout)[0]
    assert paid["nonfacility_amount"] == "149.85"  # 4.06 x 33.4009 x 0.85 x 1.3 = 149.8465…


def test_what_is_not_open_to_a_stated_clinician_is_left_out() -> None:
    result = prices("17110", "90837", "--clinician", "lcsw")
    assert [(row["hcpcs"], row["nonfacility_amount"]) for row in rows(result.stdout)] == [("90837", "125.25")]
    assert result.stderr == "Left out as not open to a clinical social worker: 1 of 2 lines\n"


def test_a_named_code_without_a_price_is_told_with_its_status() -> None:
    result = prices("99402", "17110")
    assert result.stderr == "99402 left out: status N, not covered by Medicare\n"
    assert [row["hcpcs"] for row in rows(result.stdout)] == ["17110"]


@pytest.mark.parametrize(("where", "amounts"), [("--all-localities", "872"), ("--factor=qp", "8")])
def test_the_list_can_be_verified_by_its_own_columns(tmp_path: Path, where: str, amounts: str) -> None:
    out = tmp_path / "list.csv"
    assert prices("17110", "72148", where, "--out", str(out)).exit_code == 0
    result = CliRunner().invoke(app, ["fees", "verify", str(out)])
    assert (result.exit_code, result.stdout.split()[:2]) == (0, ["compared", amounts])


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("17110-25",), "A price list has no line for 17110-25"),
        (("wart",), "'wart' is no billing code"),
        (("00000",), "00000 is not among the codes loaded"),
        (("99214-26",), "no separate 26 row"),
        (("--all-localities", "--locality", "Boston"), "choose one place or all of them"),
        (("--locality", "Nowhere"), "no Medicare locality"),
        (("--out", "/no/such/folder/list.csv"), "cannot be written"),
    ],
    ids=["modifier", "no code", "unknown code", "no such line", "two places", "unknown place", "folder"],
)
def test_bad_usage_is_one_line_and_ends_with_2(arguments: tuple[str, ...], why: str) -> None:
    result = prices(*arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert why in result.stderr
