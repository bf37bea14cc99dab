"""The day's log, the team's sums and the daily post, on the shipped bot."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.e2e.conftest import Clinic
from tests.standin import ORDINARY, Flag, Guild, Permission, User, button, buttons, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAY = "12 99213, 3 warts, 2x30 min counseling, 1 AWV"


def server(clinic: Clinic, name: str, channels: tuple[str, ...] = ("general",)) -> Guild:
    """Return a server of its own, with Ada as its admin and Ben as a member."""
    guild = clinic.discord.guild(name, channels=channels)
    guild.join(clinic.ada, ORDINARY | Permission.MANAGE_GUILD)
    guild.join(clinic.ben)
    return guild


async def said(clinic: Clinic, user: User, guild: Guild | None, what: str, **options: Any) -> dict[str, Any]:
    return (await (await clinic.discord.slash(user, guild, what, options)).done()).message


async def test_a_day_is_logged_priced_shown_and_taken_back_for_its_owner_alone(shared: Clinic) -> None:
    guild = server(shared, "Logging")
    made = await said(shared, shared.ben, guild, "day log", done=DAY)
    assert made["flags"] & Flag.EPHEMERAL
    for told in ("23.40 work RVU", "$1,884.77", "506 minutes", "Talks and visits 92.3 %", "patient of its own"):
        assert told in text(made)
    assert [label for label, _ in buttons(made)] == ["Edit", "Undo", "Share to channel"]
    shown = await said(shared, shared.ben, guild, "day show")
    assert "23.40 work RVU" in text(shown)
    assert "Nothing is logged" in text(await said(shared, shared.ada, guild, "day show"))
    undone = await (await shared.discord.click(shared.ben, made, button(made, "Undo"))).done()
    assert "taken away" in text(undone.message)
    assert "Nothing is logged" in text(await said(shared, shared.ben, guild, "day show"))
    again = await said(shared, shared.ben, guild, "day undo")
    assert "no such log" in text(again)


async def test_a_log_is_edited_in_a_form_that_holds_what_was_understood(shared: Clinic) -> None:
    guild = server(shared, "Editing")
    made = await said(shared, shared.ben, guild, "day log", done="3 warts, 1 99214", day="yesterday")
    opened = await shared.discord.click(shared.ben, made, button(made, "Edit"))
    assert "3 wart freezing, 1 99214" in str(opened.modal)
    changed = await (await shared.discord.submit(opened, {"day": "yesterday", "done": "2 99214"})).done()
    assert "3.84 work RVU" in text(changed.message)
    assert changed.message["flags"] & Flag.EPHEMERAL
    shown = await said(shared, shared.ben, guild, "day show", day="yesterday")
    assert "3.84 work RVU" in text(shown)
    assert "wart" not in text(shown)


async def test_the_command_without_words_opens_the_form(shared: Clinic) -> None:
    guild = server(shared, "Form")
    opened = await shared.discord.slash(shared.ben, guild, "day log")
    made = await (await shared.discord.submit(opened, {"day": "", "done": "2 99213"})).done()
    assert "2.60 work RVU" in text(made.message)


async def test_what_is_unclear_is_asked_back_and_nothing_is_kept(shared: Clinic) -> None:
    guild = server(shared, "Unclear")
    made = await said(shared, shared.ben, guild, "day log", done="2 99213, 4 banana")
    assert "Nothing was logged" in text(made)
    assert "Part 2" in text(made)
    assert "could be any of 99212" in text(await said(shared, shared.ben, guild, "day log", done="6 follow-ups"))
    assert "Nothing is logged" in text(await said(shared, shared.ben, guild, "day show"))


async def test_a_log_in_a_channel_is_neither_kept_nor_repeated_and_the_button_opens_the_form(shared: Clinic) -> None:
    guild = server(shared, "Channel")
    talk = await (await shared.discord.mention(shared.ben, guild, f"today: {DAY}")).done()
    assert "/day log" in text(talk.message)
    assert "99213" not in text(talk.message)
    assert "Nothing is logged" in text(await said(shared, shared.ben, guild, "day show"))
    opened = await shared.discord.click(shared.ben, talk.message, button(talk.message, "Log my day privately"))
    made = await (await shared.discord.submit(opened, {"day": "today", "done": "1 99214"})).done()
    assert "1.92 work RVU" in text(made.message)


async def test_a_log_is_told_in_words_directly_and_by_ask(shared: Clinic) -> None:
    guild = server(shared, "Words")
    talk = await (await shared.discord.dm(shared.ben, f"today: {DAY}")).done()
    assert "23.40 work RVU" in text(talk.message)
    assert "counts in no team" in text(talk.message)
    assert [label for label, _ in buttons(talk.message)] == ["Edit", "Undo"]
    asked = await said(shared, shared.ben, guild, "ask", question="today: 2 99213")
    assert asked["flags"] & Flag.EPHEMERAL
    assert "2.60 work RVU" in text(asked)
    ordinary = await (await shared.discord.dm(shared.ben, "what is a wart worth")).done()
    assert "$111.22" in text(ordinary.message)


async def test_a_day_is_shared_only_by_choice_with_what_is_rare_put_together(shared: Clinic) -> None:
    guild = server(shared, "Sharing")
    made = await said(shared, shared.ben, guild, "day log", done="12 99213, 1 wart, 2 knee injections")
    it = await (await shared.discord.click(shared.ben, made, button(made, "Share to channel"))).done()
    assert not it.message["flags"] & Flag.EPHEMERAL
    assert "12 x 99213" in text(it.message)
    assert "3 procedures" in text(it.message)
    assert "knee" not in text(it.message)


async def test_a_target_of_ones_own_gives_the_log_a_pace(shared: Clinic) -> None:
    guild = server(shared, "Pace")
    set_ = await said(shared, shared.ada, guild, "me target", goal=4600.0, weeks=46.0, days=4.0)
    assert "4600 work RVU a year" in text(set_)
    made = await said(shared, shared.ada, guild, "day log", done="10 99213")
    assert "25.00 work RVU for each day" in text(made)
    assert "52 % of it" in text(made)
    await said(shared, shared.ada, guild, "me role", role="np")
    assert "$809.10" in text(await said(shared, shared.ada, guild, "day log", done="10 99213"))
    await said(shared, shared.ada, guild, "me forget")
    assert "none" in text(await said(shared, shared.ada, guild, "me show"))


async def test_the_teams_sums_come_with_five_people_and_never_name_one(shared: Clinic) -> None:
    guild = server(shared, "Team")
    people = [shared.discord.user(f"Colleague {number}") for number in range(5)]
    for number, person in enumerate(people):
        before = await said(shared, person, guild, "stats today")
        assert "The team's logs" not in text(before)
        await said(shared, person, guild, "day log", done=f"{10 + number} 99213, {5 + number} warts")
    after = await said(shared, people[0], guild, "stats today")
    # 60 visits of 30 minutes and 35 procedures of 13, CMS's minutes.
    assert "talks and visits 1,800 minutes, 78.00 work RVU; procedures 455 minutes, 23.80 work RVU" in text(after)
    chart = await (await shared.discord.click(people[0], after, button(after, "Chart"))).done()
    assert chart.files
    week = await said(shared, people[0], guild, "stats week")
    assert "1,800 minutes" in text(week)


async def test_only_admins_schedule_and_what_they_set_is_shown(shared: Clinic) -> None:
    guild = server(shared, "Scheduling", ("general", "stats"))
    assert "may not use that" in text(await said(shared, shared.ben, guild, "stats schedule"))
    assert "No daily post is scheduled" in text(await said(shared, shared.ada, guild, "stats schedule"))
    assert "still needs a time" in text(
        await said(shared, shared.ada, guild, "stats schedule", channel=guild.channel("stats"))
    )
    made = await said(
        shared,
        shared.ada,
        guild,
        "stats schedule",
        channel=guild.channel("stats"),
        time="7:30 am",
        zone="america/chicago",
    )
    for told in ("at 07:30 America/Chicago", "Last posted**: never", "07:30 America/Chicago"):
        assert told in text(made)
    assert "Time zone**: America/Chicago" in text(await said(shared, shared.ada, guild, "setup show"))
    await said(shared, shared.ada, guild, "setup zone", zone="Pacific/Honolulu")
    assert "at 07:30 Pacific/Honolulu" in text(await said(shared, shared.ada, guild, "stats schedule"))
    preview = await said(shared, shared.ada, guild, "stats preview")
    assert re.search(r"Daily stats for \w+day, \d+ \w+ \d{4} \(Pacific/Honolulu\)", text(preview))
    assert "paused" in text(await said(shared, shared.ada, guild, "stats pause"))
    typing = await shared.discord.autocomplete(
        shared.ada, guild, "stats schedule", focused="zone", options={"zone": "chica"}
    )
    assert [choice["value"] for choice in typing.choices] == ["America/Chicago"]


@pytest.mark.asyncio(loop_scope="function")
async def test_the_post_comes_once_and_a_restart_brings_no_second(clinic: Clinic) -> None:
    guild = server(clinic, "Posting", ("general", "stats"))
    closed = server(clinic, "Closed", ("general", "stats"))
    closed.channel("stats").deny(clinic.discord.world.bot, Permission.SEND_MESSAGES)
    async with clinic.bot() as first:
        await first.ready()
        await said(clinic, clinic.ben, guild, "ask", question="what is a wart worth")
        soon = (datetime.now(UTC) + timedelta(minutes=1)).strftime("%H:%M")
        made = await said(
            clinic, clinic.ada, guild, "stats schedule", channel=guild.channel("stats"), time=soon, zone="UTC"
        )
        assert "Next" in text(made)
        await said(clinic, clinic.ada, closed, "stats schedule", channel=closed.channel("stats"), time=soon, zone="UTC")
        await clinic.discord.requested("POST", rf"/channels/{guild.channel('stats').id}/messages", seconds=130)
        for _ in range(50):
            made = await said(clinic, clinic.ada, guild, "stats schedule")
            if "Last posted**: never" not in text(made):
                break
            await asyncio.sleep(0.1)
        told = await said(clinic, clinic.ada, closed, "stats schedule")
        for _ in range(50):
            if "could not be posted" in text(told):
                break
            await asyncio.sleep(0.1)
            told = await said(clinic, clinic.ada, closed, "stats schedule")
        assert "could not be posted" in text(told)
        await first.kill()
    clinic.discord.take_failures()
    warnings = [one for one in clinic.discord.sent if "I cannot post the daily stats of Closed" in text(one)]
    assert len(warnings) == 1
    async with clinic.bot() as second:
        await second.ready()
        made = await said(clinic, clinic.ada, guild, "stats schedule")
        posts = [one for one in clinic.discord.sent if one["channel_id"] == guild.channel("stats").id]
    assert len(posts) == 1
    assert "Daily stats for" in text(posts[0])
    assert "(UTC)" in text(posts[0])
    assert "Last posted**: never" not in text(made)
