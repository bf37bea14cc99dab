"""Street addresses."""

import re
from collections.abc import Container, Iterator

from bot.domain.trace import Trace
from bot.language.scene import Scene, Span

_MOST_NAMES = 4
"""Words of the longest street name."""
_MOST_DIGITS = 6
_CODE_DIGITS = 5
_TOWN = re.compile(
    r"[, ]{1,2}(?:[^\W\d_]{3,20}[, ]{1,2}){0,3}[^\W\d_]{2}[, ]{1,2}(?P<zip>[0-9]{5})(?:-[0-9]{4})?(?![\w-])"
)
"""Town, state and ZIP code behind a street."""
_CITY = re.compile(r", [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?(?:,? [A-Z]{2}\b)?")
"""A town alone, in capitals."""


def addresses(scene: Scene, codes: Container[str]) -> Iterator[Span]:
    """Yield house number and street, with the flat, town and ZIP code behind them; and boxes at a post office."""
    for at in scene.having(Trace.AVENUE, Trace.LANE):
        first = _house(scene, at)
        if first is not None:
            end = _flat(scene, at + 1)
            start, stop = scene.span(first, end)
            town = _TOWN.match(scene.text, stop)
            if not town or town["zip"] in codes:
                town = _CITY.match(scene.text, stop)
            yield start, town.end() if town else stop
    for at in scene.having(Trace.LIVES):
        begin = scene.end_of(at)
        begin += scene.marks(begin, ":")
        end = begin + 1
        while end - begin <= _MOST_NAMES and _names_street(scene, end):
            end += 1
        if scene.value(begin) is not None and end > begin + 1:
            yield scene.span(begin, end)
    for at in scene.having(Trace.BOX):
        end = scene.end_of(at)
        if scene.value(end) is not None:
            yield scene.span(at, end + 1)


def _names_street(scene: Scene, at: int) -> bool:
    street = scene.signals(at, Trace.ROAD_NAME, Trace.AVENUE, Trace.LANE)
    return street or scene.capital(at) or scene.unknown(at)


def _house(scene: Scene, at: int) -> int | None:
    """Return the bit of the house number before a kind of street, or None when that is no street."""
    names: list[int] = []
    back = at - 1
    while back >= 0 and len(names) < _MOST_NAMES and _may_name(scene, back):
        if not scene.marks(back, "."):
            names.append(back)
        # The number of "5th Avenue" is its name.
        back -= 1 + scene.ordinal(back)
    number = scene.bits[back].written if back >= 0 else ""
    if not names or not number.isdecimal() or len(number) > _MOST_DIGITS or scene.marks(back - 1, "$", "."):
        return None
    flat = _flat(scene, at + 1) > at + 1 and all(map(scene.capital, names))
    return back if flat or _is_street(scene, at, names, len(number)) else None


def _may_name(scene: Scene, at: int) -> bool:
    """Tell whether a word may be part of a street's name."""
    if scene.ordinal(at) or scene.initial(at) or (scene.marks(at, ".") and scene.initial(at - 1)):
        return True
    return scene.bits[at].lettered and not scene.small(at)


def _is_street(scene: Scene, at: int, names: list[int], digits: int) -> bool:
    """Tell a street from other words between a number and a word such as "dr"."""
    known = any(scene.signals(name, Trace.ROAD_NAME) for name in names)
    if scene.signals(at, Trace.AVENUE):
        capital = all(scene.capital(name) or scene.ordinal(name) for name in names)
        return known or capital or (digits != _CODE_DIGITS and any(map(scene.unknown, names)))
    return known or (
        scene.capital(at) and all(scene.strange(name) or scene.ordinal(name) or scene.initial(name) for name in names)
    )


def _flat(scene: Scene, at: int) -> int:
    """Return the bit behind the number of a flat, where one follows."""
    begin = at + scene.marks(at, ".")
    begin += scene.marks(begin, ",")
    if not scene.signals(begin, Trace.APARTMENT):
        return at
    begin += 1 + scene.marks(begin + 1, ".", "#")
    return min(begin + 1 + scene.glued(begin + 1), scene.size)
