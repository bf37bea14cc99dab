import pytest

from bot.domain.catalog import Catalog
from bot.render.text import as_text
from tests.render.asked import ASKING, EVERY, OUTSIDE, WORKED, answered
from tests.render.golden import golden


@pytest.mark.parametrize(
    "name", ["worked example", "wart without minutes", "asking back", "out of scope", "topic", "card"]
)
def test_whole_answers_read_as_they_were_approved(name: str, catalog: Catalog) -> None:
    told = as_text(answered(EVERY[name], catalog))
    assert told == golden(f"text {name}", told)


def test_parts_come_in_the_order_of_need(catalog: Catalog) -> None:
    told = as_text(answered(WORKED, catalog))
    places = [
        told.index(part) for part in ("Per visit", "17110,", "Assumed:", "Keep in mind:", "Source: Medicare RVU26B")
    ]
    assert places == sorted(places)


def test_the_stored_verdict_is_kept_word_for_word(catalog: Catalog) -> None:
    stored = answered(WORKED, catalog).model_copy(update={"verdict": "As it was told then."})
    assert as_text(stored).startswith("As it was told then.\n")


@pytest.mark.parametrize("question", [ASKING, OUTSIDE], ids=["asked back", "out of scope"])
def test_choices_are_numbered_as_they_can_be_typed(question: object, catalog: Catalog) -> None:
    answer = answered(question, catalog)  # type: ignore[arg-type] # reason: pytest does not type parameters
    lines = as_text(answer).splitlines()
    assert [f"{number}. {choice.label}" for number, choice in enumerate(answer.offered, start=1)] == lines[
        -len(answer.offered) :
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", EVERY)
def test_text_keeps_to_its_width(name: str, width: int, catalog: Catalog) -> None:
    assert all(len(line) <= width for line in as_text(answered(EVERY[name], catalog), width).splitlines())


def test_a_card_stands_in_for_the_table_with_its_status_before_any_number(catalog: Catalog) -> None:
    told = as_text(answered(EVERY["card"], catalog))
    assert (
        told.index("Status A")
        < told.index("symptoms")
        < told.index("$")
        < told.index("Office:")
        < told.index("Source:")
    )
    assert "Medicare  minute" not in told
