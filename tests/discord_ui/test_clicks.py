from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import ui

from bot.discord_ui import clicks
from bot.domain.answer import Answer, Asking
from bot.domain.question import Choice, Clarify, Recall
from bot.domain.record import Key, Turn
from tests.discord_ui.samples import (
    TALK,
    WART,
    FakeDesk,
    FakeInteraction,
    asking,
    comparison,
    custom_ids,
    record,
    texts,
)

ASKER = 11
OTHER = 12


def button(custom_id: str) -> ui.Item[Any]:
    return ui.Button(label="x", custom_id=custom_id)


async def click(custom_id: str, desk: FakeDesk, **who: Any) -> list[dict[str, Any]]:
    interaction = FakeInteraction(desk, **who)
    await clicks.handle(interaction, button(custom_id))
    return interaction.sent


@pytest.mark.parametrize("action", ["math", "codes", "show"])
async def test_what_stands_behind_an_answer_is_shown_to_the_one_who_clicked(action: str) -> None:
    (sent,) = await click(f"rvu1:{action}:7", FakeDesk(record()))
    assert (sent["kind"], sent["ephemeral"]) == ("message", True)


async def test_a_kept_answer_is_shown_again_with_its_buttons() -> None:
    (sent,) = await click("rvu1:show:7", FakeDesk(record()))
    assert custom_ids(sent["view"])[0] == "rvu1:math:7"


@pytest.mark.parametrize("custom_id", ["rvu1:math:7", "rvu1:codes:7", "rvu1:chart:7", "rvu1:show:7", "rvu1:pick:7:0"])
@pytest.mark.parametrize("guild", [2, None], ids=["another server", "a direct message"])
async def test_an_answer_stays_on_its_server(custom_id: str, guild: int | None) -> None:
    (sent,) = await click(custom_id, FakeDesk(record(guild=1)), guild=guild)
    assert sent["ephemeral"]
    assert "no longer have that answer here" in texts(sent["view"])


@pytest.mark.parametrize(("user", "private"), [(ASKER, False), (OTHER, True)], ids=["the asker", "somebody else"])
async def test_a_choice_is_continued_in_public_by_the_asker_alone(user: int, private: bool) -> None:  # noqa: FBT001
    desk = FakeDesk(record())
    (sent,) = await click("rvu1:pick:7:0", desk, user=user)
    assert sent["ephemeral"] is private
    assert custom_ids(sent["view"])[0] == "rvu1:math:42"
    ((question, asker),) = desk.asked
    assert question == TALK
    assert (asker.user_id, asker.guild_id) == (user, 1)


@pytest.mark.parametrize("user", [ASKER, OTHER], ids=["the asker", "somebody else"])
async def test_what_was_asked_back_is_the_askers_to_answer(user: int) -> None:
    desk = FakeDesk(record(asking("knee", "hip")))
    (sent,) = await click("rvu1:pick:7:1", desk, user=user)
    if user == ASKER:
        assert [question for question, _ in desk.asked] == [WART]
    else:
        assert sent["ephemeral"]
        assert desk.asked == []
        assert "for whoever asked" in texts(sent["view"])


async def test_what_is_ones_own_alone_is_continued_in_private() -> None:
    choice = Choice(label="Yours", question=Recall(mine=True))
    question = Clarify(ask="Whose?", choices=(choice,))
    asked = Answer(intent="clarify", question=question, clarify=Asking(ask="Whose?", choices=(choice,)))
    (sent,) = await click("rvu1:pick:7:0", FakeDesk(record(asked)), user=ASKER)
    assert sent["ephemeral"]


async def test_a_menu_continues_with_the_choice_that_was_picked() -> None:
    desk = FakeDesk(record(asking("knee", "hip", "shoulder", "elbow", "wrist", "ankle")))
    menu: ui.Select[Any] = ui.Select(custom_id="rvu1:choose:7", options=[discord.SelectOption(label="hip", value="1")])
    menu._refresh_state(FakeInteraction(desk), {"values": ["1"]})  # noqa: SLF001 - as the library does on a click
    await clicks.handle(FakeInteraction(desk), menu)
    assert [question for question, _ in desk.asked] == [WART]


@pytest.mark.parametrize("custom_id", ["rvu1:pick:7:9", "rvu1:pick:7:1"], ids=["no such choice", "only a hint"])
async def test_a_choice_that_cannot_be_continued_is_answered_politely(custom_id: str) -> None:
    desk = FakeDesk(record(asking("knee", hints=("name it",))))
    (sent,) = await click(custom_id, desk)
    assert desk.asked == []
    assert "can no longer be read" in texts(sent["view"])


@pytest.mark.parametrize("custom_id", ["rvu0:math:7", "rvu9:anything", "rvu1:share:7"])
async def test_a_button_of_another_version_is_answered_politely(custom_id: str) -> None:
    (sent,) = await click(custom_id, FakeDesk(record()))
    assert sent["ephemeral"]
    assert "another version" in texts(sent["view"])


@pytest.mark.parametrize("action", ["older", "newer"])
async def test_the_history_list_turns_in_place(action: str) -> None:
    desk = FakeDesk()
    (sent,) = await click(f"rvu1:{action}:4:1777636800000000:6", desk)
    assert sent["kind"] == "edit"
    key = Key(at=datetime(2026, 5, 1, 12, tzinfo=UTC), id=6)
    assert desk.turned == (4, Turn(key=key, newer=action == "newer"))


async def test_a_forged_place_in_the_history_list_is_its_beginning() -> None:
    desk = FakeDesk()
    await click("rvu1:older:0:999999999999999999:6", desk)
    assert desk.turned == (0, None)


@pytest.mark.parametrize("action", ["math", "codes", "chart"])
async def test_what_stood_behind_an_answer_of_an_earlier_program_is_said_to_be_gone(action: str) -> None:
    changed = record().model_copy(update={"changed": True})
    (sent,) = await click(f"rvu1:{action}:7", FakeDesk(changed))
    assert "has changed since" in texts(sent["view"])


async def test_a_chart_is_acknowledged_before_it_is_drawn() -> None:
    acknowledgement, chart = await click("rvu1:chart:7", FakeDesk(record()))
    assert (acknowledgement["kind"], acknowledgement["thinking"]) == ("defer", True)
    (file,) = chart["files"]
    assert (file.filename, file.description) == ("chart-7.png", "A wart earns $11.12 a minute.")


async def test_a_chart_that_an_answer_lacks_is_explained() -> None:
    sent = await click("rvu1:chart:7", FakeDesk(record(comparison(chart=None))))
    assert "no chart" in texts(sent[-1]["view"])


async def test_a_fault_of_ours_in_a_click_reaches_the_user_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(*_: Any) -> None:
        raise ZeroDivisionError

    (sent,) = await click("rvu1:math:7", SimpleNamespace(recall=fail))  # type: ignore[arg-type]
    incident = texts(sent["view"]).rsplit(" ", 1)[-1]
    assert f"incident={incident}" in caplog.text
