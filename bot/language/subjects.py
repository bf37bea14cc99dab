"""What is worked on, said once before the ways to do it: "a 1 cm mole on the back: shave it or cut it out"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.borders import dividers
from bot.language.part import Part, Parts
from bot.language.parts import find_parts
from bot.language.reading import Reader, Reading

_ASKED = (Cue.COMPARE, Cue.WHAT_IS, Cue.HOW_MUCH, Cue.MOST, Cue.DOLLARS, Cue.WORTH, Cue.RVU, Cue.WORK, Cue.TOTAL)
"""Cues of what is asked, which stand before the subject and are no part of it."""
_COMMA = ","
_SEEN = frozenset({Kind.VISIT, Kind.TALK, Kind.MONTH})
_SIDES = frozenset({Cue.OR, Cue.VERSUS, Cue.THAN})

_Way = tuple[int, int]
"""Where a way to do it begins and ends (exclusive)."""


class Subjects:
    """Gives each side the subject that is said once for all."""

    def __init__(self, catalog: Catalog, reader: Reader) -> None:
        """Take the catalog and what reads texts with its words."""
        self._catalog = catalog
        self._reader = reader

    def spread(self, reading: Reading, parts: Parts) -> Reading | None:
        """Return the text with its subject said on each side that needs it, or None where there is no such subject."""
        borders = [border for border in dividers(reading, parts) if border.cues & _SIDES and border.at]
        pause = _pause(reading, borders[0].at) if borders else 0
        if not pause:
            return None
        ways = list(_ways(reading, pause + 1, borders[0].at))
        ways += [(border.end, after.at) for border, after in pairwise(borders)]
        ways.append((borders[-1].end, _end(reading, borders[-1].end)))
        start = self._start(reading, pause)
        standing = [self._standing(reading, parts, way) for way in ways]
        led, comma = self._standing(reading, parts, (0, pause)), reading.atoms[pause].stem == _COMMA
        # "EKG, echo or stress test" is a list of three.
        apart = comma and (standing[0] if led else all(standing))
        return None if start == pause or apart else self._spread(reading, range(start, pause), ways, standing)

    def _spread(
        self, reading: Reading, places: range, ways: Sequence[_Way], standing: Sequence[Part | None]
    ) -> Reading | None:
        subject = reading.atoms[places.start : places.stop]
        said = list(reading.atoms[: places.start])
        used = False
        ends = [start for start, _ in ways[1:]]
        for (start, end), alone, after in zip_longest(ways, standing, ends):
            own = reading.atoms[start:end]
            joint = self._joint(subject, own)
            if joint is None and alone is None:
                return None
            told = joint is not None and (alone is None or self._same(joint, alone))
            used = used or told
            said += [*subject, *own] if told else own
            said += reading.atoms[end:after]
        return self._reader.find(said) if used else None

    def _joint(self, subject: Sequence[Atom], own: Sequence[Atom]) -> Part | None:
        """Return the one service that the subject and a side name together; None where each says something else."""
        found = find_parts(self._reader.find([*subject, *own]), self._catalog, self._reader.services).found
        both = len(found) == 1 and min(found[0].taken) < len(subject) <= max(found[0].taken)
        return found[0] if both and found[0].code is None else None

    def _same(self, joint: Part, alone: Part) -> bool:
        """Tell whether a side is the same service, or that service done to the subject: no visit beside "a wart"."""
        kinds = [self._catalog.concepts[part.concept].kind in _SEEN for part in (joint, alone)]
        return joint.concepts == alone.concepts or kinds[0] == kinds[1]

    def _start(self, reading: Reading, pause: int) -> int:
        """Return where the subject before a pause begins: at the pause where no word of a service is in it."""
        asked = (at + 1 for at in range(pause) if reading.signals(at, *_ASKED, Cue.BREAK) and at not in reading.named)
        start = max(asked, default=0)
        while start in reading.light:
            start += 1
        places = range(start, pause)
        other = any(reading.atoms[at].sort in {Sort.MINUTES, Sort.CODE} for at in places)
        heavy = any(reading.atoms[at].stem in self._reader.services.words for at in places if at not in reading.light)
        return start if heavy and not other else pause

    def _standing(self, reading: Reading, parts: Parts, way: _Way) -> Part | None:
        """Return what a side names by itself: nothing for "excise" or "freeze", which are done to anything."""
        inside = [part for part in parts.found if way[0] <= part.start < way[1]]
        if not inside or inside[0].code or len(inside) > 1:
            return inside[0] if inside else None
        (part,) = inside
        method = all(reading.signals(at, Cue.METHOD) for at in part.taken)
        return None if method or self._catalog.concepts[part.concept].ask else part


def _pause(reading: Reading, before: int) -> int:
    """Return where the pause behind the subject is, 0 where there is none: a comma where that is the only pause."""
    pauses = [at for at in range(1, before - 1) if reading.signals(at, Cue.BREAK) and at not in reading.named]
    strong = [at for at in pauses if reading.atoms[at].stem != _COMMA]
    return strong[-1] if strong else pauses[0] if len(pauses) == 1 else 0


def _ways(reading: Reading, start: int, end: int) -> Iterator[_Way]:
    """Yield the stretches between commas: "shave, punch or excise" are three ways."""
    commas = [at for at in range(start, end) if reading.atoms[at].stem == _COMMA]
    for first, last in zip((start, *(at + 1 for at in commas)), (*commas, end), strict=True):
        if first < last:
            yield first, last


def _end(reading: Reading, start: int) -> int:
    """Return where the last side ends: at the first pause behind it."""
    return next((at for at in range(start, len(reading.atoms)) if reading.signals(at, Cue.BREAK)), len(reading.atoms))
