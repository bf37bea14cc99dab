"""Times one question's way, stage by stage, and the start of the program: `make bench`.

Each stage runs over the same questions; the table shows the median and the slowest twentieth of single calls.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from bot.ask import Desk
from bot.calc.basis import settle
from bot.calc.sweep import Sweep
from bot.catalog.load import DATA, load
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.dataset import RelativeValues
from bot.domain.question import Clarify, OutOfScope, Stated
from bot.fees.identity import Stated as StatedFile
from bot.fees.importer import read_all
from bot.language.listener import Listener
from bot.render.chart import draw
from bot.render.text import as_text

ROOT = Path(__file__).parents[2]
T = TypeVar("T")

ROUNDS = 40
STARTS = 5
CHARTS = 5
SWEEPS = 3
TWENTIETHS = 20

QUESTIONS = (
    "10 min wart freeze vs half an hour of lifestyle talk",
    "what is 30 minutes of lifestyle counseling worth compared with wart removal?",
    "99214-25 + 17110 vs 99215",
    "how much is a knee injection in a hospital clinic",
    "how many 99213 equal one colonoscopy",
    "what does an hour of psychotherapy bring",
    "why is the work RVU not the total RVU",
    "three warts and a level 3 visit against 45 minutes of nutrition counseling",
)


def times(call: Callable[[T], object], arguments: Sequence[T]) -> list[float]:
    """Return the seconds that each call takes."""
    seconds = []
    for argument in arguments:
        begin = time.perf_counter()
        call(argument)
        seconds.append(time.perf_counter() - begin)
    return seconds


def start(question: str) -> None:
    """Run the program to its end and let nothing of its output through."""
    subprocess.run([sys.executable, "-m", "bot", "ask", question], cwd=ROOT, check=True, capture_output=True)


def measure() -> Iterator[tuple[str, list[float]]]:
    """Yield each stage with the seconds of its single calls."""
    yield "start, answer one question, exit", times(start, QUESTIONS[:1] * STARTS)
    yield "load the catalog", times(load, [DATA] * STARTS)

    catalog = load()
    listener = Listener(catalog)
    desk = Desk(catalog)
    yield "understand a question", times(listener.understand, QUESTIONS * ROUNDS)
    yield "suggest while typing", times(desk.suggest, [text[:8] for text in QUESTIONS] * ROUNDS)

    understood = [listener.understand(text) for text in QUESTIONS]
    questions = [each for each in understood if not isinstance(each, Clarify | OutOfScope)]
    yield "answer it", times(desk.answer, questions * ROUNDS)

    answers = [desk.answer(question) for question in questions]
    yield "write it as text", times(as_text, answers * ROUNDS)

    charts = [answer.chart for answer in answers if answer.chart]
    yield "draw the first chart", times(draw, charts[:1])
    yield "draw a chart", times(draw, charts * CHARTS)

    full = whole_release(catalog)
    yield f"all {swept(full):,} prices of {full.releases[-1].id}", times(swept, [full] * SWEEPS)


def whole_release(catalog: Catalog) -> Catalog:
    """Return the catalog with every line of its newest release where CMS's file of it is at hand, else as it is."""
    folder = Path(os.environ.get("RVU_CMS_DIR", ROOT.parent / "shared" / "cms")) / catalog.releases[-1].id.lower()
    if not folder.is_dir():
        return catalog
    stated = StatedFile(release=None, effective=None, year=None, partial=False)
    read = read_all([folder], stated, lambda *_: lambda *_: None, lambda _: False)
    rows = {
        each.dataset.release.id: {(line.row.code, line.row.modifier): line.row for line in each.dataset.lines}
        for each in read.imported
        if isinstance(each.dataset, RelativeValues)
    }
    return replace(catalog, rows={**catalog.rows, **rows})


def swept(catalog: Catalog) -> int:
    """Compute every price of the newest release at every locality in both settings, and return how many there are."""
    basis = settle(Stated(), Context(), catalog)
    places = list(catalog.gpcis[basis.schedule.release.year].values())
    return sum(len(each.office) + len(each.facility) for each in Sweep(basis, places).amounts())


def main() -> None:
    """Print the table."""
    table = Table("stage", "calls", "median, ms", "slowest 5 %, ms")
    for column in table.columns[1:]:
        column.justify = "right"
    for stage, seconds in measure():
        slow = quantiles(seconds, n=TWENTIETHS)[-1] if len(seconds) >= TWENTIETHS else max(seconds)
        table.add_row(stage, str(len(seconds)), f"{median(seconds) * 1000:,.2f}", f"{slow * 1000:,.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
