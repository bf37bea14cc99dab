"""What `make` promises a newcomer, tried with a stand-in for Python that installs nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PYTHON = """#!/bin/sh
# Stands in for python3 and for the interpreter of the environment that it makes.
echo "$@" >> calls
case "$*" in
    "-c "*) exit "${TOO_OLD:-0}" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo chatter ;;
    "-m pip "*) echo chatter && cat && exit "${NO_NETWORK:-0}" ;;
    "-m pip_audit "*) printf "${FOUND:-}" && echo chatter >&2 && exit "${UNCLEAN:-0}" ;;
    "-m ruff "*) exit "${UGLY:-0}" ;;
    "-m bot run") sed 's/^/answer to /' ;;
esac
"""


class Checkout:
    """A folder with the Makefile and the locks alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(ROOT / name, folder)
        (folder / "python3").write_text(PYTHON)
        (folder / "python3").chmod(0o755)

    def make(self, *goals: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run make as from a shell, with one question on standard input."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            ["make", *goals, f"PYTHON={self.folder / 'python3'}"],
            cwd=self.folder,
            env=clean | environment,
            input="a question\n",
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """Take what Python was called with since the last look."""
        path = self.folder / "calls"
        lines = path.read_text().splitlines() if path.is_file() else []
        path.unlink(missing_ok=True)
        return lines

    def installed(self) -> list[str]:
        """Take the locks installed since the last look."""
        return [call.split(" -r ")[1] for call in self.calls() if " -r " in call]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_first_run_answers_the_question_and_prints_nothing_else(checkout: Checkout) -> None:
    assert checkout.make("run").stdout == "answer to a question\n"


def test_the_first_run_waits_for_no_test_tools(checkout: Checkout) -> None:
    checkout.make("run")
    assert checkout.installed() == ["requirements.lock"]


def test_every_installation_demands_hashes(checkout: Checkout) -> None:
    checkout.make("lint")
    pips = [call for call in checkout.calls() if call.startswith("-m pip")]
    assert len(pips) == len(("run", "dev"))
    assert all("--require-hashes" in call for call in pips)


def test_the_second_run_sets_nothing_up(checkout: Checkout) -> None:
    checkout.make("run")
    checkout.calls()
    assert checkout.make("run").stdout == "answer to a question\n"
    assert checkout.calls() == ["-m bot run"]


def test_testing_adds_to_the_environment_of_the_run(checkout: Checkout) -> None:
    checkout.make("run")
    checkout.calls()
    checkout.make("test")
    assert checkout.installed() == ["requirements-dev.lock"]
    checkout.make("test")
    checkout.make("run")
    assert checkout.installed() == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_changed_lock_renews_the_environment(checkout: Checkout, lock: str) -> None:
    checkout.make("lint")
    checkout.calls()
    with (checkout.folder / lock).open("a") as file:
        file.write("# changed\n")
    checkout.make("lint")
    assert lock in checkout.installed()


def test_a_failed_installation_does_not_count(checkout: Checkout) -> None:
    failed = checkout.make("run", NO_NETWORK="1")
    assert failed.returncode != 0
    assert failed.stdout == ""
    checkout.calls()
    assert checkout.make("run").stdout == "answer to a question\n"
    assert checkout.installed() == ["requirements.lock"]


def test_failing_to_add_the_test_tools_leaves_nothing_half_made(checkout: Checkout) -> None:
    checkout.make("run")
    checkout.make("test", NO_NETWORK="1")
    checkout.calls()
    checkout.make("run")
    assert checkout.installed() == ["requirements.lock"]


def test_an_interpreter_that_has_gone_renews_the_environment(checkout: Checkout) -> None:
    checkout.make("run")
    (checkout.folder / ".venv/bin/python").unlink()
    assert checkout.make("run").stdout == "answer to a question\n"


def test_an_old_python_is_refused_in_one_sentence(checkout: Checkout) -> None:
    refused = checkout.make("run", TOO_OLD="1")
    assert refused.returncode != 0
    assert "Python 3.11 or newer is needed" in refused.stderr.splitlines()[0]
    assert not (checkout.folder / ".venv").exists()


def test_linting_comes_before_the_tests(checkout: Checkout) -> None:
    checkout.make("test")
    tools = [call.split()[1] for call in checkout.calls() if not call.startswith(("-c", "-m venv", "-m pip"))]
    assert tools == ["ruff", "ruff", "mypy", "pytest"]


def test_a_failing_lint_is_not_buried_under_the_tests(checkout: Checkout) -> None:
    failed = checkout.make("test", UGLY="1")
    assert failed.returncode != 0
    assert not any("pytest" in call for call in checkout.calls())


@pytest.mark.parametrize(
    ("environment", "told", "code"),
    [
        ({}, "No known vulnerability in any package of the locks.", 0),
        ({"UNCLEAN": "1", "FOUND": "tool 1.0 PYSEC-1"}, "tool 1.0 PYSEC-1", 2),
        ({"UNCLEAN": "1"}, "Known vulnerabilities could not be looked up for every package", 2),
        ({"NO_NETWORK": "1"}, "The tool for it could not be installed: make audit needs the network.", 2),
    ],
    ids=["clean", "found", "nobody to ask", "no tool"],
)
def test_the_audit_says_what_came_of_it_and_leaves_nothing(
    checkout: Checkout, environment: dict[str, str], told: str, code: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    apart = tmp_path_factory.mktemp("apart")
    done = checkout.make("audit", TMPDIR=str(apart), **environment)
    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert "chatter" not in done.stdout + done.stderr
    assert list(apart.iterdir()) == []
    assert not (checkout.folder / ".venv").exists()


def test_help_names_every_goal(checkout: Checkout) -> None:
    told = [line.split()[0] for line in checkout.make().stdout.splitlines()]
    assert told == ["help", "run", "test", "lint", "bench", "audit", "lock", "catalog"]
