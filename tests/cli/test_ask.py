import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.ask import Desk
from bot.cli.app import app
from bot.domain.answer import Answer
from bot.domain.context import Context
from bot.domain.question import Question
from bot.errors import UnknownCodeError
from tests.cli.running import ROOT, Running

WART = "10 min wart freeze vs half an hour of lifestyle talk"


def ask(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(app, ["ask", *arguments], input=stdin)


def objects(result: Result) -> list[Answer]:
    assert result.exit_code == 0, result.stderr
    return [Answer.model_validate_json(line) for line in result.stdout.splitlines()]


def test_a_question_is_answered_as_text_without_colour() -> None:
    result = ask(WART)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "$111.22" in result.stdout
    assert "\x1b" not in result.stdout


def test_json_is_one_object_with_every_field_of_the_contract() -> None:
    result = ask("--json", WART)
    assert result.stdout.count("\n") == 1
    printed = json.loads(result.stdout)
    assert printed["intent"] == "compare"
    assert [(item["minutes"], item["quantity"], item["side"]) for item in printed["items"]] == [(10, 1, 1), (30, 1, 2)]
    contract = {
        "items": {"concept", "codes", "minutes", "quantity", "units", "side"},
        "pathways": {"side", "codes", "units", "paid_by_medicare", "condition", "figures", "in_verdict"},
        "figures": {"key", "label", "value", "unit", "side", "pathway"},
        "steps": {"name", "inputs", "op", "value", "source"},
        "sources": {"title", "release", "date", "file"},
    }
    for name, fields in contract.items():
        assert printed[name], name
        assert all(fields <= set(each) for each in printed[name]), name
    assert {"verdict", "assumptions", "caveats", "warnings", "clarify"} <= set(printed)
    assert all(isinstance(figure["value"], str) for figure in printed["figures"])


def test_the_schema_describes_what_json_prints() -> None:
    result = CliRunner().invoke(app, ["schema"])
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    printed = json.loads(ask("--json", WART).stdout)
    assert set(printed) == set(schema["properties"]) == set(schema["required"])


def test_a_batch_file_gives_one_object_a_line_in_order(tmp_path: Path) -> None:
    (tmp_path / "questions.txt").write_bytes(f"\ufeff99213\r\n\n{WART}\nunknown 00000\nmath".encode())
    answers = objects(ask("--batch", str(tmp_path / "questions.txt"), "--json"))
    assert [answer.intent for answer in answers] == ["value", "clarify", "compare", "clarify", answers[4].intent]
    assert answers[4].intent in {"clarify", "out_of_scope"}


def test_a_batch_may_come_from_standard_input_and_be_no_text_at_all() -> None:
    answers = objects(ask("--batch", "-", "--json", stdin=b"99213\n\xff\xfe\x00\n99213\n"))
    assert [answers[n].intent for n in (0, 2)] == ["value", "value"]
    assert answers[0] == answers[2]


def test_an_empty_batch_prints_nothing() -> None:
    assert objects(ask("--batch", "-", "--json")) == []


def test_a_batch_as_text_keeps_answers_apart_by_a_blank_line() -> None:
    alone = ask("99213").stdout
    assert ask("--batch", "-", stdin="99213\n99213\n").stdout == f"{alone}\n{alone}"


def test_what_the_engine_refuses_is_answered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_desk: Desk, _question: Question, _context: object) -> Answer:
        message = "12345 is no code."
        raise UnknownCodeError(message, "Nearest: 12034.")

    monkeypatch.setattr(Desk, "answer", refuse)
    (answer,) = objects(ask("--json", "12345"))
    assert answer.intent == answer.question.intent == "clarify"
    assert answer.clarify is not None
    assert answer.clarify.ask == answer.verdict == "12345 is no code. Nearest: 12034."
    assert "12345 is no code." in ask("12345").stdout


def test_a_defect_costs_one_line_of_a_batch_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, asked = Desk.answer, []

    def fail_once(desk: Desk, question: Question, context: Context) -> Answer:
        asked.append(question)
        if len(asked) == 1:
            raise ZeroDivisionError
        return real(desk, question, context)

    monkeypatch.setattr(Desk, "answer", fail_once)
    result = ask("--batch", "-", "--json", stdin="99213\n99213\n")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (result.exit_code, first["intent"], second["intent"]) == (1, "clarify", "value")
    assert "ZeroDivisionError" in result.stderr + caplog.text


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing"),
        pytest.param(["  "], id="blank question"),
        pytest.param(["a", "b"], id="question without quotes"),
        pytest.param(["a", "--batch", "-"], id="question and batch"),
        pytest.param(["--batch", "no-such-file"], id="missing file"),
        pytest.param(["--batch", "."], id="folder"),
        pytest.param(["a", "--colour"], id="unknown option"),
        pytest.param(["a", "--year"], id="option without value"),
        pytest.param(["a", "--year", "soon"], id="year in words"),
        pytest.param(["a", "--year", "1999"], id="year not loaded"),
        pytest.param(["a", "--release", "RVU99Z"], id="release not loaded"),
        pytest.param(["a", "--setting", "moon"], id="setting"),
        pytest.param(["a", "--locality", "Atlantis"], id="place"),
        pytest.param(["a", "--factor", "both"], id="factor"),
        pytest.param(["a", "--clinician", "wizard"], id="clinician"),
        pytest.param(["a", "--rate", "-5"], id="rate"),
        pytest.param(["a", "--payer-multiple", "130"], id="payer"),
    ],
)
def test_bad_usage_is_one_line_on_standard_error_and_exit_2(arguments: list[str]) -> None:
    result = ask(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert len(result.stderr) > 20


def test_an_unknown_command_is_one_line_and_exit_2() -> None:
    result = CliRunner().invoke(app, ["wart"])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        pytest.param(["--setting", "facility"], "facility", id="setting"),
        pytest.param(["--locality", "01112-05"], "01112-05", id="locality"),
        pytest.param(["--factor", "qp"], "33.5675", id="factor"),
        pytest.param(["--year", "2025"], "2025", id="year"),
    ],
)
def test_an_option_changes_the_basis_of_the_answer(options: list[str], shown: str) -> None:
    default, changed = objects(ask("--json", "99213")), objects(ask("--json", "99213", *options))
    assert default[0].basis != changed[0].basis
    assert shown in changed[0].model_dump_json()


LIGHT = """
import sys
from typer.testing import CliRunner
from bot.cli.app import app
assert CliRunner().invoke(app, ["ask", "--json", "99213"]).exit_code == 0
print(sorted({"discord", "alembic", "sqlalchemy", "matplotlib", "rich"} & set(sys.modules)))
"""


def test_a_question_loads_neither_discord_nor_a_database_nor_a_drawing_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_question_makes_no_file(bot: Running, tmp_path: Path) -> None:
    done = bot("ask", "99213")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "many").write_text("99213\n" * 200)
    command = f"{sys.executable} -m bot ask --json --batch {tmp_path / 'many'} | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
