"""CMS's physician work time file, read into domain objects."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.domain.service import Minutes
from bot.fees.sheet import Row, Sheet, shortened

_CODE: Final = "cpt_code"
_INTRA: Final = "Median_Intra_Service_Time"
_SAME_DAY: Final = (
    "Pre_Evaluation_Time",
    "Pre_Positioning_time",
    "Pre_Service_Scrub_Dress_Wait_tim",
    _INTRA,
    "Immediate_post_Service_time",
)
_WHOLE: Final = "Total_time"
_MOST: Final = Decimal(10_000)
"""The longest service read so far has 2,138 minutes."""
_CODE_LENGTH: Final = 5


def read_work_times(sheet: Sheet, year: int) -> Iterator[Minutes]:
    """Read the minutes of one year's work time file, in the order of the file.

    The file does not name its year. Same-day minutes are the time before, during and right after the service;
    the whole service also has the visits inside the global period, as CMS's own total counts them.

    Raises `UnreadableFileError` when a column is missing or a line is wrong.
    """
    head = next(iter(sheet.head()), Row(1, []))
    missing = [heading for heading in (_CODE, *_SAME_DAY, _WHOLE) if heading not in head.cells]
    if missing:
        raise sheet.refused(None, f"it has no column {missing[0]}")
    column = {heading: number for number, heading in enumerate(head.cells)}
    seen: set[str] = set()
    for row in sheet.rows():
        if row.line == head.line or not any(row.cells):
            continue
        if len(row.cells) <= column[_WHOLE]:
            raise sheet.refused(row.line, "the line is cut off")
        code = row.cells[column[_CODE]].zfill(_CODE_LENGTH)
        if len(code) != _CODE_LENGTH or not code.isalnum():
            raise sheet.refused(row.line, f"{shortened(code)} is no code")
        if code in seen:
            raise sheet.refused(row.line, f"{code} is there twice")
        seen.add(code)
        parts = {part: _minutes(sheet, row, column[part], part) for part in (*_SAME_DAY, _WHOLE)}
        yield Minutes(
            code=code,
            year=year,
            intra=parts[_INTRA],
            same_day=sum((parts[part] for part in _SAME_DAY), Decimal(0)),
            whole=parts[_WHOLE],
        )


def _minutes(sheet: Sheet, row: Row, column: int, what: str) -> Decimal:
    if not row.cells[column]:
        return Decimal(0)
    minutes = sheet.number(row, column, what)
    if not 0 <= minutes <= _MOST:
        raise sheet.refused(row.line, f"{what} {minutes} is not between 0 and {_MOST} minutes")
    return minutes
