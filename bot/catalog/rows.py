"""One release's rows of the relative value file, each made when it is first looked up.

A start reads thousands of rows and a question needs a handful of them. Every line is still checked at the start: one
that is not plainly sound is made at once, which tells what is wrong with it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.domain.catalog import RowKey
from bot.domain.service import Minutes, ServiceRow, Status

COLUMNS = tuple(ServiceRow.model_fields)
MOST = 512
"""Rows of a release, or minutes, kept once they are made. All would take six times the memory of their lines."""
Lines = dict[RowKey, str]

_SMALL, _LARGE = r"[0-9]{1,3}(?:\.[0-9]{1,6})?", r"[0-4]?[0-9]{1,3}(?:\.[0-9]{1,6})?"
"""RVUs under 1,000 and under 5,000, the ranges within which a number is taken for what CMS could have printed."""
_SHAPES = {
    "code": r"[A-Z0-9]{5}",
    "modifier": r"(?:26|TC|53)?",
    "release": r"[A-Z0-9]{1,12}",
    "status": "[" + "".join(Status) + "]",
    "work": _SMALL,
    "mp": _SMALL,
    "opps_mp": _SMALL,
    **dict.fromkeys(("pe_office", "pe_facility", "opps_pe_office", "opps_pe_facility"), _LARGE),
    **dict.fromkeys(("not_used_for_payment", "unusual_in_office", "unusual_in_facility"), "(?:true|false)"),
}
_SOUND = re.compile(",".join(_SHAPES.get(column, r"[A-Za-z0-9]{0,8}") for column in COLUMNS))


def sound(line: str) -> bool:
    """Tell whether a line is surely a row; of one that is not, making it tells what is wrong, if anything."""
    return _SOUND.fullmatch(line) is not None


@dataclass(frozen=True, slots=True)
class Rows(Mapping[RowKey, ServiceRow]):
    """Rows by code and modifier, kept as their lines until they are wanted."""

    lines: Lines
    _made: dict[RowKey, ServiceRow] = field(default_factory=dict)

    def cell(self, key: RowKey, column: str) -> str:
        """Return one value as it is written, without making the row. Raises `KeyError` for a row that is not there."""
        return self.lines[key].split(",")[COLUMNS.index(column)]

    def __getitem__(self, key: RowKey) -> ServiceRow:
        """Return a row. Raises `KeyError` for one that is not there."""
        made = self._made.get(key)
        if made is None:
            made = ServiceRow.model_validate(dict(zip(COLUMNS, self.lines[key].split(","), strict=True)))
            if len(self._made) >= MOST:
                self._made.clear()
            self._made[key] = made
        return made

    def __iter__(self) -> Iterator[RowKey]:
        """Go through codes and modifiers, as the file has them."""
        return iter(self.lines)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.lines)

    def __contains__(self, key: object) -> bool:
        """Tell whether a row is there, without making it."""
        return key in self.lines


@dataclass(frozen=True, slots=True)
class Spans(Mapping[str, Minutes]):
    """CMS's minutes of one year by code, kept as they were written until they are wanted."""

    year: int
    written: dict[str, str]
    """Hands-on, same-day and whole minutes, with blanks between them."""
    _made: dict[str, Minutes] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Minutes:
        """Return a code's minutes. Raises `KeyError` for one that is not there."""
        made = self._made.get(code)
        if made is None:
            intra, same_day, whole = map(Decimal, self.written[code].split())
            made = Minutes(code=code, year=self.year, intra=intra, same_day=same_day, whole=whole)
            if len(self._made) >= MOST:
                self._made.clear()
            self._made[code] = made
        return made

    def __iter__(self) -> Iterator[str]:
        """Go through the codes."""
        return iter(self.written)

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self.written)

    def __contains__(self, code: object) -> bool:
        """Tell whether a code is there, without making its minutes."""
        return code in self.written
