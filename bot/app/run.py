"""Running the bot until it is told to stop."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType
from typing import Final

import aiohttp
import discord

from bot.app.address import point_at
from bot.app.client import RvuBot
from bot.app.refresh import share_memory
from bot.errors import RefusedError, StartupError
from bot.settings import Settings

_log = logging.getLogger(__name__)
_STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
GRACE: Final = 8
"""Seconds for what is at work when the bot is told to stop; with closing all, less than ten."""

_TOKEN: Final = "Discord refused the token: copy it again from the developer portal into DISCORD_TOKEN."  # noqa: S105
_SHARDS: Final = "Discord refused the shards (code {code}): correct SHARD_IDS and SHARD_COUNT."
_CLOSED: Final = {4004: _TOKEN, 4010: _SHARDS.format(code=4010), 4011: _SHARDS.format(code=4011)}
"""By the code with which Discord closes a connection for good."""
_UNKNOWN: Final = "Discord closed the connection for good (code {code}): update the program."


def run_bot(settings: Settings) -> None:
    """Run the bot; returns after SIGTERM or SIGINT, once everything is closed.

    Raises `StartupError` when there is no token or Discord cannot be reached, `RefusedError` when it refuses the token,
    an intent or the shards.
    """
    if settings.discord_token is None:
        msg = "DISCORD_TOKEN is not set: create a bot at discord.com/developers and put its token into .env."
        raise StartupError(msg)
    share_memory()
    # The libraries for voice are not missing: nobody speaks here.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    point_at(settings.discord_api_base, settings.discord_gateway_url)
    asyncio.run(_serve(settings, settings.discord_token.get_secret_value()))


async def _serve(settings: Settings, token: str) -> None:
    async with _watched(settings) as bot:
        serving = asyncio.create_task(bot.start(token), name="bot")
        _stop_on_signals(bot, serving)
        try:
            await serving
        except asyncio.CancelledError:
            _log.info("stopped")
        except discord.LoginFailure as error:
            raise RefusedError(_TOKEN) from error
        except discord.PrivilegedIntentsRequired as error:
            msg = "Discord refused the message content intent: enable it for the bot, or set MESSAGE_CONTENT=0."
            raise RefusedError(msg) from error
        except discord.ConnectionClosed as error:
            raise RefusedError(_CLOSED.get(error.code, _UNKNOWN.format(code=error.code))) from error
        except discord.HTTPException as error:
            msg = f"Discord answered {error.status} (code {error.code}) at the start: try again later."
            raise StartupError(msg) from error
        except (aiohttp.ClientError, OSError) as error:
            msg = "Discord cannot be reached: check the network, or DISCORD_API_BASE."
            raise StartupError(msg) from error


@asynccontextmanager
async def _watched(settings: Settings) -> AsyncIterator[RvuBot]:
    """Open a bot, and where a port is set its health page with it. Raises `StartupError` when the port is taken."""
    if settings.health_port is None:
        async with RvuBot(settings) as bot:
            yield bot
        return
    # Several megabytes, which a bot that nobody watches does without.
    from bot.app.health import serving  # noqa: PLC0415
    from bot.app.metrics import Metrics  # noqa: PLC0415

    metrics = Metrics()
    async with (
        RvuBot(settings, metrics, metrics.trace()) as bot,
        serving(bot, metrics, settings.health_host, settings.health_port),
    ):
        yield bot


def _stop_on_signals(bot: RvuBot, serving: "asyncio.Task[None]") -> None:
    """Let the first signal stop the bot in order, and the second at once."""
    loop, stopping = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    async def finish() -> None:
        await bot.finish(GRACE)
        # While it connects anew, the library takes a cancellation for its own and goes on.
        while not serving.done():
            serving.cancel()
            await asyncio.wait([serving], timeout=0.1)

    def begin() -> None:
        for number in _STOP_SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, _at_once)
        _log.info("stopping: what is at work gets %d seconds, a second signal stops at once", GRACE)
        stopping.add(loop.create_task(finish(), name="stop"))

    for number in _STOP_SIGNALS:
        loop.add_signal_handler(number, begin)


def _at_once(number: int, _frame: FrameType | None) -> None:
    """End without another word, as a signal does that nobody handles. What was written is on the disk."""
    os._exit(128 + number)
