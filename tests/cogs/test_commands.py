"""Every command as Discord would receive it, held against Discord's own limits and our promises."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.app.client import EXTENSIONS, RvuBot
from bot.settings import Settings
from tests.discord_ui.samples import FakeDesk

CHAT_INPUT = 1
MESSAGE_MENU = 3
SUBCOMMANDS = {1, 2}
STRING = 3
MANAGE_SERVER = 1 << 5


@pytest.fixture
async def payloads() -> AsyncIterator[dict[str, dict[str, Any]]]:
    async with RvuBot(Settings()) as bot:
        bot.desk = FakeDesk()  # type: ignore[assignment]
        for name in EXTENSIONS:
            await bot.load_extension(name)
        yield {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands()}


def leaves(command: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk to the commands that a person can run."""
    path = f"{path} {command['name']}".strip()
    inner = [option for option in command.get("options", []) if option["type"] in SUBCOMMANDS]
    if not inner:
        yield path, command
    for option in inner:
        yield from leaves(option, path)


async def test_the_commands_are_those_that_are_promised(payloads: dict[str, dict[str, Any]]) -> None:
    runnable = {path for command in payloads.values() for path, _ in leaves(command)}
    settings = ("show", "locality", "setting", "factor", "clinician", "payer", "rate", "release", "zone", "reset")
    setup = {f"setup {name}" for name in (*settings, "retention", "audit")}
    ways_to_pay = {f"model {name}" for name in ("dpc", "value", "cocm", "apcm", "blend", "parity")}
    asking = {"ask", "compare", "breakeven", "target", "rvu", "explain", "claim", "Ask about this"}
    memory = {f"history {name}" for name in ("list", "search", "show", "export", "forget")}
    about = {"mydata export", "mydata delete", "privacy"}
    days = {f"day {name}" for name in ("log", "show", "undo")}
    stats = {f"stats {name}" for name in ("today", "week", "month", "schedule", "pause", "preview")}
    me = {f"me {name}" for name in ("show", "role", "target", "zone", "forget")}
    assert runnable == asking | memory | about | ways_to_pay | setup | days | stats | me
    assert payloads["Ask about this"]["type"] == MESSAGE_MENU


async def test_every_command_is_installed_on_servers_and_all_but_setup_are_offered_to_the_bot_directly_too(
    payloads: dict[str, dict[str, Any]],
) -> None:
    for name, command in payloads.items():
        assert command["integration_types"] == [0]
        assert sorted(command["contexts"]) == ([0] if name == "setup" else [0, 1])


async def test_only_setup_is_hidden_from_ordinary_members(payloads: dict[str, dict[str, Any]]) -> None:
    needed = {name: command["default_member_permissions"] for name, command in payloads.items()}
    assert needed.pop("setup") == MANAGE_SERVER
    assert set(needed.values()) == {None}


async def test_names_descriptions_and_options_keep_discords_limits(payloads: dict[str, dict[str, Any]]) -> None:
    for command in payloads.values():
        if command["type"] != CHAT_INPUT:
            assert 1 <= len(command["name"]) <= 32
            continue
        for path, leaf in leaves(command):
            for named in (command, leaf, *leaf.get("options", [])):
                assert re.fullmatch(r"[-_a-z0-9]{1,32}", named["name"]), path
                assert 1 <= len(named["description"]) <= 100, path
                assert named["description"] != "…", f"{path}: {named['name']} is not described"
            assert len(leaf.get("options", [])) <= 25


async def test_required_options_come_first_and_each_choice_list_fits(payloads: dict[str, dict[str, Any]]) -> None:
    for command in payloads.values():
        for path, leaf in leaves(command):
            required = [option.get("required", False) for option in leaf.get("options", [])]
            assert required == sorted(required, reverse=True), path
            for option in leaf.get("options", []):
                assert len(option.get("choices", [])) <= 25
                assert not (option.get("choices") and option.get("autocomplete")), path


async def test_every_text_option_is_bounded(payloads: dict[str, dict[str, Any]]) -> None:
    for command in payloads.values():
        for path, leaf in leaves(command):
            for option in leaf.get("options", []):
                if option["type"] == STRING and not option.get("choices"):
                    assert option["max_length"] <= 2000, f"{path}: {option['name']}"


async def test_all_commands_together_fit_one_registration(payloads: dict[str, dict[str, Any]]) -> None:
    for kind, most in ((CHAT_INPUT, 100), (MESSAGE_MENU, 5)):
        assert sum(command["type"] == kind for command in payloads.values()) <= most


COMPLETED = [
    *("compare first", "compare second", "rvu code", "target service"),
    *("model dpc service", "model value first", "model value second", "model cocm service", "model apcm service"),
    *("model blend service", "model parity service"),
]


@pytest.mark.parametrize("path", COMPLETED)
async def test_services_are_autocompleted(payloads: dict[str, dict[str, Any]], path: str) -> None:
    name, *_ = path.split()
    command, _, wanted = path.rpartition(" ")
    (leaf,) = (leaf for found, leaf in leaves(payloads[name]) if found == command)
    (option,) = (option for option in leaf["options"] if option["name"] == wanted)
    assert option["autocomplete"] is True


async def test_a_cog_takes_its_commands_with_it() -> None:
    async with RvuBot(Settings()) as bot:
        bot.desk = FakeDesk()  # type: ignore[assignment]
        for name in EXTENSIONS:
            await bot.load_extension(name)
        for name in EXTENSIONS:
            await bot.unload_extension(name)
        assert bot.tree.get_commands() == []
