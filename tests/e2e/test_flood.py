"""Fifty questions a second from one member, on the shipped bot: a word for them, nothing of it for the others."""

import asyncio
import time

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import BotProcess, Flag, Guild, Interaction, User, button, text

A_SECOND = 50
SECONDS = 4
AT_ONCE = 60
"""A fifth of the 300 a minute that one member gets."""
GLOBAL = "usual care around it"
"""What the answer to "what is a global period" says."""
WORD = "more at once than I can give"


async def flood(clinic: Clinic, user: User, guild: Guild) -> list[Interaction]:
    """Ask fifty times a second without waiting for any answer."""
    began, sent = time.monotonic(), []
    for number in range(A_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        sent.append(await clinic.discord.slash(user, guild, "ask", {"question": DUEL}, wait=False))
    return sent


async def quietly(clinic: Clinic, user: User, guild: Guild) -> list[Interaction]:
    """Ask now and then meanwhile."""
    asked = []
    for _ in range(SECONDS * 2):
        it = await clinic.discord.slash(user, guild, "ask", {"question": "what is a global period"})
        await it.done(60)
        asked.append(it)
        await asyncio.sleep(0.5)
    return asked


async def test_a_flood_of_one_gets_a_private_word_and_nobody_else_waits(unhurried: Clinic) -> None:
    clinic = unhurried
    async with BotProcess(clinic.discord, clinic.database, {}) as bot:
        await bot.ready()
        sent, asked = await asyncio.gather(
            flood(clinic, clinic.ada, clinic.guild), quietly(clinic, clinic.ben, clinic.guild)
        )
        for it in sent:
            await it.done(60)
        assert bot.log.count("limited server=") == 1, "logged once, not fifty times a second"
        answered = [it for it in sent if "$111.22" in text(it.message)]
        told = [it for it in sent if WORD in text(it.message)]
        assert len(answered) + len(told) == len(sent)
        took = sent[-1].dispatched - sent[0].dispatched
        assert len(answered) == pytest.approx(min(len(sent), AT_ONCE + 5 * took), abs=2)
        assert all(it.message["flags"] & Flag.EPHEMERAL for it in told)
        assert all(GLOBAL in text(it.message) for it in asked)


async def test_a_flood_of_messages_gets_one_direct_word(unhurried: Clinic) -> None:
    clinic = unhurried
    discord, ada = clinic.discord, clinic.ada
    async with BotProcess(clinic.discord, clinic.database, {}) as bot:
        await bot.ready()
        talks = [await discord.mention(ada, clinic.guild, "what is a global period") for _ in range(AT_ONCE + 40)]
        for talk in talks[:AT_ONCE]:
            await talk.done(60)
        await (await discord.mention(clinic.ben, clinic.guild, "what is a global period")).done(60)
        words = [message for message in discord.sent if WORD in text(message)]
        assert [discord.channel_of(message).guild for message in words] == [None]
        answers = [message for message in discord.sent if GLOBAL in text(message)]
        assert AT_ONCE < len(answers) < len(talks)


async def test_clicks_and_typing_have_limits_too(unhurried: Clinic) -> None:
    clinic = unhurried
    discord, ada = clinic.discord, clinic.ada
    async with clinic.bot(MEMBER_LIMIT="10") as bot:
        await bot.ready()
        it = await (await discord.slash(ada, clinic.guild, "ask", {"question": DUEL})).done()
        math = button(it.message, "Show the math")
        clicks = [await discord.click(ada, it.message, math) for _ in range(3)]
        assert [WORD in text(click.message) for click in clicks] == [False, True, True]
        typed = [
            await discord.autocomplete(ada, clinic.guild, "compare", focused="first", options={"first": "wart"})
            for _ in range(4)
        ]
        assert all(one.choices for one in typed), "what is offered costs no questions"


async def test_one_servers_limit_leaves_the_others_alone(unhurried: Clinic) -> None:
    clinic = unhurried
    discord, other = clinic.discord, clinic.discord.guild("Other")
    async with clinic.bot(SERVER_LIMIT="40") as bot:
        await bot.ready()
        asked = [
            await discord.slash(discord.user(f"Member {number}"), clinic.guild, "explain", {"topic": "global period"})
            for number in range(4)
        ]
        assert [WORD in text(it.message) for it in asked] == [False, False, True, True]
        elsewhere = await discord.slash(clinic.ada, other, "explain", {"topic": "global period"})
        assert WORD not in text(elsewhere.message)


async def test_without_limits_everything_is_answered(unhurried: Clinic) -> None:
    clinic = unhurried
    async with clinic.bot(MEMBER_LIMIT="0", SERVER_LIMIT="0") as bot:
        await bot.ready()
        sent = [
            await clinic.discord.slash(clinic.ada, clinic.guild, "explain", {"topic": "global period"}, wait=False)
            for _ in range(AT_ONCE + 20)
        ]
        for it in sent:
            await it.done(60)
        assert not any(WORD in text(it.message) for it in sent)
