"""Services that a later clause names again to tell how long each takes: "is A better than B if A takes 30 and B 40"."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.stretch import Stretch

_SIDES = 2
_OPENING = (Cue.IF, Cue.BREAK, Cue.SAY, Cue.OPENS)
"""Cues of what stands before the clause."""


def told_again(reading: Reading, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the two sides with the lengths of a later clause that names them again; the sides as they are if none."""
    parts = [part for stretch in stretches for part in stretch.parts]
    first, again = parts[:_SIDES], parts[_SIDES:]
    owners = [next((side for side, one in enumerate(first) if _same(one, part)), _SIDES) for part in again]
    holding = [next(stretch for stretch in stretches if part in stretch.parts) for part in first]
    if not again or len(set(owners)) < len(owners) or _SIDES in owners or holding[0] is holding[-1]:
        return tuple(stretches)
    cut = next((at for at in range(first[-1].end, again[0].start) if reading.signals(at, *_OPENING)), None)
    told = _lengths(reading, again, cut) if cut is not None else []
    if cut is None or not all(told):
        return tuple(stretches)
    own = dict(zip(owners, told, strict=True))
    sides = [
        replace(stretch, end=min(stretch.end, cut), parts=(part,), carried=own.get(side, ()))
        for side, (stretch, part) in enumerate(zip(holding, first, strict=True))
    ]
    strange = {at for stretch in stretches for at in stretch.strangers} - {at for one in sides for at in one.strangers}
    return (sides[0], replace(sides[1], strangers=(*sides[1].strangers, *sorted(strange))))


def _lengths(reading: Reading, again: Sequence[Part], cut: int) -> list[tuple[int, ...]]:
    """Return the length of each service of the clause: behind its name, or before it; all where that is not clear."""
    clause = range(cut, len(reading.atoms))
    found = [at for at in clause if reading.atoms[at].sort is Sort.MINUTES or at in reading.lasting]
    each = len(found) == len(again)
    behind = each and all(part.start < at for part, at in zip(again, found, strict=True))
    between = all(at < part.start for at, part in zip(found, again[1:], strict=False))
    ahead = each and all(at < part.start for part, at in zip(again, found, strict=True))
    return [(at,) for at in found] if ahead or (behind and between) else [tuple(found)] * len(again)


def _same(one: Part, other: Part) -> bool:
    return one.concepts == other.concepts and (one.code == other.code or other.code is None)
