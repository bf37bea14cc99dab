"""Where one's own rate of work leads: hand-computed cases, and what is asked for when a stretch of time is missing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from tests.calc.plans import found, one, target

YEAR, VISIT, HOUR = "work RVU a year", "work RVU a visit", "work RVU an hour"
RATE: dict[str, Any] = {"visits": "18", "visits_per": "day", "average": "1.45"}


def test_visits_of_an_average_that_fall_short(catalog: Catalog) -> None:
    made = target(catalog, goal="5600", days="210", **RATE)
    # 18 x 1.45 = 26.1; x 210 = 5481; 5600 - 5481 = 119; 5600 / 210 / 1.45 = 18.39, so 19
    assert one(made, "pace_work_rvu", "work RVU a day") == Decimal("26.10")
    assert one(made, "projected_work_rvu", YEAR) == 5481
    assert one(made, "short_work_rvu", YEAR) == 119
    assert one(made, "visits_needed", "visits a day") == 19
    assert any("without season" in told for told in made.assumptions)


def test_visits_of_an_average_that_get_there(catalog: Catalog) -> None:
    made = target(catalog, goal="5000", weeks="46", days_per_week="4", **RATE)
    assert one(made, "projected_work_rvu", YEAR) == Decimal("4802.40")  # 26.1 x 4 x 46
    assert one(made, "short_work_rvu", YEAR) == Decimal("197.60")
    made = target(catalog, goal="4800", weeks="46", days_per_week="4", **RATE)
    assert one(made, "ahead_work_rvu", YEAR) == Decimal("2.40")


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ({"per": "day", "goal": "25"}, ("26.10", "work RVU a day")),
        ({"per": "week", "goal": "100", "days_per_week": "4"}, ("104.40", "work RVU a week")),
        ({"per": "week", "goal": "100", "days": "4"}, ("104.40", "work RVU a week")),
        ({"per": "month", "goal": "400", "days": "17"}, ("443.70", "work RVU a month")),
        ({"per": "month", "goal": "400", "days_per_week": "4", "weeks": "4"}, ("417.60", "work RVU a month")),
        ({"extra": True, "goal": "400", "days": "20"}, ("522.00", "work RVU")),
        ({"goal": "5000", "done": "4800", "days": "5"}, ("4930.50", YEAR)),  # 4800 + 26.1 x 5
    ],
)
def test_a_days_rate_fills_the_goals_time(catalog: Catalog, said: dict[str, Any], leads: tuple[str, str]) -> None:
    assert one(target(catalog, **said, **RATE), "projected_work_rvu", leads[1]) == Decimal(leads[0])


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"goal": "5000"}, "how many clinic days"),
        ({"goal": "5000", "days": "5"}, "how many clinic days"),
        ({"goal": "5000", "days_per_week": "4"}, "how many clinic days"),
        ({"per": "week", "goal": "100", "days": "20"}, "how many clinic days"),
        ({"per": "month", "goal": "400", "days_per_week": "4", "weeks": "46"}, "how many clinic days"),
    ],
)
def test_no_stretch_of_time_is_made_up(catalog: Catalog, said: dict[str, Any], asked: str) -> None:
    made = target(catalog, **said, **RATE)
    assert not found(made, "projected_work_rvu")
    assert made.clarify is not None
    assert asked in made.clarify.ask


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ({"pace": "105", "pace_per": "week", "weeks": "46"}, "4830"),  # 105 x 46
        ({"pace": "105", "pace_per": "week", "weeks": "20", "done": "2800"}, "4900"),  # 2800 + 105 x 20
        ({"pace": "400", "pace_per": "month"}, "4800"),  # 400 x 12
        ({"pace": "400", "pace_per": "month", "done": "3000", "months_elapsed": "8"}, "4600"),  # 3000 + 400 x (12 - 8)
        ({"pace": "400", "pace_per": "month", "months": "3", "extra": True}, "1200"),  # 400 x 3
        ({"pace": "4900", "pace_per": "year"}, "4900"),
    ],
)
def test_work_rvu_earned_in_a_stretch_lead_on(catalog: Catalog, said: dict[str, Any], leads: str) -> None:
    assert one(target(catalog, goal="5000", **said), "projected_work_rvu") == Decimal(leads)


@pytest.mark.parametrize(
    "said",
    [
        {"pace": "105", "pace_per": "week"},
        {"pace": "400", "pace_per": "month", "done": "3000"},
        {"pace": "400", "pace_per": "month", "extra": True},
        {"pace": "4900", "pace_per": "year", "extra": True},
    ],
)
def test_a_rate_without_its_time_leads_nowhere(catalog: Catalog, said: dict[str, Any]) -> None:
    made = target(catalog, goal="5000", **said)
    assert not found(made, "projected_work_rvu")
    assert made.clarify is not None


def test_weeks_passed_and_left_make_a_straight_line(catalog: Catalog) -> None:
    made = target(catalog, goal="1250", extra=True, done="790", weeks_elapsed="9", weeks="4")
    # 790 / 9 = 87.78; 790 + 87.777... x 4 = 1141.11; 1250 - 1141.11 = 108.89; (1250 - 790) / 4 = 115
    assert one(made, "pace_work_rvu", "work RVU a week") == Decimal("87.78")
    assert one(made, "projected_work_rvu", "work RVU") == Decimal("1141.11")
    assert one(made, "short_work_rvu") == Decimal("108.89")
    assert one(made, "needed_work_rvu", "work RVU a week") == 115
    assert not found(target(catalog, goal="1250", done="790", weeks="4"), "projected_work_rvu")


def test_pay_at_the_rate_is_a_years(catalog: Catalog) -> None:
    said: dict[str, Any] = {"stated": {"rate": "50"}, "days": "210", **RATE}
    assert one(target(catalog, goal="5600", **said), "projected_credit_usd") == 274050  # 5481 x 50
    assert not found(target(catalog, goal="500", extra=True, **said), "projected_credit_usd")


def test_an_hour_and_a_visit_need_their_part(catalog: Catalog) -> None:
    made = target(catalog, goal="5600", weeks="45", hours="36", hours_per="week")
    assert one(made, "needed_work_rvu", HOUR) == Decimal("3.46")  # 5600 / 45 / 36
    made = target(catalog, goal="25", per="day", visits="15", visits_per="day")
    assert one(made, "needed_work_rvu", VISIT) == Decimal("1.67")  # 25 / 15
    made = target(catalog, goal="25", per="day", visits="75", visits_per="week", hours="36", hours_per="month")
    assert not found(made, "needed_work_rvu", VISIT)
    assert not found(made, "needed_work_rvu", HOUR)


@given(visits=st.integers(1, 40), cents=st.integers(50, 400), days=st.integers(8, 300), goal=st.integers(100, 12_000))
def test_short_and_ahead_add_up_to_the_goal(catalog: Catalog, visits: int, cents: int, days: int, goal: int) -> None:
    average = Decimal(cents) / 100
    rate: dict[str, Any] = {"visits": visits, "visits_per": "day", "average": average}
    made = target(catalog, goal=goal, days=days, **rate)
    leads = one(made, "projected_work_rvu", YEAR)
    assert leads == visits * average * days
    key, sign = ("short_work_rvu", 1) if leads < goal else ("ahead_work_rvu", -1)
    assert leads + sign * one(made, key, YEAR) == goal


def test_without_its_days_it_is_told_how_many_a_goal_takes(catalog: Catalog) -> None:
    made = target(catalog, goal="5000", pace="20", pace_per="day")
    assert one(made, "time_needed", "days") == 250  # 5000 / 20
    made = target(catalog, goal="5000", done="3000", pace="80", pace_per="week")
    assert one(made, "time_needed", "weeks") == 25  # (5000 - 3000) / 80
    made = target(catalog, goal="5000", done="5200", pace="80", pace_per="week")
    assert not found(made, "time_needed")
