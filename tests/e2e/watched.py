"""The shipped program, watched for what would stop its event loop: files, SQL and charts on the loop's thread.

Run as ``python tests/e2e/watched.py run`` with the project on the path. From SIGUSR1 on, each of them is a line of the
log, and so is each use of the database, so that a test can tell what used none.
"""

import asyncio
import inspect
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

BLOCKING = (
    "open",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.scandir",
    "os.truncate",
    "socket.gethostbyname",
    "socket.getaddrinfo",
    "sqlite3.connect",
    "subprocess.Popen",
    "time.sleep",
)
"""Audit events that wait for something outside. Statements have none, but SQLite refuses them in another thread than
the one that connected."""

LOOP = threading.get_ident()
watching = False


def say(what: str) -> None:
    os.write(2, f"{what}\n".encode())


def where() -> str:
    """Name the lines of the project and its libraries that led here, innermost first. Reads no source files."""
    frame, lines = inspect.currentframe(), []
    while frame is not None and len(lines) < 14:
        lines.append(f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(lines[2:])


def audit(event: str, arguments: tuple[Any, ...]) -> None:
    if watching and event in BLOCKING and threading.get_ident() == LOOP:
        say(f"BLOCKING {event} {arguments[:1]} at {where()}")


def watch(*_: object) -> None:
    global watching  # noqa: PLW0603 - the audit hook cannot be taken away again
    watching = True
    say("WATCHING")


def main() -> None:
    """Prepare the program to be watched, and run it."""
    from bot.__main__ import main as run  # noqa: PLC0415 - after the hook, like everything of the program
    from bot.render import chart  # noqa: PLC0415
    from bot.store.database import Database  # noqa: PLC0415

    figure, lend = chart.figure, Database._counted  # noqa: SLF001 - the one way to a connection

    def drawn(*arguments: Any) -> Any:
        say(f"{'BLOCKING chart' if threading.get_ident() == LOOP else 'CHART'} in {threading.current_thread().name}")
        return figure(*arguments)

    @asynccontextmanager
    async def lent(self: Database, access: str) -> AsyncIterator[None]:
        task = asyncio.current_task()
        say(f"DATABASE for {task.get_name() if task else None}")
        async with lend(self, access):
            yield

    chart.figure = drawn
    Database._counted = lent  # type: ignore[method-assign]  # noqa: SLF001 - as above
    signal.signal(signal.SIGUSR1, watch)
    run()


sys.addaudithook(audit)
if __name__ == "__main__":
    main()
