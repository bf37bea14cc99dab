"""Definitions of application commands, as they are synced."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.standin.checks.autocomplete import check_choices
from tests.standin.checks.form import Form
from tests.standin.kinds import Command, Option
from tests.standin.refusal import Refusal

if TYPE_CHECKING:
    from tests.standin.refusal import JSON

NAME = re.compile(r"[-_'\w]{1,32}")
"""Letters of any script, digits, hyphen, underscore, apostrophe; lower case is checked apart."""
MAX_COMMANDS = {Command.SLASH: 100, Command.USER: 15, Command.MESSAGE: 15}
MAX_CHARACTERS = 8000
"""Over all names, descriptions and choice values of one command with its options."""
MAX_OPTIONS = 25
MAX_INPUT = 6000

_COMMAND = {
    "id", "type", "name", "description", "options", "nsfw", "dm_permission", "default_member_permissions", "contexts",
    "integration_types", "name_localizations", "description_localizations", "default_permission",
}  # fmt: skip
_OPTION = {
    "type", "name", "description", "required", "choices", "options", "channel_types", "min_value", "max_value",
    "min_length", "max_length", "autocomplete", "name_localizations", "description_localizations",
}  # fmt: skip
_NESTED = {Option.SUBCOMMAND, Option.GROUP}


def check_commands(commands: object) -> None:
    """Refuse a set of commands that Discord would not register."""
    form = Form()
    if not isinstance(commands, list):
        raise Refusal(400, 50109, "The request body contains invalid JSON.")
    names: Counter[tuple[int, str]] = Counter()
    for index, command in enumerate(commands):
        here = form.at(index)
        kind = command.get("type", Command.SLASH)
        if here.at("type").choice(kind, set(Command)):
            _command(here, command, kind)
            names[kind, str(command.get("name"))] += 1
            if names[kind, str(command.get("name"))] > 1:
                here.fault("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    form.close()
    for kind, most in MAX_COMMANDS.items():
        if sum(1 for command in commands if command.get("type", Command.SLASH) == kind) > most:
            raise Refusal(400, 30032, f"Maximum number of application commands reached ({most})")


def _command(form: Form, command: JSON, kind: int) -> None:
    form.only(command, _COMMAND)
    form.boolean(command, "nsfw")
    for key, allowed in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        for index, value in enumerate(command.get(key) or ()):
            form.at(key, index).choice(value, allowed)
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        form.at("default_member_permissions").fault("NUMBER_TYPE_COERCE", "Not a set of permissions.")
    if kind != Command.SLASH:
        form.text(command, "name", 1, 32, required=True)
        if command.get("description"):
            form.at("description").fault("APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED", "Not allowed")
        if command.get("options"):
            form.at("options").fault("APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED", "Not allowed")
        return
    _named(form, command)
    _options(form, command, set(Option))
    if _characters(command) > MAX_CHARACTERS:
        form.fault("APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MAX_CHARACTERS})")


def _characters(entry: JSON) -> int:
    """How much text a command carries, counted down to its last choice."""
    own = len(str(entry.get("name", ""))) + len(str(entry.get("description", "")))
    choices = sum(len(str(choice.get("name"))) + len(str(choice.get("value"))) for choice in entry.get("choices") or ())
    return own + choices + sum(map(_characters, entry.get("options") or ()))


def _named(form: Form, entry: JSON) -> None:
    name = form.text(entry, "name", 1, 32, required=True)
    if name and (not NAME.fullmatch(name) or name != name.lower()):
        form.at("name").fault("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    form.text(entry, "description", 1, 100, required=True)


def _options(form: Form, parent: JSON, allowed: set[Option]) -> None:
    names: list[str] = []
    kinds: list[int] = []
    optional = False
    for place, option in form.entries(parent, "options", 0, MAX_OPTIONS):
        kind = option.get("type")
        if not place.at("type").choice(kind, allowed):
            continue
        _named(place, option)
        names.append(option.get("name", ""))
        kinds.append(kind)
        if option.get("required") and optional:
            message = "Required options must be placed before non-required options"
            place.at("required").fault("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional = optional or not option.get("required", False)
        _option(place, option, kind)
    here = form.at("options")
    if len(set(names)) < len(names):
        here.fault("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name is already used")
    if set(kinds) & _NESTED and set(kinds) - _NESTED:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        here.fault("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)


def _option(form: Form, option: JSON, kind: int) -> None:
    form.only(option, _OPTION)
    form.boolean(option, "required")
    form.boolean(option, "autocomplete")
    if kind == Option.GROUP:
        _options(form, option, {Option.SUBCOMMAND})
        return
    if kind == Option.SUBCOMMAND:
        _options(form, option, set(Option) - _NESTED)
        return
    if option.get("options"):
        form.at("options").fault("APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Only sub-commands have options")
    listed = kind in {Option.STRING, Option.INTEGER, Option.NUMBER}
    if not listed and (option.get("choices") or option.get("autocomplete")):
        form.fault("APPLICATION_COMMAND_OPTIONS_CHOICES_NOT_ALLOWED", "This type of option has no choices")
    if option.get("choices"):
        if option.get("autocomplete"):
            form.fault("APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Choices and autocomplete exclude each other")
        check_choices(form, option, kind)
    _bounds(form, option, kind)


def _bounds(form: Form, option: JSON, kind: int) -> None:
    """Bounds belong to their type of option, and the lower one lies below."""
    for low, high, types in (
        ("min_value", "max_value", {Option.INTEGER, Option.NUMBER}),
        ("min_length", "max_length", {Option.STRING}),
    ):
        bounds = [option[key] for key in (low, high) if option.get(key) is not None]
        if bounds and kind not in types:
            form.fault("APPLICATION_COMMAND_OPTIONS_BOUNDS_NOT_ALLOWED", f"{low}/{high} do not fit this type of option")
        if bounds != sorted(bounds):
            form.at(low).fault("APPLICATION_COMMAND_OPTIONS_BOUNDS_INVALID", f"{low} exceeds {high}")
    form.integer(option, "min_length", 0, MAX_INPUT)
    form.integer(option, "max_length", 1, MAX_INPUT)
