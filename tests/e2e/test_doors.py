"""One question through every door of Discord."""

from statistics import median

import pytest

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import Exchange, Flag, buttons, pings, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

DETAILS = ["Show the math", "Codes that could apply", "Chart"]
NOISE = {
    "letters": "qzx " * 499,
    "emoji": "\N{SLICE OF PIZZA}\N{FAMILY}" * 500,
    "right to left": "\N{RIGHT-TO-LEFT OVERRIDE}مرحبا شلومשלום " * 110,
    "pings": "@everyone @here <@&1> " * 90,
    "markdown": "**# > ```||~~__[x](http://y)" * 70,
}


async def slash(clinic: Clinic) -> Exchange:
    return await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})


async def slash_directly(clinic: Clinic) -> Exchange:
    return await clinic.discord.slash(clinic.ada, None, "ask", {"question": DUEL})


async def mention(clinic: Clinic) -> Exchange:
    return await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)


async def dm(clinic: Clinic) -> Exchange:
    return await clinic.discord.dm(clinic.ada, DUEL)


async def reply(clinic: Clinic) -> Exchange:
    before = await clinic.discord.mention(clinic.ada, clinic.guild, "what is a wart freezing worth")
    await before.done()
    return await clinic.discord.message(clinic.ada, clinic.guild, DUEL, reply_to=before.message)


async def menu(clinic: Clinic) -> Exchange:
    said = await clinic.discord.message(clinic.ben, clinic.guild, DUEL)
    await clinic.discord.silent(said)
    return await clinic.discord.message_menu(clinic.ada, "Ask about this", said.said)


DOORS = (slash, slash_directly, mention, dm, reply, menu)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
async def test_the_same_question_has_the_same_answer_at_every_door(shared: Clinic, door: type) -> None:
    first = await (await slash(shared)).done()
    answer = await (await door(shared)).done()
    assert text(answer.message) == text(first.message)
    for figure in ("$111.22", "$135.61", "0.68", "1.92", "33.4009"):
        assert figure in text(answer.message)
    assert [label for label, _ in buttons(answer.message)][:3] == DETAILS
    assert answer.message["flags"] & Flag.V2
    assert not answer.message["flags"] & Flag.EPHEMERAL


async def test_compare_gives_the_figures_of_the_same_question_in_words(shared: Clinic) -> None:
    options = {"first": "17110", "second": "lifestyle counseling", "first_minutes": 10, "second_minutes": 30}
    it = await (await shared.discord.slash(shared.ada, shared.guild, "compare", options)).done()
    for figure in ("$111.22", "$135.61", "$68.14"):
        assert figure in text(it.message)


async def test_a_basket_stands_on_one_side(shared: Clinic) -> None:
    options = {"first": "99214-25 + 17110", "second": "99215"}
    it = await (await shared.discord.slash(shared.ada, shared.guild, "compare", options)).done()
    assert "$246.83" in text(it.message), "135.61 and 111.22 on one side"


async def test_rvu_shows_one_service(shared: Clinic) -> None:
    it = await (await shared.discord.slash(shared.ada, shared.guild, "rvu", {"code": "17110"})).done()
    said = text(it.message)
    for fact in (
        "Status A, paid separately where covered.",
        "**Office**",
        "**Facility**",
        "$111.22",
        "0.68",
        "3.33",
        "2025 to 2026",
        "Who may bill",
    ):
        assert fact in said


@pytest.mark.parametrize(("command", "option"), [("compare", "first"), ("compare", "second"), ("rvu", "code")])
@pytest.mark.parametrize(
    ("typed", "offered"), [("wart", "wart"), ("1711", "17110"), ("", "")], ids=["words", "code", "nothing"]
)
async def test_services_are_offered_while_typing(
    shared: Clinic, command: str, option: str, typed: str, offered: str
) -> None:
    it = await shared.discord.autocomplete(shared.ada, shared.guild, command, focused=option, options={option: typed})
    assert 1 <= len(it.choices) <= 25
    assert any(offered in choice["name"].lower() or offered in choice["value"] for choice in it.choices)


async def test_what_is_offered_keeps_up_with_typing(shared: Clinic) -> None:
    latencies = [
        (
            await shared.discord.autocomplete(
                shared.ada, shared.guild, "rvu", focused="code", options={"code": "wart freezing"[:length]}
            )
        ).latency
        for length in range(1, 10)
    ]
    assert median(latencies) < 100


async def test_what_is_offered_is_understood(shared: Clinic) -> None:
    typing = await shared.discord.autocomplete(
        shared.ada, shared.guild, "compare", focused="first", options={"first": "wart freez"}
    )
    options = {"first": typing.choices[0]["value"], "second": "99213"}
    it = await (await shared.discord.slash(shared.ada, shared.guild, "compare", options)).done()
    assert "$111.22" in text(it.message)


async def test_a_locality_is_offered_and_changes_the_price(shared: Clinic) -> None:
    typing = await shared.discord.autocomplete(
        shared.ada, shared.guild, "compare", focused="locality", options={"locality": "manhattan"}
    )
    options = {"first": "17110", "second": "99214", "locality": typing.choices[0]["value"]}
    it = await (await shared.discord.slash(shared.ada, shared.guild, "compare", options)).done()
    assert "$111.22" not in text(it.message)
    assert "MANHATTAN" in text(it.message).upper()


@pytest.mark.parametrize("name", NOISE)
@pytest.mark.parametrize("where", ["mention", "dm", "slash"])
async def test_noise_gets_a_polite_answer_and_pings_nobody(shared: Clinic, name: str, where: str) -> None:
    noise = NOISE[name][:1_900]
    if where == "slash":
        talk: Exchange = await shared.discord.slash(shared.ada, shared.guild, "ask", {"question": noise})
    elif where == "dm":
        talk = await shared.discord.dm(shared.ada, noise)
    else:
        talk = await shared.discord.mention(shared.ada, shared.guild, noise)
    await talk.done()
    assert text(talk.message).strip()
    assert pings(talk.message) == []
    assert "Incident" not in text(talk.message)


async def test_people_among_themselves_are_left_alone(shared: Clinic) -> None:
    await shared.discord.silent(await shared.discord.message(shared.ada, shared.guild, DUEL))


async def test_a_reply_without_its_ping_says_what_to_do(shared: Clinic) -> None:
    before = await (await mention(shared)).done()
    talk = await shared.discord.message(shared.ada, shared.guild, DUEL, reply_to=before.message, ping=False)
    await talk.done()
    assert "/ask" in text(talk.message)


async def test_history_lists_this_servers_answers_only(shared: Clinic) -> None:
    elsewhere = shared.discord.guild("Other clinic")
    await (await slash(shared)).done()
    here = await (await shared.discord.slash(shared.ben, shared.guild, "history list")).done()
    there = await (await shared.discord.slash(shared.ben, elsewhere, "history list")).done()
    own = await (await shared.discord.slash(shared.ben, None, "history list")).done()
    assert "History" in text(here.message)
    assert here.message["flags"] & Flag.EPHEMERAL
    assert "Nothing kept yet" in text(there.message)
    assert "Nothing kept yet" in text(own.message)


async def test_an_idle_bot_answers_within_a_tenth_of_a_second(shared: Clinic) -> None:
    latencies = sorted([(await (await door(shared)).done()).latency for _ in range(5) for door in (slash, mention, dm)])
    assert latencies[len(latencies) // 2] < 100, latencies
