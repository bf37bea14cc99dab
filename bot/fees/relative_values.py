"""CMS's relative value files (PPRRVU), as fixed-width text or CSV, read into plain rows.

Both layouts hold the same columns; which layout a text has is told by its first line.

The modelling gap: the columns for assistants, co-surgeons, supervision and the shares before, during and
after surgery are not read.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.domain.service import ServiceRow, Status
from bot.fees.sheet import Row, Sheet

ENCODING = "latin-1"
"""The April 2026 text holds one byte (0xA0) that is not UTF-8."""

HEADER_MARK = "HDR"
"""What the first lines of the text layout start with."""
_STACKED = 5
"""Lines that make up one heading per column in the CSV layout, the last of which starts with `HCPCS`."""
_NARROWEST = 171
"""Characters of a line of the text layout; CMS's document allows 200, the rest blank."""
_END_OF_FILE = "\x1a"
"""The releases of 2022 and 2024 end with a row that is this control character and nothing else."""


class RelativeValue(NamedTuple):
    """One row of a relative value file: strings exactly as printed, spaces around them removed."""

    code: str
    modifier: str
    description: str
    """The AMA's words: for the operator's own database only."""
    status: str
    not_used: str
    """`+` when CMS does not use the printed RVUs for Medicare payment."""
    work: str
    pe_office: str
    na_office: str
    """`NA` when the service is rarely or never done in an office."""
    pe_facility: str
    na_facility: str
    mp: str
    total_office: str
    """Work, practice expense and malpractice RVU together, as CMS prints it."""
    total_facility: str
    pctc: str
    global_days: str
    multiple_procedure: str
    bilateral: str
    endoscopic_base: str
    factor: str
    """Conversion factor, US dollars per RVU."""
    opps_pe_office: str
    """The three outpatient columns of the imaging cap; zero where no cap applies."""
    opps_pe_facility: str
    opps_mp: str

    def row(self, release: str) -> ServiceRow:
        """Return the row as the domain knows it.

        Raises `ValueError` for an unknown status letter and `decimal.InvalidOperation` for an RVU that is no number.
        """
        return ServiceRow(
            code=self.code,
            modifier=self.modifier,
            release=release,
            status=Status(self.status),
            not_used_for_payment=self.not_used == "+",
            work=Decimal(self.work),
            pe_office=Decimal(self.pe_office),
            pe_facility=Decimal(self.pe_facility),
            mp=Decimal(self.mp),
            unusual_in_office=self.na_office == "NA",
            unusual_in_facility=self.na_facility == "NA",
            pctc=self.pctc,
            global_days=self.global_days,
            multiple_procedure=self.multiple_procedure,
            bilateral=self.bilateral,
            endoscopic_base=self.endoscopic_base,
            opps_pe_office=Decimal(self.opps_pe_office),
            opps_pe_facility=Decimal(self.opps_pe_facility),
            opps_mp=Decimal(self.opps_mp),
        )


_FIXED = RelativeValue(
    code="0:5",
    modifier="5:7",
    description="7:57",
    status="57:58",
    # Column 59 is in the text but not in CMS's layout document; the CSV has it as a column of its own.
    not_used="58:59",
    work="59:65",
    pe_office="65:72",
    na_office="72:74",
    pe_facility="74:81",
    na_facility="81:83",
    mp="83:89",
    total_office="89:96",
    total_facility="96:102",
    pctc="102:103",
    global_days="103:106",
    multiple_procedure="115:116",
    bilateral="116:117",
    endoscopic_base="127:132",
    factor="132:140",
    opps_pe_office="150:157",
    opps_pe_facility="157:164",
    opps_mp="164:171",
)
"""Positions in the text layout, counted from 0, end excluded."""
_FIXED_SLICES = tuple(slice(*map(int, place.split(":"))) for place in _FIXED)

_HEADINGS = RelativeValue(
    code="HCPCS",
    modifier="MOD",
    description="DESCRIPTION",
    status="STATUS CODE",
    not_used="NOT USED FOR MEDICARE PAYMENT",
    work="WORK RVU",
    pe_office="NON-FAC PE RVU",
    na_office="NON-FAC NA INDICATOR",
    pe_facility="FACILITY PE RVU",
    na_facility="FACILITY NA INDICATOR",
    mp="MP RVU",
    total_office="NON-FACILITY TOTAL",
    total_facility="FACILITY TOTAL",
    pctc="PCTC IND",
    global_days="GLOB DAYS",
    multiple_procedure="MULT PROC",
    bilateral="BILAT SURG",
    endoscopic_base="ENDO BASE",
    factor="CONV FACTOR",
    opps_pe_office="NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT",
    opps_pe_facility="FACILITY PE USED FOR OPPS PAYMENT AMOUNT",
    opps_mp="MP USED FOR OPPS PAYMENT AMOUNT",
)
"""Joined headings of the CSV layout. Positions differ between years (2026 has one column more), names do not."""


def read_relative_values(text: str) -> Iterator[RelativeValue]:
    """Read the text of a relative value file of either layout, in the order of the file.

    Raises `UnreadableFileError` when the text is in neither layout.
    """
    return (value for _, value in read_values(Sheet("relative value file", text)))


def read_values(sheet: Sheet) -> Iterator[tuple[int, RelativeValue]]:
    """Read a relative value file of either layout; each value comes with its line number.

    Raises `UnreadableFileError` for a missing column or a line that is cut off.
    """
    if sheet.text is not None and sheet.text.startswith(HEADER_MARK):
        return _read_fixed(sheet)
    return _read_csv(sheet)


def _read_fixed(sheet: Sheet) -> Iterator[tuple[int, RelativeValue]]:
    for number, line in sheet.lines():
        if line.strip(f" \r\t{_END_OF_FILE}") and not line.startswith(HEADER_MARK):
            if len(line.rstrip()) != _NARROWEST:
                why = f"the line has {len(line.rstrip())} characters instead of {_NARROWEST}; the file may be cut off"
                raise sheet.refused(number, why)
            yield number, RelativeValue(*[line[place].strip() for place in _FIXED_SLICES])


def _read_csv(sheet: Sheet) -> Iterator[tuple[int, RelativeValue]]:
    last, columns, width = headings(sheet)
    for row in sheet.rows():
        cells = row.cells
        if row.line <= last or not any(cells) or (cells[0] == _END_OF_FILE and not any(cells[1:])):
            continue
        if len(cells) < width or any(cells[width:]):
            raise sheet.refused(row.line, f"the line has {len(cells)} columns instead of {width}; it may be cut off")
        yield row.line, RelativeValue(*[cells[column] for column in columns])


def headings(sheet: Sheet) -> tuple[int, list[int], int]:
    """Return the last line of the headings, the column of each field, and how many columns a line has.

    Positions differ between years (2026 has one column more), names do not.
    """
    head = sheet.head()
    at = next((number for number, row in enumerate(head) if row.cells and row.cells[0].upper() == "HCPCS"), None)
    if at is None:
        raise sheet.refused(None, "it has no line of headings that starts with HCPCS")
    stacked = [row.cells for row in head[max(0, at - _STACKED + 1) : at + 1]]
    width = len(head[at].cells)
    names = [_joined(stacked, column) for column in range(width)]
    missing = [name for name in _HEADINGS if name not in names]
    if missing:
        raise sheet.refused(None, f"it has no column {missing[0]}")
    return head[at].line, [names.index(name) for name in _HEADINGS], width


def _joined(stacked: list[list[str]], column: int) -> str:
    return " ".join(" ".join(cells[column] for cells in stacked if column < len(cells)).upper().split())


def title_rows(sheet: Sheet) -> list[Row]:
    """Return the lines above the headings, which tell year, quarter and day of the release."""
    return sheet.head()[:10]
