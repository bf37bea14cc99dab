"""A visit about what is done at another time: "an IUD check", "vasectomy consult", "talk about the colonoscopy"."""

from dataclasses import replace
from itertools import zip_longest

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import Reading, Target

_DONE = frozenset({Kind.PROCEDURE, Kind.TEST, Kind.IMAGING})
_SEEN = frozenset({Kind.VISIT, Kind.TALK})


def purposes(parts: list[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services, each that a visit is only about replaced by that visit."""
    found: list[Part] = []
    about: Part | None = None
    for part, after in zip_longest(parts, parts[1:]):
        own, about = (replace(part, start=about.start, taken=about.taken | part.taken) if about else part), None
        at = part.end
        if not _talked_of(part, at, reading, catalog):
            found.append(own)
        elif catalog.concepts[part.concept].kind is Kind.TEST and reading.signals(at, Cue.TESTED):
            found.append(replace(own, end=max(own.end, at + 1), taken=own.taken | {at}))  # "EKG check"
        elif after is None or at not in after.taken:
            found.append(_checked(part, at, catalog, names))
        elif after.code is None and after.concepts and catalog.concepts[after.concept].kind in _SEEN:
            about = part
        else:
            found.append(own)
    return found


def _talked_of(part: Part, at: int, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a word for a check or a talk stands right behind something that is done."""
    if part.code or not part.concepts or at in part.taken or catalog.concepts[part.concept].kind not in _DONE:
        return False
    return reading.signals(at, Cue.CHECKED, Cue.TALKS)


def _checked(part: Part, at: int, catalog: Catalog, names: Names[Target]) -> Part:
    """Return the known patient's visit that a check is, as the first of the words for one names it."""
    word = catalog.lexicon.cues[Cue.CHECKED][0]
    concepts = tuple(sorted(target.concept for target in names.exactly({word})))
    taken = part.taken | {at}
    return Part(part.start, max(part.end, at + 1), taken, concepts, stems=frozenset({word})) if concepts else part
