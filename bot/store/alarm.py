"""What the operator is told when the database fails: what is wrong and what to do, at once and then once a minute."""

import logging
import time
from collections.abc import Callable
from typing import Final

from bot.store.dialect import Trouble

_log = logging.getLogger(__name__)
# A command says in its one line what went wrong; these lines are for whoever keeps a log.
_log.addHandler(logging.NullHandler())

_AGAIN: Final = 60.0
"""Seconds until the same is told once more."""

MEND: Final = {
    Trouble.FULL: "The disk with the database is full: free some space on it.",
    Trouble.READ_ONLY: "The database may not be written: let the bot's user write the file and its folder.",
    Trouble.LOCKED: "Another program holds the database: let it finish, or end it.",
    Trouble.UNUSABLE: "The database is damaged: stop the bot, then put a copy in its place with `db restore`.",
    Trouble.NO_TABLE: "The database lacks a table: stop the bot, then put a copy in its place with `db restore`.",
    Trouble.REFUSED: "PostgreSQL no longer lets in the user of DATABASE_URL: correct the user or the password in it.",
    Trouble.ABSENT: "PostgreSQL has no longer a database of the name in DATABASE_URL: create it, or correct the name.",
    Trouble.FORBIDDEN: "The user of DATABASE_URL may not do that in the database: make the user its owner.",
    Trouble.UNREACHABLE: "The database cannot be reached: check the disk or server that DATABASE_URL names.",
}


class Alarm:
    """Tells of one kind of access. Answers go on meanwhile, and each says that it is not saved."""

    def __init__(self, access: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._access = access
        self._clock = clock
        self._trouble: Trouble | None = None
        self._failures = 0
        self._told = 0.0

    def failed(self, trouble: Trouble, code: str) -> None:
        """Take down a failure, with the database's own name for it."""
        self._failures += 1
        now = self._clock()
        if trouble is self._trouble and now - self._told < _AGAIN:
            return
        self._trouble, self._told = trouble, now
        _log.error(
            "database_failed access=%s code=%s failures=%d: %s", self._access, code, self._failures, MEND[trouble]
        )

    def worked(self) -> None:
        """Take down a success."""
        if self._trouble is not None:
            _log.info("database_works_again access=%s failures=%d", self._access, self._failures)
            self._trouble, self._failures = None, 0
