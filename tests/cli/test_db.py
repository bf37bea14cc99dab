import re
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


def test_a_copy_is_made_and_put_back_and_the_former_database_kept(folder: Path) -> None:
    copy = folder / "copy.db"
    CliRunner().invoke(app, ["db", "upgrade"])
    saved = CliRunner().invoke(app, ["db", "backup", str(copy)])
    assert (saved.exit_code, saved.stderr) == (0, "")
    assert saved.stdout.startswith(f"Copied the database to {copy}, 0.")
    restored = CliRunner().invoke(app, ["db", "restore", str(copy)])
    assert (restored.exit_code, restored.stderr) == (0, "")
    kept = re.fullmatch(r"Restored the database from .*copy\.db\. The former .* kept as (.*)\.\n", restored.stdout)
    assert kept
    assert Path(kept[1]).is_file()
    assert CliRunner().invoke(app, ["db", "current"]).stdout == f"{REVISION} (newest: {REVISION})\n"


def test_a_first_restore_keeps_nothing_beside(folder: Path) -> None:
    CliRunner().invoke(app, ["db", "upgrade"])
    CliRunner().invoke(app, ["db", "backup", str(folder / "copy.db")])
    (folder / "rvu.db").unlink()
    restored = CliRunner().invoke(app, ["db", "restore", str(folder / "copy.db")])
    assert (restored.exit_code, restored.stdout) == (0, f"Restored the database from {folder / 'copy.db'}.\n")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_copy_that_cannot_be_made_or_put_back_is_one_line_and_exit_1(command: str, folder: Path) -> None:
    result = CliRunner().invoke(app, ["db", command, str(folder / "none.db")])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert not (folder / "none.db").exists()


def test_a_server_is_copied_by_its_own_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db.example/clinic")
    result = CliRunner().invoke(app, ["db", "backup", "copy.db"])
    assert result.exit_code == 1
    assert "pg_dump --format=custom --host=db.example --username=me --file=copy.db clinic" in result.stderr
    assert "secret" not in result.stderr
