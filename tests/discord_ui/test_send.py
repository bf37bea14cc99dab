import asyncio
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.ask import Reply
from bot.discord_ui import send
from bot.domain.answer import Answer
from bot.domain.question import Recall
from tests.discord_ui.samples import FakeDesk, FakeInteraction, comparison, custom_ids, texts


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


class Heard:
    """A message of somebody who takes direct messages, or not."""

    def __init__(self, *, guild: int | None = 1, reachable: bool = True) -> None:
        self.id = 9
        self.told: list[tuple[str, str]] = []
        self.guild = SimpleNamespace(id=guild) if guild else None
        self.channel = SimpleNamespace(id=2, send=self._taker("channel"))
        self.author = SimpleNamespace(send=self._taker("author" if reachable else ""))

    def to_reference(self, *, fail_if_not_exists: bool) -> bool:
        return fail_if_not_exists

    def _taker(self, who: str) -> Any:
        async def send(*, view: discord.ui.LayoutView, **_: Any) -> None:
            if not who:
                raise discord.Forbidden(SimpleNamespace(status=403, reason="Forbidden"), "closed")  # type: ignore[arg-type]
            self.told.append((who, texts(view)))

        return send


OWN = Reply(Answer(intent="history", question=Recall(mine=True), verdict="You asked 3 questions."), 7)


@pytest.mark.parametrize(
    ("heard", "reply", "told"),
    [
        (Heard(), Reply(comparison(), 7), [("channel", "wart")]),
        (Heard(), OWN, [("author", "You asked 3"), ("channel", "for you alone, so I sent")]),
        (Heard(reachable=False), OWN, [("channel", "take no direct messages from me")]),
        (Heard(guild=None), OWN, [("channel", "You asked 3")]),
    ],
    ids=["everybody's", "one's own", "out of reach", "in a direct message"],
)
async def test_what_is_ones_own_leaves_the_channel(heard: Heard, reply: Reply, told: list[tuple[str, str]]) -> None:
    await send.reply_to(heard, reply)  # type: ignore[arg-type]
    assert [who for who, _ in heard.told] == [who for who, _ in told]
    assert all(words in said for (_, said), (_, words) in zip(heard.told, told, strict=True))
