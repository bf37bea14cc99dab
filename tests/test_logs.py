import json
import logging
from collections.abc import Iterator

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
        logging.getLogger("bot.test").exception("incident=%s", "ab12")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    event = json.loads(lines[0])
    assert (event["level"], event["logger"], event["message"]) == ("ERROR", "bot.test", "incident=ab12")
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
