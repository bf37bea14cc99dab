"""The chat as a process of its own, in an empty folder."""

from pathlib import Path

import pytest

from tests.cli.running import Running, runner


@pytest.fixture
def bot(tmp_path: Path) -> Running:
    return runner(tmp_path)
