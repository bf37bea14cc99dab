"""The catalog extended by the CMS releases in the operator's database.

It knows no driver: it asks with plain SQL, so that the bot may read through SQLAlchemy, and a single answer at the
command line through what Python brings along, which starts in a tenth of the time.
"""

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from bot.domain.catalog import Catalog, RowKey
from bot.domain.dataset import Area, Kind, KnownFile
from bot.domain.place import Gpci
from bot.domain.release import Release, Track
from bot.domain.service import Minutes, ServiceRow
from bot.domain.source import Citation, Sure
from bot.store.factors import Printed, merged
from bot.store.geography import LoadedGeography
from bot.store.packed import LazyMinutes, LazyRows

Ask = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
"""Runs one SELECT with named parameters and returns its rows."""


class _File(NamedTuple):
    """What is used of a row of `fee_files`."""

    kind: str
    name: str
    title: str
    year: int
    effective: str
    file: str


Caps = dict[str, dict[RowKey, dict[str, tuple[int, int]]]]
"""By release, then row, then locality id: US cents in a facility and in an office."""

FILES: Final = "SELECT kind, name, title, year, effective, file FROM fee_files ORDER BY kind, name"
_KNOWN: Final = "SELECT kind, name, title, year, effective, file, sha256, lines FROM fee_files ORDER BY kind, effective"
_FACTORS: Final = "SELECT release, track, value FROM fee_factors"
_VALUES: Final = "SELECT code, modifier, record FROM fee_values WHERE release = :release"
_LOCALITIES: Final = "SELECT year, locality, state, name, work, pe, mp FROM fee_localities"
_ANESTHESIA: Final = "SELECT year, locality, value FROM fee_anesthesia"
_CAPS: Final = "SELECT release, code, modifier, records FROM fee_caps"
_CAP: Final = 23
"""Contractor, locality, then facility and office cents of eight digits each."""
_MINUTES: Final = "SELECT code, record FROM fee_minutes WHERE year = :year"
_ZIPS: Final = "SELECT prefix, records FROM fee_zips WHERE quarter = :quarter"
_COUNTIES: Final = "SELECT locality, state, area, counties FROM fee_counties WHERE year = :year"
_DESCRIPTIONS: Final = "SELECT code, description FROM fee_values WHERE release = :release AND modifier = ''"
_OF_CODE: Final = " AND code = :code"


def extended(ask: Ask, catalog: Catalog, code: str | None = None) -> Catalog:
    """Return the catalog with everything that was imported; with a code, only what an answer on it needs.

    An imported release takes the place of an embedded one of the same name, line by line; our own words stay.
    """
    files = [_File(*row) for row in ask(FILES, {})]
    if not files:
        return catalog
    of_kind = {kind: [file for file in files if file.kind == kind] for kind in Kind}
    releases = _releases(of_kind[Kind.VALUES])
    gpcis = _gpcis(ask, catalog)
    minutes, minutes_cite = _minutes(ask, catalog, of_kind[Kind.MINUTES], code)
    return replace(
        catalog,
        releases=_by_date(catalog, releases),
        rows={**catalog.rows, **{release: _rows(ask, catalog, release, code) for release in releases}},
        factors=merged(catalog.factors, _printed(ask, releases)),
        gpcis=gpcis,
        gpci_cites={**catalog.gpci_cites, **{file.year: f"gpci{file.year}" for file in of_kind[Kind.GPCI]}},
        minutes=minutes,
        minutes_cite=minutes_cite,
        listed={} if code is not None else _listed(ask, catalog, releases),
        anesthesia=_anesthesia(ask),
        geography=_geography(ask, of_kind, gpcis) or catalog.geography,
        citations={**catalog.citations, **{cite.id: cite for cite in map(_citation, files) if cite is not None}},
    )


def known(ask: Ask) -> tuple[KnownFile, ...]:
    """Return what was imported, by kind and first day in force."""
    return tuple(
        KnownFile(Kind(kind), name, title, year, date.fromisoformat(effective), file, sha256, lines)
        for kind, name, title, year, effective, file, sha256, lines in ask(_KNOWN, {})
    )


def caps(ask: Ask) -> Caps:
    """Return CMS's published amounts of the imaging cap."""
    found: Caps = {}
    for release, code, modifier, records in ask(_CAPS, {}):
        lines = (records[at : at + _CAP] for at in range(0, len(records), _CAP))
        amounts = {f"{line[:5]}-{line[5:7]}": (int(line[7:15]), int(line[15:])) for line in lines}
        found.setdefault(release, {})[code, modifier] = amounts
    return found


def _releases(files: Sequence[_File]) -> dict[str, Release]:
    """Return the releases by id; the file of the qualifying track, named `RVU26B qp`, is no release of its own."""
    made = {}
    for file in sorted(files, key=lambda each: len(each.name), reverse=True):
        name = file.name.split()[0]
        made[name] = Release(
            id=name,
            title=file.title,
            year=file.year,
            effective=date.fromisoformat(file.effective),
            cite=name.lower(),
        )
    return made


def _listed(ask: Ask, catalog: Catalog, releases: Mapping[str, Release]) -> Mapping[str, str]:
    """Return the short descriptions of the newest imported release, for codes that we have no words for."""
    if not releases:
        return {}
    newest = max(releases.values(), key=lambda release: (release.effective, release.id))
    found = ask(_DESCRIPTIONS, {"release": newest.id})
    return {code: description for code, description in found if code not in catalog.services}


def _by_date(catalog: Catalog, releases: Mapping[str, Release]) -> tuple[Release, ...]:
    embedded = {release.id: release for release in catalog.releases}
    return tuple(sorted({**embedded, **releases}.values(), key=lambda release: (release.effective, release.id)))


def _rows(ask: Ask, catalog: Catalog, release: str, code: str | None) -> Mapping[RowKey, ServiceRow]:
    of_code = {"code": code} if code is not None else {}
    query = _VALUES + (_OF_CODE if of_code else "")
    rows = LazyRows(release, [(row[0], row[1], row[2]) for row in ask(query, {"release": release, **of_code})])
    embedded = catalog.rows.get(release, {})
    lacking = {key: row for key, row in embedded.items() if key not in rows}
    # A mapping that is written to is what ChainMap is made for; here nobody writes.
    return ChainMap(rows, lacking) if lacking else rows  # type: ignore[arg-type]


def _printed(ask: Ask, releases: Mapping[str, Release]) -> list[Printed]:
    return [
        Printed(releases[release].effective, Track(track) if track else None, Decimal(value), releases[release].cite)
        for release, track, value in ask(_FACTORS, {})
    ]


def _gpcis(ask: Ask, catalog: Catalog) -> dict[int, Mapping[str, Gpci]]:
    found: dict[int, dict[str, Gpci]] = {}
    for year, one, state, name, work, pe, mp in ask(_LOCALITIES, {}):
        carrier, locality = one.split("-")
        found.setdefault(year, {})[one] = Gpci(
            carrier=carrier,
            locality=locality,
            state=state,
            name=name,
            year=year,
            work=Decimal(work),
            pe=Decimal(pe),
            mp=Decimal(mp),
        )
    return {**catalog.gpcis, **found}


def _anesthesia(ask: Ask) -> dict[int, Mapping[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    for year, one, value in ask(_ANESTHESIA, {}):
        found.setdefault(year, {})[one] = Decimal(value)
    return dict(found)


def _minutes(ask: Ask, catalog: Catalog, files: Sequence[_File], code: str | None) -> tuple[Mapping[str, Minutes], str]:
    """Return the minutes of the newest year, and those of the catalog for codes that it lacks."""
    embedded = max((minutes.year for minutes in catalog.minutes.values()), default=0)
    year = max((file.year for file in files), default=0)
    if not year or year < embedded:
        return catalog.minutes, catalog.minutes_cite
    of_code = {"code": code} if code is not None else {}
    query = _MINUTES + (_OF_CODE if of_code else "")
    minutes = LazyMinutes(year, {row[0]: row[1] for row in ask(query, {"year": year, **of_code})})
    lacking = {known: value for known, value in catalog.minutes.items() if known not in minutes}
    return ChainMap(minutes, lacking) if lacking else minutes, f"worktime{year}"  # type: ignore[arg-type] # as above


def _geography(
    ask: Ask, of_kind: Mapping[Kind, Sequence[_File]], gpcis: Mapping[int, Mapping[str, Gpci]]
) -> LoadedGeography | None:
    quarter = max((file.name for file in of_kind[Kind.ZIPS]), default=None)
    year = max((file.year for file in of_kind[Kind.COUNTIES]), default=None)
    if quarter is None and year is None:
        return None
    zips = {row[0]: row[1] for row in ask(_ZIPS, {"quarter": quarter})} if quarter else {}
    areas = [Area(*row) for row in ask(_COUNTIES, {"year": year})] if year else []
    return LoadedGeography(zips, areas, gpcis[max(gpcis)])


def _citation(file: _File) -> Citation | None:
    """Return what an answer that rests on an imported file cites, under the name that the catalog has for its like."""
    titles = {
        Kind.VALUES: (file.name.lower(), f"Medicare physician fee schedule relative value file, {file.title}"),
        Kind.GPCI: (f"gpci{file.year}", f"Geographic practice cost indices of {file.year}, work index with the floor"),
        Kind.ANESTHESIA: (f"anes{file.year}", f"Anesthesia conversion factors of {file.year}"),
        Kind.MINUTES: (f"worktime{file.year}", f"Physician work time of {file.year}"),
    }
    if Kind(file.kind) not in titles or " " in file.name:
        return None
    cite, title = titles[Kind(file.kind)]
    return Citation(
        id=cite,
        title=title,
        release=file.name if file.kind == Kind.VALUES else None,
        date=date.fromisoformat(file.effective),
        file=file.file,
        sure=Sure.FILE,
    )
