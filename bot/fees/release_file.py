"""One release of the relative value file, every line checked before any of it is used."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from bot.domain.dataset import Line, RelativeValues
from bot.domain.release import Release, Track
from bot.domain.service import ServiceRow, Status
from bot.fees.relative_values import RelativeValue, read_values
from bot.fees.sheet import Sheet, shortened

_CODE = re.compile(r"[0-9A-Z]{5}")
_SMALL = re.compile(r"[0-9A-Z]?")
_STATUSES: Final = frozenset(status.value for status in Status)
_RETIRED: Final = {"D": "I", "F": "I", "G": "I", "H": "I", "L": "C", "Q": "M"}
"""Status letters of earlier years to those that pay alike: deleted codes, deleted modifiers and codes with a grace
period are not valid; local codes are priced by the contractor; therapy goals were reported without payment."""
_GLOBALS: Final = frozenset({"000", "010", "090", "MMM", "XXX", "YYY", "ZZZ", ""})
_MOST: Final = Decimal("9999.99")
"""The largest RVU read so far is 443.28."""
_FACTORS: Final = (Decimal(20), Decimal(60))
"""US dollars per RVU; CMS's factors have stayed between 30 and 40 for two decades."""
_ENOUGH: Final = 100
"""Lines from which sums over the whole file mean something."""

_ALLOWED: Final[dict[str, Callable[[str], bool]]] = {
    "code": lambda cell: bool(_CODE.fullmatch(cell)),
    "modifier": lambda cell: cell in {"", "26", "TC", "53"},
    "status": lambda cell: cell in _STATUSES,
    "not_used": lambda cell: cell in {"", "+"},
    "na_office": lambda cell: cell in {"", "NA"},
    "na_facility": lambda cell: cell in {"", "NA"},
    "pctc": lambda cell: bool(_SMALL.fullmatch(cell)),
    "global_days": lambda cell: cell in _GLOBALS,
    "multiple_procedure": lambda cell: bool(_SMALL.fullmatch(cell)),
    "bilateral": lambda cell: bool(_SMALL.fullmatch(cell)),
    "endoscopic_base": lambda cell: not cell or bool(_CODE.fullmatch(cell)),
}
"""What may stand in the columns that are no numbers."""
_RVUS: Final = (
    *("work", "pe_office", "pe_facility", "mp", "total_office", "total_facility"),
    *("opps_pe_office", "opps_pe_facility", "opps_mp"),
)
_WORDS: Final = {
    "modifier": "modifier",
    "status": "status letter",
    "not_used": "not-used mark",
    "na_office": "office NA mark",
    "na_facility": "facility NA mark",
    "pctc": "PC/TC indicator",
    "global_days": "global days",
    "multiple_procedure": "multiple-procedure indicator",
    "bilateral": "bilateral indicator",
    "endoscopic_base": "endoscopic base",
    "pe_office": "office PE RVU",
    "pe_facility": "facility PE RVU",
    "mp": "MP RVU",
    "work": "work RVU",
    "total_office": "office total",
    "total_facility": "facility total",
    "opps_pe_office": "outpatient office PE RVU",
    "opps_pe_facility": "outpatient facility PE RVU",
    "opps_mp": "outpatient MP RVU",
    "factor": "conversion factor",
}


def read_release(sheet: Sheet, release: Release, track: Track | None) -> RelativeValues:
    """Read all lines of a relative value file.

    Raises `UnreadableFileError` at the first line whose columns do not hold what they should, whose totals are not
    work + practice expense + malpractice, or that is there twice; and for columns that seem exchanged as a whole.
    """
    lines: list[Line] = []
    factor = Decimal(0)
    seen: set[tuple[str, str]] = set()
    for number, value in read_values(sheet):
        line, of_line = _line(sheet, number, value, release.id)
        if of_line and factor not in {Decimal(0), of_line}:
            raise sheet.refused(number, f"the conversion factor {of_line} differs from {factor} above")
        factor = factor or of_line
        key = (line.row.code, line.row.modifier)
        if key in seen:
            raise sheet.refused(number, f"{' '.join(key).strip()} is there twice")
        seen.add(key)
        lines.append(line)
    if not lines:
        raise sheet.refused(None, "it has headings and no lines")
    low, high = _FACTORS
    if not low <= factor <= high:
        raise sheet.refused(None, f"its conversion factor {factor} is not between {low} and {high}")
    for why in _exchanged([line.row for line in lines]):
        raise sheet.refused(None, why)
    return RelativeValues(release, track, factor, tuple(lines))


def _line(sheet: Sheet, number: int, value: RelativeValue, release: str) -> tuple[Line, Decimal]:
    value = _mended(value)
    for field, allowed in _ALLOWED.items():
        cell = getattr(value, field)
        if not allowed(cell):
            raise sheet.refused(number, f"{shortened(cell)} is no {_WORDS.get(field, field)}")
    rvus = {field: _rvu(sheet, number, field, getattr(value, field)) for field in _RVUS}
    value = value._replace(**{field: str(rvu) for field, rvu in rvus.items()})
    for setting in ("office", "facility"):
        total = rvus["work"] + rvus[f"pe_{setting}"] + rvus["mp"]
        if total != rvus[f"total_{setting}"]:
            printed = rvus[f"total_{setting}"]
            why = f"the {setting} total {printed} of {value.code} is not work + PE + MP, which is {total}"
            raise sheet.refused(number, why)
    return Line(value.row(release), value.description), _decimal(sheet, number, "factor", value.factor or "0")


def _mended(value: RelativeValue) -> RelativeValue:
    """Put back the zeros that a spreadsheet takes from the front of numbers, and read retired status letters."""
    return value._replace(
        code=value.code.zfill(5) if value.code.isdecimal() else value.code,
        global_days=value.global_days.zfill(3) if value.global_days.isdecimal() else value.global_days,
        status=_RETIRED.get(value.status, value.status),
        endoscopic_base=value.endoscopic_base.zfill(5) if value.endoscopic_base.isdecimal() else value.endoscopic_base,
    )


def _decimal(sheet: Sheet, number: int, field: str, cell: str) -> Decimal:
    try:
        value = Decimal(cell)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise sheet.refused(number, f"{_WORDS[field]} {shortened(cell)} is no number")
    return value


def _rvu(sheet: Sheet, number: int, field: str, cell: str) -> Decimal:
    value = _decimal(sheet, number, field, cell)
    hundredths = value.scaleb(2)
    if not 0 <= value <= _MOST or hundredths != hundredths.to_integral_value():
        raise sheet.refused(number, f"{_WORDS[field]} {shortened(cell)} is not between 0 and {_MOST} in hundredths")
    return value.quantize(Decimal("0.01"))


def _exchanged(rows: list[ServiceRow]) -> Iterator[str]:
    """Find columns that were exchanged as a whole, which no single line shows: totals stay right."""
    if len(rows) < _ENOUGH:
        return
    if sum(row.mp for row in rows) > sum(row.work for row in rows):
        yield "its malpractice RVUs outweigh its work RVUs, so the two columns seem exchanged"
    if sum(row.pe_facility for row in rows) > sum(row.pe_office for row in rows):
        yield "its facility practice expense outweighs the office's, so the two columns seem exchanged"
