"""What stands beside a number: its unit, the word before it, what it is an average of."""

from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.calendar import PER, period_at
from bot.language.reading import Reading

RVUS = (Cue.WORK, Cue.RVU, Cue.TOTAL)
BROKEN = frozenset(",;?!\n")
"""Marks that end what a number can belong to."""


def distant(reading: Reading, at: int, after: int) -> bool:
    """Tell whether small words part a number from the word behind it: "4700 for the year"."""
    return any(step in reading.light and reading.atoms[step].stem != "-" for step in range(at + 1, after))


def plain(reading: Reading, at: int) -> bool:
    """Tell whether an atom is a number or a percentage that is no part of a name or place."""
    if not 0 <= at < len(reading.atoms) or at in reading.placed:
        return False
    return reading.atoms[at].sort in {Sort.NUMBER, Sort.PERCENT}


def value_of(reading: Reading, at: int) -> Decimal:
    """Return the number at a place; 0 where there is none."""
    return reading.atoms[at].value or Decimal(0)


def is_percent(reading: Reading, at: int) -> bool:
    """Tell whether a number is a percentage."""
    return reading.atoms[at].sort is Sort.PERCENT or reading.signals(at + 1, Cue.PERCENT)


def behind(reading: Reading, at: int) -> int:
    """Return the place of the next word that says something, past "ish", "or so", "%" and small words."""
    at += 1
    while at < len(reading.atoms) and (
        (at in reading.light and not reading.signals(at, *PER, Cue.DONE, Cue.LEFT, Cue.LAST))
        or reading.signals(at, Cue.ROUGHLY, Cue.PERCENT)
    ):  # fmt: skip
        at += 1
    return at


def ahead(reading: Reading, at: int) -> int:
    """Return the place of the word before, past "about" and small words."""
    at -= 1
    while at >= 0 and not reading.signals(at, Cue.DONE, Cue.NEED, Cue.VERSUS) and (
        at in reading.light or reading.signals(at, Cue.ROUGHLY) or reading.atoms[at].stem in ":=("
    ):  # fmt: skip
        at -= 1
    return at


def rvu(reading: Reading, at: int) -> int | None:
    """Return the place of the word for RVUs that a number counts, or None: "300 extra wrvu", "5k rvus"."""
    for near in range(at + 1, min(at + 4, len(reading.atoms))):
        if reading.atoms[near].stem in BROKEN or reading.atoms[near].value is not None:
            return None
        if reading.signals(near, *RVUS):
            return reading.hit_of[near].end - 1
    return None


def averaged(reading: Reading, at: int, unit: int) -> bool:
    """Tell whether a number is one visit's: "avg 1.6", "1.6 wrvu a visit", "1.6 each"."""
    if period_at(reading, unit + 1):
        return False  # "averaging 21 wrvu a day" is no visit's
    steps = [ahead(reading, at), ahead(reading, ahead(reading, at))]
    joined = [step for step in steps if step >= 0 and not divides(reading, step, at)]
    if any(reading.signals(step, Cue.AVERAGE) or _each_visit(reading, step) for step in joined):
        return True
    if reading.signals(unit + 1, Cue.AVERAGE):
        return True
    each = unit + 1
    while each < len(reading.atoms) and reading.signals(each, Cue.ROUGHLY, Cue.AVERAGE):
        each += 1
    if reading.signals(each, Cue.EACH) and not reading.signals(each + 1, Cue.SHIFT):
        return True
    marked = each < len(reading.atoms) and (reading.atoms[each].stem == "/" or reading.signals(each, Cue.ARTICLE))
    return marked and reading.signals(each + 1, Cue.SEEN)


def divides(reading: Reading, start: int, end: int) -> bool:
    """Tell whether something between two places joins or ends what is said."""
    return any(reading.signals(at, Cue.BREAK, Cue.AND) for at in range(start, end))


def part_of(reading: Reading, at: int) -> bool:
    """Tell whether a number is so much of another: "3100 of 5200", not "5200 / 46 weeks"."""
    whole = reading.next_to(at + 1, 1)
    return (
        reading.signals(at + 1, Cue.OUT_OF)
        and plain(reading, whole)
        and value_of(reading, at) <= value_of(reading, whole)
    )


def ordinal(reading: Reading, at: int) -> bool:
    """Tell whether a number is a rank: "75th"."""
    return reading.signals(at + 1, Cue.ORDINAL) and reading.atoms[at + 1].glued


def _each_visit(reading: Reading, at: int) -> bool:
    """Tell whether "each visit" or "a visit" ends at a place, of which the number behind it tells something."""
    before = reading.signals(at - 1, Cue.EACH, Cue.ARTICLE) or reading.signals(at, Cue.EACH)
    close = reading.hit_of.get(at)
    return reading.signals(at, Cue.SEEN) and (before or (close is not None and close.end - close.start > 1))
