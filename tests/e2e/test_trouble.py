"""What goes wrong, and what people are told."""

import re
from pathlib import Path

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import BotProcess, Discord, Flag, Refusal, buttons, text

BROKEN = Refusal(400, 50035, "Invalid Form Body")


def incident(said: str) -> str:
    found = re.search(r"Incident ([0-9a-f]{8})", said)
    assert found, said
    return found[1]


async def test_a_fault_at_a_command_has_an_incident_that_the_log_also_has(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        clinic.discord.fail_next("POST", r"/interactions/\d+/[^/]+/callback", BROKEN)
        it = await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})
        assert it.message["flags"] & Flag.EPHEMERAL
        await bot.logged(f"incident={incident(text(it.message))}")


async def test_a_fault_at_a_message_is_told_in_reply_to_it(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        clinic.discord.fail_next("POST", r"/channels/\d+/messages", BROKEN)
        talk = await (await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)).done()
        assert talk.message["message_reference"]["message_id"] == talk.said["id"]
        await bot.logged(f"incident={incident(text(talk.message))}")


async def test_a_fault_at_a_button_is_told_to_the_one_who_clicked(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        it = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        clinic.discord.fail_next("POST", r"/interactions/\d+/[^/]+/callback", BROKEN)
        click = await clinic.discord.click(clinic.ben, it.message, buttons(it.message)[0][1])
        assert click.message["flags"] & Flag.EPHEMERAL
        await bot.logged(f"incident={incident(text(click.message))}")


@pytest.mark.parametrize("door", ["slash", "rvu", "mention"])
async def test_an_unknown_code_gets_the_nearest_ones(clinic: Clinic, door: str) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        if door == "mention":
            talk = await (await clinic.discord.mention(clinic.ada, clinic.guild, "what is 17119 worth")).done()
        elif door == "rvu":
            talk = await (await clinic.discord.slash(clinic.ada, clinic.guild, "rvu", {"code": "17119"})).done()
        else:
            options = {"question": "what is 17119 worth"}
            talk = await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", options)).done()
        said = text(talk.message)
        assert "17119" in said
        offered = " ".join([said, *(label for label, _ in buttons(talk.message))])
        assert re.search(r"\b1711[01]\b", offered), offered
        assert "Incident" not in said


async def test_without_a_database_the_answer_comes_and_says_not_saved(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    async with Discord() as discord:
        ada, guild = discord.user("Ada"), discord.guild("Clinic")
        async with BotProcess(discord, tmp_path / "file" / "rvu.db") as bot:
            await bot.ready()
            it = await (await discord.slash(ada, guild, "ask", {"question": DUEL})).done()
            listed = await (await discord.slash(ada, guild, "history list")).done()
        assert "$111.22" in text(it.message)
        assert "Not saved" in text(it.message)
        assert buttons(it.message) == []
        assert "Incident" not in text(listed.message)
