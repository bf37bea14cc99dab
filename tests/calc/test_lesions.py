"""How many lesions in one session are enough, against what an answer about that many says."""

from decimal import Decimal

import pytest

from bot.calc.engine import answer
from bot.calc.lesions import MOST
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import BreakEven, Item, Value
from bot.domain.service import CodeRef
from bot.render.finding import with_finding
from tests.replay import replay

COUNTED = ("ak_destruction", "skin_tag_removal", "wart_destruction")
KEYS = {"usd": "allowed_usd", "work_rvu": "work_rvu"}
VISIT = Item(concept="office_visit_est", codes=(CodeRef(code="99214"),), side=2)


def solved(catalog: Catalog, first: Item, second: Item = VISIT) -> Answer:
    made = with_finding(answer(BreakEven(items=(first, second)), Context(), catalog))
    replay(made)
    return made


def lesions(made: Answer) -> dict[str, Decimal]:
    return {figure.unit: figure.value for figure in made.figures if figure.key == "break_even_lesions"}


def worth_of(catalog: Catalog, concept: str, number: int, unit: str) -> Decimal:
    made = answer(Value(items=(Item(concept=concept, quantity=number),)), Context(), catalog)
    return next(figure.value for figure in made.figures if figure.key == KEYS[unit])


@pytest.mark.parametrize("concept", COUNTED)
@pytest.mark.parametrize("code", ["99213", "99214"])
def test_the_number_is_the_first_that_is_enough(catalog: Catalog, concept: str, code: str) -> None:
    visit = VISIT.model_copy(update={"codes": (CodeRef(code=code),)})
    made = solved(catalog, Item(concept=concept, side=1), visit)
    target = answer(Value(items=(visit.model_copy(update={"side": None}),)), Context(), catalog)
    found = lesions(made)
    assert set(found) == set(KEYS)
    for unit, number in found.items():
        bar = next(figure.value for figure in target.figures if figure.key == KEYS[unit])
        if number:
            assert worth_of(catalog, concept, int(number), unit) >= bar
            brings = [one.value for one in made.figures if one.key == "lesions_worth" and one.unit == unit]
            assert brings == [worth_of(catalog, concept, int(number), unit)]
        last = int(number) - 1 if number else MOST
        assert last == 0 or worth_of(catalog, concept, last, unit) < bar


def test_twelve_spots_are_enough_where_three_sessions_are(catalog: Catalog) -> None:
    made = solved(catalog, Item(concept="ak_destruction", side=1))
    assert lesions(made) == {"usd": 12, "work_rvu": 0}
    counts = {figure.unit: figure.value for figure in made.figures if figure.key == "break_even_count"}
    assert counts == {"usd": 3, "work_rvu": 4, "total_rvu": 3}
    assert (
        "On one patient in one session, it takes 12 spots in Medicare dollars to the practice before costs ($136.32), "
        "and no number of them is enough by work RVU, the clinician's credit." in made.verdict
    )


def test_where_no_number_is_enough_it_is_said_once(catalog: Catalog) -> None:
    made = solved(catalog, Item(concept="wart_destruction", side=1))
    assert lesions(made) == {"usd": 0, "work_rvu": 0}
    assert "no number of warts is enough in Medicare dollars to the practice before costs or by work" in made.verdict


@pytest.mark.parametrize(
    "first",
    [
        Item(concept="colonoscopy", side=1),
        Item(concept="ak_destruction", quantity=3, side=1),
        Item(concept="ak_destruction", codes=(CodeRef(code="17000"),), side=1),
        Item(concept="lifestyle_counseling", minutes=30, side=1),
    ],
)
def test_nothing_is_told_of_what_is_not_counted_so(catalog: Catalog, first: Item) -> None:
    made = solved(catalog, first)
    assert lesions(made) == {}
    assert "in one session" not in made.verdict


def test_no_dollars_are_reached_where_the_target_is_not_paid(catalog: Catalog) -> None:
    unpaid = Item(concept="preventive_counseling", codes=(CodeRef(code="99402"),), side=2)
    made = solved(catalog, Item(concept="ak_destruction", side=1), unpaid)
    assert lesions(made) == {"work_rvu": 11}
    assert "it takes 11 spots by work RVU" in made.verdict


def test_where_one_is_enough_nothing_more_is_told(catalog: Catalog) -> None:
    nurse = Item(concept="nurse_visit", side=2)
    made = solved(catalog, Item(concept="wart_destruction", side=1), nurse)
    assert lesions(made) == {"usd": 1, "work_rvu": 1}
    assert "in one session" not in made.verdict


def test_several_services_on_a_side_are_no_lesions(catalog: Catalog) -> None:
    two = (Item(concept="ak_destruction", side=1), VISIT, Item(concept="wart_destruction", side=2))
    assert lesions(answer(BreakEven(items=two), Context(), catalog)) == {}


def test_sessions_that_a_stretch_of_work_holds_are_billed_one_by_one(catalog: Catalog) -> None:
    several = Item(concept="wart_destruction", minutes=15, quantity=32)
    together = answer(Value(items=(several,)), Context(), catalog)
    apart = answer(Value(items=(several.model_copy(update={"sessions": True}),)), Context(), catalog)
    assert [(item.codes, item.units) for item in together.items] == [(("17111",), 1)]
    assert [(item.codes, item.units) for item in apart.items] == [(("17110",), 32)]
    assert "32 warts in one session are billed as 17111" in " ".join(together.assumptions)
    assert "32 x wart freezing: separate encounters" in " ".join(apart.assumptions)
    one = answer(Value(items=(several.model_copy(update={"quantity": 1}),)), Context(), catalog)
    (single,), (all_of_them,) = (
        [figure.value for figure in found.figures if figure.key == "work_rvu"][:1] for found in (one, apart)
    )
    assert all_of_them == 32 * single
