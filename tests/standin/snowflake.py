"""Discord's ids: milliseconds since 2015 in the high bits, unique and growing."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000
_counter = itertools.count(1)


def snowflake() -> str:
    """Return a fresh id, as the text in which ids travel."""
    return str((time.time_ns() // 1_000_000 - EPOCH_MS) << 22 | next(_counter) & 0x3FFFFF)


def now() -> str:
    """Return this moment as Discord writes it."""
    return datetime.now(UTC).isoformat()
