"""How a line of a CMS file is packed: fixed-width text, which every database keeps, sorts and joins alike.

A release of 19,000 lines is one string of 1.2 MB in memory; its decimals are made when a line is looked up.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from bot.domain.catalog import RowKey
from bot.domain.service import Minutes, ServiceRow, Status

_KEY: Final = 7
"""Code and modifier."""
_FLAGS: Final = 14
_NUMBER: Final = 6
"""Digits of an RVU in hundredths."""
_NUMBERS: Final = ("work", "pe_office", "pe_facility", "mp", "opps_pe_office", "opps_pe_facility", "opps_mp")
WIDTH: Final = _FLAGS + _NUMBER * len(_NUMBERS)
_LINE: Final = _KEY + WIDTH


def pack(row: ServiceRow) -> str:
    """Pack everything of a row but its release, code and modifier."""
    unusual = 2 * row.unusual_in_office + row.unusual_in_facility
    flags = f"{row.status:1}{'+' if row.not_used_for_payment else ' '}{unusual}{row.pctc:1}{row.global_days:3}"
    indicators = f"{row.multiple_procedure:1}{row.bilateral:1}{row.endoscopic_base:5}"
    numbers = (f"{int(getattr(row, name).scaleb(2)):0{_NUMBER}}" for name in _NUMBERS)
    return flags + indicators + "".join(numbers)


def unpack(release: str, code: str, modifier: str, record: str) -> ServiceRow:
    """Make a row again of what `pack` made of it."""
    unusual = int(record[2])
    numbers = {
        name: Decimal(record[at : at + _NUMBER]).scaleb(-2)
        for name, at in zip(_NUMBERS, range(_FLAGS, WIDTH, _NUMBER), strict=True)
    }
    return ServiceRow(
        code=code,
        modifier=modifier,
        release=release,
        status=Status(record[0]),
        not_used_for_payment=record[1] == "+",
        unusual_in_office=unusual >= 2,  # noqa: PLR2004 - the bit of the office
        unusual_in_facility=unusual % 2 == 1,
        pctc=record[3].strip(),
        global_days=record[4:7].strip(),
        multiple_procedure=record[7].strip(),
        bilateral=record[8].strip(),
        endoscopic_base=record[9:14].strip(),
        **numbers,
    )


class LazyRows(Mapping[RowKey, ServiceRow]):
    """The rows of one release, each made when it is asked for."""

    __slots__ = ("_count", "_release", "_text")

    def __init__(self, release: str, lines: Iterable[tuple[str, str, str]]) -> None:
        """Take code, modifier and packed record of each row, in any order."""
        packed = sorted(f"{code}{modifier:2}{record}" for code, modifier, record in lines)
        self._release = release
        self._count = len(packed)
        self._text = "".join(packed)

    def __getitem__(self, key: RowKey) -> ServiceRow:
        """Return a row. Raises `KeyError`."""
        at = self._find(key)
        if at is None:
            raise KeyError(key)
        code, modifier = key
        return unpack(self._release, code, modifier, self._text[at + _KEY : at + _LINE])

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such a row, without making it."""
        return isinstance(key, tuple) and self._find(key) is not None

    def __iter__(self) -> Iterator[RowKey]:
        """Yield code and modifier of each row, in order."""
        for at in range(0, len(self._text), _LINE):
            yield self._text[at : at + 5], self._text[at + 5 : at + _KEY].strip()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._count

    def _find(self, key: RowKey) -> int | None:
        """Return where a row begins in the text."""
        code, modifier = key
        wanted = f"{code}{modifier:2}"
        at = _LINE * bisect_left(range(self._count), wanted, key=self._key)
        return at if self._text[at : at + _KEY] == wanted else None

    def _key(self, number: int) -> str:
        return self._text[number * _LINE : number * _LINE + _KEY]


def pack_minutes(minutes: Minutes) -> str:
    """Pack the three spans of a code."""
    return f"{minutes.intra.normalize():f} {minutes.same_day.normalize():f} {minutes.whole.normalize():f}"


class LazyMinutes(Mapping[str, Minutes]):
    """CMS's minutes of one year, each made when it is asked for."""

    __slots__ = ("_records", "_year")

    def __init__(self, year: int, records: Mapping[str, str]) -> None:
        self._year = year
        self._records = records

    def __getitem__(self, code: str) -> Minutes:
        """Return a code's minutes. Raises `KeyError`."""
        intra, same_day, whole = map(Decimal, self._records[code].split())
        return Minutes(code=code, year=self._year, intra=intra, same_day=same_day, whole=whole)

    def __contains__(self, code: object) -> bool:
        """Tell whether the code's minutes are known, without making them."""
        return code in self._records

    def __iter__(self) -> Iterator[str]:
        """Yield the codes."""
        return iter(self._records)

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self._records)
