"""Answers that come another way than the first one, by processes of their own, and never twice."""

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import CALLBACK, MESSAGES, ask, kept, patched
from tests.standin import button, text


async def test_a_first_answer_held_up_by_a_long_rate_limit_comes_to_the_channel(clinic: Clinic) -> None:
    async with patched(clinic, {"bot.discord_ui.delivery.LONGEST": 0.5}) as bot:
        await bot.ready()
        clinic.discord.rate_limit_next("POST", CALLBACK, retry_after=3600)
        await ask(clinic, DUEL, wait=False)
        await clinic.discord.bell.until(lambda: clinic.discord.sent, 10, "it comes to the channel")
        assert "$111.22" in text(clinic.discord.sent[0])
        assert await bot.terminate() == 0
    assert kept(clinic.database) == 1


async def test_two_processes_of_the_bot_for_a_moment_give_one_answer(clinic: Clinic) -> None:
    async with clinic.bot() as old, clinic.bot() as new:
        for bot in (old, new):
            await bot.logged(r"Shard ID 0 has connected", 90)
        await clinic.discord.bell.until(lambda: len(clinic.discord.gateway.live) == 2, 60, "both are there")
        it = await ask(clinic, DUEL)
        talk = await (await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)).done()
        await clinic.discord.requested("POST", MESSAGES, times=2)
        await clinic.discord.requested("PATCH", r"/webhooks/\d+/[^/]+/messages/@original")
        assert (len(it.messages), len(talk.messages)) == (1, 1)
        assert await old.terminate() == 0
        click = await clinic.discord.click(clinic.ada, it.message, button(it.message, "Show the math"))
        assert len(click.messages) == 1
    assert [failure.code for failure in clinic.discord.take_failures()] == [40060]
