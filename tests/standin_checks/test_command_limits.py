"""Each rule for command definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.standin_checks.raw import faults

if TYPE_CHECKING:
    from tests.standin import Discord
    from tests.standin_checks.raw import Raw

Body = dict[str, Any]
OUT_OF_BOUNDS, TOO_LONG, CHOICES = "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_CHOICES"
INVALID_NAME = "APPLICATION_COMMAND_INVALID_NAME"


def command(*options: Body, **changes: Any) -> Body:
    return {"name": "ask", "description": "Ask", "options": list(options)} | changes


def option(name: str = "code", kind: int = 3, **changes: Any) -> Body:
    return {"name": name, "description": "A code", "type": kind} | changes


def choices(count: int, kind: type = str) -> list[Body]:
    return [{"name": f"Choice {n}", "value": kind(n)} for n in range(count)]


def one(value: object, name: str = "n") -> list[Body]:
    return [{"name": name, "value": value}]


MENU = {"type": 3, "name": "Ask about this"}
GOOD: dict[str, list[Body]] = {
    "name of 32 and description of 100": [command(name="n" * 32, description="d" * 100)],
    "letters of other scripts": [command(name="pregúntale")],
    "25 options": [command(*[option(f"o{n}") for n in range(25)])],
    "25 choices": [command(option(choices=choices(25)))],
    "numbers as choices": [
        command(option(kind=4, choices=choices(3, int)), option("x", 10, choices=choices(3, float)))
    ],
    "required first": [command(option("a", required=True), option("b"))],
    "groups": [command(option("g", 2, options=[option("s", 1, options=[option()])]), option("t", 1))],
    "menu": [MENU | {"name": "M" * 32}],
    "same name, another type": [command(), MENU | {"name": "ask"}],
    "100 commands": [command(name=f"c{n}") for n in range(100)],
    "bounds": [command(option(kind=4, min_value=1, max_value=9), option("t", min_length=5, max_length=5))],
    "permissions and places": [command(default_member_permissions="32", contexts=[0, 1], integration_types=[0])],
}
BAD: dict[str, tuple[list[Body], str, str]] = {
    "capital in a name": ([command(name="Ask")], "0.name", INVALID_NAME),
    "space in a name": ([command(name="ask me")], "0.name", INVALID_NAME),
    "dot in a name": ([command(name="ask.me")], "0.name", INVALID_NAME),
    "name of 33": ([command(name="n" * 33)], "0.name", OUT_OF_BOUNDS),
    "no name": ([command(name="")], "0.name", OUT_OF_BOUNDS),
    "no description": ([command(description="")], "0.description", OUT_OF_BOUNDS),
    "description of 101": ([command(description="d" * 101)], "0.description", OUT_OF_BOUNDS),
    "unknown type": ([command(type=9)], "0.type", CHOICES),
    "unknown field": ([command(colour=1)], "0.colour", "STANDIN_STRICTER"),
    "unknown place": ([command(contexts=[7])], "0.contexts.0", CHOICES),
    "unknown way to install": ([command(integration_types=[7])], "0.integration_types.0", CHOICES),
    "permissions in words": (
        [command(default_member_permissions="all")], "0.default_member_permissions", "NUMBER_TYPE_COERCE"),
    "same name twice": ([command(), command()], "1", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    "menu with a description": (
        [MENU | {"description": "x"}], "0.description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED"),
    "menu with options": (
        [MENU | {"options": [option()]}], "0.options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED"),
    "menu name of 33": ([MENU | {"name": "M" * 33}], "0.name", OUT_OF_BOUNDS),
    "26 options": ([command(*[option(f"o{n}") for n in range(26)])], "0.options", TOO_LONG),
    "required after optional": (
        [command(option("a"), option("b", required=True))],
        "0.options.1.required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
    "option name in capitals": ([command(option("Code"))], "0.options.0.name", INVALID_NAME),
    "option without description": ([command(option(description=""))], "0.options.0.description", OUT_OF_BOUNDS),
    "option description of 101": ([command(option(description="d" * 101))], "0.options.0.description", OUT_OF_BOUNDS),
    "option of unknown type": ([command(option(kind=42))], "0.options.0.type", CHOICES),
    "option name twice": (
        [command(option(), option())], "0.options", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
    "sub-command beside an option": (
        [command(option("s", 1), option())], "0.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
    "group in a group": (
        [command(option("g", 2, options=[option("h", 2)]))], "0.options.0.options.0.type", CHOICES),
    "sub-command in a sub-command": (
        [command(option("s", 1, options=[option("t", 1)]))], "0.options.0.options.0.type", CHOICES),
    "options below an option": (
        [command(option(options=[option()]))], "0.options.0", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED"),
    "26 choices": ([command(option(choices=choices(26)))], "0.options.0.choices", TOO_LONG),
    "choice name of 101": (
        [command(option(choices=one("v", "n" * 101)))], "0.options.0.choices.0.name", OUT_OF_BOUNDS),
    "choice value of 101": (
        [command(option(choices=one("v" * 101)))], "0.options.0.choices.0.value", OUT_OF_BOUNDS),
    "choice of another type": (
        [command(option(kind=4, choices=one("v")))], "0.options.0.choices.0.value", "NUMBER_TYPE_COERCE"),
    "whole number as a text": (
        [command(option(kind=4, choices=one("5")))], "0.options.0.choices.0.value", "NUMBER_TYPE_COERCE"),
    "choice beyond the safe numbers": (
        [command(option(kind=4, choices=one(2**53 + 1)))], "0.options.0.choices.0.value", "NUMBER_TYPE_RANGE"),
    "choice without a number": (
        [command(option(kind=4, choices=[{"name": "n"}]))], "0.options.0.choices.0.value", "BASE_TYPE_REQUIRED"),
    "text for a fraction": (
        [command(option(kind=10, choices=one("v")))], "0.options.0.choices.0.value", "NUMBER_TYPE_COERCE"),
    "choice name twice": (
        [command(option(choices=[*one("v"), *one("w")]))],
        "0.options.0.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_DUPLICATED"),
    "choices and autocomplete": (
        [command(option(choices=choices(1), autocomplete=True))],
        "0.options.0", "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES"),
    "autocomplete of a user": (
        [command(option(kind=6, autocomplete=True))],
        "0.options.0", "APPLICATION_COMMAND_OPTIONS_CHOICES_NOT_ALLOWED"),
    "bounds of a length on a number": (
        [command(option(kind=4, min_length=1))], "0.options.0", "APPLICATION_COMMAND_OPTIONS_BOUNDS_NOT_ALLOWED"),
    "bounds the wrong way round": (
        [command(option(kind=4, min_value=2, max_value=1))],
        "0.options.0.min_value", "APPLICATION_COMMAND_OPTIONS_BOUNDS_INVALID"),
    "length of 6001": ([command(option(max_length=6001))], "0.options.0.max_length", "NUMBER_TYPE_RANGE"),
    "more than 8000 characters": (
        [command(*[option(f"o{n}", choices=[{"name": f"{k}" * 50, "value": f"{k}" * 50} for k in "abcd"])
                   for n in range(25)])], "0", "APPLICATION_COMMAND_TOO_LARGE"),
}  # fmt: skip


@pytest.mark.parametrize("commands", GOOD.values(), ids=GOOD.keys())
async def test_a_good_set_is_registered(discord: Discord, raw: Raw, commands: list[Body]) -> None:
    status, answer = await raw.sync(*commands)
    assert status == 200, answer
    assert [entry["name"] for entry in discord.commands.everywhere] == [entry["name"] for entry in commands]


@pytest.mark.parametrize(("commands", "path", "code"), BAD.values(), ids=BAD.keys())
async def test_a_bad_set_is_refused_whole(
    discord: Discord, raw: Raw, commands: list[Body], path: str, code: str
) -> None:
    status, answer = await raw.sync(*commands)
    assert (status, answer["code"]) == (400, 50035)
    found = faults(answer)
    under = f"{path}." if path else ""
    assert code in [each for where, codes in found.items() if f"{where}.".startswith(under) for each in codes]
    assert len(found) == 1
    assert discord.commands.everywhere == []
    assert discord.commands.puts == 0
    discord.take_failures()


@pytest.mark.parametrize(("kind", "count"), [(1, 101), (2, 16), (3, 16)], ids=["slash", "user", "message"])
async def test_too_many_commands_are_refused(discord: Discord, raw: Raw, kind: int, count: int) -> None:
    base = {"type": kind} | ({"description": "x"} if kind == 1 else {})
    status, answer = await raw.sync(*[base | {"name": f"c{n}"} for n in range(count)])
    assert (status, answer["code"]) == (400, 30032)
    discord.take_failures()


async def test_a_set_is_a_list(discord: Discord, raw: Raw) -> None:
    path = f"/applications/{discord.world.bot.id}/commands"
    status, answer = await raw.call("PUT", path, command())
    assert (status, answer["code"]) == (400, 50109)
    discord.take_failures()


async def test_a_command_keeps_its_id_and_a_server_has_its_own(discord: Discord, raw: Raw) -> None:
    _, first = await raw.sync(command())
    _, second = await raw.sync(command(description="Again"))
    assert first[0]["id"] == second[0]["id"]
    assert discord.commands.puts == 2
    path = f"/applications/{discord.world.bot.id}/guilds/{raw.guild.id}/commands"
    status, _ = await raw.call("PUT", path, [command(name="here")])
    assert status == 200
    assert (await raw.call("GET", path))[1][0]["guild_id"] == raw.guild.id
    assert discord.commands.names == ["ask"]
    it = await discord.slash(raw.user, raw.guild, "here", wait=False)
    assert it.data["name"] == "here"


async def test_commands_of_an_unknown_server_or_application_are_refused(discord: Discord, raw: Raw) -> None:
    status, answer = await raw.call("PUT", f"/applications/{discord.world.bot.id}/guilds/1/commands", [])
    assert (status, answer["code"]) == (404, 10004)
    status, answer = await raw.call("PUT", "/applications/1/commands", [])
    assert (status, answer["code"]) == (404, 10002)
    assert len(discord.take_failures()) == 2
