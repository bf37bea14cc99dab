"""`python -m bot fees verify`: our amounts against those that CMS published."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.loaded import loaded, loaded_caps
from bot.cli.tally import Tally
from bot.cli.verify_caps import compare_caps
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.errors import MissingReleaseError, UnknownCodeError, UnknownPlaceError, UnreadableFileError

if TYPE_CHECKING:
    from bot.calc.basis import Basis
    from bot.fees.sheet import Sheet

COLUMNS: Final = ("release", "carrier", "locality", "hcpcs", "modifier", "nonfacility_amount", "facility_amount")
"""Which columns the file must have; `apm` (QP or nonQP) may be among the others."""
_AMOUNTS: Final = {Setting.OFFICE: "nonfacility_amount", Setting.FACILITY: "facility_amount"}


def verify(
    amounts: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            dir_okay=False,
            metavar="[AMOUNTS.csv]",
            help=f"A CSV with the columns {', '.join(COLUMNS)}. Without it: the imaging caps that were imported.",
        ),
    ] = None,
    *,
    release: Annotated[str | None, typer.Option(help="Compare the rows of this release only, such as RVU26B.")] = None,
) -> None:
    """Compare published amounts with ours, to the cent. Exit 1 on any miss, or when nothing was compared."""
    from bot.fees.files import find  # noqa: PLC0415 - `fees price` starts without reading files
    from bot.fees.sheet import open_sheet  # noqa: PLC0415 - the same

    try:
        if amounts is None:
            tally = compare_caps(loaded_caps(), loaded(), release)
        else:
            file = next(find(amounts))
            tally = compare(open_sheet(file.name, file.read()), loaded(), release)
    except UnreadableFileError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(1) from None
    for miss in tally.misses:
        typer.echo(miss)
    typer.echo(f"compared    {tally.compared:>6} amounts")
    typer.echo(f"exact       {tally.exact:>6}")
    typer.echo(f"missed      {len(tally.misses):>6}")
    typer.echo(f"not loaded  {tally.not_loaded:>6} rows")
    if tally.contractors:
        typer.echo(f"left out    {tally.contractors:>6} rows of contractor-priced codes")
    raise typer.Exit(int(not tally.compared or bool(tally.misses)))


def compare(sheet: "Sheet", catalog: Catalog, release: str | None = None) -> Tally:
    """Price every row in both settings. Raises `UnreadableFileError` for a file with other columns."""
    bases = _Bases(catalog)
    tally = Tally()
    for line, row in _rows(sheet):
        written = row["release"].upper()
        name = written if written.startswith("RVU") else f"RVU{written}"
        if release is not None and name != release.strip().upper():
            continue
        published = {setting: _amount(sheet, line, row[column]) for setting, column in _AMOUNTS.items() if row[column]}
        ref = CodeRef(code=row["hcpcs"], modifiers=(row["modifier"],) if row["modifier"] else ())
        track = Track.QP if row.get("apm", "").lower() == "qp" else Track.NONQP
        place = _place(row["carrier"], row["locality"])
        try:
            ours = {setting: bases.usd(ref, name, place, setting, track) for setting in published}
        except (MissingReleaseError, UnknownCodeError, UnknownPlaceError):
            tally.not_loaded += 1
            continue
        for setting, amount in published.items():
            tally.count(f"{ref.written} in {place or 'the nation'}, {setting}, {name}", amount, ours[setting])
    return tally


class _Bases:
    """The bases of a file, each settled once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._settled: dict[tuple[str, str | None, Setting, Track], Basis] = {}

    def usd(self, ref: CodeRef, release: str, place: str | None, setting: Setting, track: Track) -> Decimal:
        """Return our price of one unit. Raises `RvuError` where release, locality or code is not loaded."""
        from bot.calc.basis import settle  # noqa: PLC0415 - neither help nor bad usage needs it
        from bot.calc.payment import price  # noqa: PLC0415 - the same
        from bot.calc.trace import Trace  # noqa: PLC0415 - the same
        from bot.domain.question import Stated  # noqa: PLC0415 - the same

        key = (release, place, setting, track)
        if key not in self._settled:
            chosen = Context(release=release, locality=place, setting=setting, track=track)
            self._settled[key] = settle(Stated(), chosen, self._catalog)
        return price(Trace(), ref, 1, self._settled[key]).usd.value


def _rows(sheet: "Sheet") -> Iterator[tuple[int, dict[str, str]]]:
    lines = sheet.rows()
    head = next(lines, None)
    missing = [name for name in COLUMNS if head is None or name not in head.cells]
    if head is None or missing:
        raise sheet.refused(None, f"it has no column {missing[0]}")
    for row in lines:
        if any(row.cells):
            if len(row.cells) != len(head.cells):
                raise sheet.refused(row.line, f"it has {len(row.cells)} columns instead of {len(head.cells)}")
            yield row.line, dict(zip(head.cells, row.cells, strict=True))


def _place(carrier: str, locality: str) -> str | None:
    """Return the locality's id; None for the national amount, which has neither contractor nor locality."""
    return f"{carrier.zfill(5)}-{locality.zfill(2)}" if carrier or locality else None


def _amount(sheet: "Sheet", line: int, written: str) -> Decimal:
    from bot.fees.sheet import Row  # noqa: PLC0415 - see above

    return sheet.number(Row(line, [written]), 0, "amount")
