"""The connection to Discord breaks in every way it can: each question is answered once and kept once."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import ask, kept
from tests.standin import Conversation, Discord, Exchange, button, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

Lose = Callable[[Discord], Awaitable[None]]


async def op_7(discord: Discord) -> None:
    await discord.gateway.ask_reconnect()


async def dropped(discord: Discord) -> None:
    await discord.gateway.drop(4000)


async def cut(discord: Discord) -> None:
    discord.gateway.abort()


async def op_9_resumable(discord: Discord) -> None:
    await discord.gateway.invalidate(resumable=True)


def answered(exchange: Exchange, times: int = 1) -> None:
    assert len(exchange.messages) == times
    assert "$111.22" in text(exchange.message)


@pytest.mark.parametrize("lose", [op_7, dropped, cut, op_9_resumable], ids=lambda lose: lose.__name__)
async def test_what_is_asked_around_a_lost_connection_is_answered_and_kept_once(shared: Clinic, lose: Lose) -> None:
    discord, before = shared.discord, kept(shared.database)
    identified, resumed = len(discord.gateway.identifies), len(discord.gateway.resumes)
    # What was asked before is told once more on the resume, besides what is asked while nobody is connected.
    earlier: list[Exchange] = [await ask(shared, DUEL), await discord.mention(shared.ada, shared.guild, DUEL)]
    await earlier[1].done()
    click = await discord.click(shared.ada, earlier[0].message, button(earlier[0].message, "Show the math"))
    discord.gateway.overlap = 8
    closed = len(discord.gateway.closed)
    await lose(discord)
    await discord.bell.until(lambda: len(discord.gateway.closed) > closed, 5, "the connection is lost")
    meanwhile: list[Exchange] = [
        await ask(shared, DUEL, wait=False),
        await discord.mention(shared.ada, shared.guild, DUEL),
    ]
    for exchange in meanwhile:
        await exchange.done()
    await discord.bell.until(lambda: len(discord.gateway.resumes) == resumed + 1, 5, "the bot resumes")
    later = await ask(shared, DUEL)
    await asyncio.sleep(0.2)
    discord.gateway.overlap = 0
    for exchange in (*earlier, *meanwhile, later):
        answered(exchange)
    assert len(click.messages) == 1
    assert len(discord.gateway.identifies) == identified
    assert kept(shared.database) == before + 5


async def test_a_session_that_is_over_is_begun_anew_and_nothing_is_set_up_twice(shared: Clinic) -> None:
    discord, before = shared.discord, kept(shared.database)
    it = await ask(shared, DUEL)
    identified = len(discord.gateway.identifies)
    await discord.gateway.invalidate()
    await discord.bell.until(lambda: len(discord.gateway.identifies) == identified + 1, 10, "a second identify")
    await discord.ready()
    answered(await ask(shared, DUEL))
    talk = await (await discord.mention(shared.ada, shared.guild, DUEL)).done()
    answered(talk)
    click = await discord.click(shared.ada, it.message, button(it.message, "Show the math"))
    assert len(click.messages) == 1
    assert discord.commands.puts == 1
    assert kept(shared.database) == before + 3


async def test_events_and_fields_that_nobody_knows_are_passed_over(shared: Clinic) -> None:
    discord, place = shared.discord, shared.guild.channels[0]
    for event, data in (
        ("TOMORROWS_EVENT", {"id": "1", "guild_id": shared.guild.id}),
        ("GUILD_TOMORROW_UPDATE", {"nested": [{}]}),
        ("CHANNEL_CREATE", place.payload() | {"id": "7", "type": 99, "name": "a new kind"}),
        ("GUILD_MEMBERS_CHUNK", {"guild_id": shared.guild.id}),
        ("MESSAGE_REACTION_ADD", {"user_id": "1", "channel_id": "2", "message_id": "3", "emoji": {"id": None}}),
    ):
        discord.gateway.dispatch(event, data)
    for line in discord.gateway.lines:
        line.send({"op": 42, "d": {"what": "is this"}})
    discord.gateway.news = True
    try:
        it = await ask(shared, DUEL)
        talk: Conversation = await discord.mention(shared.ada, shared.guild, DUEL)
        await talk.done()
        click = await discord.click(shared.ada, it.message, button(it.message, "Show the math"))
        typed = await discord.autocomplete(shared.ada, shared.guild, "rvu", focused="code", options={"code": "wart"})
    finally:
        discord.gateway.news = False
    answered(it)
    answered(talk)
    assert "33.4009" in text(click.message) + "".join(content.decode() for content in click.files.values())
    assert typed.choices
