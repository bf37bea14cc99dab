"""Visits that reach a target, their minutes, and what a mix of visits brings."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from tests.calc.plans import found, one, target
from tests.calc.questions import coded, pathway, thing

VISIT = coded("office_visit_est", "99214")
A_DAY = "visits a day"


def test_visits_a_day_at_an_average(catalog: Catalog) -> None:
    made = target(catalog, goal="24", per="day", average="1.6", every="day")
    # 24 / 1.6 = 15
    assert (one(made, "visits_needed", A_DAY), one(made, "visits_exact", A_DAY)) == (15, 15)


def test_begun_visits_count_and_the_exact_number_stands_beside_them(catalog: Catalog) -> None:
    made = target(catalog, goal="4800", weeks="46", days_per_week="4", every="day", items=[VISIT])
    # 4800 / 184 = 26.0869...; / 1.92 = 13.587...
    assert (one(made, "visits_needed"), one(made, "visits_exact")) == (14, Decimal("13.59"))
    assert [(item.codes, item.quantity, item.side) for item in made.items] == [(("99214",), 1, None)]
    assert made.release == "RVU26B"


def test_extra_wellness_visits_a_week(catalog: Catalog) -> None:
    made = target(catalog, goal="300", extra=True, weeks="20", every="week", items=[thing("awv")])
    # 300 / 20 = 15 a week; 15 / 1.92 (G0439) = 7.8125
    assert (one(made, "visits_needed", "visits a week"), one(made, "visits_exact")) == (8, Decimal("7.81"))
    assert made.items[0].codes == ("G0439",)


def test_a_number_to_be_reached_once_takes_so_many_visits_in_all(catalog: Catalog) -> None:
    made = target(catalog, goal="8", extra=True, items=[coded("office_visit_est", "99213")])
    # 8 / 1.30 = 6.15
    assert (one(made, "visits_needed", "visits in all"), one(made, "visits_exact")) == (7, Decimal("6.15"))
    assert made.clarify is None
    assert found(target(catalog, goal="12", extra=True, average="1.5"), "visits_needed", "visits in all") == ["8"]


def test_weeks_are_asked_for_where_a_number_to_be_reached_once_is_spread(catalog: Catalog) -> None:
    made = target(catalog, goal="8", extra=True, every="week", items=[coded("office_visit_est", "99213")])
    assert one(made, "visits_needed", "visits in all") == 7
    assert made.clarify is not None


def test_each_way_of_each_service_has_its_own_count(catalog: Catalog) -> None:
    talk = thing("lifestyle_counseling", minutes=30)
    made = target(catalog, goal="24", per="day", items=[talk, VISIT])
    # 24 / 1.92 = 12.5; two units of G0447 are 1.20: 24 / 1.2 = 20
    assert found(made, "visits_needed") == ["13", "20", "13"]
    assert [(item.side, item.codes) for item in made.items] == [(1, ("99214", "G0447")), (2, ("99214",))]
    # 13 x 30 = 390; 20 x 30 = 600; no minutes were given for the other
    assert found(made, "minutes_needed", "minutes a day") == ["390", "600"]


@pytest.mark.parametrize(
    ("notes", "minutes"),
    [
        ({}, "300"),  # 15 x 20
        ({"notes_minutes": "60"}, "360"),  # 300 + 60
        ({"notes_minutes": "4", "notes_per": "visit"}, "360"),  # 300 + 15 x 4
    ],
)
def test_minutes_are_the_askers_own_with_notes_on_top(catalog: Catalog, notes: dict[str, Any], minutes: str) -> None:
    made = target(catalog, goal="24", per="day", average="1.6", visit_minutes="20", **notes)
    assert found(made, "minutes_needed", "minutes a day") == [minutes]


def test_a_days_notes_are_not_added_to_a_week(catalog: Catalog) -> None:
    said = {"goal": "96", "per": "week", "average": "1.6", "visit_minutes": "20", "notes_minutes": "60"}
    # 96 / 1.6 = 60; 60 x 20 = 1200
    assert found(target(catalog, **said, every="week"), "minutes_needed", "minutes a week") == ["1200"]


@pytest.mark.parametrize(("per", "goal"), [("week", "96"), ("month", "384"), ("year", "4800")])
def test_visits_of_the_targets_own_stretch_are_counted(catalog: Catalog, per: str, goal: str) -> None:
    made = target(catalog, goal=goal, per=per, every=per, average="1.6")
    assert one(made, "visits_needed", f"visits a {per}") == Decimal(goal) / Decimal("1.6")


def test_notes_without_a_visits_minutes_ask_for_these(catalog: Catalog) -> None:
    made = target(catalog, goal="24", per="day", average="1.6", notes_minutes="60")
    assert made.clarify is not None
    assert "how many minutes a visit takes" in made.clarify.ask
    assert not found(made, "minutes_needed")


def test_a_service_without_work_rvu_reaches_no_target(catalog: Catalog) -> None:
    made = target(catalog, goal="24", per="day", items=[coded("ear_wax_removal", "69209")])
    assert not found(made, "visits_needed")
    assert "69209 has no work RVU, so no number of it reaches a target" in made.caveats


def test_what_medicare_does_not_pay_still_counts_as_work_and_is_told(catalog: Catalog) -> None:
    made = target(catalog, goal="24", per="day", items=[coded("preventive_counseling", "99402")])
    assert one(made, "visits_needed") == 25  # 24 / 0.98 = 24.48...
    assert any("99402 has status N" in told for told in made.caveats)


def test_how_many_a_day_without_an_average_asks_for_it(catalog: Catalog) -> None:
    made = target(catalog, goal="24", per="day", every="day")
    assert made.clarify is not None
    assert made.clarify.ask == "Tell me the work RVU of an average visit, and I can say more."


def test_the_shortest_stretch_that_is_known_takes_the_place_of_one_that_is_not(catalog: Catalog) -> None:
    made = target(catalog, goal="4800", every="day", items=[VISIT])
    assert found(made, "visits_needed", "visits a month") == ["209"]  # 400 / 1.92 = 208.33
    assert made.clarify is not None


# --- a mix ------------------------------------------------------------------------------------------------------------

TEN_AND_FIVE = (
    coded("office_visit_est", "99213", quantity=10, minutes=20),
    coded("office_visit_est", "99214", quantity=5, minutes=30),
)


def test_a_mix_is_held_against_what_the_day_needs(catalog: Catalog) -> None:
    made = target(catalog, goal="5000", weeks="46", days_per_week="4", items=TEN_AND_FIVE)
    # 10 x 1.30 + 5 x 1.92 = 22.60; 5000 / 184 = 27.1739...; short by 4.5739...
    assert one(made, "mix_work_rvu", "work RVU a day") == Decimal("22.60")
    assert one(made, "short_work_rvu", "work RVU a day") == Decimal("4.57")
    assert one(made, "minutes_needed", "minutes a day") == 350  # 10 x 20 + 5 x 30
    assert "The visits you listed are those of one day" in made.assumptions
    assert not found(made, "visits_needed")


def test_a_mix_that_is_enough_is_ahead_and_may_be_a_weeks(catalog: Catalog) -> None:
    made = target(catalog, goal="20", per="week", every="week", items=TEN_AND_FIVE)
    assert one(made, "mix_work_rvu", "work RVU a week") == Decimal("22.60")
    assert not found(made, "short_work_rvu")
    assert not any("listed" in told for told in made.assumptions)


def test_a_mix_beyond_what_is_needed_is_ahead(catalog: Catalog) -> None:
    made = target(catalog, goal="20", per="day", items=TEN_AND_FIVE)
    assert one(made, "ahead_work_rvu", "work RVU a day") == Decimal("2.60")  # 22.60 - 20


@pytest.mark.parametrize(
    ("notes", "minutes"),
    [
        ({"notes_minutes": "60"}, "410"),  # 350 + 60
        ({"notes_minutes": "4", "notes_per": "visit"}, "410"),  # 350 + 15 x 4
        ({"notes_minutes": "60", "every": "week"}, "350"),  # a day's notes are no week's
    ],
)
def test_a_mix_takes_its_minutes_and_its_notes(catalog: Catalog, notes: dict[str, Any], minutes: str) -> None:
    made = target(catalog, goal="20", per="day", items=TEN_AND_FIVE, **notes)
    assert found(made, "minutes_needed") == [minutes]


def test_a_mix_without_minutes_has_none(catalog: Catalog) -> None:
    items = [coded("office_visit_est", "99213", quantity=10)]
    assert not found(target(catalog, goal="20", per="day", items=items), "minutes_needed")


def test_a_mix_of_procedures_is_one_session_each(catalog: Catalog) -> None:
    made = target(catalog, goal="20", per="day", items=[thing("wart_destruction", quantity=3)])
    assert pathway(made, "17110").units == (3,)
    assert one(made, "mix_work_rvu") == Decimal("2.04")  # 3 x 0.68


# --- laws -------------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(goal=st.decimals(1, 500, places=2), average=st.decimals(Decimal("0.1"), 10, places=2))
def test_the_count_reaches_the_target_and_one_less_does_not(catalog: Catalog, goal: Decimal, average: Decimal) -> None:
    made = target(catalog, goal=goal, per="day", average=average)
    count = one(made, "visits_needed")
    assert count * average >= goal > (count - 1) * average
    more = target(catalog, goal=goal + 1, per="day", average=average)
    assert one(more, "visits_needed") >= count


def test_listed_visits_say_how_many_days_a_goal_takes(catalog: Catalog) -> None:
    four = coded("office_visit_est", "99213").model_copy(update={"quantity": 4})
    made = target(catalog, goal="104", extra=True, items=[four])
    assert one(made, "time_needed", "days") == 20  # 104 / (4 x 1.30)
    made = target(catalog, goal="5200", weeks="46", days_per_week="4", items=[four])
    assert not found(made, "time_needed")
    made = target(catalog, goal="24", per="day", items=[four])
    assert not found(made, "time_needed")
    none = coded("ear_wax_removal", "69209").model_copy(update={"quantity": 4})
    assert not found(target(catalog, goal="104", extra=True, items=[none]), "time_needed")
