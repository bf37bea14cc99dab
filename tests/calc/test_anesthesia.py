"""What is said of an anesthesia code, which has no figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.calc.engine import answer
from bot.calc.quote import quote
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Value
from bot.domain.service import CodeRef, Status
from bot.domain.source import Citation, Sure
from tests.calc.questions import coded
from tests.calc.test_card import with_row
from tests.replay import replay

NOTHING = dict.fromkeys(("work", "pe_office", "pe_facility", "mp"), Decimal(0))
SAID = "Medicare pays anesthesia as (base units + time units) x a conversion factor of its own"
LACKING = "The base units are not in these files, so there is no figure."


@pytest.fixture
def without(catalog: Catalog) -> Catalog:
    return with_row(catalog, "17110", status=Status.ANESTHESIA, **NOTHING)


@pytest.fixture
def loaded(without: Catalog) -> Catalog:
    cite = Citation(id="anes2026", title="Invented", date=date(2026, 1, 1), file="ANES2026.csv", sure=Sure.FILE)
    factors = {2026: {"": Decimal("20.50"), "14212-01": Decimal("21.50")}}
    return replace(without, anesthesia=factors, citations={**without.citations, "anes2026": cite})


@pytest.mark.parametrize(
    ("locality", "told"),
    [
        (None, f"{SAID}: $20.50 a unit (national, ANES2026.csv). {LACKING}"),
        ("14212-01", f"{SAID}: $21.50 a unit (in 14212-01, ANES2026.csv). {LACKING}"),
        ("01112-05", f"{SAID}. {LACKING}"),
    ],
    ids=["national", "there", "not in the file"],
)
def test_the_factor_of_the_place_is_told_and_no_figure(loaded: Catalog, locality: str | None, told: str) -> None:
    context = Context(locality=locality)
    priced = quote(CodeRef.parse("17110"), 1, context, loaded)
    assert (priced.allowed_usd, priced.would_be_usd, priced.total_rvu, priced.coinsurance_usd) == (None,) * 4
    assert priced.notes[0] == told
    card = answer(Value(items=(coded("wart_destruction", "17110"),), card=True), context, loaded)
    replay(card)
    assert {detail.label: detail.text for detail in card.details}["Price"] == told
    known = "$" in told
    for steps, sources in ((priced.steps, priced.sources), (card.steps, card.sources)):
        assert any(step.source == "anes2026" for step in steps) == known
        assert ("anes2026" in {source.id for source in sources}) == known


def test_another_years_factor_is_not_taken(loaded: Catalog) -> None:
    earlier = replace(loaded, anesthesia={2025: {"": Decimal("20.3178")}})
    assert quote(CodeRef.parse("17110"), 1, Context(), earlier).notes[0] == f"{SAID}. {LACKING}"


def test_what_is_no_anesthesia_says_nothing_of_it(loaded: Catalog) -> None:
    assert not any("nesthesia" in note for note in quote(CodeRef.parse("99214"), 1, Context(), loaded).notes)
