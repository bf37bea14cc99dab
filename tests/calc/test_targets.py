"""Targets: hand-computed cases, the laws of a straight line, and what is asked for when a number is missing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.engine import OWN_NUMBERS
from bot.domain.catalog import Catalog
from bot.errors import BadQuestionError
from tests.calc.plans import found, one, target

MONTH, WEEK, DAY = "work RVU a month", "work RVU a week", "work RVU a day"
AT_4, AT_5 = "work RVU a day at 4 days a week", "work RVU a day at 5 days a week"
NEEDED = "needed_work_rvu"


# --- pace -------------------------------------------------------------------------------------------------------------


def test_a_pace_that_falls_short(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="3100", months_elapsed="8")
    # 3100 / 8 = 387.5; 3100 x 12 / 8 = 4650; 5200 - 4650 = 550; 5200 - 3100 = 2100; 2100 / (12 - 8) = 525
    assert one(made, "pace_work_rvu") == Decimal("387.50")
    assert one(made, "projected_work_rvu") == 4650
    assert one(made, "short_work_rvu") == 550
    assert one(made, "left_work_rvu") == 2100
    assert one(made, NEEDED, MONTH) == 525
    assert (made.clarify, made.basis, made.release) == (None, OWN_NUMBERS, None)
    assert any("straight line" in told for told in made.assumptions)
    assert any("your contract decides" in told for told in made.caveats)


def test_a_pace_that_gets_there(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="4000", months_elapsed="8")
    # 4000 x 12 / 8 = 6000; 6000 - 5200 = 800; (5200 - 4000) / 4 = 300
    assert one(made, "ahead_work_rvu") == 800
    assert one(made, NEEDED, MONTH) == 300
    assert not found(made, "short_work_rvu")


def test_a_raised_and_a_shared_target_are_worked_out(catalog: Catalog) -> None:
    made = target(catalog, goal="4750", scale="1.08", every="month")
    # 4750 x 1.08 = 5130; / 12 = 427.5
    assert one(made, "goal_work_rvu") == 5130
    assert one(made, NEEDED, MONTH) == Decimal("427.50")
    made = target(catalog, goal="15000", people="3", weeks="48", days_per_week="4")
    # 15000 / 3 = 5000; / 48 / 4 = 26.04
    assert one(made, "goal_work_rvu") == 5000
    assert one(made, NEEDED, "work RVU a day") == Decimal("26.04")


def test_a_target_already_reached_needs_nothing_more(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="5300", months_elapsed="8", weeks="10")
    assert one(made, "past_work_rvu") == 100  # 5300 - 5200
    assert not found(made, NEEDED)


def test_the_last_month_leaves_no_month_to_spread_over(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="5000", months_elapsed="12")
    assert one(made, "projected_work_rvu") == 5000
    assert one(made, "left_work_rvu") == 200
    assert not found(made, NEEDED)
    assert made.clarify is None


def test_more_months_than_a_year_has_are_refused(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="twelve months"):
        target(catalog, goal="5200", done="3100", months_elapsed="13")


def test_a_monthly_target_is_held_against_a_years_pace_as_twelve_of_it(catalog: Catalog) -> None:
    made = target(catalog, goal="410", per="month", done="3100", months_elapsed="8")
    # 410 x 12 = 4920; 4920 - 4650 = 270; (4920 - 3100) / 4 = 455
    assert one(made, "short_work_rvu") == 270
    assert one(made, NEEDED, MONTH) == 455


def test_a_weekly_target_makes_no_year_of_its_own(catalog: Catalog) -> None:
    made = target(catalog, goal="100", per="week", done="3100", months_elapsed="8")
    assert one(made, "projected_work_rvu") == 4650
    assert made.clarify is not None
    assert "the target for the whole year" in made.clarify.ask


def test_what_is_left_spreads_over_the_weeks_that_are_left(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="3100", months_elapsed="8", weeks="15", days_per_week="4")
    # 2100 / 15 = 140; 2100 / (15 x 4) = 35
    assert one(made, NEEDED, WEEK) == 140
    assert one(made, NEEDED, DAY) == 35
    assert any("weeks you gave are those still left" in told for told in made.assumptions)


def test_what_is_left_spreads_over_the_days_that_are_left(catalog: Catalog) -> None:
    made = target(catalog, goal="410", per="month", done="200", days="7")
    assert one(made, NEEDED, DAY) == 30  # (410 - 200) / 7
    assert any("days you gave are those still left" in told for told in made.assumptions)


def test_done_without_any_time_asks_for_it(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="3100")
    assert one(made, "left_work_rvu") == 2100
    assert made.clarify is not None
    assert made.clarify.ask.startswith("Tell me how much of the time has passed")


def test_months_without_what_was_done_asks_for_that(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", months_elapsed="8", weeks="46", days_per_week="4")
    assert made.clarify is not None
    assert "how many work RVU you have so far" in made.clarify.ask
    assert one(made, NEEDED, WEEK) == Decimal("113.04")  # 5200 / 46 = 113.043...


def test_a_pace_without_a_target_projects_and_asks_for_the_target(catalog: Catalog) -> None:
    made = target(catalog, done="3100", months_elapsed="8")
    assert one(made, "projected_work_rvu") == 4650
    assert made.intent == "target"
    assert made.clarify is not None
    assert "the target" in made.clarify.ask


def test_nothing_to_work_with_is_asked_back(catalog: Catalog) -> None:
    made = target(catalog, every="day")
    assert made.intent == "clarify"
    assert made.clarify is not None
    assert made.clarify.ask == "To work that out I need the target in work RVU."


# --- what a target takes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        # 4800 / 12 = 400; / 46 = 104.347...; / (46 x 4) = 26.086...
        ({"goal": "4800", "weeks": "46", "days_per_week": "4"}, {MONTH: "400.00", WEEK: "104.35", DAY: "26.09"}),
        # 5000 x 0.8 = 4000; / 12 = 333.33; / 44 = 90.909...; / 176 = 22.727...; / 220 = 18.1818...
        (
            {"goal": "5000", "full_time_share": "0.8", "weeks": "44"},
            {MONTH: "333.33", WEEK: "90.91", AT_4: "22.73", AT_5: "18.18"},
        ),
        ({"goal": "300", "extra": True, "weeks": "20", "every": "week"}, {WEEK: "15.00"}),  # 300 / 20
        ({"goal": "300", "extra": True, "days": "60"}, {DAY: "5.00"}),  # 300 / 60
        # 410 x 12 = 4920; 410 / 19 = 21.578...
        ({"goal": "410", "per": "month", "days": "19"}, {"work RVU a year": "4920.00", DAY: "21.58"}),
        # a month of 4 weeks of 4 days: 400 / 4 = 100; 400 / 16 = 25
        (
            {"goal": "400", "per": "month", "weeks": "4", "days_per_week": "4"},
            {"work RVU a year": "4800.00", WEEK: "100.00", DAY: "25.00"},
        ),
        # 46 weeks are a year's: 400 x 12 = 4800; / 46 = 104.347...; / 184 = 26.086...
        (
            {"goal": "400", "per": "month", "weeks": "46", "days_per_week": "4"},
            {"work RVU a year": "4800.00", WEEK: "104.35", DAY: "26.09"},
        ),
        # the month's own 20 days stand beside the year's 46 weeks: 400 / 20 = 20
        (
            {"goal": "400", "per": "month", "weeks": "46", "days": "20"},
            {"work RVU a year": "4800.00", WEEK: "104.35", DAY: "20.00"},
        ),
        # 100 x 46 = 4600; 100 / 4 = 25
        (
            {"goal": "100", "per": "week", "weeks": "46", "days_per_week": "4"},
            {"work RVU a year": "4600.00", DAY: "25.00"},
        ),
        ({"goal": "100", "per": "week"}, {AT_4: "25.00", AT_5: "20.00"}),
        # 24 x 4 = 96; 24 x 4 x 46 = 4416
        (
            {"goal": "24", "per": "day", "weeks": "46", "days_per_week": "4"},
            {"work RVU a year": "4416.00", WEEK: "96.00", DAY: "24.00"},
        ),
        # 100 x 48 = 4800; / 12 = 400
        (
            {"goal": "100", "per": "week", "weeks": "48", "days_per_week": "5", "every": "month"},
            {"work RVU a year": "4800.00", MONTH: "400.00", DAY: "20.00"},
        ),
        ({"goal": "24", "per": "day", "days": "200"}, {"work RVU a year": "4800.00", DAY: "24.00"}),  # 24 x 200
        ({"goal": "24", "per": "day", "days_per_week": "4"}, {WEEK: "96.00", DAY: "24.00"}),
    ],
    ids=str,
)
def test_what_a_target_takes(catalog: Catalog, said: dict[str, Any], needed: dict[str, str]) -> None:
    made = target(catalog, **said)
    told = {figure.unit: str(figure.value) for figure in made.figures if figure.key == NEEDED}
    whole_day = {DAY: needed[DAY]} if said.get("per") == "day" else {}
    assert told | whole_day == needed
    assert made.clarify is None


def test_days_a_week_that_nobody_stated_are_said_to_be_both(catalog: Catalog) -> None:
    made = target(catalog, goal="4000", weeks="44")
    assert "Days a week are not stated, so 4 and 5 are both shown" in made.assumptions


@pytest.mark.parametrize("every", ["week", "month"])
def test_no_day_is_worked_out_for_who_asks_for_weeks(catalog: Catalog, every: str) -> None:
    made = target(catalog, goal="4000", weeks="44", every=every)
    assert not [figure for figure in made.figures if " a day" in figure.unit]


@pytest.mark.parametrize("every", ["week", "year"])
def test_no_day_of_a_weekly_target_is_worked_out_for_who_asks_otherwise(catalog: Catalog, every: str) -> None:
    assert not found(target(catalog, goal="100", per="week", every=every), NEEDED, AT_4)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"goal": "4800"}, "how many weeks a year you work"),
        ({"goal": "300", "extra": True}, "how many weeks there are for it"),
        ({"goal": "410", "per": "month"}, "how many clinic days the month has"),
        ({"goal": "24", "per": "day", "weeks": "46"}, "how many days a week you work"),
        ({"goal": "100", "per": "week", "every": "month"}, "how many weeks a year you work"),
    ],
)
def test_the_missing_number_is_asked_for_beside_what_is_known(
    catalog: Catalog, said: dict[str, Any], missing: str
) -> None:
    made = target(catalog, **said)
    assert made.clarify is not None
    assert made.clarify.ask == f"Tell me {missing}, and I can say more."
    assert one(made, "goal_work_rvu") == Decimal(said["goal"])


# --- pay --------------------------------------------------------------------------------------------------------------


def test_a_rate_pays_goal_and_projection(catalog: Catalog) -> None:
    made = target(catalog, goal="5200", done="3100", months_elapsed="8", stated={"rate": "50"})
    assert one(made, "goal_credit_usd") == 260_000  # 5200 x 50
    assert one(made, "projected_credit_usd") == 232_500  # 4650 x 50


@pytest.mark.parametrize(
    ("goal", "pays"),
    [
        ("4000", "180000.00"),  # 4000 x 45
        ("5200", "236000.00"),  # 5000 x 45 + 200 x 55
        ("7000", "336000.00"),  # 5000 x 45 + 1000 x 55 + 1000 x 56
    ],
)
def test_tiers_pay_each_part_at_its_own_rate_whatever_their_order(catalog: Catalog, goal: str, pays: str) -> None:
    tiers = [{"start": "6000", "rate": "56"}, {"start": "0", "rate": "45"}, {"start": "5000", "rate": "55"}]
    made = target(catalog, goal=goal, weeks="46", tiers=tiers, stated={"rate": "99"})
    assert found(made, "goal_credit_usd") == [pays]


def test_below_the_first_tier_nothing_is_paid(catalog: Catalog) -> None:
    made = target(catalog, goal="400", weeks="46", tiers=[{"start": "500", "rate": "45"}])
    assert one(made, "goal_credit_usd") == 0


def test_extra_work_has_no_place_among_the_tiers(catalog: Catalog) -> None:
    made = target(catalog, goal="300", extra=True, weeks="20", tiers=[{"start": "0", "rate": "45"}])
    assert not found(made, "goal_credit_usd")


# --- laws -------------------------------------------------------------------------------------------------------------

RVUS = st.decimals(1, 20_000, places=2)
MONTHS = st.decimals(Decimal("0.5"), Decimal("11.5"), places=1)


@settings(max_examples=40, deadline=None)
@given(done=RVUS, months=MONTHS, times=st.integers(2, 5))
def test_a_projection_is_linear_in_what_is_done(catalog: Catalog, done: Decimal, months: Decimal, times: int) -> None:
    def projected(amount: Decimal) -> Decimal:
        made = target(catalog, goal="100000", done=amount, months_elapsed=months)
        return next(s.value for s in made.steps if s.name == "projection for the year")

    assert abs(projected(done * times) - times * projected(done)) < Decimal("1e-15")


@settings(max_examples=40, deadline=None)
@given(goal=RVUS, weeks=st.integers(1, 52), days=st.integers(1, 7))
def test_needed_falls_with_every_week_and_day_and_adds_up_to_the_goal(
    catalog: Catalog, goal: Decimal, weeks: int, days: int
) -> None:
    def needed(weeks: int, days: int, goal: Decimal = goal) -> Decimal:
        made = target(catalog, goal=goal, weeks=weeks, days_per_week=days)
        return next(step.value for step in made.steps if step.name == "needed a day")

    base = needed(weeks, days)
    assert needed(weeks + 1, days) < base > needed(weeks, days + 1)
    assert needed(weeks, days, goal + 1) > base
    assert abs(base * weeks * days - goal) < Decimal("1e-15")


@settings(max_examples=40, deadline=None)
@given(done=RVUS, months=MONTHS)
def test_going_on_as_needed_ends_at_the_goal(catalog: Catalog, done: Decimal, months: Decimal) -> None:
    made = target(catalog, goal=done + 100, done=done, months_elapsed=months)
    needed = next(step.value for step in made.steps if step.name == "needed a month")
    assert abs(done + needed * (12 - months) - (done + 100)) < Decimal("1e-15")


# --- dollars ----------------------------------------------------------------------------------------------------------


def test_a_goal_in_dollars_is_worked_out_at_the_rate(catalog: Catalog) -> None:
    made = target(catalog, goal_usd="240000", weeks="46", every="week", stated={"rate": "48"})
    assert one(made, "goal_work_rvu", "work RVU a year") == 5000  # 240,000 / 48
    assert one(made, NEEDED, WEEK) == Decimal("108.70")
    assert one(made, "goal_credit_usd", "USD a year") == 240000


def test_a_goal_in_dollars_asks_for_the_rate(catalog: Catalog) -> None:
    made = target(catalog, goal_usd="240000", weeks="46")
    assert made.intent == "clarify"
    assert made.clarify is not None
    assert "what a work RVU pays you" in made.clarify.ask
