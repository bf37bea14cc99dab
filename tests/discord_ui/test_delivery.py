import asyncio
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord import ui

from bot.discord_ui import delivery
from bot.discord_ui.layout import note_layout
from bot.discord_ui.limits import DISPLAY_CHARACTERS
from tests.discord_ui.samples import FakeDesk, FakeInteraction, texts


def refusal(kind: type[discord.HTTPException], status: int, code: int = 0) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="no")
    return kind(response, {"code": code, "message": "no"})


LAPSED = refusal(discord.NotFound, 404, delivery.UNKNOWN_INTERACTION)
DOUBLE = refusal(discord.HTTPException, 400, delivery.ALREADY_ANSWERED)
OUT = refusal(discord.DiscordServerError, 503)
BARRED = refusal(discord.Forbidden, 403, 50_013)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_PAUSES", (0.0, 0.0))


class Place(discord.abc.Messageable):
    """A channel or person that first raises some errors and then takes what is sent."""

    def __init__(self, *errors: Exception) -> None:
        self.id = 2
        self.mention = "<@11>"
        self.errors = list(errors)
        self.sent: list[dict[str, Any]] = []
        self.nonces: set[str] = set()

    async def send(self, **fields: Any) -> Any:
        self.nonces.add(fields["nonce"])
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(fields)

    async def _get_channel(self) -> Any:
        return self


def interaction(*errors: Exception, channel: Place | None = None, promised: bool = False) -> FakeInteraction:
    """Make an interaction whose first responses raise these errors, one each."""
    made: Any = FakeInteraction(FakeDesk())
    made.user = Place()
    made.channel = channel or Place()
    waiting = list(errors)

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        async def call(**fields: Any) -> None:
            if waiting:
                raise waiting.pop(0)
            await real(**fields)

        return call

    async def edit(**fields: Any) -> None:
        made.sent.append({"kind": "edit", **fields})

    made.edit_original_response = edit
    made.response.send_message = failing(made.response.send_message)
    if promised:
        made.response.defer = failing(made.response.defer)
    found: FakeInteraction = made
    return found


async def delivered(to: FakeInteraction, *, private: bool = False) -> None:
    await delivery.deliver(to, note_layout("the answer"), private=private)


@pytest.mark.parametrize("error", [OUT, aiohttp.ServerDisconnectedError(), TimeoutError(), ConnectionResetError()])
async def test_what_passes_is_tried_again(error: Exception) -> None:
    it = interaction(error, error)
    await delivered(it)
    assert [sent["kind"] for sent in it.sent] == ["message"]


@pytest.mark.parametrize("errors", [[OUT] * 3, [refusal(discord.DiscordServerError, 500)]], ids=["for long", "500"])
async def test_it_is_not_tried_for_ever_nor_what_the_library_tried(errors: list[Exception]) -> None:
    with pytest.raises(discord.DiscordServerError):
        await delivered(interaction(*errors))


@pytest.mark.parametrize("promised", [False, True])
async def test_an_answer_that_came_too_late_for_its_command_comes_to_the_channel(promised: bool) -> None:  # noqa: FBT001
    it: Any = interaction(LAPSED, promised=promised)
    if promised:
        await delivery.promise(it, private=False)
    assert delivery.pending(it) is not promised
    await delivered(it)
    await delivered(it, private=True)
    (public,), (private,) = it.channel.sent, it.user.sent
    assert "<@11>" in texts(public["view"])
    assert "the answer" in texts(private["view"])
    assert it.sent == []


async def test_a_late_answer_comes_to_its_asker_where_the_channel_is_closed() -> None:
    it: Any = interaction(LAPSED, channel=Place(BARRED))
    await delivered(it)
    assert len(it.user.sent) == 1


@pytest.mark.parametrize("promised", [False, True])
async def test_an_answer_that_is_there_already_is_changed_into_it_and_the_next_follows(promised: bool) -> None:  # noqa: FBT001
    it = interaction(DOUBLE, promised=promised)
    if promised:
        await delivery.promise(it, private=False)
    await delivered(it)
    it.response._done = True  # noqa: SLF001 - as if the edited one had been it
    await delivered(it, private=True)
    assert [sent["kind"] for sent in it.sent] == ["edit", "followup"]


@pytest.mark.parametrize("promised", [False, True])
async def test_any_other_refusal_is_raised(promised: bool) -> None:  # noqa: FBT001
    it = interaction(BARRED, promised=promised)
    with pytest.raises(discord.Forbidden):
        await (delivery.promise(it, private=False) if promised else delivered(it))


async def test_a_file_is_sent_whole_also_the_second_time() -> None:
    read: list[bytes] = []
    it: Any = interaction()

    async def send(*, files: list[discord.File], **_: Any) -> None:
        read.append(files[0].fp.read())
        if len(read) == 1:
            raise TimeoutError

    it.response.send_message = send
    file = discord.File(BytesIO(b"picture"), "chart.png")
    await delivery.deliver(it, note_layout("x"), [file], private=False)
    assert read == [b"picture", b"picture"]


async def test_a_first_answer_that_never_gets_through_comes_to_the_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LONGEST", 0.05)
    it: Any = interaction()

    async def limited(**_: Any) -> None:
        await asyncio.sleep(3600)

    it.response.send_message = limited
    await delivered(it)
    assert len(it.channel.sent) == 1


async def test_a_promised_answer_that_never_gets_through_comes_to_the_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LONGEST", 0.05)

    class Limited(FakeInteraction):
        @property
        def followup(self) -> Any:
            return SimpleNamespace(send=lambda **_: asyncio.sleep(3600))

    it: Any = Limited(FakeDesk())
    it.user, it.channel = Place(), Place()
    await delivery.promise(it, private=False)
    await delivered(it)
    assert len(it.channel.sent) == 1


class Heard:
    """A message."""

    def __init__(self, channel: Place, *, server: bool = True) -> None:
        self.id = 77
        self.channel = channel
        self.author = Place()
        self.guild = SimpleNamespace(id=1) if server else None

    def to_reference(self, **_: Any) -> str:
        return "reference"


async def test_a_reply_that_is_tried_again_is_posted_once() -> None:
    heard: Any = Heard(Place(OUT, aiohttp.ServerDisconnectedError()))
    await delivery.reply(heard, note_layout("the answer"))
    await delivery.reply(heard, note_layout("a warning"), "p")
    assert len(heard.channel.sent) == 2
    assert heard.channel.nonces == {"77", "77p"}


@pytest.mark.parametrize("error", [BARRED, discord.RateLimited(61.0)], ids=["barred", "limited"])
async def test_a_reply_that_the_channel_does_not_take_goes_to_its_author(error: Exception) -> None:
    heard: Any = Heard(Place(error))
    await delivery.reply(heard, note_layout("the answer"))
    assert heard.channel.sent == []
    assert "in that channel" in texts(heard.author.sent[0]["view"])


async def test_where_there_is_no_other_place_the_refusal_is_raised() -> None:
    heard: Any = Heard(Place(BARRED), server=False)
    heard.channel.guild = None
    with pytest.raises(discord.Forbidden):
        await delivery.reply(heard, note_layout("the answer"))


async def test_a_full_layout_is_sent_without_a_note() -> None:
    view = ui.LayoutView(timeout=None)
    full: ui.TextDisplay[Any] = ui.TextDisplay("x" * DISPLAY_CHARACTERS)
    view.add_item(full)
    heard: Any = Heard(Place(BARRED))
    await delivery.reply(heard, view)
    assert texts(heard.author.sent[0]["view"]) == "x" * DISPLAY_CHARACTERS
