"""A lesion's name and, apart from it, how or on how many spots it is done: "how many AKs do i have to freeze"."""

from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading

_SPOTS = (Cue.METHOD, Cue.LESION)


def spots(first: Part, second: Part, reading: Reading, catalog: Catalog) -> Part | None:
    """Return two names as one service where one has no word but for spots and what destroys them, else None.

    "Molluscum kid w 22 spots frozen", "how many AKs do i need to freeze", "froze 14 lesions, all AKs". Two counts, or
    what joins them, make two services: "a wart and 3 spots frozen".
    """
    for named, told in ((first, second), (second, first)):
        if _tells(told, named, reading, catalog) and not _apart(first, second, told, reading):
            return replace(named, start=first.start, end=second.end, taken=first.taken | second.taken)
    return None


def _tells(told: Part, named: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a name has only words for spots, of which the other names the kind: "22 spots frozen" of warts."""
    if told.code or named.code or not told.concepts or not named.concepts:
        return False
    only = all(reading.signals(at, *_SPOTS) for at in told.taken)
    kind = catalog.concepts[named.concept]
    again = kind.id == told.concept and named.stems != told.stems  # "seb k, cryo"
    return only and kind.kind is Kind.PROCEDURE and (again or kind.id in catalog.concepts[told.concept].instead_of)


def _apart(first: Part, second: Part, told: Part, reading: Reading) -> bool:
    """Tell whether two names are two services: joined, set against each other, or the spots have an own article."""
    between = range(first.end, second.start)
    if any(reading.signals(at, Cue.AND, Cue.PLUS, Cue.COMPARE, *DIVIDING) for at in between):
        return True
    if reading.signals(told.start - 1, Cue.ARTICLE):
        return True  # "how many warts does a cryo equal"
    # Two numbers count two services; one of them may stand right before either name.
    counted = [at for at in range(max(first.start - 1, 0), second.end) if reading.atoms[at].value is not None]
    return len(counted) > 1
