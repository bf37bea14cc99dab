import logging
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.discord_ui import delivery, door
from bot.domain.answer import PHI
from bot.errors import UnknownCodeError
from tests.discord_ui.samples import FakeDesk, FakeInteraction, texts

WRONG_CODE = UnknownCodeError("I know no code 17111.", "Nearest: 17110.")


def http_error(kind: type[discord.HTTPException], status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="no")
    return kind(response, {"code": code, "message": "no"})


def invoked(error: Exception) -> app_commands.CommandInvokeError:
    command: Any = SimpleNamespace(name="ask")
    return app_commands.CommandInvokeError(command, error)


@pytest.mark.parametrize("error", [WRONG_CODE, invoked(WRONG_CODE)], ids=["as raised", "as the library wraps it"])
def test_an_error_that_the_asker_can_mend_says_how_and_has_no_incident(error: Exception) -> None:
    assert door.explain(error, "x") == door.Trouble(WRONG_CODE.message, WRONG_CODE.hint)


def test_an_error_of_a_transformer_says_what_it_says() -> None:
    transformer: Any = SimpleNamespace(_error_display_name="code")
    error = app_commands.TransformerError("x", discord.AppCommandOptionType.string, transformer)
    error.__cause__ = WRONG_CODE
    assert door.explain(error, "x") == door.Trouble(WRONG_CODE.message, WRONG_CODE.hint)


def test_what_cannot_be_transformed_is_neither_repeated_nor_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    transformer: Any = SimpleNamespace(_error_display_name="code")
    error = app_commands.TransformerError("Zyxka", discord.AppCommandOptionType.string, transformer)
    trouble = door.explain(error, "command:rvu")
    assert trouble is not None
    assert trouble.incident is None
    assert "Zyxka" not in caplog.text + trouble.cause + trouble.remedy


def test_a_warning_of_identifiers_is_shown_below_the_remedy() -> None:
    error = UnknownCodeError("I know no code 17111.", "Nearest: 17110.")
    error.warnings = (PHI,)
    trouble = door.explain(error, "x")
    assert trouble is not None
    assert "patient's details" in texts(door.layout(trouble))


def test_a_fault_of_ours_has_an_incident_that_the_log_also_has(caplog: pytest.LogCaptureFixture) -> None:
    trouble = door.explain(invoked(KeyError("secret")), "command:ask")
    assert trouble is not None
    assert trouble.incident
    assert f"incident={trouble.incident} where=command:ask" in caplog.text
    assert "secret" not in trouble.cause + trouble.remedy


def test_two_incidents_have_two_ids() -> None:
    ids = {trouble.incident for _ in range(20) if (trouble := door.explain(KeyError(), "x"))}
    assert len(ids) == 20


@pytest.mark.parametrize("code", [10_062, 40_060, 10_003], ids=["it expired", "already answered", "no channel"])
def test_nobody_is_told_when_nobody_is_left(code: int) -> None:
    assert door.explain(http_error(discord.NotFound, 404, code), "x") is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(http_error(discord.Forbidden, 403, 50_013), "rights", id="missing rights"),
        pytest.param(http_error(discord.NotFound, 404, 10_008), "Ask again", id="a message deleted meanwhile"),
        pytest.param(discord.RateLimited(61.0), "in 61 seconds", id="a long rate limit"),
        pytest.param(app_commands.CommandNotFound("old", []), "Reload Discord", id="a stale command"),
        pytest.param(app_commands.CommandOnCooldown(app_commands.Cooldown(1, 9), 4.4), "in 4 seconds", id="a cooldown"),
        pytest.param(app_commands.MissingPermissions(["manage_guild"]), "admin", id="not for you"),
    ],
)
def test_what_others_can_mend_is_worded_without_an_incident(error: Exception, said: str) -> None:
    trouble = door.explain(error, "x")
    assert trouble is not None
    assert trouble.incident is None
    assert said in trouble.remedy


async def test_the_door_answers_privately_and_first() -> None:
    interaction = FakeInteraction(FakeDesk())
    await door.report(interaction, WRONG_CODE, "x")
    (sent,) = interaction.sent
    assert (sent["kind"], sent["ephemeral"]) == ("message", True)
    assert texts(sent["view"]) == "**I know no code 17111.**\nNearest: 17110."


async def test_the_door_follows_up_when_the_interaction_was_answered() -> None:
    interaction = FakeInteraction(FakeDesk())
    await interaction.response.defer(thinking=True)
    await door.report(interaction, WRONG_CODE, "x")
    assert [sent["kind"] for sent in interaction.sent] == ["defer", "followup"]


async def test_an_autocomplete_error_is_logged_and_silent(caplog: pytest.LogCaptureFixture) -> None:
    interaction = FakeInteraction(FakeDesk())
    interaction.type = discord.InteractionType.autocomplete
    await door.report(interaction, KeyError(), "x")
    assert interaction.sent == []
    assert "incident=" in caplog.text


@pytest.mark.parametrize(
    "error",
    [http_error(discord.NotFound, 404, 10_015), discord.RateLimited(61.0), aiohttp.ServerDisconnectedError()],
    ids=["refused", "limited", "cut off"],
)
async def test_the_door_itself_never_raises(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    interaction = FakeInteraction(FakeDesk())

    async def fail(**_: Any) -> None:
        raise error

    monkeypatch.setattr(delivery, "_PAUSES", (0.0,))
    monkeypatch.setattr(interaction.response, "send_message", fail)
    await door.report(interaction, WRONG_CODE, "x")
    assert "untold where=x" in caplog.text


def message(sent: list[dict[str, Any]], failure: Exception | None = None) -> Any:
    async def send(**fields: Any) -> None:
        if failure:
            raise failure
        sent.append(fields)

    place: Any = SimpleNamespace(id=2, send=send)
    return SimpleNamespace(
        id=9, channel=place, author=place, guild=SimpleNamespace(id=1), to_reference=lambda **_: "reference"
    )


async def test_an_error_over_a_message_is_replied_to_it_and_pings_nobody() -> None:
    sent: list[dict[str, Any]] = []
    async with door.guarding_message(message(sent), "message"):
        raise WRONG_CODE
    (reply,) = sent
    assert (reply["reference"], reply["mention_author"]) == ("reference", False)
    assert "17110" in texts(reply["view"])


async def test_a_channel_where_the_bot_may_not_write_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    sent: list[dict[str, Any]] = []
    async with door.guarding_message(message(sent), "message"):
        raise http_error(discord.Forbidden, 403, 50_013)
    assert sent == []
    assert "refused where=message error=Forbidden" in caplog.text


async def test_an_error_that_cannot_be_told_over_a_message_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    failure = http_error(discord.Forbidden, 403, 50_013)
    async with door.guarding_message(message([], failure), "message"):
        raise WRONG_CODE
    assert "untold where=message" in caplog.text
