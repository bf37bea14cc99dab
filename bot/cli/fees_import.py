"""`python -m bot fees import` and `fees list`: CMS releases into the operator's database."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot import settings
from bot.domain.dataset import Imported, Kind
from bot.errors import UnreadableFileError

# What reads files and what keeps them is imported where it is used: `fees price` starts without either.
if TYPE_CHECKING:
    from bot.fees.identity import Stated
    from bot.fees.importer import Reading, Watch
    from bot.fees.sheet import Advance
    from bot.store.database import Database

ACCEPTED: Final = "ama_license_accepted"
"""Under which key the database remembers that, and when, the licence notice was accepted."""

NOTICE: Final = """\
CPT codes and descriptions are copyright American Medical Association (AMA); CPT is a registered trademark of the AMA.
CMS's fee schedule files hold CPT descriptions. You may use them only as far as the licence allows that you accepted
when you downloaded them from cms.gov, or another that you have from the AMA. They are kept in your own database;
this program brings none along. Applicable FARS/DFARS restrictions apply to government use.
"""


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="A CMS release as downloaded: zips, folders or single files."),
    ],
    *,
    accept_ama_license: Annotated[
        bool, typer.Option("--accept-ama-license", help="Accept the AMA's licence for CPT without being asked.")
    ] = False,
    release: Annotated[
        str | None, typer.Option(help="The release, such as RVU26B, of a file that does not say it.")
    ] = None,
    effective: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day in force, of a file that does not say it."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="The year of a file that does not say it.")] = None,
    few: Annotated[bool, typer.Option("--partial", help="Take files with far fewer lines than CMS's.")] = False,
) -> None:
    """Import CMS releases into the database: all of what is named, or nothing."""
    from bot.fees.identity import Stated  # noqa: PLC0415 - see above

    stated = Stated(_release(release), effective.date() if effective else None, year, few)
    try:
        reading = asyncio.run(_import(paths, stated, accepted=accept_ama_license))
    except UnreadableFileError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(1) from None
    for line in told(reading):
        typer.echo(line)


def list_() -> None:
    """List what is loaded: releases with their first day in force, lines, file and checksum."""
    for line in _list():
        typer.echo(line)


def told(reading: "Reading") -> Iterator[str]:
    """Yield one line for each file."""
    for each in reading.imported:
        yield f"Imported {_titled(each)} from {each.file}."
    for name in reading.known:
        yield f"{name} is loaded already."
    for name in reading.passed:
        yield f"Passed over {name}."


def _titled(each: Imported) -> str:
    return f"{each.dataset.kind} of {each.dataset.name}, {len(each.dataset.lines)} lines,"


def _release(written: str | None) -> str | None:
    from bot.fees.identity import RELEASE  # noqa: PLC0415 - see above

    if written is None:
        return None
    if not RELEASE.fullmatch(written.strip()):
        message = f"{written!r} is no release; write it like RVU26B."
        raise typer.BadParameter(message, param_hint="--release")
    return written.strip().upper()


async def _import(paths: list[Path], stated: "Stated", *, accepted: bool) -> "Reading":
    from bot.fees.importer import read_all  # noqa: PLC0415 - see above
    from bot.store import fees  # noqa: PLC0415 - see above
    from bot.store.database import Database  # noqa: PLC0415 - see above
    from bot.store.meta import Meta  # noqa: PLC0415 - see above

    database = Database(settings.read().database_url)
    try:
        checksums, agreed = set[str](), False
        # A database that is not there yet is made only once there is something to write.
        if await database.revision() is not None:
            await database.open()
            checksums = {file.sha256 for file in await fees.files(database)}
            agreed = await Meta(database).get(ACCEPTED) is not None
        if not agreed:
            _agree(accepted=accepted)
        with _progress() as watch:
            reading = read_all(paths, stated, watch, checksums.__contains__)
        await _keep(database, reading, agreed=agreed)
        return reading
    finally:
        await database.close()


async def _keep(database: "Database", reading: "Reading", *, agreed: bool) -> None:
    from bot.store import fees  # noqa: PLC0415 - see above
    from bot.store.meta import Meta  # noqa: PLC0415 - see above

    if reading.imported:
        await database.open()
        await fees.keep(database, reading.imported)
        if not agreed:
            await Meta(database).set(ACCEPTED, datetime.now(tz=UTC).isoformat(timespec="seconds"))


def _agree(*, accepted: bool) -> None:
    """Show the licence notice, and go on only when it is accepted. Raises `typer.BadParameter`."""
    typer.echo(NOTICE, err=True)
    if accepted:
        return
    if not sys.stdin.isatty():
        message = "The licence has to be accepted: add --accept-ama-license."
        raise typer.BadParameter(message)
    if not typer.confirm("Do you accept?", err=True):
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator["Watch"]:
    """Show on a terminal how far each file has been read."""
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import Progress  # noqa: PLC0415 - see above

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:

        def watch(name: str, lines: int) -> "Advance":
            return partial(progress.advance, progress.add_task(name, total=lines))

        yield watch


def _list() -> list[str]:
    from bot.catalog.load import load  # noqa: PLC0415 - see above
    from bot.store.fee_lookup import stored_files  # noqa: PLC0415 - see above

    files = stored_files(settings.read().database_url)
    catalog, taken = load(), {file.name for file in files if file.kind is Kind.VALUES}
    lines = [
        _line(Kind.VALUES, one.id, one.effective, len(catalog.rows[one.id]), "comes with the program")
        for one in catalog.releases
        if one.id not in taken
    ]
    return lines + [
        _line(file.kind, file.name, file.effective, file.lines, f"{file.file}  sha256 {file.sha256}") for file in files
    ]


def _line(kind: Kind, name: str, effective: date, lines: int, origin: str) -> str:
    return f"{kind:<16}{name:<10}from {effective.isoformat()}  {lines:>6} lines  {origin}"
