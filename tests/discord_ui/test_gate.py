"""Who is let in: while more is at work than can be answered in time, a friendly word instead of an answer."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_ui import gate, intake
from bot.discord_ui.intake import Intake
from bot.discord_ui.pace import Pace
from bot.meter import NoMeter
from tests.discord_ui.samples import texts


class Response:
    """Takes down what is responded."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bool]] = []
        self.offered: list[object] | None = None

    async def send_message(self, *, view: discord.ui.LayoutView, ephemeral: bool) -> None:
        self.sent.append((texts(view), ephemeral))

    async def autocomplete(self, choices: list[object]) -> None:
        self.offered = choices


class Author:
    """Takes down what they are told directly."""

    id = 7

    def __init__(self) -> None:
        self.told: list[str] = []

    async def send(self, *, view: discord.ui.LayoutView) -> None:
        self.told.append(texts(view))


@pytest.fixture
async def bot(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a bot at which three are at work, where two are enough."""
    monkeypatch.setattr(intake, "AT_WORK", 2)
    door = Intake()

    async def work(event: int) -> None:
        door.admit(event)
        await asyncio.sleep(60)

    working = [asyncio.create_task(work(event)) for event in (1, 2, 3)]
    await asyncio.sleep(0)
    yield SimpleNamespace(
        intake=door, pace=Pace(None, None), typing_pace=Pace(None, None), meter=NoMeter(), working=working
    )
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)


def asked(bot: Any, number: int, kind: discord.InteractionType = discord.InteractionType.application_command) -> Any:
    return SimpleNamespace(
        client=bot,
        id=number,
        type=kind,
        user=SimpleNamespace(id=7),
        guild_id=5,
        created_at=datetime(2026, 8, 27, tzinfo=UTC),
        response=Response(),
    )


async def test_what_comes_on_top_of_too_much_is_told_so_privately(bot: Any) -> None:
    one = asked(bot, 10)
    assert not await asyncio.create_task(gate.admits(one))
    ((said, alone),) = one.response.sent
    assert "than I can answer just now" in said
    assert alone
    typing = asked(bot, 11, discord.InteractionType.autocomplete)
    assert not await asyncio.create_task(gate.admits(typing))
    assert typing.response.offered == []


async def test_a_message_on_top_of_too_much_is_answered_by_one_direct_word(bot: Any) -> None:
    author = Author()
    message: Any = SimpleNamespace(
        author=author, guild=SimpleNamespace(id=5), created_at=datetime(2026, 8, 27, tzinfo=UTC)
    )
    assert not await gate.admits_message(bot, message)
    assert not await gate.admits_message(bot, message)
    (said,) = author.told
    assert "Try again in a minute" in said


async def test_once_that_is_done_everybody_is_let_in_again(bot: Any) -> None:
    assert bot.intake.crowded
    for task in bot.working[:2]:
        task.cancel()
    await asyncio.gather(*bot.working[:2], return_exceptions=True)
    await asyncio.sleep(0)
    assert not bot.intake.crowded
    assert await gate.admits(asked(bot, 10))
