"""What a side that names no service of its own takes from the other side's: "rib series vs chest", "the hip"."""

from collections.abc import Set as AbstractSet
from functools import reduce

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import Reading, Target
from bot.language.stretch import Stretch

_LED = 4
"""Words before a joint within which the drug stands that is put into it."""


def at_another(said: AbstractSet[str], giver: Part, names: Names[Target]) -> frozenset[Target]:
    """Return the giver's service at another part of the body, by any name it has: "rib series 2v vs chest 2v"."""
    called = sorted(names.called(frozenset(Target(concept) for concept in giver.concepts)), key=sorted)
    # The word that none of its names leaves out is where it is done.
    where = reduce(frozenset.intersection, map(frozenset, called)) - said if len(called) > 1 else frozenset()
    found = (names.exactly(stems - where | said) for stems in called) if len(where) == 1 else iter(())
    return next(filter(None, found), frozenset())


def drug_into(reading: Reading, part: Part, *, moved: bool) -> set[str]:
    """Return the drug that is put into the joint which a name is, where another joint is told of as well.

    "Cortisone in the big toe joint vs the hip".
    """
    near = range(part.start - 1, max(part.start - _LED, 0) - 1, -1) if moved else range(0)
    return {reading.atoms[at].stem for at in near if reading.signals(at, Cue.INJECTED)}


def lone(reading: Reading, stretch: Stretch) -> list[int]:
    """Return the words that say of a session, and of nothing else, that there is one: "a single 60 min session"."""
    words = [at for at in range(stretch.start, stretch.end) if at not in reading.light]
    said = [at for at in words if reading.atoms[at].sort is not Sort.MINUTES]
    one = [at for at in said if reading.atoms[at].value == 1 and reading.signals(said[-1], Cue.SHIFT)]
    return one if len(said) == 2 and len(words) > len(said) else []  # noqa: PLR2004 - "single session", and its minutes


def by_staff(reading: Reading, at: int) -> bool:
    """Tell whether a word only says by whom something is done: "flush by the MA"."""
    if reading.signals(at, Cue.DONE_BY):
        return True
    return reading.signals(at, Cue.STAFFED, Cue.NURSE) and reading.signals(reading.next_to(at, -1), Cue.DONE_BY)


def of_those(reading: Reading, at: int) -> bool:
    """Tell whether the other side's thing stands at a place: "shave a mole vs excise it", "vs debriding all ten"."""
    if reading.signals(at, Cue.IT, Cue.REFERS):
        return True
    after = at + 1
    counted = after < len(reading.atoms) and reading.atoms[after].sort is Sort.NUMBER and after + 1
    ends = (counted or after) >= len(reading.atoms) or reading.atoms[counted or after].sort is Sort.MARK
    return reading.signals(at, Cue.ALL_OF) and (ends or reading.signals(after, Cue.REFERS, Cue.LESION))
