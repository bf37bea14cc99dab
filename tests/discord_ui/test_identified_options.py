"""Two hundred invented identifiers in every option: nothing of them is repeated, and their writer is warned."""

from collections.abc import Callable

import pytest

from bot.ask import Desk, Reply
from bot.catalog.load import load
from bot.discord_ui import options, plans
from bot.discord_ui.door import report
from bot.discord_ui.send import respond
from bot.domain.question import Question, Stated
from bot.errors import RvuError
from tests.discord_ui.samples import FakeInteraction, comparison, texts
from tests.invented import Invented, invented, traces

IDENTIFIERS = tuple(invented())
NOTHING = (None, None)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(load())


def first_of_two(desk: Desk, typed: str) -> Question:
    sides = options.understood(desk, typed), options.understood(desk, "99214")
    return options.compare(*sides, minutes=NOTHING, stated=Stated())


def second_of_two(desk: Desk, typed: str) -> Question:
    sides = options.understood(desk, "99214"), options.understood(desk, typed)
    return options.compare(*sides, minutes=NOTHING, stated=Stated())


def solved(desk: Desk, typed: str) -> Question:
    sides = options.understood(desk, typed), options.understood(desk, "99214")
    return options.break_even(*sides, minutes=NOTHING, stated=Stated(), length=True)


def shown(desk: Desk, typed: str) -> Question:
    return options.card(options.understood(desk, typed))


def filled_in(desk: Desk, typed: str) -> Question:
    return options.understood(desk, f"wart_destruction + {typed}")


def reached(desk: Desk, typed: str) -> Question:
    return plans.target(options.understood(desk, typed), "year")


def claimed(desk: Desk, typed: str) -> Question:
    return desk.claims.question(typed)


Built = Callable[[Desk, str], Question]
BUILDERS = [first_of_two, second_of_two, solved, shown, filled_in, reached, claimed, options.topic]


@pytest.mark.parametrize("built", BUILDERS, ids=lambda built: built.__name__)
def test_neither_the_question_nor_the_refusal_repeats_any(desk: Desk, built: Built) -> None:
    repeated = []
    for each in IDENTIFIERS:
        try:
            said = built(desk, each.text).model_dump_json()
        except RvuError as error:
            said = f"{error.message} {error.hint}"
        repeated += traces(said.encode(), each)
    assert repeated == []


@pytest.mark.parametrize("find", ["locality", "pinned"])
def test_a_setting_is_refused_without_repeating_it(desk: Desk, find: str) -> None:
    for each in IDENTIFIERS:
        with pytest.raises(RvuError) as refused:
            getattr(desk.catalog, find)(each.text)
        assert traces(f"{refused.value.message} {refused.value.hint}".encode(), each) == []


def option(text: str) -> dict[str, object]:
    return {
        "name": "compare",
        "options": [{"name": "year", "type": 4, "value": 2026}, {"name": "first", "value": text}],
    }


def nested(text: str) -> dict[str, object]:
    return {"name": "model", "options": [{"name": "dpc", "type": 1, "options": [{"name": "service", "value": text}]}]}


def form(text: str) -> dict[str, object]:
    return {"custom_id": "x", "components": [{"type": 18, "component": {"type": 4, "value": text}}]}


@pytest.mark.parametrize("shape", [option, nested, form], ids=lambda shape: shape.__name__)
async def test_whoever_typed_one_is_warned_privately_whatever_became_of_it(
    desk: Desk, shape: Callable[[str], dict[str, object]]
) -> None:
    for each in IDENTIFIERS:
        interaction = FakeInteraction(desk)
        interaction.data = shape(each.text)
        await respond(interaction, worked())
        answer, warning = interaction.sent
        assert "patient's details" not in texts(answer["view"])
        assert "patient's details" in texts(warning["view"])
        assert warning["ephemeral"]
        refused = FakeInteraction(desk)
        refused.data = shape(each.text)
        await report(refused, RvuError("No.", "Try again."), "command:x")
        assert "patient's details" in texts(refused.sent[0]["view"])


@pytest.mark.parametrize("shape", [option, nested, form], ids=lambda shape: shape.__name__)
async def test_nobody_else_is_warned(desk: Desk, shape: Callable[[str], dict[str, object]]) -> None:
    interaction = FakeInteraction(desk)
    interaction.data = shape("99214-25 for Dr Smith as of 1/1/2026")
    await respond(interaction, worked())
    assert len(interaction.sent) == 1


async def worked() -> Reply:
    return Reply(comparison(), 7)


@pytest.mark.parametrize(
    "offered",
    [options.service_choices, options.topic_choices, options.locality_choices, options.claim_choices],
    ids=lambda offered: offered.__name__,
)
def test_no_option_offers_what_was_typed(desk: Desk, offered: Callable[[Desk, str], list[object]]) -> None:
    assert [each.text for each in IDENTIFIERS if traces(repr(offered(desk, each.text)).encode(), each)] == []


def test_the_pieces_of_an_identifier_are_looked_for(desk: Desk) -> None:
    assert traces(b"seen: Zyxka", Invented("my patient Zyxka", ("Zyxka",))) == ["Zyxka"]
    assert desk.redact("17110").found is False
