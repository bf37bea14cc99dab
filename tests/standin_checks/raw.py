"""Speaking to the local Discord without a library: what a broken bot might send."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.standin import Channel, Discord, Guild, Interaction, User

NONE = {"parse": []}
V2 = 1 << 15
EPHEMERAL = 1 << 6


class Raw:
    """A client that sends what it is told to."""

    def __init__(self, discord: Discord, session: aiohttp.ClientSession) -> None:
        self.discord = discord
        self.session = session
        self.token = f"Bot {discord.token}"
        self.guild: Guild = discord.guild()
        self.channel: Channel = self.guild.channels[0]
        self.user: User = discord.user()

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Send one request; return the status and the JSON body."""
        said = {"Authorization": self.token} | dict(headers or {})
        data: Any = None
        if files:
            data = aiohttp.FormData(quote_fields=False)
            data.add_field("payload_json", json.dumps(body))
            for field, (name, content) in files.items():
                data.add_field(field, io.BytesIO(content), filename=name, content_type="application/octet-stream")
        elif body is not None:
            data, said = json.dumps(body), said | {"Content-Type": "application/json"}
        async with self.session.request(method, self.discord.api_base + path, data=data, headers=said) as response:
            content = await response.read()
            if content:
                assert response.headers["Content-Type"] == "application/json"
            return response.status, json.loads(content) if content else None

    async def send(self, body: dict[str, Any], files: Mapping[str, tuple[str, bytes]] | None = None) -> tuple[int, Any]:
        """Send a message to the channel."""
        path = f"/channels/{self.channel.id}/messages"
        return await self.call("POST", path, {"allowed_mentions": NONE} | body, files)

    async def sync(self, *commands: dict[str, Any]) -> tuple[int, Any]:
        """Register commands."""
        return await self.call("PUT", f"/applications/{self.discord.world.bot.id}/commands", list(commands))

    async def answer(self, it: Interaction, kind: int, data: object = None, **more: Any) -> tuple[int, Any]:
        """Answer an interaction."""
        body = {"type": kind} | ({} if data is None else {"data": data})
        return await self.call("POST", f"/interactions/{it.id}/{it.token}/callback?with_response=1", body, **more)

    async def follow(self, it: Interaction, body: dict[str, Any], **more: Any) -> tuple[int, Any]:
        """Send a follow-up."""
        path = f"/webhooks/{self.discord.world.bot.id}/{it.token}?wait=1"
        return await self.call("POST", path, {"allowed_mentions": NONE} | body, **more)

    async def slash(self) -> Interaction:
        """Use a command that is synced first."""
        assert (await self.sync({"name": "ask", "description": "Ask"}))[0] == 200
        return await self.discord.slash(self.user, self.guild, "ask", wait=False)


def faults(body: dict[str, Any]) -> dict[str, list[str]]:
    """Return the fault codes of an error body by path."""
    found: dict[str, list[str]] = {}

    def look(node: dict[str, Any], path: str) -> None:
        for key, below in node.items():
            if key == "_errors":
                found[path] = [fault["code"] for fault in below]
            else:
                look(below, f"{path}.{key}".removeprefix("."))

    look(body.get("errors", {}), "")
    return found


def row(*children: dict[str, Any]) -> dict[str, Any]:
    """Return a row."""
    return {"type": 1, "components": list(children)}


def press(number: int = 0, **changes: Any) -> dict[str, Any]:
    """Return a button."""
    button = {"type": 2, "style": 2, "label": f"Button {number}", "custom_id": f"id:{number}"} | changes
    return {key: value for key, value in button.items() if value is not None}


def said(content: str = "hello") -> dict[str, Any]:
    """Return a text display."""
    return {"type": 10, "content": content}


def picture(url: str = "https://example.com/a.png", **more: Any) -> dict[str, Any]:
    """Return a gallery with one picture."""
    return {"type": 12, "items": [{"media": {"url": url}} | more]}


def menu(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Return a select."""
    options = [{"label": f"Option {n}", "value": str(n)} for n in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options} | changes
