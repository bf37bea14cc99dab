"""What a number tells by the words around it: that it counts things, that so many fit into an hour, or two lengths."""

from collections.abc import Iterable

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.part import Part
from bot.language.reading import Reading

_HOUR = 60
_BEYOND = 3
"""Words within which "an hour" behind a service says how many of it fit into one."""


def done_to(reading: Reading, part: Part, at: int) -> bool:
    """Tell whether a number right behind what is done counts the things it is done to: "punching 2 moles"."""
    after = at + 1
    if at != part.end or after >= len(reading.atoms) or after in reading.light or after in reading.hit_of:
        return False
    thing = reading.atoms[after]
    ends = after + 1 >= len(reading.atoms) or after + 1 in reading.hit_of or reading.atoms[after + 1].sort is Sort.MARK
    return part.code is None and thing.sort is Sort.WORD and thing.known and ends


def two_lengths(lengths: Iterable[Atom]) -> bool:
    """Tell whether one service has two lengths that are neither a range nor a stretch of work and one visit in it.

    "10 min wart, 5 min note": which of them counts, or whether they add up, is the asker's to say.
    """
    lengths = list(lengths)
    values = {atom.value for atom in lengths if atom.value is not None}
    return len(values) > 1 and max(values) < _HOUR and not any(atom.ranged for atom in lengths)


def each_hour(reading: Reading, part: Part, end: int) -> bool:
    """Tell whether a count is said to be that of an hour: "3 level 3s an hour" take 20 minutes each."""
    near = [*range(part.end, min(part.end + _BEYOND, end))]
    ahead = reading.next_to(part.start - 1, -1)  # "per hour with 4 99213s"
    near += [ahead] if ahead >= 0 and reading.atoms[part.start - 1].sort is Sort.NUMBER else []
    return any(reading.atoms[at].article or reading.signals(at, Cue.PER_HOUR) for at in near)
