"""A local Discord with the probe bot connected to it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import discord as library
import pytest
from tests.standin import Discord
from tests.standin_checks.probe import Probe
from yarl import URL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    Start = Callable[[Probe], AbstractAsyncContextManager[Probe]]


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """A local Discord to which this process's discord.py is pointed."""
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
    """The probe bot, READY."""
    async with start(Probe()) as bot:
        yield bot
