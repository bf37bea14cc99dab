import asyncio
from typing import Any, Self

import aiohttp
import discord
import pytest
from pydantic import SecretStr

from bot.app import run
from bot.errors import StartupError
from bot.settings import Settings


def starting(error: Exception) -> type:
    """Make a bot that fails at its start."""

    class Bot:
        def __init__(self, _settings: Settings) -> None:
            self.closed = False

        async def __aenter__(self) -> Self:
            return self

        async def __aexit__(self, *_: object) -> None:
            self.closed = True

        async def start(self, _token: str) -> None:
            raise error

    return Bot


def http(status: int) -> Any:
    return type("Response", (), {"status": status, "reason": "no"})()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(discord.LoginFailure("no"), "DISCORD_TOKEN", id="a refused token"),
        pytest.param(discord.PrivilegedIntentsRequired(None), "MESSAGE_CONTENT=0", id="a refused intent"),
        pytest.param(discord.HTTPException(http(503), {"code": 0, "message": "no"}), "503", id="a broken Discord"),
        pytest.param(aiohttp.ClientConnectionError(), "DISCORD_API_BASE", id="no Discord at all"),
        pytest.param(StartupError("The database file is damaged."), "damaged", id="a damaged database"),
    ],
)
def test_a_start_that_fails_says_what_to_mend(error: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "RvuBot", starting(error))
    with pytest.raises(StartupError, match=said):
        run.run_bot(Settings(discord_token=SecretStr("x")))


def test_without_a_token_nothing_starts() -> None:
    with pytest.raises(StartupError, match="DISCORD_TOKEN is not set"):
        run.run_bot(Settings(discord_token=None))


def test_a_stop_is_a_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "RvuBot", starting(asyncio.CancelledError()))  # type: ignore[arg-type]  # an end, not an error
    run.run_bot(Settings(discord_token=SecretStr("x")))
