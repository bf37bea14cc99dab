"""`python -m bot fees price`."""

import json
import time

import pytest

from tests.cli.running import Running

KEYS = {
    "code", "modifier", "name", "units", "status", "status_words", "paid", "work_rvu", "total_rvu", "allowed_usd",
    "would_be_usd", "nonpar_usd", "limiting_charge_usd", "coinsurance_usd", "basis", "notes", "steps", "sources",
}  # fmt: skip
START_SECONDS = 0.6


def test_the_text_has_status_formula_and_what_follows(bot: Running) -> None:
    done = bot("fees", "price", "17110")
    assert done.returncode == 0
    first, second, *rest = done.stdout.splitlines()
    assert first == (
        "17110 (wart or other benign-spot destruction, up to 14): paid separately where covered (status A)"
    )
    assert second == "(0.68 + 2.58 + 0.07) x $33.4009 = $111.22"
    assert [line.split()[-1] for line in rest[:4]] == ["$105.66", "$121.51", "$22.24", "3.33"]
    assert rest[-1].startswith("Source: Medicare RVU26B, in force from 1 April 2026; national, office")


def test_json_is_one_object_with_plain_decimals(bot: Running) -> None:
    done = bot("fees", "price", "g0447", "--units", "2", "--json")
    (line,) = done.stdout.splitlines()
    made = json.loads(line)
    assert made.keys() == KEYS
    assert (made["code"], made["units"], made["paid"], made["allowed_usd"]) == ("G0447", 2, True, "68.14")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["99402"], "pays nothing; the formula would give (0.98 + 0.90 + 0.06) x $33.4009 = $64.80", id="N"
        ),
        pytest.param(["36415"], "No price in this schedule", id="another schedule"),
        pytest.param(["0591T"], "priced by the Medicare contractor", id="contractor"),
        pytest.param(["17110", "--units", "3"], "3 x $111.22 (each (0.68", id="units"),
        pytest.param(["17110", "--locality", "Boston, MA"], "(14212-01)", id="city and state"),
        pytest.param(["17110", "--year", "2025"], "= $109.98", id="year"),
        pytest.param(["99214", "--setting", "facility"], "= $84.50", id="setting"),
        pytest.param(["99214", "--factor", "qp"], "x $33.5675", id="factor"),
        pytest.param(["99214", "--clinician", "np"], "x $33.4009 x 0.85", id="clinician"),
        pytest.param(["99214", "--payer-multiple", "130 %"], "= $176.29", id="payer"),
        pytest.param(["71046-26"], "= $10.02", id="modifier"),
    ],
)
def test_options_and_statuses_change_the_price_and_are_told(bot: Running, arguments: list[str], said: str) -> None:
    done = bot("fees", "price", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    assert "$0.00" not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["warts"], ["17110-62"], ["00000"], ["17110-26"], ["17110", "--units", "0"], ["17110", "--locality", "02139"], []],
    ids=lambda arguments: " ".join(arguments) or "no code",
)
def test_bad_usage_takes_one_line(bot: Running, arguments: list[str]) -> None:
    done = bot("fees", "price", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_price_starts_fast_and_without_what_it_does_not_need(bot: Running) -> None:
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        assert bot("fees", "price", "17110", "--json").returncode == 0
        seconds.append(time.perf_counter() - begun)
    assert min(seconds) < START_SECONDS
    profile = bot("fees", "price", "17110", "--json", PYTHONPROFILEIMPORTTIME="1").stderr
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in profile.splitlines() if "|" in line}
    assert "bot" in loaded
    assert loaded.isdisjoint({"discord", "sqlalchemy", "alembic", "matplotlib", "aiosqlite"})
