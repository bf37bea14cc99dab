"""CMS files that hold dollars: the imaging cap's amounts and the anesthesia conversion factors."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.domain.dataset import AnesthesiaFactor, CapAmount
from bot.fees.sheet import Row, Sheet, heading_row, locality_id, shortened

_MOST: Final = Decimal(100_000)
"""US dollars; the dearest cap read so far has four digits before the point."""
_ANESTHESIA: Final = (Decimal(5), Decimal(100))
"""US dollars a unit; the files read hold 18 to 28."""
_CODE = re.compile(r"[0-9A-Z]{5}")
_NATIONAL = re.compile(r"\d+\.\d+")


def read_caps(sheet: Sheet) -> tuple[CapAmount, ...]:
    """Read an imaging cap file (OPPSCAP): one line for each code and locality.

    It puts some localities of California under two contractors. Raises `UnreadableFileError`, also when a code has
    fewer localities than the others, as it does where a file is cut off.
    """
    head, at = heading_row(sheet, "HCPCS", "MOD", "CARRIER", "LOCALITY", "FACILITY PRICE", "NON-FAC")
    found: dict[tuple[str, str], dict[str, CapAmount]] = {}
    last = head.line
    for row in _lines(sheet, head, at):
        written, modifier, carrier, locality, *_ = (row.cells[column] for column in at)
        code = written.zfill(5) if written.isdecimal() else written
        if not _CODE.fullmatch(code) or modifier not in {"", "26", "TC", "53"}:
            raise sheet.refused(row.line, f"{shortened(f'{written} {modifier}')} is no code with its modifier")
        facility, office = (_dollars(sheet, row, column) for column in at[-2:])
        place = locality_id(sheet, row.line, carrier, locality)
        of_code = found.setdefault((code, modifier), {})
        if place in of_code:
            raise sheet.refused(row.line, f"{code} {modifier} in {place} is there twice")
        of_code[place] = CapAmount(code, modifier, place, facility, office)
        last = row.line
    sizes = {len(of_code) for of_code in found.values()}
    if len(sizes) != 1:
        raise sheet.refused(last, "its codes do not all have the same localities; it may be cut off")
    return tuple(amount for of_code in found.values() for amount in of_code.values())


def read_anesthesia(sheet: Sheet) -> Iterator[AnesthesiaFactor]:
    """Read the anesthesia factors of a year, the national one (from the heading) first.

    Raises `UnreadableFileError`.
    """
    head, at = heading_row(sheet, "CONTRACTOR", "LOCALITY", "NATIONAL ANES CF")
    national = _NATIONAL.search(head.cells[at[-1]])
    if national:
        yield AnesthesiaFactor("", _unit_price(sheet, Row(head.line, [national[0]]), 0))
    seen: set[str] = set()
    for row in _lines(sheet, head, at):
        place = locality_id(sheet, row.line, row.cells[at[0]], row.cells[at[1]])
        if place in seen:
            raise sheet.refused(row.line, f"the locality {place} is there twice")
        seen.add(place)
        yield AnesthesiaFactor(place, _unit_price(sheet, row, at[2]))


def _lines(sheet: Sheet, head: Row, at: list[int]) -> Iterator[Row]:
    for row in sheet.rows():
        if row.line > head.line and any(row.cells):
            if len(row.cells) <= max(at):
                raise sheet.refused(row.line, "the line is cut off")
            yield row


def _dollars(sheet: Sheet, row: Row, column: int) -> Decimal:
    value = sheet.number(row, column, "price")
    cents = value.scaleb(2)
    if not 0 <= value <= _MOST or cents != cents.to_integral_value():
        raise sheet.refused(row.line, f"the price {value} is not between 0 and {_MOST} in whole cents")
    return value.quantize(Decimal("0.01"))


def _unit_price(sheet: Sheet, row: Row, column: int) -> Decimal:
    value = sheet.number(row, column, "factor")
    low, high = _ANESTHESIA
    if not low <= value <= high:
        raise sheet.refused(row.line, f"the factor {value} is not between {low} and {high}")
    return value
