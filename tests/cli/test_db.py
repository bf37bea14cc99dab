from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.store.schema import REVISION


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/rvu.db")
    return tmp_path


def test_current_names_the_revision_and_makes_no_file(folder: Path) -> None:
    result = CliRunner().invoke(app, ["db", "current"])
    assert (result.exit_code, result.stdout) == (0, f"none (newest: {REVISION})\n")
    assert not (folder / "rvu.db").exists()


def test_upgrade_brings_the_schema_up_to_date_and_may_be_repeated() -> None:
    for _ in range(2):
        result = CliRunner().invoke(app, ["db", "upgrade"])
        assert (result.exit_code, result.stdout) == (0, f"The database has schema {REVISION}.\n")
    assert CliRunner().invoke(app, ["db", "current"]).stdout == f"{REVISION} (newest: {REVISION})\n"


def test_a_database_that_cannot_be_reached_is_one_line_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{folder}/missing/rvu.db")
    result = CliRunner().invoke(app, ["db", "upgrade"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "cannot be reached" in result.stderr
