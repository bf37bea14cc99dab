"""The files that tell which locality a county or a ZIP code lies in."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.dataset import Area, ZipCode, ZipCodes
from bot.fees.sheet import Sheet, heading_row, locality_id, shortened

_NOTE: Final = "*"
_FIVE: Final = 5
_QUARTER = re.compile(r"(20\d\d)([1-4])")


def read_counties(sheet: Sheet) -> Iterator[Area]:
    """Read a locality-county file (`25LOCCO.csv`), whose blank lines and missing zeros are CMS's own.

    The state stands in its first line only; a locality that is there twice (one line for each of its cities) or
    continues in the next line is joined. Raises `UnreadableFileError`.
    """
    columns = ("MEDICARE ADMIN", "LOCALITY NUMBER", "STATE", "FEE SCHEDULE AREA", "COUNTIES")
    head, at = heading_row(sheet, *columns)
    areas: dict[str, Area] = {}
    state, last = "", ""
    for row in sheet.rows():
        cells = row.cells
        if row.line <= head.line or not any(cells) or (cells[0].startswith(_NOTE) and not any(cells[1:])):
            continue
        if len(cells) <= max(at):
            raise sheet.refused(row.line, "the line is cut off")
        carrier, locality, named, name, counties = (cells[column] for column in at)
        state = named or state
        if carrier or locality:
            last = locality_id(sheet, row.line, carrier, locality)
        elif not last:
            raise sheet.refused(row.line, "the line continues nothing")
        known = areas.get(last)
        if known is None:
            areas[last] = Area(last, state, name.rstrip(_NOTE).strip(), counties)
        elif counties and counties not in known.counties:
            areas[last] = known._replace(counties=f"{known.counties}, {counties}")
    yield from areas.values()


def read_zips(sheet: Sheet) -> ZipCodes:
    """Read a ZIP code to locality file of one quarter. Raises `UnreadableFileError`."""
    head, at = heading_row(sheet, "ZIP CODE", "CARRIER", "LOCALITY", "PLUS 4 FLAG", "YEAR/QTR")
    found: dict[str, ZipCode] = {}
    quarter = None
    for row in sheet.rows():
        if row.line <= head.line or not any(row.cells):
            continue
        if len(row.cells) <= max(at):
            raise sheet.refused(row.line, "the line is cut off")
        written, carrier, locality, flag, when = (row.cells[column] for column in at)
        code = written.zfill(_FIVE)
        if len(code) != _FIVE or not code.isdecimal():
            raise sheet.refused(row.line, f"{shortened(written)} is no ZIP code")
        if code in found:
            raise sheet.refused(row.line, f"the ZIP code {code} is there twice")
        if flag not in {"0", "1"}:
            raise sheet.refused(row.line, f"{shortened(flag)} is no plus-4 flag")
        match = _QUARTER.fullmatch(when)
        if match is None or (quarter is not None and quarter[0] != match[0]):
            raise sheet.refused(row.line, f"{shortened(when)} is not the year and quarter of the other lines")
        quarter = match
        found[code] = ZipCode(code, locality_id(sheet, row.line, carrier, locality), split=flag == "1")
    if quarter is None:
        raise sheet.refused(None, "it has headings and no lines")
    return ZipCodes(int(quarter[1]), int(quarter[2]), tuple(found.values()))
