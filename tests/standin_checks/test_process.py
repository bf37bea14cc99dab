"""A bot in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standin import BotProcess, Discord, NotHappened, button, text

if TYPE_CHECKING:
    from pathlib import Path

PROBE = ("-m", "tests.standin_checks.probe")


async def test_a_process_gets_ready_answers_and_ends_politely(tmp_path: Path) -> None:
    async with Discord() as discord:
        ada, guild = discord.user(), discord.guild()
        async with BotProcess(discord, tmp_path / "a.db", command=PROBE) as bot:
            seconds = await bot.ready()
            assert 0.1 < seconds < 20
            it = await discord.slash(ada, guild, "ask", {"question": "how much?"})
            assert text(it.message) == "how much?"
            assert (await bot.logged(r"has connected to (\w+)"))[1] == "Gateway"
            assert 10 < bot.megabytes <= bot.peak_megabytes < 500
            assert bot.environment["DATABASE_URL"] == f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"
            assert discord.commands.puts == 1
            await bot.kill()
            assert not bot.alive
        async with BotProcess(discord, "sqlite+aiosqlite:///b.db", {"LOG_LEVEL": "DEBUG"}, PROBE) as bot:
            await bot.ready()
            click = await discord.click(ada, it.message, button(it.message, "Again"))
            assert text(click.message) == "again 7"
            assert bot.environment["LOG_LEVEL"] == "DEBUG"
            assert await bot.terminate() in {0, -15}
            await discord.gone()


async def test_a_process_that_ends_early_says_why() -> None:
    async with Discord() as discord, BotProcess(discord, "x", command=("-c", "raise SystemExit('no token')")) as bot:
        with pytest.raises(AssertionError, match="no token"):
            await bot.ready()
        assert await bot.ended() == 1


async def test_what_a_process_does_not_do_in_time_is_told(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    async with Discord() as discord, BotProcess(discord, tmp_path / "a.db", command=("-c", stubborn)) as bot:
        await bot.logged("up")
        with pytest.raises(NotHappened, match="never said"):
            await bot.logged("never said", 0.05)
        with pytest.raises(NotHappened, match="READY"):
            await bot.ready(0.1)
        with pytest.raises(NotHappened, match="did not end"):
            await bot.terminate(0.1)
        assert not bot.alive


async def test_a_failing_test_shows_what_the_bot_said(tmp_path: Path) -> None:
    async def fail(discord: Discord) -> None:
        async with BotProcess(discord, tmp_path / "a.db", command=("-c", "print('my last words')")) as bot:
            await bot.ended()
            raise LookupError

    async with Discord() as discord:
        with pytest.raises(LookupError) as told:
            await fail(discord)
    assert "my last words" in told.value.__notes__[0]


async def test_settings_of_the_developer_stay_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MESSAGE_CONTENT", "1")
    async with Discord() as discord:
        bot = BotProcess(discord, tmp_path / "a.db", command=("-c", "import os; print(sorted(os.environ))"))
        async with bot:
            assert await bot.ended() == 0
            assert "DISCORD_TOKEN" in bot.log
            assert "MESSAGE_CONTENT" not in bot.log
