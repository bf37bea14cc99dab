"""What is said of two at once: both sides of the body, both of what a name begins with."""

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.stretch import Stretch

_TWO = 2
"""How many "both" are."""


def both_sides(reading: Reading, stretch: Stretch, part: Part) -> bool:
    """Tell whether both sides of the body are meant of a service: "both knees", "both big toes", "bilateral".

    A part of the body that only another service of the side has is that one's.
    """
    if not reading.has(Cue.BILATERAL, Cue.BOTH):
        return False
    others = frozenset[int]().union(*(other.taken for other in stretch.parts if other is not part))
    return any(
        reading.signals(at, Cue.BILATERAL)
        or any(reading.signals(body, Cue.BODY) and body not in others for body in _pair(reading, at))
        for at in range(stretch.start, stretch.end)
        if at not in part.taken  # "an x-ray of both hips" is one, and called so
    )


def doubled(reading: Reading, stretch: Stretch) -> dict[int, int]:
    """Return the places of a side's services of which "both" tells that they are two."""
    if not reading.has(Cue.BOTH):
        return {}
    return {at: _TWO for at, part in enumerate(stretch.parts) if _both(reading, stretch, part)}


def _both(reading: Reading, stretch: Stretch, part: Part) -> bool:
    """Tell whether a service is said of both things that its name begins with: "both big toenails avulsed".

    "Both an IUD and a 99213" are two services.
    """
    after = reading.next_to(part.end - 1, 1)
    joined = reading.signals(after, Cue.AND, Cue.PLUS) and after < stretch.end
    named = part.code is None and not joined
    return named and any(part.start in _pair(reading, at) for at in range(stretch.start, part.start))


def _pair(reading: Reading, at: int) -> tuple[int, ...]:
    """Return what may be two of behind "both", a word that describes it before it: nothing behind other words."""
    if not reading.signals(at, Cue.BOTH):
        return ()
    first = reading.next_to(at, 1)
    plain = first < len(reading.atoms) and first not in reading.hit_of and first not in reading.named
    return (first, reading.next_to(first, 1)) if plain and reading.atoms[first].sort is Sort.WORD else (first,)
