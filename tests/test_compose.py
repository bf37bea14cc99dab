"""`compose.yaml` and the image it runs: settings that the program takes, every shard once, no secret written down."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import make_url

from bot.settings import Settings

ROOT: Final = Path(__file__).parents[1]
LINE: Final = re.compile(r"(?P<indent> *)(?:(?P<dash>- )(?P<item>\S.*)|(?P<key>[\w.-]+):(?: (?P<value>\S.*))?)")
"""The part of YAML that the file keeps to: nested mappings, lists of plain words, and nothing that needs more."""
VARIABLE: Final = re.compile(r"\$\{(?P<name>\w+)(?::(?P<how>[?-])(?P<text>[^}]*))?\}")
CHOSEN: Final = {"DISCORD_TOKEN": "abc.def.ghi", "POSTGRES_PASSWORD": "hunter2"}


def read(text: str) -> Any:
    """Read such a file; anything else in it fails the test rather than being guessed at."""
    root: dict[str, Any] = {}
    stack: list[tuple[int, Any]] = [(-1, root)]
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        found = LINE.fullmatch(line)
        assert found, f"not in the part of YAML that is read here: {line!r}"
        indent = len(found["indent"])
        while stack[-1][0] >= indent:
            stack.pop()
        inside = stack[-1][1]
        if found["dash"]:
            inside.append(scalar(found["item"]))
            continue
        assert found["key"] not in inside, f"twice: {line!r}"
        deeper = len(below) - len(below.lstrip()) > indent
        assert not (deeper and found["value"]), line
        made: Any = ([] if below.lstrip().startswith("- ") else {}) if deeper else scalar(found["value"])
        inside[found["key"]] = made
        if deeper:
            stack.append((indent, made))
    return root


def scalar(written: str | None) -> str | None:
    """Return a text; Compose hands every value of an environment over as one."""
    if written is None:
        return None
    assert written[0] not in "&*[{|>!%@`'", f"not read here: {written!r}"
    return written[1:-1] if written[0] == written[-1] == '"' else written


@cache
def compose() -> Any:
    return read((ROOT / "compose.yaml").read_text("utf-8"))


def bots() -> dict[str, Any]:
    return {name: service for name, service in compose()["services"].items() if "build" in service}


def filled(written: str) -> str:
    """Fill in variables as Compose does."""
    return VARIABLE.sub(lambda found: CHOSEN.get(found["name"]) or found["text"] or "", written)


def settings(service: Any) -> Settings:
    given = {name.lower(): filled(value) for name, value in service["environment"].items()}
    assert given.keys() <= Settings.model_fields.keys()
    return Settings(_env_file=None, **given)


def test_every_shard_runs_in_one_process() -> None:
    each = [settings(service) for service in bots().values()]
    assert len(each) == 2
    (count,) = {one.shard_count for one in each}
    assert count is not None
    assert sorted(number for one in each for number in one.shard_ids or ()) == list(range(count))


def test_all_share_the_one_database_and_wait_for_it() -> None:
    (address,) = {settings(service).database_url for service in bots().values()}
    url, server = make_url(address), compose()["services"]["postgres"]
    given = {name: filled(value) for name, value in server["environment"].items()}
    assert url.drivername == "postgresql+asyncpg"
    assert (url.host, url.username, url.password, url.database) == (
        *("postgres", given["POSTGRES_USER"], given["POSTGRES_PASSWORD"]),
        given["POSTGRES_DB"],
    )
    assert "pg_isready" in server["healthcheck"]["test"]
    assert "ports" not in server, "nobody outside has to reach it"
    for service in bots().values():
        assert service["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_the_database_outlives_its_container() -> None:
    ((volume, folder),) = [mount.split(":") for mount in compose()["services"]["postgres"]["volumes"]]
    assert folder == "/var/lib/postgresql/data"
    assert volume in compose()["volumes"]


def test_each_process_has_no_rights_and_nothing_to_write_to_but_its_volume() -> None:
    for service in bots().values():
        assert service["read_only"] == "true"
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("secret", CHOSEN)
def test_a_secret_comes_from_outside_and_its_want_is_told_before_anything_starts(secret: str) -> None:
    environments = [service["environment"] for service in compose()["services"].values()]
    own = [environment[secret] for environment in environments if secret in environment]
    assert own
    for written in own:
        found = VARIABLE.fullmatch(written)
        assert found, f"{secret} is written down"
        assert (found["name"], found["how"]) == (secret, "?")
        assert len(found["text"]) > 10, "says what to do"


def test_what_the_image_copies_is_there_and_no_more_is_sent_to_it() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY ")}
    assert copied == {"requirements.lock", "bot", "cogs"}
    assert all((ROOT / name).exists() for name in copied)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == copied


def test_the_image_runs_the_program_without_rights() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert 'CMD ["python", "-m", "bot", "run"]' in text
    assert re.search(r"^USER [1-9]\d+$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*--interval=\d+s .*CMD \[", text, re.MULTILINE)
    (address,) = re.findall(r"^ENV DATABASE_URL=(\S+)$", text, re.MULTILINE)
    assert make_url(address).database == "/data/rvu.db"
    assert "--require-hashes -r requirements.lock" in text


@pytest.mark.parametrize("text", ["a: &x 1", "a:\n  <<: *x", "a: [1]", "a: 1\na: 2", "a: 1\n  b: 2"])
def test_what_this_reader_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(AssertionError):
        read(text)


def test_the_reader_reads_what_the_file_is_made_of() -> None:
    assert read('a:\n  b: "2"\n  c:\n    - x y\n    - z\n# no\nd:\n') == {"a": {"b": "2", "c": ["x y", "z"]}, "d": None}
