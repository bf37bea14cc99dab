"""The first sheet of an Excel workbook as rows of text, from its XML: what CMS's tables need and no more."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Context, Decimal, InvalidOperation
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as ET

from bot.errors import UnreadableFileError
from bot.fees.files import MOST_BYTES, too_large

MAGIC: Final = b"PK\x03\x04"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHOWN: Final = Context(prec=15)
"""Excel shows 15 digits of its binary numbers; the others are noise (`0.28000000000000003`)."""
_MOST_COLUMNS: Final = 200
_CELL = re.compile(r"([A-Z]+)\d+")


def read_workbook(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    """Return the numbered rows of the first sheet. Raises `UnreadableFileError`, also for a cell with a formula."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            shared = _shared(name, archive)
            return list(_rows(name, _part(name, archive, _first_sheet(name, archive)), shared))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError):
        raise UnreadableFileError(name, "it is no Excel workbook, or a broken one") from None
    except ET.ParseError as error:
        raise UnreadableFileError(name, "the workbook's XML is broken", error.position[0]) from None


def _part(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    info = archive.getinfo(part)
    if info.file_size > MOST_BYTES:
        raise too_large(name)
    with archive.open(info) as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_large(name)
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise UnreadableFileError(name, "the workbook declares entities, which Excel never does")
    return data


def _tree(name: str, archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(_part(name, archive, part))  # noqa: S314 - `_part` refuses what makes XML dangerous


def _first_sheet(name: str, archive: zipfile.ZipFile) -> str:
    sheet = _tree(name, archive, "xl/workbook.xml").find(f"{_MAIN}sheets/{_MAIN}sheet")
    links = _tree(name, archive, "xl/_rels/workbook.xml.rels")
    wanted = None if sheet is None else sheet.get(_RELATION)
    target = next((link.get("Target", "") for link in links if link.get("Id") == wanted), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _shared(name: str, archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    items = _tree(name, archive, "xl/sharedStrings.xml").findall(f"{_MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in items]


def _rows(name: str, sheet: bytes, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for _, element in ET.iterparse(BytesIO(sheet)):  # noqa: S314 - `_part` refuses what makes XML dangerous
        if element.tag != f"{_MAIN}row":
            continue
        number = int(element.get("r") or number + 1)
        cells: list[str] = []
        for cell in element:
            at = _column(cell.get("r"), len(cells))
            if at >= _MOST_COLUMNS:
                raise UnreadableFileError(name, "it has more columns than any CMS table", number)
            if cell.find(f"{_MAIN}f") is not None:
                raise UnreadableFileError(name, f"cell {cell.get('r')} holds a formula instead of a value", number)
            cells.extend("" for _ in range(len(cells), at))
            cells.append(_text(name, number, cell, shared))
        element.clear()
        yield number, cells


def _column(reference: str | None, following: int) -> int:
    """Return the 0-based column of a reference such as `AB12`; cells without one follow each other."""
    match = _CELL.fullmatch(reference or "")
    if match is None:
        return following
    column = 0
    for letter in match[1][:4]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _text(name: str, number: int, cell: ET.Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        if not value.isdigit() or int(value) >= len(shared):
            raise UnreadableFileError(name, f"cell {cell.get('r')} points to a text that is not there", number)
        return shared[int(value)]
    if kind == "e":
        raise UnreadableFileError(name, f"cell {cell.get('r')} holds the error {value}", number)
    return _number(value) if kind == "n" and value else value


def _number(value: str) -> str:
    try:
        shown = _SHOWN.create_decimal(value)
    except InvalidOperation:
        return value
    if not shown.is_finite():
        return value
    return format(shown if shown == shown.to_integral_value() and "." not in value else _plain(shown), "f")


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
