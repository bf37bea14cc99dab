from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.app.client import RvuBot
from bot.app.tree import DeskTree
from bot.errors import UnknownCodeError
from bot.settings import Settings
from tests.discord_ui.samples import FakeDesk, FakeInteraction, texts

WRONG_CODE = UnknownCodeError("I know no code 17111.", "Nearest: 17110.")


async def failed(error: Exception, *, first: bool = True, kind: Any = None) -> FakeInteraction:
    interaction = FakeInteraction(FakeDesk())
    interaction.type = kind or discord.InteractionType.application_command
    interaction._cs_command = SimpleNamespace(qualified_name="rvu")  # noqa: SLF001 - what the library resolved
    if not first:
        await interaction.response.defer(thinking=True)
    async with RvuBot(Settings()) as bot:
        assert isinstance(bot.tree, DeskTree)
        wrapped = discord.app_commands.CommandInvokeError(SimpleNamespace(name="rvu"), error)  # type: ignore[arg-type]
        await bot.tree.on_error(interaction, wrapped)
    return interaction


@pytest.mark.parametrize(("first", "last"), [(True, "message"), (False, "followup")], ids=["unanswered", "deferred"])
async def test_an_error_of_a_command_is_told_once_and_privately(first: bool, last: str) -> None:  # noqa: FBT001
    interaction = await failed(WRONG_CODE, first=first)
    told = [sent for sent in interaction.sent if sent["kind"] != "defer"]
    assert [(sent["kind"], sent["ephemeral"]) for sent in told] == [(last, True)]
    assert "Nearest: 17110." in texts(told[0]["view"])


async def test_a_fault_names_the_command_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    await failed(ZeroDivisionError())
    assert "where=command:rvu" in caplog.text


async def test_an_error_while_typing_is_silent() -> None:
    interaction = await failed(ZeroDivisionError(), kind=discord.InteractionType.autocomplete)
    assert interaction.sent == []
