"""A local Discord with the probe bot connected to it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import aiohttp
import discord as library
import pytest
from yarl import URL

from tests.standin import Discord
from tests.standin_checks.probe import Probe
from tests.standin_checks.raw import Raw

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    Start = Callable[[Probe], AbstractAsyncContextManager[Probe]]


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Open a local Discord to which this process's discord.py is pointed."""
    async with Discord() as local:
        monkeypatch.setattr(library.http.Route, "BASE", local.api_base)
        monkeypatch.setattr(library.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(local.gateway_url))
        yield local


@pytest.fixture
def start(discord: Discord) -> Start:
    """Start a bot and wait until it is READY."""

    @contextlib.asynccontextmanager
    async def started(probe: Probe) -> AsyncIterator[Probe]:
        async with probe:
            running = asyncio.create_task(probe.start(discord.token))
            await discord.ready()
            await probe.wait_until_ready()
            yield probe
        await running

    return started


@pytest.fixture
async def probe(start: Start) -> AsyncIterator[Probe]:
    """Start the probe bot and wait until it is READY."""
    async with start(Probe()) as bot:
        yield bot


@pytest.fixture
async def raw(discord: Discord) -> AsyncIterator[Raw]:
    """Open a client without a library."""
    async with aiohttp.ClientSession() as session:
        yield Raw(discord, session)


@pytest.fixture
def refused(discord: Discord, raw: Raw) -> Callable[[], None]:
    """Check and forget the one failure that a test provoked."""
    assert raw.discord is discord

    def check(times: int = 1) -> None:
        assert len(discord.take_failures()) == times

    return check
