"""The local Discord must not know what it tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

STANDIN = Path(__file__).parents[1] / "standin"
FILES = sorted(STANDIN.rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(STANDIN)) for path in FILES])
def test_it_imports_neither_the_bot_nor_its_library(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}
    assert not roots & {"bot", "cogs", "discord"}


def test_no_module_is_long() -> None:
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES) <= 400
