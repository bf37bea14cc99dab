"""Reads the generated number files (CSV), row by row, refusing duplicates and values out of range."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from sys import intern
from typing import TypeVar

from pydantic import BaseModel

from bot.catalog.rows import COLUMNS, Lines, Rows, Spans, sound
from bot.catalog.tables import build, read_text, refuse
from bot.domain.place import Gpci
from bot.domain.service import Minutes, ServiceRow

Model = TypeVar("Model", bound=BaseModel)
Ranges = Mapping[str, tuple[Decimal, Decimal]]

ROW_RANGES = {
    "work": (Decimal(0), Decimal(1000)),
    "pe_office": (Decimal(0), Decimal(5000)),
    "pe_facility": (Decimal(0), Decimal(5000)),
    "mp": (Decimal(0), Decimal(1000)),
}
"""RVUs. What CMS has ever printed lies well inside; a slipped decimal point does not."""
MINUTES_RANGES = {
    "intra": (Decimal(0), Decimal(5000)),
    "same_day": (Decimal(0), Decimal(5000)),
    "whole": (Decimal(0), Decimal(10_000)),
}
"""Minutes, likewise."""
ROUNDED = Decimal("0.01")
"""Minutes by which CMS's spans may seem to shrink, since it rounds each by itself (95004: 0.39 and 0.38)."""
GPCI_RANGES = dict.fromkeys(("work", "pe", "mp"), (Decimal("0.1"), Decimal(4)))
"""Price indices run from 0.2 to 2.6 in the files read."""


def _rows(path: Path, model: type[Model], ranges: Ranges) -> list[tuple[str, Model]]:
    """Return each line's value with the line that it stands in."""
    reader = csv.reader(StringIO(read_text(path), newline=""))
    expected = list(model.model_fields)
    if next(reader, None) != expected:
        raise refuse(path, "heading", f"its columns must be {', '.join(expected)}")
    found = []
    for line, cells in enumerate(reader, start=2):
        if len(cells) != len(expected):
            raise refuse(path, f"line {line}", f"it must have {len(expected)} columns")
        found.append((f"line {line}", build(path, f"line {line}", model, dict(zip(expected, cells, strict=True)))))
    _within(path, found, ranges)
    return found


def _within(path: Path, found: Iterable[tuple[str, BaseModel]], ranges: Ranges) -> None:
    for where, values in found:
        for key, (low, high) in ranges.items():
            value = getattr(values, key)
            if not low <= value <= high:
                raise refuse(path, f"{where}, {key}", f"{value} is not between {low} and {high}")


def read_rows(path: Path) -> dict[str, Rows]:
    """Return relative value rows by release, then code and modifier."""
    heading, *lines = read_text(path).splitlines() or [""]
    if heading != ",".join(COLUMNS):
        raise refuse(path, "heading", f"its columns must be {', '.join(COLUMNS)}")
    found: dict[str, Lines] = {}
    for number, line in enumerate(lines, start=2):
        if not sound(line):
            _explain(path, number, line)
        code, modifier, release, _ = line.split(",", 3)
        of_release = found.setdefault(release, {})
        if (code, modifier) in of_release:
            raise refuse(path, f"line {number}", f"{release} has {code} {modifier}".rstrip() + " twice")
        # A code is in several releases, and there are but three modifiers: each is kept once.
        of_release[intern(code), intern(modifier)] = line
    return {release: Rows(of_release) for release, of_release in found.items()}


def _explain(path: Path, number: int, line: str) -> None:
    """Raise what is wrong with a line that is not plainly sound, if anything is."""
    cells = line.split(",")
    if len(cells) != len(COLUMNS):
        raise refuse(path, f"line {number}", f"it must have {len(COLUMNS)} columns")
    row = build(path, f"line {number}", ServiceRow, dict(zip(COLUMNS, cells, strict=True)))
    _within(path, [(f"line {number}", row)], ROW_RANGES)


def read_minutes(path: Path, year: int) -> Spans:
    """Return CMS's minutes of a year by code; spans must not shrink from hands-on to same day to whole service."""
    found: dict[str, str] = {}
    for where, minutes in _rows(path, Minutes, MINUTES_RANGES):
        if not minutes.intra <= minutes.same_day <= minutes.whole + ROUNDED:
            raise refuse(path, f"{where}, same_day", "hands-on, same-day and whole minutes must not shrink")
        if minutes.year != year:
            raise refuse(path, f"{where}, year", f"the minutes that are cited are those of {year}")
        if minutes.code in found:
            raise refuse(path, where, f"{minutes.code} is there twice")
        found[intern(minutes.code)] = f"{minutes.intra} {minutes.same_day} {minutes.whole}"
    return Spans(year, found)


def read_gpcis(path: Path) -> dict[int, dict[str, Gpci]]:
    """Return price indices by year, then locality id."""
    found: dict[int, dict[str, Gpci]] = {}
    for where, gpci in _rows(path, Gpci, GPCI_RANGES):
        of_year = found.setdefault(gpci.year, {})
        if gpci.id in of_year:
            raise refuse(path, where, f"{gpci.id} is there twice in {gpci.year}")
        of_year[gpci.id] = gpci
    return found
