"""The claims that staff can test, each a question that is understood."""

from dataclasses import replace

import pytest

from bot.calc import engine
from bot.domain.catalog import Catalog
from bot.domain.claim import Claim
from bot.domain.context import Context
from bot.domain.question import Clarify, Compare, Explain
from bot.errors import BadQuestionError
from bot.language.claims import Claims
from bot.language.listener import Listener


@pytest.fixture(scope="module")
def claims(catalog: Catalog) -> Claims:
    return Claims(catalog, Listener(catalog).understand)


def test_every_claim_is_offered_and_each_of_its_questions_is_understood(claims: Claims, catalog: Catalog) -> None:
    listener = Listener(catalog)
    assert len(catalog.claims) >= 9
    offered = claims.offer()
    assert [choice.label for choice in offered.choices] == [claim.title for claim in catalog.claims.values()]
    for claim in catalog.claims.values():
        for ask in claim.asks:
            assert listener.understand(ask).intent not in {"clarify", "out_of_scope"}, ask


def test_every_question_of_a_claim_is_answered_and_says_what_it_tests(claims: Claims, catalog: Catalog) -> None:
    for claim in catalog.claims.values():
        question = claims.question(claim.title.upper())
        told = claims.told(engine.answer(question, Context(), catalog))
        assert claim.title in told.readings[0]
        assert told.caveats[0] == claim.note
        others = [choice.question for choice in told.see_also[: len(claim.asks) - 1]]
        assert question not in others
        for other in others:
            assert other is not None
            assert engine.answer(other, Context(), catalog).intent == other.intent


def test_an_explanation_is_no_claim_and_an_answer_without_one_stays_as_it_is(claims: Claims, catalog: Catalog) -> None:
    plain = engine.answer(Explain(topic="rvu"), Context(), catalog)
    assert claims.told(plain) is plain
    foreign = engine.answer(Explain(topic="rvu", claim="a claim of another version"), Context(), catalog)
    assert claims.told(foreign) is foreign


def test_a_claim_is_found_by_words_of_its_title_and_one_that_does_not_exist_is_refused(claims: Claims) -> None:
    assert ("Freezing a wart beats half an hour of lifestyle talk", "wart_and_talk") in claims.titles("wart TALK")
    assert claims.titles("astrology") == []
    with pytest.raises(BadQuestionError, match="no such claim"):
        claims.question("astrology")


def test_words_that_are_no_question_leave_the_claim_out(catalog: Catalog) -> None:
    vague = Claim(id="vague", title="Vague", asks=("hm", "ah"), note="None.")
    long = Claim(id="long", title="Long", asks=("x" * 90,), note="None.")

    made = Claims(
        replace(catalog, claims={"vague": vague, "long": long}),
        lambda text: Clarify(ask="What?") if len(text) < 10 else Compare(),
    )
    (only,) = made.offer().choices
    assert only.question == Compare(claim="long")
    with pytest.raises(BadQuestionError):
        made.question("vague")
    assert made.question("long") == Compare(claim="long")
