"""Words that nobody has to know: what a patient comes for, and what stands beside a code that says it all."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading

_TELLING = frozenset({Kind.VISIT, Kind.TALK, Kind.MONTH})
_ADDING = (Cue.AND, Cue.PLUS, Cue.WITH, Cue.VERSUS, Cue.OR)
_COMMA = ","
_SUBJECT = 5
"""Letters of the shortest word that is taken for what a talk is about: shorter ones may abbreviate a service."""
_TIMED = 3
"""Words from a talk within which its length stands."""


def only_reason(reading: Reading, at: int, parts: Sequence[Part], catalog: Catalog) -> bool:
    """Tell whether a word is a complaint beside visits, talks and codes alone: it says what they are about.

    So does one before a pause, whatever is done for it: "back pain, trigger points or OMT".
    """
    if not parts or not reading.signals(at, Cue.REASON):
        return False
    heads = any(reading.signals(step, Cue.BREAK) for step in range(at + 1, parts[0].start))
    return heads or all(_tells(part, reading, catalog) for part in parts)


def names_subject(reading: Reading, at: int, parts: Sequence[Part], catalog: Catalog) -> bool:
    """Tell whether a word that no list has is what a talk is about: "a 20 min breastfeeding talk".

    Only right before a word for any talk, with its minutes: then these decide how it is billed, whatever it is about.
    """
    atom = reading.atoms[at]
    if atom.known or len(atom.stem) < _SUBJECT:
        return False
    talk = next((part for part in parts if part.start == reading.next_to(at, 1)), None)
    if talk is None or not talk.generic or catalog.concepts[talk.concept].kind is not Kind.TALK:
        return False
    return any(other.sort is Sort.MINUTES for other in reading.atoms[max(at - _TIMED, 0) : talk.end + _TIMED])


def beside_code(reading: Reading, at: int, parts: Sequence[Part]) -> bool:
    """Tell whether a word only describes a typed code, which says what was done whatever else is told of it.

    What something joins to the code is no description: "99213 plus a zorb" are two services.
    """
    if not parts:
        return False
    near = min(parts, key=lambda part: max(part.start - at, at - part.end))
    between = range(at + 1, near.start) if at < near.start else range(near.end, at)
    joined = any(reading.signals(step, *_ADDING) or reading.atoms[step].stem == _COMMA for step in between)
    return _typed(near, reading) and not joined


def _tells(part: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a service is a visit or a talk, or said by its code."""
    kind = catalog.concepts[part.concept].kind if part.concepts else None
    return _typed(part, reading) or kind in _TELLING


def _typed(part: Part, reading: Reading) -> bool:
    return any(reading.atoms[at].sort is Sort.CODE for at in part.taken)
