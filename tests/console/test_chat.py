import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Running, environment

WART = "10 min wart freeze vs half an hour of lifestyle talk"
ANNOUNCED = "DISCORD_TOKEN is not set, so this is the console chat on the same answers.\n"


def test_piped_questions_are_answered_one_a_line_as_one_conversation(bot: Running) -> None:
    done = bot(stdin=f"\n# a comment\n{WART}\nmath\n   \n99213\n")
    assert (done.returncode, done.stderr) == (0, ANNOUNCED)
    asked_alone = [bot("ask", WART).stdout, bot("ask", "99213").stdout]
    assert done.stdout.startswith(asked_alone[0])
    assert done.stdout.endswith(f"\n{asked_alone[1]}")
    assert "33.4009" in done.stdout[len(asked_alone[0]) : -len(asked_alone[1])]
    assert "\x1b" not in done.stdout


def test_run_is_the_same_as_no_command(bot: Running) -> None:
    assert bot("run", stdin="99213\n").stdout == bot(stdin="99213\n").stdout != ""


def test_no_questions_print_nothing(bot: Running) -> None:
    done = bot(stdin="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ANNOUNCED)


ODD = (
    *("math", "codes", "chart", "history", "history 9", "7", "99999", "help", "\ufffd\x00\x07", "\u202emirrored"),
    *("@everyone " * 200, "\N{ADHESIVE BANDAGE}" * 500, "'; DROP TABLE answers; --", "%s %d {0}", "[bold]x[/bold]"),
)


def test_no_line_stops_the_rest(bot: Running) -> None:
    done = bot(stdin="".join(f"{line}\n99213\n" for line in ODD))
    assert (done.returncode, done.stderr) == (0, ANNOUNCED)
    assert done.stdout.count(bot("ask", "99213").stdout) == len(ODD)
    assert "incident" not in done.stdout


def test_quit_leaves_the_rest_unread(bot: Running) -> None:
    assert bot(stdin="quit\n99213\n").stdout == ""


def test_the_last_line_needs_no_line_break(bot: Running) -> None:
    assert bot(stdin="99213").stdout == bot(stdin="99213\n").stdout


def test_history_outlives_the_process(bot: Running) -> None:
    bot(stdin=f"99213\n{WART}\n")
    listed = bot(stdin="history\n").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["#2", "#1", "Page"]
    assert listed[-1] == "Page 1"


def test_what_was_typed_is_kept_nowhere(bot: Running, tmp_path: Path) -> None:
    bot(stdin="zebrafish asked quokka: what is a wart freeze worth for Xylophonia Vandersmith?\n")
    bot(stdin="zebrafish\n")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"answers" in kept
    assert not [word for word in (b"zebrafish", b"quokka", b"Xylophonia", b"Vandersmith") if word in kept]


def test_a_database_that_cannot_be_written_costs_only_the_record(bot: Running) -> None:
    done = bot(stdin="99213\nhistory\n", DATABASE_URL="sqlite+aiosqlite:///missing/rvu.db")
    assert done.returncode == 0
    assert done.stdout.startswith(bot("ask", "99213").stdout)
    assert "Answers are not saved." in done.stderr
    assert done.stderr.endswith("(not saved)\n")


def test_a_damaged_database_is_one_line_and_exit_1(bot: Running, tmp_path: Path) -> None:
    (tmp_path / "rvu.db").write_text("not a database" * 100)
    done = bot(stdin="99213\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.removeprefix(ANNOUNCED).count("\n") == 1


def test_a_wrong_setting_is_one_line_and_exit_1(bot: Running) -> None:
    done = bot(stdin="99213\n", DATABASE_URL="rvu.db")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("DATABASE_URL has to be an address")


def test_an_answer_is_out_before_the_next_question_is_read(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("99213\n")
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 30)[0]
        assert "99213" in process.stdout.readline()
        process.stdin.close()
        process.stdout.read()
    assert process.returncode == 0


def _heeds_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The chat on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._mine, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=folder,
            env=environment() | {"TERM": "xterm", "COLUMNS": "100"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            # A suite that runs in the background ignores Ctrl-C, and would hand that on; a terminal's shell does not.
            preexec_fn=_heeds_interrupts,  # noqa: PLW1509 - one system call, and no lock is taken
        )
        os.close(theirs)

    def until(self, text: str) -> str:
        """Read until the text has come."""
        seen, deadline = "", time.monotonic() + 30
        while text not in seen:
            assert time.monotonic() < deadline, seen
            if select.select([self._mine], [], [], 1)[0]:
                try:
                    seen += os.read(self._mine, 65536).decode("utf-8", "replace")
                except OSError:
                    pytest.fail(f"the chat ended before {text!r}: {seen}")
        return seen

    def type(self, keys: str) -> None:
        os.write(self._mine, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, and again while nothing happens, as people do.

        The interpreter overlooks one that comes between showing its prompt and waiting for a key.
        """
        for _ in range(5):
            os.killpg(self._process.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
                return

    def ended(self) -> int:
        """Drain what is left and return the exit code."""
        with contextlib.suppress(OSError):  # how the end of a terminal reads on Linux
            while select.select([self._mine], [], [], 30)[0] and os.read(self._mine, 65536):
                pass
        return self._process.wait(30)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._mine)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


def test_a_terminal_gets_a_prompt_tables_and_a_way_out(terminal: Terminal) -> None:
    assert ANNOUNCED.strip() in terminal.until("rvu> ")
    terminal.type(f"{WART}\n")
    assert "$111.22" in terminal.until("rvu> ")
    terminal.type("math\n")
    assert "33.4009" in terminal.until("rvu> ")
    terminal.type("history\n")
    assert "Page 1" in terminal.until("rvu> ")
    terminal.type("quit\n")
    assert terminal.ended() == 0


def test_control_d_leaves_cleanly(terminal: Terminal) -> None:
    terminal.until("rvu> ")
    terminal.type("\x04")
    assert terminal.ended() == 0


def test_control_c_leaves_cleanly(terminal: Terminal) -> None:
    terminal.until("rvu> ")
    terminal.interrupt()
    assert terminal.ended() == 0
