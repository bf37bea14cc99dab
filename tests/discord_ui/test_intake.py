import asyncio

import pytest

from bot.discord_ui import intake
from bot.discord_ui.intake import Intake


async def test_each_event_is_let_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_REMEMBERED", 2)
    door = Intake()
    assert [door.admit(event) for event in (1, 1, 2, 3)] == [True, False, True, True]
    assert door.admit(1), "so long ago that it is forgotten"


async def test_what_is_at_work_is_waited_for_and_then_cut_off() -> None:
    door, done = Intake(), []

    async def work(event: int, seconds: float) -> None:
        assert door.admit(event)
        await asyncio.sleep(seconds)
        done.append(event)

    working = [asyncio.create_task(work(event, seconds)) for event, seconds in ((1, 0.0), (2, 0.05), (3, 60.0))]
    await asyncio.sleep(0)
    assert await door.finish(0.5) == 1
    assert done == [1, 2]
    with pytest.raises(asyncio.CancelledError):
        await working[2]
    assert await door.finish(0.5) == 0
