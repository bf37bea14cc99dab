"""Every name that services go by, with what each stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.domain.service import Service

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
        for name in (*service.aliases, *_dyed(service, catalog)):
            yield name, Target(service.concept, service.code)
            if read:
                yield from _read(name, Target(service.concept, read), catalog.lexicon.reading)


def _dyed(service: Service, catalog: Catalog) -> Iterator[str]:
    """Yield the names of a picture with the words for how it is taken: "head CT contrast", "brain MRI wwo"."""
    dye, phases = (catalog.lexicon.cues.get(cue, ()) for cue in (Cue.DYE, Cue.PHASES))
    without = [word for word in catalog.lexicon.cues.get(Cue.WITHOUT, ()) if " " not in word]
    words = {
        "with": [*dye[:1]],
        "without": [f"{word} {dye[0]}" for word in without if dye],
        "both": [*phases[:1]],
    }
    known = {*without, *dye}
    for word in words.get(service.dye or "", ()):
        names = catalog.concepts[service.concept].aliases
        yield from (f"{name} {word}" for name in names if known.isdisjoint(name.split()))


def own_plurals(catalog: Catalog) -> Iterator[tuple[str, Target]]:
    """Yield how we call several of a concept ourselves, so that what is read out of an answer is understood.

    Not where a name of its with a word for any service is all there is to it: such a name would reach over others'.
    Nor where it begins with a length of time, which any service may have.
    """
    units = {word for words in catalog.lexicon.units.values() for word in words}
    idle = {plural for word in catalog.lexicon.cues.get(Cue.GENERIC, ()) for plural in (word, f"{word}s")}
    for concept in catalog.concepts.values():
        several = concept.many.lower()
        told = set(several.split()) - idle
        known = (set(name.lower().split()) for name in (*concept.aliases, concept.name))
        timed = several.split()[0].removesuffix("s") in units
        if not (concept.ask or timed) and not any(_alike(name, told) for name in known):
            yield several, Target(concept.id)


def _alike(name: set[str], told: set[str]) -> bool:
    """Tell whether a name has all words that are told, in the singular or the plural."""
    return all(word in name or word.removesuffix("s") in name for word in told)


def _read(name: str, target: Target, word: str | None) -> Iterator[tuple[str, Target]]:
    """Yield the name of the reading alone, unless the name itself speaks of reading."""
    if word and word not in name.split():
        yield f"{name} {word}", target


def _is_split(code: str, catalog: Catalog) -> bool:
    """Tell whether Medicare prices a code's reading by itself."""
    return any((code, _READ) in rows for rows in catalog.rows.values())
