"""Reads everything that the operator names, all of it or nothing: what comes out is whole and checked."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from bot.domain.dataset import (
    Anesthesia,
    Caps,
    Counties,
    Dataset,
    Imported,
    Kind,
    PriceIndices,
    RelativeValues,
    WorkTimes,
)
from bot.domain.release import Track
from bot.errors import UnreadableFileError
from bot.fees import identity
from bot.fees.amounts import read_anesthesia, read_caps
from bot.fees.files import Found, find
from bot.fees.gpci import read_gpcis
from bot.fees.identity import Place, Stated
from bot.fees.places import read_counties, read_zips
from bot.fees.release_file import read_release
from bot.fees.sheet import Advance, Sheet, open_sheet
from bot.fees.work_time import read_work_times

Watch = Callable[[str, int], Advance]
"""Told of each file before it is read, with its lines; returns whom to tell of the progress."""
Known = Callable[[str], bool]
"""Tells whether a file with that SHA-256 is in the database already."""

_LAYOUTS: Final = (".csv", ".gz", ".txt", ".xlsx")
"""CMS gives each table in several; the first here is read, since its columns have names and it opens fast."""

_CUT_OFF: Final = {
    Kind.VALUES: (1000, 12_000),
    Kind.GPCI: (20, 85),
    Kind.COUNTIES: (20, 85),
    Kind.ANESTHESIA: (20, 85),
    Kind.MINUTES: (1000, 6000),
    Kind.ZIPS: (1000, 38_000),
}
"""Numbers of lines that no file of CMS's has: more than anybody types, and too few for a whole one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an import found."""

    imported: tuple[Imported, ...]
    known: tuple[str, ...]
    """Names of files that are in the database already, byte for byte."""
    passed: tuple[str, ...]
    """Names of files that are no CMS table, or the same table in another layout."""


@dataclass(frozen=True, slots=True)
class _Opened:
    place: Place
    sheet: Sheet
    kind: Kind
    sha256: str


def read_all(paths: Iterable[Path], stated: Stated, watch: Watch, known: Known) -> Reading:
    """Read all files of all paths.

    Raises `UnreadableFileError` for the first that cannot be taken in; files that merely lie beside CMS tables are
    passed over, unless the operator named them or they have the name of a CMS table.
    """
    found = [each for path in paths for each in find(path)]
    opened, seen, passed = [], [], []
    for each in found:
        if not each.named and _in_other_layout(each, found):
            passed.append(each.name)
            continue
        data = each.read() if each.named or identity.looks_like_cms(each.name) else _read_if_small(each)
        sha256 = hashlib.sha256(data).hexdigest()
        if known(sha256):
            seen.append(each.name)
        elif file := _open(each, data, sha256, watch):
            opened.append(file)
        else:
            passed.append(each.name)
    if not opened and not seen:
        where = ", ".join(path.name for path in paths) or "nothing"
        raise UnreadableFileError(where, "there is no CMS table in it")
    imported = _datasets(opened, stated)
    _same_rvus(imported)
    kept = {each.file for each in imported}
    passed += [file.place.name for file in opened if file.place.name not in kept]
    return Reading(imported, tuple(seen), tuple(passed))


def _in_other_layout(each: Found, found: list[Found]) -> bool:
    """Tell whether the same table lies beside it in a layout that is read rather."""
    path = PurePath(each.name.lower())
    return any(
        PurePath(other.name.lower()).stem == path.stem
        and _LAYOUTS.index(PurePath(other.name.lower()).suffix) < _LAYOUTS.index(path.suffix)
        for other in found
        if other is not each and other.folder == each.folder and PurePath(other.name.lower()).suffix in _LAYOUTS
    )


def _read_if_small(each: Found) -> bytes:
    try:
        return each.read()
    except UnreadableFileError:
        return b""


def _open(each: Found, data: bytes, sha256: str, watch: Watch) -> _Opened | None:
    insist = each.named or identity.looks_like_cms(each.name)
    advance = watch(each.name, data.count(b"\n"))
    try:
        sheet = open_sheet(each.name, data, advance)
    except UnreadableFileError:
        if insist:
            raise
        return None
    kind = identity.kind(sheet)
    if kind is None:
        if insist:
            raise sheet.refused(None, "it is no CMS table of a kind that is read here, or its headings are damaged")
        return None
    return _Opened(Place(each.name, each.folder), sheet, kind, sha256)


def _datasets(opened: list[_Opened], stated: Stated) -> tuple[Imported, ...]:
    """Read the opened tables, one of each kind and name; a second one has to be its equal."""
    beside = {
        file.place.folder: identity.release(file.sheet, file.place, stated).id
        for file in opened
        if file.kind is Kind.VALUES
    }
    if stated.release and len(set(beside.values())) > 1:
        names = ", ".join(sorted(set(beside.values())))
        raise UnreadableFileError(names, "--release can be stated for one release at a time only")
    taken: dict[tuple[Kind, str], Imported] = {}
    for file in opened:
        dataset = _dataset(file, stated, beside.get(file.place.folder))
        few, enough = _CUT_OFF.get(file.kind, (0, 0))
        if few <= len(dataset.lines) < enough and not stated.partial:
            why = f"{len(dataset.lines)} lines are too few for a whole file; add --partial if they are all there is"
            raise file.sheet.refused(None, why)
        if not dataset.lines:
            raise file.sheet.refused(None, "it has headings and no lines")
        made = Imported(dataset, file.place.name, file.sha256)
        other = taken.setdefault((dataset.kind, dataset.name), made)
        if other.dataset != dataset:
            why = f"it holds {dataset.kind} of {dataset.name}, and so does {other.file}, with other numbers"
            raise file.sheet.refused(None, why)
    return tuple(taken.values())


def _dataset(file: _Opened, stated: Stated, beside: str | None) -> Dataset:
    sheet, place = file.sheet, file.place
    match file.kind:
        case Kind.VALUES:
            release = identity.release(sheet, place, stated)
            return read_release(sheet, release, identity.track(sheet, place, release.year))
        case Kind.GPCI:
            lines = tuple(read_gpcis(sheet))
            return PriceIndices(lines[0].year if lines else 0, lines)
        case Kind.COUNTIES:
            return Counties(identity.year(sheet, place, stated, file.kind), tuple(read_counties(sheet)))
        case Kind.CAPS:
            release_id = identity.caps_release(sheet, place, stated, beside)
            return Caps(release_id, 2000 + int(release_id[3:5]), read_caps(sheet))
        case Kind.ANESTHESIA:
            return Anesthesia(identity.year(sheet, place, stated, file.kind), tuple(read_anesthesia(sheet)))
        case Kind.MINUTES:
            year = identity.year(sheet, place, stated, file.kind)
            return WorkTimes(year, tuple(read_work_times(sheet, year)))
        case Kind.ZIPS:
            return read_zips(sheet)


def _same_rvus(imported: tuple[Imported, ...]) -> None:
    """Refuse two files of one release whose RVUs differ: only their conversion factors may."""
    files = [(each.file, each.dataset) for each in imported if isinstance(each.dataset, RelativeValues)]
    for name, qp in files:
        for _, other in files:
            if (
                qp.track is Track.QP
                and other.track is not Track.QP
                and qp.release.id == other.release.id
                and [line.row for line in qp.lines] != [line.row for line in other.lines]
            ):
                raise UnreadableFileError(name, "its RVUs are not those of the release's other file")
