"""A gateway that falls silent, hangs or refuses the bot, each met by a process of its own."""

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import ask, kept, one_line, patched
from tests.standin import text
from tests.standin.gateway import Close


async def test_a_gateway_that_falls_silent_is_left_and_what_it_did_not_tell_is_answered(clinic: Clinic) -> None:
    clinic.discord.gateway.heartbeat = 0.2
    async with patched(clinic, {"bot.app.client.HEARTBEAT": 0.6}) as bot:
        await bot.ready()
        for line in clinic.discord.gateway.lines:
            line.mute = True
        await clinic.discord.bell.until(lambda: clinic.discord.gateway.resumes, 5, "the bot resumes")
        assert "$111.22" in text((await ask(clinic, DUEL)).message)
        assert len(clinic.discord.gateway.identifies) == 1
    assert kept(clinic.database) == 1


@pytest.mark.parametrize(
    ("refuses", "settings", "said"),
    [
        pytest.param(None, {"DISCORD_TOKEN": "MTIz.wrong.token"}, "DISCORD_TOKEN", id="wrong token"),
        pytest.param(Close.AUTHENTICATION_FAILED, {}, "DISCORD_TOKEN", id="a token that was reset meanwhile, 4004"),
        pytest.param(None, {"MESSAGE_CONTENT": "1"}, "MESSAGE_CONTENT=0", id="missing intent, 4014"),
        pytest.param(Close.INVALID_SHARD, {}, "SHARD_IDS", id="wrong shard, 4010"),
    ],
)
async def test_a_bot_that_discord_refuses_ends_in_one_clear_line_and_a_code_of_its_own(
    clinic: Clinic, refuses: Close | None, settings: dict[str, str], said: str
) -> None:
    clinic.discord.gateway.refuses = refuses
    async with clinic.bot(**settings) as bot:
        assert await bot.ended(60) == 3
        assert said in one_line(bot.log)
        assert settings.get("DISCORD_TOKEN", clinic.discord.token) not in bot.log
    clinic.discord.take_failures()


async def test_a_stop_while_the_gateway_does_not_answer_is_a_stop(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await ask(clinic, DUEL)
        clinic.discord.gateway.holding = True
        clinic.discord.gateway.abort()
        await clinic.discord.gone()
        # It connects anew by now, and nobody answers.
        await clinic.discord.bell.until(lambda: clinic.discord.gateway.held, 10, "it connects anew")
        assert await bot.terminate(10) == 0
        clinic.discord.gateway.holding = False
        assert "Traceback" not in bot.log
    assert kept(clinic.database) == 1
