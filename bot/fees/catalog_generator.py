"""Writes the catalog's number files from CMS's files: `python -m bot.fees.catalog_generator --cms DIR`.

No number of the catalog is typed by hand. Which codes are written is what `services.toml` names; each comes with
its rows for the professional part (26), the technical part (TC) and a service broken off (53). The columns of a
number file are the fields of the domain type that its rows become.
"""

import csv
import sys
import tomllib
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.base import Frozen
from bot.domain.place import Gpci
from bot.domain.service import Minutes, ServiceRow
from bot.errors import RvuError
from bot.fees.gpci import read_gpcis
from bot.fees.relative_values import read_values
from bot.fees.sheet import Sheet, open_sheet
from bot.fees.work_time import read_work_times

DATA = Path(__file__).parents[1] / "catalog" / "data"

RELEASES = {
    "RVU25D": "rvu25d/PPRRVU2025_Oct.csv",
    "RVU26B": "rvu26b/PPRRVU2026_Apr_nonQPP.txt",
}
GPCIS = ("rvu25d/GPCI2025.csv", "rvu26b/GPCI2026.csv")
WORK_TIME = ("work-time/CMS-1807-F_Work_Time_CY2025.csv", 2025)


def catalog_codes(services: Path) -> frozenset[str]:
    """Return the codes that `services.toml` names."""
    return frozenset(tomllib.loads(services.read_text(encoding="utf-8"))["service"])


def generate(cms: Path, codes: frozenset[str]) -> dict[str, str]:
    """Return the text of each number file by its name.

    Raises `RvuError` when a CMS file is missing or not what it should be.
    """
    rows = [
        value.row(release)
        for release, path in sorted(RELEASES.items())
        for _, value in read_values(_sheet(cms, path))
        if value.code in codes
    ]
    path, year = WORK_TIME
    minutes = [time for time in read_work_times(_sheet(cms, path), year) if time.code in codes]
    gpcis = [gpci for path in GPCIS for gpci in read_gpcis(_sheet(cms, path))]
    rows.sort(key=lambda row: (row.release, row.code, row.modifier))
    minutes.sort(key=lambda time: time.code)
    gpcis.sort(key=lambda gpci: (gpci.year, gpci.id))
    return {
        "rvu.csv": _table(ServiceRow, rows),
        "minutes.csv": _table(Minutes, minutes),
        "gpci.csv": _table(Gpci, gpcis),
    }


def _sheet(cms: Path, name: str) -> Sheet:
    path = cms / name
    if not path.is_file():
        msg = f"The CMS file {name} is missing."
        raise RvuError(msg, "Name the folder that holds the CMS files with --cms.")
    return open_sheet(name, path.read_bytes())


def _table(columns: type[Frozen], rows: Iterable[Frozen]) -> str:
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns.model_fields)
    writer.writerows([_cell(value) for value in row.model_dump(mode="json").values()] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def main(
    cms: Annotated[Path, typer.Option(envvar="RVU_CMS_DIR", help="Folder that holds the CMS files.")],
    data: Annotated[Path, typer.Option(help="Folder of the catalog's files.")] = DATA,
) -> None:
    """Write rvu.csv, minutes.csv and gpci.csv of the catalog from CMS's files."""
    codes = catalog_codes(data / "services.toml")
    try:
        tables = generate(cms, codes)
    except RvuError as error:
        sys.exit(f"{error.message} {error.hint}")
    for name, text in tables.items():
        (data / name).write_text(text, encoding="utf-8", newline="")
    _tell_missing(codes, tables["rvu.csv"].splitlines())


def _tell_missing(codes: frozenset[str], lines: Sequence[str]) -> None:
    if missing := sorted(codes - {line.split(",")[0] for line in lines}):
        sys.stderr.write(f"Without a row in any release: {' '.join(missing)}\n")


if __name__ == "__main__":
    typer.run(main)
