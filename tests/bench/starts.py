"""From the start of the process until Discord has told it everything, against a bot that does next to nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench.contest import COMMANDS, MINIMAL, SHIPPED, worked
from tests.bench.report import Line
from tests.standin import BotProcess, Discord

PART = "start to ready"


async def starts(folder: Path, times: int) -> AsyncIterator[Line]:
    """Yield the fastest of several starts of each, by turns; the first of the shipped bot makes its database."""
    found: dict[str, list[tuple[float, float]]] = {MINIMAL: [], SHIPPED: []}
    for _ in range(times + 1):
        for name, seconds in found.items():
            seconds.append(await started(name, folder / "started.db"))
    (first, _), (floor, _) = found[SHIPPED].pop(0), min(found[MINIMAL])
    work, least = (min(worked for _, worked in found[name]) for name in (SHIPPED, MINIMAL))
    yield Line(PART, MINIMAL, floor, "s")
    yield Line(PART, SHIPPED, min(found[SHIPPED])[0], "s", floor, MINIMAL, "<= 2.2 times")
    yield Line(PART, f"{SHIPPED}, processor time", work, "s", least, MINIMAL)
    yield Line(PART, f"{SHIPPED}, the first time, with a database to make", first, "s", floor, MINIMAL)


async def started(name: str, database: Path) -> tuple[float, float]:
    """Start a bot, wait until it is ready, stop it; return the seconds until it was ready and those it worked."""
    async with Discord() as discord:
        discord.guild("Clinic")
        async with BotProcess(discord, database, {"LOG_LEVEL": "WARNING"}, COMMANDS[name]) as bot:
            return await bot.ready(60.0), worked(bot)
