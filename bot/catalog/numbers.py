"""Reads the generated number files (CSV), row by row, refusing duplicates and values out of range."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.catalog.tables import build, read_text, refuse
from bot.domain.catalog import RowKey
from bot.domain.place import Gpci
from bot.domain.service import Minutes, ServiceRow

Model = TypeVar("Model", bound=BaseModel)

RANGES = {
    "work": (Decimal(0), Decimal(1000)),
    "pe_office": (Decimal(0), Decimal(5000)),
    "pe_facility": (Decimal(0), Decimal(5000)),
    "mp": (Decimal(0), Decimal(1000)),
    "intra": (Decimal(0), Decimal(5000)),
    "same_day": (Decimal(0), Decimal(5000)),
    "whole": (Decimal(0), Decimal(10_000)),
}
"""What CMS has ever printed lies well inside; a slipped decimal point does not. RVUs and minutes."""
ROUNDED = Decimal("0.01")
"""Minutes by which CMS's spans may seem to shrink, since it rounds each by itself (95004: 0.39 and 0.38)."""
GPCI_RANGE = (Decimal("0.1"), Decimal(4))
"""Price indices run from 0.2 to 2.6 in the files read."""


def _rows(path: Path, model: type[Model]) -> Iterator[tuple[str, Model]]:
    reader = csv.DictReader(StringIO(read_text(path), newline=""))
    expected = list(model.model_fields)
    if reader.fieldnames is None or list(reader.fieldnames) != expected:
        raise refuse(path, "heading", f"its columns must be {', '.join(expected)}")
    for line, values in enumerate(reader, start=2):
        if None in values or None in values.values():
            raise refuse(path, f"line {line}", f"it must have {len(expected)} columns")
        yield f"line {line}", build(path, f"line {line}", model, values)


def _within(path: Path, where: str, values: BaseModel, ranges: dict[str, tuple[Decimal, Decimal]]) -> None:
    for key, (low, high) in ranges.items():
        value = getattr(values, key, None)
        if value is not None and not low <= value <= high:
            raise refuse(path, f"{where}, {key}", f"{value} is not between {low} and {high}")


def read_rows(path: Path) -> dict[str, dict[RowKey, ServiceRow]]:
    """Return relative value rows by release, then code and modifier."""
    found: dict[str, dict[RowKey, ServiceRow]] = {}
    for where, row in _rows(path, ServiceRow):
        _within(path, where, row, RANGES)
        of_release = found.setdefault(row.release, {})
        if (row.code, row.modifier) in of_release:
            raise refuse(path, where, f"{row.release} has {row.code} {row.modifier}".rstrip() + " twice")
        of_release[row.code, row.modifier] = row
    return found


def read_minutes(path: Path, year: int) -> dict[str, Minutes]:
    """Return CMS's minutes of a year by code; spans must not shrink from hands-on to same day to whole service."""
    found: dict[str, Minutes] = {}
    for where, minutes in _rows(path, Minutes):
        _within(path, where, minutes, RANGES)
        if not minutes.intra <= minutes.same_day <= minutes.whole + ROUNDED:
            raise refuse(path, f"{where}, same_day", "hands-on, same-day and whole minutes must not shrink")
        if minutes.year != year:
            raise refuse(path, f"{where}, year", f"the minutes that are cited are those of {year}")
        if minutes.code in found:
            raise refuse(path, where, f"{minutes.code} is there twice")
        found[minutes.code] = minutes
    return found


def read_gpcis(path: Path) -> dict[int, dict[str, Gpci]]:
    """Return price indices by year, then locality id."""
    found: dict[int, dict[str, Gpci]] = {}
    for where, gpci in _rows(path, Gpci):
        _within(path, where, gpci, dict.fromkeys(("work", "pe", "mp"), GPCI_RANGE))
        of_year = found.setdefault(gpci.year, {})
        if gpci.id in of_year:
            raise refuse(path, where, f"{gpci.id} is there twice in {gpci.year}")
        of_year[gpci.id] = gpci
    return found
