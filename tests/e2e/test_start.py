"""Starting, stopping, and what it costs."""

import sqlite3

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import Refusal, button, text

COMMANDS = sorted(
    (
        *("Ask about this", "ask", "breakeven", "claim", "compare", "day", "explain", "history", "me", "model"),
        *("mydata", "privacy", "rvu", "setup", "stats", "target"),
    )
)
START_SECONDS = 2.5
BEFORE_CHART_MB = 125
AFTER_CHART_MB = 200


async def test_the_first_start_logs_in_and_registers_the_next_does_not_register_again(clinic: Clinic) -> None:
    async with clinic.bot() as first:
        await first.ready()
        assert clinic.discord.commands.names == COMMANDS
        assert clinic.discord.commands.puts == 1
        assert await first.terminate() == 0
    async with clinic.bot() as second:
        await second.ready()
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        assert clinic.discord.commands.puts == 1


async def test_only_default_intents_are_asked_for(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
    privileged = 1 << 1 | 1 << 8 | 1 << 15
    assert [identify["intents"] & privileged for identify in clinic.discord.gateway.identifies] == [0]


async def test_with_a_database_it_is_ready_in_time_and_small(clinic: Clinic) -> None:
    # The fastest of four: the other tests run on the same processors meanwhile.
    starts = []
    for _ in range(3):
        async with clinic.bot() as earlier:
            starts.append(await earlier.ready())
    async with clinic.bot() as bot:
        starts.append(await bot.ready())
        it = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        before = bot.megabytes
        for _ in range(2):
            await (await clinic.discord.click(clinic.ada, it.message, button(it.message, "Chart"))).done()
        after = bot.megabytes
    assert min(starts[1:]) <= START_SECONDS
    assert before <= BEFORE_CHART_MB
    assert after <= AFTER_CHART_MB


async def test_a_polite_end_keeps_what_was_recorded(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        assert await bot.terminate() == 0
        assert "Traceback" not in bot.log
    with sqlite3.connect(clinic.database) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (1,)
    connection.close()


async def test_no_token_and_no_question_reach_the_log(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await (await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)).done()
        assert clinic.discord.token not in bot.log
        assert "lifestyle" not in bot.log


async def test_a_rate_limit_is_waited_out(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        clinic.discord.rate_limit_next("POST", r"/channels/\d+/messages")
        talk = await (await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)).done()
        assert "$111.22" in text(talk.message)


async def test_a_failed_registration_ends_in_one_line_and_is_tried_again(clinic: Clinic) -> None:
    clinic.discord.fail_next("PUT", r"/applications/\d+/commands", Refusal(400, 50035, "Invalid Form Body"))
    async with clinic.bot() as bot:
        assert await bot.ended() == 1
        assert "Traceback" not in bot.log
    async with clinic.bot() as again:
        await again.ready()
        assert clinic.discord.commands.names == COMMANDS
