"""The shipped bot as its own process, started the way an operator starts it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.standin.bell import NotHappened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from tests.standin.discord import Discord

ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "VIRTUAL_ENV")
"""What the process sees of the developer's environment; settings of a developer's own bot stay out."""
LOOK = 0.02
"""Seconds between looks at the process or its log."""


class BotProcess:
    """``python -m bot run`` against a local Discord, from ``async with`` to the end of its block.

    ``database`` is a file (made into an SQLite URL) or a URL; ``environment`` adds settings; ``command`` replaces
    the module and its arguments.
    """

    def __init__(
        self,
        discord: Discord,
        database: Path | str,
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = ("-m", "bot", "run"),
    ) -> None:
        self.discord = discord
        self.command = [sys.executable, *command]
        url = f"sqlite+aiosqlite:///{database}" if isinstance(database, Path) else database
        kept = {key: os.environ[key] for key in INHERITED if key in os.environ}
        self.environment = kept | discord.environment | {"DATABASE_URL": url} | dict(environment or {})
        self.started_at = 0.0
        """Monotonic time just before the process was started."""
        self.ready_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process; closed in stop()

    async def __aenter__(self) -> Self:
        """Start it, without waiting for anything."""
        self.started_at = time.monotonic()
        self._process = self._start()
        return self

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, politely first; when the test failed, show what the bot said."""
        try:
            await self.terminate()
        finally:
            if error is not None:
                error.add_note(f"the bot's log:\n{self.log}")
            self._output.close()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running, or ended, process."""
        assert self._process is not None, "enter the BotProcess first"
        return self._process

    @property
    def log(self) -> str:
        """All that it wrote so far, standard output and error together."""
        size = os.fstat(self._output.fileno()).st_size
        return os.pread(self._output.fileno(), size, 0).decode(errors="replace")

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    async def ready(self, seconds: float = 60.0) -> float:
        """Wait for READY; return the seconds since the start of the process."""
        waiting = asyncio.ensure_future(self.discord.ready(seconds))
        try:
            while not waiting.done() and self.alive:
                await asyncio.wait([waiting], timeout=LOOK)
            assert waiting.done(), f"the bot ended with {self.process.returncode} before READY:\n{self.log}"
            self.ready_at = await waiting
        finally:
            waiting.cancel()
        return self.ready_at - self.started_at

    async def logged(self, pattern: str, seconds: float = 5.0) -> re.Match[str]:
        """Wait until the log has something that matches."""
        end = time.monotonic() + seconds
        while (found := re.search(pattern, self.log)) is None:
            if time.monotonic() > end:
                message = f"not within {seconds} s: {pattern!r} in the log\n{self.log}"
                raise NotHappened(message)
            await asyncio.sleep(LOOK)
        return found

    async def ended(self, seconds: float = 10.0) -> int:
        """Wait until it ends by itself; return its exit code."""
        end = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > end:
                message = f"the bot did not end within {seconds} s\n{self.log}"
                raise NotHappened(message)
            await asyncio.sleep(LOOK)
        return int(self.process.returncode)

    async def kill(self, *, others: int = 0) -> None:
        """End it as a crash does, and wait until Discord has noticed; ``others`` connections stay."""
        if self.alive:
            self.process.send_signal(signal.SIGKILL)
        await self.ended()
        await self.discord.gone(others=others)

    async def terminate(self, seconds: float = 10.0) -> int:
        """Ask it to end (SIGTERM) and wait; a bot that does not is killed and the test told. Return the exit code."""
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
        try:
            return await self.ended(seconds)
        finally:
            if self.alive:
                self.process.kill()
                self.process.wait()

    def _memory(self, name: str) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(rf"{name}:\s+(\d+) kB", status)
        assert found is not None, status
        return int(found[1]) / 1024

    @property
    def megabytes(self) -> float:
        """Resident memory now."""
        return self._memory("VmRSS")

    @property
    def peak_megabytes(self) -> float:
        """The most resident memory it ever had."""
        return self._memory("VmHWM")
