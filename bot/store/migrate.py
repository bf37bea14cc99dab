"""Schema migrations, run from inside the program: no alembic.ini, no command line."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.errors import StartupError
from bot.store.dialect import migrate_alone

SCRIPTS = Path(__file__).with_name("migrations")


def config(connection: Connection | None = None) -> Config:
    """Return alembic's settings for our scripts, bound to a connection that the caller owns."""
    made = Config()
    # Configuration values are interpolated, so a per cent sign in the installation path has to be doubled.
    made.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision within the caller's transaction: all of it, or nothing.

    Raises `StartupError` when the database has a revision that this program does not know.
    """
    migrate_alone(connection)
    settings = config(connection)
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    if found is not None and found not in known:
        msg = (
            f"The database has schema {found}, this program knows up to {max(known)}: "
            "update the program or choose another DATABASE_URL."
        )
        raise StartupError(msg)
    command.upgrade(settings, "head")
