"""What a service is paid at each length, step by step."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.basis import settle
from bot.calc.duration import starts
from bot.calc.engine import answer
from bot.domain.answer import ChartSpec, Curve
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import BreakEven, Explain, Stated, Value
from tests.calc.questions import coded, thing
from tests.replay import replay


def drawn(catalog: Catalog, topic: str) -> ChartSpec:
    made = answer(Explain(topic=topic), Context(), catalog)
    replay(made)
    assert made.chart is not None
    return made.chart


def steps(curve: Curve) -> list[tuple[str, str]]:
    return [(f"{point.x}", point.text) for point in curve.points]


def test_psychotherapy_is_paid_in_three_steps(catalog: Catalog) -> None:
    (panel,) = drawn(catalog, "psychotherapy_minutes").panels
    assert [steps(curve) for curve in panel.curves] == [
        [("16", "90832 $85.84"), ("38", "90834 $113.90"), ("53", "90837 $167.00")]
    ]
    assert (panel.stepped, panel.across) == (True, "minutes")


def test_how_long_is_drawn_with_the_amount_to_reach(catalog: Catalog) -> None:
    question = BreakEven(
        items=(thing("lifestyle_counseling", side=1), thing("wart_destruction", side=2)), solve="minutes"
    )
    made = answer(question, Context(), catalog)
    replay(made)
    assert made.chart is not None
    visit, units, target = made.chart.panels[0].curves
    assert steps(visit)[:4] == [
        ("10", "99212 $59.45"), ("20", "99213 $95.19"), ("30", "99214 $135.61"), ("40", "99215 $192.39"),
    ]  # fmt: skip
    assert steps(units) == [("15", "G0447 $34.07"), ("30", "G0447 x 2 $68.14")]
    assert {point.text for point in target.points} == {"$111.22"}
    known = {step.value for step in made.steps}
    assert {point.value for curve in made.chart.panels[0].curves for point in curve.points} <= known


def test_without_a_price_to_reach_only_the_steps_are_drawn(catalog: Catalog) -> None:
    talk, unpaid = thing("lifestyle_counseling", side=1), coded("preventive_counseling", "99402", side=2)
    made = answer(BreakEven(items=(talk, unpaid), solve="minutes"), Context(), catalog)
    assert made.chart is not None
    assert [curve.label for curve in made.chart.panels[0].curves] == [
        "established-patient office visit, by time",
        "obesity counseling, 15-minute units",
    ]


def test_a_way_that_ends_falls_to_nothing(catalog: Catalog) -> None:
    used = catalog.concepts["psychotherapy"].uses[0].rule
    short = catalog.rules[used].model_copy(update={"bands": catalog.rules[used].bands[:1]})
    (panel,) = drawn(replace(catalog, rules={**catalog.rules, used: short}), "psychotherapy_minutes").panels
    assert steps(panel.curves[0]) == [("16", "90832 $85.84"), ("38", "$0")]


def test_who_may_not_bill_it_is_drawn_nothing(catalog: Catalog) -> None:
    made = answer(Explain(topic="psychotherapy_minutes"), Context.model_validate({"clinician": "rd"}), catalog)
    assert made.chart is None


def test_what_does_not_go_by_length_has_no_steps(catalog: Catalog) -> None:
    basis = settle(Stated(), Context(), catalog)
    assert starts(thing("wart_destruction"), basis) == ()
    made = answer(Value(items=(thing("wart_destruction"),)), Context(), catalog)
    assert made.chart is None or not made.chart.panels[0].curves


@settings(max_examples=30, deadline=None)
@given(minutes=st.integers(1, 120))
def test_a_step_is_the_price_at_that_length(catalog: Catalog, minutes: int) -> None:
    (panel,) = drawn(catalog, "timed_units").panels
    made = answer(Value(items=(thing("lifestyle_counseling", minutes=minutes),)), Context(), catalog)
    priced = {
        way.label: next(figure.value for figure in way.figures if figure.key == "allowed_usd")
        for way in made.pathways
        if way.in_verdict and way.paid_by_medicare
    }
    stepped = {
        curve.label: next((point.value for point in reversed(curve.points) if point.x <= minutes), Decimal(0))
        for curve in panel.curves
    }
    assert {label: value for label, value in stepped.items() if value} == {
        label: value for label, value in priced.items() if label in stepped
    }


@pytest.mark.parametrize("topic", ["time_vs_mdm", "timed_units", "psychotherapy_minutes"])
def test_longer_never_pays_less(catalog: Catalog, topic: str) -> None:
    for curve in drawn(catalog, topic).panels[0].curves:
        values = [point.value for point in curve.points]
        assert values == sorted(values)
