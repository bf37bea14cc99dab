"""The loaded catalog: everything that calculation and language take as an argument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from bot.domain.atlas import Atlas, Geography
from bot.domain.claim import Claim
from bot.domain.clinician import Clinician, ClinicianShare
from bot.domain.concept import Concept, Line, Rule
from bot.domain.daylog import DayWords
from bot.domain.lexicon import Lexicon
from bot.domain.limit import Apart
from bot.domain.place import Gpci
from bot.domain.release import ConversionFactor, Release
from bot.domain.service import Minutes, Service, ServiceRow
from bot.domain.source import Citation
from bot.domain.topic import Topic
from bot.errors import MissingReleaseError

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

    claims: Mapping[str, Claim] = field(default_factory=dict)
    day_words: DayWords = field(default_factory=DayWords)
    aparts: Mapping[str, Apart] = field(default_factory=dict)
    """What one patient's day or month does not take together."""
    geography: Geography | None = None
    """ZIP codes and counties, where the operator loaded CMS's files of them."""
    listed: Mapping[str, str] = field(default_factory=dict)
    """Codes that only an imported release has, to its short description. The words are the AMA's and live in the
    operator's database alone."""
    anesthesia: Mapping[int, Mapping[str, Decimal]] = field(default_factory=dict)
    """US dollars an anesthesia unit, by year, then locality id (empty for the nation), as far as they were imported."""
    _by_code: dict[str, dict[str, tuple[Rule, Line]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Made of `rules` when first asked for."""

    _by_limit: dict[str, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Likewise of `aparts`: codes and ids of rules to the places of the limits that name them."""

    counted: dict[tuple[str, str], tuple[int, int, int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """By two releases, how many rows both pay, how many kept their work RVU and how many were cut: made when asked for,
    for it goes through every row."""

    priced: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Prices and their steps by what they rest on, kept by who works them out."""

    def limits(self, named: Iterable[str]) -> list[Apart]:
        """Return what has one of these codes or ids of rules on either side, in the table's order."""
        aparts = tuple(self.aparts.values())
        if not self._by_limit:
            found: dict[str, list[int]] = {}
            for place, apart in enumerate(aparts):
                for name in {*apart.first.codes, *apart.first.by_time, *apart.second.codes, *apart.second.by_time}:
                    found.setdefault(name, []).append(place)
            self._by_limit.update(found)
        places = {place for name in named for place in self._by_limit.get(name, ())}
        return [aparts[place] for place in sorted(places)]

    def billing(self, code: str) -> Mapping[str, tuple[Rule, Line]]:
        """Return each rule that can bill a base code, by id in the table's order, with its first line that does."""
        if not self._by_code:
            found: dict[str, dict[str, tuple[Rule, Line]]] = {}
            for name, rule in self.rules.items():
                for line in (line for band in rule.bands for line in band.lines):
                    found.setdefault(line.ref.code, {}).setdefault(name, (rule, line))
            self._by_code.update(found)
        return self._by_code.get(code, {})

    @property
    def atlas(self) -> Atlas:
        """Return what is known of places."""
        # Later years last, so that a locality goes by its newest name.
        named = {place.id: place for year in sorted(self.gpcis) for place in self.gpcis[year].values()}
        return Atlas(named, self.places, self.geography)

    def locality(self, written: str) -> str:
        """Return the id of the one locality that an id (`01112-05`), a ZIP code or place words mean.

        Raises `UnknownPlaceError`, whose hint lists what fits.
        """
        return self.atlas.locate(written)

    def pinned(self, written: str) -> str:
        """Return the id of the loaded release that is written, however it is capitalised.

        Raises `MissingReleaseError`, whose message names what is loaded.
        """
        loaded = [release.id for release in self.releases]
        found = next((each for each in loaded if each.lower() == written.strip().lower()), None)
        if found is None:
            message = f"That release is not loaded; loaded are {', '.join(loaded)}."
            raise MissingReleaseError(message, "Choose one of these.")
        return found
