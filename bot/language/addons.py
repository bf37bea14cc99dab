"""The codes that are added to others, told by nothing but that they are: "99490 plus two of the 20 min add-ons"."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind, Role
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading

_JOINS = (Cue.WITH, Cue.PLUS, Cue.AND)


def added_on(parts: Sequence[Part], reading: Reading, catalog: Catalog) -> list[Part]:
    """Return the services, and behind each the one code that is added to it where "add-on" is said."""
    found = list(parts)
    for hit in reading.cues.get(Cue.ADDON, ()):
        before = [part for part in parts if part.end <= hit.start]
        if not before or not joins(reading, before[-1], hit.start):
            continue
        code = _extra(before[-1], catalog)
        if code is not None:
            start = hit.start - of_time(reading, hit.start)
            concept = catalog.services[code].concept
            taken = frozenset(range(start, hit.end))
            found.append(Part(start, hit.end, taken, (concept,), code=CodeRef(code=code)))
    return sorted(found, key=lambda part: part.start)


def joins(reading: Reading, part: Part, at: int) -> bool:
    """Tell whether an add-on at a place is joined to a service on its own side."""
    between = range(part.end, at)
    return any(reading.signals(step, *_JOINS) for step in between) and not any(
        reading.signals(step, *DIVIDING) for step in between
    )


def of_time(reading: Reading, at: int) -> bool:
    """Tell whether the length of each stands right before an add-on: "the 20 min add-on"."""
    return at > 0 and reading.atoms[at - 1].sort is Sort.MINUTES


def _extra(part: Part, catalog: Catalog) -> str | None:
    """Return the one code that is only billed on top of a service's own; None where there is none or several.

    A visit has many, so that which of them is meant has to be asked.
    """
    concept = catalog.concepts[part.concept] if part.concepts else None
    if concept is None or concept.kind is Kind.VISIT:
        return None
    main = {
        use.rule
        for use in concept.uses
        if use.role is not Role.ADDON and (part.code is None or part.code.code in catalog.rules[use.rule].codes)
    }
    added = [use.rule for use in concept.uses if use.role is Role.ADDON and use.with_rule in main]
    codes = {code for rule in added for code in catalog.rules[rule].codes}
    return codes.pop() if len(codes) == 1 else None
