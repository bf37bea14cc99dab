"""`python -m bot fees prices`: the price list of one place or of all, as CSV."""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.context import context, read
from bot.cli.loaded import loaded
from bot.cli.price import parse
from bot.domain.catalog import RowKey
from bot.domain.clinician import Clinician
from bot.domain.place import Gpci
from bot.domain.question import Stated
from bot.domain.release import Track
from bot.domain.service import CodeRef, ServiceRow, Setting
from bot.errors import BadQuestionError, MissingReleaseError, UnknownCodeError, UnknownPlaceError

if TYPE_CHECKING:
    from bot.calc.basis import Basis
    from bot.calc.sweep import Amounts

COLUMNS: Final = (
    *("release", "apm", "carrier", "locality", "hcpcs", "modifier", "status"),
    *("nonfacility_amount", "facility_amount", "rarely_done_in"),
)
"""Those that `fees verify` reads are among them; a national price has neither carrier nor locality."""
_TRACKS: Final = {Track.QP: "QP", Track.NONQP: "nonQP"}


def prices(  # noqa: PLR0913 - one for each option
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE[-MOD]...]", help="Only these codes. Default: the release.")
    ] = None,
    *,
    locality: Annotated[
        str | None, typer.Option(help="Carrier-locality such as 01112-05, state, city or ZIP. Default: national.")
    ] = None,
    everywhere: Annotated[bool, typer.Option("--all-localities", help="Every locality of the year.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write there, not to standard output.")] = None,
    year: Annotated[int | None, typer.Option(help="Calendar year. Default: the newest loaded.")] = None,
    release: Annotated[str | None, typer.Option(help="CMS release such as RVU26B. Default: the year's newest.")] = None,
    factor: Annotated[Track, typer.Option(help="Which 2026 conversion factor.")] = Track.NONQP,
    clinician: Annotated[Clinician | None, typer.Option(help="Who bills. Default: a physician.")] = None,
    payer_multiple: Annotated[
        str | None, typer.Option(metavar="X", help="1.3 for a payer at 130 % of Medicare.")
    ] = None,
) -> None:
    """Write the price of one unit of every code that Medicare prices, office and facility, as CSV."""
    if everywhere and locality is not None:
        message = "choose one place or all of them"
        raise typer.BadParameter(message, param_hint="--all-localities")
    refs = [read(code, parse, "CODE") for code in codes or ()]
    # These take longest to import, and neither help nor bad usage needs them.
    from bot.calc.basis import settle  # noqa: PLC0415
    from bot.calc.sweep import Sweep  # noqa: PLC0415

    catalog = loaded(refs[0].code if len(refs) == 1 else None)
    chosen = context(
        catalog,
        year_=year,
        release_=release,
        setting=Setting.OFFICE,
        locality_=locality,
        factor=factor,
        clinician=clinician,
        rate=None,
        payer_multiple=payer_multiple,
    )
    try:
        basis = settle(Stated(), chosen, catalog)
        asked = _keys(refs, basis)
        keys = _open_to(basis.clinician, asked, basis)
        places = _places(basis, everywhere=everywhere)
        swept = Sweep(basis, places).amounts(keys)
    except (BadQuestionError, MissingReleaseError, UnknownCodeError, UnknownPlaceError) as error:
        message = f"{error.message} {error.hint}"
        raise typer.BadParameter(message) from None
    with _opened(out) as file:
        _write(file, swept, places, basis)
    if len(keys) < len(asked) and basis.clinician is not None:
        name = catalog.shares[basis.clinician].name
        typer.echo(f"Left out as not open to {name}: {len(asked) - len(keys):,} of {len(asked):,} lines", err=True)
    _tell_left_out(keys, basis, named=bool(refs))


def _keys(refs: Sequence[CodeRef], basis: "Basis") -> list[RowKey]:
    """Return the rows meant: a code's own with its 26, TC and 53 rows, with a modifier that one; without codes, all.

    Raises `BadQuestionError` for a modifier without rows of its own, and `UnknownCodeError`.
    """
    rows = basis.schedule.catalog.rows[basis.schedule.release.id]
    keys: list[RowKey] = [] if refs else sorted(rows)
    for ref in refs:
        if ref.modifiers and ref.modifiers != (ref.row_modifier,):
            message = f"A price list has no line for {ref.written}."
            raise BadQuestionError(message, "Modifiers with lines of their own are 26, TC and 53.")
        row = basis.schedule.row(ref)
        keys.append((row.code, row.modifier))
        keys += [key for key in ((ref.code, part) for part in ("26", "TC", "53")) if not ref.modifiers and key in rows]
    return list(dict.fromkeys(keys))


def _open_to(clinician: Clinician | None, keys: list[RowKey], basis: "Basis") -> list[RowKey]:
    """Leave out the codes that are known not to be open to a stated clinician, whose share is then none of theirs."""
    if clinician is None:
        return keys
    rules = basis.schedule.catalog.rules.values()
    known = {code for rule in rules for code in rule.codes}
    theirs = {code for rule in rules if clinician in rule.who for code in rule.codes}
    return [key for key in keys if key[0] in theirs or key[0] not in known]


def _places(basis: "Basis", *, everywhere: bool) -> list[Gpci | None]:
    if not everywhere:
        return [basis.gpci]
    release = basis.schedule.release
    known = basis.schedule.catalog.gpcis.get(release.year, {})
    if not known:
        message = f"The localities of {release.year} are not loaded."
        raise MissingReleaseError(message, "Import CMS's GPCI file of that year.")
    return [known[one] for one in sorted(known)]


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[str]]:
    if out is None:
        yield sys.stdout
        return
    try:
        file = out.open("w", encoding="utf-8", newline="")
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror})."
        raise typer.BadParameter(message, param_hint="--out") from None
    with file:
        yield file


def _write(file: IO[str], swept: Iterable["Amounts"], places: Sequence[Gpci | None], basis: "Basis") -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    release, track = basis.schedule.release.id, _TRACKS[basis.track]
    heads = [(release, track, place.carrier, place.locality) if place else (release, track, "", "") for place in places]
    for each in swept:
        row = each.row
        code, rarely = (row.code, row.modifier, row.status.value), _rarely_done(row)
        writer.writerows(
            (*head, *code, f"{office // 100}.{office % 100:02}", f"{facility // 100}.{facility % 100:02}", rarely)
            for head, office, facility in zip(heads, each.office, each.facility, strict=True)
        )


def _rarely_done(row: ServiceRow) -> str:
    return " ".join(setting.value for setting in Setting if row.unusual(setting))


def _tell_left_out(keys: Sequence[RowKey], basis: "Basis", *, named: bool) -> None:
    """Say on standard error what has no price here, each code with its status where codes were named."""
    from bot.calc.card import status_words  # noqa: PLC0415 - see above

    rows = basis.schedule.catalog.rows[basis.schedule.release.id]
    unpriced = [row for row in (rows[key] for key in keys) if not row.paid]
    for row in unpriced if named else ():
        written = "-".join(filter(None, (row.code, row.modifier)))
        typer.echo(f"{written} left out: status {row.status}, {status_words(row)}", err=True)
    if not named:
        typer.echo(
            f"{len(keys) - len(unpriced):,} of {len(keys):,} lines of {basis.schedule.release.id} are priced; "
            f"the others Medicare does not price here (`fees price CODE` says why)",
            err=True,
        )
