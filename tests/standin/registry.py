"""Application commands as the bot registered them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.checks.commands import check_commands
from tests.standin.kinds import Command
from tests.standin.snowflake import snowflake

if TYPE_CHECKING:
    from tests.standin.refusal import JSON
    from tests.standin.world import Guild


class Commands:
    """What was synced, for everywhere and for single servers, and how often."""

    def __init__(self, application: str) -> None:
        self.application = application
        self.puts = 0
        """How many times a whole set was registered."""
        self.everywhere: list[JSON] = []
        self.on_guild: dict[str, list[JSON]] = {}

    @property
    def names(self) -> list[str]:
        """Names of the commands registered everywhere, sorted."""
        return sorted(command["name"] for command in self.everywhere)

    def sync(self, definitions: list[JSON], guild_id: str | None = None) -> list[JSON]:
        """Replace the whole set; a command that keeps its name keeps its id."""
        check_commands(definitions)
        before = {(one["type"], one["name"]): one["id"] for one in self.listed(guild_id)}
        base: JSON = {"application_id": self.application, "version": snowflake(), "description": "", "options": []}
        base |= {"nsfw": False, "dm_permission": True, "contexts": None, "integration_types": [0]}
        base |= {"default_member_permissions": None}
        made: list[JSON] = []
        for definition in definitions:
            kind = definition.get("type", Command.SLASH)
            permissions = definition.get("default_member_permissions")
            own = {"id": before.get((kind, definition["name"])) or snowflake(), "type": kind}
            own["default_member_permissions"] = None if permissions is None else str(permissions)
            made.append(base | definition | own | ({"guild_id": guild_id} if guild_id else {}))
        if guild_id is None:
            self.everywhere = made
        else:
            self.on_guild[guild_id] = made
        self.puts += 1
        return made

    def listed(self, guild_id: str | None = None) -> list[JSON]:
        """Return the commands registered everywhere, or on one server only."""
        return self.everywhere if guild_id is None else self.on_guild.get(guild_id, [])

    def find(self, name: str, kind: Command, guild: Guild | None) -> JSON | None:
        """Return the command a person picks from the list; a server's own goes before one for everywhere."""
        for command in [*(self.listed(guild.id) if guild else ()), *self.everywhere]:
            if (command["type"], command["name"]) == (kind, name):
                return command
        return None
