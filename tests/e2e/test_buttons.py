"""Buttons, on the message just sent and after the process that sent it is dead."""

import struct
from typing import Any

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import ClientRefusal, Flag, Interaction, button, buttons, descriptions, menu, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

PNG = b"\x89PNG\r\n\x1a\n"


async def asked(clinic: Clinic, question: str = DUEL) -> dict[str, Any]:
    it = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": question})).done()
    return it.message


async def pressed(clinic: Clinic, message: dict[str, Any], label: str, *, other: bool = False) -> Interaction:
    user = clinic.ben if other else clinic.ada
    it = await clinic.discord.click(user, message, button(message, label))
    await it.done()
    return it


def whole(it: Interaction) -> str:
    """Everything that an answer says, its text files included."""
    files = [content.decode() for name, content in it.files.items() if name.endswith(".txt")]
    return "\n".join([text(it.message), *files])


async def test_the_math_has_every_number_the_figures_come_from(shared: Clinic) -> None:
    math = await pressed(shared, await asked(shared), "Show the math")
    assert math.message["flags"] & Flag.EPHEMERAL
    for number in ("33.4009", "0.68", "3.33", "111.22", "135.61"):
        assert number in whole(math)


async def test_the_codes_name_the_unpaid_way_too(shared: Clinic) -> None:
    codes = await pressed(shared, await asked(shared), "Codes that could apply")
    assert codes.message["flags"] & Flag.EPHEMERAL
    for code in ("17110", "99214", "G0447", "99402"):
        assert code in whole(codes)
    assert "could apply, if documented" in text(codes.message)


async def test_the_chart_is_a_picture_that_says_what_it_shows(shared: Clinic) -> None:
    chart = await pressed(shared, await asked(shared), "Chart")
    ((_, picture),) = chart.files.items()
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(PNG)
    assert width >= 600
    assert height >= 200
    assert all("$" in said for said in descriptions(chart.message))
    assert len(descriptions(chart.message)) == 2, "of the file and of the gallery"
    assert not chart.message["flags"] & Flag.EPHEMERAL


async def test_anothers_chart_is_shown_to_the_one_who_clicked(shared: Clinic) -> None:
    chart = await pressed(shared, await asked(shared), "Chart", other=True)
    assert chart.message["flags"] & Flag.EPHEMERAL


async def test_a_private_math_is_seen_by_one_alone(shared: Clinic) -> None:
    math = await pressed(shared, await asked(shared), "Show the math")
    with pytest.raises(ClientRefusal):
        await shared.discord.click(shared.ben, math.message, "rvu1:math:1")


async def test_asking_back_offers_choices_that_answer(shared: Clinic) -> None:
    message = await asked(shared, "injection")
    it = await (await shared.discord.select(shared.ada, message, menu(message), ["0"])).done()
    assert "$" in text(it.message)


async def test_history_turns_and_opens(shared: Clinic) -> None:
    for _ in range(6):
        await asked(shared)
    listed = await (await shared.discord.slash(shared.ada, shared.guild, "history list")).done()
    older = await pressed(shared, listed.message, "Older")
    assert "Newer" in [label for label, _ in buttons(older.message)]
    opened = await pressed(shared, older.message, "Show")
    assert opened.message["flags"] & Flag.EPHEMERAL
    assert "Medicare" in text(opened.message)


@pytest.mark.asyncio(loop_scope="function")
async def test_buttons_answer_after_a_kill_from_another_process(clinic: Clinic) -> None:
    async with clinic.bot() as first:
        await first.ready()
        message = await asked(clinic)
        before = whole(await pressed(clinic, message, "Show the math"))
        await first.kill()
    async with clinic.bot() as second:
        await second.ready()
        assert whole(await pressed(clinic, message, "Show the math")) == before
        assert "G0447" in whole(await pressed(clinic, message, "Codes that could apply"))
        assert (await pressed(clinic, message, "Chart")).files
