"""How every command ends: one line on standard error and the right exit code, never a traceback for a typo."""

import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import TypeVar

from bot.errors import RvuError, StartupError

T = TypeVar("T")


def readable() -> None:
    """Let the streams replace what is no text, or cannot be shown. Not every stand-in for a stream can do that."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def ended(work: Callable[[], T]) -> T | int:
    """Return what a command does, or the exit code of what keeps it from working, which is said in one line."""
    try:
        return work()
    except RvuError as error:
        return say(f"{error.message} {error.hint}", 1)
    except StartupError as error:
        return say(str(error), error.code)


def say(message: str, code: int) -> int:
    """Write one line on standard error and return the exit code."""
    sys.stderr.write(" ".join(message.replace("Value error, ", "").split()) + "\n")
    return code
