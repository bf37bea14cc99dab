"""CMS's relative value files (PPRRVU), as fixed-width text or CSV, read into plain rows.

Both layouts hold the same columns; which layout a text has is told by its first line. The description
column is never read: its words belong to the AMA.

The modelling gap: the columns for assistants, co-surgeons, supervision and the shares before, during and
after surgery are not read.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from bot.domain.service import ServiceRow, Status
from bot.errors import RvuError

ENCODING = "latin-1"
"""The April 2026 text holds one byte (0xA0) that is not UTF-8."""

_CODE_LENGTH = 5
_HEADER_MARK = "HDR"
_CSV_HEADER_LINES = slice(5, 10)
"""Five title lines, then five stacked lines that make up one heading per column."""


class RelativeValue(NamedTuple):
    """One row of a relative value file: strings exactly as printed, spaces around them removed."""

    code: str
    modifier: str
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
    status="57:58",
    # Column 59 is in the text but not in CMS's layout document; the CSV has it as a column of its own.
    not_used="58:59",
    work="59:65",
    pe_office="65:72",
    na_office="72:74",
    pe_facility="74:81",
    na_facility="81:83",
    mp="83:89",
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
    status="STATUS CODE",
    not_used="NOT USED FOR MEDICARE PAYMENT",
    work="WORK RVU",
    pe_office="NON-FAC PE RVU",
    na_office="NON-FAC NA INDICATOR",
    pe_facility="FACILITY PE RVU",
    na_facility="FACILITY NA INDICATOR",
    mp="MP RVU",
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
    """Read a relative value file of either layout, in the order of the file.

    Raises `RvuError` when the text is in neither layout.
    """
    return _read_fixed(text) if text.startswith(_HEADER_MARK) else _read_csv(text)


def _read_fixed(text: str) -> Iterator[RelativeValue]:
    for line in text.split("\n"):
        if line.strip() and not line.startswith(_HEADER_MARK):
            yield RelativeValue(*[line[place].strip() for place in _FIXED_SLICES])


def _read_csv(text: str) -> Iterator[RelativeValue]:
    lines = list(csv.reader(StringIO(text, newline="")))
    stacked = lines[_CSV_HEADER_LINES]
    width = max((len(line) for line in stacked), default=0)
    headings = [
        " ".join(" ".join(line[column] for line in stacked if column < len(line)).split()) for column in range(width)
    ]
    missing = [heading for heading in _HEADINGS if heading not in headings]
    if missing:
        msg = f"This is not a CMS relative value file: it has no column {missing[0]}."
        raise RvuError(
            msg,
            "Use the PPRRVU file of a CMS release, as text or CSV.",
        )
    columns = [headings.index(heading) for heading in _HEADINGS]
    for line in lines[_CSV_HEADER_LINES.stop :]:
        # Blank lines are possible, and the releases of 2022 and 2024 end with a row that is one control
        # character (0x1A) and nothing else.
        if len(line) > max(columns) and len(line[columns[0]].strip()) == _CODE_LENGTH:
            yield RelativeValue(*[line[column].strip() for column in columns])
