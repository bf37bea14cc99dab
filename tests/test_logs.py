import ast
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import logs


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in (*logs.QUIET, "discord")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, value in levels.items():
        logging.getLogger(name).setLevel(value)


def test_text_lines_carry_time_level_name_and_message(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logging.getLogger("bot.test").info("ready servers=%d", 2)
    out, err = capsys.readouterr()
    assert out == ""
    time, rest = err.split(" ", 1)
    assert time.endswith("Z")
    assert rest == "INFO bot.test ready servers=2\n"


def test_json_lines_are_one_object_each_even_with_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    try:
        {}["lost\nkey"]
    except KeyError:
        logging.getLogger("bot.test").exception("failed incident=%s server=%s latency_ms=%d", "ab12", 2**60, 12)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    event = json.loads(lines[0])
    assert (event["level"], event["logger"]) == ("ERROR", "bot.test")
    assert event["message"] == f"failed incident=ab12 server={2**60} latency_ms=12"
    parts = {"event": "failed", "incident": "ab12", "server": str(2**60), "latency_ms": 12}
    assert {key: event[key] for key in parts} == parts
    assert "KeyError" in event["exception"]


def test_the_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("WARNING", "text")
    logging.getLogger("bot.test").info("quiet")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("level", "lines"), [("DEBUG", 1), ("INFO", 1), ("WARNING", 0)])
def test_the_library_never_logs_the_messages_that_it_receives(
    capsys: pytest.CaptureFixture[str], level: str, lines: int
) -> None:
    logs.configure(level, "text")
    logging.getLogger("discord.gateway").debug("WebSocket Event: my patient Zyxka")
    logging.getLogger("discord.gateway").info("connected")
    err = capsys.readouterr().err
    assert "Zyxka" not in err
    assert len(err.splitlines()) == lines


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_secret_is_blotted_out_wherever_it_turns_up(capsys: pytest.CaptureFixture[str], style: str) -> None:
    logs.configure("INFO", "json" if style == "json" else "text", [SecretStr("abc.def")])
    try:
        int("Bot abc.def")
    except ValueError:
        logging.getLogger("bot.test").exception("sent %s", "abc.def")
    err = capsys.readouterr().err
    assert "abc.def" not in err
    assert err.count("***") >= 2


@pytest.mark.parametrize("library", logs.QUIET)
def test_libraries_that_log_statements_stay_quiet_even_when_debugging(
    capsys: pytest.CaptureFixture[str], library: str
) -> None:
    logs.configure("DEBUG", "text")
    logging.getLogger(f"{library}.core").debug("INSERT INTO answers ...")
    assert capsys.readouterr().err == ""


ROOT = Path(__file__).parents[1]


def messages() -> Iterator[tuple[str, object]]:
    """Yield where each line of ours is logged, and with which message."""
    for path in sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "_log"
                and node.func.attr != "addHandler"
            ):
                first = node.args[0]
                yield f"{path.name}:{node.lineno}", first.value if isinstance(first, ast.Constant) else None


def test_every_line_of_ours_is_an_event_and_its_parts() -> None:
    found = list(messages())
    assert len(found) > 20
    assert [(place, said) for place, said in found if not logs.EVENT.fullmatch(str(said))] == []


def test_a_librarys_line_has_no_parts_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logging.getLogger("discord.gateway").info("Shard ID %s is ready id=%s", 1, 2)
    logging.getLogger("bot.test").info("started mapped=%(a)s", {"a": 1})
    plain, mapped = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert {"event", "id"}.isdisjoint(plain)
    assert "event" not in mapped


def test_what_to_do_stands_behind_the_parts(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logging.getLogger("bot.test").error(
        "store_failed access=%s failures=%d: %s", "write", 3, "Make room, in %s or here."
    )
    logging.getLogger("bot.test").error("Whatever this is it has x=%s.", "y")
    told, other = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (told["event"], told["access"], told["failures"]) == ("store_failed", "write", 3)
    assert told["message"].endswith("Make room, in %s or here.")
    assert {"event", "x"}.isdisjoint(other)


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("kind", [ValueError, KeyError, RuntimeError, UnicodeError, Exception])
def test_an_error_that_may_repeat_what_was_typed_is_told_without_its_message(
    capsys: pytest.CaptureFixture[str], style: str, kind: type[Exception]
) -> None:
    logs.configure("INFO", "json" if style == "json" else "text")
    typed, fault = "my patient Zyxka", "unsupported operand"
    try:
        try:
            raise kind(typed)  # noqa: TRY301 - the error within is what this is about
        except kind as first:
            raise TypeError(fault) from first
    except TypeError:
        logging.getLogger("bot.test").exception("failed incident=%s", "ab12")
    err = capsys.readouterr().err
    assert "Zyxka" not in err
    assert kind.__name__ in err
    assert "TypeError: unsupported operand" in err
    assert "test_logs.py" in err


def test_the_token_of_an_interaction_is_blotted_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    told = "We are being rate limited. POST https://discord.test/api/v10/%s responded with 429"
    for path in ("webhooks/112233/aW50ZXJhY3Rpb246-x_y.z/messages/@original", "interactions/445566/aW50ZXJ/callback"):
        logging.getLogger("discord.http").warning(told, path)
    err = capsys.readouterr().err
    assert "aW50ZXJ" not in err
    assert "/webhooks/112233/***/messages" in err


def test_a_secret_is_blotted_out_however_json_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json", [SecretStr('p"a\\ss'), SecretStr("")])
    logging.getLogger("bot.test").error("refused error=%s", 'no p"a\\ss here')
    event = json.loads(capsys.readouterr().err)
    assert (event["error"], event["message"]) == ("no *** here", "refused error=no *** here")
