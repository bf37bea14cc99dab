"""What the sides, their minutes and their codes are called in a sentence."""

from decimal import Decimal
from typing import Final

from bot.domain.answer import Pathway, PathwayState, Side
from bot.domain.concept import Kind
from bot.render.numbers import whole
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import is_plural, listed, verb, with_note

_KINDS: Final = {
    Kind.TALK: ("the talk", "the talks"),
    Kind.VISIT: ("the visit", "the visits"),
    Kind.PROCEDURE: ("the procedure", "the procedures"),
    Kind.TEST: ("the test", "the tests"),
    Kind.IMAGING: ("the scan", "the scans"),
}
_SHORT_ENOUGH: Final = 34
_MANY_CODES: Final = 4


def short(sheet: Sheet, side: Side) -> str:
    """Name a side that was named in full before: "the talk", "the wart freezing"."""
    if any(other.name == side.name and other.number != side.number for other in sheet.sides):
        # The same thing twice is told apart by its count alone.
        return side.one
    basket = " + " in side.name
    alone = [other.kind for other in sheet.sides].count(side.kind) == 1
    if side.kind is Kind.TALK and alone and not basket:
        return _KINDS[Kind.TALK][is_plural(side.one)]
    for article in ("a ", "an "):
        if side.one.startswith(article + side.name) and len(side.name) <= _SHORT_ENOUGH and not basket:
            return f"the {side.name}"
    if alone and not basket and side.kind in _KINDS:
        return _KINDS[side.kind][is_plural(side.one)]
    return side.one


def bringing(side: Side) -> str:
    """Return "brings" or "bring"."""
    return verb(side.one, "brings", "bring")


def coded(sheet: Sheet, side: Side, phrase: str) -> str:
    """Add the codes to a phrase that does not say them: "a wart freezing (17110)"."""
    named = codes(sheet.counted(side, "work_rvu"))
    said = all(code in phrase for way in sheet.counted(side, "work_rvu") for code in way.codes)
    return phrase if said or not named else with_note(phrase, named)


def codes(ways: list[Pathway], word: str = "or") -> str:
    """Name the ways by their codes; empty where there are too many to read."""
    named = list(dict.fromkeys(way_codes(way) for way in ways))
    return listed(named, word) if len(named) <= _MANY_CODES else ""


def unpaid(sheet: Sheet) -> str:
    """Say which ways Medicare does not pay, "" where there is none beside a paid one."""
    ways = [way for side in sheet.sides if sheet.resting(side) for way in sheet.ways(side, PathwayState.UNPAID)]
    named = list(dict.fromkeys(way_codes(way) for way in ways))
    if len(named) > _MANY_CODES:
        named = [*named[: _MANY_CODES - 1], f"{len(named) - _MANY_CODES + 1} more"]
    return f"Medicare does not pay {listed(named, 'or')}." if named else ""


def minutes_of(sheet: Sheet, side: Side, basis: str = "") -> str | None:
    """Write the minutes of one side under a basis: "10", "13", "30 to 47"; None where they are not known."""
    ways = sheet.counted(side, "work_rvu")
    if basis == "_cms_whole":
        have = [way.cms_whole_minutes for way in ways]
    elif basis == "_cms_same_day" or side.minutes_are_cms:
        have = [way.cms_same_day_minutes for way in ways]
    else:
        have = [None if way.minutes is None else Decimal(way.minutes) for way in ways]
    known = [value for value in have if value is not None]
    if not known or len(known) != len(have):
        return None
    low, high = whole(min(known)), whole(max(known))
    return low if low == high else f"{low} to {high}"


def whose_minutes(sheet: Sheet, sides: tuple[Side, ...]) -> str | None:
    """Say on whose minutes: "your 10 and 30 minutes", "your 30 minutes and CMS's 13", "CMS's 13 minutes"."""
    have = [(side, minutes_of(sheet, side)) for side in sides]
    if any(text is None for _, text in have):
        return None
    whose = {side.minutes_are_cms for side in sides}
    if len(whose) > 1:
        named = [f"{_owner(side)} {text}" for side, text in have]
        return f"{named[0]} minutes and {listed(named[1:])}"
    owner = _owner(sides[0])
    texts = [text for _, text in have if text]
    if len(set(texts)) == 1:
        noun = "minute" if texts[0] == "1" else "minutes"
        return f"{owner} {texts[0]} {noun}{' each' if len(sides) > 1 else ''}"
    return f"{owner} {listed(texts)} minutes"


def _owner(side: Side) -> str:
    return "CMS's" if side.minutes_are_cms else "your"
