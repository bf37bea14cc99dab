"""What every test may use: the shipped catalog, loaded once, and a PostgreSQL server, started once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.catalog.load import load
from bot.domain.catalog import Catalog
from tests import databases


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="session")
def cms_dir() -> Path:
    """Return the folder of CMS files, which are not part of the project."""
    folder = Path(os.environ.get("RVU_CMS_DIR", Path(__file__).parents[1] / ".." / "shared" / "cms"))
    if not folder.is_dir():
        pytest.skip("CMS files are not here; set RVU_CMS_DIR to test against them")
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with databases.serving() as server:
        yield server


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """Return the address of PostgreSQL, empty to the user that it names."""
    with databases.new_database(postgresql_server) as address:
        yield address
