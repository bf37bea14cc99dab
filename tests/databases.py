"""The databases that the store is tested on: SQLite always, PostgreSQL where there is one.

`RVU_POSTGRES_URL` names a server and its superuser; without it, a server of our own is started where its
programs are installed. With `RVU_REQUIRE_POSTGRES=1` tests that would be skipped for want of one fail.
"""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

SCRIPT: Final = Path(__file__).with_name("postgres.sh")

BOTH: Final = ("sqlite", "postgresql")
on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""For what only a file can do or suffer."""
on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
"""For what only a server can do or suffer."""


@contextmanager
def serving() -> Iterator[str]:
    """Give the address of a PostgreSQL server; skips the test that asked, or fails it, when there is none."""
    given = os.environ.get("RVU_POSTGRES_URL")
    if given:
        yield given
        return
    # It stops when its standard input ends, also when this process is killed.
    command = [SCRIPT, "sh", "-c", 'echo "$RVU_POSTGRES_URL"; exec cat']
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        if not address:
            message = "PostgreSQL is not here; install its server, or set RVU_POSTGRES_URL to test on one"
            (pytest.fail if os.environ.get("RVU_REQUIRE_POSTGRES") == "1" else pytest.skip)(message)
        yield address


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Make an empty home on a server for the length of a test, and give its address.

    A user with a schema of the same name sees nothing else, and takes a hundredth of the time of a database.
    """
    name = f"test_{uuid4().hex}"
    run(server, f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{name}'", f"CREATE SCHEMA {name} AUTHORIZATION {name}")
    try:
        yield make_url(server).set(username=name, password=name).render_as_string(hide_password=False)
    finally:
        left = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{name}'"  # noqa: S608 - our own name
        run(server, left, f"DROP OWNED BY {name} CASCADE", f"DROP ROLE {name}")


def run(server: str, *statements: str) -> None:
    """Run statements on a server, each outside of any transaction."""

    async def connected() -> None:
        connection = await asyncpg.connect(server)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(connected())
