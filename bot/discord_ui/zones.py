"""Time zones by their IANA names, as options."""

import asyncio
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from discord import app_commands

from bot.discord_ui.limits import AUTOCOMPLETE_CHOICES
from bot.domain.zone import zone_of
from bot.errors import BadQuestionError

_FIRST: Final = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "UTC",
)
"""Where Medicare's clinics are; offered before the rest."""


@cache
def names() -> dict[str, str]:
    """Return every zone's name by how it is written in lower case, those of the United States first."""
    known = available_timezones()
    rest = sorted(
        name for name in known if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    )
    ordered = (*(name for name in _FIRST if name in known), *rest)
    return {name.lower(): name for name in ordered}


def zone(written: str) -> str:
    """Return the name of the zone that is written. Raises `BadQuestionError`."""
    wanted = written.strip().lower().replace(" ", "_")
    found = names().get(wanted)
    if found is None:
        ends = [name for low, name in names().items() if low.rpartition("/")[2] == wanted]
        found = ends[0] if ends else None
    if found is None:
        message = "That is no time zone that I know."
        raise BadQuestionError(message, "Choose one of those offered while you type, such as America/New_York.")
    return zone_of(found).key


async def chosen(written: str) -> str:
    """Return the name of the zone that is written, read from the disk in a thread. Raises `BadQuestionError`."""
    return await asyncio.to_thread(zone, written)


async def prepare() -> None:
    """Read the names of all zones from the disk, so that they are offered from memory."""
    await asyncio.to_thread(names)


def zone_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Offer zones by any part of their name."""
    wanted = typed.strip().lower().replace(" ", "_")
    found = [name for low, name in names().items() if wanted in low]
    return [app_commands.Choice(name=name, value=name) for name in found[:AUTOCOMPLETE_CHOICES]]
