"""Discord refuses, forgets, dawdles: what people see, and that nothing is said or kept twice."""

import asyncio
from typing import Any

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import CALLBACK, MESSAGES, ask, kept
from tests.standin import Exchange, Flag, Permission, Refusal, button, text

pytestmark = pytest.mark.asyncio(loop_scope="module")


def directly(clinic: Clinic) -> list[dict[str, Any]]:
    """Return what was sent to Ada directly."""
    return [sent for sent in clinic.discord.sent if sent["channel_id"] == clinic.discord.world.dm(clinic.ada).id]


def posted(clinic: Clinic) -> list[dict[str, Any]]:
    """Return what was sent to the server's channels outside of interactions."""
    here = {channel.id for channel in clinic.guild.channels}
    return [sent for sent in clinic.discord.sent if sent["channel_id"] in here]


@pytest.mark.parametrize("statuses", [(500,), (502,), (503, 503)], ids=str)
@pytest.mark.parametrize("door", ["slash", "mention"])
async def test_a_burst_of_errors_delays_an_answer_and_doubles_nothing(
    shared: Clinic, door: str, statuses: tuple[int, ...]
) -> None:
    before, path = kept(shared.database), CALLBACK if door == "slash" else MESSAGES
    if door == "slash":
        statuses = statuses[:1]
    for status in statuses:
        shared.discord.fail_next("POST", path, Refusal(status, 0, "out of order"))
    it: Exchange
    if door == "slash":
        it = await ask(shared, DUEL)
    else:
        it = await (await shared.discord.mention(shared.ada, shared.guild, DUEL)).done()
    assert len(it.messages) == 1
    assert "$111.22" in text(it.message)
    assert kept(shared.database) == before + 1


async def test_an_answer_whose_receipt_was_lost_is_not_given_twice(shared: Clinic) -> None:
    before, already = kept(shared.database), len(posted(shared))
    shared.discord.lose_next("POST", CALLBACK)
    it = await ask(shared, DUEL)
    await shared.discord.requested("PATCH", r"/webhooks/\d+/[^/]+/messages/@original")
    shared.discord.lose_next("POST", MESSAGES)
    talk = await shared.discord.mention(shared.ada, shared.guild, DUEL)
    await shared.discord.bell.until(
        lambda: [one.status for one in shared.discord.requests[-2:]] == [502, 200], 5, "it is sent again"
    )
    assert (len(it.messages), len(talk.messages), len(posted(shared))) == (1, 1, already + 1)
    (refused,) = shared.discord.take_failures()
    assert refused.code == 40060
    assert button(it.message, "Show the math")
    assert kept(shared.database) == before + 2


async def test_a_slow_discord_holds_up_nobody_else(shared: Clinic) -> None:
    before = kept(shared.database)
    shared.discord.slow_next("POST", CALLBACK, going=1.5)
    shared.discord.slow_next("POST", MESSAGES, going=1.5)
    slow = await ask(shared, DUEL, wait=False)
    talk = await shared.discord.mention(shared.ada, shared.guild, DUEL)
    await asyncio.sleep(0.3)
    quick = await shared.discord.slash(shared.ben, shared.guild, "ask", {"question": DUEL})
    assert quick.latency < 1000
    await shared.discord.bell.until(
        lambda: all(one.status for one in shared.discord.requests), 5, "every request is answered"
    )
    for it in (slow, talk, quick):
        assert len(it.messages) == 1
    assert kept(shared.database) == before + 3


async def test_an_expired_interaction_is_answered_in_the_channel_and_a_private_one_to_its_asker(
    shared: Clinic,
) -> None:
    before, public, private = kept(shared.database), len(posted(shared)), len(directly(shared))
    deadline, shared.discord.interactions.deadline = shared.discord.interactions.deadline, 0.2
    try:
        shared.discord.slow_next("POST", CALLBACK, coming=0.3, times=2)
        await ask(shared, DUEL, wait=False)
        await shared.discord.slash(shared.ada, shared.guild, "history list", wait=False)
        await shared.discord.bell.until(
            lambda: len(posted(shared)) > public and len(directly(shared)) > private, 5, "both come another way"
        )
    finally:
        shared.discord.interactions.deadline = deadline
    refused = shared.discord.take_failures()
    assert [failure.code for failure in refused] == [10062, 10062]
    (answer,), (history,) = posted(shared)[public:], directly(shared)[private:]
    assert "$111.22" in text(answer)
    assert shared.ada.mention in text(answer)
    assert answer["mentions"] == [], "named, not pinged"
    assert "History" in text(history)
    assert kept(shared.database) == before + 1
    click = await shared.discord.click(shared.ada, answer, button(answer, "Show the math"))
    assert click.message["flags"] & Flag.EPHEMERAL


async def test_a_question_that_is_deleted_meanwhile_is_still_answered(shared: Clinic) -> None:
    shared.discord.slow_next("POST", MESSAGES, coming=0.3)
    talk = await shared.discord.mention(shared.ada, shared.guild, DUEL)
    await asyncio.sleep(0.15)
    shared.discord.delete(talk.said)
    await talk.done()
    assert "$111.22" in text(talk.message)
    assert "message_reference" not in talk.message


async def test_an_answer_that_is_deleted_under_a_click_still_gives_its_chart(shared: Clinic) -> None:
    it = await ask(shared, DUEL)
    shared.discord.slow_next("POST", CALLBACK, coming=0.3)
    click = await shared.discord.click(shared.ada, it.message, button(it.message, "Chart"), wait=False)
    shared.discord.delete(it.message)
    await click.done(20)
    assert click.files


async def test_in_a_channel_that_is_gone_nothing_is_left_hanging(shared: Clinic) -> None:
    doomed = shared.guild.channel("doomed")
    shared.discord.gateway.dispatch("CHANNEL_CREATE", doomed.payload(), doomed)
    before = kept(shared.database)
    shared.discord.slow_next("POST", MESSAGES, coming=0.3)
    talk = await shared.discord.mention(shared.ada, doomed, DUEL)
    await asyncio.sleep(0.15)
    shared.discord.delete_channel(doomed)
    await shared.discord.bell.until(lambda: shared.discord.failures, 5, "the answer is refused")
    await shared.discord.silent(talk)
    (refused,) = shared.discord.take_failures()
    assert refused.code == 10003
    assert kept(shared.database) == before + 1


@pytest.mark.parametrize("limit", ["lost permissions", "a long rate limit"])
async def test_where_it_may_not_write_any_more_the_asker_is_answered_directly(shared: Clinic, limit: str) -> None:
    barred = shared.guild.channel(limit)
    shared.discord.gateway.dispatch("CHANNEL_CREATE", barred.payload(), barred)
    before, private = kept(shared.database), len(directly(shared))
    if limit == "lost permissions":
        shared.discord.deny(barred, shared.discord.world.bot, Permission.SEND_MESSAGES)
    else:
        shared.discord.rate_limit_next("POST", rf"/channels/{barred.id}/messages", retry_after=3600)
    talk = await shared.discord.mention(shared.ada, barred, DUEL)
    await shared.discord.bell.until(lambda: len(directly(shared)) > private, 5, "Ada is answered directly")
    await shared.discord.silent(talk)
    (sent,) = directly(shared)[private:]
    assert "$111.22" in text(sent)
    assert "in that channel" in text(sent)
    assert kept(shared.database) == before + 1
    assert all(failure.code == 50013 for failure in shared.discord.take_failures())


async def test_who_cannot_be_reached_at_all_stops_nothing(shared: Clinic) -> None:
    barred = shared.guild.channel("lost permissions")
    shared.discord.fail_next("POST", MESSAGES, Refusal(403, 50013, "Missing Permissions"))
    shared.discord.fail_next("POST", MESSAGES, Refusal(403, 50007, "Cannot send messages to this user"))
    await shared.discord.mention(shared.ben, barred, DUEL)
    troubles = shared.discord.log.troubles
    await shared.discord.bell.until(lambda: not any(one.times for one in troubles), 5, "both ways are refused")
    assert "$111.22" in text((await ask(shared, DUEL)).message)
