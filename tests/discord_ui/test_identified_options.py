"""Two hundred invented identifiers in every option: the flag goes with the question, nothing typed is repeated."""

from collections.abc import Callable

import pytest

from bot.ask import Desk
from bot.catalog.load import load
from bot.discord_ui import options
from bot.domain.answer import PHI
from bot.domain.question import Question, Stated
from bot.errors import RvuError
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


Built = Callable[[Desk, str], Question]
BUILDERS = [first_of_two, second_of_two, solved, shown, filled_in, options.topic]


@pytest.mark.parametrize("built", BUILDERS, ids=lambda built: built.__name__)
def test_the_flag_goes_with_the_question_or_the_refusal_and_nothing_is_repeated(desk: Desk, built: Built) -> None:
    unwarned, repeated = [], []
    for each in IDENTIFIERS:
        try:
            question = built(desk, each.text)
        except RvuError as error:
            warned, said = PHI in error.warnings, f"{error.message} {error.hint}"
        else:
            warned, said = question.identifying, question.model_dump_json()
        unwarned += [] if warned else [each.text]
        repeated += traces(said.encode(), each)
    assert (unwarned, repeated) == ([], [])


@pytest.mark.parametrize("built", BUILDERS, ids=lambda built: built.__name__)
def test_a_clean_option_has_no_flag(desk: Desk, built: Built) -> None:
    assert not built(desk, "what is a conversion factor" if built is options.topic else "17110").identifying


def test_a_place_is_refused_with_the_warning_and_without_what_was_typed(desk: Desk) -> None:
    for each in IDENTIFIERS:
        with pytest.raises(RvuError) as refused:
            options.place(desk, each.text)
        assert refused.value.warnings == (PHI,), each.text
        assert traces(f"{refused.value.message} {refused.value.hint}".encode(), each) == []


@pytest.mark.parametrize(
    "offered",
    [options.service_choices, options.topic_choices, options.locality_choices],
    ids=lambda offered: offered.__name__,
)
def test_no_option_offers_what_was_typed(desk: Desk, offered: Callable[[Desk, str], list[object]]) -> None:
    assert [each.text for each in IDENTIFIERS if traces(repr(offered(desk, each.text)).encode(), each)] == []


def test_the_pieces_of_an_identifier_are_looked_for(desk: Desk) -> None:
    assert traces(b"seen: Zyxka", Invented("my patient Zyxka", ("Zyxka",))) == ["Zyxka"]
    assert desk.redact("17110").found is False
