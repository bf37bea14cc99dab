"""Kill -9 at random moments under load, and what is left: everything that people were shown as kept."""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.standin import BotProcess, Discord, Exchange, Guild, User, buttons, text
from tests.standin.process import ROOT

QUESTIONS: Final = (
    "10 min wart freeze vs half an hour of lifestyle talk",
    "99214 vs 99213",
    "how many rvus is 20610",
    "what is a global period",
    "skin biopsy per hour",
)
LOGGED: Final = "2 99213, 1 wart"
PEOPLE: Final = 6
EARLY: Final = 0.15
"""The share of rounds that end before the program is ready: within opening, migrating, registering, connecting."""
START: Final = 0.6
BUSY: Final = (0.02, 0.8)
"""Seconds of load before the end."""
PRESSED: Final = 3
"""Buttons of earlier rounds pressed in each."""


@dataclass
class Kept:
    """What people were shown as kept, by the id in its buttons."""

    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    logs: dict[int, dict[str, Any]] = field(default_factory=dict)
    pressed: int = 0
    rounds: int = 0
    lost: list[str] = field(default_factory=list)
    """What was not there any more, and what did not open clean."""

    def note(self, message: dict[str, Any]) -> None:
        for _, custom_id in buttons(message):
            _, action, number, *_ = custom_id.split(":")
            if action == "codes":
                self.answers[int(number)] = message
            elif action == "dayundo":
                self.logs[int(number)] = message


class Nursery:
    """Starts the program quickly, one process at a time."""

    def __init__(self, serving: asyncio.subprocess.Process) -> None:
        self._serving = serving
        self._child: int | None = None

    async def start(self) -> None:
        assert self._serving.stdin is not None
        self._serving.stdin.write(b"\n")
        self._child = await self._line()

    async def kill(self) -> None:
        assert self._child is not None
        os.kill(self._child, signal.SIGKILL)
        self._child = None
        assert await self._line() == -signal.SIGKILL, "it had ended by itself"

    async def end(self) -> None:
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
        assert self._serving.stdin is not None
        self._serving.stdin.close()
        await self._serving.wait()

    async def _line(self) -> int:
        assert self._serving.stdout is not None
        return int(await asyncio.wait_for(self._serving.stdout.readline(), 30))


@asynccontextmanager
async def nursery(environment: dict[str, str], log: int) -> AsyncIterator[Nursery]:
    command = (sys.executable, "-m", "tests.e2e.nursery")
    pipe = asyncio.subprocess.PIPE
    serving = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=log
    )
    made = Nursery(serving)
    try:
        yield made
    finally:
        await made.end()


async def killed(rounds: int, folder: Path, seed: int) -> Kept:
    """Run that many rounds on one database and one Discord, and return what was shown and what was lost of it."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    database, kept = folder / "rvu.db", Kept()
    # Whoever is killed in the middle of a request leaves half of it behind.
    async with Discord(strict=False) as discord:
        shipped = BotProcess(discord, database)
        guild, people = discord.guild("Clinic"), [discord.user(f"Person {number}") for number in range(PEOPLE)]
        with tempfile.TemporaryFile() as log:
            async with nursery(shipped.environment, log.fileno()) as program:
                for number in range(rounds):
                    await program.start()
                    begun = (
                        [] if number and chance.random() < EARLY else await load(discord, guild, people, kept, chance)
                    )
                    await asyncio.sleep(chance.uniform(*BUSY) if begun else chance.uniform(0, START))
                    await program.kill()
                    await ended(discord, begun, kept)
                    check(database, folder, kept)
                    kept.rounds += 1
            log.seek(0)
            kept.lost += [line for line in log.read().decode(errors="replace").splitlines() if "Traceback" in line]
        async with shipped:
            await shipped.ready()
            await press(discord, people[0], kept, chance, 4 * PRESSED)
    check(database, folder, kept)
    return kept


@dataclass(frozen=True, slots=True)
class Busy:
    """One person who asks and logs without a pause."""

    running: "asyncio.Task[None]"
    said: list[Exchange]


async def load(discord: Discord, guild: Guild, people: list[User], kept: Kept, chance: random.Random) -> list[Busy]:
    """Wait until it is ready, press buttons of before, and let everybody begin."""
    await discord.ready(30)
    await press(discord, people[0], kept, chance, PRESSED)
    made = []
    for person in people:
        said: list[Exchange] = []
        made.append(Busy(asyncio.create_task(talk(discord, guild, person, said, random.Random(chance.random()))), said))  # noqa: S311
    return made


async def talk(discord: Discord, guild: Guild, person: User, said: list[Exchange], chance: random.Random) -> None:
    while True:
        if chance.random() < 0.25:
            it = await discord.slash(person, guild, "day log", {"done": LOGGED}, wait=False)
        else:
            it = await discord.slash(person, guild, "ask", {"question": chance.choice(QUESTIONS)}, wait=False)
        said.append(it)
        await it.done(30)


async def ended(discord: Discord, begun: list[Busy], kept: Kept) -> None:
    for one in begun:
        one.running.cancel()
    await asyncio.gather(*(one.running for one in begun), return_exceptions=True)
    await discord.gone()
    for one in begun:
        for it in one.said:
            for message in it.messages if it.settled else ():
                kept.note(message)
                if "not saved" in text(message):
                    kept.lost.append(f"round {kept.rounds}: an answer was not saved")


async def press(discord: Discord, person: User, kept: Kept, chance: random.Random, times: int) -> None:
    """Press buttons under answers of earlier processes: each opens what its id names."""
    for number in chance.sample(sorted(kept.answers), min(times, len(kept.answers))):
        it = await (await discord.click(person, kept.answers[number], f"rvu1:codes:{number}")).done()
        if "no longer have" in text(it.message) or not text(it.message):
            kept.lost.append(f"the button of answer {number}")
        kept.pressed += 1


def check(database: Path, folder: Path, kept: Kept) -> None:
    """Look into a copy, so that the program's own start is what recovers the database."""
    copy = folder / "copy.db"
    for ending in ("", "-wal"):
        Path(f"{copy}{ending}").unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(f"{database}{ending}", f"{copy}{ending}")
    opened = sqlite3.connect(copy)
    try:
        whole = opened.execute("PRAGMA integrity_check").fetchall()
        if whole != [("ok",)]:
            kept.lost.append(f"round {kept.rounds}: {whole}")
        there = {name: {row[0] for row in opened.execute(f"SELECT id FROM {name}")} for name in ("answers", "day_logs")}  # noqa: S608
        kept.lost += [f"answer {each}" for each in kept.answers.keys() - there["answers"]]
        kept.lost += [f"log {each}" for each in kept.logs.keys() - there["day_logs"]]
        half = opened.execute("SELECT count(*) FROM asked WHERE answer_id NOT IN (SELECT id FROM answers)").fetchone()
        if half != (0,):
            kept.lost.append(f"round {kept.rounds}: half an answer")
    finally:
        opened.close()
