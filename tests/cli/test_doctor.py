import asyncio
import base64
import socket
import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import cast

import pytest

from bot.cli import doctor
from bot.cli.doctor import State
from bot.domain.release import Release
from bot.store.database import Database
from bot.store.schema import REVISION
from tests.cli.running import Running

APRIL = Release(id="RVU26B", title="April 2026", year=2026, effective=date(2026, 4, 1), cite="rvu26b")
SHAPELY = f"{base64.urlsafe_b64encode(b'112233445566778899').decode().rstrip('=')}.aBcDeF.{'x' * 38}"


@pytest.mark.parametrize(
    ("today", "state", "quarter"),
    [
        pytest.param(date(2026, 4, 1), State.OK, None, id="first day"),
        pytest.param(date(2026, 6, 30), State.OK, None, id="last day of its quarter"),
        pytest.param(date(2026, 7, 1), State.WARN, "2026-07-01", id="next quarter"),
        pytest.param(date(2026, 11, 25), State.WARN, "2026-10-01", id="two quarters on"),
        pytest.param(date(2027, 1, 1), State.WARN, "2027-01-01", id="next year"),
        pytest.param(date(2026, 3, 31), State.OK, None, id="loaded ahead of its date"),
    ],
)
def test_a_release_is_old_once_the_next_quarter_has_begun(today: date, state: State, quarter: str | None) -> None:
    finding = doctor.age(APRIL, today)
    assert finding.state is state
    assert "RVU26B, in force from 2026-04-01" in finding.text
    assert quarter is None or f"one of {quarter}" in finding.text


@pytest.mark.parametrize(
    ("written", "state"),
    [
        pytest.param(SHAPELY, State.OK, id="token"),
        pytest.param(None, State.WARN, id="none"),
        pytest.param("Bot " + SHAPELY, State.BROKEN, id="prefixed"),
        pytest.param("112233445566778899", State.BROKEN, id="application id"),
        pytest.param("a" * 64, State.BROKEN, id="public key"),
        pytest.param(SHAPELY.rsplit(".", 1)[0], State.BROKEN, id="cut short"),
        pytest.param("hi.there.you", State.BROKEN, id="words"),
        pytest.param("ü.b.c", State.BROKEN, id="not ascii"),
    ],
)
def test_a_token_is_judged_by_its_shape_and_not_printed(written: str | None, state: State) -> None:
    finding = doctor.token(written)
    assert finding.state is state
    assert written is None or written not in finding.text


def address(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/rvu.db"


async def make(folder: Path) -> None:
    database = Database(address(folder))
    await database.open()
    await database.close()


def alter(folder: Path, revision: str) -> None:
    connection = sqlite3.connect(folder / "rvu.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def test_no_database_yet_is_fine_and_none_is_made(tmp_path: Path) -> None:
    finding = asyncio.run(doctor.database(address(tmp_path)))
    assert (finding.state, list(tmp_path.iterdir())) == (State.OK, [])


async def test_the_newest_schema_is_fine(tmp_path: Path) -> None:
    await make(tmp_path)
    finding = await doctor.database(address(tmp_path))
    assert (finding.state, finding.text) == (State.OK, f"Schema {REVISION} is the newest, and it can be written.")


@pytest.mark.parametrize(("revision", "state"), [("0000", State.OK), ("9999", State.BROKEN)], ids=["older", "newer"])
async def test_another_schema_is_named(tmp_path: Path, revision: str, state: State) -> None:
    await make(tmp_path)
    alter(tmp_path, revision)
    finding = await doctor.database(address(tmp_path))
    assert finding.state is state
    assert revision in finding.text


async def test_a_missing_folder_is_broken(tmp_path: Path) -> None:
    finding = await doctor.database(address(tmp_path / "missing"))
    assert (finding.state, "would not be saved" in finding.text) == (State.BROKEN, True)


async def test_a_read_only_database_is_broken(tmp_path: Path) -> None:
    await make(tmp_path)
    finding = await doctor.database(f"sqlite+aiosqlite:///file:{tmp_path}/rvu.db?mode=ro&uri=true")
    assert (finding.state, "readonly" in finding.text) == (State.BROKEN, True)


def test_a_damaged_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "rvu.db").write_bytes(b"not a database" * 100)
    finding = asyncio.run(doctor.database(address(tmp_path)))
    assert (finding.state, "damaged" in finding.text) == (State.BROKEN, True)


def test_the_report_is_in_order_without_a_token(bot: Running) -> None:
    done = bot("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    report = {line[8:18].strip(): line[:8].strip() for line in done.stdout.splitlines()}
    assert report == {"settings": "ok", "token": "warn", "database": "ok", "schedule": report["schedule"]}
    assert report["schedule"] in {"ok", "warn"}


def test_the_report_ends_with_1_when_something_is_broken(bot: Running) -> None:
    done = bot("doctor", HEALTH_PORT="none")
    assert done.returncode == 1
    assert "broken  settings  HEALTH_PORT" in done.stdout
    assert "schedule" in done.stdout


@pytest.fixture
def page() -> Iterator[tuple[int, dict[str, object]]]:
    """Serve a page at every path; what it says can be changed."""
    says: dict[str, object] = {"status": 200, "body": b"{}"}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(cast("int", says["status"]))
            self.end_headers()
            self.wfile.write(cast("bytes", says["body"]))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server.server_port, says
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "state", "told"),
    [
        (200, b'{"status": "ok"}', State.OK, "is running: ok"),
        (200, b'{"status": "not saving"}', State.WARN, "not saving"),
        (503, b'{"status": "disconnected"}', State.BROKEN, "does not answer anybody: disconnected"),
        (200, b"<html>", State.BROKEN, "Something else"),
        (200, b"[1]", State.BROKEN, "Something else"),
    ],
)
def test_a_running_bot_is_asked_how_it_is(
    page: tuple[int, dict[str, object]], status: int, body: bytes, state: State, told: str
) -> None:
    port, says = page
    says.update(status=status, body=body)
    finding = doctor.health("0.0.0.0", port)  # noqa: S104 - asked, not opened
    assert (finding.state, told in finding.text) == (state, True), finding


def test_a_free_port_is_fine() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    finding = doctor.health("127.0.0.1", port)
    assert (finding.state, "free" in finding.text) == (State.OK, True)


def test_a_wrong_address_is_broken() -> None:
    assert doctor.health("no.such.host.invalid", 1).state is State.BROKEN


@pytest.mark.parametrize(("mode", "warned"), [(0o600, 0), (0o640, 1), (0o604, 1)])
def test_a_file_that_others_may_read_is_warned_of(tmp_path: Path, mode: int, warned: int) -> None:
    file = tmp_path / ".env"
    assert list(doctor.private(file)) == []
    file.write_text("")
    file.chmod(mode)
    assert len(list(doctor.private(file))) == warned


def test_a_disk_that_is_nearly_full_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(doctor.room(address(tmp_path))) == []
    monkeypatch.setattr(doctor, "_ROOM", 10**9)
    (finding,) = doctor.room(address(tmp_path))
    assert (finding.state, "MB are left" in finding.text) == (State.WARN, True)
    assert list(doctor.room("postgresql://u:p@h/x")) == list(doctor.room("sqlite+aiosqlite://")) == []


def test_the_report_repeats_neither_token_nor_password(bot: Running) -> None:
    password = "hunter2hunter2"  # noqa: S105 - nobody's
    url = f"postgresql://rvu:{password}@127.0.0.1:1/rvu"
    done = bot("doctor", DISCORD_TOKEN=SHAPELY, DATABASE_URL=url)
    assert done.returncode == 1
    assert password not in done.stdout + done.stderr
    assert not any(part in done.stdout + done.stderr for part in SHAPELY.split("."))
