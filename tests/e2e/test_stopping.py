"""Told to stop: what was acknowledged is answered, what was written is there, and a second signal waits for nothing."""

import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import FOLLOWUP, ask, kept, patched, whole
from tests.standin import Callback, Interaction, text

STOPS_WITHIN = 10.0


async def promised(clinic: Clinic) -> Interaction:
    """Ask while somebody else holds the database, until the bot has promised an answer."""
    it = await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})
    assert it.first_response is not None
    assert it.first_response.type == Callback.DEFER
    return it


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
async def test_what_was_promised_is_kept_before_it_ends(clinic: Clinic, number: signal.Signals) -> None:
    async with clinic.bot() as bot:
        await bot.ready(60)
        await ask(clinic, DUEL)
        with closing(sqlite3.connect(clinic.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            it = await promised(clinic)
            bot.process.send_signal(number)
            await bot.logged("stopping")
            await clinic.discord.gone()
        began = time.monotonic()
        await it.done()
        assert "$111.22" in text(it.message)
        assert "not saved" not in text(it.message).lower()
        assert await bot.ended() == 0
        assert time.monotonic() - began < STOPS_WITHIN
        assert "Traceback" not in bot.log
    assert kept(clinic.database) == 2
    beside = [path.name for path in clinic.database.parent.iterdir() if path.name.startswith("rvu.db-")]
    assert beside == [], "the store was closed"


async def test_what_does_not_end_is_cut_off_in_time(clinic: Clinic) -> None:
    async with patched(clinic, {"bot.app.run.GRACE": 0.5}) as bot:
        await bot.ready(60)
        clinic.discord.slow_next("POST", FOLLOWUP, going=60)
        with closing(sqlite3.connect(clinic.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await promised(clinic)
        await clinic.discord.bell.until(
            lambda: any("/webhooks/" in one.path for one in clinic.discord.requests), 10, "it answers"
        )
        assert await bot.terminate(5) == 0
        assert "cut_off events=1" in bot.log
    assert kept(clinic.database) == 1
    assert whole(clinic.database)


async def test_a_second_signal_ends_it_at_once_and_loses_nothing_written(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready(60)
        await ask(clinic, DUEL)
        with closing(sqlite3.connect(clinic.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await promised(clinic)
            bot.process.send_signal(signal.SIGTERM)
            await bot.logged("stopping")
            began = time.monotonic()
            bot.process.send_signal(signal.SIGTERM)
            assert await bot.ended() == 128 + signal.SIGTERM
            assert time.monotonic() - began < 1
    assert kept(clinic.database) == 1
    assert whole(clinic.database)
    async with clinic.bot() as again:
        await again.ready(60)
        listed = await clinic.discord.slash(clinic.ada, clinic.guild, "history list")
        assert "wart" in text(listed.message)
