"""What the tests of faults share: counting what is kept, and a bot that loses patience sooner."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.e2e.conftest import Clinic
from tests.standin import BotProcess, Exchange

CALLBACK = r"/interactions/\d+/[^/]+/callback"
MESSAGES = r"/channels/\d+/messages"
FOLLOWUP = r"/webhooks/\d+/[^/]+"


def kept(database: Path) -> int:
    """Count the answers that are kept."""
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    return found


def whole(database: Path) -> bool:
    """Tell whether a database is undamaged."""
    with closing(sqlite3.connect(database)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def patched(clinic: Clinic, patches: Mapping[str, object], **settings: str) -> BotProcess:
    """Return the shipped program with some of its constants changed: ``{"bot.app.client.HEARTBEAT": 1.0}``."""
    lines = ["import importlib, sys"]
    for name, value in patches.items():
        module, _, constant = name.rpartition(".")
        lines.append(f"setattr(importlib.import_module({module!r}), {constant!r}, {value!r})")
    lines += ["sys.argv[0] = 'bot'", "from bot.__main__ import main", "main()"]
    return BotProcess(clinic.discord, clinic.database, settings, command=("-c", "\n".join(lines), "run"))


async def ask(clinic: Clinic, question: str, *, wait: bool = True) -> Exchange:
    """Ask with the slash command."""
    it = await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": question}, wait=wait)
    return await it.done() if wait else it


def one_line(log: str) -> str:
    """Return the last line of a log that has no traceback in it."""
    assert not re.search(r"Traceback|^\s+File ", log, re.MULTILINE), log
    return log.splitlines()[-1]
