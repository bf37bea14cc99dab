"""What every test may use: the shipped catalog, loaded once."""

import os
from pathlib import Path

import pytest

from bot.catalog.load import load
from bot.domain.catalog import Catalog


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
