"""Who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. Without a server, what they ask is theirs alone."""

    user_id: int
    guild_id: int | None = None
    channel_id: int | None = None
