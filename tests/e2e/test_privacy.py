"""An identifier typed on Discord: answered without it, warned of where only the asker reads, kept and shown nowhere."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import cycle

import pytest
import pytest_asyncio

from tests.e2e.conftest import Clinic
from tests.invented import Invented, invented, traces
from tests.standin import BotProcess, Discord, Exchange, Flag, buttons, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOZEN = tuple(invented())[:12]
EACH = pytest.mark.parametrize("asked", DOZEN, ids=[each.secrets[0] for each in DOZEN])
WARNED = "That seemed to hold a patient's details"
PATIENT = Invented("Zyxka Blortquist MRN 0071300", ("Zyxka", "Blortquist", "0071300"))


@dataclass(frozen=True, slots=True)
class Watched:
    """A clinic whose bot logs as much as it can."""

    clinic: Clinic
    bot: BotProcess

    def seen(self) -> bytes:
        """Return all that the bot ever sent, logged or stored."""
        sent = [request.body for request in self.clinic.discord.requests]
        kept = [file.read_bytes() for file in self.clinic.database.parent.iterdir()]
        return b"\n".join([repr(sent).encode(), self.bot.log.encode(), *kept])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Watched]:
    folder = tmp_path_factory.mktemp("privacy")
    async with Discord() as discord:
        there = Clinic(discord, discord.guild("Clinic"), discord.user("Ada"), discord.user("Ben"), folder / "rvu.db")
        async with there.bot(LOG_LEVEL="DEBUG") as bot:
            await bot.ready()
            await discord.requested("PUT", r"/applications/\d+/commands")
            yield Watched(there, bot)


async def ask(clinic: Clinic, words: str) -> Exchange:
    return await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": words})


async def ask_directly(clinic: Clinic, words: str) -> Exchange:
    return await clinic.discord.slash(clinic.ada, None, "ask", {"question": words})


async def menu(clinic: Clinic, words: str) -> Exchange:
    said = await clinic.discord.message(clinic.ben, clinic.guild, words)
    await clinic.discord.silent(said)
    return await clinic.discord.message_menu(clinic.ada, "Ask about this", said.said)


async def mention(clinic: Clinic, words: str) -> Exchange:
    return await clinic.discord.mention(clinic.ada, clinic.guild, words)


async def dm(clinic: Clinic, words: str) -> Exchange:
    return await clinic.discord.dm(clinic.ada, words)


async def reply(clinic: Clinic, words: str) -> Exchange:
    before = await (await mention(clinic, "what is a wart freezing worth")).done()
    return await clinic.discord.message(clinic.ada, clinic.guild, words, reply_to=before.message)


async def answered(exchange: Exchange, messages: int) -> Exchange:
    return await exchange.until(lambda it: len(it.messages) == messages, 10.0, f"has {messages} messages")


def hidden(message: dict[str, object]) -> bool:
    return bool(int(str(message["flags"])) & Flag.EPHEMERAL)


@EACH
@pytest.mark.parametrize("door", [ask, ask_directly, menu], ids=lambda door: door.__name__)
async def test_a_command_is_answered_and_its_user_warned_privately(
    watched: Watched, door: type, asked: Invented
) -> None:
    answer, warning = (await answered(await door(watched.clinic, asked.text), 2)).messages
    assert not hidden(answer)
    assert WARNED not in text(answer)
    assert "$" in text(answer)
    assert hidden(warning)
    assert WARNED in text(warning)
    assert traces(watched.seen(), asked) == []


async def notes(clinic: Clinic, since: int) -> list[str]:
    """Return what the bot told Ada directly after so many messages of its own, as soon as there is something."""
    ada = clinic.discord.world.dm(clinic.ada).id

    def told() -> list[str]:
        return [text(message) for message in clinic.discord.sent[since:] if message["channel_id"] == ada]

    await clinic.discord.bell.until(told, 10.0, lambda: "a direct message to Ada")
    return told()


@EACH
@pytest.mark.parametrize("door", [mention, reply], ids=lambda door: door.__name__)
async def test_a_message_is_answered_and_its_author_warned_directly(
    watched: Watched, door: type, asked: Invented
) -> None:
    clinic, before = watched.clinic, len(watched.clinic.discord.sent)
    exchange = await answered(await door(clinic, asked.text), 1)
    (note,) = await notes(clinic, before)
    assert WARNED in note
    assert exchange.said["id"] in note, "a link to the message that is to be deleted"
    assert WARNED not in text(exchange.message)
    assert "$" in text(exchange.message)
    assert traces(watched.seen(), asked) == []


@EACH
async def test_a_direct_message_is_answered_with_the_warning_below(watched: Watched, asked: Invented) -> None:
    answer = (await answered(await dm(watched.clinic, asked.text), 1)).message
    assert text(answer).count(WARNED) == 1
    assert "$" in text(answer)
    assert traces(watched.seen(), asked) == []


async def test_two_hundred_identifiers_through_the_doors_leave_no_trace(watched: Watched) -> None:
    clinic, doors = watched.clinic, cycle((ask, ask_directly, menu, mention, dm))
    identifiers = tuple(invented())
    for asked in identifiers:
        await (await next(doors)(clinic, asked.text)).done()
    seen = watched.seen()
    assert seen.count(b"wart") >= len(identifiers) // 10, "what was understood is there"
    assert [asked.text for asked in identifiers if traces(seen, asked)] == []


@EACH
async def test_an_answer_shown_again_holds_neither_identifier_nor_warning(watched: Watched, asked: Invented) -> None:
    clinic = watched.clinic
    answer = (await answered(await ask(clinic, asked.text), 2)).messages[0]
    for label, custom_id in buttons(answer):
        click = await (await clinic.discord.click(clinic.ada, answer, custom_id)).done()
        assert all(WARNED not in text(message) for message in click.messages), label
    listed = await (await clinic.discord.slash(clinic.ada, clinic.guild, "history list")).done()
    opened = await (await clinic.discord.click(clinic.ada, listed.message, buttons(listed.message)[0][1])).done()
    assert WARNED not in text(listed.message) + text(opened.message)
    assert traces(watched.seen(), asked) == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("compare", {"first": f"99214 {PATIENT.text}", "second": "17110"}),
        ("compare", {"first": "99214", "second": f"17110 + 99213 for {PATIENT.text}"}),
        ("compare", {"first": "wart_destruction + 99214", "second": f"wart_destruction + 99213 {PATIENT.text}"}),
        ("compare", {"first": f"injection {PATIENT.text}", "second": "17110"}),
        ("compare", {"first": PATIENT.text, "second": "17110 vs 99213"}),
        ("rvu", {"code": f"17110 {PATIENT.text}"}),
        ("rvu", {"code": PATIENT.text}),
        ("breakeven", {"service": f"99214 {PATIENT.text}", "equals": "17110"}),
        ("explain", {"topic": f"conversion factor {PATIENT.text}"}),
    ],
    ids=[
        "first",
        "second",
        "filled in",
        "asked back",
        "no service",
        "rvu",
        "nothing else",
        "breakeven",
        "explain",
    ],
)
async def test_options_are_answered_and_their_user_warned(
    watched: Watched, command: str, options: dict[str, object]
) -> None:
    clinic = watched.clinic
    exchange = await answered(await clinic.discord.slash(clinic.ada, clinic.guild, command, options), 2)
    assert WARNED in text(exchange.message)
    assert hidden(exchange.message)
    assert traces(watched.seen(), PATIENT) == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("compare", {"first": "99214 vs 99213", "second": f"17110 {PATIENT.text}"}),
        ("compare", {"first": "99214", "second": "17110", "locality": PATIENT.text}),
        ("ask", {"question": f"99213-26 for {PATIENT.text}"}),
        ("explain", {"topic": PATIENT.text}),
        ("model dpc", {"fee": 75, "members": 600, "service": f"99214 + 99213 {PATIENT.text}", "minutes": 20}),
        ("breakeven", {"service": f"99214 30 min {PATIENT.text}", "equals": "17110", "solve": "minutes"}),
    ],
    ids=["two sides", "locality", "modifier", "topic", "model", "length"],
)
async def test_a_refusal_warns_too(watched: Watched, command: str, options: dict[str, object]) -> None:
    clinic = watched.clinic
    exchange = await answered(await clinic.discord.slash(clinic.ada, clinic.guild, command, options), 1)
    assert WARNED in text(exchange.message)
    assert hidden(exchange.message)
    assert traces(watched.seen(), PATIENT) == []


async def test_a_refused_message_warns_too(watched: Watched) -> None:
    clinic, before = watched.clinic, len(watched.clinic.discord.sent)
    answer = (await answered(await mention(clinic, f"99213-26 for {PATIENT.text}"), 1)).message
    (note,) = await notes(clinic, before)
    assert WARNED in note
    assert WARNED not in text(answer)
    assert traces(watched.seen(), PATIENT) == []


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("compare", "first"),
        ("compare", "second"),
        ("rvu", "code"),
        ("compare", "locality"),
        ("breakeven", "service"),
        ("breakeven", "equals"),
        ("explain", "topic"),
    ],
)
@pytest.mark.parametrize("typed", [f"{PATIENT.text} + wa", PATIENT.text], ids=["basket", "alone"])
async def test_nothing_typed_is_offered_back(watched: Watched, command: str, option: str, typed: str) -> None:
    clinic = watched.clinic
    options = {option: typed}
    it = await clinic.discord.autocomplete(clinic.ada, clinic.guild, command, focused=option, options=options)
    assert traces(repr(it.choices).encode(), PATIENT) == []
    assert traces(watched.seen(), PATIENT) == []


async def test_a_clean_question_is_not_warned_of(watched: Watched) -> None:
    clean = "Dr Smith asked what 99214 pays as of 1/1/2026"
    command = await (await ask(watched.clinic, clean)).done()
    message = await (await mention(watched.clinic, clean)).done()
    await (await ask(watched.clinic, "99213")).done()
    assert len(command.messages) == 1
    assert WARNED not in text(command.message) + text(message.message)
