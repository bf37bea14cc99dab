"""How a lifestyle talk of 1 to 120 minutes can be billed by each clinician, as one table that people read as a diff.

`RVU_GOLDEN=write` writes it anew; look at the diff before it is committed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.calc.pathways import Way
from bot.domain.answer import PathwayState
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from tests.calc.talks import MINUTES, Talks, stretches

TABLE = Path(__file__).parent / "talks" / "lifestyle.txt"
SHOWN = {
    PathwayState.VERDICT: "",
    PathwayState.UNPAID: "not paid: ",
    PathwayState.ALTERNATIVE: "if more is true: ",
}


def written(talks: Talks, way: Way) -> str:
    codes = " + ".join(f"{line.ref.written} x {line.units}" if line.units > 1 else line.ref.code for line in way.lines)
    paid = "" if way.state is PathwayState.UNPAID else f" ${talks.usd(way)}"
    return f"{codes}{paid} {talks.work(way)} wRVU"


def at(talks: Talks, minutes: int, clinician: Clinician) -> str:
    found = talks.ways("lifestyle_counseling", minutes, clinician)
    told = [
        f"{heading}{', '.join(ways)}"
        for state, heading in SHOWN.items()
        if (ways := [written(talks, way) for way in found if way.state is state])
    ]
    return "; ".join(told) or "nothing"


def table(talks: Talks) -> Iterator[str]:
    by_sweep: dict[str, list[str]] = {}
    for clinician in Clinician:
        rows = stretches([(minutes, at(talks, minutes, clinician)) for minutes in MINUTES])
        sweep = "\n".join(f"{start:>3} to {end:>3}  {told}" for start, end, told in rows)
        by_sweep.setdefault(sweep, []).append(clinician.value)
    for sweep, clinicians in by_sweep.items():
        yield f"{', '.join(clinicians)}\n{sweep}\n"


def test_the_sweep_of_a_lifestyle_talk_is_as_it_was_reviewed(catalog: Catalog) -> None:
    shown = "\n".join(table(Talks(catalog)))
    if os.environ.get("RVU_GOLDEN") == "write":
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(shown, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == shown
