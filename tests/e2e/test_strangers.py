"""Server A tries every door to server B's rows: its admin, its members, forged buttons, exports, completion, ids."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.discord_ui.ids import Action
from tests.e2e.conftest import Clinic
from tests.standin import ORDINARY, Exchange, Guild, Permission, User, buttons, descriptions, text
from tests.standin.reading import walk

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRETS: Final = ("colonoscop", "45378", "knee", "20610", "52.50", "G0121")
"""What only server B, or only Ben, knows of."""
NOWHERE: Final = 10**12
OF_ANSWERS: Final = (
    *(Action.MATH, Action.CODES, Action.CHART, Action.CHANGE, Action.SHOW),
    *(Action.AGAIN, Action.RESUME, Action.DROP, Action.REMOVE, Action.CHOOSE),
)
OF_LOGS: Final = (Action.DAYEDIT, Action.DAYUNDO, Action.DAYSHARE)
LOOKED_AT_ELSEWHERE: Final = {Action.DAYFORM, Action.ERASE}
"""They name no row: an empty form, and everything about oneself."""


@dataclass(frozen=True, slots=True)
class Two:
    """Two servers; Ada is the admin of the first, Cy its member, Ben the admin of the second and of nothing else."""

    clinic: Clinic
    here: Guild
    there: Guild
    cy: User
    answers: tuple[int, ...]
    """Ben's, on the second server and in direct messages."""
    searches: tuple[int, ...]
    logs: tuple[int, ...]

    async def slash(self, who: User, place: Guild | None, command: str, **options: Any) -> Exchange:
        return await (await self.clinic.discord.slash(who, place, command, options)).done()

    async def forged(self, who: User, where: Guild | None, *custom_ids: str) -> AsyncIterator[tuple[str, Exchange]]:
        """Press a button of one's own whose id was changed on the way."""
        mine: dict[str, Any] = {"components": []}
        for custom_id in custom_ids:
            if not buttons(mine):
                mine = (await self.slash(who, where, "ask", question="how many rvus is 99213")).message
            with written(mine, custom_id):
                yield custom_id, await (await self.clinic.discord.click(who, mine, custom_id)).done()


@contextmanager
def written(message: dict[str, Any], custom_id: str) -> Iterator[None]:
    part = next(part for part in walk(message["components"]) if part.get("custom_id"))
    before, part["custom_id"] = part["custom_id"], custom_id
    try:
        yield
    finally:
        part["custom_id"] = before


def numbers(message: dict[str, Any], action: str) -> tuple[int, ...]:
    found = [custom_id.split(":") for _, custom_id in buttons(message)]
    return tuple(int(parts[2]) for parts in found if parts[1] == action)


def shown(it: Exchange) -> str:
    """Return everything that came back, whichever way."""
    modal = it.first_response.data if it.first_response is not None else ""
    said = " ".join(" ".join([text(message), *descriptions(message)]) for message in it.messages)
    return " ".join([said, str(modal), *(content.decode("utf-8", "replace") for content in it.files.values())])


def leaked(it: Exchange) -> list[str]:
    return [secret for secret in SECRETS if secret.lower() in shown(it).lower()]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two(shared: Clinic) -> Two:
    discord = shared.discord
    here, there, cy = discord.guild("Here"), discord.guild("There"), discord.user("Cy")
    admin = ORDINARY | Permission.MANAGE_GUILD | Permission.MANAGE_MESSAGES
    here.join(shared.ada, admin)
    here.join(cy)
    here.join(shared.ben)
    there.join(shared.ben, admin)
    made = Two(shared, here, there, cy, (), (), ())
    asked = await made.slash(shared.ben, there, "ask", question="colonoscopy vs 99215")
    directly = await made.slash(shared.ben, None, "ask", question="what is a knee injection worth")
    logged = await made.slash(shared.ben, there, "day log", done="7 knee injections")
    alone = await made.slash(shared.ben, None, "day log", done="3 knee injections")
    await made.slash(shared.ben, there, "setup rate", dollars_per_work_rvu="52.50")
    searched = await made.slash(shared.ben, there, "history search", service="colonoscopy")
    answers = numbers(asked.message, "codes") + numbers(directly.message, "codes")
    logs = numbers(logged.message, "dayundo") + numbers(alone.message, "dayundo")
    assert len(answers) == 2
    assert len(logs) == 2
    # The id of what was looked for is the last one given out.
    newest = max(*answers, *numbers(searched.message, "show"), 1)
    return Two(shared, here, there, cy, answers, tuple(range(1, newest + 4)), logs)


async def test_every_kind_of_button_is_tried() -> None:
    tried = {*OF_ANSWERS, *OF_LOGS, Action.PICK, Action.OLDER, Action.NEWER, Action.FORGET, Action.AUDIT}
    assert tried | LOOKED_AT_ELSEWHERE == set(Action)


@pytest.mark.parametrize("who", ["ada", "cy", "ben"])
async def test_forged_buttons_open_nothing_of_another_server(two: Two, who: str) -> None:
    person: User = two.cy if who == "cy" else getattr(two.clinic, who)
    here, direct = two.answers
    # Ben's own direct message is his to see there, and nowhere else.
    for where, ids in ((two.here, two.answers), (None, (here,) if who == "ben" else (here, direct))):
        forged = [f"rvu1:{action}:{number}" for action in OF_ANSWERS for number in ids]
        forged += [f"rvu1:{Action.PICK}:{number}:0" for number in ids]
        async for custom_id, it in two.forged(person, where, *forged):
            assert leaked(it) == [], custom_id
            assert "no longer have" in shown(it) or "gone already" in shown(it), custom_id


@pytest.mark.parametrize("who", ["ada", "cy"])
async def test_forged_buttons_reach_no_log_of_another_person(two: Two, who: str) -> None:
    person: User = two.cy if who == "cy" else two.clinic.ada
    for where in (two.here, None):
        forged = [f"rvu1:{action}:{number}" for action in OF_LOGS for number in two.logs]
        async for custom_id, it in two.forged(person, where, *forged):
            assert leaked(it) == [], custom_id


@pytest.mark.parametrize("who", ["ada", "cy"])
async def test_forged_searches_and_places_turn_ones_own_pages_alone(two: Two, who: str) -> None:
    person: User = two.cy if who == "cy" else two.clinic.ada
    moment = 2_000_000_000 * 1_000_000
    forged = [
        f"rvu1:{action}:{search}:{moment}:{NOWHERE}"
        for action in (Action.OLDER, Action.NEWER)
        for search in (0, *two.searches)
    ]
    forged += [f"rvu1:{Action.AUDIT}:{NOWHERE}", *(f"rvu1:{Action.FORGET}:{search}" for search in two.searches)]
    async for custom_id, it in two.forged(person, two.here, *forged):
        assert leaked(it) == [], custom_id


@pytest.mark.parametrize("who", ["ada", "cy", "ben"])
async def test_commands_exports_and_completion_know_nothing_of_another_server(two: Two, who: str) -> None:
    person: User = two.cy if who == "cy" else getattr(two.clinic, who)
    commands: list[tuple[str, dict[str, Any]]] = [
        ("history list", {}),
        *(("history show", {"answer": number}) for number in two.answers),
        ("history export", {"form": "csv"}),
        ("history export", {"form": "json"}),
        ("mydata export", {"where": "here"}),
        ("day show", {}),
        ("day undo", {}),
        ("stats today", {}),
        ("stats month", {}),
        # Last, for what one looked for is then one's own.
        ("history search", {"service": "99215"}),
        ("history search", {"words": "colonoscopy"}),
    ]
    if who == "ada":
        commands[:0] = [("setup show", {}), ("setup audit", {}), ("stats preview", {}), ("stats schedule", {})]
    for command, options in commands:
        it = await two.slash(person, two.here, command, **options)
        assert [secret for secret in leaked(it) if secret not in str(options)] == [], (command, options)
    typing = await two.clinic.discord.autocomplete(
        person, two.here, "history show", focused="answer", options={"answer": ""}
    )
    assert not any(secret in str(typing.choices).lower() for secret in ("colonoscop", "knee"))
    assert not {str(choice["value"]) for choice in typing.choices} & {str(number) for number in two.answers}


async def test_after_all_that_nothing_of_the_other_server_is_missing(two: Two) -> None:
    ben = two.clinic.ben
    assert "colonoscop" in shown(await two.slash(ben, two.there, "history list")).lower()
    assert "knee" in shown(await two.slash(ben, two.there, "day show")).lower()
    assert "52.50" in shown(await two.slash(ben, two.there, "setup show"))
    assert "knee" in shown(await two.slash(ben, None, "history list")).lower()
