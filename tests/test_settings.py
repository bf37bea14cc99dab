import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.errors import StartupError
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / ".env.example"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Work in an empty folder, with none of the variables set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def blocks() -> list[tuple[str, str, str]]:
    """Read the example as (comment, variable, value), one for each variable."""
    found = []
    for block in EXAMPLE.read_text("utf-8").split("\n\n")[1:]:
        comment, assignment = block.strip().rsplit("\n", 1)
        name, value = assignment.split("=", 1)
        found.append((comment, name, value))
    return found


def test_the_example_has_every_setting_once_in_order() -> None:
    assert [name.lower() for _, name, _ in blocks()] == list(Settings.model_fields)


@pytest.mark.parametrize(("comment", "name"), [block[:2] for block in blocks()], ids=lambda part: part.split()[0])
def test_every_setting_of_the_example_has_a_comment(comment: str, name: str) -> None:
    assert all(line.startswith("# ") for line in comment.splitlines()), name


def test_the_example_copied_as_it_is_changes_nothing(bare: Path) -> None:
    (bare / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert settings.read() == Settings(_env_file=None)


def test_the_environment_overrules_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / ".env").write_text("LOG_LEVEL=ERROR\nHEALTH_PORT=8080\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    chosen = settings.read()
    assert (chosen.log_level, chosen.health_port) == ("DEBUG", 8080)


def test_a_file_that_is_no_text_is_named(bare: Path) -> None:
    (bare / ".env").write_bytes(b"LOG_LEVEL=\xff\xfe")
    with pytest.raises(StartupError, match=r"\.env is not UTF-8"):
        settings.read()


@pytest.mark.parametrize("written", ["", "   "], ids=["empty", "blanks"])
def test_a_token_of_nothing_is_no_token(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", written)
    assert settings.read().discord_token is None


def test_a_token_never_shows_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " abc.def.ghi\n")
    chosen = settings.read()
    assert chosen.discord_token is not None
    assert chosen.discord_token.get_secret_value() == "abc.def.ghi"
    assert "abc.def" not in f"{chosen!r} {chosen} {chosen.model_dump_json()}"


@pytest.mark.parametrize(
    ("ids", "count", "expected"),
    [
        pytest.param("0", "1", (0,), id="one"),
        pytest.param("0, 2", "3", (0, 2), id="several"),
        pytest.param("[1]", "2", (1,), id="brackets"),
    ],
)
def test_shards_are_a_list_of_numbers(
    monkeypatch: pytest.MonkeyPatch, ids: str, count: str, expected: tuple[int, ...]
) -> None:
    monkeypatch.setenv("SHARD_IDS", ids)
    monkeypatch.setenv("SHARD_COUNT", count)
    assert settings.read().shard_ids == expected


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        pytest.param({"DATABASE_URL": "rvu.db"}, "DATABASE_URL has to be an address", id="database-path"),
        pytest.param({"DATABASE_URL": "mysql://x"}, "DATABASE_URL starts with mysql", id="database-kind"),
        pytest.param({"DISCORD_API_BASE": "localhost:80"}, "DISCORD_API_BASE has to be a whole", id="base-no-scheme"),
        pytest.param({"DISCORD_GATEWAY_URL": "ws:///"}, "DISCORD_GATEWAY_URL has to be a whole", id="gateway-no-host"),
        pytest.param({"MESSAGE_CONTENT": "2"}, "MESSAGE_CONTENT Input should be a valid boolean", id="not-a-switch"),
        pytest.param({"SHARD_IDS": "0"}, "SHARD_IDS needs SHARD_COUNT", id="shards-without-count"),
        pytest.param({"SHARD_IDS": "2", "SHARD_COUNT": "2"}, "between 0 and 1", id="shard-out-of-range"),
        pytest.param({"SHARD_IDS": "a", "SHARD_COUNT": "2"}, "SHARD_IDS has to be whole numbers", id="shard-in-words"),
        pytest.param({"SHARD_IDS": "0,", "SHARD_COUNT": "2"}, "SHARD_IDS has to be whole numbers", id="shard-left-out"),
        pytest.param({"SHARD_IDS": "-1", "SHARD_COUNT": "2"}, "SHARD_IDS has to be whole numbers", id="shard-below"),
        pytest.param({"SHARD_IDS": "1, 1", "SHARD_COUNT": "2"}, "SHARD_IDS names a shard twice", id="shard-twice"),
        pytest.param({"SHARD_COUNT": "0"}, "SHARD_COUNT Input should be greater", id="no-shards"),
        pytest.param({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL Input should be 'DEBUG'", id="level"),
        pytest.param({"LOG_FORMAT": "xml"}, "LOG_FORMAT Input should be 'text'", id="format"),
        pytest.param({"HEALTH_PORT": "70000"}, "HEALTH_PORT Input should be less", id="port"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StartupError) as caught:
        settings.read()
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_wrong_values_are_named_at_once_and_none_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres+psycopg://user:hunter2@host/rvu")
    monkeypatch.setenv("HEALTH_PORT", "hunter2")
    with pytest.raises(StartupError, match=r"DATABASE_URL .*; HEALTH_PORT ") as caught:
        settings.read()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "hidden"),
    [
        ("sqlite+aiosqlite:///rvu.db", set()),
        ("postgresql://rvu@host/rvu", set()),
        ("postgresql://rvu:p%40ssword@host/rvu", {"p%40ssword", "p@ssword"}),
        ("postgresql://rvu:pg@host/rvu", set()),
    ],
)
def test_what_is_secret_is_known(monkeypatch: pytest.MonkeyPatch, url: str, hidden: set[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert {each.get_secret_value() for each in settings.read().secrets} == hidden
    monkeypatch.setenv("DISCORD_TOKEN", "abc.def.ghi")
    assert {each.get_secret_value() for each in settings.read().secrets} == hidden | {"abc.def.ghi"}


def test_importing_reads_nothing(bare: Path) -> None:
    (bare / ".env").write_text("LOG_LEVEL=LOUD\n")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import bot.settings, bot.cli.app"
    done = subprocess.run([sys.executable, "-c", code], cwd=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
