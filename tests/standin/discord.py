"""The local Discord, and what a test does on it in the name of people."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.standin import client
from tests.standin.bell import Bell, NotHappened
from tests.standin.exchange import Conversation, Exchange, Interaction
from tests.standin.gateway import Gateway
from tests.standin.interactions import Interactions
from tests.standin.kinds import ORDINARY, PRIVILEGED, Command, Event, Flag
from tests.standin.messages import Messages
from tests.standin.payloads import interaction, message_event
from tests.standin.refusal import JSON, Failure, Refusal
from tests.standin.registry import Commands
from tests.standin.rest import Rest
from tests.standin.wire import PREFIX, Log, Request, Trouble
from tests.standin.world import Channel, Guild, User, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.standin-standin-standin-standin-sta"  # noqa: S105 - opens nothing
"""Shaped like a bot token."""
TYPED = 2000
"""Characters that a person without a subscription can type into one message."""


class Discord:
    """A whole Discord on loopback; leaving it fails the test when the bot did anything Discord forbids."""

    def __init__(self, *, strict: bool = True, deadline: float = 3.0, life: float = 900.0) -> None:
        """Make one; ``deadline`` (first response) and ``life`` (token) are seconds."""
        self.strict = strict
        self.token = TOKEN
        self.bell = Bell(lambda: "\n".join(map(str, self.failures)))
        self.world = World()
        self.log = Log(self.bell)
        self.commands = Commands(self.world.bot.id)
        self.store = Messages(self.world, lambda: self.address)
        self.interactions = Interactions(self.store, self._emit, deadline=deadline, life=life)
        self.gateway = Gateway(self.world, self.token, self.bell, lambda: self.gateway_url)
        self.rest = Rest(self.world, self.store, self.interactions, self.commands, self.token)
        self.conversations: list[Conversation] = []
        self.address = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Open it on a free port."""
        app = web.Application(middlewares=[self.log.middleware()], client_max_size=64 * 2**20)
        app.add_routes(self.rest.routes())
        app.add_routes([web.get("/gateway", self.gateway.handle)])
        app.add_routes([web.get("/attachments/{channel}/{attachment}/{name}", self.rest.attachment)])
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.rest.gateway_url = self.gateway_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up, close, and report what the bot did wrong."""
        assert self._runner is not None
        await self.gateway.drop(1001)
        await self._runner.cleanup()
        if kind is None and self.strict:
            assert not self.failures, "the bot did what Discord refuses:\n" + "\n".join(map(str, self.failures))

    # What the bot is told

    @property
    def api_base(self) -> str:
        """For ``DISCORD_API_BASE``."""
        return self.address + PREFIX

    @property
    def gateway_url(self) -> str:
        """For ``DISCORD_GATEWAY_URL``."""
        return self.address.replace("http", "ws", 1) + "/gateway"

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which a bot finds this Discord."""
        urls = {"DISCORD_API_BASE": self.api_base, "DISCORD_GATEWAY_URL": self.gateway_url}
        return {"DISCORD_TOKEN": self.token} | urls

    def allow_privileged(self, intents: int = PRIVILEGED) -> None:
        """Approve privileged intents, as in the developer portal; without it, asking for one closes with 4014."""
        self.gateway.allowed_privileged = int(intents)

    # What the bot did

    @property
    def requests(self) -> list[Request]:
        """Every REST request with its monotonic arrival time."""
        return self.log.requests

    @property
    def failures(self) -> list[Failure]:
        """Everything that was refused, except what a test ordered."""
        return self.log.failures

    def take_failures(self) -> list[Failure]:
        """Return the failures so far and forget them: for tests that provoke one."""
        taken = list(self.failures)
        self.failures.clear()
        return taken

    @property
    def sent(self) -> list[JSON]:
        """Messages that the bot sent by itself to channels and people (interactions have their own), in order."""
        return self.rest.sent

    def files(self, message: JSON) -> dict[str, bytes]:
        """Files of a message by name."""
        return self.store.files(message)

    # Waiting

    async def ready(self, seconds: float = 15.0, shards: int = 1) -> float:
        """Wait until a bot is identified and told of every server; return the monotonic time at which it was.

        With several processes or shards, until so many connections are.
        """
        await self.bell.until(lambda: len(self.gateway.live) >= shards, seconds, f"a bot is READY on {shards} shards")
        return max(session.ready_at for session in self.gateway.live)

    async def gone(self, seconds: float = 5.0, others: int = 0) -> None:
        """Wait until no bot is connected but for the connections of others."""
        await self.bell.until(lambda: len(self.gateway.lines) <= others, seconds, "the bot hangs up")

    async def requested(self, method: str, pattern: str, seconds: float = 5.0, times: int = 1) -> list[Request]:
        """Wait for answered requests whose path matches the whole pattern."""
        path = re.compile(pattern)

        def found() -> list[Request]:
            return [one for one in self.requests if one.status and one.method == method and path.fullmatch(one.path)]

        await self.bell.until(lambda: len(found()) >= times, seconds, f"{times} x {method} {pattern}")
        return found()

    # Trouble on order

    def fail_next(self, method: str, pattern: str, refusal: Refusal, times: int = 1) -> None:
        """Answer the next matching requests with a refusal of the test's choice."""
        self.trouble_next(Trouble(method, re.compile(pattern), refusal, times=times))

    def trouble_next(self, trouble: Trouble) -> None:
        """Let something happen to the next matching requests."""
        self.log.troubles.append(trouble)

    def lose_next(self, method: str, pattern: str, status: int = 502) -> None:
        """Do what the next matching request asks, and answer as if it had failed."""
        self.trouble_next(Trouble(method, re.compile(pattern), Refusal(status, 0, "lost on its way"), handled=True))

    def slow_next(self, method: str, pattern: str, *, coming: float = 0.0, going: float = 0.0, times: int = 1) -> None:
        """Let the next matching requests, or the answers to them, take that many seconds on their way."""
        self.trouble_next(Trouble(method, re.compile(pattern), None, times=times, coming=coming, going=going))

    def rate_limit_next(self, method: str, pattern: str, retry_after: float = 0.05, times: int = 1) -> None:
        """Answer the next matching requests with 429, as Discord's own limiter does (not as Cloudflare's ban)."""
        body = {"retry_after": retry_after, "global": False}
        headers = {"Via": "1.1 google", "Retry-After": str(retry_after), "X-RateLimit-Scope": "user"}
        refusal = Refusal(429, 0, "You are being rate limited.", body)
        self.trouble_next(Trouble(method, re.compile(pattern), refusal, headers, times))

    def expire(self, it: Exchange) -> None:
        """Let the fifteen minutes of an interaction's token be over."""
        assert isinstance(it, Interaction)
        it.expired = True

    # Who and what there is

    def user(self, name: str = "Ada", locale: str = "en-US") -> User:
        """Make a person; they join a server when they first act on it, or by ``guild.join(user, permissions)``."""
        return self.world.user(name, locale)

    def guild(
        self, name: str = "Clinic", channels: Iterable[str] = ("general",), bot_permissions: int = ORDINARY
    ) -> Guild:
        """Make a server with the bot on it; a connected bot is told."""
        guild = self.world.guild(name, channels, int(bot_permissions))
        self.gateway.announce(guild)
        return guild

    def _place(self, user: User, where: Guild | Channel | None) -> Channel:
        channel = self.world.dm(user) if where is None else where.channels[0] if isinstance(where, Guild) else where
        if channel.guild is not None:
            channel.guild.member(user)
        return channel

    # What people take away

    def delete(self, message: JSON) -> None:
        """Delete a message, as its author or a moderator does."""
        channel = self.channel_of(message)
        self.store.delete(message)
        self._emit("MESSAGE_DELETE", message, channel)

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel of a server."""
        assert channel.guild is not None
        body = channel.payload()
        channel.guild.channels.remove(channel)
        self.gateway.dispatch("CHANNEL_DELETE", body, channel)

    def deny(self, channel: Channel, user: User, permissions: int) -> None:
        """Take permissions from one user in a channel, while everybody is there."""
        channel.deny(user, permissions)
        self.gateway.dispatch("CHANNEL_UPDATE", channel.payload(), channel)

    # What people do with commands

    async def slash(
        self,
        user: User,
        where: Guild | Channel | None,
        name: str,
        options: Mapping[str, object] | None = None,
        *,
        wait: bool = True,
    ) -> Interaction:
        """Use a slash command (``"history list"`` for sub-commands) and wait for its first response.

        ``where`` is a server (its first channel), a channel, or None for direct messages.
        """
        channel = self._place(user, where)
        root, *path = name.split()
        command = client.pick(self.commands, root, Command.SLASH, user, channel)
        filled = client.Filled(command, path, channel.guild)
        data: JSON = {"id": command["id"], "name": root, "type": Command.SLASH, "options": filled.fill(options or {})}
        return await self._interact(user, channel, Event.COMMAND, data | _resolved(filled.resolved), wait=wait)

    async def autocomplete(
        self,
        user: User,
        where: Guild | Channel | None,
        name: str,
        *,
        focused: str,
        options: Mapping[str, object] | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Type into an option of a command; the ``choices`` of the exchange are what is offered."""
        channel = self._place(user, where)
        root, *path = name.split()
        command = client.pick(self.commands, root, Command.SLASH, user, channel)
        filled = client.Filled(command, path, channel.guild)
        typed = filled.fill(options or {}, focused)
        data: JSON = {"id": command["id"], "name": root, "type": Command.SLASH, "options": typed}
        return await self._interact(user, channel, Event.AUTOCOMPLETE, data, option=filled.focused, wait=wait)

    async def message_menu(self, user: User, name: str, message: JSON, *, wait: bool = True) -> Interaction:
        """Use a command of a message's own menu."""
        channel = self.channel_of(message)
        command = client.pick(self.commands, name, Command.MESSAGE, user, channel)
        data: JSON = {"id": command["id"], "name": name, "type": Command.MESSAGE, "target_id": message["id"]}
        data["resolved"] = {"messages": {message["id"]: message}}
        return await self._interact(user, channel, Event.COMMAND, data, wait=wait)

    # What people do with messages

    async def click(self, user: User, message: JSON, custom_id: str, *, wait: bool = True) -> Interaction:
        """Press a button."""
        part = client.component(self.store, message, custom_id, user)
        data: JSON = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"]}
        return await self._interact(user, self.channel_of(message), Event.COMPONENT, data, source=message, wait=wait)

    async def select(
        self, user: User, message: JSON, custom_id: str, values: Sequence[str], *, wait: bool = True
    ) -> Interaction:
        """Choose in a select menu."""
        part = client.component(self.store, message, custom_id, user)
        client.selected(part, values)
        data: JSON = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"], "values": list(values)}
        return await self._interact(user, self.channel_of(message), Event.COMPONENT, data, source=message, wait=wait)

    async def submit(self, opened: Interaction, values: Mapping[str, object], *, wait: bool = True) -> Interaction:
        """Fill in and send the modal that an exchange opened, as the person who opened it."""
        components = client.submitted(opened.modal, values)
        data: JSON = {"custom_id": opened.modal["custom_id"], "components": components}
        place, source = opened.channel, opened.source
        return await self._interact(opened.user, place, Event.SUBMIT, data, source=source, wait=wait)

    async def forge(
        self,
        user: User,
        where: Guild | Channel | None,
        kind: Event,
        data: JSON,
        *,
        source: JSON | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Send what no client offers: a custom id, an option, a field or a value of one's own making."""
        option = {"type": 3} if kind is Event.AUTOCOMPLETE else None
        return await self._interact(user, self._place(user, where), kind, data, source=source, option=option, wait=wait)

    async def message(
        self,
        user: User,
        where: Guild | Channel | None,
        content: str,
        *,
        reply_to: JSON | None = None,
        ping: bool = True,
    ) -> Conversation:
        """Write a message, perhaps as a reply (which pings whom it answers, unless switched off); does not wait."""
        if not content.strip() or len(content) > TYPED:
            refused = f"a person cannot send {len(content)} characters"
            raise client.ClientRefusal(refused)
        channel = self._place(user, where)
        extra: JSON = {}
        if reply_to is not None:
            place = {"guild_id": channel.guild.id} if channel.guild else {}
            reference = {"type": 0, "message_id": reply_to["id"], "channel_id": channel.id} | place
            extra = {"type": 19, "message_reference": reference, "referenced_message": reply_to}
        allowed = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        body = {"content": content, "allowed_mentions": allowed}
        said = self.store.create(channel, user, body, {}, **extra)
        talk = Conversation(user=user, channel=channel, bell=self.bell, store=self.store, said=said)
        self.conversations.append(talk)
        self._emit("MESSAGE_CREATE", said, channel)
        return talk

    async def mention(
        self, user: User, where: Guild | Channel, content: str, *, reply_to: JSON | None = None
    ) -> Conversation:
        """Write a message that begins with a mention of the bot."""
        return await self.message(user, where, f"{self.world.bot.mention} {content}", reply_to=reply_to)

    async def dm(self, user: User, content: str, *, reply_to: JSON | None = None) -> Conversation:
        """Write to the bot directly."""
        return await self.message(user, None, content, reply_to=reply_to)

    async def silent(self, talk: Exchange, seconds: float = 0.3) -> None:
        """Make sure that the bot says nothing for a while."""
        try:
            await talk.until(lambda it: it.first_response, seconds)
        except NotHappened:
            return
        unwanted = f"the bot answered {talk} although it should keep silent"
        raise AssertionError(unwanted)

    # Behind the scenes

    def channel_of(self, message: JSON) -> Channel:
        """Return the channel in which a message stands."""
        channel = self.world.find_channel(message["channel_id"])
        assert channel is not None, "that message is of another Discord"
        return channel

    async def _interact(
        self,
        user: User,
        channel: Channel,
        kind: Event,
        data: JSON,
        *,
        wait: bool = True,
        **about: Any,
    ) -> Interaction:
        it = Interaction(user=user, channel=channel, kind=kind, data=data, bell=self.bell, store=self.store, **about)
        self.interactions.opened(it)
        self.gateway.dispatch("INTERACTION_CREATE", interaction(it, self.world), channel)
        if wait:
            await it.responded(self.interactions.deadline + 0.5)
        return it

    def _emit(self, event: str, message: JSON, channel: Channel) -> None:
        """Tell the bot of a message, and the conversations that it answers."""
        data = message_event(event, message, channel, self.world)
        self.gateway.dispatch(event, data, channel)
        by_itself = message["author"]["id"] == self.world.bot.id and "interaction_metadata" not in message
        if not by_itself or message["flags"] & Flag.LOADING:
            return
        here = [talk for talk in self.conversations if talk.channel is channel]
        replied = (message.get("message_reference") or {}).get("message_id")
        answered = [talk for talk in here if talk.said["id"] == replied] or here
        for talk in answered:
            if event == "MESSAGE_CREATE":
                talk.note(None, message, time.monotonic())
                talk.messages.append(message)
            elif event == "MESSAGE_DELETE":
                talk.messages[:] = [one for one in talk.messages if one is not message]


def _resolved(found: dict[str, JSON]) -> JSON:
    return {"resolved": found} if found else {}
