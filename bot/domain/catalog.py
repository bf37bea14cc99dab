"""The loaded catalog: everything that calculation and language take as an argument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.domain.clinician import Clinician, ClinicianShare
from bot.domain.concept import Concept, Rule
from bot.domain.lexicon import Lexicon
from bot.domain.place import Gpci
from bot.domain.release import ConversionFactor, Release
from bot.domain.service import Minutes, Service, ServiceRow
from bot.domain.source import Citation
from bot.domain.topic import Topic
from bot.errors import UnknownPlaceError

RowKey = tuple[str, str]
"""Code and row modifier (`""`, `26`, `TC`, `53`)."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Services, concepts, rules, glossary and dated numbers, cross-checked by the loader."""

    services: Mapping[str, Service]
    concepts: Mapping[str, Concept]
    rules: Mapping[str, Rule]
    topics: Mapping[str, Topic]
    citations: Mapping[str, Citation]
    shares: Mapping[Clinician, ClinicianShare]
    releases: tuple[Release, ...]
    """Oldest first by effective date."""
    rows: Mapping[str, Mapping[RowKey, ServiceRow]]
    """By release id."""
    minutes: Mapping[str, Minutes]
    """By code, the newest year of CMS's physician time."""
    minutes_cite: str
    gpcis: Mapping[int, Mapping[str, Gpci]]
    """By year, then locality id."""
    gpci_cites: Mapping[int, str]
    factors: tuple[ConversionFactor, ...]
    lexicon: Lexicon
    places: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Lower-case place words ("boston", "massachusetts", "ma") to the locality ids that they may mean."""

    def locality(self, written: str) -> str:
        """Return the id of the one locality that an id (`01112-05`) or place words mean.

        Raises `UnknownPlaceError`, whose hint lists what fits.
        """
        words = " ".join(written.lower().split())
        # Later years last, so that a locality goes by its newest name.
        names = {place.id: place.name for year in sorted(self.gpcis) for place in self.gpcis[year].values()}
        fits = (words,) if words in names else self.places.get(words, ())
        if len(fits) == 1:
            return fits[0]
        if fits:
            hint = f"Choose one of {', '.join(f'{each} ({names.get(each, each)})' for each in fits)}."
            message = f"{written!r} has several Medicare localities."
            raise UnknownPlaceError(message, hint)
        message = f"{written!r} is no Medicare locality that I know."
        raise UnknownPlaceError(message, "Give carrier and locality such as 01112-05, a state or a city.")
