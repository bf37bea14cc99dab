"""Logging to standard error: one line an event as text or JSON, without secrets."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, Literal

from pydantic import SecretStr

QUIET: Final = ("aiosqlite", "alembic", "asyncio", "matplotlib", "sqlalchemy")
"""Libraries that log statements with their values, or each step they take; heard from only when something is wrong."""


class _Lines(logging.Formatter):
    """A formatter that blots out the secrets it was told, wherever they turn up."""

    def __init__(self, secrets: Iterable[SecretStr]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = tuple(secret.get_secret_value() for secret in secrets)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def format(self, record: logging.LogRecord) -> str:
        line = self._line(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line

    def _line(self, record: logging.LogRecord) -> str:
        return super().format(record)


class _JsonLines(_Lines):
    def _line(self, record: logging.LogRecord) -> str:
        event = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


def configure(level: str, style: Literal["text", "json"], secrets: Iterable[SecretStr] = ()) -> None:
    """Send every log line to standard error, replacing an earlier configuration."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_JsonLines if style == "json" else _Lines)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At DEBUG the library logs every message and request in full.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
