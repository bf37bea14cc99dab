"""`python -m bot doctor`: what is in order, what is not, and what to do about it."""

import asyncio
import base64
import binascii
import json
import shutil
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import typer

from bot import settings
from bot.domain.release import Release
from bot.errors import RvuError, StartupError

_ROOM: Final = 200
"""Megabytes; a year of a busy server's answers takes less, and so does the copy that an import makes."""
_SECONDS: Final = 3.0


class State(StrEnum):
    """How a finding counts."""

    OK = "ok"
    WARN = "warn"
    """Works, with something to know."""
    BROKEN = "broken"
    """Has to be mended; the command then exits with 1."""


class Finding(NamedTuple):
    """One line of the report."""

    state: State
    subject: str
    text: str


def doctor() -> None:
    """Check settings, database, fee schedule and token, and print what to mend. Exit 1 if anything is broken."""
    broken = False
    for finding in examine(datetime.now(tz=UTC).date()):
        typer.echo(f"{finding.state:<8}{finding.subject:<10}{finding.text}")
        broken = broken or finding.state is State.BROKEN
    raise typer.Exit(int(broken))


def examine(today: date) -> Iterator[Finding]:
    """Yield the findings; without readable settings only those about settings and schedule."""
    address = None
    try:
        chosen = settings.read()
    except StartupError as error:
        yield Finding(State.BROKEN, "settings", str(error))
    else:
        yield Finding(State.OK, "settings", "All are valid.")
        yield token(chosen.discord_token.get_secret_value() if chosen.discord_token else None)
        yield from private(Path(".env"))
        address = chosen.database_url
        found = asyncio.run(database(address))
        # What a driver says may repeat the address.
        for secret in chosen.secrets:
            found = found._replace(text=found.text.replace(secret.get_secret_value(), "***"))
        yield found
        yield from room(address)
        if chosen.health_port is not None:
            yield health(chosen.health_host, chosen.health_port)
    yield catalog(today, address)


def token(written: str | None) -> Finding:
    """Check the token's shape: the application's id in base64, a time stamp and a signature, joined by dots.

    Whether Discord accepts it is found out at the start only.
    """
    if written is None:
        return Finding(State.WARN, "token", "DISCORD_TOKEN is not set: only the console chat will work.")
    first, *others = written.split(".")
    try:
        owner = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        owner = ""
    if owner.isdecimal() and len(others) == 2 and all(others):  # noqa: PLR2004 - the two parts named above
        return Finding(State.OK, "token", "DISCORD_TOKEN has the shape of a bot token.")
    text = "DISCORD_TOKEN does not look like a bot token: copy it from Developer Portal, Bot, Reset Token."
    return Finding(State.BROKEN, "token", text)


def private(file: Path) -> Iterator[Finding]:
    """Warn of a file with the token that others on the machine may read."""
    if file.is_file() and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Finding(State.WARN, "secrets", f"Others on this machine may read {file}: chmod 600 {file}.")


def room(address: str) -> Iterator[Finding]:
    """Warn of a disk that will soon be full, where the database is a file."""
    name = urlsplit(address).path[1:]
    if not address.startswith("sqlite") or not name or name.startswith((":memory:", "file:")):
        return
    folder = Path(name).parent
    if folder.is_dir() and (free := shutil.disk_usage(folder).free // 1_000_000) < _ROOM:
        text = f"{free} MB are left where the database is: make room, or answers will soon not be saved."
        yield Finding(State.WARN, "disk", text)


def health(host: str, port: int) -> Finding:
    """Ask the health page of a bot that runs with these settings; without one, see that its port is free."""
    import http.client  # noqa: PLC0415 - every start of the command line would pay for it

    # Every address of the machine is asked for at its own.
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not opened
    connection = http.client.HTTPConnection(near, port, timeout=_SECONDS)
    try:
        connection.request("GET", "/health")
        said = connection.getresponse()
        told = json.loads(said.read())["status"]
    except ConnectionRefusedError:
        return Finding(State.OK, "health", f"Port {port} is free; no bot is running with these settings.")
    except socket.gaierror:
        return Finding(State.BROKEN, "health", "HEALTH_HOST is no address of this machine: 127.0.0.1, or 0.0.0.0.")
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        text = f"Something else than the bot answers at port {port}: choose another HEALTH_PORT."
        return Finding(State.BROKEN, "health", text)
    finally:
        connection.close()
    if said.status == http.client.OK:
        return Finding(State.OK if told == "ok" else State.WARN, "health", f"The bot is running: {told}.")
    return Finding(State.BROKEN, "health", f"The bot is running, but does not answer anybody: {told}.")


async def database(address: str) -> Finding:
    """Check that the database can be read and written, and which schema it has. Changes nothing, makes no file."""
    from bot.store.database import Database  # noqa: PLC0415 - SQLAlchemy is heavy, and `ask` has no use for it
    from bot.store.schema import REVISION  # noqa: PLC0415 - the same

    try:
        found = Database(address)
    except StartupError as error:
        return Finding(State.BROKEN, "database", str(error))
    try:
        revision = await found.revision()
        await found.check()
    except StartupError as error:
        return Finding(State.BROKEN, "database", str(error))
    except RvuError as error:
        text = f"It cannot be written ({error.__cause__ or 'no such folder'}): answers would not be saved."
        return Finding(State.BROKEN, "database", " ".join(text.split()))
    finally:
        await found.close()
    if revision is None:
        return Finding(State.OK, "database", "There is none yet; the first start makes it.")
    if revision == REVISION:
        return Finding(State.OK, "database", f"Schema {revision} is the newest, and it can be written.")
    if revision < REVISION:
        return Finding(State.OK, "database", f"Schema {revision} will be brought to {REVISION} by the next start.")
    text = f"It has schema {revision}, this program knows up to {REVISION}: update the program."
    return Finding(State.BROKEN, "database", text)


def catalog(today: date, address: str | None = None) -> Finding:
    """Check that the fee schedule loads, imported releases included, and whether CMS should have a newer one by now."""
    from bot.catalog.load import load  # noqa: PLC0415 - half the cost of a start; not needed to tell bad usage
    from bot.store.fee_lookup import stored  # noqa: PLC0415 - the same

    try:
        newest = (stored(address, load()) if address is not None else load()).releases[-1]
    except RvuError as error:
        return Finding(State.BROKEN, "schedule", f"{error.message} {error.hint}")
    return age(newest, today)


def age(newest: Release, today: date) -> Finding:
    """Say whether CMS should have a newer release of the year by now."""
    loaded = f"{newest.id}, in force from {newest.effective.isoformat()}, is the newest loaded"
    due = newest.newer_due(today)
    if due is None:
        return Finding(State.OK, "schedule", f"{loaded}.")
    text = f"{loaded}; CMS should have one of {due.isoformat()} by now: get it at cms.gov and `fees import` it."
    return Finding(State.WARN, "schedule", text)
