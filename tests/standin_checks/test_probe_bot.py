"""The local Discord as a real discord.py client finds it."""

from __future__ import annotations

import pytest

from tests.standin import ClientRefusal, Discord, Flag, button, buttons, descriptions, pings, text
from tests.standin_checks.probe import Probe, png

pytestmark = pytest.mark.usefixtures("probe")


async def test_commands_are_known_after_one_sync(discord: Discord) -> None:
    assert discord.commands.names == ["Ask about this", "ask", "chart", "compare", "history", "note", "nothing"]
    assert discord.commands.puts == 1


async def test_a_slash_command_is_answered_at_once_with_a_layout_and_a_button(discord: Discord) -> None:
    it = await discord.slash(discord.user(), discord.guild(), "ask", {"question": "how much?"})
    assert it.first_response is not None
    assert it.first_response.type == 4
    assert 0 < it.latency < 500
    assert it.message["flags"] == Flag.V2
    assert text(it.message) == "how much?"
    assert buttons(it.message) == [("Again", "probe:again:7")]


async def test_a_button_answers_the_person_who_pressed_it(discord: Discord) -> None:
    ada, guild = discord.user(), discord.guild()
    it = await discord.slash(ada, guild, "ask", {"question": "how much?"})
    click = await discord.click(ada, it.message, button(it.message, "Again"))
    assert text(click.message) == "again 7"
    assert click.message["flags"] & Flag.EPHEMERAL


async def test_a_deferred_picture_arrives_and_is_edited_away(discord: Discord) -> None:
    it = await discord.slash(discord.user(), discord.guild(), "chart")
    assert it.first_response is not None
    assert it.first_response.type == 5
    await it.done()
    assert it.files in ({"chart.png": png()}, {})
    await it.until(lambda e: text(e.message) == "edited")
    assert it.files == {}
    assert len(it.messages) == 1


async def test_a_private_deferral_keeps_the_answer_private(discord: Discord) -> None:
    it = await discord.slash(discord.user(), None, "chart", {"private": True})
    await it.done()
    assert it.message["flags"] & Flag.EPHEMERAL
    await it.until(lambda e: text(e.message) == "edited")


async def test_an_upload_is_measured_and_described(discord: Discord) -> None:
    it = await discord.slash(discord.user(), discord.guild(), "chart")
    await it.until(lambda e: e.messages)
    request = next(one for one in discord.requests if one.files)
    assert request.files == {0: ("chart.png", png())}
    assert it.store.contents
    await it.until(lambda e: text(e.message) == "edited")
    assert descriptions(it.message) == []


async def test_autocomplete_offers_choices_and_takes_no_more_than_25(discord: Discord) -> None:
    ada, guild = discord.user(), discord.guild()
    it = await discord.autocomplete(ada, guild, "compare", focused="first", options={"first": "wart"})
    assert len(it.choices) == 25
    await discord.autocomplete(ada, guild, "compare", focused="first", options={"first": "many"}, wait=False)
    await discord.requested("POST", "/interactions/.*", times=2)
    (failure,) = discord.take_failures()
    assert "Must be 25 or fewer in length." in str(failure)


async def test_a_member_option_is_resolved_and_a_follow_up_comes_after_the_answer(discord: Discord) -> None:
    ada, bob = discord.user("Ada"), discord.user("Bob")
    it = await discord.slash(ada, discord.guild(), "compare", {"first": "x", "who": bob})
    await it.until(lambda e: len(e.messages) == 2)
    assert [text(message) for message in it.messages] == ["x Bob", "more"]
    assert not pings(it.message)


async def test_sub_commands_and_selects(discord: Discord) -> None:
    ada = discord.user()
    it = await discord.slash(ada, discord.guild(), "history list", {"page": 2})
    assert text(it.message) == "page 2"
    chosen = await discord.select(ada, it.message, "pick", ["a"], wait=False)
    assert chosen.data["values"] == ["a"]


async def test_a_modal_is_filled_in(discord: Discord) -> None:
    opened = await discord.slash(discord.user(), discord.guild(), "note")
    assert opened.modal["title"] == "Note"
    it = await discord.submit(opened, {"words": "hello"})
    assert text(it.message) == "noted hello"


async def test_a_message_menu_sees_the_words_of_others(discord: Discord) -> None:
    talk = await discord.message(discord.user("Bob"), discord.guild(), "a wart is worth more")
    it = await discord.message_menu(discord.user("Ada"), "Ask about this", talk.said)
    assert text(it.message) == "about: a wart is worth more"


async def test_a_mention_a_reply_and_a_direct_message_are_heard(discord: Discord) -> None:
    ada, guild = discord.user(), discord.guild()
    talk = await discord.mention(ada, guild, "how much?")
    await talk.done()
    assert talk.latency < 500
    assert text(talk.message).endswith("how much?")
    again = await discord.message(ada, guild, "and now?", reply_to=talk.message)
    await again.done()
    assert text(again.message) == "heard after 1: and now?"
    private = await discord.dm(ada, "psst")
    await private.done()
    assert text(private.message) == "heard: psst"
    assert [text(message) for message in discord.sent] == [text(e.message) for e in (talk, again, private)]


async def test_without_the_intent_other_words_stay_hidden(discord: Discord, probe: Probe) -> None:
    ada, guild = discord.user(), discord.guild()
    first = await discord.mention(ada, guild, "how much?")
    await first.done()
    await discord.silent(await discord.message(ada, guild, "secret"), 0.1)
    unpinged = await discord.message(ada, guild, "hush", reply_to=first.message, ping=False)
    await discord.silent(unpinged, 0.1)
    assert "secret" not in probe.heard
    assert "hush" not in probe.heard
    assert probe.heard.count("") >= 2


async def test_a_person_cannot_do_what_the_client_does_not_offer(discord: Discord) -> None:
    ada, guild = discord.user(), discord.guild()
    with pytest.raises(ClientRefusal, match="never synced"):
        await discord.slash(ada, guild, "missing")
    with pytest.raises(ClientRefusal, match="unknown option"):
        await discord.slash(ada, guild, "ask", {"question": "x", "colour": "red"})
    with pytest.raises(ClientRefusal, match="required"):
        await discord.slash(ada, guild, "ask")
