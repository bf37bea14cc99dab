"""Registering the commands with Discord, only when they differ from what was registered last."""

import hashlib
import json
import logging
from typing import Final

from bot.app.tree import DeskTree
from bot.errors import StoreError
from bot.store.meta import Meta

_log = logging.getLogger(__name__)
_KEY: Final = "commands"


def fingerprint(tree: DeskTree, application_id: int | None) -> str:
    """Return a hash of exactly what would be sent, and of the application it would be sent for."""
    payload = sorted((command.to_dict(tree) for command in tree.get_commands()), key=lambda sent: str(sent["name"]))
    written = json.dumps([application_id, payload], sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


async def sync_if_changed(tree: DeskTree, meta: Meta | None) -> bool:
    """Register the commands unless the store remembers these very ones; tell whether it did.

    Without a store that can be read, they are registered each time: stale commands fail on use, a repeated
    registration costs one request. Discord's errors propagate.
    """
    wanted = fingerprint(tree, tree.client.application_id)
    if await _remembered(meta) == wanted:
        _log.info("commands_unchanged")
        return False
    synced = await tree.sync()
    _log.info("commands_synced count=%d", len(synced))
    if meta is not None:
        try:
            await meta.set(_KEY, wanted)
        except StoreError:
            _log.warning("command_hash_not_saved", exc_info=True)
    return True


async def _remembered(meta: Meta | None) -> str | None:
    if meta is None:
        return None
    try:
        return await meta.get(_KEY)
    except StoreError:
        _log.warning("command_hash_not_read", exc_info=True)
        return None
