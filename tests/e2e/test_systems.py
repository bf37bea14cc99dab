"""Every system and claim of the essay by its slash command, in words to the bot, and in a direct message."""

import pytest

from tests.e2e.conftest import Clinic
from tests.standin import text
from tests.systems import SYSTEMS, System

pytestmark = pytest.mark.asyncio(loop_scope="module")
EVERY = pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)


@EVERY
async def test_each_has_a_slash_command(shared: Clinic, system: System) -> None:
    it = await (await shared.discord.slash(shared.ada, shared.guild, system.command, system.options)).done()
    assert [told for told in system.told if told not in text(it.message)] == []


@EVERY
async def test_each_is_answered_in_words(shared: Clinic, system: System) -> None:
    mentioned = await (await shared.discord.mention(shared.ada, shared.guild, system.words)).done()
    assert [told for told in system.told if told not in text(mentioned.message)] == []
    alone = await (await shared.discord.dm(shared.ada, system.words)).done()
    assert [told for told in system.told if told not in text(alone.message)] == []
