"""CMS's geographic practice cost index files (GPCI, addendum E), read into domain objects."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.domain.place import Gpci
from bot.fees.sheet import Row, Sheet, locality_id

_KEYS: Final = 4
"""Columns before the indices: contractor, state, locality, name."""
_FLOOR: Final = "(WITH 1.0 FLOOR)"
_YEAR = re.compile(r"20\d\d")
_RANGES: Final = {
    "work": (Decimal("0.5"), Decimal(2)),
    "PE": (Decimal("0.6"), Decimal(2)),
    "MP": (Decimal("0.1"), Decimal(4)),
}
"""The files read hold 0.974 to 1.5, 0.842 to 1.442 and 0.235 to 2.702: exchanged columns fall out of it."""


def read_gpcis(sheet: Sheet) -> Iterator[Gpci]:
    """Read the localities in the order of the file, footnotes left out.

    The work index is the one with the 1.0 floor, the column that reproduces CMS's published amounts (2026 has
    a column without the floor before it). Zeros that a spreadsheet took from the contractor and locality
    numbers are put back; the asterisks of the footnotes are taken from the names.

    Raises `UnreadableFileError` when it is no GPCI file, gives no single year, or has a wrong line.
    """
    head = next((row for row in sheet.head() if any("PE GPCI" in cell.upper() for cell in row.cells)), None)
    if head is None:
        raise sheet.refused(None, "it has no line of headings with a PE GPCI")
    headings = [" ".join(cell.upper().split()) for cell in head.cells]
    years = {heading[:4] for heading in headings[_KEYS:] if heading}
    if len(years) != 1 or not _YEAR.fullmatch(year := years.pop()):
        raise sheet.refused(head.line, "its headings do not give one year")
    columns = {
        "work": _work_column(sheet, headings, year),
        "PE": _column(sheet, headings, f"{year} PE GPCI"),
        "MP": _column(sheet, headings, f"{year} MP GPCI"),
    }
    seen: set[str] = set()
    for row in sheet.rows():
        # The footnotes have text in the first column, but no state beside it.
        if row.line > head.line and len(row.cells) > 1 and row.cells[1]:
            gpci = _gpci(sheet, row, columns, int(year))
            if gpci.id in seen:
                raise sheet.refused(row.line, f"the locality {gpci.id} is there twice")
            seen.add(gpci.id)
            yield gpci


def _gpci(sheet: Sheet, row: Row, columns: dict[str, int], year: int) -> Gpci:
    if len(row.cells) <= max(columns.values()):
        raise sheet.refused(row.line, "the line is cut off")
    indices = {}
    for what, column in columns.items():
        index = sheet.number(row, column, f"{what} index")
        low, high = _RANGES[what]
        if not low <= index <= high:
            raise sheet.refused(row.line, f"the {what} index {index} is not between {low} and {high}")
        indices[what] = index
    carrier, state, locality, name = row.cells[:_KEYS]
    carrier, locality = locality_id(sheet, row.line, carrier, locality).split("-")
    return Gpci(
        carrier=carrier,
        locality=locality,
        state=state,
        name=" ".join(name.rstrip("*").split()),
        year=year,
        work=indices["work"],
        pe=indices["PE"],
        mp=indices["MP"],
    )


def _work_column(sheet: Sheet, headings: list[str], year: str) -> int:
    """Find the work index with the floor, or the only work index of a year that has no such choice."""
    work = [heading for heading in headings if heading.startswith(f"{year} PW GPCI")]
    with_floor = [heading for heading in work if heading.endswith(_FLOOR)]
    if with_floor or len(work) != 1 or "WITHOUT" in work[0]:
        return _column(sheet, headings, f"{year} PW GPCI {_FLOOR}")
    return headings.index(work[0])


def _column(sheet: Sheet, headings: list[str], heading: str) -> int:
    if heading not in headings:
        raise sheet.refused(None, f"it has no column {heading}")
    return headings.index(heading)
