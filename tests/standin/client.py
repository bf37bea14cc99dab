"""What Discord's own client lets a person send: known commands, options within their bounds, visible buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.kinds import SELECTS, Command, Kind, Option, Permission
from tests.standin.reading import walk
from tests.standin.world import Channel, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.standin.messages import Messages
    from tests.standin.refusal import JSON
    from tests.standin.registry import Commands
    from tests.standin.world import Guild

_LEAVES = {Option.SUBCOMMAND, Option.GROUP}


class ClientRefusal(AssertionError):  # noqa: N818 - reads as the sentence it begins in a report
    """A person could not have done this: the client offers no such thing."""


def pick(commands: Commands, name: str, kind: Command, user: User, channel: Channel) -> JSON:
    """Return the definition of a command that this person may use here."""
    guild = channel.guild
    command = commands.find(name, kind, guild)
    if command is None:
        known = ", ".join(commands.names) or "none"
        message = f"command {name!r} was never synced (synced: {known})"
        raise ClientRefusal(message)
    contexts = command["contexts"]
    offered = (0 if guild else 1) in contexts if contexts is not None else bool(guild) or command["dm_permission"]
    if not offered:
        message = f"command {name!r} is not offered {'on servers' if guild else 'in direct messages'}"
        raise ClientRefusal(message)
    if guild is not None:
        needed = int(command["default_member_permissions"] or 0) | Permission.USE_COMMANDS
        if guild.permissions(user, channel) & needed != needed:
            message = f"{user.name} may not use {name!r} here"
            raise ClientRefusal(message)
    return command


class Filled:
    """Options of a slash command as they travel: nested along the path, with what they refer to."""

    def __init__(self, command: JSON, path: Sequence[str], guild: Guild | None) -> None:
        self.guild = guild
        self.path: list[JSON] = []
        self.resolved: dict[str, JSON] = {}
        self.focused: JSON | None = None
        leaf = command
        for name in path:
            leaf = next((one for one in leaf.get("options") or () if one["name"] == name), {})
            if leaf.get("type") not in _LEAVES:
                message = f"/{command['name']} has no sub-command {' '.join(path)!r}"
                raise ClientRefusal(message)
            self.path.append(leaf)
        self.known: dict[str, JSON] = {one["name"]: one for one in leaf.get("options") or ()}
        if any(one["type"] in _LEAVES for one in self.known.values()):
            message = f"/{' '.join([command['name'], *path])} needs a sub-command: {', '.join(self.known)}"
            raise ClientRefusal(message)

    def fill(self, values: Mapping[str, object], focused: str | None = None) -> list[JSON]:
        """Return the options; while typing (``focused``) required ones may be missing and bounds are not kept."""
        for name in values.keys() - self.known.keys():
            message = f"unknown option {name!r} (known: {', '.join(self.known)})"
            raise ClientRefusal(message)
        filled: list[JSON] = []
        for name, option in self.known.items():
            if name == focused:
                self.focused = option
                filled.append({"name": name, "type": option["type"], "value": values.get(name, ""), "focused": True})
            elif name in values:
                filled.append({"name": name, "type": option["type"], "value": self._value(option, values[name])})
            elif option.get("required") and focused is None:
                message = f"option {name!r} is required"
                raise ClientRefusal(message)
        if focused is not None and not (self.focused or {}).get("autocomplete"):
            message = f"option {focused!r} has no autocomplete"
            raise ClientRefusal(message)
        for part in reversed(self.path):
            filled = [{"name": part["name"], "type": part["type"], "options": filled}]
        return filled

    def _value(self, option: JSON, value: object) -> object:
        kind = option["type"]
        fits = {
            Option.STRING: isinstance(value, str),
            Option.INTEGER: isinstance(value, int) and not isinstance(value, bool),
            Option.BOOLEAN: isinstance(value, bool),
            Option.USER: isinstance(value, User),
            Option.CHANNEL: isinstance(value, Channel),
            Option.NUMBER: isinstance(value, int | float) and not isinstance(value, bool),
        }
        if not fits.get(kind, False):
            message = f"{value!r} does not fit option {option['name']!r} of type {kind}"
            raise ClientRefusal(message)
        if isinstance(value, User):
            self.resolved.setdefault("users", {})[value.id] = value.payload()
            if self.guild is not None:
                member = self.guild.member(value)
                body = member.payload(user=False) | {"permissions": str(int(member.permissions))}
                self.resolved.setdefault("members", {})[value.id] = body
            return value.id
        if isinstance(value, Channel):
            self.resolved.setdefault("channels", {})[value.id] = value.payload() | {"permissions": "0"}
            return value.id
        self._within(option, value)
        return value

    @staticmethod
    def _within(option: JSON, value: object) -> None:
        choices = [choice["value"] for choice in option.get("choices") or ()]
        size, name = (len(value), "length") if isinstance(value, str) else (value, "value")
        low, high = option.get(f"min_{name}"), option.get(f"max_{name}")
        if isinstance(value, str):
            low, high = 1 if option.get("required") and low is None else low, 6000 if high is None else high
        if (choices and value not in choices) or (low is not None and size < low) or (high is not None and size > high):
            message = f"{str(value)[:60]!r} is not among what option {option['name']!r} allows"
            raise ClientRefusal(message)


def component(messages: Messages, message: JSON, custom_id: str, user: User) -> JSON:
    """Return the component of a message that this person sees and can use."""
    if message["id"] not in messages.stored:
        gone = "that message was deleted"
        raise ClientRefusal(gone)
    if messages.only_for.get(message["id"], user) is not user:
        hidden = f"{user.name} cannot see that private message"
        raise ClientRefusal(hidden)
    for part in walk(message["components"]):
        if part.get("custom_id") == custom_id and not part.get("disabled"):
            return part
    missing = f"no usable component {custom_id!r} on that message"
    raise ClientRefusal(missing)


def selected(part: JSON, values: Sequence[str]) -> None:
    """Refuse a selection that the menu does not allow."""
    options = {option["value"] for option in part.get("options") or ()}
    if part["type"] not in SELECTS or (part["type"] == Kind.SELECT and not set(values) <= options):
        message = f"{list(values)} is not offered by {part['custom_id']!r}"
        raise ClientRefusal(message)
    if not part.get("min_values", 1) <= len(values) <= part.get("max_values", 1):
        message = f"{len(values)} values are not what {part['custom_id']!r} takes"
        raise ClientRefusal(message)


def submitted(modal: JSON, values: Mapping[str, object]) -> list[JSON]:
    """Return a modal's fields filled in, refusing what the client would mark red."""
    left = dict(values)
    filled: list[JSON] = []
    for part in modal["components"]:
        if part["type"] == Kind.TEXT:
            filled.append({"type": Kind.TEXT, "id": part.get("id", 0)})
        elif part["type"] == Kind.LABEL:
            filled.append({"type": Kind.LABEL, "id": part.get("id", 0), "component": _field(part["component"], left)})
        else:
            fields = [_field(child, left) for child in part["components"]]
            filled.append({"type": Kind.ROW, "id": part.get("id", 0), "components": fields})
    if left:
        message = f"the modal has no field {sorted(left)}"
        raise ClientRefusal(message)
    return filled


def _field(part: JSON, values: dict[str, object]) -> JSON:
    custom_id = part["custom_id"]
    base = {"type": part["type"], "id": part.get("id", 0), "custom_id": custom_id}
    if part["type"] != Kind.INPUT:
        chosen = values.pop(custom_id, [])
        return base | {"values": chosen}
    value = str(values.pop(custom_id, part.get("value", "")))
    low = part.get("min_length", 0) or (1 if part.get("required", True) else 0)
    if not low <= len(value) <= part.get("max_length", 4000) and (value or part.get("required", True)):
        message = f"field {custom_id!r} does not take {value[:60]!r}"
        raise ClientRefusal(message)
    return base | {"value": value}
