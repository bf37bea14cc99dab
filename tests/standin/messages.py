"""Messages as Discord keeps them: attachments stored, media resolved, pings worked out."""

from __future__ import annotations

import copy
import mimetypes
import re
import struct
from typing import TYPE_CHECKING, Any

from tests.standin.checks.media import ATTACHMENT
from tests.standin.kinds import Flag, Kind, Permission
from tests.standin.reading import texts, walk
from tests.standin.snowflake import now, snowflake

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.standin.refusal import JSON
    from tests.standin.world import Channel, User, World

Files = dict[int, tuple[str, bytes]]
_MENTION = re.compile(r"<@!?(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")
_ALL: JSON = {"parse": ["users", "roles", "everyone"], "replied_user": True}
_PNG = b"\x89PNG\r\n\x1a\n"


class Messages:
    """Every message that is there, and the bytes of their files."""

    def __init__(self, world: World, address: Callable[[], str]) -> None:
        self.world = world
        self.address = address
        self.stored: dict[str, JSON] = {}
        self.contents: dict[str, bytes] = {}
        self.only_for: dict[str, User] = {}
        """Ephemeral messages, by id, with the one person who sees them."""

    def create(self, channel: Channel, author: User, body: JSON, files: Files, **extra: Any) -> JSON:
        """Store a checked message; ``extra`` are fields of the message object that the sender cannot set."""
        message: JSON = {
            "id": snowflake(),
            "channel_id": channel.id,
            "author": author.payload(),
            "content": "",
            "timestamp": now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
        }
        message |= extra
        if "nonce" in body:
            message["nonce"] = body["nonce"]
        self._apply(channel, author, message, body, files)
        self.stored[message["id"]] = message
        return message

    def edit(self, channel: Channel, author: User, message: JSON, body: JSON, files: Files) -> None:
        """Change a stored message in place; what the body does not name stays."""
        self._apply(channel, author, message, body, files)
        message["edited_timestamp"] = now()

    def delete(self, message: JSON) -> None:
        """Forget a message."""
        del self.stored[message["id"]]
        self.only_for.pop(message["id"], None)

    def files(self, message: JSON) -> dict[str, bytes]:
        """Return the files of a message by name."""
        return {entry["filename"]: self.contents[entry["id"]] for entry in message["attachments"]}

    def _apply(self, channel: Channel, author: User, message: JSON, body: JSON, files: Files) -> None:
        message["flags"] = (message["flags"] & ~Flag.LOADING) | (body.get("flags") or 0)
        if "content" in body:
            message["content"] = (body["content"] or "").strip()
        if "embeds" in body:
            message["embeds"] = [{"type": "rich"} | embed for embed in body["embeds"] or ()]
        self._attach(channel, message, body, files)
        if "components" in body:
            message["components"] = copy.deepcopy(body["components"] or [])
            self._resolve(message)
        self._ping(channel, author, message, body.get("allowed_mentions") or _ALL)

    def _attach(self, channel: Channel, message: JSON, body: JSON, files: Files) -> None:
        before = {entry["id"]: entry for entry in message["attachments"]}
        listed = body.get("attachments")
        named: Mapping[str, JSON] = {str(entry["id"]): entry for entry in listed or ()}
        kept = [entry for key, entry in before.items() if listed is None or key in named]
        for index, (name, content) in files.items():
            key = snowflake()
            self.contents[key] = content
            url = f"{self.address()}/attachments/{channel.id}/{key}/{name}"
            entry: JSON = {"id": key, "filename": name, "size": len(content), "url": url, "proxy_url": url}
            entry["content_type"] = mimetypes.guess_type(name)[0] or "application/octet-stream"
            if content.startswith(_PNG):
                entry["width"], entry["height"] = struct.unpack(">II", content[16:24])
            if description := named.get(str(index), {}).get("description"):
                entry["description"] = description
            if message["flags"] & Flag.EPHEMERAL:
                entry["ephemeral"] = True
            kept.append(entry)
        message["attachments"] = kept

    def _resolve(self, message: JSON) -> None:
        """Give each component its id and put real addresses for ``attachment://`` ones."""
        by_name = {entry["filename"]: entry for entry in message["attachments"]}
        components = list(walk(message["components"]))
        used = {component["id"] for component in components if component.get("id")}
        free = (number for number in range(1, 1000) if number not in used)
        for component in components:
            if not component.get("id"):
                component["id"] = next(free)
            for item in (component, *component.get("items", ())):
                media = item.get("media") or item.get("file")
                if media and media["url"].startswith(ATTACHMENT):
                    entry = by_name[media["url"].removeprefix(ATTACHMENT)]
                    media |= {key: entry.get(key) for key in ("url", "proxy_url", "width", "height", "content_type")}
                    media |= {"attachment_id": entry["id"], "loading_state": 2, "placeholder": "", "flags": 0}
                    if component["type"] == Kind.FILE:
                        component |= {"name": entry["filename"], "size": entry["size"]}

    def _ping(self, channel: Channel, author: User, message: JSON, allowed: JSON) -> None:
        said = "\n".join(texts(message))
        parse = allowed.get("parse") or ()
        wanted = dict.fromkeys(_MENTION.findall(said))
        allowed_users = {str(key) for key in allowed.get("users") or ()}
        named = [key for key in wanted if "users" in parse or key in allowed_users]
        replied = message.get("referenced_message")
        if replied and allowed.get("replied_user"):
            named.append(replied["author"]["id"])
        people = [self.world.users[key] for key in dict.fromkeys(named) if key in self.world.users]
        message["mentions"] = [self._mentioned(channel, user) for user in people]
        may = channel.guild is not None and channel.guild.permissions(author, channel) & Permission.MENTION_EVERYONE
        message["mention_everyone"] = bool(may and "everyone" in parse and _EVERYONE.search(said))

    def _mentioned(self, channel: Channel, user: User) -> JSON:
        if channel.guild is None:
            return user.payload()
        return user.payload() | {"member": channel.guild.member(user).payload(user=False)}
