"""Memory over time: the shipped bot under a steady load for as long as is asked for."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from tests.bench.contest import SHIPPED, entered
from tests.bench.report import Line

RATE: Final = 20
"""Questions a second."""
LOOKS: Final = 12
"""Times that its memory is looked at, the first after a warm-up as long as what lies between two."""


async def soak(folder: Path, seconds: float) -> AsyncIterator[Line]:
    """Yield its memory from time to time, and what was lost."""
    part = f"{seconds / 60:,.1f} minutes at {RATE} questions a second"
    async with AsyncExitStack() as opened:
        runner = await entered(opened, SHIPPED, folder)
        sizes: list[float] = []
        slowest = 0.0
        for look in range(LOOKS):
            measured = await runner.town.steady(seconds / LOOKS, RATE)
            slowest = max(slowest, measured.p99)
            sizes.append(runner.bot.megabytes)
            yield Line(part, f"memory after {seconds / LOOKS * (look + 1) / 60:,.1f} minutes", sizes[-1], "MB")
        answered = runner.town.answered
        yield Line(part, "memory gained after the warm-up", sizes[-1] - sizes[0], "MB", aim="flat")
        yield Line(part, "answers", answered, "")
        yield Line(part, "acknowledged, p99 of the slowest stretch", slowest, "ms")
        yield Line(part, "not answered in time", runner.town.lost, "", aim="0")
        yield Line(part, "rows for each answer", runner.per_answer(), "", aim="1")
