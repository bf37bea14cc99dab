"""No byte of a patient's identifier reaches the database, its log, a log line or what is printed."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.ask import Asker, Desk
from bot.console.conversation import Conversation
from bot.console.turn import Told
from bot.domain.answer import PHI
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.errors import RvuError
from bot.render.console import answer_view
from bot.render.text import as_text, codes_text, math_text
from bot.render.wording import PRIVACY
from bot.store.database import Database
from bot.store.history import History
from tests.cli.running import Running, runner
from tests.invented import COUNT, Invented, invented, traces

IDENTIFIERS = tuple(invented())
TEXTS = "\n".join(each.text for each in IDENTIFIERS) + "\n"
WARNED = "That seemed to hold a patient's details"


@pytest.fixture
def bot(tmp_path: Path) -> Running:
    return runner(tmp_path)


@pytest.fixture(scope="module")
def desk(catalog: Catalog) -> Desk:
    return Desk(catalog)


def seen_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def leaks(seen: bytes) -> Iterator[tuple[str, list[str]]]:
    return ((each.text, found) for each in IDENTIFIERS if (found := traces(seen, each)))


async def test_nothing_reaches_the_database_its_log_or_the_answer(
    catalog: Catalog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'rvu.db'}")
    await database.open()
    shown = []
    try:
        keeping = Desk(catalog, History(database))
        for number, each in enumerate(IDENTIFIERS):
            reply = await keeping.ask_text(each.text, Asker(user_id=number, guild_id=1))
            assert PHI in reply.answer.warnings, each.text
            assert reply.record_id is not None
            record = await keeping.recall(reply.record_id, Asker(user_id=number, guild_id=1))
            assert record is not None
            assert record.answer.warnings == ()
            assert not record.question.identifying
            answer = reply.answer
            shown += [answer.model_dump_json(), as_text(answer), math_text(answer), codes_text(answer)]
        open_still = seen_in(tmp_path)
    finally:
        await database.close()
    assert b"wart_destruction" in open_still, "what was understood is kept, so that this would see the rest"
    assert list(leaks(open_still + seen_in(tmp_path) + "\n".join([*shown, caplog.text]).encode())) == []


def test_what_can_be_answered_without_the_identifier_is_answered(desk: Desk) -> None:
    """Each kind of question names a service that is understood all the same."""
    assert [each.text for each in IDENTIFIERS if not desk.understand(each.text).items] == []


def test_nothing_reaches_what_the_console_prints_or_keeps(bot: Running, tmp_path: Path) -> None:
    done = bot(stdin=TEXTS + "history\nmath\nchart\n", LOG_LEVEL="DEBUG")
    assert done.returncode == 0
    assert " ".join(done.stdout.split()).count(WARNED) == COUNT
    assert (tmp_path / "rvu.db").is_file()
    assert list(leaks(done.stdout.encode() + done.stderr.encode() + seen_in(tmp_path))) == []


@pytest.mark.parametrize("style", [("--json",), ()], ids=["json", "text"])
def test_nothing_reaches_the_output_of_a_batch(bot: Running, tmp_path: Path, style: tuple[str, ...]) -> None:
    done = bot("ask", "--batch", "-", *style, stdin=TEXTS, LOG_LEVEL="DEBUG")
    assert done.returncode == 0
    assert list(leaks(done.stdout.encode() + done.stderr.encode() + seen_in(tmp_path))) == []
    if style:
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert [answer["warnings"] for answer in answers] == [[PHI]] * COUNT
        assert not any("identifying" in answer["question"] for answer in answers)
    else:
        assert " ".join(done.stdout.split()).count(WARNED) == COUNT


def test_a_question_without_quotes_is_refused_without_repeating_it(bot: Running) -> None:
    done = bot("ask", "99214", "for", "Zyxka", "Blortquist")
    assert (done.returncode, done.stdout) == (2, "")
    assert "quotes" in done.stderr
    assert "Blort" not in done.stderr


BAD = Invented("Zyxka Blortquist MRN 0071300", ("Zyxka", "Blortquist", "0071300"))


@pytest.mark.parametrize("option", ["--locality", "--release", "--rate", "--payer-multiple"])
def test_an_option_that_cannot_be_used_is_not_repeated(bot: Running, option: str) -> None:
    done = bot("ask", "99214", option, BAD.text)
    assert done.returncode == 2
    assert traces(done.stdout.encode() + done.stderr.encode(), BAD) == []


def test_a_clean_question_has_no_warning(desk: Desk) -> None:
    answer = desk.answer(desk.understand("Dr Smith asked what 99214 pays as of 1/1/2026"))
    assert answer.warnings == ()
    assert PRIVACY not in as_text(answer)


def test_the_terminal_warns_below_the_answer(desk: Desk) -> None:
    stream = StringIO()
    console = Console(file=stream, width=200)
    console.print(answer_view(desk.answer(desk.understand(f"99214 for {BAD.text}"))))
    printed = stream.getvalue()
    assert printed.rstrip().endswith(PRIVACY)
    assert traces(printed.encode(), BAD) == []


def test_a_choice_taken_after_the_warning_has_none(desk: Desk) -> None:
    asked = desk.understand("my patient Zyxka Blortquist had an injection")
    answer = desk.answer(asked)
    assert answer.warnings == (PHI,)
    chosen = answer.offered[0].question
    assert chosen is not None
    assert desk.answer(chosen).warnings == ()


async def test_a_question_that_cannot_be_answered_warns_too(desk: Desk) -> None:
    question = desk.understand("99213-26 for Zyxka Blortquist MRN 0071300")
    with pytest.raises(RvuError) as refused:
        desk.answer(question, Context())
    assert refused.value.warnings == (PHI,)
    turn = await Conversation(desk).say("99213-26 for Zyxka Blortquist MRN 0071300")
    assert isinstance(turn, Told)
    assert turn.text.endswith(PRIVACY)
    assert traces(turn.text.encode(), BAD) == []


def test_a_refusal_on_the_command_line_warns_too(bot: Running) -> None:
    done = bot("ask", "--json", "99213-26 for Zyxka Blortquist MRN 0071300")
    assert json.loads(done.stdout)["warnings"] == [PHI]
    assert traces(done.stdout.encode() + done.stderr.encode(), BAD) == []
