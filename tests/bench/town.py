"""A local Discord with many servers and people, and the load that they bring on a bot."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median, quantiles
from typing import Final

from tests.bench.asked import endless
from tests.standin import Discord, Guild, Interaction, NotHappened, User

SERVERS: Final = 40
PEOPLE: Final = 25
"""On each server, so that nobody asks faster than a person can."""
LATE: Final = 10.0
"""Seconds after which an answer is given up."""


@dataclass(slots=True)
class Measured:
    """What one load brought."""

    seconds: float = 0.0
    """From the first question to the last answer."""
    latencies: list[float] = field(default_factory=list)
    """Milliseconds from each question to the first response to it."""
    lost: int = 0
    """Questions that were not answered in time."""
    busy: float = 0.0
    """Share of the time in which this process, the local Discord, was at work itself. Near 1 it is what is measured."""

    @property
    def answers(self) -> int:
        """How many answers came."""
        return len(self.latencies)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds

    @property
    def p50(self) -> float:
        """Milliseconds that half of the answers took at most."""
        return median(self.latencies)

    @property
    def p99(self) -> float:
        """Milliseconds that 99 of a hundred answers took at most."""
        return quantiles(self.latencies, n=100, method="inclusive")[-1]

    @property
    def slowest(self) -> float:
        """Milliseconds of the slowest."""
        return max(self.latencies)


class Town:
    """People who ask one bot, each in turn, every one another question."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.answered = 0
        self.lost = 0
        self._questions = endless()
        self._people = self._settle()

    def _settle(self) -> Iterator[tuple[User, Guild]]:
        guilds = [self.discord.guild(f"Clinic {number}") for number in range(SERVERS)]
        return cycle([(self.discord.user(f"P{n} of {guild.name}"), guild) for n in range(PEOPLE) for guild in guilds])

    async def ask(self) -> Interaction:
        """Let the next person ask the next question with /ask, and wait until nothing more is owed."""
        (user, guild), question = next(self._people), next(self._questions)
        it = await self.discord.slash(user, guild, "ask", {"question": question}, wait=False)
        await it.done(LATE)
        self.answered += 1
        return it

    async def _asked(self, measured: Measured) -> None:
        try:
            measured.latencies.append((await self.ask()).latency)
        except NotHappened:
            measured.lost += 1
            self.lost += 1

    def forget(self) -> None:
        """Let go of what was said so far, which a test would read and a load has no use for."""
        self.discord.requests.clear()
        self.discord.interactions.by_token.clear()
        self.discord.store.stored.clear()
        self.discord.store.only_for.clear()
        for session in self.discord.gateway.sessions.values():
            # A number stays what it was: only the events behind it go, and nothing here is resumed.
            session.sent.clear()

    async def flat_out(self, seconds: float, in_flight: int) -> Measured:
        """Keep so many questions on their way for a time; count those answered."""
        end = time.monotonic() + seconds

        async def asking(measured: Measured) -> None:
            while time.monotonic() < end:
                await self._asked(measured)

        async with self._measuring() as measured, asyncio.TaskGroup() as group:
            for _ in range(in_flight):
                group.create_task(asking(measured))
        return measured

    async def steady(self, seconds: float, rate: float) -> Measured:
        """Ask so often a second, whether or not earlier questions are answered."""
        async with self._measuring() as measured, asyncio.TaskGroup() as group:
            begin = time.monotonic()
            for number in range(int(seconds * rate)):
                await asyncio.sleep(begin + number / rate - time.monotonic())
                group.create_task(self._asked(measured))
        return measured

    @asynccontextmanager
    async def _measuring(self) -> AsyncIterator[Measured]:
        self.forget()
        measured = Measured()
        begin, worked = time.monotonic(), time.process_time()
        yield measured
        measured.seconds = time.monotonic() - begin
        measured.busy = (time.process_time() - worked) / measured.seconds
