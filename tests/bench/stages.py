"""One question's way inside the process, stage by stage, and what else takes time: charts, imports, every price."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import Final, TypeVar

from bot.app.refresh import spare_what_stays
from bot.ask import Desk, Reply
from bot.calc.basis import settle
from bot.calc.sweep import Sweep
from bot.catalog.load import DATA, load
from bot.discord_ui.layout import answer_layout
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.dataset import RelativeValues
from bot.domain.question import Stated
from bot.fees.identity import Stated as StatedFile
from bot.fees.importer import read_all
from bot.render.chart import draw
from bot.render.text import as_text
from tests.bench.asked import questions
from tests.bench.report import Line

ROOT: Final = Path(__file__).parents[2]
ROUNDS: Final = 5
"""Times that each question is asked; its fastest counts, as what else the machine does is nothing of the stage."""
CHARTS: Final = 20
MICROSECONDS: Final = 1e6
T = TypeVar("T")
R = TypeVar("R")


class Watch:
    """Times calls, the fastest of each argument's."""

    def __init__(self) -> None:
        self.fastest: dict[str, dict[int, float]] = {}

    def time(self, stage: str, number: int, call: Callable[[T], R], argument: T) -> R:
        """Call and return what it returns."""
        begun = time.perf_counter()
        made = call(argument)
        seconds = time.perf_counter() - begun
        known = self.fastest.setdefault(stage, {})
        known[number] = min(known.get(number, seconds), seconds)
        return made

    def lines(self, part: str, stage: str, aim: str = "") -> Iterator[Line]:
        """Yield the middle and the slow end of a stage, in microseconds."""
        taken = [seconds * MICROSECONDS for seconds in self.fastest[stage].values()]
        yield Line(part, f"{stage}, median", median(taken), "µs", aim=aim)
        yield Line(part, f"{stage}, p99", quantiles(taken, n=100, method="inclusive")[-1], "µs")


def stages(rounds: int = ROUNDS) -> Iterator[Line]:
    """Yield each stage of a question's way, over every question."""
    asked = questions()
    desk, watch = Desk(load()), Watch()
    spare_what_stays()
    for _ in range(rounds):
        for number, text in enumerate(asked):
            question = watch.time("parse", number, desk.understand, text)
            answer = watch.time("calculate", number, desk.answer, question)
            watch.time("lay out", number, answer_layout, Reply(answer, number + 1))
            watch.time("write as text", number, as_text, answer)
            watch.time("suggest while typing", number, desk.suggest, text[:8])
    together = ("parse", "calculate", "lay out")
    watch.fastest["parse + calculate + lay out"] = {
        number: sum(watch.fastest[stage][number] for stage in together) for number in range(len(asked))
    }
    part = f"inside, {len(asked)} questions"
    for stage in watch.fastest:
        yield from watch.lines(part, stage, "< 1,500 µs" if "+" in stage else "")
    charts = [answer.chart for answer in map(desk.answer, map(desk.understand, asked[:60])) if answer.chart]
    yield Line("charts", "the first, matplotlib included", _seconds(draw, charts[0]) * 1000, "ms")
    later = [_seconds(draw, chart) * 1000 for chart in charts[1 : CHARTS + 1]]
    yield Line("charts", "a later one, median", median(later), "ms")


def prices() -> Iterator[Line]:
    """Yield what loading, importing and pricing everything take; the import where CMS's files are at hand."""
    part = "everything"
    yield Line(part, "load the catalog", min(_seconds(load, DATA) for _ in range(3)), "s")
    catalog = load()
    begun = time.perf_counter()
    full = whole_release(catalog)
    if full is not catalog:
        yield Line(part, f"import CMS's files of {full.releases[-1].id}", time.perf_counter() - begun, "s")
    swept(catalog)
    begun = time.perf_counter()
    count = swept(full)
    seconds = time.perf_counter() - begun
    yield Line(part, f"all {count:,} prices of {full.releases[-1].id}", seconds, "s")
    yield Line(part, "prices a second", count / seconds, "")


def _seconds(call: Callable[[T], object], argument: T) -> float:
    begun = time.perf_counter()
    call(argument)
    return time.perf_counter() - begun


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
    places: Sequence[object] = list(catalog.gpcis[basis.schedule.release.year].values())
    return sum(len(each.office) + len(each.facility) for each in Sweep(basis, places).amounts())
