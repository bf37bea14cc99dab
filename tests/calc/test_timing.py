"""No minute is counted twice: minutes inside a visit's, minutes beside it, and the arithmetic that shows it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.calc.engine import answer
from bot.calc.timing import APART
from bot.domain.answer import Answer, Op, Step
from bot.domain.catalog import Catalog
from bot.domain.concept import LISTED
from bot.domain.context import Context
from bot.domain.question import Item, Value
from bot.errors import BadQuestionError
from tests.calc.questions import coded, pathway, thing
from tests.replay import replay


def inside(concept: str, minutes: int | None, **more: object) -> Item:
    return thing(concept, minutes=minutes, inside=True, **more)


def made(catalog: Catalog, *items: Item) -> Answer:
    found = answer(Value(items=items), Context(), catalog)
    replay(found)
    return found


def step(found: Answer, name: str) -> Step:
    return next(one for one in found.steps if one.name == name)


def verdict(found: Answer) -> list[tuple[str, ...]]:
    return [one.codes for one in found.pathways if one.in_verdict]


@pytest.mark.parametrize(
    ("visit", "service", "minutes", "codes"),
    [
        (45, "smoking_cessation", 10, ("99214", "99406")),  # 35 are left, not 45
        (40, "smoking_cessation", 11, ("99213", "99407")),  # 29
        (45, "advance_care_planning", 16, ("99213", "99497")),  # 29
        (35, "wart_destruction", 10, ("99213", "17110")),  # 25
        (30, "wart_destruction", 21, (("17110",))),  # 9 are no visit by time
        (45, "lifestyle_counseling", 15, ("99214", "G0447")),  # never a second visit
    ],
    ids=["tobacco", "long tobacco", "planning", "wart", "too little left", "lifestyle"],
)
def test_minutes_inside_a_visit_do_not_raise_its_level(
    catalog: Catalog, visit: int, service: str, minutes: int, codes: tuple[str, ...]
) -> None:
    found = made(catalog, thing("office_visit", minutes=visit), inside(service, minutes))
    assert [item.minutes for item in found.items] == [visit, minutes]
    if len(codes) == 1:
        assert verdict(found) == []
        return
    assert verdict(found) == [codes]
    assert pathway(found, *codes).minutes == visit
    assert any(f"so {visit - minutes} count for" in told for told in found.assumptions)


def test_the_subtraction_is_a_step_with_its_source(catalog: Catalog) -> None:
    found = made(catalog, thing("office_visit", minutes=45), inside("smoking_cessation", 10))
    rest = step(found, "a minutes of item 1")
    assert (rest.op, rest.value, rest.source) == (Op.DIFFERENCE, Decimal(35), APART)
    assert [one.value for one in rest.inputs] == [Decimal(45), Decimal(10)]
    assert step(found, "a minutes").value == Decimal(45)
    assert APART in {source.id for source in found.sources}


def test_several_services_inside_one_visit_are_all_taken_off(catalog: Catalog) -> None:
    items = (thing("office_visit", minutes=45), inside("wart_destruction", 6), inside("smoking_cessation", 10))
    found = made(catalog, *items)
    assert verdict(found) == [("99213", "17110", "99406")]
    assert "6 of a wart freezing and 10 of a quit-tobacco talk are billed apart, so 29" in found.assumptions[0]


def test_what_is_too_short_to_bill_stays_in_the_visit(catalog: Catalog) -> None:
    found = made(catalog, thing("office_visit", minutes=40), inside("smoking_cessation", 3))
    assert verdict(found) == [("99215",)]
    assert pathway(found, "99215").minutes == 40
    assert [(item.codes, item.units) for item in found.items] == [(("99215",), 1), ((), 0)]
    assert "stay within the 40 of an office visit" in found.assumptions[0]


def test_minutes_said_for_each_item_are_separate_and_told_so(catalog: Catalog) -> None:
    found = made(catalog, thing("office_visit", minutes=30), thing("wart_destruction", minutes=5))
    assert verdict(found) == [("99214", "17110")]
    total = step(found, "a minutes")
    assert (total.op, total.value) == (Op.SUM, Decimal(35))
    assert any("read as separate (30 of an office visit, 5 of a wart freezing)" in told for told in found.assumptions)


def test_a_typed_visit_code_is_held_against_the_minutes_that_are_left(catalog: Catalog) -> None:
    found = made(catalog, coded("office_visit_est", "99215", minutes=45), inside("smoking_cessation", 10))
    assert verdict(found) == [("99215", "99406")]
    assert any("35 minutes do not reach 99215's 40" in told for told in found.caveats)


@pytest.mark.parametrize(
    "holder",
    [
        thing("office_visit"),
        thing("office_visit", minutes=45, quantity=2),
        thing("wart_destruction", minutes=45),
        thing("office_visit", minutes=45, inside=True),
    ],
    ids=["no minutes", "two visits", "a procedure", "itself inside"],
)
def test_minutes_that_nothing_can_hold_are_kept_apart(catalog: Catalog, holder: Item) -> None:
    found = made(catalog, holder, inside("smoking_cessation", 10))
    assert not any("billed apart" in one.name for one in found.steps)


def test_a_service_inside_without_minutes_takes_none_off(catalog: Catalog) -> None:
    found = made(catalog, thing("office_visit", minutes=45), inside("smoking_cessation", None))
    assert {codes[0] for codes in verdict(found)} == {"99215"}


def test_a_second_visit_holds_its_own(catalog: Catalog) -> None:
    visits = (thing("office_visit", minutes=45), thing("home_visit", minutes=45))
    found = made(catalog, visits[0], inside("smoking_cessation", 10), visits[1])
    assert verdict(found)[0][:2] == ("99214", "99406")


def test_more_minutes_inside_than_there_are_is_refused(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="12 minutes inside 12 leave none"):
        made(catalog, thing("office_visit", minutes=12), inside("smoking_cessation", 12))


def test_a_code_without_words_of_ours_is_no_second_visit(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["17110", ""].model_copy(update={"code": "Z9999"})
    listed = replace(catalog, rows={**catalog.rows, "RVU26B": {**catalog.rows["RVU26B"], ("Z9999", ""): row}})
    found = made(listed, thing("office_visit", minutes=40), coded(LISTED, "Z9999", minutes=5, inside=True))
    assert verdict(found) == [("99214", "Z9999")]


@settings(max_examples=60, deadline=None)
@given(visit=st.integers(20, 120), part=st.integers(4, 60))
def test_a_part_of_a_visit_is_worth_what_the_rest_and_the_part_are_worth(
    catalog: Catalog, visit: int, part: int
) -> None:
    assume(visit - part >= 10)
    within = made(catalog, thing("office_visit", minutes=visit), inside("smoking_cessation", part))
    beside = made(catalog, thing("office_visit", minutes=visit - part), thing("smoking_cessation", minutes=part))
    assert verdict(within) == verdict(beside)
    (one,), (other,) = ([p for p in found.pathways if p.in_verdict] for found in (within, beside))
    assert one.minutes == other.minutes == visit
    assert [figure.value for figure in one.figures] == [figure.value for figure in other.figures]


def test_charting_counts_toward_a_visit_and_nothing_else(catalog: Catalog) -> None:
    found = made(catalog, thing("lifestyle_counseling", minutes=40, charting=11))
    assert verdict(found) == [("99215",), ("G0447",)]
    assert pathway(found, "99402").charting == 11
    assert pathway(found, "G0447").units == (1,)
    assert pathway(found, "99215").charting is None
    assert {one.minutes for one in found.pathways if one.in_verdict} == {40}
    assert found.assumptions[0].startswith("Of the 40 minutes of a lifestyle talk, 11 are charting")


def test_a_typed_code_that_goes_by_time_with_the_patient_has_no_charting(catalog: Catalog) -> None:
    found = made(catalog, coded("smoking_cessation", "99407", minutes=15, charting=6))
    assert (pathway(found, "99407").charting, pathway(found, "99407").threshold) == (6, 11)
    assert any("9 minutes do not reach 99407's 11" in told for told in found.caveats)
    assert not any("charting" in told for told in found.assumptions)


def test_charting_alone_reaches_nothing_that_goes_by_time_with_the_patient(catalog: Catalog) -> None:
    found = made(catalog, thing("smoking_cessation", minutes=10, charting=10))
    assert verdict(found) == []


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (thing("lifestyle_counseling", minutes=30), True),
        (coded("office_visit_est", "99214", minutes=30), True),
        (thing("office_visit"), False),
        (thing("smoking_cessation", minutes=12), False),
        (thing("office_visit_est", minutes=5), False),
    ],
    ids=["talk", "typed visit", "no minutes", "no visit in the verdict", "too short"],
)
def test_it_is_told_that_a_visits_minutes_are_taken_as_all_of_the_date(
    catalog: Catalog, item: Item, *, told: bool
) -> None:
    said = f"Your {item.minutes} minutes are taken as all of your time on the date, charting included"
    assert (said in made(catalog, item).assumptions) == told
