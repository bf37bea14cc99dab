"""`python -m bot db`."""

import asyncio

import typer

from bot import settings
from bot.cli.group import OneLineGroup

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


async def _revision(*, migrate: bool) -> str | None:
    from bot.store.database import Database  # noqa: PLC0415 - SQLAlchemy is heavy, and `ask` has no use for it

    database = Database(settings.read().database_url)
    try:
        if migrate:
            await database.open()
        return await database.revision()
    finally:
        await database.close()
