"""The import directions between the layers, and what keeps the core pure, read from the sources themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES = 400

CORE = ("bot.domain", "bot.calc", "bot.language")
EXACT = (*CORE, "bot.catalog")

MAY_IMPORT = {
    "bot": (),
    "bot.errors": (),
    "bot.settings": ("bot.store.url",),
    "bot.logs": (),
    "bot.meter": (),
    "bot.domain": (),
    "bot.calc": ("bot.domain",),
    "bot.language": ("bot.domain",),
    "bot.catalog": ("bot.domain",),
    "bot.fees": ("bot.domain",),
    "bot.store": ("bot.domain",),
    "bot.render": ("bot.domain",),
    "bot.thread": ("bot.domain",),
    "bot.recent": ("bot.domain",),
    "bot.earlier": ("bot.ports", "bot.thread", "bot.domain"),
    "bot.keep": ("bot.domain", "bot.render"),
    "bot.ports": ("bot.domain",),
    "bot.known": ("bot.domain", "bot.language"),
    "bot.warm": ("bot.known", "bot.catalog"),
    "bot.people": ("bot.thread", "bot.recent", "bot.domain"),
    "bot.archive": ("bot.ports", "bot.thread", "bot.recent", "bot.keep", "bot.domain", "bot.render"),
    "bot.ask": (
        *("bot.ports", "bot.thread", "bot.earlier", "bot.keep", "bot.known", "bot.archive", "bot.people", "bot.recent"),
        *("bot.domain", "bot.calc", "bot.language", "bot.catalog", "bot.store", "bot.render"),
    ),
    "bot.day": ("bot.domain", "bot.calc", "bot.render", "bot.ask"),
    "bot.discord_ui": ("bot.domain", "bot.render", "bot.ask", "bot.day", "bot.meter"),
    "bot.app": ("bot",),
    "bot.cli": ("bot",),
    "bot.console": ("bot",),
    "bot.__main__": ("bot",),
    "cogs": ("bot.ask", "bot.day", "bot.domain", "bot.discord_ui"),
}
"""What each layer may import of ours, beside itself and `bot.errors`. `("bot",)` is everything but the cogs."""

IMPURE = {
    *("aiohttp", "aiosqlite", "alembic", "asyncio", "discord", "io", "logging", "matplotlib", "os", "pathlib"),
    *("random", "rich", "shutil", "socket", "sqlalchemy", "sqlite3", "subprocess", "tempfile", "threading", "time"),
    "typer",
}
"""Discord, SQL, files, clock, terminal and async: nothing of the core may depend on them."""

CLOCK = {"now", "today", "utcnow"}


def modules(*layers: str) -> list[str]:
    """Name every module below the layers; without layers, every module."""
    found = []
    for path in sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not layers or any(inside(name, layer) for layer in layers):
            found.append(name)
    return found


def source(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")


def inside(module: str, layer: str) -> bool:
    return module == layer or module.startswith(f"{layer}.")


def layer_of(module: str) -> str:
    """Find the narrowest layer that holds the module; the bare package `bot` holds only itself."""
    fits = [layer for layer in MAY_IMPORT if (module == "bot" if layer == "bot" else inside(module, layer))]
    assert fits, f"{module} belongs to no layer: say in MAY_IMPORT what it may import"
    return max(fits, key=len)


def imports(text: str) -> Iterator[str]:
    """Name every module that a source imports, at any depth; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide the layer that they reach"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_directions(module: str, text: str) -> list[str]:
    """List the imports of ours that the module's layer may not make."""
    layer = layer_of(module)
    allowed = (*MAY_IMPORT[layer], "bot.errors")
    if layer != "cogs":
        allowed = (*allowed, layer)
    return [
        name
        for name in imports(text)
        if inside(name, "bot") or inside(name, "cogs")
        if not any(inside(name, each) for each in allowed) and name != "bot.__version__"
    ]


def impurities(text: str) -> list[str]:
    """List what reaches outside: modules, opened files, the clock, coroutines."""
    found = [name for name in imports(text) if name.split(".")[0] in IMPURE]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await):
            found.append(f"async at line {node.lineno}")
        elif isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in {"open", "print", "input"}:
                found.append(f"{called.id}() at line {node.lineno}")
            if isinstance(called, ast.Attribute) and called.attr in CLOCK:
                found.append(f".{called.attr}() at line {node.lineno}")
    return found


def floats(text: str) -> list[int]:
    """List the lines that write or make a binary floating-point number."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]


def eager(text: str) -> list[str]:
    """Name what a source imports as soon as it is imported itself."""
    tree = ast.parse(text)
    body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return list(imports(ast.unparse(ast.Module(body, []))))


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_its_layer_may(module: str) -> None:
    assert wrong_directions(module, source(module)) == []


@pytest.mark.parametrize("module", modules(*CORE))
def test_the_core_knows_no_discord_sql_files_clock_or_async(module: str) -> None:
    assert impurities(source(module)) == []


@pytest.mark.parametrize("module", modules(*EXACT))
def test_money_never_meets_a_float(module: str) -> None:
    assert floats(source(module)) == []


@pytest.mark.parametrize("module", modules("bot.render", "bot.store", "bot.ask", "bot.fees", "bot.catalog"))
def test_only_the_edge_knows_discord(module: str) -> None:
    assert [name for name in imports(source(module)) if inside(name, "discord")] == []


@pytest.mark.parametrize("module", modules())
def test_matplotlib_waits_for_the_first_chart(module: str) -> None:
    assert [name for name in eager(source(module)) if inside(name, "matplotlib")] == []


@pytest.mark.parametrize("module", modules())
def test_no_module_outgrows_one_noun(module: str) -> None:
    assert len(source(module).splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    ("module", "text"),
    [
        pytest.param("bot.domain.money", "from bot.calc import payment", id="the domain imports nothing of ours"),
        pytest.param("bot.calc.engine", "import bot.catalog.load", id="calculation takes the catalog as an argument"),
        pytest.param("bot.language.listener", "from bot.calc import engine", id="language does not calculate"),
        pytest.param("bot.store.history", "from bot.render import text", id="the store does not draw"),
        pytest.param("bot.ask", "from bot.discord_ui import layout", id="the use case knows no edge"),
        pytest.param("bot.app.client", "import cogs.ask", id="extensions are loaded by name"),
        pytest.param("cogs.ask", "from cogs import history", id="no cog imports another"),
        pytest.param("cogs.ask", "from bot.store import history", id="a cog does not reach the store"),
        pytest.param("cogs.ask", "def f():\n    from bot import calc", id="nor from inside a function"),
    ],
)
def test_a_wrong_direction_is_seen(module: str, text: str) -> None:
    assert wrong_directions(module, text)


@pytest.mark.parametrize(
    "text",
    [
        "import sqlalchemy.ext.asyncio",
        "from pathlib import Path",
        "open('x')",
        "from datetime import date\ndate.today()",
        "async def f(): ...",
    ],
)
def test_an_impurity_is_seen(text: str) -> None:
    assert impurities(text)


@pytest.mark.parametrize("text", ["x = 0.5", "float('1')", "def f(x=1e3): ..."])
def test_a_float_is_seen(text: str) -> None:
    assert floats(text)


def test_an_unplaced_module_is_seen() -> None:
    with pytest.raises(AssertionError, match="belongs to no layer"):
        layer_of("bot.somewhere")
