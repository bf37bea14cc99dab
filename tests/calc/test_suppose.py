"""Suppositions: services that come, go and take each other's place, and cuts, with the arithmetic by hand."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.ledger import CONTRACT
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from tests.calc.plans import found, one, whatif
from tests.calc.questions import coded, pathway, thing

A_WEEK, A_YEAR = "work RVU a week", "work RVU a year"
BIOPSY = coded("punch_biopsy", "11104", quantity=6, change="stopped")
TALK = coded("office_visit_est", "99214", minutes=30, change="added")


# --- services ---------------------------------------------------------------------------------------------------------


def test_added_beside_what_stays_brings_itself(catalog: Catalog) -> None:
    planning = coded("advance_care_planning", "99497", quantity=6, change="added")
    wellness = thing("awv", quantity=12, change="kept")
    made = whatif(catalog, period="week", items=[planning, wellness])
    # 6 x 1.50 = 9.00; 6 x 86.84 = 521.04
    assert one(made, "change_work_rvu", A_WEEK) == 9
    assert one(made, "change_usd", "USD a week") == Decimal("521.04")
    assert [(item.concept, item.quantity, item.codes) for item in made.items] == [
        ("advance_care_planning", 6, ("99497",)),
        ("awv", 12, ("G0439",)),
    ]
    assert not found(made, "change_work_rvu", A_YEAR)
    assert any("how many weeks a year" in told for told in made.assumptions)


def test_one_takes_the_place_of_another_one_for_one(catalog: Catalog) -> None:
    made = whatif(catalog, period="week", items=[BIOPSY, TALK])
    # 6 x 1.92 - 6 x 0.81 = 6.66; 6 x 135.61 - 6 x 121.25 = 86.16
    assert one(made, "change_work_rvu", A_WEEK) == Decimal("6.66")
    assert one(made, "change_usd", "USD a week") == Decimal("86.16")
    assert "One for one: 6 of the one in place of 6 of the other" in made.assumptions
    assert [item.quantity for item in made.items] == [6, 6]


def test_a_count_that_was_chosen_for_the_asker_is_told_once(catalog: Catalog) -> None:
    six = TALK.model_copy(update={"quantity": 6, "assumed": "as many as the biopsies"})
    made = whatif(catalog, period="week", items=[BIOPSY, six])
    assert not any("One for one" in told for told in made.assumptions)
    assert any("as many as the biopsies" in told for told in made.readings)


def test_sides_are_now_and_then(catalog: Catalog) -> None:
    items = [coded("office_visit_est", "99213", 1, minutes=32), coded("office_visit_est", "99214", 2, minutes=32)]
    made = whatif(catalog, items=items)
    # 1.92 - 1.30 = 0.62; 135.61 - 95.19 = 40.42
    assert (one(made, "change_work_rvu"), one(made, "change_usd")) == (Decimal("0.62"), Decimal("40.42"))
    assert one(made, "change_minutes") == 0
    assert made.caveats[0] == "The record and medical necessity decide which code applies, never its price"


def test_different_counts_stay_as_they_were_said(catalog: Catalog) -> None:
    four = TALK.model_copy(update={"quantity": 4})
    made = whatif(catalog, period="week", items=[BIOPSY, four])
    # 4 x 1.92 - 6 x 0.81 = 7.68 - 4.86 = 2.82
    assert one(made, "change_work_rvu") == Decimal("2.82")
    assert not any("One for one" in told for told in made.assumptions)


def test_stopping_takes_away_what_it_brought(catalog: Catalog) -> None:
    made = whatif(catalog, period="week", items=[BIOPSY])
    assert one(made, "change_work_rvu") == Decimal("-4.86")  # 0 - 6 x 0.81
    assert one(made, "change_usd") == Decimal("-727.50")  # 0 - 6 x 121.25
    assert one(made, "change_minutes_cms_same_day", "minutes (CMS same-day minutes) a week") == -138  # 0 - 6 x 23


def test_a_count_a_week_is_separate_sessions_and_without_a_week_one_session(catalog: Catalog) -> None:
    warts = thing("wart_destruction", quantity=3, change="added")
    weekly, once = (whatif(catalog, items=[warts], period=period) for period in ("week", None))
    assert (pathway(weekly, "17110").units, pathway(once, "17110").units) == ((3,), (1,))
    assert any("separate encounters" in told for told in weekly.assumptions)
    assert any("in one session" in told for told in once.assumptions)


def test_on_one_day_the_days_rules_apply_to_what_is_added(catalog: Catalog) -> None:
    kept = coded("large_joint_injection", "20610", change="kept")
    biopsy = coded("punch_biopsy", "11104", change="added")
    made = whatif(catalog, items=[kept, biopsy])
    # The dearer biopsy is paid in full, the injection at half: 2.06 x 33.4009 x 0.5 = 34.40; 121.25 + 34.40 - 68.81
    assert one(made, "change_usd") == Decimal("86.84")
    assert one(made, "change_work_rvu") == Decimal("0.81")
    assert "All of it on one patient's day, so that the rules of the day apply" in made.assumptions
    assert [item.codes for item in made.items] == [("20610",), ("11104",)]


def test_what_stays_is_billed_alike_before_and_after(catalog: Catalog) -> None:
    kept = thing("lifestyle_counseling", minutes=30, change="kept")
    added = coded("ekg", "93000", change="added")
    made = whatif(catalog, items=[kept, added])
    # An ECG adds its own 0.17 whichever way the talk is billed.
    assert set(found(made, "change_work_rvu")) == {"0.17"}


def test_what_stops_beside_what_stays_is_told_for_every_way(catalog: Catalog) -> None:
    items = [
        thing("lifestyle_counseling", minutes=30, change="kept"),
        coded("ekg", "93000", change="stopped"),
        coded("spirometry", "94010", change="added"),
    ]
    made = whatif(catalog, items=items)
    assert "0.00" in found(made, "change_work_rvu")  # 0.17 - 0.17, the talk billed alike


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ({"period": "week", "weeks": "46"}, "88.32"),  # 1.92 x 46
        ({"period": "day", "weeks": "46", "days_per_week": "4"}, "353.28"),  # 1.92 x 4 x 46
        ({"period": "month"}, "23.04"),  # 1.92 x 12
        ({"period": "year"}, "1.92"),
    ],
)
def test_a_year_comes_of_what_was_stated_alone(catalog: Catalog, said: dict[str, Any], year: str) -> None:
    made = whatif(catalog, items=[TALK], **said)
    assert found(made, "change_work_rvu", A_YEAR) == [year]


@pytest.mark.parametrize("said", [{"period": "week"}, {"period": "day", "weeks": "46"}, {"period": None}])
def test_no_weeks_are_invented(catalog: Catalog, said: dict[str, Any]) -> None:
    made = whatif(catalog, items=[TALK], **said)
    assert not [figure for figure in made.figures if figure.unit.endswith("a year")]
    assert made.clarify is None


def test_a_patients_month_is_its_own_stretch(catalog: Catalog) -> None:
    made = whatif(catalog, items=[thing("apcm_level_2", quantity=200)])
    # 200 x 53.78 = 10,756.00 a month; x 12 = 129,072.00
    assert one(made, "change_usd", "USD a month") == 10_756
    assert one(made, "change_usd", "USD a year") == 129_072
    assert any("billed once a month" in told for told in made.assumptions)
    assert not found(made, "change_minutes_cms_same_day")


def test_a_base_turns_the_year_into_a_new_total(catalog: Catalog) -> None:
    made = whatif(catalog, period="week", weeks="50", base="4800", stated={"rate": "50"}, items=[TALK])
    # 1.92 x 50 = 96; 4800 + 96 = 4896; 96 / 4800 = 0.02; 96 x 50 = 4,800.00; 30 minutes x 50 = 1500
    assert one(made, "new_work_rvu") == 4896
    assert one(made, "change_share") == Decimal("0.02")
    assert one(made, "change_credit_usd", "USD a year") == 4800
    assert one(made, "change_minutes", "minutes a year") == 1500


def test_unpaid_ways_change_no_dollars(catalog: Catalog) -> None:
    made = whatif(catalog, items=[coded("preventive_counseling", "99402")])
    assert (one(made, "change_usd"), one(made, "change_work_rvu")) == (0, Decimal("0.98"))


def test_dollars_that_the_schedule_lacks_are_left_out(catalog: Catalog) -> None:
    made = whatif(catalog, items=[coded("office_visit_est", "99214", 1), coded("blood_draw", "36415", 2)])
    assert one(made, "change_work_rvu") == Decimal("-1.92")
    assert not found(made, "change_usd")


def test_nothing_supposed_is_asked_back(catalog: Catalog) -> None:
    made = whatif(catalog)
    assert made.intent == "clarify"
    assert made.clarify is not None
    assert "which service to add, stop or swap" in made.clarify.ask


# --- cuts -------------------------------------------------------------------------------------------------------------


def test_a_cut_of_a_part(catalog: Catalog) -> None:
    made = whatif(catalog, base="7000", share="0.6", by="-0.025", stated={"rate": "50"})
    # 0.6 x -0.025 = -0.015; 7000 x -0.015 = -105; 7000 - 105 = 6895; -105 x 50 = -5250
    assert one(made, "change_share") == Decimal("-0.015")
    assert one(made, "change_work_rvu") == -105
    assert one(made, "new_work_rvu") == 6895
    assert one(made, "change_credit_usd") == -5250
    assert CONTRACT in made.caveats


def test_a_rise_of_all(catalog: Catalog) -> None:
    made = whatif(catalog, base="7000", by="0.025")
    assert (one(made, "change_work_rvu"), one(made, "new_work_rvu")) == (175, 7175)  # 7000 x 0.025


def test_a_cut_without_a_base_is_a_share_and_asks_for_the_base(catalog: Catalog) -> None:
    made = whatif(catalog, share="0.6", by="-0.025")
    assert one(made, "change_share") == Decimal("-0.015")
    assert made.clarify is not None
    assert "how many work RVU a year you have now" in made.clarify.ask


def test_a_cut_of_a_service(catalog: Catalog) -> None:
    visits = coded("office_visit_est", "99214", quantity=100)
    made = whatif(catalog, period="week", weeks="46", by="-0.025", items=[visits])
    # 100 x 1.92 x -0.025 = -4.80; x 46 = -220.80; 13,561.00 x -0.025 = -339.025, to the cent -339.03
    assert one(made, "change_work_rvu", A_WEEK) == Decimal("-4.80")
    assert one(made, "change_work_rvu", A_YEAR) == Decimal("-220.80")
    assert one(made, "change_usd", "USD a week") == Decimal("-339.03")


def test_a_cut_of_what_is_paid_leaves_the_work_as_it_is(catalog: Catalog) -> None:
    visits = coded("office_visit_est", "99214", quantity=100)
    made = whatif(catalog, period="week", by="-0.025", paid=True, items=[visits])
    assert one(made, "change_usd", "USD a week") == Decimal("-339.03")
    assert found(made, "change_work_rvu") == []
    assert any("stay as they are" in told for told in made.assumptions)


def test_another_conversion_factor_is_set_against_the_one_in_force(catalog: Catalog) -> None:
    made = whatif(catalog, period="year", factor="30", items=[coded("office_visit_est", "99213", quantity=4000)])
    # 4,000 x $95.19 x (30 / 33.4009 - 1) = -$38,769.22
    assert one(made, "change_usd", A_YEAR.replace("work RVU", "USD")) == Decimal("-38769.22")


def test_days_a_year_make_a_year_of_a_days_counts(catalog: Catalog) -> None:
    visits = coded("office_visit_est", "99214", quantity=2)
    made = whatif(catalog, period="day", days="200", items=[visits.model_copy(update={"change": "added"})])
    # 2 x 1.92 x 200 = 768
    assert one(made, "change_work_rvu", A_YEAR) == Decimal("768.00")


def test_a_cut_of_a_service_without_a_price_tells_its_work_alone(catalog: Catalog) -> None:
    made = whatif(catalog, by="-0.025", items=[coded("blood_draw", "36415")])
    assert found(made, "change_usd") == []
    assert found(made, "change_work_rvu") == ["0.00"]


# --- elsewhere --------------------------------------------------------------------------------------------------------


def test_what_goes_on_in_a_facility_keeps_its_work_and_is_paid_less(catalog: Catalog) -> None:
    visits = coded("office_visit_est", "99214", quantity=8, change="kept")
    made = whatif(catalog, period="week", moved="facility", items=[visits])
    # $84.50 in a facility against $135.61 in the office; 8 x -51.11 = -408.88
    assert one(made, "change_usd", "USD a week") == Decimal("-408.88")
    assert one(made, "change_work_rvu", A_WEEK) == 0
    assert [(item.concept, item.quantity, item.codes) for item in made.items] == [("office_visit_est", 8, ("99214",))]
    assert any("bills a fee of its own" in told for told in made.caveats)
    assert not any("prices" in told and "Office" in told for told in made.assumptions)


def test_what_comes_back_into_the_office_is_paid_more(catalog: Catalog) -> None:
    made = whatif(catalog, moved="office", items=[coded("office_visit_est", "99214", change="kept")])
    assert one(made, "change_usd") == Decimal("51.11")


def test_in_other_hands_the_work_stays_and_medicare_pays_less(catalog: Catalog) -> None:
    warts = coded("wart_destruction", "17110", quantity=15, change="kept")
    made = whatif(catalog, period="week", handed="np", items=[warts])
    # $111.22 x 15 = $1,668.30 for a physician; 85 % of it is $94.54 each, 15 x (94.54 - 111.22) = -250.20
    assert one(made, "change_usd", "USD a week") == Decimal("-250.20")
    assert one(made, "change_work_rvu", A_WEEK) == 0
    assert any("credited to who does the work" in told for told in made.caveats)
    assert not any("fee of its own" in told for told in made.caveats)


# --- laws -------------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(count=st.integers(1, 60), weeks=st.integers(1, 52))
def test_swapping_back_undoes_the_change(catalog: Catalog, count: int, weeks: int) -> None:
    def change(first: str, second: str) -> list[Decimal]:
        items = [coded("office_visit_est", code, side, quantity=count) for side, code in ((1, first), (2, second))]
        made = whatif(catalog, period="week", weeks=weeks, items=items)
        return [figure.value for figure in made.figures if figure.key.startswith("change_")]

    assert change("99213", "99214") == [-value for value in change("99214", "99213")]


@settings(max_examples=25, deadline=None)
@given(count=st.integers(1, 60))
def test_more_of_what_is_added_is_never_less(catalog: Catalog, count: int) -> None:
    def added(number: int) -> Decimal:
        made = whatif(
            catalog, Context(locality="14212-01"), period="week", items=[TALK.model_copy(update={"quantity": number})]
        )
        return one(made, "change_usd", "USD a week")

    assert added(count + 1) > added(count)
    assert added(count) == count * added(1)


@settings(max_examples=25, deadline=None)
@given(base=st.decimals(1, 20_000, places=1), by=st.decimals(Decimal("-0.9"), Decimal("0.9"), places=3))
def test_a_cut_moves_the_total_by_exactly_itself(catalog: Catalog, base: Decimal, by: Decimal) -> None:
    made = whatif(catalog, base=base, by=by)
    values = {step.name: step.value for step in made.steps}
    assert values["work RVU a year then"] - base == values["change of work RVU a year"] == base * by
