"""Where the database's file lies, and what to do when it no longer lies there although it is open.

SQLite goes on with a file that was removed, and everything written since then is gone with the last connection.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final

_BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside an open file. Left beside another file, it would be taken for a part of that."""


class State(Enum):
    """What lies where the open file was found."""

    SAME = auto()
    GONE = auto()
    """Nothing, or an empty file."""
    OTHER = auto()


class Place:
    """One file, known by more than its name. Its methods touch the disk and are meant for a thread."""

    def __init__(self, file: Path) -> None:
        self._file = file.absolute()
        self._known: os.stat_result | None = None
        self._log: set[tuple[str, int]] = set()
        """What lay beside the open file, by name and number."""

    def remember(self) -> None:
        """Take what lies there now for the open file."""
        with suppress(OSError):
            self._known = self._file.stat()

    def state(self) -> State:
        """Tell what lies there now."""
        if self._known is None:
            return State.SAME
        try:
            found = self._file.stat()
        except OSError:
            return State.GONE
        if (found.st_dev, found.st_ino) == (self._known.st_dev, self._known.st_ino):
            self._log = set(self._beside())
            return State.SAME
        return State.OTHER if found.st_size else State.GONE

    def _beside(self) -> Iterator[tuple[str, int]]:
        for ending in _BESIDE:
            with suppress(OSError):
                beside = self._file.with_name(self._file.name + ending)
                yield beside.name, beside.stat().st_ino

    def stage(self) -> Path:
        """Make an empty file beside it, for a copy. Raises `OSError`."""
        staged = self._file.with_name(f".{self._file.name}.{os.getpid()}.part")
        staged.unlink(missing_ok=True)
        os.close(os.open(staged, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        return staged

    def put_back(self, staged: Path) -> None:
        """Let a copy take the place of the file that is gone. Nobody may have it open. Raises `OSError`."""
        if self._known is not None:
            staged.chmod(self._known.st_mode & 0o777)
        for ending in ("", *_BESIDE):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)
        staged.rename(self._file)
        self.remember()

    def keep_beside(self, staged: Path) -> Path:
        """Keep a copy under another name, beside the file that took the place; return it. Raises `OSError`."""
        kept = self._file.with_name(f"{self._file.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        # The log of the former file would be taken for a part of the new one.
        for name, _ in self._log & set(self._beside()):
            self._file.with_name(name).unlink(missing_ok=True)
        staged.rename(kept)
        self.remember()
        return kept
