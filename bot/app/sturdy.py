"""What the library cannot read does not end the bot."""

import logging
from collections.abc import Callable
from typing import Any, Final

from discord.ext import commands

_log = logging.getLogger(__name__)

_NEEDED: Final = frozenset({"READY", "RESUMED"})
"""Without these there is no connection to go on with."""


def pass_over_what_cannot_be_read(bot: commands.AutoShardedBot) -> None:
    """Let an event of unexpected shape be logged and passed over, instead of closing every connection with an error."""
    # The library has no public place for this; that it is still there, a test tells.
    parsers: dict[str, Callable[[Any], None]] = bot._connection.parsers  # noqa: SLF001 - as said above
    for event in parsers.keys() - _NEEDED:
        parsers[event] = _guarded(event, parsers[event])


def _guarded(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    def read(data: Any) -> None:  # noqa: ANN401 - whatever Discord sends
        try:
            parse(data)
        except Exception:  # noqa: BLE001 - whatever it is, the next event may be a question
            _log.exception("unreadable_event event=%s", event)

    return read
