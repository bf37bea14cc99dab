"""CMS's physician work time file, read into domain objects."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

from bot.domain.service import Minutes
from bot.errors import RvuError

_CODE = "cpt_code"
_INTRA = "Median_Intra_Service_Time"
_SAME_DAY = (
    "Pre_Evaluation_Time",
    "Pre_Positioning_time",
    "Pre_Service_Scrub_Dress_Wait_tim",
    _INTRA,
    "Immediate_post_Service_time",
)
_WHOLE = "Total_time"


def read_work_times(text: str, year: int) -> Iterator[Minutes]:
    """Read the minutes of one year's work time file saved as CSV, in the order of the file.

    The file does not name its year. Same-day minutes are the time before, during and right after the service;
    the whole service also has the visits inside the global period, as CMS's own total counts them.

    Raises `RvuError` when a column is missing.
    """
    lines = csv.reader(StringIO(text, newline=""))
    headings = [heading.strip() for heading in next(lines, [])]
    missing = [heading for heading in (_CODE, *_SAME_DAY, _WHOLE) if heading not in headings]
    if missing:
        msg = f"This is not a CMS work time file: it has no column {missing[0]}."
        raise RvuError(
            msg,
            "Save the sheet of CMS's physician time workbook as CSV, headings in the first line.",
        )
    column = {heading: number for number, heading in enumerate(headings)}
    for line in lines:
        if line and line[column[_CODE]].strip():
            yield Minutes(
                code=line[column[_CODE]].strip().zfill(5),
                year=year,
                intra=_minutes(line[column[_INTRA]]),
                same_day=sum((_minutes(line[column[part]]) for part in _SAME_DAY), Decimal(0)),
                whole=_minutes(line[column[_WHOLE]]),
            )


def _minutes(cell: str) -> Decimal:
    return Decimal(cell.strip() or "0")
