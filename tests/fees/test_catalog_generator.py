import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.catalog.load import DATA
from bot.errors import RvuError
from bot.fees.catalog_generator import catalog_codes, generate, main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def fresh(cms_dir: Path) -> dict[str, str]:
    return generate(cms_dir, catalog_codes(DATA / "services.toml"))


@pytest.mark.parametrize("name", ["rvu.csv", "minutes.csv", "gpci.csv"])
def test_the_numbers_are_what_a_fresh_generation_writes(fresh: dict[str, str], name: str) -> None:
    assert (DATA / name).read_bytes() == fresh[name].encode()


def test_make_catalog_calls_the_generator() -> None:
    planned = subprocess.run(["make", "-n", "catalog"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "-m bot.fees.catalog_generator --cms" in planned


def test_a_missing_cms_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RvuError, match=r"rvu25d/PPRRVU2025_Oct\.csv is missing") as refusal:
        generate(tmp_path, frozenset())
    assert "--cms" in refusal.value.hint


def test_the_command_writes_the_files_and_names_codes_without_a_row(cms_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text('[service.17110]\nname = "x"\n[service.00000]\nname = "y"\n', "utf-8")
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, ["--cms", str(cms_dir), "--data", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (0, "Without a row in any release: 00000\n")
    lines = (tmp_path / "rvu.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [["17110", "", "RVU25D"], ["17110", "", "RVU26B"]]
    assert len((tmp_path / "gpci.csv").read_text("utf-8").splitlines()) == 1 + 2 * 109


def test_the_command_ends_with_one_line_when_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text("[service]\n", "utf-8")
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, ["--cms", str(tmp_path), "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert not (tmp_path / "rvu.csv").exists()
