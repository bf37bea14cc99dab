"""Copies of the SQLite database: made while the bot writes, and put back in its place.

It needs nothing but what Python brings along. A server such as PostgreSQL has tools of its own for this.
"""

import logging
import os
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import quote, unquote, urlsplit

from bot.errors import StoreError

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told after each step how many pages are copied, and how many there are."""

_STEP: Final = 2000
"""Pages copied at a time, 8 MB: often enough for a progress bar."""
_WAIT_SECONDS: Final = 5
_BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside an open file. Left beside another file, it would be taken for a part of that."""


class BackupError(StoreError):
    """A copy that was not made, or not put back; nothing was changed."""


def back_up(address: str, copy: Path, progress: Progress, *, overwrite: bool = False) -> None:
    """Copy the database of an address, as it is at this moment, to a file that only its owner may read.

    Whoever writes meanwhile is not held up. The file appears once it is whole and checked. Raises `BackupError`.
    """
    source = _file(address, "pg_dump --format=custom {server} --file={copy} {name}", copy)
    if not source.is_file():
        message = "There is no database yet."
        raise BackupError(message, "The first start of the bot makes it.")
    if copy.exists() and (not overwrite or copy.samefile(source)):
        message = f"{copy.name} exists already."
        raise BackupError(message, "Choose another name.")
    with _staged(copy) as staged:
        _copy(source, staged, progress)
        _checked(staged, "The copy")
        # So that it can be read from where nothing can be written.
        _keep_log(staged, "DELETE")
        _put(staged, copy)


def restore(address: str, copy: Path, newest: str, now: datetime, progress: Progress) -> Path | None:
    """Put a copy in the database's place, and return where the former one lies now, None when there was none.

    The copy may be of an older version; the next start brings it up to date. Raises `BackupError` when it is damaged,
    is no database of this program or one newer than revision `newest`, and when a program has the database open.
    """
    target = _file(address, "pg_restore --clean --if-exists --single-transaction {server} --dbname={name} {copy}", copy)
    target = target.resolve()
    if not copy.is_file():
        message = f"There is no file {copy.name}."
        raise BackupError(message, "Name a copy that `db backup` made.")
    if target.exists() and copy.samefile(target):
        message = f"{copy.name} is the database itself."
        raise BackupError(message, "Name a copy that `db backup` made.")
    with _staged(target) as staged:
        _copy(copy, staged, progress)
        _checked(staged, copy.name)
        revision = _revision(staged, copy.name)
        if revision > newest:
            message = f"{copy.name} has schema {revision}, this program knows up to {newest}."
            raise BackupError(message, "Update the program first.")
        # The mode stays in the file, so that `_alone` sees whoever opens it, also one who only reads.
        _keep_log(staged, "WAL")
        if not target.exists():
            _put(staged, target)
            return None
        former = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%S}")
        with _alone(target):
            _belong(staged, target)
            _keep(target, former)
            _put(staged, target)
        return former


def _file(address: str, tool: str, copy: Path) -> Path:
    """Return the file of an address. Raises `BackupError` where there is none, with the server's own command."""
    scheme, _, rest = address.partition("://")
    if scheme.startswith("postgresql"):
        command = tool.format(**_server(rest), copy=shlex.quote(str(copy)))
        message = "The database is on a PostgreSQL server, which has a tool of its own for this:"
        raise BackupError(message, command)
    name = rest.removeprefix("/").split("?")[0]
    if not name or name == ":memory:" or name.startswith("file:"):
        message = "DATABASE_URL names no plain file."
        raise BackupError(message, "Only a database in a file can be copied.")
    return Path(name)


def _server(rest: str) -> dict[str, str]:
    """Return a server and its database as PostgreSQL's tools want them named; they ask for the password themselves."""
    parts = urlsplit(f"//{rest}")
    found = {"host": parts.hostname, "port": parts.port, "username": parts.username}
    options = (f"--{name}={shlex.quote(unquote(str(value)))}" for name, value in found.items() if value)
    return {"server": " ".join(options), "name": shlex.quote(unquote(parts.path.removeprefix("/")))}


@contextmanager
def _staged(final: Path) -> Iterator[Path]:
    """Make an empty file that nobody else may read, in the same folder; it is gone at the end."""
    staged = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        os.close(os.open(staged, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield staged
    except OSError as error:
        message = f"{final.name} cannot be written ({error.strerror})."
        raise BackupError(message, "Nothing was changed.") from error
    finally:
        for ending in ("", *_BESIDE):
            staged.with_name(staged.name + ending).unlink(missing_ok=True)


def _copy(source: Path, staged: Path, progress: Progress) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    try:
        with (
            closing(sqlite3.connect(_read_only(source), uri=True, timeout=_WAIT_SECONDS)) as reading,
            closing(sqlite3.connect(staged)) as writing,
        ):
            # An open transaction holds on to one state: without it, each write of the bot would begin the copy anew.
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            reading.backup(writing, pages=_STEP, progress=told)
    except sqlite3.Error as error:
        _unusable(source.name, error)


def _checked(copy: Path, called: str) -> None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        _unusable(called, error)
    if found != "ok":
        message = f"{called} is damaged ({found})."
        raise BackupError(message, "Nothing was changed.")


def _revision(copy: Path, called: str) -> str:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        found = None
    if found is None:
        message = f"{called} is no database of this program."
        raise BackupError(message, "Name a copy that `db backup` made.")
    return str(found[0])


def _keep_log(staged: Path, mode: str) -> None:
    try:
        with closing(sqlite3.connect(staged)) as connection:
            connection.execute(f"PRAGMA journal_mode = {mode}")
    except sqlite3.Error as error:
        _unusable(staged.name, error)


def _belong(staged: Path, target: Path) -> None:
    """Let those use the staged file who may use the present one: the bot need not run as whoever restores."""
    shutil.copymode(target, staged)
    owner = target.stat()
    with suppress(PermissionError):
        os.chown(staged, owner.st_uid, owner.st_gid)


def _keep(target: Path, former: Path) -> None:
    """Give the file a second name instead of another one: at no moment is there no database."""
    try:
        former.hardlink_to(target)
    except OSError:
        # Not every file system has second names.
        shutil.copy2(target, former)
    for ending in _BESIDE:
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.replace(former.with_name(former.name + ending))


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Keep every other program out of the database. Raises `BackupError` when one is in.

    Only the last to have it open may end the write-ahead log, also one that is doing nothing at the moment. A damaged
    file, which a copy is there to replace, lets nobody in.
    """
    with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            message = f"The database is in use, or may not be written ({error})."
            raise BackupError(message, "Stop the bot, then restore.") from error
        except sqlite3.DatabaseError:
            _log.warning("replacing_a_damaged_database")
        yield


def _put(staged: Path, final: Path) -> None:
    """Give the staged file its name, once all of it is on the disk."""
    with staged.open("rb+") as file:
        os.fsync(file.fileno())
    staged.replace(final)
    if os.name == "posix":
        folder = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _read_only(file: Path) -> str:
    return f"file:{quote(str(file))}?mode=ro"


def _unusable(name: str, error: sqlite3.Error) -> NoReturn:
    message = f"{name} cannot be copied ({error})."
    raise BackupError(message, "Nothing was changed.") from error
