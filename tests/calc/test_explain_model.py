"""Entries about ways to pay are worked out live, with the same numbers as the answers to them."""

import pytest

from bot.calc.engine import answer
from bot.calc.sources import PARTLY, UNSOURCED, rests_on
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Explain, WhatIf
from bot.domain.source import Sure
from tests.calc.questions import coded
from tests.replay import replay

EXAMPLES = {
    # 80 x 600 x 12; / 1600 / 60; x 30
    "direct_primary_care": ("gross a year $576,000.00", "a clinic minute $6.00", "30 minutes of 99214 $180.00"),
    "value_based_care": ("fees a year $60,000.00", "99402 against 17110 $222.44", "99402 from Medicare $0.00"),
    "cocm": ("Medicare a month $5,952.00", "left after staff, a month $1,952.00"),
    # 5,952 + 20 x 57.45 = 7,101; - 4,000
    "integrated_behavioral_health": ("Medicare a month $7,101.00", "left after staff, a month $3,101.00"),
    "apcm_rules": ("Medicare a month $16,134.00",),
    # 0.7 x 135.61 / 30 + 0.3 x 6
    "blends": ("99214, a blended minute $4.96", "the panel's part, a clinic minute $1.80"),
    # 1.92 x 50; 0.68 x 50
    "productivity_pay": ("At $50 a work RVU, say, 99214 pays the clinician $96.00", "17110 pays the clinician $34.00"),
}


@pytest.mark.parametrize("topic", EXAMPLES)
def test_a_way_to_pay_is_explained_with_its_own_numbers(catalog: Catalog, topic: str) -> None:
    made = answer(Explain(topic=topic), Context(), catalog)
    replay(made)
    assert all(told in (made.example or "") for told in EXAMPLES[topic])


@pytest.mark.parametrize("topic", [name for name in EXAMPLES if name != "productivity_pay"])
def test_its_figures_are_those_of_the_question_about_it(catalog: Catalog, topic: str) -> None:
    entry = catalog.topics[topic]
    made = answer(Explain(topic=topic), Context(), catalog)
    asked = answer(WhatIf(terms=entry.terms), Context(), catalog)
    ours = {(figure.key, figure.unit): figure.value for figure in made.figures if figure.pathway is None}
    theirs = {(figure.key, figure.unit): figure.value for figure in asked.figures if figure.pathway is None}
    assert {key: value for key, value in ours.items() if key in theirs} == theirs


def test_the_servers_rate_comes_before_the_examples(catalog: Catalog) -> None:
    made = answer(Explain(topic="productivity_pay"), Context.model_validate({"rate": "60"}), catalog)
    assert "At $60 a work RVU, say, 99214 pays the clinician $115.20" in (made.example or "")


def test_codes_without_a_price_or_a_name_here_are_left_out_of_the_example(catalog: Catalog) -> None:
    item = coded("blood_draw", "36415")
    made = answer(Explain(topic="direct_primary_care", items=(item,)), Context(), catalog)
    assert "from Medicare" not in (made.example or "")


def test_every_entry_names_what_it_was_read_in_or_that_nothing_was_found(catalog: Catalog) -> None:
    unsourced = set()
    for topic in catalog.topics.values():
        told = answer(Explain(topic=topic.id), Context(), catalog).caveats
        read = {cite: catalog.citations[cite].sure for cite in topic.cites}
        if all(sure is Sure.UNCONFIRMED for sure in read.values()):
            unsourced.add(topic.id)
            assert told == (UNSOURCED,)
            continue
        titles = [catalog.citations[cite].title for cite, sure in read.items() if sure is not Sure.UNCONFIRMED]
        assert all(title in told[0] for title in titles)
        assert (PARTLY in told) == (Sure.UNCONFIRMED in read.values())
        assert told[0].count("(second-hand)") == sum(sure is Sure.SECOND for sure in read.values())
    assert unsourced == set()


def test_an_entry_without_any_source_says_so(catalog: Catalog) -> None:
    bare = catalog.topics["teaching"].model_copy(update={"cites": ("general_knowledge",)})
    assert rests_on(bare, catalog) == (UNSOURCED,)
