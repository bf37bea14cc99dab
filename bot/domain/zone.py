"""Time zones by name, each read once: the library's own cache holds eight, and a bot serves more than that."""

from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises `ZoneInfoNotFoundError`, which a name that was checked never does."""
    return ZoneInfo(name)
