"""The gateway without a library: opening, what is heard, and why it hangs up."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import Intent
from tests.standin_checks.raw import NONE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import aiohttp

    from tests.standin import Discord
    from tests.standin_checks.raw import Raw

DEFAULT = int(Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES)


class Wire:
    """One raw connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: object = None) -> None:
        """Send one frame."""
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def next(self) -> dict[str, Any]:
        """Return the next frame."""
        frame: dict[str, Any] = json.loads(await self.socket.receive_str(timeout=2))
        return frame

    async def event(self, name: str) -> dict[str, Any]:
        """Return the next event, which must be of that name."""
        frame = await self.next()
        assert frame["t"] == name
        data: dict[str, Any] = frame["d"]
        return data

    async def hung_up(self) -> int | None:
        """Wait for the end and return its code."""
        while not (await self.socket.receive(timeout=2)).type.name.startswith("CLOS"):
            pass
        return self.socket.close_code


@pytest.fixture
async def wire(discord: Discord, raw: Raw) -> AsyncIterator[Wire]:
    """Connect, and take the greeting."""
    async with raw.session.ws_connect(discord.gateway_url) as socket:
        wire = Wire(socket)
        hello = await wire.next()
        assert hello == {"op": 10, "d": {"heartbeat_interval": 41250}}
        yield wire


def identify(discord: Discord, **changes: Any) -> dict[str, Any]:
    return {"token": discord.token, "intents": DEFAULT, "properties": {"os": "linux"}} | changes


async def test_a_bot_is_told_who_it_is_and_of_its_servers(discord: Discord, raw: Raw, wire: Wire) -> None:
    await wire.send(1)
    assert (await wire.next())["op"] == 11
    await wire.send(2, identify(discord))
    ready = await wire.event("READY")
    assert ready["user"]["id"] == discord.world.bot.id
    assert ready["guilds"] == [{"id": raw.guild.id, "unavailable": True}]
    assert ready["resume_gateway_url"] == discord.gateway_url
    guild = await wire.event("GUILD_CREATE")
    assert [member["user"]["id"] for member in guild["members"]] == [discord.world.bot.id]
    assert await discord.ready(1) > 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 40}, 4013),
        ({"intents": None}, 4013),
        ({"properties": {}}, 4013),
        ({"intents": int(Intent.MESSAGE_CONTENT)}, 4014),
        ({"intents": int(Intent.MEMBERS)}, 4014),
        ({"shard": [2, 2]}, 4010),
    ],
    ids=["token", "intents", "no intents", "no properties", "content unapproved", "members unapproved", "shard"],
)
async def test_a_bad_identify_is_hung_up_on(discord: Discord, wire: Wire, changes: dict[str, Any], code: int) -> None:
    await wire.send(2, identify(discord, **changes))
    assert await wire.hung_up() == code
    await discord.gone()
    assert discord.gateway.closed == [code]
    assert not discord.gateway.live


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["{"], 4002),
        (["[]"], 4002),
        (['{"op": 2, "d": 5}'], 4002),
        (['{"op": 1, "d": "' + "x" * 4096 + '"}'], 4002),
        (['{"op": 3, "d": {}}'], 4003),
        (['{"op": 1}'] * 121, 4008),
    ],
    ids=["broken", "no object", "no data", "too large", "before identify", "too many"],
)
async def test_a_bad_frame_is_hung_up_on(wire: Wire, frames: list[str], code: int) -> None:
    for frame in frames:
        await wire.socket.send_str(frame)
    assert await wire.hung_up() == code


@pytest.mark.parametrize(("op", "code"), [(2, 4005), (6, 4005), (42, 4001), (8, 4001)])
async def test_a_wrong_frame_of_an_identified_bot_is_hung_up_on(
    discord: Discord, wire: Wire, op: int, code: int
) -> None:
    await wire.send(2, identify(discord))
    await wire.send(3, {"status": "online"})
    await wire.send(op, identify(discord))
    assert await wire.hung_up() == code


async def test_a_bot_that_stops_beating_is_hung_up_on(discord: Discord, raw: Raw) -> None:
    discord.gateway.heartbeat = 0.05
    async with raw.session.ws_connect(discord.gateway_url) as socket:
        wire = Wire(socket)
        await wire.next()
        for _ in range(4):
            await wire.send(1)
            assert (await wire.next())["op"] == 11
            await asyncio.sleep(0.04)
        assert await wire.hung_up() == 4009


async def opened(discord: Discord, wire: Wire, intents: int = DEFAULT, **changes: Any) -> dict[str, Any]:
    await wire.send(2, identify(discord, intents=intents, **changes))
    ready = await wire.event("READY")
    if intents & Intent.GUILDS:
        for _ in ready["guilds"]:
            await wire.event("GUILD_CREATE")
    return ready


async def test_a_bot_hears_only_what_its_intents_cover(discord: Discord, raw: Raw, wire: Wire) -> None:
    await opened(discord, wire, int(Intent.DIRECT_MESSAGES))
    await discord.mention(raw.user, raw.guild, "on the server")
    await discord.dm(raw.user, "in private")
    discord.guild("Another")
    assert (await wire.event("MESSAGE_CREATE"))["content"] == "in private"
    await raw.sync({"name": "ask", "description": "Ask"})
    it = await discord.slash(raw.user, raw.guild, "ask", wait=False)
    assert (await wire.event("INTERACTION_CREATE"))["id"] == it.id


async def test_words_are_withheld_unless_they_are_meant_for_the_bot(discord: Discord, raw: Raw, wire: Wire) -> None:
    await opened(discord, wire)
    plain = await discord.message(raw.user, raw.guild, "secret")
    await discord.mention(raw.user, raw.guild, "public", reply_to=plain.said)
    _, own = await raw.send({"content": "mine"})
    await discord.message(raw.user, raw.guild, "pinged", reply_to=own)
    await discord.message(raw.user, raw.guild, "not pinged", reply_to=own, ping=False)
    await discord.dm(raw.user, "private")
    assert (await wire.event("MESSAGE_CREATE"))["content"] == ""
    mention = await wire.event("MESSAGE_CREATE")
    assert mention["content"].endswith("public")
    assert mention["referenced_message"]["content"] == ""
    assert (await wire.event("MESSAGE_CREATE"))["content"] == "mine"
    pinged = await wire.event("MESSAGE_CREATE")
    assert (pinged["content"], pinged["referenced_message"]["content"]) == ("pinged", "mine")
    assert (await wire.event("MESSAGE_CREATE"))["content"] == ""
    assert (await wire.event("MESSAGE_CREATE"))["content"] == "private"


async def test_with_the_intent_all_words_and_members_are_heard(discord: Discord, raw: Raw, wire: Wire) -> None:
    discord.allow_privileged()
    raw.guild.join(raw.user)
    await wire.send(2, identify(discord, intents=DEFAULT | Intent.MESSAGE_CONTENT | Intent.MEMBERS))
    await wire.event("READY")
    assert len((await wire.event("GUILD_CREATE"))["members"]) == 3
    await discord.message(raw.user, raw.guild, "secret")
    assert (await wire.event("MESSAGE_CREATE"))["content"] == "secret"


async def test_edits_and_deletions_are_heard(discord: Discord, raw: Raw, wire: Wire) -> None:
    await opened(discord, wire)
    _, message = await raw.send({"content": "x"})
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    await raw.call("PATCH", path, {"content": "y", "allowed_mentions": NONE})
    await raw.call("DELETE", path)
    assert (await wire.event("MESSAGE_CREATE"))["guild_id"] == raw.guild.id
    assert (await wire.event("MESSAGE_UPDATE"))["content"] == "y"
    assert (await wire.event("MESSAGE_DELETE"))["id"] == message["id"]


async def test_private_answers_are_not_heard(discord: Discord, raw: Raw, wire: Wire) -> None:
    it = await raw.slash()
    await opened(discord, wire)
    await raw.answer(it, 4, {"content": "psst", "flags": 64, "allowed_mentions": NONE})
    await raw.follow(it, {"content": "loud"})
    assert (await wire.event("MESSAGE_CREATE"))["content"] == "loud"


async def test_an_interaction_tells_where_it_was_used(discord: Discord, raw: Raw, wire: Wire) -> None:
    await opened(discord, wire)
    await raw.slash()
    event = await wire.event("INTERACTION_CREATE")
    assert event["guild_id"] == raw.guild.id
    assert event["authorizing_integration_owners"] == {"0": raw.guild.id}
    assert event["member"]["user"]["id"] == raw.user.id
    assert (event["context"], event["version"], event["entitlements"]) == (0, 1, [])
    assert event["attachment_size_limit"] == 10 * 2**20
    await discord.slash(raw.user, None, "ask", wait=False)
    event = await wire.event("INTERACTION_CREATE")
    assert event["user"]["id"] == raw.user.id
    assert "guild_id" not in event
    assert event["context"] == 1


async def test_a_shard_hears_its_own_servers(discord: Discord, raw: Raw, wire: Wire) -> None:
    mine = (int(raw.guild.id) >> 22) % 2
    ready = await opened(discord, wire, shard=[1 - mine, 2])
    assert ready["shard"] == [1 - mine, 2]
    assert ready["guilds"] == []
    await discord.mention(raw.user, raw.guild, "not for this one")
    async with raw.session.ws_connect(discord.gateway_url) as socket:
        other = Wire(socket)
        await other.next()
        assert len((await opened(discord, other, shard=[mine, 2]))["guilds"]) == 1
        await discord.mention(raw.user, raw.guild, "hello")
        assert (await other.event("MESSAGE_CREATE"))["content"].endswith("hello")


async def test_a_lost_connection_is_resumed_with_what_was_missed(discord: Discord, raw: Raw, wire: Wire) -> None:
    ready = await opened(discord, wire)
    await wire.socket.close()
    await discord.gone()
    await discord.dm(raw.user, "missed")
    async with raw.session.ws_connect(discord.gateway_url) as socket:
        again = Wire(socket)
        await again.next()
        await again.send(6, {"token": discord.token, "session_id": ready["session_id"], "seq": 2})
        assert (await again.event("MESSAGE_CREATE"))["content"] == "missed"
        await again.event("RESUMED")
    assert len(discord.gateway.resumes) == 1


@pytest.mark.parametrize(("seq", "code"), [(99, 4007), (None, 4007)], ids=["in the future", "missing"])
async def test_a_resume_from_nowhere_is_hung_up_on(
    discord: Discord, raw: Raw, wire: Wire, seq: int | None, code: int
) -> None:
    ready = await opened(discord, wire)
    async with raw.session.ws_connect(discord.gateway_url) as socket:
        again = Wire(socket)
        await again.send(6, {"token": discord.token, "session_id": ready["session_id"], "seq": seq})
        assert await again.hung_up() == code


async def test_an_unknown_session_must_identify_anew(discord: Discord, wire: Wire) -> None:
    await wire.send(6, {"token": discord.token, "session_id": "gone", "seq": 1})
    assert await wire.next() == {"op": 9, "d": False}
    await opened(discord, wire)


async def test_a_resume_wants_the_token(wire: Wire) -> None:
    await wire.send(6, {"token": "wrong", "session_id": "x", "seq": 1})
    assert await wire.hung_up() == 4004
