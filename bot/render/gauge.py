"""Two sides on one scale: who is ahead, way by way and over all."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from typing import Final

from bot.domain.answer import Side
from bot.render.numbers import by_key, span, times
from bot.render.sheet import Pair, Sheet, Span, way_codes
from bot.render.wording import listed

EVEN: Final = Decimal("1.1")
"""Two amounts within ten percent of each other are called about even, with both numbers said."""
_NAMED: Final = 3


class Standing(StrEnum):
    """How the first of two stands to the second."""

    AHEAD = "ahead"
    BEHIND = "behind"
    EVEN = "even"
    SAME = "same"
    FLIPS = "flips"
    """Ahead billed one way, behind billed another."""


def standing(mine: Decimal, theirs: Decimal) -> Standing:
    """Place one amount against another."""
    if mine == theirs:
        return Standing.SAME
    if max(mine, theirs) <= min(mine, theirs) * EVEN:
        return Standing.EVEN
    return Standing.AHEAD if mine > theirs else Standing.BEHIND


@dataclass(frozen=True, slots=True)
class Scale:
    """A kind of figure that two sides can be compared by."""

    key: str
    ratio_unit: str
    plain_name: str
    """"revenue", "credit"."""
    stem: str
    """Opens the sentence: "{payer} pays the practice"."""
    size: str
    """What "as ... as" compares: "much", "large"."""
    more: str
    unit: str
    """Follows the amounts in brackets."""


MONEY: Final = Scale("allowed_usd", "usd", "revenue", "{payer} pays the practice", "much", "more", " before costs")
CREDIT: Final = Scale("work_rvu", "work_rvu", "credit", "the clinician's credit is", "large", "larger", " work RVU")
TOTAL: Final = Scale("total_rvu", "total_rvu", "total RVU", "the total RVU count is", "large", "larger", " total RVU")


@cache
def per_minute(scale: Scale, basis: str = "") -> Scale:
    """Return the scale a minute; basis is empty or `_cms_same_day`, `_cms_whole`."""
    stems = {"allowed_usd": "usd", "work_rvu": "work_rvu"}
    key = f"{stems[scale.key]}_per_minute{basis}"
    unit = "" if scale is MONEY else scale.unit
    return Scale(key, key, scale.plain_name, scale.stem, scale.size, scale.more, unit)


@cache
def per_hour(scale: Scale) -> Scale:
    """Return the scale an hour; ratios an hour are those a minute."""
    minute = per_minute(scale)
    key = minute.key.replace("minute", "hour")
    return Scale(key, minute.ratio_unit, scale.plain_name, scale.stem, scale.size, scale.more, scale.unit)


@dataclass(frozen=True)
class Gauge:
    """Two sides on one scale. Only made where every way of both sides has the figure."""

    scale: Scale
    first: Side
    second: Side
    pairs: tuple[Pair, ...]
    mine: Span
    theirs: Span
    ratio: Span | None
    """First over second."""
    inverse: Span | None

    @classmethod
    def of(cls, sheet: Sheet, first: Side, second: Side, scale: Scale) -> "Gauge | None":
        """Put two sides on a scale; None where a figure is missing. The same two are put on the same once."""
        asked = (first.number, second.number, scale)
        if asked in sheet.gauges:
            known: Gauge | None = sheet.gauges[asked]
            return known
        made = sheet.gauges[asked] = cls._of(sheet, first, second, scale)
        return made

    @classmethod
    def _of(cls, sheet: Sheet, first: Side, second: Side, scale: Scale) -> "Gauge | None":
        pairs = sheet.pairs(first, second, scale.key)
        mine, theirs = sheet.span(first, scale.key), sheet.span(second, scale.key)
        if not pairs or mine is None or theirs is None:
            return None
        ratio = sheet.between(first, second, "ratio", scale.ratio_unit)
        inverse = sheet.between(second, first, "ratio", scale.ratio_unit)
        return cls(scale, first, second, tuple(pairs), mine, theirs, ratio, inverse)

    @cached_property
    def swapped(self) -> "Gauge":
        """Return the same with the sides exchanged."""
        pairs = tuple(Pair(pair.second, pair.first, pair.theirs, pair.mine) for pair in self.pairs)
        return Gauge(self.scale, self.second, self.first, pairs, self.theirs, self.mine, self.inverse, self.ratio)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Return the standing of each pair of ways."""
        return tuple(standing(pair.mine, pair.theirs) for pair in self.pairs)

    @cached_property
    def overall(self) -> Standing:
        """Return the standing that holds whichever way is billed, or `FLIPS`."""
        found = set(self.standings)
        if {Standing.AHEAD, Standing.BEHIND} <= found:
            return Standing.FLIPS
        for one in (Standing.AHEAD, Standing.BEHIND, Standing.EVEN):
            if one in found:
                return one
        return Standing.SAME

    @property
    def mixed(self) -> bool:
        """Tell whether the standing depends on how it is billed."""
        return len(set(self.standings) - {Standing.SAME}) > 1

    @property
    def varying(self) -> "Gauge | None":
        """Return the gauge seen from the side with several ways, where the other has one amount only."""
        if self.theirs.low == self.theirs.high and self.mine.low != self.mine.high:
            return self
        if self.mine.low == self.mine.high and self.theirs.low != self.theirs.high:
            return self.swapped
        return None

    @property
    def times(self) -> str | None:
        """Write first over second, None where the answer holds no such ratio."""
        if self.ratio is None:
            return None
        low, high = self.ratio
        return f"up to {times(high)}" if low == 1 and high > 1 else times(low, high)

    @property
    def amounts(self) -> str:
        """Write both amounts: "$68.14 to $135.61 against $111.22 before costs"."""
        key = self.scale.key
        mine, theirs = span(*self.mine, key), span(*self.theirs, key)
        return f"{mine}{self.scale.unit}" if mine == theirs else f"{mine} against {theirs}{self.scale.unit}"

    def reverses(self, other: "Gauge") -> bool:
        """Tell whether a pair that is told apart here stands the other way round in `other`."""
        ways = {(pair.first.id, pair.second.id): pair for pair in other.pairs}
        for pair in self.pairs:
            was = ways.get((pair.first.id, pair.second.id))
            now = standing(pair.mine, pair.theirs)
            if was is None or now in {Standing.SAME, Standing.EVEN}:
                continue
            if (now is Standing.AHEAD) != (was.mine > was.theirs):
                return True
        return False

    def by_way(self, short: str) -> str:
        """Say for which ways the first side is ahead, about even and behind; the second has one amount.

        `short` names the first side. "about even when the talk is billed as 99214 (0.064 against 0.068 work RVU)
        and smaller as G0447 x 2 (0.040)".
        """
        words = {Standing.AHEAD: "larger", Standing.EVEN: "about even", Standing.SAME: "the same"}
        words[Standing.BEHIND] = "smaller"
        parts: list[str] = []
        for one, word in words.items():
            group = [pair for pair in self.pairs if standing(pair.mine, pair.theirs) is one]
            if not group:
                continue
            values = [pair.mine for pair in group]
            amounts = span(min(values), max(values), self.scale.key)
            if not parts:
                amounts += f" against {by_key(self.scale.key, group[0].theirs)}{self.scale.unit}"
            billed = "as" if parts else f"when {short} is billed as"
            parts.append(f"{word} {billed} {_some(list(dict.fromkeys(way_codes(p.first) for p in group)))} ({amounts})")
        return listed(parts)


def _some(codes: list[str]) -> str:
    """Name a few codes."""
    if len(codes) <= _NAMED:
        return listed(codes, "or")
    return f"{', '.join(codes[: _NAMED - 1])} or {len(codes) - _NAMED + 1} more"
