"""What was measured, as a table for people and as JSON for machines."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """One number, and where there is one the floor that was measured in the same run."""

    part: str
    what: str
    value: float
    unit: str
    floor: float | None = None
    of: str = ""
    """What the floor is of."""
    aim: str = ""
    """What it should be on a machine with two cores that has nothing else to do."""

    @property
    def ratio(self) -> float | None:
        """Return the value over its floor."""
        return self.value / self.floor if self.floor else None


def table(lines: Sequence[Line]) -> Table:
    """Lay out the lines, part by part."""
    made = Table("", "measured", "", "floor", "of the floor", "aim")
    for number in (1, 3, 4):
        made.columns[number].justify = "right"
    part = None
    for line in lines:
        if line.part != part:
            made.add_section()
            made.add_row(f"[bold]{line.part}[/bold]")
            part = line.part
        floor = "" if line.floor is None else f"{_written(line.floor)} ({line.of})"
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        made.add_row(line.what, _written(line.value), line.unit, floor, ratio, line.aim)
    return made


def write(lines: Sequence[Line], file: Path) -> None:
    """Write the lines with what they were measured on."""
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine | {"load": os.getloadavg()},
        "lines": [asdict(line) | {"ratio": line.ratio} for line in lines],
    }
    file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _written(value: float) -> str:
    """Write three digits or more."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{places}f}"
