"""The same service in another place, which is all that a side says: "a bp visit in the hospital vs in the office"."""

from dataclasses import replace

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.called import Target
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.stretch import Stretch

_SETTINGS = (Cue.OFFICE, Cue.FACILITY)


def elsewhere(reading: Reading, stretch: Stretch, giver: Part, services: Names[Target]) -> Part | None:
    """Return the giver's service in the place that is all a side says, or None when it says more or no place.

    Where a place is part of a name, it makes another service of it: "level 3 in the hospital vs in the office".
    """
    told = [at for at in range(stretch.start, stretch.end) if at not in reading.light]
    placed = [at for at in told if reading.signals(at, *_SETTINGS)]
    rest = (at for at in told if at not in placed and reading.atoms[at].sort is Sort.WORD)
    own = {reading.atoms[at].stem for at in placed}
    named = {reading.atoms[at].stem for at in giver.taken if reading.signals(at, Cue.FACILITY)}
    office = any(reading.signals(at, Cue.OFFICE) for at in placed)
    alone = placed and not stretch.strangers and all(reading.signals(at, Cue.AT, Cue.IN) for at in rest)
    if not alone or (named and not office):
        return None
    here = replace(giver, start=stretch.start, end=stretch.end, taken=frozenset())
    beside = any(reading.signals(at, *_SETTINGS) for at in range(giver.end, stretch.start))
    meant = services.exactly(giver.stems - named if named else giver.stems | own)
    if named or (meant and not office):
        concepts = tuple(sorted({one.concept for one in meant}))
        return replace(here, concepts=concepts, code=None) if concepts else None
    return here if beside else None
