"""Kept answers to take along: as CSV for a spreadsheet, as JSON for a program. No line says who asked."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from typing import Any, Final

from bot.domain.catalog import Catalog
from bot.domain.kept import Kept, KeptWay
from bot.domain.money import plain
from bot.domain.record import Stored
from bot.render.again import figure_text
from bot.render.sentence import sentence

_RANGES: Final = {"work_rvu": "work_rvu", "total_rvu": "total_rvu", "allowed_usd": "medicare_usd"}
HEAD: Final = (
    *("answer", "at", "yours", "kind", "question", "item", "service", "codes", "minutes", "quantity", "units", "side"),
    *(f"side_{name}_{end}" for name in _RANGES.values() for end in ("low", "high")),
    *("other_figures", "verdict", "release", "source"),
)
"""The figures of a side that bills in several ways go from the lowest to the highest; all its items share them."""
BOM: Final = "\ufeff"
"""Tells Excel that the file is UTF-8."""
_FORMULA: Final = re.compile(r"^[\s\x00-\x20]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]")
"""How a cell begins that a spreadsheet would compute, or hand to another program."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer to write."""

    stored: Stored
    kept: Kept
    yours: bool


def safe(text: str) -> str:
    """Return a text that a spreadsheet takes for text: one that would be computed gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_rows(lines: Iterable[Line], catalog: Catalog, zone: tzinfo) -> str:
    """Write one row an item, without the heading; an answer about no item has one row too."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for line in lines:
        writer.writerows(_cells(line, catalog, zone))
    return written.getvalue()


def csv_head() -> str:
    """Write the heading."""
    return BOM + ",".join(HEAD) + "\r\n"


def _cells(line: Line, catalog: Catalog, zone: tzinfo) -> Iterator[list[str]]:
    stored, kept = line.stored, line.kept
    first = [str(stored.id), stored.at.astimezone(zone).isoformat(timespec="seconds"), "yes" if line.yours else "no"]
    first += [stored.question.intent, safe(sentence(stored.question, catalog))]
    others = "; ".join(f"{each.label}: {figure_text(each)}" for each in kept.figures)
    last = [safe(others), safe(kept.said), safe(stored.release), safe(kept.basis)]
    for number, item in enumerate(kept.items, 1):
        said = [str(number), safe(item.name), safe(" + ".join(item.codes))]
        said += [_number(item.minutes), str(item.quantity), str(item.units), _number(item.side)]
        yield [*first, *said, *_range(kept.ways, item.side), *last]
    if not kept.items:
        yield [*first, *[""] * 7, *_range(kept.ways, None), *last]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _range(ways: Iterable[KeptWay], side: int | None) -> list[str]:
    """Write the least and the most of each figure among the ways that the verdict rests on."""
    resting = [way for way in ways if way.rests and way.side == side]
    cells = []
    for key in _RANGES:
        values = [way.figures[key] for way in resting if key in way.figures]
        cells += [plain(min(values)), plain(max(values))] if values else ["", ""]
    return cells


def as_json(line: Line, catalog: Catalog, zone: tzinfo) -> str:
    """Write one answer as an object: the understood question, the verdict, its items, ways and figures."""
    stored, kept = line.stored, line.kept
    written: dict[str, Any] = {
        "answer": stored.id,
        "at": stored.at.astimezone(zone).isoformat(timespec="seconds"),
        "yours": line.yours,
        "question": sentence(stored.question, catalog),
        "understood": stored.question.model_dump(mode="json"),
        "verdict": kept.said,
        **kept.model_dump(mode="json", include={"items", "ways", "figures", "details", "basis", "context"}),
        "release": stored.release,
    }
    return json.dumps(written, ensure_ascii=False)


def rows_json(rows: Any) -> str:  # noqa: ANN401 - rows of any table
    """Write rows as they lie in the database."""
    return json.dumps(rows, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
