"""/history, /mydata and /setup audit on the shipped bot."""

import csv
import io
import json
from typing import Any

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import ORDINARY, Flag, Guild, Permission, button, text

pytestmark = pytest.mark.asyncio(loop_scope="module")


def server(clinic: Clinic, name: str) -> Guild:
    """Return a server of its own, with Ada as its admin and Ben as a member."""
    guild = clinic.discord.guild(name)
    guild.join(clinic.ada, ORDINARY | Permission.MANAGE_GUILD | Permission.MANAGE_MESSAGES)
    guild.join(clinic.ben)
    return guild


async def slash(clinic: Clinic, who: Any, guild: Guild | None, command: str, **options: Any) -> Any:
    it = await (await clinic.discord.slash(who, guild, command, options)).done()
    if command != "ask":
        assert it.message["flags"] & Flag.EPHEMERAL
    return it


async def pressed(clinic: Clinic, who: Any, message: dict[str, Any], label: str) -> Any:
    return await (await clinic.discord.click(who, message, button(message, label))).done()


async def listed(clinic: Clinic, who: Any, guild: Guild | None) -> str:
    return text((await slash(clinic, who, guild, "history list")).message)


async def test_an_answer_is_found_shown_run_again_and_gone_on_with(shared: Clinic) -> None:
    guild = server(shared, "Found")
    await slash(shared, shared.ben, guild, "ask", question=DUEL)
    await slash(shared, shared.ben, guild, "ask", question="how many rvus is 20610")
    found = await slash(shared, shared.ada, guild, "history search", service="wart freezing")
    assert "wart freezing" in text(found.message)
    assert "20610" not in text(found.message)
    shown = await pressed(shared, shared.ada, found.message, "Show")
    assert "$111.22" in text(shown.message)
    again = await pressed(shared, shared.ada, shown.message, "Run again")
    assert "No figure changed" in text(again.message)
    resumed = await pressed(shared, shared.ada, shown.message, "Continue")
    assert "goes on with" in text(resumed.message)
    on = await slash(shared, shared.ada, guild, "ask", question="and in a facility?")
    assert "following on from" in text(on.message).lower()


async def test_an_export_is_private_and_holds_one_row_an_item(shared: Clinic) -> None:
    guild = server(shared, "Export")
    await slash(shared, shared.ben, guild, "ask", question=DUEL)
    it = await slash(shared, shared.ada, guild, "history export")
    (content,) = it.files.values()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["codes"] for row in rows] == ["17110", "99214 + G0447"]
    elsewhere = await slash(shared, shared.ada, server(shared, "Export elsewhere"), "history export", form="json")
    (content,) = elsewhere.files.values()
    assert json.loads(content) == []


async def test_what_one_asked_is_forgotten_after_a_confirmation(shared: Clinic) -> None:
    guild = server(shared, "Forget")
    await slash(shared, shared.ben, guild, "ask", question=DUEL)
    await slash(shared, shared.ada, guild, "ask", question="how many rvus is 20610")
    asked = await slash(shared, shared.ben, guild, "history forget")
    assert "0.68 work RVU" in await listed(shared, shared.ada, guild)
    done = await pressed(shared, shared.ben, asked.message, "Delete")
    assert "1 of your answers" in text(done.message)
    left = await listed(shared, shared.ada, guild)
    assert "0.68 work RVU" not in left
    assert "20610" in left


async def test_a_moderator_removes_what_another_asked_and_a_member_does_not(shared: Clinic) -> None:
    guild = server(shared, "Removed")
    await slash(shared, shared.ada, guild, "ask", question=DUEL)
    await slash(shared, shared.ben, guild, "ask", question=DUEL)
    opened = await pressed(shared, shared.ada, (await slash(shared, shared.ada, guild, "history list")).message, "Show")
    sure = await pressed(shared, shared.ada, opened.message, "Remove")
    assert "Removed" in text((await pressed(shared, shared.ada, sure.message, "Remove it")).message)
    theirs = await pressed(shared, shared.ben, (await slash(shared, shared.ben, guild, "history list")).message, "Show")
    with pytest.raises(AssertionError):
        button(theirs.message, "Remove")


async def test_a_forged_number_shows_nothing_of_another_server(shared: Clinic) -> None:
    here, there = server(shared, "Mine"), server(shared, "Theirs")
    await slash(shared, shared.ben, there, "ask", question=DUEL)
    typing = await shared.discord.autocomplete(
        shared.ben, there, "history show", focused="answer", options={"answer": ""}
    )
    number = int(typing.choices[0]["value"])
    other = await shared.discord.autocomplete(
        shared.ben, here, "history show", focused="answer", options={"answer": ""}
    )
    assert other.choices == []
    for guild in (here, None):
        it = await slash(shared, shared.ben, guild, "history show", answer=number)
        assert "no longer have that answer here" in text(it.message)


async def test_everything_about_oneself_is_handed_out_and_deleted(shared: Clinic) -> None:
    guild = server(shared, "Mine alone")
    await slash(shared, shared.ben, guild, "ask", question=DUEL)
    it = await slash(shared, shared.ben, guild, "mydata export", where="here")
    (content,) = it.files.values()
    assert len(json.loads(content)["answers"]) == 1
    asked = await slash(shared, shared.ben, guild, "mydata delete", where="here")
    await pressed(shared, shared.ben, asked.message, "Delete it all")
    assert "Nothing kept yet" in await listed(shared, shared.ben, guild)


async def test_settings_tell_before_and_after_and_admins_read_who_changed_them(shared: Clinic) -> None:
    guild = server(shared, "Audited")
    await slash(shared, shared.ada, guild, "setup rate", dollars_per_work_rvu="52.50")
    reset = await slash(shared, shared.ada, guild, "setup reset")
    assert "none (before: $52.50 per work RVU)" in text(reset.message)
    audit = text((await slash(shared, shared.ada, guild, "setup audit")).message)
    assert "Your rate: none → $52.50 per work RVU" in audit
    assert "Your rate: $52.50 per work RVU → none" in audit
    assert f"<@{shared.ada.id}>" in audit
    elsewhere = await slash(shared, shared.ada, server(shared, "Not audited"), "setup audit")
    assert "Nobody has changed" in text(elsewhere.message)


async def test_privacy_says_how_long_things_are_kept_here(shared: Clinic) -> None:
    guild = server(shared, "Private")
    await slash(shared, shared.ada, guild, "setup retention", days=30)
    page = text((await slash(shared, shared.ben, guild, "privacy")).message)
    assert "for 30 days" in page
    assert "American Medical Association" in page
