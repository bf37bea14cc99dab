"""The PostgreSQL server that the tests bring up for themselves."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url

from tests.databases import SCRIPT, serving


@pytest.fixture
def server() -> None:
    """Skip, or fail, where there is no PostgreSQL to bring up."""
    if subprocess.run([SCRIPT], stderr=subprocess.PIPE, check=False).returncode:
        (pytest.fail if os.environ.get("RVU_REQUIRE_POSTGRES") == "1" else pytest.skip)("PostgreSQL is not here")


def listening(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.usefixtures("server")
def test_the_command_is_told_where_its_server_is_and_decides_the_exit_code() -> None:
    command = [SCRIPT, "sh", "-c", 'echo "$RVU_POSTGRES_URL"; exit 3']
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    address = make_url(done.stdout.strip())
    assert (done.returncode, done.stderr) == (3, "")
    assert address.host == "127.0.0.1"
    assert address.port
    assert not listening(address.port)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that the server's user may enter, as no folder of a test's own is."""
    with TemporaryDirectory() as made:
        path = Path(made)
        path.chmod(0o755)
        yield path


@pytest.mark.usefixtures("server")
def test_the_server_and_its_folder_go_when_it_is_told_to_end(folder: Path) -> None:
    command = [SCRIPT, "sh", "-c", 'echo "$RVU_POSTGRES_URL"; exec cat']
    environment = os.environ | {"TMPDIR": str(folder)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        port = make_url(process.stdout.readline().strip()).port
        assert port
        assert listening(port)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    assert not listening(port)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)], ids=["not", "required"]
)
def test_without_a_server_its_tests_are_skipped_unless_it_is_required(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    absent = tmp_path / "postgres.sh"
    absent.write_text("#!/bin/sh\nexit 69\n", "utf-8")
    absent.chmod(0o755)
    monkeypatch.setattr("tests.databases.SCRIPT", absent)
    monkeypatch.setenv("RVU_REQUIRE_POSTGRES", required)
    monkeypatch.delenv("RVU_POSTGRES_URL", raising=False)
    with pytest.raises(outcome, match="PostgreSQL is not here"), serving():
        pass
