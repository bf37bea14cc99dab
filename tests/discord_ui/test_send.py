import asyncio
from typing import Any

import pytest

from bot.ask import Reply
from bot.discord_ui import send
from tests.discord_ui.samples import FakeDesk, FakeInteraction, comparison, custom_ids


async def quick() -> Reply:
    return Reply(comparison(), 7)


async def slow() -> Reply:
    await asyncio.sleep(0.05)
    return Reply(comparison(), 7)


async def broken() -> Reply:
    raise ZeroDivisionError


@pytest.fixture
def interaction() -> Any:
    return FakeInteraction(FakeDesk())


async def test_a_quick_answer_is_one_request(interaction: FakeInteraction) -> None:
    await send.respond(interaction, quick())
    assert [sent["kind"] for sent in interaction.sent] == ["message"]
    assert custom_ids(interaction.sent[0]["view"])[0] == "rvu1:math:7"


async def test_a_slow_answer_is_deferred_and_still_comes(
    interaction: FakeInteraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "PATIENCE", 0.005)
    await send.respond(interaction, slow(), private=True)
    deferred, answer = interaction.sent
    assert deferred == {"kind": "defer", "thinking": True, "ephemeral": True}
    assert (answer["kind"], answer["ephemeral"]) == ("followup", True)


async def test_an_error_of_the_work_is_not_swallowed(interaction: FakeInteraction) -> None:
    with pytest.raises(ZeroDivisionError):
        await send.respond(interaction, broken())
    assert interaction.sent == []


async def test_work_ends_with_the_one_who_waits_for_it(interaction: FakeInteraction) -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    waiting = asyncio.create_task(send.within_time(interaction, work(), private=False))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait_for(ended.wait(), 1)
