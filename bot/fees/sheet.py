"""One table as it was read: its text, or the cells of a workbook, with the numbers of the lines."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import NamedTuple, TypeVar

from bot.errors import UnreadableFileError
from bot.fees.files import unpacked
from bot.fees.workbook import MAGIC, read_workbook

HEAD_LINES = 25
"""Lines within which every CMS table has its headings."""
T = TypeVar("T")

Advance = Callable[[int], None]
"""Told how many lines have been read since it was last told."""
_STEP = 500


class Row(NamedTuple):
    """The cells of one line, spaces around them removed."""

    line: int
    cells: list[str]


def _nobody(lines: int) -> None:
    del lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `text` is None for a workbook, whose cells are in `grid`."""

    name: str
    text: str | None
    grid: Sequence[tuple[int, list[str]]] = ()
    advance: Advance = field(default=_nobody, compare=False)

    def rows(self) -> Iterator[Row]:
        """Yield the lines of a CSV or workbook. Raises `UnreadableFileError` for broken quoting."""
        source = self._parsed() if self.text is not None else iter(self.grid)
        for line, cells in self._told(source):
            yield Row(line, [cell.strip() for cell in cells])

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines of a fixed-width text."""
        return self._told(enumerate((self.text or "").split("\n"), start=1))

    def head(self) -> list[Row]:
        """Return the first lines."""
        return [row for row, _ in zip(self.rows(), range(HEAD_LINES), strict=False)]

    def _told(self, source: Iterator[T]) -> Iterator[T]:
        """Tell of the progress while the lines go by."""
        count = 0
        for count, each in enumerate(source, start=1):
            if not count % _STEP:
                self.advance(_STEP)
            yield each
        self.advance(count % _STEP)

    def _parsed(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(StringIO(self.text or "", newline=""), strict=True)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise self.refused(reader.line_num, f"it is no CSV ({error})") from None

    def refused(self, line: int | None, why: str) -> UnreadableFileError:
        """Return the error that names this file."""
        return UnreadableFileError(self.name, why, line)

    def number(self, row: Row, column: int, what: str) -> Decimal:
        """Return a cell as an exact number. Raises `UnreadableFileError`, naming line and column."""
        try:
            value = Decimal(row.cells[column])
        except (InvalidOperation, IndexError):
            value = Decimal("NaN")
        if not value.is_finite():
            written = row.cells[column] if column < len(row.cells) else ""
            raise self.refused(row.line, f"{what} {shortened(written)} is no number")
        return value


def shortened(written: str) -> str:
    """Quote what is written in a cell, cut to what a sentence can hold."""
    return repr(written if len(written) <= 20 else f"{written[:20]}…")  # noqa: PLR2004 - characters worth showing


def open_sheet(name: str, data: bytes, advance: Advance = _nobody) -> Sheet:
    """Return the table in a file's bytes, gzip taken off, whatever its name says. Raises `UnreadableFileError`."""
    data = unpacked(name, data)
    if not data.strip():
        raise UnreadableFileError(name, "it is empty")
    if data.startswith(MAGIC):
        return Sheet(name, None, read_workbook(name, data), advance)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError(name, "it was saved as UTF-16; save it as plain CSV")
    if data.startswith(b"%PDF"):
        raise UnreadableFileError(name, "it is a PDF")
    if b"\0" in data:
        raise UnreadableFileError(name, "it holds bytes that no text has", data[: data.index(b"\0")].count(b"\n") + 1)
    text = _decoded(data)
    if text.lstrip().startswith("<"):
        raise UnreadableFileError(name, "it is a web page, perhaps the licence page instead of the file behind it")
    return Sheet(name, text, (), advance)


def _decoded(data: bytes) -> str:
    """Decode UTF-8, which spreadsheets write, or Latin-1: the April 2026 text holds a byte (0xA0) that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def locality_id(sheet: Sheet, line: int, carrier: str, locality: str) -> str:
    """Return `carrier-locality`, with the zeros put back that a spreadsheet takes from the front of numbers."""
    carrier, locality = carrier.strip().zfill(5), locality.strip().zfill(2)
    if not (carrier.isdecimal() and len(carrier) == 5 and locality.isalnum() and len(locality) == 2):  # noqa: PLR2004
        raise sheet.refused(line, f"{shortened(carrier)} and {shortened(locality)} are no contractor and locality")
    return f"{carrier}-{locality}"


def heading_row(sheet: Sheet, *wanted: str) -> tuple[Row, list[int]]:
    """Return the line of headings and the column of each wanted one, told by the start of its name.

    Raises `UnreadableFileError` when no line of the first ones has them all.
    """
    missing = wanted[0]
    for row in sheet.head():
        headings = [" ".join(cell.upper().split()) for cell in row.cells]
        columns = [next((at for at, each in enumerate(headings) if each.startswith(name)), None) for name in wanted]
        found = [column for column in columns if column is not None]
        if len(found) == len(wanted):
            return row, found
        if found:
            missing = wanted[columns.index(None)]
    raise sheet.refused(None, f"it has no column {missing}")
