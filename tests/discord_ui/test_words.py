from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_ui.words import speaks_to, words_in, words_to
from bot.errors import BadQuestionError

ME = 99


def message(content: str = "", **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "content": content,
        "author": SimpleNamespace(id=1, bot=False),
        "webhook_id": None,
        "type": discord.MessageType.default,
        "guild": SimpleNamespace(id=5),
        "mentions": [],
        "reference": None,
        "channel": SimpleNamespace(id=2),
    }
    return SimpleNamespace(**fields | changes)


def replying_to(author: int) -> Any:
    # The library's own class is tested for, so that a deleted message is not taken for an answer.
    replied = object.__new__(discord.Message)
    replied.author = SimpleNamespace(id=author)  # type: ignore[assignment]
    return SimpleNamespace(resolved=replied)


CALLED = {"mentions": [SimpleNamespace(id=ME)]}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(CALLED, id="a mention"),
        pytest.param({"reference": replying_to(ME), "type": discord.MessageType.reply}, id="a reply to the bot"),
        pytest.param({"guild": None}, id="a direct message"),
    ],
)
def test_a_person_who_speaks_to_the_bot_is_heard(changes: dict[str, Any]) -> None:
    assert speaks_to(message("x", **changes), ME)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="talk among people"),
        pytest.param({"mentions": [SimpleNamespace(id=3)]}, id="a mention of another"),
        pytest.param({"reference": replying_to(3)}, id="a reply to another"),
        pytest.param({"reference": SimpleNamespace(resolved=None)}, id="a reply to a deleted message"),
        pytest.param(CALLED | {"author": SimpleNamespace(id=4, bot=True)}, id="a bot"),
        pytest.param(CALLED | {"webhook_id": 6}, id="a webhook"),
        pytest.param(CALLED | {"type": discord.MessageType.pins_add}, id="a pin"),
    ],
)
def test_what_is_not_said_to_the_bot_is_left_alone(changes: dict[str, Any]) -> None:
    assert not speaks_to(message("x", **changes), ME)


def test_a_server_that_is_still_loading_is_not_taken_for_a_direct_message() -> None:
    channel = object.__new__(discord.PartialMessageable)
    channel.guild_id = 5
    assert not speaks_to(message("x", guild=None, channel=channel), ME)


@pytest.mark.parametrize("typed", [f"<@{ME}> wart vs talk", f"wart <@!{ME}>vs talk", f"wart vs talk <@{ME}>"])
def test_the_call_is_not_part_of_the_question(typed: str) -> None:
    assert words_to(message(typed, **CALLED), ME).split() == ["wart", "vs", "talk"]


def test_a_reply_without_a_ping_cannot_be_read_and_says_so() -> None:
    with pytest.raises(BadQuestionError, match="did not let me read"):
        words_to(message("", reference=replying_to(ME)), ME)


def test_an_empty_call_is_an_empty_question() -> None:
    assert words_to(message(f"<@{ME}>", **CALLED), ME) == ""


def test_a_message_without_words_cannot_be_asked_about() -> None:
    with pytest.raises(BadQuestionError, match="no words"):
        words_in(message(" "))
