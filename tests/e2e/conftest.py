"""The shipped bot, started as its own process on a local Discord, with a database on disk."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.standin import BotProcess, Discord, Guild, User

DUEL = "10 min wart freeze vs half an hour of lifestyle talk"
"""The worked example: $111.22 against $135.61, 10 and 30 minutes stated."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """One Discord with a server, two people on it, and the bot's database."""

    discord: Discord
    guild: Guild
    ada: User
    ben: User
    database: Path

    def bot(self, **settings: str) -> BotProcess:
        """Return a process of the bot, not yet started; the tests ask more at once than a member does."""
        return BotProcess(self.discord, self.database, {"MEMBER_LIMIT": "0", "SERVER_LIMIT": "0"} | settings)


@pytest.fixture
def port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number: int = taken.getsockname()[1]
        return number


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    """Make a Discord of its own for tests that start, kill and restart."""
    async with Discord() as discord:
        yield Clinic(discord, discord.guild("Clinic"), discord.user("Ada"), discord.user("Ben"), tmp_path / "rvu.db")


@pytest.fixture
async def unhurried(tmp_path: Path) -> AsyncIterator[Clinic]:
    """Make one that waits for answers as long as a machine with much else to do may take."""
    async with Discord(deadline=60) as discord:
        yield Clinic(discord, discord.guild("Clinic"), discord.user("Ada"), discord.user("Ben"), tmp_path / "rvu.db")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Clinic]:
    """Make a Discord with a running bot that the tests of one file share."""
    folder = tmp_path_factory.mktemp("e2e")
    async with Discord() as discord:
        there = Clinic(discord, discord.guild("Clinic"), discord.user("Ada"), discord.user("Ben"), folder / "rvu.db")
        async with there.bot() as bot:
            await bot.ready()
            await discord.requested("PUT", r"/applications/\d+/commands")
            yield there
