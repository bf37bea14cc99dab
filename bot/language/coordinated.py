"""A second service of which only what differs is said: "IUD removal and insertion"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target


def coordinated(parts: Sequence[Part], reading: Reading, names: Names[Target]) -> Iterator[Part]:
    """Yield the services, and behind each the one that a single word joined to it makes of its name."""
    taken = {at for part in parts for at in part.taken}
    for part in parts:
        yield part
        further = None if part.code else _further(part, reading, names, taken)
        if further is not None:
            yield further


def _further(part: Part, reading: Reading, names: Names[Target], taken: set[int]) -> Part | None:
    join = reading.next_to(part.end - 1, 1)
    at = reading.next_to(join, 1)
    if not reading.signals(join, Cue.AND, Cue.PLUS) or at >= len(reading.atoms) or at in taken:
        return None
    stem, after = reading.atoms[at].stem, reading.next_to(at, 1)
    alone = reading.atoms[at].sort is Sort.WORD and not reading.signals(at, Cue.GENERIC, Cue.REASON)
    if not alone or stem not in names.words or not _ends(reading, after):
        return None
    found = (names.exactly(part.stems - {own} | {stem}) for own in sorted(part.stems))
    meant = next((targets for targets in found if targets and {one.concept for one in targets} != {*part.concepts}), ())
    concepts = tuple(sorted({target.concept for target in meant}))
    return replace(part, start=at, end=at + 1, taken=frozenset({at}), concepts=concepts) if concepts else None


def _ends(reading: Reading, at: int) -> bool:
    """Tell whether nothing stands at a place that the word before it could belong to."""
    if at >= len(reading.atoms) or reading.atoms[at].sort in {Sort.MARK, Sort.MINUTES}:
        return True
    return reading.signals(at, Cue.SAME_DAY, Cue.COMPARE, Cue.WORTH, Cue.DOLLARS, Cue.WORK, Cue.RVU, *DIVIDING)
