"""Half questions, questions asked back and questions about the memory, through a local Discord."""

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import Flag, button, buttons, menu, text

BACK = "Following on from: 10 min wart freezing vs 30 min lifestyle talk"


async def test_a_mention_goes_on_with_the_last_question_also_after_a_restart(clinic: Clinic) -> None:
    async with clinic.bot() as first:
        await first.ready()
        await (await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)).done()
        talk = await (await clinic.discord.mention(clinic.ada, clinic.guild, "and in facility?")).done()
        assert BACK in text(talk.message)
        assert "$62.46" in text(talk.message)
        await first.kill()
    async with clinic.bot() as second:
        await second.ready()
        it = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": "in 2025?"})).done()
        assert f"{BACK}, in a facility" in text(it.message)
        other = clinic.discord.guild("Other clinic")
        alone = await (await clinic.discord.mention(clinic.ada, other, "and in facility?")).done()
        assert "Which service do you mean" in text(alone.message)


async def test_a_menu_asked_back_continues_after_a_restart_for_the_asker_alone(clinic: Clinic) -> None:
    question = {"question": "biopsy vs 30 min lifestyle talk"}
    async with clinic.bot() as first:
        await first.ready()
        asked = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", question)).done()
        await first.kill()
    async with clinic.bot() as second:
        await second.ready()
        listed = menu(asked.message)
        others = await (await clinic.discord.select(clinic.ben, asked.message, listed, ["2"])).done()
        assert others.message["flags"] & Flag.EPHEMERAL
        assert "for whoever asked" in text(others.message)
        own = await (await clinic.discord.select(clinic.ada, asked.message, listed, ["2"])).done()
        assert not own.message["flags"] & Flag.EPHEMERAL
        for known in ("11104", "99214"):
            assert known in text(own.message)


async def test_ones_own_questions_are_told_to_oneself(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await (await clinic.discord.slash(clinic.ben, clinic.guild, "ask", {"question": "99215"})).done()
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        mine = {"question": "show my last 5 questions"}
        it = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", mine)).done()
        assert it.message["flags"] & Flag.EPHEMERAL
        assert "You asked 1 question" in text(it.message)
        assert "99215" not in text(it.message)
        again = await clinic.discord.click(clinic.ada, it.message, button(it.message, buttons(it.message)[0][0]))
        await again.done()
        assert "$111.22" in text(again.message)
        talk = await clinic.discord.mention(clinic.ada, clinic.guild, "show my last 5 questions")
        await talk.done()
        assert "for you alone" in text(talk.message)
        assert "wart" not in text(talk.message)
        assert any("You asked 2 questions" in text(sent) for sent in clinic.discord.sent)
        listed = await (await clinic.discord.slash(clinic.ben, clinic.guild, "history list")).done()
        assert "You asked" not in text(listed.message)


pytestmark = pytest.mark.asyncio
