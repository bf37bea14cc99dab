"""Loads the catalog: words and rules from TOML, numbers from the generated CSV files, all cross-checked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from bot.catalog.check import check
from bot.catalog.numbers import read_gpcis, read_minutes, read_rows
from bot.catalog.places import read_places
from bot.catalog.plain import plain_rules
from bot.catalog.rows import Rows
from bot.catalog.tables import build, groups, made, read_toml, refuse, table
from bot.domain.catalog import Catalog
from bot.domain.claim import Claim
from bot.domain.clinician import Clinician, ClinicianShare
from bot.domain.concept import Concept, Rule
from bot.domain.daylog import DayWords
from bot.domain.lexicon import Lexicon
from bot.domain.limit import Apart
from bot.domain.release import ConversionFactor, Release
from bot.domain.service import Service
from bot.domain.source import Citation
from bot.domain.topic import Topic

DATA = Path(__file__).parent / "data"
FACTOR_RANGE = (Decimal(20), Decimal(60))
"""US dollars per RVU; CMS's factors have stayed between 30 and 40 for two decades."""


def load(folder: Path = DATA) -> Catalog:
    """Return the catalog of a folder.

    Raises `CatalogError`, naming file, row and key, for duplicate or unknown keys, missing citations, wrong dates,
    values out of range and references to nothing. The modelling gap: that a word or rule is right, no check can tell.
    """
    with uncollected():
        return _loaded(folder)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: all that a load makes stays, and the search would cost a fifth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            # Frozen and let go again, all of it counts as old: else the next allocation would look through every value.
            gc.freeze()
            gc.enable()
            gc.unfreeze()


def _loaded(folder: Path) -> Catalog:
    releases, gpci_cites, minutes_cites = _releases(folder / "releases.toml")
    minutes_year = max(minutes_cites)
    gpcis = read_gpcis(folder / "gpci.csv")
    for year in gpcis.keys() - gpci_cites.keys():
        raise refuse(folder / "releases.toml", f"gpci.{year}", "the year's price indices have no citation")
    newest = gpcis[max(gpcis)] if gpcis else {}
    services = table(folder / "services.toml", "service", Service, "code")
    concepts = table(folder / "concepts.toml", "concept", Concept)
    rows = read_rows(folder / "rvu.csv")
    catalog = Catalog(
        services=services,
        concepts=concepts,
        rules={
            **plain_rules(concepts, services, rows.get(releases[-1].id, Rows({}))),
            **table(folder / "rules.toml", "rule", Rule),
        },
        topics=table(folder / "topics.toml", "topic", Topic),
        claims=table(folder / "claims.toml", "claim", Claim),
        aparts=table(folder / "apart.toml", "apart", Apart),
        citations=table(folder / "citations.toml", "citation", Citation),
        shares=_shares(folder / "clinicians.toml"),
        releases=releases,
        rows=rows,
        minutes=read_minutes(folder / "minutes.csv", minutes_year),
        minutes_cite=minutes_cites[minutes_year],
        gpcis=gpcis,
        gpci_cites=gpci_cites,
        factors=_factors(folder / "factors.toml"),
        lexicon=_lexicon(folder / "language" / "en.toml"),
        day_words=_day_words(folder / "language" / "en_daylog.toml"),
        places=read_places(folder / "places.toml", newest),
    )
    check(catalog, folder)
    return catalog


def _releases(path: Path) -> tuple[tuple[Release, ...], dict[int, str], dict[int, str]]:
    read = groups(path, "release", "gpci", "minutes")
    releases = made(path, "release", read["release"], Release, "id").values()
    cites: dict[str, dict[int, str]] = {"gpci": {}, "minutes": {}}
    for group, found in cites.items():
        for year, values in read[group].items():
            if not str(year).isdigit() or not isinstance(values, dict) or not isinstance(values.get("cite"), str):
                raise refuse(path, f"{group}.{year}", "a year needs its citation")
            for unknown in values.keys() - {"cite"}:
                raise refuse(path, f"{group}.{year}, {unknown}", "no such key is known here")
            found[int(year)] = values["cite"]
    if not releases or not cites["minutes"]:
        raise refuse(path, "whole file", "it needs a release and a year of minutes")
    return tuple(sorted(releases, key=lambda release: release.effective)), cites["gpci"], cites["minutes"]


def _shares(path: Path) -> dict[Clinician, ClinicianShare]:
    read = table(path, "clinician", ClinicianShare, "clinician")
    for name, share in read.items():
        if not 0 < share.share <= 1:
            raise refuse(path, f"clinician.{name}, share", f"{share.share} is not a part of the fee schedule")
    return {share.clinician: share for share in read.values()}


def _factors(path: Path) -> tuple[ConversionFactor, ...]:
    low, high = FACTOR_RANGE
    read = table(path, "factor", ConversionFactor, key=None)
    for name, factor in read.items():
        if not low <= factor.value <= high:
            raise refuse(path, f"factor.{name}, value", f"${factor.value} is not between ${low} and ${high}")
    return tuple(sorted(read.values(), key=lambda factor: (factor.start, factor.track or "")))


def _lexicon(path: Path) -> Lexicon:
    """Read one language, with what gives identifiers away and the words of the ways to pay in files of their own."""
    apart = {name: read_toml(path.with_name(f"{path.stem}_{name}.toml")) for name in ("identifying", "ways")}
    return build(path, "whole file", Lexicon, read_toml(path) | apart)


def _day_words(path: Path) -> DayWords:
    return build(path, "whole file", DayWords, read_toml(path))
