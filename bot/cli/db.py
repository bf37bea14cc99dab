"""`python -m bot db`."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import settings
from bot.cli.group import OneLineGroup

if TYPE_CHECKING:
    from bot.store.backup import Progress

app = typer.Typer(
    cls=OneLineGroup, help="The history database.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


@app.command()
def upgrade() -> None:
    """Bring the database's schema up to date; starting the bot does the same."""
    typer.echo(f"The database has schema {asyncio.run(_revision(migrate=True))}.")


@app.command()
def current() -> None:
    """Print the database's schema revision and the newest one, changing nothing."""
    found = asyncio.run(_revision(migrate=False))
    from bot.store.schema import REVISION  # noqa: PLC0415 - SQLAlchemy is heavy, and `ask` has no use for it

    typer.echo(f"{found or 'none'} (newest: {REVISION})")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.", show_default=False)],
    *,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an earlier copy of that name.")] = False,
) -> None:
    """Copy the database to a file. The bot may go on running, and writing, meanwhile."""
    from bot.store.backup import back_up  # noqa: PLC0415 - only where it is used, as below

    with _progress("Copying") as progress:
        back_up(settings.read().database_url, file, progress, overwrite=overwrite)
    typer.echo(f"Copied the database to {file}, {file.stat().st_size / 1e6:.1f} MB.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `db backup` made.", show_default=False)],
) -> None:
    """Put a copy in the database's place; the former database is kept beside it. Stop the bot first."""
    from bot.store.backup import restore as put_back  # noqa: PLC0415 - see above
    from bot.store.schema import REVISION  # noqa: PLC0415 - SQLAlchemy is heavy, and `ask` has no use for it

    with _progress("Restoring") as progress:
        former = put_back(settings.read().database_url, file, REVISION, datetime.now(tz=UTC), progress)
    kept = f" The former database is kept as {former}." if former else ""
    typer.echo(f"Restored the database from {file}.{kept}")


@contextmanager
def _progress(doing: str) -> Iterator["Progress"]:
    """Show on a terminal how much is copied."""
    from rich.console import Console  # noqa: PLC0415 - not needed to tell bad usage
    from rich.progress import Progress as Bars  # noqa: PLC0415 - the same

    with Bars(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        task = bars.add_task(doing, total=None)

        def progress(done: int, total: int) -> None:
            bars.update(task, completed=done, total=total)

        yield progress


async def _revision(*, migrate: bool) -> str | None:
    from bot.store.database import Database  # noqa: PLC0415 - SQLAlchemy is heavy, and `ask` has no use for it

    database = Database(settings.read().database_url)
    try:
        if migrate:
            await database.open()
        return await database.revision()
    finally:
        await database.close()
