"""Services that are another thing beside a visit by the same clinician: "99214 with 30 min of therapy"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading
from bot.language.spent import TALKERS

_FIRST, _LAST = "99202", "99350"
"""Codes of visits for a problem, wherever the patient is; what they are not is preventive."""
_JOINS = (Cue.WITH, Cue.PLUS, Cue.ONTO, Cue.INSIDE, Cue.SAME_DAY)
"""Cues between two services of one visit; "and" alone may join two patients'."""


def alongside(parts: Sequence[Part], reading: Reading, catalog: Catalog) -> list[Part]:
    """Return the services, each that goes with a visit of its side as what it is there.

    What one is replaced with is not beside it.
    """
    found = list(parts)
    if reading.has(Cue.SWAP, Cue.IN_PLACE, Cue.INSTEAD):
        return found
    for at, (first, second) in enumerate(pairwise(parts)):
        for place, other, visit in ((at, first, second), (at + 1, second, first)):
            concept = catalog.concepts[other.concept].with_visit if other.concepts and not other.code else None
            if concept and _problem(visit, catalog) and _together(reading, first, second):
                found[place] = replace(other, concepts=(concept,))
    return found


def _problem(part: Part, catalog: Catalog) -> bool:
    """Tell whether a service is a visit for a problem."""
    if not part.concepts or catalog.concepts[part.concept].kind is not Kind.VISIT:
        return False
    uses = [catalog.rules[use.rule].codes for use in catalog.concepts[part.concept].uses]
    codes = [part.code.code] if part.code else [code for own in uses for code in own]
    return any(_FIRST <= code <= _LAST for code in codes)


def _together(reading: Reading, first: Part, second: Part) -> bool:
    """Tell whether two services are one clinician's in one visit."""
    between = range(first.end, second.start)
    if any(reading.signals(at, *DIVIDING, Cue.BREAK) for at in between):
        return False
    side = _side(reading, first, second)
    if any(reading.signals(at, *TALKERS) for at in side):
        return False
    joined = any(reading.signals(at, *_JOINS) for at in between)
    added = (at for at in side if not reading.signals(at, Cue.STOP))  # "drop 3 99213s for an hour of therapy"
    return joined or any(reading.signals(at, Cue.SAME_DAY, Cue.APPEND) for at in added)


def _side(reading: Reading, first: Part, second: Part) -> range:
    """Return the atoms around two services up to what sets them against others."""
    walls = [at for at in range(len(reading.atoms)) if reading.signals(at, *DIVIDING)]
    start = max((at + 1 for at in walls if at < first.start), default=0)
    return range(start, min((at for at in walls if at >= second.end), default=len(reading.atoms)))
