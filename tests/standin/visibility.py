"""Which events a bot hears, and how much of a message it may read without the privileged intent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.kinds import Intent

if TYPE_CHECKING:
    from tests.standin.refusal import JSON
    from tests.standin.world import Guild, User

_HIDDEN: JSON = {"content": "", "embeds": [], "attachments": [], "components": []}


def covering(event: str, guild: Guild | None) -> int:
    """Return the intents any one of which lets an event through; 0 when none is needed."""
    if not event.startswith("MESSAGE_"):
        return 0
    return Intent.GUILD_MESSAGES if guild else Intent.DIRECT_MESSAGES


def withheld(event: JSON, bot: User) -> JSON:
    """Return the event without what is said, unless it is a direct message, the bot's own, or mentions the bot.

    A message replied to is judged by itself.
    """
    shown = event
    if referenced := event.get("referenced_message"):
        shown = shown | {"referenced_message": withheld(referenced | {"guild_id": event.get("guild_id")}, bot)}
    own = event["author"]["id"] == bot.id
    mentioned = any(user["id"] == bot.id for user in event["mentions"])
    return shown if not event.get("guild_id") or own or mentioned else shown | _HIDDEN


_OBJECTS = ("author", "user", "member", "channel", "guild", "message", "data")
_NEWS: JSON = {"introduced_tomorrow": {"nested": [1, None, {"deep": True}]}}


def with_news(event: JSON) -> JSON:
    """Return the event as a later version of Discord might send it: with fields that nobody knows yet."""
    inner = {name: _NEWS | event[name] for name in _OBJECTS if isinstance(event.get(name), dict)}
    return _NEWS | event | inner
