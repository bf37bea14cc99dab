"""Times a history of two million real answers, and kills the bot two hundred times: a part of `make bench`.

The database is SQLite, in a temporary folder; the one that `RVU_POSTGRES_URL` names is timed too. Exits with 1 when an
answer that somebody was shown as kept is lost.
"""

import asyncio
import os
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.catalog.load import load
from bot.store.database import Database
from bot.store.history import History
from tests.e2e.killing import killed
from tests.store import many

ROWS: Final = int(os.environ.get("RVU_ROWS", "2000000"))
KILLS: Final = int(os.environ.get("RVU_KILLS", "200"))
READS, SINGLE, BATCH, BATCHES = 101, 1_000, 1_000, 20
TWENTIETHS: Final = 20


async def measured(address: str) -> AsyncIterator[tuple[str, str, str]]:
    """Yield a line of the table for each thing that is timed: what, and its figures."""
    catalog, database = load(), Database(address)
    try:
        await database.open()
        begun = perf_counter()
        await many.fill(database, catalog, ROWS)
        yield f"make a history of {ROWS:,} answers", f"{perf_counter() - begun:,.0f} s", ""
        history, kinds = History(database), many.samples(catalog)
        for name, read in many.reads(history, ROWS).items():
            seconds = await many.timed(read, READS)
            slow = quantiles(seconds, n=TWENTIETHS)[-1]
            yield name, f"{median(seconds) * 1000:.2f} ms", f"{slow * 1000:.2f} ms"
        single = await many.one_at_a_time(history, kinds, SINGLE)
        yield "keep one answer at a time", f"{single.wall:,.0f} a second", ""
        paces = [(await many.batched(history, kinds, BATCH)).wall for _ in range(BATCHES)]
        yield (
            f"keep {BATCH:,} answers in a transaction",
            f"{median(paces):,.0f} a second",
            f"{min(paces):,.0f} a second",
        )
    finally:
        await database.close()


@contextmanager
def homes() -> Iterator[dict[str, str]]:
    """Give the addresses of empty databases by their kind."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite+aiosqlite:///{folder}/rvu.db"}
        server = os.environ.get("RVU_POSTGRES_URL")
        if server is None:
            yield found
            return
        # Only here, for the bench needs nothing that only tests need.
        from tests.databases import new_database  # noqa: PLC0415

        with new_database(server) as address:
            yield found | {"PostgreSQL": address}


async def times(kind: str, address: str) -> Table:
    """Return the table of one database."""
    table = Table(f"{kind}, {ROWS:,} answers", "median", "slowest 5 %")
    for column in table.columns[1:]:
        column.justify = "right"
    async for line in measured(address):
        table.add_row(*line)
    return table


def main() -> None:
    """Print the tables, and what was lost by kills."""
    console = Console()
    with homes() as found:
        for kind, address in found.items():
            console.print(asyncio.run(times(kind, address)))
    seed, begun = secrets.randbits(32), perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        kept = asyncio.run(killed(KILLS, Path(folder), seed))
    console.print(
        f"{kept.rounds} kills in {perf_counter() - begun:,.0f} s: {len(kept.answers):,} answers and {len(kept.logs):,} "
        f"logs shown as kept, {kept.pressed:,} buttons of before pressed, {len(kept.lost)} lost (seed {seed})."
    )
    if kept.lost:
        console.print(*kept.lost, sep="\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
