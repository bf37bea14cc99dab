"""Which of two names says more of one service, and which name both are parts of."""

from collections import Counter

from bot.domain.catalog import Catalog
from bot.domain.concept import Concept, Kind, Role
from bot.language.names import Names
from bot.language.reading import Target


def narrower(first: str, second: str, catalog: Catalog) -> str | None:
    """Return the more exact of two visits told in one breath, or None where neither is the other.

    "Level 3 video visit" is of that level; "video follow-up" is by video.
    """
    concepts = catalog.concepts[first], catalog.concepts[second]
    if not all(concept.kind is Kind.VISIT for concept in concepts):
        return None
    mains, every = (
        [_codes(concept, catalog, Role.MAIN) for concept in concepts],
        [_codes(concept, catalog, *Role) for concept in concepts],
    )
    if mains[0] == mains[1]:
        return first if every[0] > every[1] else second
    for one, other in ((0, 1), (1, 0)):
        if mains[one] and mains[one] < every[other]:
            return concepts[one].id
    return None


def refines(concept: str, general: str, catalog: Catalog) -> bool:
    """Tell whether a service is one of those that a more general word may be billed as."""
    own = _codes(catalog.concepts[concept], catalog, Role.MAIN)
    return bool(own) and own <= _codes(catalog.concepts[general], catalog, *Role)


def unlike(first: str, second: str, catalog: Catalog) -> bool:
    """Tell whether two services have no code in common."""
    one, other = (_codes(catalog.concepts[concept], catalog, *Role) for concept in (first, second))
    return one.isdisjoint(other)


def spanning(
    first: frozenset[str], second: frozenset[str], concepts: tuple[str, str], catalog: Catalog, names: Names[Target]
) -> tuple[str, ...]:
    """Return what a name says that takes words of two names beside each other: "forearm lac, layered closure".

    It must be one of the two services, or one of them at a part of the body, and one of the two must be what the
    other's words could also mean; empty where they are two services.
    """
    one, other = (catalog.concepts[concept] for concept in concepts)
    if one.id not in other.instead_of and other.id not in one.instead_of:
        return ()
    meant = {*concepts, *one.by_region.values(), *other.by_region.values()}
    spanned = [
        name for name in names.within(first | second) if not (set(name.stems) <= first or set(name.stems) <= second)
    ]
    longest = max((len(name.stems) for name in spanned), default=0)
    found = Counter(
        concept
        for name in spanned
        if len(name.stems) == longest
        for concept in {target.concept for target in name.targets if target.code is None and target.concept in meant}
    )
    # What more of the longest names mean: of three words of "forearm lac, layered closure", two are of the layered one.
    return tuple(sorted(found, key=lambda concept: (-found[concept], concept)))


def _codes(concept: Concept, catalog: Catalog, *roles: Role) -> frozenset[str]:
    """Return every code by which a concept is billed in ways of some roles."""
    rules = (catalog.rules[use.rule] for use in concept.uses if use.role in roles and use.rule in catalog.rules)
    return frozenset(code for rule in rules for code in rule.codes)
