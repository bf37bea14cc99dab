import discord
import pytest

from bot.app.client import RvuBot, intents_for
from bot.settings import Settings


@pytest.mark.parametrize(("wanted", "has"), [(False, False), (True, True)], ids=["by default", "asked for"])
def test_the_privileged_intent_is_asked_for_only_when_wanted(wanted: bool, has: bool) -> None:  # noqa: FBT001
    intents = intents_for(Settings(message_content=wanted))
    assert intents.message_content is has
    assert not intents.members
    assert not intents.presences


async def test_nobody_is_pinged_by_anything_it_sends() -> None:
    async with RvuBot(Settings()) as bot:
        assert bot.allowed_mentions is not None
        assert bot.allowed_mentions.to_dict() == {"parse": []}


async def test_a_mention_is_no_prefixed_command(monkeypatch: pytest.MonkeyPatch) -> None:
    async with RvuBot(Settings()) as bot:
        monkeypatch.setattr(bot, "process_commands", None)
        await bot.on_message(object.__new__(discord.Message))


async def test_a_history_that_cannot_be_opened_does_not_stop_the_bot(caplog: pytest.LogCaptureFixture) -> None:
    async with RvuBot(Settings(database_url="sqlite+aiosqlite:////nowhere/to/be/found/rvu.db")) as bot:
        assert await bot._open_database() is None  # noqa: SLF001 - the seam between start and store
    assert "history_unavailable" in caplog.text


async def test_closing_twice_is_closing_once() -> None:
    async with RvuBot(Settings()) as bot:
        await bot.close()
    assert bot.is_closed()
