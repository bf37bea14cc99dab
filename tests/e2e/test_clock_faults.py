"""The machine's clock is set back: answers go on, nothing kept is lost or hidden, and no day is posted twice."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import ask, kept
from tests.standin import BotProcess, Permission, button, text

SHIFTED = """
import sys
from datetime import datetime, timedelta
from pathlib import Path

import bot.app.ticker, bot.app.upkeep, bot.ask, bot.store.guilds
from bot.__main__ import main

shift = Path(sys.argv.pop())

class Shifted(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(seconds=float(shift.read_text()))

bot.ask.datetime = bot.app.upkeep.datetime = bot.store.guilds.datetime = Shifted
bot.app.ticker.EVERY = 0.2
main()
"""
"""Runs the program by a clock that a file sets, and looks at the daily posts more often."""


def shifted(clinic: Clinic, shift: Path) -> BotProcess:
    return BotProcess(clinic.discord, clinic.database, command=("-c", SHIFTED, "run", str(shift)))


async def test_a_clock_set_back_hides_nothing_and_posts_nothing_twice(clinic: Clinic, tmp_path: Path) -> None:
    shift, now = tmp_path / "shift", datetime.now(UTC)
    # At noon, so that no midnight comes between.
    noon = (now.replace(hour=12, minute=0, second=0) - now).total_seconds()
    shift.write_text(f"{noon}")
    stats = clinic.guild.channel("stats")
    clinic.guild.join(clinic.ada, Permission.MANAGE_GUILD | clinic.guild.member(clinic.ada).permissions)
    clinic.discord.gateway.announce(clinic.guild)
    async with shifted(clinic, shift) as bot:
        await bot.ready()
        before = await ask(clinic, DUEL)
        options = {"channel": stats, "time": "12:05", "zone": "UTC"}
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "stats schedule", options)).done()
        shift.write_text(f"{noon + 360}")
        await clinic.discord.requested("POST", rf"/channels/{stats.id}/messages", seconds=20)
        await ask(clinic, "what is a wart worth")
        shift.write_text(f"{noon - 3600}")
        await ask(clinic, DUEL)
        talk = await (await clinic.discord.mention(clinic.ada, clinic.guild, "and in facility?")).done()
        assert "$62.46" in text(talk.message)
        await asyncio.sleep(1)
        assert await bot.terminate() == 0
        assert "Traceback" not in bot.log
    async with shifted(clinic, shift) as again:
        await again.ready()
        listed = await clinic.discord.slash(clinic.ada, clinic.guild, "history list")
        assert text(listed.message).count("wart") >= 4
        math = await clinic.discord.click(clinic.ada, before.message, button(before.message, "Show the math"))
        assert "33.4009" in text(math.message) + "".join(file.decode() for file in math.files.values())
        await again.logged("ready servers", 30)
        await asyncio.sleep(1)
        for _ in range(50):
            typed = await clinic.discord.autocomplete(
                clinic.ben, clinic.guild, "history show", focused="answer", options={"answer": "wart"}
            )
            if typed.choices:
                break
            await asyncio.sleep(0.1)
        assert len(typed.choices) == 4, "from memory, into which it was read after the start"
    posts = [one for one in clinic.discord.sent if one["channel_id"] == stats.id]
    assert len(posts) == 1
    assert kept(clinic.database) == 5, "four questions and what the post tells"
