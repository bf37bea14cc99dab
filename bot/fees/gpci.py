"""CMS's geographic practice cost index files (GPCI, addendum E), read into domain objects."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

from bot.domain.place import Gpci
from bot.errors import RvuError

_FLOOR = "(WITH 1.0 FLOOR)"
_KEY_COLUMNS = slice(0, 4)
_FIRST_HEADING = "MEDICARE ADMINISTRATIVE CONTRACTOR"


def read_gpcis(text: str) -> Iterator[Gpci]:
    """Read the localities in the order of the file, footnotes left out.

    The work index is the one with the 1.0 floor, the column that reproduces CMS's published amounts (2026 has
    a column without the floor before it). Zeros that a spreadsheet took from the contractor and locality
    numbers are put back; the asterisks of the footnotes are taken from the names.

    Raises `RvuError` when the text is not a GPCI file or gives the indices of no single year.
    """
    lines = list(csv.reader(StringIO(text, newline="")))
    start = next((n for n, line in enumerate(lines) if line and line[0].upper().startswith(_FIRST_HEADING)), None)
    if start is None:
        why = "it has no line of headings"
        raise _refused(why)
    headings = [heading.strip().upper() for heading in lines[start]]
    years = {heading[:4] for heading in headings[_KEY_COLUMNS.stop :] if heading}
    if len(years) != 1 or not (year := years.pop()).isdigit():
        why = "its headings do not give one year"
        raise _refused(why)
    work = _column(headings, f"{year} PW GPCI {_FLOOR}")
    pe = _column(headings, f"{year} PE GPCI")
    mp = _column(headings, f"{year} MP GPCI")
    for line in lines[start + 1 :]:
        # The footnotes have text in the first column, but no state beside it.
        if len(line) > mp and line[1].strip():
            carrier, state, locality, name = (cell.strip() for cell in line[_KEY_COLUMNS])
            yield Gpci(
                carrier=carrier.zfill(5),
                locality=locality.zfill(2),
                state=state,
                name=" ".join(name.rstrip("*").split()),
                year=int(year),
                work=Decimal(line[work].strip()),
                pe=Decimal(line[pe].strip()),
                mp=Decimal(line[mp].strip()),
            )


def _column(headings: list[str], heading: str) -> int:
    if heading not in headings:
        why = f"it has no column {heading}"
        raise _refused(why)
    return headings.index(heading)


def _refused(why: str) -> RvuError:
    return RvuError(f"This is not a CMS GPCI file: {why}.", "Use the GPCI CSV of a CMS release.")
