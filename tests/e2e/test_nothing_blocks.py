"""While it answers every command, nothing waits for a disk, a database or a chart on the event loop's thread."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import ask
from tests.standin import BotProcess, Callback, Discord, Exchange, Interaction, Permission, text
from tests.standin.kinds import Command, Kind, Option
from tests.standin.process import ROOT
from tests.standin.reading import walk

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVERY: dict[str, tuple[dict[str, Any], ...]] = {
    "ask": (
        {"question": DUEL},
        {"question": "biopsy"},
        {"question": "stats for this week"},
        {"question": "3 warts in Boston"},
    ),
    "compare": ({"first": "17110", "second": "99214", "first_minutes": 10, "locality": "Boston"},),
    "breakeven": ({"service": "99214", "equals": "17110"},),
    "target": ({"goal": 5000, "service": "99214"},),
    "model dpc": ({"fee": 80, "members": 600, "hours": 30},),
    "model value": ({"share": 50, "members": 1000, "benchmark": 900, "spent": 850},),
    "model cocm": ({"new": 5, "follow_up": 20},),
    "model apcm": ({"level_1": 10, "level_2": 5},),
    "model blend": ({"fee_for_service": 50, "fee": 40, "members": 600, "hours": 30, "service": "99214"},),
    "model parity": (
        {"service": "lifestyle counseling", "minutes": 30, "members": 600, "hours": 30, "membership_fee": 80},
    ),
    "rvu": ({"code": "17110"}, {"code": "99999"}),
    "explain": ({"topic": "work RVU"},),
    "claim": ({},),
    "history list": ({},),
    "history search": ({"service": "wart"},),
    "history show": ({"answer": 1},),
    "history export": ({}, {"form": "json"}),
    "history forget": ({"service": "biopsy"},),
    "mydata export": ({},),
    "mydata delete": ({},),
    "privacy": ({},),
    "day log": ({"done": "12 99213, 3 warts"}, {}),
    "day show": ({},),
    "day undo": ({},),
    "stats today": ({},),
    "stats week": ({},),
    "stats month": ({},),
    "stats schedule": ({"time": "07:30", "zone": "america/chicago"},),
    "stats pause": ({},),
    "stats preview": ({},),
    "me show": ({},),
    "me role": ({"role": "np"},),
    "me target": ({"goal": 5000, "weeks": 46, "days": 4},),
    "me zone": ({"zone": "Europe/Vienna"},),
    "me forget": ({},),
    "setup show": ({},),
    "setup locality": ({"place": "Boston"},),
    "setup setting": ({"place": "facility"},),
    "setup factor": ({"track": "qp"},),
    "setup clinician": ({"type": "np"},),
    "setup payer": ({"multiple_of_medicare": "130 %"},),
    "setup rate": ({"dollars_per_work_rvu": "48"},),
    "setup release": ({"release": "newest"},),
    "setup retention": ({"days": 60},),
    "setup audit": ({},),
    "setup zone": ({"zone": "Pacific/Honolulu"},),
    "setup reset": ({},),
}
"""Each command with options that it takes."""


def leaves(discord: Discord) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield every slash command by its full name, with its options."""

    def below(part: dict[str, Any], path: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        inner = [one for one in part.get("options") or () if one["type"] in {Option.SUBCOMMAND, Option.GROUP}]
        if not inner:
            yield path, list(part.get("options") or ())
        for one in inner:
            yield from below(one, f"{path} {one['name']}")

    for command in discord.commands.everywhere:
        if command["type"] == Command.SLASH:
            yield from below(command, command["name"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Clinic, BotProcess]]:
    """Start the watched program, with somebody who may do everything on the server."""
    folder = tmp_path_factory.mktemp("watched")
    async with Discord() as discord:
        there = Clinic(discord, discord.guild("Clinic"), discord.user("Ada"), discord.user("Ben"), folder / "rvu.db")
        there.guild.join(there.ada, Permission.ADMINISTRATOR)
        path = {"PYTHONPATH": str(ROOT), "MEMBER_LIMIT": "0", "SERVER_LIMIT": "0"}
        async with BotProcess(discord, there.database, path, command=("tests/e2e/watched.py", "run")) as bot:
            await bot.ready()
            await bot.logged("ready servers")
            # What is read once after the start is read by now.
            await asyncio.sleep(1)
            bot.process.send_signal(signal.SIGUSR1)
            await bot.logged("WATCHING")
            yield there, bot


def blocked(bot: BotProcess) -> str:
    return "\n".join(sorted(set(re.findall(r"^BLOCKING .*", bot.log, re.MULTILINE))))


async def press(clinic: Clinic, exchange: Exchange, pressed: set[str]) -> None:
    """Use each sort of button and menu of an answer that was not used before, and send the forms that open."""
    discord = clinic.discord
    for message in list(exchange.messages):
        parts = list(walk(message["components"]))
        for part in parts:
            custom_id = part.get("custom_id")
            if custom_id is None or (sort := custom_id.split(":")[1]) in pressed:
                continue
            pressed.add(sort)
            it: Interaction
            if part["type"] == Kind.SELECT:
                it = await discord.select(clinic.ada, message, custom_id, [part["options"][0]["value"]])
            else:
                it = await discord.click(clinic.ada, message, custom_id)
            if it.first_response is not None and it.first_response.type == Callback.MODAL:
                fields = [one["custom_id"] for one in walk(it.modal["components"]) if one["type"] == Kind.INPUT]
                it = await discord.submit(it, {"done": "3 99213"} if "done" in fields else {})
            await press(clinic, await it.done(20), pressed)


async def test_every_command_button_and_message_is_answered_without_blocking(
    watched: tuple[Clinic, BotProcess],
) -> None:
    clinic, bot = watched
    discord, pressed = clinic.discord, set[str]()
    assert {name for name, _ in leaves(discord)} == set(EVERY)
    for name, tries in EVERY.items():
        for options in tries:
            given = options | ({"channel": clinic.guild.channels[0]} if name == "stats schedule" else {})
            it = await discord.slash(clinic.ada, clinic.guild, name, given)
            if it.first_response is not None and it.first_response.type == Callback.MODAL:
                it = await discord.submit(it, {"done": "2 99214"})
            assert text((await it.done(20)).messages[0])
            await press(clinic, it, pressed)
    talk = await (await discord.mention(clinic.ada, clinic.guild, DUEL)).done()
    menu = await discord.message_menu(clinic.ben, "Ask about this", talk.said)
    for exchange in (
        menu,
        await discord.message(clinic.ada, clinic.guild, "and in facility?", reply_to=talk.message),
        await discord.dm(clinic.ben, DUEL),
        await discord.dm(clinic.ben, "today: 3 99213"),
        await discord.mention(clinic.ada, clinic.guild, "my patient John Smith has 3 warts"),
    ):
        await exchange.done()
    assert {"math", "codes", "chart", "change", "older", "show"} <= pressed
    assert "CHART in chart_0" in bot.log
    assert blocked(bot) == ""


async def test_what_is_offered_while_typing_comes_from_memory(watched: tuple[Clinic, BotProcess]) -> None:
    clinic, bot = watched
    await ask(clinic, DUEL)
    await clinic.discord.autocomplete(
        clinic.ada, clinic.guild, "history show", focused="answer", options={"answer": ""}
    )
    await asyncio.sleep(0.5)
    before, typed = len(bot.log), 0
    for name, options in leaves(clinic.discord):
        for option in options:
            for letters in ("", "wart") if option.get("autocomplete") else ():
                it = await clinic.discord.autocomplete(
                    clinic.ada, clinic.guild, name, focused=option["name"], options={option["name"]: letters}
                )
                typed += 1
                assert letters or it.choices, (name, option["name"])
    assert typed >= 50
    since = bot.log[before:]
    assert "DATABASE" not in since
    assert blocked(bot) == ""
