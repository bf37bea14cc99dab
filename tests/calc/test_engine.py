"""Whole answers: the worked example, the laws of comparison, and every intent."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.engine import answer
from bot.domain.answer import Answer, PathwayState
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import (
    BreakEven,
    Choice,
    Clarify,
    Compare,
    Explain,
    Item,
    OutOfScope,
    Question,
    RatePerHour,
    Recall,
    Stated,
    Stats,
    Value,
)
from bot.errors import BadQuestionError
from tests.calc.questions import coded, counts, number, pathway, ratios, thing
from tests.replay import replay

OFFICE = Context()
CROWD = ["99202", "99203", "99204", "99205", "99212", "99213", "99214", "99215", "G0438", "G0439", "G0402", "17110"]


def worked(catalog: Catalog, *, minutes: int | None = 10, swap: bool = False) -> Answer:
    wart = thing("wart_destruction", 2 if swap else 1, minutes=minutes)
    talk = thing("lifestyle_counseling", 1 if swap else 2, minutes=30)
    return answer(Compare(items=(talk, wart) if swap else (wart, talk)), OFFICE, catalog)


# --- the worked example of the design ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "work", "total", "usd", "a_minute", "work_a_minute"),
    [
        (("17110",), "0.68", "3.33", "111.22", "11.12", "0.068"),
        (("99214",), "1.92", "4.06", "135.61", "4.52", "0.064"),
        (("99214", "G2211"), "2.25", "4.58", "152.98", "5.10", "0.075"),
        (("G0447",), "1.20", "2.04", "68.14", "2.27", "0.040"),
    ],
)
def test_the_worked_example_has_the_designs_figures(
    catalog: Catalog, codes: tuple[str, ...], work: str, total: str, usd: str, a_minute: str, work_a_minute: str
) -> None:
    found = pathway(worked(catalog), *codes)
    assert [number(found, key) for key in ("work_rvu", "total_rvu", "allowed_usd")] == [work, total, usd]
    assert [number(found, key) for key in ("usd_per_minute", "work_rvu_per_minute")] == [a_minute, work_a_minute]


def test_the_unpaid_talk_is_zero_and_stands_outside_the_verdict(catalog: Catalog) -> None:
    unpaid = pathway(worked(catalog), "99402")
    assert (number(unpaid, "allowed_usd"), number(unpaid, "would_be_usd")) == ("0.00", "64.80")
    assert unpaid.state is PathwayState.UNPAID
    assert not unpaid.in_verdict
    assert not unpaid.paid_by_medicare


def test_the_verdict_rests_on_the_paid_ways_alone(catalog: Catalog) -> None:
    made = worked(catalog)
    assert {one.codes for one in made.pathways if one.in_verdict} == {("17110",), ("99214",), ("G0447",)}
    assert [(item.codes, item.minutes, item.units, item.side) for item in made.items] == [
        (("17110",), 10, 1, 1),
        (("99214", "G0447"), 30, 1, 2),
    ]


@pytest.mark.parametrize(
    ("unit", "start", "low", "high"),
    [
        ("usd", "2", "0.61", "1.22"),
        ("work_rvu", "2", "1.76", "2.82"),
        ("usd_per_minute", "1", "2.46", "4.90"),
        ("usd_per_minute_cms_same_day", "1", "2.97", "3.77"),
    ],
)
def test_the_worked_examples_ranges(catalog: Catalog, unit: str, start: str, low: str, high: str) -> None:
    values = [figure.value for figure in ratios(worked(catalog), unit, start)]
    assert (min(values), max(values)) == (Decimal(low), Decimal(high))


def test_cms_minutes_are_used_and_named_when_the_asker_gives_none(catalog: Catalog) -> None:
    made = worked(catalog, minutes=None)
    wart = pathway(made, "17110")
    assert (wart.minutes, wart.cms_same_day_minutes, wart.cms_whole_minutes) == (None, 13, 29)
    assert number(wart, "usd_per_minute") == "8.56"
    assert made.items[0].minutes is None
    assert any("13" in told and "CMS" in told for told in made.assumptions)
    assert "10" not in " ".join((*made.assumptions, *made.readings))


def test_a_comparison_names_the_four_choices(catalog: Catalog) -> None:
    made = worked(catalog, minutes=None)
    keys = {figure.key for figure in made.figures}
    assert {"work_rvu", "allowed_usd", "work_rvu_per_minute", "usd_per_minute"} <= keys
    assert {"usd_per_minute_cms_same_day", "work_rvu_per_minute_cms_whole"} <= keys
    assert any("practice expense" in told for told in made.caveats)


# --- laws -------------------------------------------------------------------------------------------------------------

CONCEPTS = ["wart_destruction", "lifestyle_counseling", "knee_injection", "office_visit_est", "ear_wax_removal", "ekg"]


@settings(max_examples=30, deadline=None)
@given(
    first=st.sampled_from(CONCEPTS),
    second=st.sampled_from(CONCEPTS),
    minutes=st.tuples(st.integers(10, 120), st.integers(10, 120)),
)
def test_swapping_the_sides_inverts_every_ratio(
    catalog: Catalog, first: str, second: str, minutes: tuple[int, int]
) -> None:
    def compared(one: str, other: str, lengths: tuple[int, int]) -> dict[str, list[Decimal]]:
        items = (thing(one, 1, minutes=lengths[0]), thing(other, 2, minutes=lengths[1]))
        made = answer(Compare(items=items), OFFICE, catalog)
        replay(made)
        units = {f.unit for f in made.figures if f.key == "ratio"}
        return {unit: sorted(f.value for f in ratios(made, unit, "1")) for unit in units}

    forward = compared(first, second, minutes)
    back_items = (thing(second, 1, minutes=minutes[1]), thing(first, 2, minutes=minutes[0]))
    back = answer(Compare(items=back_items), OFFICE, catalog)
    for unit, values in forward.items():
        assert sorted(f.value for f in ratios(back, unit, "2")) == values


@settings(max_examples=30, deadline=None)
@given(solved=st.sampled_from(CONCEPTS), target=st.sampled_from(CONCEPTS), minutes=st.integers(15, 100))
def test_a_break_even_count_put_back_reaches_the_target_and_one_less_does_not(
    catalog: Catalog, solved: str, target: str, minutes: int
) -> None:
    items = (thing(solved, 1, minutes=minutes), thing(target, 2, minutes=minutes))
    made = answer(BreakEven(items=items), OFFICE, catalog)
    replay(made)
    by_id = {one.id: one for one in made.pathways}
    keys = {"usd": "allowed_usd", "work_rvu": "work_rvu", "total_rvu": "total_rvu"}
    for figure in (f for f in made.figures if f.key == "break_even_count"):
        one, other = (figure.pathway or "").split(":")
        unit, wanted = (Decimal(number(by_id[which], keys[figure.unit])) for which in (one, other))
        assert figure.value * unit >= wanted > (figure.value - 1) * unit


@settings(max_examples=40, deadline=None)
@given(minutes=st.integers(1, 119))
def test_a_longer_talk_never_has_a_cheaper_best_way(catalog: Catalog, minutes: int) -> None:
    def best(length: int) -> Decimal:
        made = answer(Value(items=(thing("lifestyle_counseling", minutes=length),)), OFFICE, catalog)
        paid = [Decimal(number(one, "allowed_usd")) for one in made.pathways if one.in_verdict]
        return max(paid, default=Decimal(0))

    assert best(minutes + 1) >= best(minutes)


@pytest.mark.parametrize("minutes", [1, 3, 9, 10, 16, 20, 31, 45, 69, 90, 120])
def test_every_talk_at_every_length_meets_its_own_threshold_and_replays(catalog: Catalog, minutes: int) -> None:
    talks = [concept.id for concept in catalog.concepts.values() if concept.kind == "talk" and concept.uses]
    assert len(talks) > 10
    for talk in talks:
        made = answer(Value(items=(thing(talk, minutes=minutes),)), OFFICE, catalog)
        replay(made)
        for one in made.pathways:
            reached = one.threshold is None or one.threshold <= minutes
            assert reached or one.state is PathwayState.NEAR_MISS or "do not reach" in (one.note or "")


def test_an_answer_survives_json(catalog: Catalog) -> None:
    made = worked(catalog)
    assert Answer.model_validate_json(made.model_dump_json()) == made


# --- units, sides, baskets --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "codes", "units"),
    [
        (thing("wart_destruction", quantity=3), ("17110",), (1,)),
        (thing("wart_destruction", quantity=20), ("17111",), (1,)),
        (thing("ak_destruction", quantity=5), ("17000", "17003"), (1, 4)),
        (thing("ak_destruction", quantity=16), ("17004",), (1,)),
        (thing("punch_biopsy", quantity=2), ("11104", "11105"), (1, 1)),
        (thing("skin_tag_removal", quantity=12), ("11200",), (1,)),
        (thing("skin_tag_removal", quantity=26), ("11200", "11201"), (1, 2)),
        (thing("nutrition_therapy", minutes=60), ("97802",), (4,)),
        (coded("nutrition_therapy", "97803", minutes=30), ("97803",), (2,)),
        (coded("office_visit_est", "99213", quantity=3), ("99213",), (3,)),
    ],
)
def test_units_follow_the_services_own_rule(
    catalog: Catalog, item: Item, codes: tuple[str, ...], units: tuple[int, ...]
) -> None:
    made = answer(Value(items=(item,)), OFFICE, catalog)
    replay(made)
    first = next(one for one in made.pathways if one.in_verdict)
    assert (first.codes, first.units) == (codes, units)


def test_both_knees_are_one_line_at_150_percent_and_said_so(catalog: Catalog) -> None:
    item = coded("large_joint_injection", "20610", quantity=2, both_sides=True)
    made = answer(Value(items=(item,)), Context(locality="14212-01"), catalog)
    replay(made)
    assert number(pathway(made, "20610"), "work_rvu") == "1.155"
    assert any("both sides" in told for told in made.readings)
    assert any("150 %" in told for told in made.caveats)
    assert "Boston" in made.basis
    assert pathway(made, "20610").cms_same_day_minutes is None


def test_a_basket_adds_up(catalog: Catalog) -> None:
    items = (
        coded("office_visit_est", "99213-25", 1),
        thing("wart_destruction", 1),
        coded("office_visit_est", "99214", 2),
    )
    made = answer(Compare(items=items), OFFICE, catalog)
    replay(made)
    basket = pathway(made, "99213-25", "17110")
    assert number(basket, "allowed_usd") == "206.41"
    assert number(basket, "work_rvu") == "1.98"
    assert made.sides[0].name == "99213-25 + wart freezing"


def test_a_basket_with_a_part_that_medicare_does_not_pay_counts_only_what_it_pays(catalog: Catalog) -> None:
    items = (coded("office_visit_est", "99215"), coded("prolonged_office", "99417"))
    made = answer(Value(items=items), OFFICE, catalog)
    replay(made)
    both = pathway(made, "99215", "99417")
    assert number(both, "allowed_usd") == "192.39"
    assert Decimal(number(both, "would_be_usd")) > Decimal("192.39")
    assert not both.paid_by_medicare
    assert any("99417" in told and "G2212" in told for told in made.caveats)


def test_a_code_that_its_minutes_do_not_reach_stays_and_is_told(catalog: Catalog) -> None:
    made = answer(RatePerHour(items=(coded("office_visit_est", "99213", minutes=15),)), OFFICE, catalog)
    assert made.items[0].codes == ("99213",)
    assert any("15 minutes do not reach 99213" in told for told in made.caveats)
    long = answer(RatePerHour(items=(coded("office_visit_est", "99213", minutes=45),)), OFFICE, catalog)
    assert any("45 minutes are past 99213" in told for told in long.caveats)


def test_an_hour_is_sixty_minutes_back_to_back(catalog: Catalog) -> None:
    made = answer(RatePerHour(items=(thing("wart_destruction", minutes=10),)), OFFICE, catalog)
    replay(made)
    wart = pathway(made, "17110")
    assert (number(wart, "work_rvu_per_hour"), number(wart, "usd_per_hour")) == ("4.08", "667.32")
    assert made.chart is not None
    assert {panel.unit for panel in made.chart.panels} == {"$ an hour", "work RVU an hour"}


def test_a_service_without_any_minutes_has_no_hourly_figure(catalog: Catalog) -> None:
    made = answer(RatePerHour(items=(coded("collaborative_care_first", "G0568"),)), OFFICE, catalog)
    keys = {figure.key for figure in made.figures}
    assert "usd_per_hour" not in keys
    assert "work_rvu" in keys


def test_different_years_and_settings_of_one_code_can_be_compared(catalog: Catalog) -> None:
    earlier = coded("office_visit_est", "99214", 1, year=2025)
    items = (earlier, coded("office_visit_est", "99214", 2, setting="facility"))
    made = answer(Compare(items=items), OFFICE, catalog)
    replay(made)
    assert [number(one, "allowed_usd") for one in made.pathways] == ["125.18", "84.50"]
    assert [side.name for side in made.sides] == ["99214 (2025)", "99214 (facility)"]


def test_a_nurse_practitioner_on_one_side_is_paid_85_percent_there(catalog: Catalog) -> None:
    items = (
        thing("nutrition_therapy", 1, minutes=60, clinician="rd"),
        coded("office_visit_est", "99215", 2, clinician="np"),
    )
    made = answer(Compare(items=items), Context(locality="14212-01"), catalog)
    replay(made)
    assert "a nurse practitioner" in made.sides[1].name
    assert number(pathway(made, "99215"), "work_rvu") == "2.80"


def test_who_alone_may_bill_is_taken_to_bill_at_their_share(catalog: Catalog) -> None:
    made = answer(Value(items=(thing("nutrition_therapy", minutes=60),)), OFFICE, catalog)
    assert number(pathway(made, "97802"), "allowed_usd") == "124.92"  # 1.10 x 33.4009 x 0.85 = 31.23, four units
    assert any("dietitian, whom Medicare pays 85 %" in told for told in made.assumptions)
    np = answer(Value(items=(thing("nutrition_therapy", minutes=60, clinician="np"),)), OFFICE, catalog)
    assert not any(one.in_verdict for one in np.pathways)


def test_a_typed_code_shows_the_schedule_amount_and_tells_the_share(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("nutrition_therapy", "97802"),)), OFFICE, catalog)
    assert number(pathway(made, "97802"), "allowed_usd") == "36.74"
    assert any("85 % of it" in told for told in made.caveats)


def test_a_way_that_another_clinician_may_bill_is_shown_apart(catalog: Catalog) -> None:
    by_default = pathway(worked(catalog), "96158")
    assert by_default.state is PathwayState.OTHER_CLINICIAN
    item = thing("lifestyle_counseling", minutes=30)
    made = answer(Value(items=(item,), stated=Stated.model_validate({"clinician": "psychologist"})), OFFICE, catalog)
    assert [one.codes for one in made.pathways if one.in_verdict] == [("96158",)]


def test_a_talk_too_short_to_bill_says_what_it_needs(catalog: Catalog) -> None:
    made = answer(Value(items=(thing("smoking_cessation", minutes=3),)), OFFICE, catalog)
    replay(made)
    assert made.items[0].codes == ()
    assert made.items[0].units == 0
    assert made.chart is None
    assert any("99406" in told and "at least 4 minutes" in told for told in made.caveats)


def test_an_unpaid_service_alone_rests_on_its_would_be_amount(catalog: Catalog) -> None:
    item = coded("preventive_counseling", "99402")
    made = answer(Value(items=(item,)), OFFICE, catalog)
    found = pathway(made, "99402")
    assert found.in_verdict
    assert (number(found, "allowed_usd"), number(found, "would_be_usd")) == ("0.00", "64.80")
    assert any("status N" in told for told in made.caveats)


def test_no_length_shows_every_band_and_says_so(catalog: Catalog) -> None:
    made = answer(Value(items=(thing("lifestyle_counseling"),)), OFFICE, catalog)
    codes = {one.codes[0] for one in made.pathways if one.in_verdict}
    assert {"99212", "99213", "99214", "99215", "G0447"} <= codes
    assert any("no length given" in told for told in made.readings)


def test_a_rate_gives_the_clinicians_credit(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("office_visit_est", "99214"),)), Context(rate=Decimal(52)), catalog)
    replay(made)
    assert number(pathway(made, "99214"), "credit_usd") == "99.84"


def test_a_payer_multiple_is_named_in_the_basis(catalog: Catalog) -> None:
    question = Value(
        items=(coded("office_visit_est", "99214"),), stated=Stated.model_validate({"payer_multiple": "1.30"})
    )
    made = answer(question, Context(), catalog)
    assert "at 130 % of Medicare" in made.basis
    by_np = answer(question, Context.model_validate({"clinician": "np"}), catalog)
    assert "paid to a nurse practitioner" in by_np.basis


def test_a_setting_that_cms_calls_unusual_is_told(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("awv", "G0439"),)), Context.model_validate({"setting": "facility"}), catalog)
    assert any("rarely or never done in a facility" in told for told in made.caveats)
    assert any("Facility prices" in told for told in made.assumptions)


def test_both_factors_are_named_whichever_applies(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("awv", "G0439"),)), Context.model_validate({"track": "qp"}), catalog)
    assert "33.5675" in made.basis
    assert any("33.4009" in told for told in made.assumptions)
    before = answer(Value(items=(coded("awv", "G0439"),)), Context(year=2025), catalog)
    assert not any("advanced payment" in told for told in before.assumptions)


# --- break-even -------------------------------------------------------------------------------------------------------


def test_how_many_warts_equal_a_level_five_visit(catalog: Catalog) -> None:
    items = (thing("wart_destruction", 1), coded("office_visit_est", "99215", 2))
    made = answer(BreakEven(items=items), OFFICE, catalog)
    assert counts(made, "usd") == ["2"]  # 192.39 / 111.22 = 1.7
    assert counts(made, "work_rvu") == ["5"]  # 2.80 / 0.68 = 4.1


def test_no_number_of_flushes_equals_a_wellness_visit_by_work(catalog: Catalog) -> None:
    items = (coded("ear_wax_removal", "69209", 1), coded("awv", "G0439", 2))
    made = answer(BreakEven(items=items), OFFICE, catalog)
    assert counts(made, "work_rvu") == []
    assert counts(made, "usd") == ["9"]  # 137.61 / 17.03 = 8.1


def test_how_long_a_talk_must_be_rises_in_steps(catalog: Catalog) -> None:
    items = (thing("lifestyle_counseling", 1), thing("iud_insertion", 2))
    made = answer(BreakEven(items=items, solve="minutes"), OFFICE, catalog)
    replay(made)
    found = {(f.unit, f.value) for f in made.figures if f.key == "break_even_minutes"}
    # work 0.98: 99213 (1.30) from 20, two G0447 (1.20) from 30; dollars 105.55: 99214 (135.61) from 30
    assert found == {("work_rvu", Decimal(20)), ("work_rvu", Decimal(30)), ("usd", Decimal(30))}
    assert set(made.items[0].codes) == {"99213", "99214", "G0447"}


@pytest.mark.parametrize("solve", ["count", "minutes"])
def test_what_is_solved_for_is_told_by_its_side_whichever_is_said_first(
    catalog: Catalog, solve: Literal["count", "minutes"]
) -> None:
    items = (thing("lifestyle_counseling", 1), thing("iud_insertion", 2))
    first, second = (answer(BreakEven(items=said, solve=solve), OFFICE, catalog) for said in (items, items[::-1]))
    assert [item.concept for item in second.items] == ["iud_insertion", "lifestyle_counseling"]
    assert second.figures == first.figures
    assert second.sides == first.sides


def test_a_length_that_changes_nothing_is_solved_for_the_worth_of_a_minute(catalog: Catalog) -> None:
    items = (thing("wart_destruction", 1), coded("office_visit_est", "99214", 2, minutes=35))
    made = answer(BreakEven(items=items, solve="minutes"), OFFICE, catalog)
    replay(made)
    # $111.22 / ($135.61 / 35 min) = 28.705 minutes, shown as 28.71; 0.68 / (1.92 / 35) = 12.396.
    found = {figure.unit: figure.value for figure in made.figures if figure.key == "parity_minutes"}
    assert found == {"usd": Decimal("28.71"), "work_rvu": Decimal("12.40")}


def test_a_length_that_changes_nothing_is_not_solved_for_without_minutes(catalog: Catalog) -> None:
    paired = coded("knee_injection", "20610", 2, both_sides=True)
    items = (thing("wart_destruction", 1), paired)
    with pytest.raises(BadQuestionError, match="does not depend"):
        answer(BreakEven(items=items, solve="minutes"), OFFICE, catalog)


def test_no_length_is_solved_for_against_what_cannot_be_billed(catalog: Catalog) -> None:
    items = (thing("lifestyle_counseling", 1), thing("smoking_cessation", 2, minutes=1))
    with pytest.raises(BadQuestionError, match="does not depend"):
        answer(BreakEven(items=items, solve="minutes"), OFFICE, catalog)


def test_a_break_even_needs_two_sides(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="two things"):
        answer(BreakEven(items=(thing("wart_destruction", 1),)), OFFICE, catalog)


# --- explain, clarify, out of scope -----------------------------------------------------------------------------------


def test_every_topic_has_a_worked_example_that_replays(catalog: Catalog) -> None:
    assert len(catalog.topics) >= 60
    for topic in catalog.topics.values():
        made = answer(Explain(topic=topic.id), OFFICE, catalog)
        replay(made)
        assert made.explanation == topic.text
        assert made.example
        assert made.sources
        assert [choice.label for choice in made.see_also] == [catalog.topics[o].title for o in topic.see_also]


def test_the_askers_codes_are_the_example(catalog: Catalog) -> None:
    items = (coded("wart_destruction", "17110"), coded("office_visit_est", "99214"))
    made = answer(Explain(topic="efficiency_adjustment", items=items), Context(locality="14212-01"), catalog)
    replay(made)
    assert {one.codes[0] for one in made.pathways} == {"17110", "99214"}
    assert "2025" in (made.example or "")
    assert "2026" in (made.example or "")
    assert [item.codes for item in made.items] == [("17110",), ("99214",)]


def test_an_unpaid_code_as_example_says_what_it_would_be(catalog: Catalog) -> None:
    item = coded("preventive_counseling", "99402")
    made = answer(Explain(topic="status_letters", items=(item,)), OFFICE, catalog)
    assert "would be $64.80" in (made.example or "")


def test_a_share_in_force_is_the_example_of_clinician_shares(catalog: Catalog) -> None:
    made = answer(Explain(topic="npp_85"), Context.model_validate({"clinician": "lcsw"}), catalog)
    assert any("lcsw" in one.label for one in made.pathways)


def test_codes_of_one_day_are_explained_alone_and_together(catalog: Catalog) -> None:
    # 17110: 3.33 x 33.4009 = 111.22; 11102 at half: 2.86 x 33.4009 x 0.5 = 47.763 = 47.76; together 158.98.
    made = answer(Explain(topic="modifier_51"), OFFICE, catalog)
    replay(made)
    alone, other, day = made.pathways
    assert (alone.codes, other.codes, day.codes) == (("17110",), ("11102",), ("17110", "11102"))
    assert number(day, "work_rvu") == "1.32"
    assert [number(one, "allowed_usd") for one in (alone, other, day)] == ["111.22", "95.53", "158.98"]
    assert "the first in full" in (made.example or "")


def test_unpaid_codes_of_one_day_stay_unpaid_together(catalog: Catalog) -> None:
    items = (coded("preventive_counseling", "99402"), coded("wart_destruction", "17110"))
    made = answer(Explain(topic="modifier_51", items=items), OFFICE, catalog)
    replay(made)
    assert made.pathways[2].state is PathwayState.UNPAID
    assert number(made.pathways[2], "allowed_usd") == "111.22"


def test_one_code_alone_is_explained_alone(catalog: Catalog) -> None:
    made = answer(Explain(topic="modifier_51", items=(coded("wart_destruction", "17110"),)), OFFICE, catalog)
    assert [one.codes for one in made.pathways] == [("17110",)]


def test_the_efficiency_cut_is_counted_from_the_releases_that_are_named(catalog: Catalog) -> None:
    made = answer(Explain(topic="efficiency_adjustment"), OFFICE, catalog)
    replay(made)
    then, now = catalog.rows["RVU25D"], catalog.rows["RVU26B"]
    pairs = [
        (then[key].work, now[key].work)
        for key in now
        if key in then and then[key].paid and now[key].paid and then[key].work and now[key].work
    ]
    # Counted a second way: 2.5 % off, rounded half up to the hundredth, in whole thousandths.
    less = sum(int(old * 100) != (int(old * 100) * 975 + 500) // 1000 == int(new * 100) for old, new in pairs)
    same = sum(old == new for old, new in pairs)
    told = made.example or ""
    assert f"Of {len(pairs):,} loaded codes with work RVU in both RVU25D and RVU26B" in told
    assert f"{less:,} went down by 2.5 percent, {same:,} stayed and {len(pairs) - less - same:,} changed" in told
    assert less > same > 0


def test_without_an_earlier_year_nothing_is_counted(catalog: Catalog) -> None:
    made = answer(Explain(topic="efficiency_adjustment"), Context(year=2025), catalog)
    assert "loaded codes" not in (made.example or "")


def test_a_topic_that_does_not_exist_is_refused_with_what_to_ask(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="no entry"):
        answer(Explain(topic="astrology"), OFFICE, catalog)


def test_asking_back_and_declining_carry_their_choices(catalog: Catalog) -> None:
    choice = Choice(label="a wart", question=Value(items=(thing("wart_destruction"),)))
    asked: Question = Clarify(ask="Which?", choices=(choice,), items=(coded("awv", "G0439"),))
    made = answer(asked, OFFICE, catalog)
    assert made.clarify is not None
    assert made.clarify.choices == (choice,)
    assert made.items[0].codes == ("G0439",)
    declined = answer(OutOfScope(reason="clinical", choices=(choice,)), OFFICE, catalog)
    assert (declined.intent, declined.offered) == ("out_of_scope", (choice,))


def test_other_readings_are_the_same_question_with_another_thing(catalog: Catalog) -> None:
    items = (thing("counseling", 1, minutes=30), thing("wart_destruction", 2, minutes=10))
    made = answer(Compare(items=items), OFFICE, catalog)
    offered = [c.question for c in made.see_also if c.question is not None]
    assert offered
    for question in offered:
        assert question.intent == "compare"
        assert [item.minutes for item in question.items] == [30, 10]


def test_a_reading_that_the_language_chose_is_told(catalog: Catalog) -> None:
    item = thing("wart_destruction", assumed="one session")
    question = Value(items=(item,), stated=Stated.model_validate({"setting": "office"}))
    made = answer(question, OFFICE, catalog)
    assert made.readings == ("wart freezing read as one session",)
    assert not any("prices" in told for told in made.assumptions[:1])


def test_an_unpaid_hour_has_no_dollars(catalog: Catalog) -> None:
    made = answer(RatePerHour(items=(coded("preventive_counseling", "99402", minutes=30),)), OFFICE, catalog)
    replay(made)
    keys = {figure.key for figure in made.figures}
    assert "usd_per_hour" not in keys
    assert "work_rvu_per_hour" in keys


def test_a_clinician_who_may_bill_nothing_of_it_gets_no_verdict(catalog: Catalog) -> None:
    stated = Stated.model_validate({"clinician": "lcsw"})
    made = answer(Value(items=(thing("wart_destruction"),), stated=stated), OFFICE, catalog)
    assert not any(one.in_verdict for one in made.pathways)
    assert {one.state for one in made.pathways} == {PathwayState.OTHER_CLINICIAN}


def test_a_code_newer_than_the_year_is_left_out_of_ways_and_years(catalog: Catalog) -> None:
    stated = Stated(year=2025)
    made = answer(Value(items=(thing("apcm"),), stated=stated), OFFICE, catalog)
    assert not any("G0568" in one.codes for one in made.pathways)
    item = coded("apcm", "G0568")
    rows = {key: row for key, row in catalog.rows["RVU26B"].items() if key != ("G2211", "")}
    without = replace(catalog, rows={**catalog.rows, "RVU26B": rows})
    talk = answer(Value(items=(thing("lifestyle_counseling", minutes=30),)), OFFICE, without)
    assert not any("G2211" in one.codes for one in talk.pathways)
    told = answer(Explain(topic="efficiency_adjustment", items=(item,)), OFFICE, catalog)
    assert [one.label for one in told.pathways] == ["G0568, 2026"]


def test_a_code_that_no_rule_bills_is_priced_as_typed(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["17110", ""].model_copy(update={"code": "Z9999"})
    rows = {**catalog.rows, "RVU26B": {**catalog.rows["RVU26B"], ("Z9999", ""): row}}
    made = answer(Value(items=(coded("wart_destruction", "Z9999", quantity=2),)), OFFICE, replace(catalog, rows=rows))
    replay(made)
    assert number(pathway(made, "Z9999"), "allowed_usd") == "222.44"


def test_one_length_can_reach_the_target_by_work_and_by_dollars(catalog: Catalog) -> None:
    items = (thing("lifestyle_counseling", 1), coded("office_visit_est", "99212", 2))
    made = answer(BreakEven(items=items, solve="minutes"), OFFICE, catalog)
    replay(made)
    found = {(f.unit, f.value) for f in made.figures if f.key == "break_even_minutes" and f.pathway == "1a"}
    assert found == {("work_rvu", Decimal(10)), ("usd", Decimal(10))}


def test_a_contractor_priced_code_never_has_a_dollar_figure(catalog: Catalog) -> None:
    items = (coded("lifestyle_counseling", "0591T", 1), coded("office_visit_est", "99214", 2))
    for question in (Compare(items=items), BreakEven(items=items), RatePerHour(items=items)):
        made = answer(question, OFFICE, catalog)
        replay(made)
        assert {f.key for f in pathway(made, "0591T").figures}.isdisjoint({"allowed_usd", "would_be_usd"})
        assert not ratios(made, "usd")
        assert any("0591T has status C" in told and "contractor" in told for told in made.caveats)
    told = answer(Explain(topic="status_letters", items=items[:1]), OFFICE, catalog)
    assert "no national figure" in (told.example or "")


def test_a_length_is_solved_by_work_alone_where_the_target_has_no_dollars(catalog: Catalog) -> None:
    items = (thing("lifestyle_counseling", 1), coded("lifestyle_counseling", "0591T", 2))
    made = answer(BreakEven(items=items, solve="minutes"), OFFICE, catalog)
    assert {f.unit for f in made.figures if f.key == "break_even_minutes"} == {"work_rvu"}


def test_a_service_that_the_catalog_lacks_is_refused_with_what_to_do(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="no longer"):
        answer(Value(items=(thing("leeches"),)), OFFICE, catalog)


def test_both_sides_can_be_set_against_one(catalog: Catalog) -> None:
    both = coded("large_joint_injection", "20610", 1, quantity=2, both_sides=True)
    for context in (OFFICE, Context(locality="14212-01")):
        made = answer(Compare(items=(both, coded("large_joint_injection", "20610", 2))), context, catalog)
        replay(made)
    assert [str(f.value) for f in ratios(made, "work_rvu", "1")] == ["1.50"]


def test_a_chart_keeps_every_side_whatever_the_ways_of_the_first(catalog: Catalog) -> None:
    made = answer(Compare(items=(thing("lifestyle_counseling", 1), thing("wart_destruction", 2))), OFFICE, catalog)
    assert made.chart is not None
    for panel in made.chart.panels:
        assert {bar.group for bar in panel.bars} == {1, 2}
        assert len(panel.bars) <= 10
    many = tuple(coded("office_visit_est", code, side) for side, code in enumerate(CROWD, start=1))
    crowded = answer(Compare(items=many), OFFICE, catalog)
    assert crowded.chart is not None
    assert len(crowded.chart.panels[0].bars) == 10


def test_three_sides_are_set_against_each_other(catalog: Catalog) -> None:
    items = (coded("wart_destruction", "17110", 1), coded("awv", "G0439", 2), coded("office_visit_est", "99214", 3))
    made = answer(Compare(items=items), OFFICE, catalog)
    pairs = {f.pathway for f in ratios(made, "usd")}
    assert pairs == {f"{a}a:{b}a" for a, b in product("123", repeat=2) if a != b}


def test_every_concept_answers_and_replays_with_and_without_minutes_and_counts(catalog: Catalog) -> None:
    for concept in catalog.concepts.values():
        if not concept.uses:
            continue
        for more in ({}, {"minutes": 25}, {"quantity": 4}, {"both_sides": True, "quantity": 2}):
            made = answer(Value(items=(thing(concept.id, **more),)), OFFICE, catalog)
            replay(made)
            assert made.pathways
            assert Answer.model_validate_json(made.model_dump_json()) == made


def test_a_clinic_paid_per_encounter_is_told_first_that_the_comparison_does_not_apply(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("awv", "G0439"),)), Context(per_encounter=True), catalog)
    assert "FQHC or RHC" in made.readings[0]
    assert not any("Federally qualified" in told for told in made.caveats)


def test_more_than_two_on_both_sides_is_not_guessed(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="more than one way"):
        answer(Value(items=(thing("knee_injection", quantity=3, both_sides=True),)), OFFICE, catalog)


def test_a_typed_code_that_the_stated_clinician_may_not_bill_keeps_the_physicians_amount(catalog: Catalog) -> None:
    item = coded("office_visit_est", "99214", clinician="rd")
    made = answer(Value(items=(item,)), OFFICE, catalog)
    replay(made)
    assert number(pathway(made, "99214"), "allowed_usd") == "135.61"
    assert any("99214 is not open to a registered dietitian" in told for told in made.caveats)
    assert made.sides[0].name == "99214"


def test_hours_of_one_talk_are_said_to_be_read_as_one_session(catalog: Catalog) -> None:
    long = answer(Value(items=(thing("psychotherapy", minutes=240),)), OFFICE, catalog)
    assert any("240 minutes read as one session" in told for told in long.readings)
    short = answer(Value(items=(thing("psychotherapy", minutes=60),)), OFFICE, catalog)
    assert not any("one session" in told for told in short.readings)


def test_a_number_that_decides_the_code_is_said_to_be_taken_for_granted_unless_it_was_given(catalog: Catalog) -> None:
    alone = answer(Value(items=(thing("nerve_study"),)), OFFICE, catalog)
    assert alone.readings == ("nerve conduction study read as 1 or 2 studies",)
    counted = answer(Value(items=(thing("nerve_study", quantity=7),)), OFFICE, catalog)
    assert counted.readings == ()
    both = answer(Value(items=(thing("facet_low"),)), OFFICE, catalog)
    assert both.readings == ("low-back facet injection read as the low back, one level",)


@pytest.mark.parametrize("question", [Recall(), Stats()], ids=["history", "stats"])
def test_what_was_asked_before_is_not_computed(catalog: Catalog, question: Question) -> None:
    with pytest.raises(BadQuestionError, match="no matter of calculation"):
        answer(question, OFFICE, catalog)


def test_a_code_that_the_clinician_may_not_bill_stands_beside_one_with_their_share(catalog: Catalog) -> None:
    items = (
        thing("nutrition_therapy", 1),
        coded("nutrition_therapy", "97802", 1),
        coded("office_visit_est", "99215", 2),
    )
    made = answer(Compare(items=items), Context.model_validate({"clinician": "np"}), catalog)
    replay(made)
    # 1.10 x 33.4009 = 36.74, whole, for the typed code that is not a nurse practitioner's to bill.
    assert any(figure.value == Decimal("36.74") for figure in made.figures)
