"""The chat's two doors: a terminal with a prompt, and lines piped in."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from typing import Final

from bot.ask import Desk
from bot.console.conversation import Conversation
from bot.console.plain import PlainPrinter
from bot.console.printer import Printer
from bot.console.turn import Answered, Ended
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.fees import load_releases
from bot.store.history import History
from bot.warm import known

PROMPT: Final = "rvu> "


def run(address: str) -> None:
    """Hold one conversation on standard input and output, kept in the database at the address.

    Raises `StartupError` when the database is damaged or the address cannot be used. One that cannot be written
    costs the history only, and is told once.
    """
    typed = sys.stdin.isatty()
    database = Database(address)
    with asyncio.Runner() as runner:
        try:
            desk = runner.run(_desk(database))
            with contextlib.suppress(KeyboardInterrupt):
                _converse(runner, Conversation(desk), _prompted() if typed else _piped(), _printer(typed=typed))
        finally:
            runner.run(database.close())


async def _desk(database: Database) -> Desk:
    own = known()
    try:
        await database.open()
        catalog = await load_releases(database, own.catalog)
        return Desk(catalog, History(database), known=own.of(catalog))
    except StoreError as error:
        sys.stderr.write(f"{error.message} Answers are not saved.\n")
        return Desk(own.catalog, known=own)


def _converse(runner: asyncio.Runner, conversation: Conversation, lines: Iterator[str], printer: Printer) -> None:
    for line in lines:
        turn = runner.run(conversation.say(line))
        if isinstance(turn, Ended):
            return
        printer.show(turn)
        # What is read from a pipe may be waiting for its answer before it writes the next question.
        sys.stdout.flush()
        if isinstance(turn, Answered) and not turn.saved:
            sys.stderr.write("(not saved)\n")


def _piped() -> Iterator[str]:
    """Yield the lines that say something; `#` begins a comment."""
    for line in sys.stdin:
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def _prompted() -> Iterator[str]:
    """Ask for lines until Ctrl-D or Ctrl-C."""
    # Imported for its effect: `input` then edits the line and remembers earlier ones. Not every system has it.
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415
    sys.stderr.write("Ask in your own words; help shows what else there is.\n")
    while True:
        try:
            line = input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            sys.stderr.write("\n")
            return
        if line.strip():
            yield line


def _printer(*, typed: bool) -> Printer:
    if not (typed and sys.stdout.isatty()):
        return PlainPrinter(sys.stdout)
    from bot.console.rich_printer import RichPrinter  # noqa: PLC0415 - a pipe has no use for it

    return RichPrinter()
