"""Pay plans with tiers: "first 4800 at $45, then $55 after", "$45 up to 4800 and $55 above"."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.domain.lexicon import Cue
from bot.domain.question import Tier
from bot.language.atoms import Sort
from bot.language.beside import is_percent
from bot.language.calendar import period_at, unit_at
from bot.language.reading import Reading

_RATES: Final = (15, 150)
"""US dollars that a work RVU may pay."""
_STARTS: Final = (1000, 20_000)
"""Work RVUs a year from which a further tier may start."""
_NEAR: Final = 3
"""Atoms between the start of a tier and its rate."""


@dataclass(frozen=True, slots=True)
class Tiered:
    """The tiers of a plan, and the numbers that say so."""

    tiers: tuple[Tier, Tier]
    at: frozenset[int]


def tiered(reading: Reading) -> Tiered | None:
    """Return the two tiers of a pay plan; None where a text tells of none, or of more."""
    if not any(atom.sort is Sort.MONEY for atom in reading.atoms) and not reading.has(Cue.PER_RVU):
        return None
    rates = list(_rates(reading))
    start = _start(reading, *rates) if len(rates) == 2 else None  # noqa: PLR2004 - below it and from it on
    if start is None:
        return None
    below, above = (reading.atoms[at].value or Decimal(0) for at in rates)
    if _reversed(reading, start, *rates):
        below, above = above, below
    begins = reading.atoms[start].value or Decimal(0)
    return Tiered((Tier(start=Decimal(0), rate=below), Tier(start=begins, rate=above)), frozenset((*rates, start)))


def _rates(reading: Reading) -> Iterator[int]:
    """Yield where a number stands that may be what a work RVU pays."""
    for at, atom in enumerate(reading.atoms):
        small = atom.value is not None and _RATES[0] <= atom.value <= _RATES[1]
        if not small or at in reading.named:
            continue
        after = reading.next_to(at, 1)
        timed = unit_at(reading, after) or period_at(reading, after) or period_at(reading, at + 1)
        counts = is_percent(reading, at) or timed or reading.signals(after, Cue.SEEN)
        if atom.sort is Sort.MONEY or (atom.sort is Sort.NUMBER and not counts):
            yield at


def _start(reading: Reading, first: int, second: int) -> int | None:
    """Return where the number stands that the second tier starts at: between the rates, before both, or behind."""
    large = [
        at
        for at, atom in enumerate(reading.atoms)
        if atom.sort is Sort.NUMBER and atom.value is not None and _STARTS[0] <= atom.value <= _STARTS[1]
    ]
    within = [at for at in large if first < at < second]
    if len(within) == 1 and _parted(reading, within[0], first, second):
        return within[0]
    before = [at for at in large if 0 < first - at <= _NEAR and not _broken(reading, at, first)]
    told = any(reading.signals(at - 1, Cue.UP_TO, Cue.BEYOND) for at in before) or _ends_beyond(reading, second)
    if before and told and not within:
        return before[-1]
    behind = [at for at in large if 0 < at - second <= _NEAR and reading.signals(at - 1, Cue.BEYOND)]
    return behind[0] if behind and not within else None


def _parted(reading: Reading, at: int, first: int, second: int) -> bool:
    """Tell whether a number parts two rates: "up to", "over" or the like stands before it, or "first"."""
    led = any(reading.signals(step, Cue.BEYOND, Cue.UP_TO) for step in range(first + 1, at + 1))
    return (
        led or any(reading.signals(step, Cue.BEYOND) for step in range(at + 1, second)) or _ends_beyond(reading, second)
    )


def _ends_beyond(reading: Reading, second: int) -> bool:
    """Tell whether "after" or the like stands behind the second rate: "then $55 after"."""
    return any(
        reading.signals(step, Cue.BEYOND) for step in range(second + 1, min(second + 1 + _NEAR, len(reading.atoms)))
    )


def _broken(reading: Reading, start: int, end: int) -> bool:
    return any(reading.atoms[at].stem in ",;.?" for at in range(start, end))


def _reversed(reading: Reading, start: int, first: int, second: int) -> bool:
    """Tell whether the first rate said is the one of the further tier: "$55 over 4800, else $45"."""
    if start > second:
        return False
    near = range(first + 1, start) if first < start else (start - 1,)
    return any(reading.signals(at, Cue.BEYOND) for at in near)
