"""What no honest client sends, and the worst that an honest one can: everybody gets an answer, nobody is pinged."""

import copy
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, Final

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import ORDINARY, BotProcess, Callback, Exchange, Flag, Permission, User, button, pings, text
from tests.standin.kinds import Event, Option
from tests.standin.reading import walk

OPEN: Final = {"MEMBER_LIMIT": "0", "SERVER_LIMIT": "0"}
"""Without limits, which are tried elsewhere."""

NASTY: Final = (
    "@everyone @here <@&1> <@1> https://evil.test [x](https://evil.test) ||x||",
    "'; DROP TABLE answers; -- ${jndi:ldap://x} {{7*7}} %s%n <script>alert(1)</script>",
    "\u202e99214\u2066 \u200b\ufeff\U000e0041 \x00\x1b[31m ﷽ 👩‍👩‍👧‍👦 Z͑ͫ̓a͗͌l\u0489go \ud83d\ude00",
    "9" * 6_000,
    "99214 vs 17110 " * 400,
    "wart " * 60 + "+ " * 60,
    "-1e999999 NaN Infinity 0x7fffffff 99999999999999999999 ½ \u0663 \uff10",
    "../../../../etc/passwd\\..\\ file:///etc/passwd",
)


def turn(number: int) -> tuple[str, ...]:
    """Return some of the worst, others for each number."""
    return tuple(NASTY[(number + step) % len(NASTY)] for step in range(3))


def unseen(it: Exchange) -> list[str]:
    """Return what is wrong with how somebody was answered: not at all, by a fault, or by pinging."""
    if it.first_response is None:
        return ["no answer"]
    said = "\n".join(text(message) for message in it.messages)
    wrong = ["a fault"] if "Incident" in said else []
    return wrong + [f"pings {pings(message)}" for message in it.messages if pings(message)]


def leaves(command: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield every command that can be used, with its options."""
    options = command.get("options") or []
    here = (*path, command["name"])
    below = [one for one in options if one["type"] in {Option.SUBCOMMAND, Option.GROUP}]
    if not below:
        yield " ".join(here), options
    for one in below:
        yield from leaves(one, here)


def filled(options: list[dict[str, Any]], nasty: str, clinic: Clinic) -> dict[str, object]:
    """Fill every option in with the worst that its definition allows."""
    values: dict[str, object] = {}
    for number, one in enumerate(options):
        chosen = [choice["value"] for choice in one.get("choices") or ()]
        kinds: dict[int, object] = {
            Option.STRING: nasty[: one.get("max_length", 6_000)],
            Option.INTEGER: one.get("max_value", 2**53 - 1) if number % 2 else one.get("min_value", -(2**53) + 1),
            Option.NUMBER: one.get("max_value", 2.0**53),
            Option.BOOLEAN: True,
            Option.CHANNEL: clinic.guild.channels[0],
            Option.USER: clinic.ben,
        }
        values[one["name"]] = chosen[-1] if chosen else kinds[one["type"]]
    return values


@asynccontextmanager
async def watched(clinic: Clinic) -> AsyncIterator[tuple[BotProcess, User, list[tuple[str, list[dict[str, Any]]]]]]:
    """Start the bot, and give it, an admin and every command; whatever is tried, its log has no traceback."""
    admin = clinic.discord.user("Admin")
    clinic.guild.join(admin, ORDINARY | Permission.MANAGE_GUILD)
    async with clinic.bot(**OPEN) as bot:
        await bot.ready()
        commands = [one for one in clinic.discord.commands.everywhere if one["type"] == 1]
        yield bot, admin, [leaf for command in commands for leaf in leaves(command)]
        assert "Traceback" not in bot.log


async def test_every_option_of_every_command_takes_the_worst(unhurried: Clinic) -> None:
    clinic = unhurried
    async with watched(clinic) as (bot, admin, commands):
        used, wrong = 0, []
        for number, (name, options) in enumerate(commands):
            for nasty in turn(number) if any(one["type"] == Option.STRING for one in options) else NASTY[:1]:
                it = await clinic.discord.slash(admin, clinic.guild, name, filled(options, nasty, clinic))
                await it.done(60)
                used += 1
                wrong += [(name, nasty[:30], found) for found in unseen(it)]
        assert wrong == []
        assert used > 60
        assert not any(nasty[:20] in bot.log for nasty in NASTY)


async def test_whatever_is_typed_into_any_option_offers_something_or_nothing(unhurried: Clinic) -> None:
    clinic = unhurried
    async with watched(clinic) as (_, admin, commands):
        typed = 0
        for name, options in commands:
            for option in (one for one in options if one.get("autocomplete")):
                for nasty in ("", *turn(typed)):
                    it = await clinic.discord.autocomplete(
                        admin, clinic.guild, name, focused=option["name"], options={option["name"]: nasty}
                    )
                    assert len(it.choices) <= 25
                    assert not any("evil" in choice["name"] for choice in it.choices)
                    typed += 1
        assert typed > 40


FORGED: Final = (
    *("rvu1:math:999999999999999999", "rvu1:math:1:2:3", "rvu1:math", "rvu1:math:-1", "rvu1:math:", "rvu1::1"),
    *(
        "rvu0:math:1",
        "rvu2:math:1",
        "rvu9999:math:1",
        "rvu1:nothing:1",
        "rvu1:MATH:1",
        "rvu1:math:1\n",
        "rvu1:math:\u0661",
    ),
    *("rvu1:pick:{id}:999999999999", "rvu1:choose:{id}", "rvu1:pick:{id}", "rvu1:older:0:999999999999999999:1"),
    *("rvu1:newer:999999:0:0", "rvu1:change:{id}", "rvu1:remove:{id}", "rvu1:drop:{id}", "rvu1:audit:999999999999"),
    *("rvu1:dayedit:1", "rvu1:dayundo:999", "rvu1:dayshare:1", "rvu1:again:0", "rvu1:resume:0", "rvu1:show:0"),
    *("rvu1:codes:{id};DROP TABLE answers", "x", "x" * 100, "@everyone", "\u202ervu1:math:1", "persistent_view:1"),
)


def altered(message: dict[str, Any], custom_id: str) -> dict[str, Any]:
    """Return a message whose first button has another id."""
    forged = copy.deepcopy(message)
    next(part for part in walk(forged["components"]) if part.get("custom_id"))["custom_id"] = custom_id
    return forged


async def test_a_forged_button_gets_a_private_word(unhurried: Clinic) -> None:
    clinic = unhurried
    discord = clinic.discord
    async with clinic.bot(**OPEN) as bot:
        await bot.ready()
        it = await (await discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        record = re.findall(r"rvu1:math:(\d+)", button(it.message, "Show the math"))[0]
        for kind in (2, 3):
            for template in FORGED:
                custom_id = template.format(id=record)
                for source in (altered(it.message, custom_id), it.message):
                    data = {"custom_id": custom_id, "component_type": kind, "values": ["0"]}
                    click = await discord.forge(clinic.ben, clinic.guild, Event.COMPONENT, data, source=source)
                    assert unseen(click) == [], template
                    assert click.first_response is not None
                    # Turning the page of a list changes the message that it stands on.
                    private = all(message["flags"] & Flag.EPHEMERAL for message in click.messages)
                    assert private or click.first_response.type == Callback.UPDATE, template
        assert "Traceback" not in bot.log
        again = await discord.click(clinic.ada, it.message, button(it.message, "Show the math"))
        assert "Each line" in text(again.message), "what was kept is untouched"


VALUES: Final = ([], ["x"], ["-1"], ["9" * 400], ["\u0663"], ["0", "1"], ["0; DROP"], [""])


async def test_a_menu_takes_only_what_it_offers(unhurried: Clinic) -> None:
    discord, ada, guild = unhurried.discord, unhurried.ada, unhurried.guild
    async with unhurried.bot(**OPEN) as bot:
        await bot.ready()
        it = await (await discord.slash(ada, guild, "ask", {"question": DUEL})).done()
        record = re.findall(r"rvu1:math:(\d+)", button(it.message, "Show the math"))[0]
        custom_id = f"rvu1:choose:{record}"
        menu = {"type": 3, "id": 5, "custom_id": custom_id, "options": [{"label": "a", "value": "0"}]}
        forged = it.message | {"components": [{"type": 1, "components": [menu]}]}
        for values in VALUES:
            data = {"custom_id": custom_id, "component_type": 3, "values": values}
            chosen = await discord.forge(ada, guild, Event.COMPONENT, data, source=forged)
            assert unseen(chosen) == [], values
            assert chosen.message["flags"] & Flag.EPHEMERAL


async def test_a_button_of_another_server_or_of_direct_messages_opens_nothing(unhurried: Clinic) -> None:
    clinic = unhurried
    discord, other = clinic.discord, clinic.discord.guild("Other")
    async with clinic.bot(**OPEN) as bot:
        await bot.ready()
        it = await (await discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        private = await (await discord.dm(clinic.ada, DUEL)).done()
        for message, where in ((it.message, other), (it.message, None), (private.message, clinic.guild)):
            for custom_id in [part["custom_id"] for part in walk(message["components"]) if part.get("custom_id")]:
                data = {"custom_id": custom_id, "component_type": 2}
                click = await discord.forge(clinic.ben, where, Event.COMPONENT, data, source=message)
                assert "$111.22" not in text(click.message)
                assert click.message["flags"] & Flag.EPHEMERAL
                assert unseen(click) == []


FIELDS: Final = (
    [],
    [{"type": 18, "component": {"type": 4, "custom_id": "done", "value": "3 warts"}}],
    [{"type": 18, "component": {"type": 4, "custom_id": "other", "value": "x"}}],
    [{"type": 1, "components": [{"type": 4, "custom_id": "done", "value": "3 warts"}]}],
    [{"type": 18, "component": {"type": 3, "custom_id": "done", "values": ["x"]}}],
)


async def test_a_form_takes_the_worst_and_a_forged_one_is_answered(unhurried: Clinic) -> None:
    discord, ada, guild = unhurried.discord, unhurried.ada, unhurried.guild
    async with unhurried.bot(**OPEN) as bot:
        await bot.ready()
        for nasty in NASTY:
            opened = await discord.slash(ada, guild, "day log", {})
            sent = await discord.submit(opened, {"day": nasty[:40], "done": nasty[:1_000]})
            assert unseen(await sent.done(60)) == [], nasty
        for components in FIELDS:
            opened = await discord.slash(ada, guild, "day log", {})
            data = {"custom_id": opened.modal["custom_id"], "components": components}
            forged = await discord.forge(unhurried.ben, guild, Event.SUBMIT, data)
            await forged.done(60)
            assert forged.message["flags"] & Flag.EPHEMERAL, components


async def test_a_form_of_an_earlier_start_or_sent_twice_is_told(unhurried: Clinic) -> None:
    clinic = unhurried
    discord = clinic.discord
    async with clinic.bot() as first:
        await first.ready()
        opened = await discord.slash(clinic.ada, clinic.guild, "day log", {})
        await (await discord.submit(opened, {"done": "3 warts"})).done()
        twice = await discord.submit(opened, {"done": "3 warts"})
        assert "from before my last start" in text(twice.message)
        still = await discord.slash(clinic.ada, clinic.guild, "day log", {})
    async with clinic.bot() as second:
        await second.ready()
        late = await discord.submit(still, {"done": "3 warts"})
        assert "from before my last start" in text(late.message)
        assert late.message["flags"] & Flag.EPHEMERAL


SHAPES: Final = (
    {"name": "ask", "type": 1, "options": []},
    {"name": "ask", "type": 1, "options": [{"name": "question", "type": 4, "value": 7}]},
    {"name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": ""}]},
    {"name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": "x" * 6_000}]},
    {"name": "ask", "type": 1, "options": [{"name": "answer", "type": 3, "value": "x"}]},
    {"name": "nothing", "type": 1, "options": []},
    {"name": "history", "type": 1, "options": []},
    {"name": "history", "type": 1, "options": [{"name": "nothing", "type": 1, "options": []}]},
    {"name": "me", "type": 1, "options": [{"name": "role", "type": 1, "options": []}]},
    {"name": "rvu", "type": 1, "options": [{"name": "code", "type": 3, "value": "@everyone"}]},
    {"name": "compare", "type": 1, "options": [{"name": "first", "type": 3, "value": "1"}]},
    {"name": "Ask about this", "type": 2, "target_id": "1", "resolved": {}},
    {"name": "Ask about this", "type": 3, "target_id": "1", "resolved": {}},
)  # fmt: skip


async def test_a_command_of_another_shape_is_answered(unhurried: Clinic) -> None:
    async with unhurried.bot(**OPEN) as bot:
        await bot.ready()
        for shape in SHAPES:
            data = {"id": "1", **shape}
            it = await unhurried.discord.forge(unhurried.ada, unhurried.guild, Event.COMMAND, data)
            assert it.first_response is not None, shape
            assert not any(pings(message) for message in it.messages), shape


REFUSALS: Final = ("may not use that", "cannot read one of those options")
"""The second where a channel is given that direct messages do not have."""


async def test_what_is_for_admins_refuses_others_in_the_code_too(unhurried: Clinic) -> None:
    clinic = unhurried
    discord = clinic.discord
    admin = discord.user("Admin")
    clinic.guild.join(admin, ORDINARY | Permission.MANAGE_GUILD)
    async with clinic.bot(**OPEN) as bot:
        await bot.ready()
        before = text((await (await discord.slash(admin, clinic.guild, "setup show")).done()).message)
        guarded = [one for one in discord.commands.everywhere if one["name"] in {"setup", "stats"}]
        refused = []
        for name, options in (leaf for command in guarded for leaf in leaves(command)):
            if name in {"stats today", "stats week", "stats month"}:
                continue
            values = filled(options, "national", clinic)
            sent = [
                {"name": one["name"], "type": one["type"], "value": getattr(value, "id", value)}
                for one, value in zip(options, values.values(), strict=True)
            ]
            channel = clinic.guild.channels[0]
            resolved = {"channels": {channel.id: channel.payload() | {"permissions": "0"}}}
            root, sub = name.split()
            for where in (clinic.guild, None):
                data = {
                    "id": "1", "name": root, "type": 1, "resolved": resolved,
                    "options": [{"name": sub, "type": 1, "options": sent}],
                }  # fmt: skip
                it = await discord.forge(clinic.ben, where, Event.COMMAND, data)
                assert unseen(it) == []
                refused.append((name, any(words in text(it.message) for words in REFUSALS)))
        assert [name for name, held in refused if not held] == []
        assert len(refused) > 25
        assert text((await (await discord.slash(admin, clinic.guild, "setup show")).done()).message) == before


async def test_names_that_hide_or_shout_come_back_tame(unhurried: Clinic) -> None:
    """A server's name is the one text of somebody else's that is repeated: when the daily post cannot be sent."""
    clinic = unhurried
    discord = clinic.discord
    guild = discord.guild("@everyone \u202e[free](https://evil.test) **big** <@1>\u200b", channels=("general",))
    admin = discord.user("@here <@&1>")
    guild.join(admin, ORDINARY | Permission.MANAGE_GUILD)
    async with clinic.bot(**OPEN) as bot:
        await bot.ready()
        shared_day = await discord.slash(admin, guild, "day log", {"done": "3 warts"})
        await shared_day.done()
        share = await discord.click(admin, shared_day.message, button(shared_day.message, "Share to channel"))
        await share.done()
        talk = await (await discord.mention(admin, guild, "@everyone <@&1> 99214 vs 17110")).done()
        assert unseen(share) == unseen(talk) == []
        assert "@everyone" not in text(talk.message)
