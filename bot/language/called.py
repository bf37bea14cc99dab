"""Every name that services go by, with what each stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.catalog import Catalog

_READ = "26"
"""The modifier of a reading alone."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for: a concept, or one code of it."""

    concept: str
    code: str | None = None
    """With its modifier, where a name means a part of the service."""


def aliases(catalog: Catalog) -> Iterator[str]:
    """Yield the words that people use, without our own full names."""
    yield from (alias for concept in catalog.concepts.values() for alias in concept.aliases)
    yield from (alias for service in catalog.services.values() for alias in service.aliases)


def service_names(catalog: Catalog) -> Iterator[tuple[str, Target]]:
    """Yield every name of every concept and code. A concept's own name counts, unless it is another's alias."""
    for concept in catalog.concepts.values():
        target = Target(concept.id)
        for name in dict.fromkeys((*concept.aliases, concept.name.lower())):
            yield name, target
            if concept.read_only:
                yield from _read(name, Target(concept.read_only), catalog.lexicon.reading)
    for service in catalog.services.values():
        read = f"{service.code}-{_READ}" if _is_split(service.code, catalog) else None
        for name in service.aliases:
            yield name, Target(service.concept, service.code)
            if read:
                yield from _read(name, Target(service.concept, read), catalog.lexicon.reading)


def _read(name: str, target: Target, word: str | None) -> Iterator[tuple[str, Target]]:
    """Yield the name of the reading alone, unless the name itself speaks of reading."""
    if word and word not in name.split():
        yield f"{name} {word}", target


def _is_split(code: str, catalog: Catalog) -> bool:
    """Tell whether Medicare prices a code's reading by itself."""
    return any((code, _READ) in rows for rows in catalog.rows.values())
