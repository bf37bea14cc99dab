"""Golden text files. `GOLDEN=write` in the environment writes them anew; read the difference before keeping it."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden" / "render"


def golden(name: str, text: str) -> str:
    """Return the kept text of a name, after replacing it when asked to."""
    path = FOLDER / f"{name.replace(' ', '-')}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").removesuffix("\n")
