"""The shipped bot against two that do next to nothing, end to end, each on a local Discord of its own.

The local Discords run in this process and each bot in one of its own, so that they share no core while there are two.
The bots take turns, round by round: what else the machine does meanwhile hits all of them.
"""

import json
import os
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.report import Line
from tests.bench.town import Measured, Town
from tests.standin import BotProcess, Discord, Interaction
from tests.standin.reading import buttons, texts

MINIMAL: Final = "minimal bot"
REFERENCE: Final = "reference bot"
SHIPPED: Final = "shipped bot"
COMMANDS: Final = {
    MINIMAL: ("-m", "tests.bench.bots.minimal"),
    REFERENCE: ("-m", "tests.bench.bots.reference"),
    SHIPPED: ("-m", "bot", "run"),
}
WARMING: Final = 200
"""Questions before anything is measured; the shape of the answers is taken from these too."""
IN_ROW: Final = 5
"""Buttons that one row takes."""
KEPT: Final = 1_000
"""Bytes that the shipped bot keeps of an answer, about."""
STEADY: Final = 50
"""Questions a second."""
AIMS: Final = {1: "", 8: ">= 250 a second"}


def worked(bot: BotProcess) -> float:
    """Return the seconds that a bot's process has worked so far, which waiting for a busy machine does not change."""
    fields = Path(f"/proc/{bot.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Runner:
    """One bot, its Discord and what it brought."""

    town: Town
    bot: BotProcess
    database: Path
    found: dict[int, list[Measured]] = field(default_factory=dict)
    """By the number of questions in flight."""
    work: dict[int, float] = field(default_factory=dict)
    """Seconds that the process worked in all these rounds."""

    def work_each(self, in_flight: int) -> float:
        """Return the milliseconds that the process worked for one answer."""
        return self.work[in_flight] / sum(one.answers for one in self.found[in_flight]) * 1000

    def best(self, in_flight: int) -> Measured:
        """Return the round in which it was fastest."""
        return max(self.found[in_flight], key=lambda one: one.rate)

    @property
    def rows(self) -> int:
        """How many answers are kept in the file."""
        connection = sqlite3.connect(self.database)
        try:
            return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])
        finally:
            connection.close()

    def per_answer(self) -> float:
        """Return how many rows there are for each answer. Without late answers, anything but one is a fault."""
        rows, answered, lost = self.rows, self.town.answered, self.town.lost
        # What came too late to be shown may be kept or not.
        assert answered <= rows <= answered + lost, f"{rows} rows, {answered} answers, {lost} late"
        return rows / answered


async def entered(opened: AsyncExitStack, name: str, folder: Path, settings: Mapping[str, str] | None = None) -> Runner:
    """Start one of the bots on a Discord of its own, and wait until it can be asked."""
    discord = await opened.enter_async_context(Discord())
    town = Town(discord)
    database = folder / f"{name.split(maxsplit=1)[0]}.db"
    environment = {"LOG_LEVEL": "WARNING"} | dict(settings or {})
    bot = await opened.enter_async_context(BotProcess(discord, database, environment, COMMANDS[name]))
    await bot.ready(60.0)
    await discord.requested("PUT", r"/applications/\d+/commands")
    return Runner(town, bot, database)


async def shape(town: Town) -> str:
    """Return the texts and buttons of the answer of middle size, for the reference bot to send as many of."""
    asked: list[Interaction] = [await town.ask() for _ in range(WARMING)]
    sized = sorted(asked, key=lambda it: sum(map(len, texts(it.message))))
    middle = sized[len(sized) // 2].message
    labels = [label for label, _ in buttons(middle)]
    told = {"texts": ["x" * len(text) for text in texts(middle)], "buttons": labels[:IN_ROW], "row": "r" * KEPT}
    return json.dumps(told)


async def contest(folder: Path, seconds: float, rounds: int) -> AsyncIterator[Line]:
    """Yield what each bot answers a second, one and eight at a time, and how fast at a steady rate."""
    async with AsyncExitStack() as opened:
        shipped = await entered(opened, SHIPPED, folder)
        formed = await shape(shipped.town)
        runners = {
            MINIMAL: await entered(opened, MINIMAL, folder),
            REFERENCE: await entered(opened, REFERENCE, folder, {"BENCH_SHAPE": formed}),
            SHIPPED: shipped,
        }
        for runner in runners.values():
            await runner.town.flat_out(min(seconds, 1.0), 2)
        for _ in range(rounds):
            for in_flight in AIMS:
                for runner in runners.values():
                    before = worked(runner.bot)
                    runner.found.setdefault(in_flight, []).append(await runner.town.flat_out(seconds, in_flight))
                    runner.work[in_flight] = runner.work.get(in_flight, 0.0) + worked(runner.bot) - before
        for in_flight in AIMS:
            for line in _raced(runners, in_flight):
                yield line
        for name, runner in runners.items():
            steady = await runner.town.steady(seconds, STEADY)
            part = f"at a steady {STEADY} questions a second"
            yield Line(part, f"{name}, acknowledged, p50", steady.p50, "ms")
            aim = "<= 50 ms" if name == SHIPPED else ""
            yield Line(part, f"{name}, acknowledged, p99", steady.p99, "ms", aim=aim)
        part = "what is left of it"
        for name, runner in runners.items():
            yield Line(part, f"{name}, memory", runner.bot.megabytes, "MB", aim="<= 125 MB" if name == SHIPPED else "")
            yield Line(part, f"{name}, not answered in time", runner.town.lost, "", aim="0")
        for name in (REFERENCE, SHIPPED):
            runner = runners[name]
            yield Line(part, f"{name}, rows for each answer", runner.per_answer(), "", aim="1")


def _raced(runners: Mapping[str, Runner], in_flight: int) -> list[Line]:
    part = f"{in_flight} in flight"
    best = {name: runner.best(in_flight) for name, runner in runners.items()}
    mine = best[SHIPPED]
    lines = [Line(part, f"{name}, answers a second", best[name].rate, "") for name in (MINIMAL, REFERENCE)]
    for name, aim in ((MINIMAL, ""), (REFERENCE, ">= 0.5" if in_flight > 1 else "")):
        pairs = zip(runners[SHIPPED].found[in_flight], runners[name].found[in_flight], strict=True)
        ratio = median(own.rate / other.rate for own, other in pairs)
        lines.append(Line(part, f"{SHIPPED} : {name}, middle of the rounds", ratio, "times", aim=aim))
        work, floor = runners[SHIPPED].work_each(in_flight), runners[name].work_each(in_flight)
        lines.append(Line(part, f"{SHIPPED}, processor time an answer", work, "ms", floor, name))
    lines += [
        Line(part, f"{SHIPPED}, answers a second", mine.rate, "", best[REFERENCE].rate, REFERENCE, AIMS[in_flight]),
        Line(part, f"{SHIPPED}, p50", mine.p50, "ms", best[REFERENCE].p50, REFERENCE),
        Line(part, f"{SHIPPED}, p99", mine.p99, "ms", best[REFERENCE].p99, REFERENCE),
    ]
    # The local Discord must not be what is measured: where it has no time left, nothing could be faster.
    busiest = max(one.busy for runner in runners.values() for one in runner.found[in_flight])
    return [*lines, Line(part, "share of a core that the local Discord itself took, at most", busiest, "", aim="< 0.9")]
