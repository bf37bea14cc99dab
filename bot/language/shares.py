"""Shares of a whole that a supposition says in two numbers: "1 in 4", "8 of our 20 99214s"."""

from fractions import Fraction

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.reading import Reading

_PARTS = 20
"""Most parts of a whole that "1 in 20" may speak of."""


def ratio(reading: Reading, at: int) -> Fraction | None:
    """Return the share of "1 in 4" and "2 out of 5", or None."""
    between = reading.hit_of.get(at + 1)
    if between is None or not between.cues & {Cue.IN, Cue.OUT_OF} or reading.atoms[at].sort is not Sort.NUMBER:
        return None
    beyond = between.end
    # "6 of 20 99213s" are 6, whatever they are a share of.
    if between.cues.isdisjoint({Cue.IN}) and between.end - between.start == 1 and _counts(reading, between.end):
        return None
    few = reading.atoms[at].value
    many = reading.atoms[beyond].value if beyond < len(reading.atoms) else None
    if not few or many is None or not few < many <= _PARTS:
        return None
    return Fraction(few) / Fraction(many)


def _counts(reading: Reading, at: int) -> bool:
    """Tell whether a number counts a service right behind it."""
    after = reading.next_to(at, 1)
    return after in reading.named or (after < len(reading.atoms) and reading.atoms[after].sort is Sort.CODE)


def some_of(reading: Reading, at: int) -> Fraction | None:
    """Return the share of "8 of our 20 99214s", where the 20 count the service; None where none are counted so."""
    many = reading.next_to(at + 1, 1) if reading.signals(at + 1, Cue.OF) else len(reading.atoms)
    counted = many < len(reading.atoms) and reading.atoms[many].sort is Sort.NUMBER
    if reading.atoms[at].sort is not Sort.NUMBER or not counted or reading.signals(many + 1, Cue.PERCENT, Cue.PERIOD):
        return None
    few, whole = reading.atoms[at].value or 0, reading.atoms[many].value or 0
    return Fraction(few) / Fraction(whole) if 0 < few < whole else None
