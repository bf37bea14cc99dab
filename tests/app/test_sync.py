from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from discord import app_commands

from bot.app.sync import fingerprint, sync_if_changed
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.meta import Meta


class Tree:
    """Commands to register, and how often they were."""

    def __init__(self, *names: str, application: int = 1) -> None:
        self.client = SimpleNamespace(application_id=application)
        self.allowed_contexts = self.allowed_installs = None
        self.names = names
        self.syncs = 0

    def get_commands(self) -> list[Any]:
        return [SimpleNamespace(to_dict=lambda _tree, name=name: {"name": name, "type": 1}) for name in self.names]

    async def sync(self) -> list[app_commands.AppCommand]:
        self.syncs += 1
        return []


class BrokenMeta:
    """A store that cannot be reached."""

    async def get(self, _key: str) -> str | None:
        raise StoreError("away", "later")  # noqa: EM101 - as the store raises it

    async def set(self, _key: str, _value: str) -> None:
        raise StoreError("away", "later")  # noqa: EM101 - as the store raises it


@pytest.fixture
async def meta(tmp_path: Path) -> Any:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/rvu.db")
    await database.open()
    yield Meta(database)
    await database.close()


async def sync(tree: Tree, meta: Any) -> bool:
    return await sync_if_changed(tree, meta)  # type: ignore[arg-type]


async def test_the_first_start_registers_and_the_next_does_not(meta: Meta) -> None:
    assert await sync(Tree("ask"), meta)
    again = Tree("ask")
    assert not await sync(again, meta)
    assert again.syncs == 0


@pytest.mark.parametrize(
    "changed", [Tree("ask", "rvu"), Tree("ask", application=2)], ids=["a new command", "another application"]
)
async def test_a_change_registers_again(meta: Meta, changed: Tree) -> None:
    await sync(Tree("ask"), meta)
    assert await sync(changed, meta)
    assert changed.syncs == 1


@pytest.mark.parametrize("broken", [None, BrokenMeta()], ids=["without a store", "with one that fails"])
async def test_without_memory_every_start_registers(broken: Any) -> None:
    tree = Tree("ask")
    assert await sync(tree, broken)
    assert await sync(tree, broken)
    assert tree.syncs == 2


def test_the_order_in_which_cogs_load_changes_nothing() -> None:
    one, other = Tree("ask", "rvu"), Tree("rvu", "ask")
    assert fingerprint(one, 1) == fingerprint(other, 1)  # type: ignore[arg-type]


async def test_a_failed_registration_is_tried_again_at_the_next_start(meta: Meta) -> None:
    failing = Tree("ask")

    async def fail() -> list[Any]:
        raise ConnectionResetError

    failing.sync = fail  # type: ignore[method-assign]
    with pytest.raises(ConnectionResetError):
        await sync(failing, meta)
    assert await sync(Tree("ask"), meta)
