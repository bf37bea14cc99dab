"""Which kind of CMS file a table is, and which release or year it belongs to: told by the file, its name, its folder.

What the file itself says comes first. Where nothing says it, or two things disagree, the operator is asked.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.dataset import Kind
from bot.domain.release import Release, Track
from bot.fees.relative_values import HEADER_MARK, title_rows
from bot.fees.sheet import Sheet

QUARTERS: Final = {"A": ("January", 1), "B": ("April", 4), "C": ("July", 7), "D": ("October", 10)}
"""Release letter to the month its release is named after and takes effect in."""
_LETTERS: Final = {month[:3].upper(): letter for letter, (month, _) in QUARTERS.items()}
TRACKS_SINCE: Final = 2026
"""The first year in which CMS publishes one file for each conversion factor."""

RELEASE = re.compile(r"RVU(\d\d)([A-D])([A-Z]?)", re.IGNORECASE)
_TITLE = re.compile(r"(20\d\d) NATIONAL PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE ([A-Z]+) RELEASE")
_RELEASED = re.compile(r"RELEASED (\d\d?)/(\d\d?)/(20\d\d)")
_NAME = re.compile(r"PPRRVU(20\d\d|\d\d)[ _-]?(JAN|APR|JUL|OCT)", re.IGNORECASE)
_YEARS: Final = {
    Kind.COUNTIES: (re.compile(r"IN (20\d\d) LOCALITIES"), re.compile(r"(\d\d)LOCCO", re.IGNORECASE)),
    Kind.ANESTHESIA: (re.compile(r"(20\d\d) ANES"), re.compile(r"ANES(?:THESIA)?[ _-]?(20\d\d|\d\d)", re.IGNORECASE)),
    Kind.MINUTES: (re.compile(r"CY ?(20\d\d)"), re.compile(r"CY[ _-]?(20\d\d)", re.IGNORECASE)),
}
"""For each kind whose headings need not hold a year: how its text, and how its name, may tell it."""
_RULES: Final = {"1832": 2026, "1807": 2025, "1784": 2024, "1770": 2023, "1751": 2022}
"""The number of a yearly fee schedule rule, which is in the names of its files, to the year it is for."""
_RULE = re.compile(r"CMS-(\d{4})-F", re.IGNORECASE)

_MARKS: Final = (
    (Kind.CAPS, ("HCPCS", "CARRIER", "LOCALITY", "FACILITY PRICE")),
    (Kind.ZIPS, ("ZIP CODE", "CARRIER", "LOCALITY")),
    (Kind.COUNTIES, ("LOCALITY NUMBER", "FEE SCHEDULE AREA", "COUNTIES")),
    (Kind.ANESTHESIA, ("CONTRACTOR", "LOCALITY", "ANES CF")),
    (Kind.MINUTES, ("INTRA_SERVICE_TIME", "TOTAL_TIME")),
    (Kind.GPCI, ("STATE", "PE GPCI")),
    (Kind.VALUES, ("HCPCS", "MOD", "DESCRIPTION")),
)
"""Words that the line of headings of each kind holds."""
_NAMES = re.compile(r"PPRRVU|GPCI|LOCCO|OPPSCAP|ANES\d|WORK.?TIME|ZIP5", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the operator says about files that do not say it themselves."""

    release: str | None = None
    effective: date | None = None
    year: int | None = None
    partial: bool = False
    """Whether files with far fewer lines than CMS's may be taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table was found."""

    name: str
    folder: str


def looks_like_cms(name: str) -> bool:
    """Tell whether a file has the name of a CMS table, so that it must not be passed over when it cannot be read."""
    return _NAMES.search(name) is not None


def kind(sheet: Sheet) -> Kind | None:
    """Return what kind of CMS file a table is, or None."""
    if sheet.text is not None and sheet.text.startswith(HEADER_MARK):
        return Kind.VALUES
    for row in sheet.head():
        heading = " | ".join(row.cells).upper()
        for found, words in _MARKS:
            if all(word in heading for word in words):
                return found
    return None


def release(sheet: Sheet, place: Place, stated: Stated) -> Release:
    """Return the identity of a relative value file. Raises `UnreadableFileError` when nothing tells it for sure."""
    known = _release_id(sheet, place)
    if stated.release:
        if known and not stated.release.startswith(known):
            raise sheet.refused(None, f"the file says {known} and not {stated.release}")
        known = stated.release
    match = RELEASE.fullmatch(known or "")
    if match is None:
        raise sheet.refused(None, "neither its title nor its name tells its release; add --release, as in RVU26B")
    year, letter, revision = 2000 + int(match[1]), match[2], match[3]
    month, number = QUARTERS[letter]
    effective = stated.effective or date(year, number, 1)
    if revision and not stated.effective:
        raise sheet.refused(None, f"nothing tells since when {match[0]} is in force; add --effective, as in 2024-03-09")
    if effective.year != year:
        raise sheet.refused(None, f"{match[0]} cannot be in force from {effective}")
    revised = ", revised" if revision else ""
    title = f"{year} {month} release{revised}"
    return Release(id=match[0], title=title, year=year, effective=effective, cite=match[0].lower())


def _release_id(sheet: Sheet, place: Place) -> str | None:
    """Return the release that title, name or release day tell, with the revision letter that only a folder has."""
    titles = " ".join(" ".join(row.cells) for row in title_rows(sheet)).upper() if sheet.name else ""
    title, name = _TITLE.search(titles), _NAME.search(place.name)
    told = {f"RVU{match[1][-2:]}{_LETTERS[match[2][:3].upper()]}" for match in (title, name) if match}
    if len(told) > 1:
        raise sheet.refused(None, f"its title and its name disagree on the release ({' and '.join(sorted(told))})")
    folder = RELEASE.search(place.folder)
    in_folder = folder[0].upper() if folder else None
    known = next(iter(told), None) or _by_release_day(titles)
    if known and in_folder and in_folder.startswith(known):
        return in_folder
    return known or in_folder


def _by_release_day(titles: str) -> str | None:
    """Return the release of the first quarter that begins after the day in the `RELEASED` line."""
    match = _RELEASED.search(titles)
    if match is None or not 1 <= int(match[1]) <= 12:  # noqa: PLR2004 - months
        return None
    month, year = int(match[1]), int(match[3])
    letter = next((each for each, (_, start) in QUARTERS.items() if start > month), None)
    return f"RVU{year % 100}{letter}" if letter else f"RVU{(year + 1) % 100}A"


def track(sheet: Sheet, place: Place, year: int) -> Track | None:
    """Return whose conversion factor a relative value file carries. Raises `UnreadableFileError`."""
    if year < TRACKS_SINCE:
        return None
    for name in (place.name, place.folder):
        words = name.lower().replace("-", "").replace("_", "")
        if "nonqp" in words:
            return Track.NONQP
        if "qp" in words:
            return Track.QP
    why = "its name tells neither QPP nor nonQPP, so that its conversion factor's track is unknown; keep CMS's name"
    raise sheet.refused(None, why)


def year(sheet: Sheet, place: Place, stated: Stated, of: Kind) -> int:
    """Return the year of a file that need not name it. Raises `UnreadableFileError` when nothing tells it."""
    in_text, in_name = _YEARS[of]
    text = " ".join(" ".join(row.cells) for row in title_rows(sheet)).upper()
    folder, rule = RELEASE.search(place.folder), _RULE.search(place.name)
    match = in_text.search(text) or in_name.search(place.name) or folder
    if match:
        return 2000 + int(match[1][-2:])
    if rule and rule[1] in _RULES:
        return _RULES[rule[1]]
    told = RELEASE.fullmatch(stated.release or "")
    if stated.year or told:
        return stated.year or 2000 + int(told[1] if told else 0)
    raise sheet.refused(None, "nothing tells its year; add --year, as in 2025")


def caps_release(sheet: Sheet, place: Place, stated: Stated, beside: str | None) -> str:
    """Return the release of an imaging cap file, which only its surroundings tell; `beside` is what lies next to it.

    Raises `UnreadableFileError`.
    """
    folder = RELEASE.search(place.folder)
    known = stated.release or beside or (folder[0].upper() if folder else None)
    if known is None:
        raise sheet.refused(None, "nothing tells its release; import it with its release's other files")
    month = QUARTERS[known[5]][0][:3].upper()
    named = next((name for name in _LETTERS if name in place.name.upper()), month)
    if named != month:
        raise sheet.refused(None, f"its name says {named.title()}, and {known} is not of that quarter")
    return known
