"""The CMS files that the operator loaded: kept, listed and read through the database's own connection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, and_, delete, insert, select, text

from bot.domain.catalog import Catalog
from bot.domain.dataset import (
    Anesthesia,
    Caps,
    Counties,
    Dataset,
    Imported,
    KnownFile,
    PriceIndices,
    RelativeValues,
    WorkTimes,
    ZipCodes,
)
from bot.domain.money import plain
from bot.domain.release import Track
from bot.store import schema
from bot.store.database import Database
from bot.store.fee_reading import Ask, extended, known
from bot.store.geography import pack_zips
from bot.store.packed import pack, pack_minutes

T = TypeVar("T")

_QUARTER_MONTHS: Final = {"A": 1, "B": 4, "C": 7, "D": 10}


async def load_releases(database: Database, catalog: Catalog) -> Catalog:
    """Return the catalog with every imported file. Raises `StoreError` when the database cannot be read."""
    return await asked(database, lambda ask: extended(ask, catalog))


async def asked(database: Database, reading: Callable[[Ask], T]) -> T:
    """Return what a reading of the imported files gives. Raises `StoreError` when the database cannot be read."""

    def read(connection: Connection) -> T:
        def ask(query: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
            return connection.execute(text(query), dict(values)).all()

        return reading(ask)

    async with database.reading() as connection:
        return await connection.run_sync(read)


async def keep(database: Database, imported: Iterable[Imported]) -> None:
    """Write what an import read, all of it or nothing; each file takes the place of an earlier one of its name.

    Raises `StoreError` when the database cannot be written.
    """
    # The file of the qualifying track last: it only adds its factor where the other one brought the rows.
    order = sorted(imported, key=lambda each: each.dataset.name.endswith(f" {Track.QP}"))
    async with database.writing() as connection:
        for each in order:
            await connection.run_sync(_keep, each)


async def files(database: Database) -> tuple[KnownFile, ...]:
    """Return what was imported, by kind and first day in force. Raises `StoreError`."""
    return await asked(database, known)


def _keep(connection: Connection, each: Imported) -> None:
    dataset = each.dataset
    _replace(connection, schema.FEE_FILES, {"kind": dataset.kind, "name": dataset.name}, [_file(each)])
    match dataset:
        case RelativeValues():
            _keep_values(connection, dataset)
        case PriceIndices():
            rows = [
                {"locality": one.id, "state": one.state, "name": one.name}
                | {"work": plain(one.work), "pe": plain(one.pe), "mp": plain(one.mp)}
                for one in dataset.lines
            ]
            _replace(connection, schema.FEE_LOCALITIES, {"year": dataset.year}, rows)
        case Counties():
            rows = [
                {"locality": one.locality, "state": one.state, "area": one.name, "counties": one.counties}
                for one in dataset.lines
            ]
            _replace(connection, schema.FEE_COUNTIES, {"year": dataset.year}, rows)
        case Caps():
            _replace(connection, schema.FEE_CAPS, {"release": dataset.release}, _caps(dataset))
        case Anesthesia():
            rows = [{"locality": one.locality, "value": plain(one.value)} for one in dataset.lines]
            _replace(connection, schema.FEE_ANESTHESIA, {"year": dataset.year}, rows)
        case WorkTimes():
            rows = [{"code": one.code, "record": pack_minutes(one)} for one in dataset.lines]
            _replace(connection, schema.FEE_MINUTES, {"year": dataset.year}, rows)
        case ZipCodes():
            rows = [{"prefix": prefix, "records": text} for prefix, text in pack_zips(dataset.lines).items()]
            _replace(connection, schema.FEE_ZIPS, {"quarter": dataset.name}, rows)


def _keep_values(connection: Connection, dataset: RelativeValues) -> None:
    release, values = dataset.release.id, schema.FEE_VALUES
    factor = {"release": release, "track": dataset.track or ""}
    _replace(connection, schema.FEE_FACTORS, factor, [{"value": plain(dataset.factor)}])
    if dataset.track is Track.QP and connection.scalar(select(values.c.code).where(values.c.release == release)):
        return
    rows = [
        {"code": row.code, "modifier": row.modifier, "record": pack(row), "description": description}
        for row, description in dataset.lines
    ]
    _replace(connection, values, {"release": release}, rows)


def _caps(dataset: Caps) -> list[dict[str, Any]]:
    """Pack a code's localities into one text: contractor and locality, then facility and office cents."""
    packed: dict[tuple[str, str], str] = {}
    for one in dataset.lines:
        facility, office = (int(amount.scaleb(2)) for amount in (one.facility, one.office))
        record = f"{one.locality.replace('-', '')}{facility:08}{office:08}"
        packed[one.code, one.modifier] = packed.get((one.code, one.modifier), "") + record
    return [{"code": code, "modifier": modifier, "records": text} for (code, modifier), text in packed.items()]


def _replace(connection: Connection, table: Table, key: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    connection.execute(delete(table).where(and_(*(table.c[name] == value for name, value in key.items()))))
    connection.execute(insert(table), [key | row for row in rows])


def _file(each: Imported) -> dict[str, Any]:
    title, year, effective = _about(each.dataset)
    return {
        "title": title,
        "year": year,
        "effective": effective.isoformat(),
        "file": each.file,
        "sha256": each.sha256,
        "lines": len(each.dataset.lines),
    }


def _about(dataset: Dataset) -> tuple[str, int, date]:
    """Return title, year and first day in force."""
    match dataset:
        case RelativeValues():
            return dataset.release.title, dataset.release.year, dataset.release.effective
        case Caps():
            first = date(dataset.year, _QUARTER_MONTHS[dataset.release[5]], 1)
            return f"Imaging caps of {dataset.release}", dataset.year, first
        case ZipCodes():
            first = date(dataset.year, 3 * dataset.quarter - 2, 1)
            return f"ZIP codes of {dataset.year}, quarter {dataset.quarter}", dataset.year, first
        case _:
            return f"{dataset.kind.capitalize()} of {dataset.year}", dataset.year, date(dataset.year, 1, 1)
