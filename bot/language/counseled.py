"""The talk that a service has in it: "3 vaccines, I counseled mom on each" are vaccines with counseling."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading, Target

_REACH = 6
"""Words between a service and the talk in it."""


def counseled(parts: Sequence[Part], reading: Reading, catalog: Catalog, names: Names[Target]) -> list[Part]:
    """Return the services, each with the talk behind it where the catalog knows both as one, and it has no length."""
    found: list[Part] = []
    for part in parts:
        whole = _whole(found[-1], part, reading, catalog, names) if found and _talk(part, reading, catalog) else None
        if whole is None:
            found.append(part)
        else:
            found[-1] = replace(
                found[-1], end=part.end, taken=found[-1].taken | part.taken, concepts=(whole,), generic=False
            )
    return found


def _talk(part: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a service is any talk, of which no length is said."""
    talk = bool(part.concepts) and catalog.concepts[part.concept].kind is Kind.TALK
    near = reading.atoms[max(part.start - _REACH, 0) : part.end + _REACH]
    return talk and part.generic and not any(atom.sort is Sort.MINUTES for atom in near)


def _whole(first: Part, talk: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> str | None:
    """Return what a service is with a talk in it, for somebody who is told of before it: a child's vaccine."""
    between = range(first.end, talk.start)
    apart = len(between) > _REACH or any(reading.signals(at, *DIVIDING) for at in between)
    if first.code or not first.concepts or apart:
        return None
    alike = frozenset(map(Target, (first.concept, *catalog.concepts[first.concept].instead_of)))
    every = names.called(alike)
    stems = sorted(first.stems.union(*(one for one in every if len(one) == 1)))
    told = {target for stem in stems for target in names.exactly({stem, reading.atoms[min(talk.taken)].stem})}
    whose = {atom.stem for atom in reading.atoms[: first.end] if atom.sort is Sort.WORD}
    of_them = {target for stem in stems for one in whose for target in names.exactly({stem, one})}
    found = sorted(target.concept for target in told & of_them)
    known = (one for one in found if first.concept in {one, *catalog.concepts[one].instead_of})
    return next(known, None)
