"""The command line as a process of its own, in an empty folder."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[2]

Running = Callable[..., subprocess.CompletedProcess[str]]


def runner(folder: Path) -> Running:
    """Return what runs `python -m bot` in the folder with arguments, standard input and extra variables."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *arguments],
            cwd=folder,
            env=environment() | variables,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def environment() -> dict[str, str]:
    """Return this process's variables without those that set the bot up, and with the sources on the path."""
    bare = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return bare | {"PYTHONPATH": str(ROOT)}
