"""A real client through every way of losing its connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord as library
import pytest

from tests.standin import Discord, text
from tests.standin_checks.probe import Probe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.standin_checks.conftest import Start


async def reconnect(discord: Discord) -> None:
    await discord.gateway.ask_reconnect()


async def drop(discord: Discord) -> None:
    await discord.gateway.drop(4000)


async def polite(discord: Discord) -> None:
    await discord.gateway.drop(1000)


async def abort(discord: Discord) -> None:
    discord.gateway.abort()


async def resumable(discord: Discord) -> None:
    await discord.gateway.invalidate(resumable=True)


@pytest.mark.parametrize("lose", [reconnect, drop, polite, abort, resumable])
async def test_a_lost_connection_is_resumed(
    discord: Discord, probe: Probe, lose: Callable[[Discord], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.backoff.ExponentialBackoff, "delay", lambda _: 0.01)
    ada, guild = discord.user(), discord.guild()
    await lose(discord)
    talk = await discord.mention(ada, guild, "still there?")
    await talk.done()
    await probe.bell.until(lambda: "resumed" in probe.events, 2, "RESUMED")
    assert len(discord.gateway.identifies) == 1
    assert len(discord.gateway.resumes) == 1
    assert probe.events.count("ready") == 1
    assert len(talk.messages) == 1


async def test_an_invalid_session_identifies_anew_and_old_buttons_still_answer(
    discord: Discord, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.backoff.ExponentialBackoff, "delay", lambda _: 0.01)
    ada, guild = discord.user(), discord.guild()
    it = await discord.slash(ada, guild, "ask", {"question": "x"})
    await discord.gateway.invalidate()
    await discord.bell.until(lambda: len(discord.gateway.identifies) == 2, 2, "a second identify")
    await discord.ready()
    click = await discord.click(ada, it.message, "probe:again:7")
    assert text(click.message) == "again 7"
    await probe.bell.until(lambda: probe.events.count("ready") == 2, 2, "READY again")


async def test_a_silent_gateway_is_left_and_resumed(start: Start, discord: Discord) -> None:
    discord.gateway.heartbeat = 0.1
    probe = Probe(heartbeat_timeout=0.3)
    async with start(probe):
        discord.gateway.silence()
        await discord.bell.until(lambda: discord.gateway.resumes, 5, "a resume")


async def test_an_unapproved_intent_ends_the_bot(discord: Discord) -> None:
    intents = library.Intents.default()
    intents.message_content = True
    async with Probe(intents) as probe:
        with pytest.raises(library.PrivilegedIntentsRequired):
            await probe.start(discord.token)
    assert discord.gateway.closed == [4014]


async def test_an_approved_intent_lets_the_bot_read(start: Start, discord: Discord) -> None:
    discord.allow_privileged()
    intents = library.Intents.default()
    intents.message_content = True
    async with start(Probe(intents)) as probe:
        await discord.message(discord.user(), discord.guild(), "in the open")
        await probe.bell.until(lambda: "in the open" in probe.heard, 2, "the bot reads it")


async def test_a_wrong_token_does_not_log_in(discord: Discord) -> None:
    async with Probe() as probe:
        with pytest.raises(library.LoginFailure):
            await probe.start("wrong")
    (failure,) = discord.take_failures()
    assert failure.status == 401


async def test_a_bot_that_forgets_allowed_mentions_is_found_out(start: Start, discord: Discord) -> None:
    async with start(Probe(allowed_mentions=False)) as probe:
        await discord.slash(discord.user(), discord.guild(), "ask", {"question": "@everyone"}, wait=False)
        await discord.requested("POST", "/interactions/.*")
        (failure,) = discord.take_failures()
        assert "may ping anybody" in str(failure)
        await probe.bell.until(lambda: probe.errors, 2, "the library raises")
        assert isinstance(probe.errors[0], library.HTTPException)


async def test_a_rate_limit_is_waited_for(discord: Discord, probe: Probe) -> None:
    assert probe.user is not None
    discord.rate_limit_next("POST", r"/interactions/.*", retry_after=0.05)
    it = await discord.slash(discord.user(), discord.guild(), "ask", {"question": "x"})
    assert it.latency >= 50
    answered = [one.status for one in discord.requests if one.path.startswith("/interactions")]
    assert answered == [429, 200]
