"""/setup, and what it changes, on the shipped bot."""

from typing import Any

import pytest

from tests.e2e.conftest import Clinic
from tests.standin import ORDINARY, ClientRefusal, Flag, Guild, Permission, menu, text
from tests.standin.kinds import Command

pytestmark = pytest.mark.asyncio(loop_scope="module")

NATIONAL = "$111.22"
BOSTON = "$128.62"
"""17110 in the office: (0.68 x 1.041 + 2.58 x 1.194 + 0.07 x 0.890) x 33.4009."""


def server(clinic: Clinic, name: str) -> Guild:
    """Return a server of its own, with Ada as its admin and Ben as a member."""
    guild = clinic.discord.guild(name)
    guild.join(clinic.ada, ORDINARY | Permission.MANAGE_GUILD)
    guild.join(clinic.ben)
    return guild


async def setup(clinic: Clinic, guild: Guild, what: str, **options: Any) -> str:
    it = await (await clinic.discord.slash(clinic.ada, guild, f"setup {what}", options)).done()
    assert it.message["flags"] & Flag.EPHEMERAL
    return text(it.message)


async def asked(clinic: Clinic, guild: Guild | None, question: str = "how many rvus is 17110") -> dict[str, Any]:
    return (await (await clinic.discord.slash(clinic.ben, guild, "ask", {"question": question})).done()).message


async def test_a_servers_locality_prices_its_answers_by_every_door_and_nobody_elses(shared: Clinic) -> None:
    guild, other = server(shared, "Boston"), server(shared, "Elsewhere")
    typing = await shared.discord.autocomplete(
        shared.ada, guild, "setup locality", focused="place", options={"place": "bosto"}
    )
    said = await setup(shared, guild, "locality", place=typing.choices[0]["value"])
    assert "Locality**: Metropolitan Boston, MA" in said
    assert "before: national" in said
    assert "Medicare RVU26B" in said
    by_mention = await (await shared.discord.mention(shared.ben, guild, "how many rvus is 17110")).done()
    for message in (await asked(shared, guild), by_mention.message):
        assert BOSTON in text(message)
        assert "14212-01" in text(message)
    card = await (await shared.discord.slash(shared.ben, guild, "rvu", {"code": "17110"})).done()
    assert BOSTON in text(card.message)
    for elsewhere in (other, None):
        assert NATIONAL in text(await asked(shared, elsewhere))


async def test_a_choice_under_an_answer_is_answered_under_the_settings_too(shared: Clinic) -> None:
    guild = server(shared, "Choices")
    await setup(shared, guild, "locality", place="Boston, MA")
    asking = await asked(shared, guild, "injection")
    picked = await (await shared.discord.select(shared.ben, asking, menu(asking), ["0"])).done()
    assert "14212-01" in text(picked.message)


@pytest.mark.parametrize(
    ("what", "options", "said", "shown"),
    [
        ("setting", {"place": "facility"}, "Setting**: facility", "$62.46"),
        ("setting", {"place": "office", "hospital_owned": True}, "Owned by a hospital**: yes", "$62.46"),
        ("setting", {"place": "office", "fqhc_or_rhc": True}, "FQHC or RHC**: yes", "This clinic is an FQHC or RHC"),
        ("factor", {"track": "qp"}, "qualifying in an advanced", "$33.5675"),
        ("clinician", {"type": "np"}, "Clinician**: a nurse practitioner", "$94.54"),
        ("payer", {"multiple_of_medicare": "130 %"}, "130 % of Medicare", "$144.59"),
        ("rate", {"dollars_per_work_rvu": "$50"}, "$50 per work RVU", "$34.00"),
        ("release", {"release": "rvu25d"}, "Release**: RVU25D", "$109.98"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else None,
)
async def test_each_setting_is_confirmed_shown_kept_to_and_reset(
    shared: Clinic, what: str, options: dict[str, Any], said: str, shown: str
) -> None:
    guild = server(shared, f"{what} {options}"[:30])
    assert said in await setup(shared, guild, what, **options)
    assert said in await setup(shared, guild, "show")
    assert "Nothing changed" in await setup(shared, guild, what, **options)
    assert shown in text(await asked(shared, guild))
    reset = await setup(shared, guild, "reset")
    assert "(before: " in reset
    assert said not in await setup(shared, guild, "show")
    assert NATIONAL in text(await asked(shared, guild))


@pytest.mark.parametrize(
    ("what", "options", "sentence"),
    [
        ("locality", {"place": "Atlantis"}, "no Medicare locality"),
        ("locality", {"place": "02139"}, "cannot look up ZIP codes"),
        ("locality", {"place": "Suffolk County"}, "cannot look up counties"),
        ("locality", {"place": "Massachusetts"}, "several Medicare localities"),
        ("payer", {"multiple_of_medicare": "130"}, "above 0 and up to 20"),
        ("rate", {"dollars_per_work_rvu": "lots"}, "above 0 and up to 1000"),
        ("release", {"release": "RVU99Z"}, "is not loaded"),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else None,
)
async def test_what_cannot_be_used_is_refused_and_changes_nothing(
    shared: Clinic, what: str, options: dict[str, Any], sentence: str
) -> None:
    guild = server(shared, "Refusing")
    before = await setup(shared, guild, "show")
    said = await setup(shared, guild, what, **options)
    assert sentence in said
    assert "Incident" not in said
    assert await setup(shared, guild, "show") == before


@pytest.mark.parametrize(
    ("what", "options"),
    [
        ("locality", {"place": "national"}),
        ("clinician", {"type": "none"}),
        ("payer", {"multiple_of_medicare": "100 %"}),
        ("rate", {"dollars_per_work_rvu": "none"}),
        ("release", {"release": "newest"}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_each_choice_can_be_taken_back_alone(shared: Clinic, what: str, options: dict[str, Any]) -> None:
    guild = server(shared, "Taking back")
    fresh = await setup(shared, guild, "reset")
    chosen = {
        "locality": {"place": "Boston"},
        "clinician": {"type": "np"},
        "payer": {"multiple_of_medicare": "1.3"},
        "rate": {"dollars_per_work_rvu": "50"},
        "release": {"release": "RVU25D"},
    }
    await setup(shared, guild, what, **chosen[what])
    assert await setup(shared, guild, "show") != fresh
    await setup(shared, guild, what, **options)
    assert await setup(shared, guild, "show") == fresh


async def test_releases_are_offered_newest_first(shared: Clinic) -> None:
    typing = await shared.discord.autocomplete(
        shared.ada, server(shared, "Releases"), "setup release", focused="release", options={"release": ""}
    )
    assert [choice["value"] for choice in typing.choices] == ["newest", "RVU26B", "RVU25D"]


async def test_discord_hides_setup_from_ordinary_members_and_from_direct_messages(shared: Clinic) -> None:
    guild = server(shared, "Hidden")
    for user, where in ((shared.ben, guild), (shared.ada, None)):
        with pytest.raises(ClientRefusal):
            await shared.discord.slash(user, where, "setup show")


async def test_a_member_whom_discord_lets_call_it_is_refused_and_changes_nothing(shared: Clinic) -> None:
    guild = server(shared, "Overridden")
    command = shared.discord.commands.find("setup", Command.SLASH, guild)
    assert command is not None
    needed, command["default_member_permissions"] = command["default_member_permissions"], None
    try:
        for what, options in (("locality", {"place": "Boston"}), ("show", {}), ("reset", {})):
            it = await (await shared.discord.slash(shared.ben, guild, f"setup {what}", options)).done()
            assert "may not use that" in text(it.message)
            assert it.message["flags"] & Flag.EPHEMERAL
    finally:
        command["default_member_permissions"] = needed
    assert NATIONAL in text(await asked(shared, guild))


@pytest.mark.asyncio(loop_scope="function")
async def test_settings_survive_a_kill(clinic: Clinic) -> None:
    guild = server(clinic, "Lasting")
    async with clinic.bot() as first:
        await first.ready()
        await setup(clinic, guild, "locality", place="Boston")
        await first.kill()
    async with clinic.bot() as second:
        await second.ready()
        assert BOSTON in text(await asked(clinic, guild))
        assert "Metropolitan Boston" in await setup(clinic, guild, "show")
