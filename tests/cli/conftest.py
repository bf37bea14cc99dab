"""The command line as a process of its own, in an empty folder."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]

Running = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def bot(tmp_path: Path) -> Running:
    """Return what runs `python -m bot` with arguments, standard input and extra variables."""
    bare = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}

    def run(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *arguments],
            cwd=tmp_path,
            env=bare | {"PYTHONPATH": str(ROOT)} | variables,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
