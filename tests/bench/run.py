"""Measures the bot, each number with its floor in the same run where there is one: `make bench`.

    make bench BENCH="--json measured.json"
    make bench BENCH="--only soak --soak 60"
    make bench BENCH="--only history"

The history at scale (two million rows) takes long and is measured only when asked for.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Final

from rich.console import Console

from tests.bench.contest import contest
from tests.bench.report import Line, table, write
from tests.bench.soak import soak
from tests.bench.stages import prices, stages
from tests.bench.starts import starts

PARTS: Final = ("stages", "prices", "starts", "contest", "soak")
HISTORY: Final = "history"


def chosen(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the bot.")
    parser.add_argument("--only", nargs="+", choices=(*PARTS, HISTORY), default=PARTS, help="the parts to measure")
    parser.add_argument("--json", type=Path, help="a file to write the numbers to")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each load of the contest lasts")
    parser.add_argument("--rounds", type=int, default=3, help="how often the bots take turns")
    parser.add_argument("--starts", type=int, default=5, help="how often each bot is started")
    parser.add_argument("--soak", type=float, default=2.0, help="minutes of the soak")
    return parser.parse_args(arguments)


async def measured(options: argparse.Namespace, folder: Path) -> AsyncIterator[Line]:
    """Yield every number of the parts that were asked for."""
    loads = {
        "starts": lambda: starts(folder, options.starts),
        "contest": lambda: contest(folder, options.seconds, options.rounds),
        "soak": lambda: soak(folder, options.soak * 60),
    }
    quick: dict[str, Iterable[Line]] = {"stages": stages(), "prices": prices()}
    for part in (part for part in PARTS if part in options.only):
        if part in quick:
            for line in quick[part]:
                yield line
            continue
        # One folder a part: none finds the database of another.
        folder = Path(tempfile.mkdtemp(dir=folder))
        async for line in loads[part]():
            yield line


async def main() -> None:
    """Measure, print the table, and write it where that was asked for."""
    options = chosen()
    console = Console(width=140)
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder, console.status("measuring"):
        async for line in measured(options, Path(folder)):
            lines.append(line)
            sys.stderr.write(f"{line.part}: {line.what}: {line.value:,.2f} {line.unit}\n")
    if lines:
        console.print(table(lines))
    if options.json is not None:
        write(lines, options.json)
    if HISTORY in options.only:
        # It has settings and an exit code of its own.
        storage = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.storage")
        sys.exit(await storage.wait())


if __name__ == "__main__":
    asyncio.run(main())
