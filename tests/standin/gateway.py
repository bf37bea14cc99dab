"""The WebSocket gateway: identify, heartbeat, dispatch what the intents cover, resume."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tests.standin.kinds import ALL_INTENTS, PRIVILEGED, Intent
from tests.standin.snowflake import snowflake
from tests.standin.visibility import covering, with_news, withheld

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.bell import Bell
    from tests.standin.refusal import JSON
    from tests.standin.world import Channel, Guild, World

MAX_FRAME = 4096
"""Bytes of one frame from a client."""
MAX_FRAMES = 120
"""Frames a minute from one client."""


class Op(IntEnum):
    """Gateway opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    INVALID = 9
    HELLO = 10
    ACK = 11


class Close(IntEnum):
    """Why the gateway hangs up."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    RATE_LIMITED = 4008
    TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class HangUp(Exception):  # noqa: N818 - the protocol's own way to end, with a code
    """Close this connection with a code."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


@dataclass(eq=False, slots=True)
class Session:
    """What survives a lost connection."""

    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=snowflake)
    seq: int = 0
    sent: list[JSON] = field(default_factory=list)
    line: Line | None = None
    ready_at: float = 0.0
    """Monotonic time at which READY and every server were sent."""

    def dispatch(self, event: str, data: JSON) -> None:
        """Give an event its number, keep it for a resume, and send it when somebody listens."""
        self.seq += 1
        self.sent.append({"op": Op.DISPATCH, "t": event, "s": self.seq, "d": data})
        if self.line is not None:
            self.line.send(self.sent[-1])

    def covers(self, guild: Guild | None) -> bool:
        """Whether a server's events go to this shard; direct messages go to the first."""
        number, count = self.shard
        return (int(guild.id) >> 22) % count == number if guild else number == 0


class Line:
    """One connection: frames leave in the order in which they were given."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.transport = request.transport
        self.frames: deque[float] = deque(maxlen=MAX_FRAMES)
        self.session: Session | None = None
        self.mute = False
        self.code = 0
        """With which we hung up, if it was us."""
        self.beat = asyncio.Event()
        self._outbox: asyncio.Queue[JSON] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def send(self, payload: JSON) -> None:
        """Queue one frame."""
        self._outbox.put_nowait(payload)

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await self.socket.send_str(json.dumps(await self._outbox.get()))

    async def close(self, code: int) -> None:
        """Hang up."""
        self.code = self.code or code
        await self.socket.close(code=code)

    async def end(self) -> None:
        """Stop writing."""
        self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer

    def count(self) -> None:
        """Note one frame of the client; more than 120 a minute end the connection."""
        now = time.monotonic()
        if len(self.frames) == MAX_FRAMES and now - self.frames[0] < 60:
            raise HangUp(Close.RATE_LIMITED)
        self.frames.append(now)


class Gateway:
    """All connections, and the events they hear."""

    def __init__(self, world: World, token: str, bell: Bell, address: Callable[[], str]) -> None:
        self.world = world
        self.token = token
        self.bell = bell
        self.address = address
        self.allowed_privileged = 0
        self.holding = False
        """Whether whoever connects gets no answer at all."""
        self.held = 0
        """How often somebody was left waiting for it."""
        self.refuses: Close | None = None
        """Why nobody is let in, although the token is right."""
        self.overlap = 0
        """Events that a resume tells once more although the client has them already."""
        self.news = False
        """Whether objects carry fields that no client knows yet."""
        self.heartbeat = 41.25
        """Seconds between heartbeats that the client is told to keep."""
        self.sessions: dict[str, Session] = {}
        self.lines: list[Line] = []
        self.identifies: list[JSON] = []
        self.resumes: list[JSON] = []
        self.closed: list[int] = []
        """Codes with which the gateway or the client hung up, in order."""

    @property
    def live(self) -> list[Session]:
        """Sessions that listen now and have been told everything."""
        return [session for session in self.sessions.values() if session.line is not None and session.ready_at]

    def dispatch(self, event: str, data: JSON, channel: Channel | None = None) -> None:
        """Tell every session whose shard and intents cover it; without a channel the event goes to all."""
        for session in list(self.sessions.values()):
            guild = channel.guild if channel else None
            needed = covering(event, guild)
            if (needed and not session.intents & needed) or (channel and not session.covers(guild)):
                continue
            shown = data
            if event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and not session.intents & Intent.MESSAGE_CONTENT:
                shown = withheld(data, self.world.bot)
            session.dispatch(event, with_news(shown) if self.news else shown)

    def announce(self, guild: Guild) -> None:
        """Tell of a server, with the members that each session may see."""
        for session in self.sessions.values():
            if session.covers(guild) and session.intents & Intent.GUILDS:
                session.dispatch("GUILD_CREATE", self._guild(guild, session))

    def _guild(self, guild: Guild, session: Session) -> JSON:
        everyone = session.intents & Intent.MEMBERS
        seen = guild.members.values() if everyone else [guild.members[self.world.bot.id]]
        return guild.payload(seen)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        while self.holding:
            self.held += 1
            self.bell.ring()
            await asyncio.sleep(0.05)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        line = Line(socket, request)
        self.lines.append(line)
        line.send({"op": Op.HELLO, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
        watch = asyncio.create_task(self._watch(line))
        try:
            async for message in socket:
                self._frame(line, message.data if message.type is WSMsgType.TEXT else "")
        except HangUp as end:
            await line.close(end.code)
        finally:
            watch.cancel()
            self.lines.remove(line)
            if line.session is not None and line.session.line is line:
                line.session.line = None
            self.closed.append(line.code or socket.close_code or 1006)
            await line.end()
            self.bell.ring()
        return socket

    async def _watch(self, line: Line) -> None:
        """Hang up on a client that stopped beating."""
        with contextlib.suppress(TimeoutError):
            while True:
                await asyncio.wait_for(line.beat.wait(), 2 * self.heartbeat)
                line.beat.clear()
        await line.close(Close.TIMED_OUT)

    @staticmethod
    def _decode(frame: str) -> JSON:
        try:
            payload = json.loads(frame)
        except ValueError:
            raise HangUp(Close.DECODE_ERROR) from None
        if len(frame.encode()) > MAX_FRAME or not isinstance(payload, dict):
            raise HangUp(Close.DECODE_ERROR)
        if payload.get("op") in {Op.IDENTIFY, Op.RESUME} and not isinstance(payload.get("d"), dict):
            raise HangUp(Close.DECODE_ERROR)
        return payload

    def _frame(self, line: Line, frame: str) -> None:
        line.count()
        payload = self._decode(frame)
        op, data = payload.get("op"), payload.get("d")
        match op:
            case Op.HEARTBEAT:
                line.beat.set()
                if not line.mute:
                    line.send({"op": Op.ACK})
            case Op.IDENTIFY | Op.RESUME if line.session is not None:
                raise HangUp(Close.ALREADY_AUTHENTICATED)
            case Op.IDENTIFY:
                self._identify(line, data)
            case Op.RESUME:
                self._resume(line, data)
            case _ if line.session is None:
                raise HangUp(Close.NOT_AUTHENTICATED)
            case Op.PRESENCE:
                pass
            case _:
                raise HangUp(Close.UNKNOWN_OPCODE)
        self.bell.ring()

    def _identify(self, line: Line, data: JSON) -> None:
        self.identifies.append(data)
        intents = data.get("intents")
        if data.get("token") != self.token:
            raise HangUp(Close.AUTHENTICATION_FAILED)
        if not isinstance(intents, int) or intents & ~ALL_INTENTS or not data.get("properties"):
            raise HangUp(Close.INVALID_INTENTS)
        if intents & PRIVILEGED & ~self.allowed_privileged:
            raise HangUp(Close.DISALLOWED_INTENTS)
        if self.refuses is not None:
            raise HangUp(self.refuses)
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise HangUp(Close.INVALID_SHARD)
        session = Session(intents, (number, count), line=line)
        line.session = self.sessions[session.id] = session
        mine = [guild for guild in self.world.guilds.values() if session.covers(guild)]
        ready: JSON = {
            "v": 10,
            "user": self.world.bot.payload() | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self.address(),
            "application": {"id": self.world.bot.id, "flags": 0},
        }
        session.dispatch("READY", ready | ({"shard": [number, count]} if "shard" in data else {}))
        if intents & Intent.GUILDS:
            for guild in mine:
                session.dispatch("GUILD_CREATE", self._guild(guild, session))
        session.ready_at = time.monotonic()

    def _resume(self, line: Line, data: JSON) -> None:
        self.resumes.append(data)
        session = self.sessions.get(data.get("session_id", ""))
        if data.get("token") != self.token:
            raise HangUp(Close.AUTHENTICATION_FAILED)
        if session is None:
            line.send({"op": Op.INVALID, "d": False})
            return
        seen = data.get("seq")
        if not isinstance(seen, int) or seen > session.seq:
            raise HangUp(Close.INVALID_SEQUENCE)
        session.line, line.session = line, session
        for missed in session.sent[max(0, seen - self.overlap) :]:
            line.send(missed)
        session.dispatch("RESUMED", {})

    async def ask_reconnect(self) -> None:
        """Op 7: please connect anew (the client resumes)."""
        for line in self.lines:
            line.send({"op": Op.RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9: the session is over (or, resumable, only the connection)."""
        for line in self.lines:
            if line.session is not None and not resumable:
                self.sessions.pop(line.session.id, None)
            line.send({"op": Op.INVALID, "d": resumable})

    async def drop(self, code: int = 4000) -> None:
        """Hang up on everybody with a code."""
        for line in list(self.lines):
            await line.close(code)

    def abort(self) -> None:
        """Cut every connection without a word."""
        for line in self.lines:
            if line.transport is not None:
                line.transport.abort()

    def silence(self) -> None:
        """Stop acknowledging heartbeats on the present connections."""
        for line in self.lines:
            line.mute = True
