"""Logging to standard error: one line an event as text or JSON, without secrets and without what people typed.

An event of ours is written as `event key=%s key=%d: What to do.`, so that people read the line and machines its parts.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Literal

from pydantic import SecretStr

QUIET: Final = ("aiosqlite", "alembic", "asyncio", "matplotlib", "sqlalchemy")
"""Libraries that log statements with their values, or each step they take; heard from only when something is wrong."""

EVENT: Final = re.compile(r"([a-z][a-z_]+)(?: [a-z_]+=%[sd])*(?:: .+)?")
"""What a message of ours looks like before its values are filled in. A test holds every one to it."""
_EXACT: Final = 2**53
_KEY: Final = re.compile(r"(\w+)=%[sd]")
_OURS: Final = ("bot", "cogs")

_ONE_USE: Final = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.~%-]+")
"""The token of one interaction, with which anybody could answer in the bot's name for a quarter of an hour."""

_TELLING: Final = frozenset(
    (
        *("OSError", "ImportError", "MemoryError", "RecursionError", "TypeError", "AttributeError", "NameError"),
        *("HTTPException", "ConnectionClosed", "LoginFailure", "ClientError"),
        *("DBAPIError", "DatabaseError", "PostgresError", "StoreError", "StartupError"),
    )
)
"""Errors whose message tells of the program or of what it is connected to. That of any other may repeat what it was
given, such as a number that is none, and with it what somebody typed."""

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Lines(logging.Formatter):
    """A formatter that blots out the secrets it was told, wherever they turn up."""

    def __init__(self, secrets: Iterable[SecretStr]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = tuple(filter(None, (secret.get_secret_value() for secret in secrets)))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - logging's name
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        return self.blot(super().format(record))

    def blot(self, line: str) -> str:
        """Return a text without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return _ONE_USE.sub(r"\1***", line) if "/" in line else line


class _JsonLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            **_parts(record),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        # Before it is written, because a character of a secret may be written otherwise in JSON.
        shown = {key: self.blot(value) if isinstance(value, str) else value for key, value in line.items()}
        return json.dumps(shown, ensure_ascii=False)


def _parts(record: logging.LogRecord) -> dict[str, object]:
    """Return the name and the values of an event of ours; nothing of a library's line."""
    if record.name.partition(".")[0] not in _OURS or not isinstance(record.args, tuple):
        return {}
    event = EVENT.fullmatch(record.msg)
    if event is None:
        return {}
    values = (value if _is_plain(value) else str(value) for value in record.args)
    return {"event": event[1], **dict(zip(_KEY.findall(record.msg), values, strict=False))}


def _is_plain(value: object) -> bool:
    """Tell whether JSON's readers take a value as it is; most round a number of a server's size."""
    return value is None or isinstance(value, float) or (isinstance(value, int) and abs(value) < _EXACT)


def _told(error: BaseException) -> Iterator[str]:
    """Tell an error and what led to it, the first cause first: where, of which kind, and why if that is safe to say."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield "which led to:"
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    telling = any(each.__name__ in _TELLING for each in kind.__mro__)
    yield f"{name}: {error}" if telling and str(error) else name


def configure(level: str, style: Literal["text", "json"], secrets: Iterable[SecretStr] = ()) -> None:
    """Send every log line to standard error, replacing an earlier configuration."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_JsonLines if style == "json" else _Lines)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At DEBUG the library logs every message and request in full.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
