"""Other ways to pay, each formula by hand, and what is asked for where a number is missing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.care_months import COCM_LEAVES_OUT
from bot.calc.membership import DIRECT_LEAVES_OUT
from bot.calc.savings import VALUE_LEAVES_OUT
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from tests.calc.plans import found, one, whatif
from tests.calc.questions import coded, thing

TALK = thing("lifestyle_counseling", minutes=30)
WART = thing("wart_destruction", minutes=10)


def cited(made: Answer) -> set[str]:
    return {source.id for source in made.sources}


# --- direct primary care ----------------------------------------------------------------------------------------------


def dpc(catalog: Catalog, items: Any = (), pay: dict[str, Any] | None = None, **terms: Any) -> Answer:
    return whatif(catalog, items=items, terms={"kind": "dpc", **terms}, **(pay or {}))


def test_a_panels_fees_are_gross(catalog: Catalog) -> None:
    made = dpc(catalog, fee="80", members=600, pay={"base": "4500", "stated": {"rate": "50"}})
    # 600 x 80 = 48,000 a month; x 12 = 576,000 a year; 80 x 12 = 960; 4500 x 50 = 225,000
    assert one(made, "gross_usd", "USD a month") == 48_000
    assert one(made, "gross_usd", "USD a year") == 576_000
    assert one(made, "member_usd") == 960
    assert one(made, "pay_usd") == 225_000
    assert set(DIRECT_LEAVES_OUT) <= set(made.caveats)
    assert "medicare_opt_out" in cited(made)


def test_hours_and_overhead_make_an_hour_a_minute_and_what_is_left(catalog: Catalog) -> None:
    made = dpc(catalog, [TALK], fee="80", members=600, hours="1600", overhead="0.6")
    # 576,000 / 1600 = 360; / 60 = 6; x 30 minutes = 180; 576,000 x 0.4 = 230,400
    assert one(made, "model_usd_per_hour") == 360
    assert one(made, "model_usd_per_minute") == 6
    assert one(made, "model_usd") == 180
    assert one(made, "after_overhead_usd") == 230_400
    assert {"135.61", "68.14"} <= set(found(made, "allowed_usd"))


def test_each_service_has_its_own_minutes(catalog: Catalog) -> None:
    made = dpc(catalog, [TALK, WART], fee="80", members=600, hours="1600")
    assert found(made, "model_usd") == ["180.00", "60.00"]  # 30 x 6 and 10 x 6
    assert [item.side for item in made.items] == [1, 2]


def test_sides_that_were_said_stay(catalog: Catalog) -> None:
    items = [TALK.model_copy(update={"side": 2}), WART.model_copy(update={"side": 1})]
    assert [item.side for item in dpc(catalog, items, fee="80", members=600, hours="1600").items] == [2, 1]


@pytest.mark.parametrize(
    ("items", "terms", "missing"),
    [
        ((), {"members": 600}, "the fee a member and month"),
        ((), {"fee": "80"}, "how many members there are"),
        ((TALK,), {"fee": "80", "members": 600}, "how many clinic hours a year you work"),
        (
            (coded("office_visit_est", "99214"),),
            {"fee": "80", "members": 600, "hours": "1600"},
            "how many minutes 99214 takes",
        ),
    ],
)
def test_what_is_missing_is_asked_for(catalog: Catalog, items: Any, terms: dict[str, Any], missing: str) -> None:
    made = dpc(catalog, items, **terms)
    assert made.clarify is not None
    assert missing in made.clarify.ask


def test_work_rvu_without_a_rate_ask_for_the_rate(catalog: Catalog) -> None:
    made = dpc(catalog, fee="80", members=600, pay={"base": "4500"})
    assert made.clarify is not None
    assert "what a work RVU pays you" in made.clarify.ask
    assert not found(made, "pay_usd")


# --- value-based care -------------------------------------------------------------------------------------------------


def value(catalog: Catalog, *items: Any, **terms: Any) -> Answer:
    return whatif(catalog, items=items, terms={"kind": "value", **terms})


def test_an_unpaid_talk_would_have_to_avoid_twice_the_wart_at_half_of_the_savings(catalog: Catalog) -> None:
    made = value(catalog, coded("preventive_counseling", "99402"), thing("wart_destruction"), share="0.5")
    assert one(made, "avoided_usd") == Decimal("222.44")  # (111.22 - 0) / 0.5
    assert set(VALUE_LEAVES_OUT) <= set(made.caveats)
    assert "general_knowledge" in cited(made)


def test_a_talk_that_pays_as_much_has_to_avoid_nothing(catalog: Catalog) -> None:
    made = value(catalog, TALK, WART, share="0.5")
    # 99214 pays 135.61, more than 111.22; (111.22 - 68.14) / 0.5 = 86.16
    assert found(made, "avoided_usd") == ["0.00", "86.16"]


def test_the_talk_is_solved_for_whichever_side_it_is_on(catalog: Catalog) -> None:
    assert found(value(catalog, WART, TALK, share="0.5"), "avoided_usd") == ["0.00", "86.16"]


def test_without_a_talk_the_cheaper_one_is_solved_for(catalog: Catalog) -> None:
    dear, cheap = (coded("office_visit_est", code) for code in ("99214", "99213"))
    expected = Decimal("80.84")  # (135.61 - 95.19) / 0.5
    for pair in ((dear, cheap), (cheap, dear)):
        assert one(value(catalog, *pair, share="0.5"), "avoided_usd") == expected


def test_a_service_without_a_price_is_left_out(catalog: Catalog) -> None:
    made = value(catalog, TALK, coded("blood_draw", "36415"), share="0.5")
    assert not found(made, "avoided_usd")


def test_fees_of_members_come_on_top(catalog: Catalog) -> None:
    made = value(catalog, TALK, WART, share="0.5", fee="5", members=1000)
    # 5 x 1000 = 5,000 a month; x 12 = 60,000
    assert found(made, "fee_usd") == ["5000.00", "60000.00"]


@pytest.mark.parametrize(
    ("items", "terms", "missing"),
    [
        ((TALK, WART), {"share": "0.5", "fee": "5"}, "how many members there are"),
        ((TALK, WART), {"share": "0.5", "members": 1000}, "the fee a member and month"),
        ((TALK, WART), {}, "your share of the savings"),
        ((TALK,), {"share": "0.5"}, "which two services to set against each other"),
    ],
)
def test_what_value_based_care_lacks_is_asked_for(
    catalog: Catalog, items: Any, terms: dict[str, Any], missing: str
) -> None:
    made = value(catalog, *items, **terms)
    assert made.clarify is not None
    assert missing in made.clarify.ask


# --- care months ------------------------------------------------------------------------------------------------------


def test_a_month_of_collaborative_care(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "cocm", "new": 10, "follow_up": 30, "staff_cost": "4000"})
    # 10 x 160.32 + 30 x 144.96 = 1,603.20 + 4,348.80 = 5,952.00; 10 x 1.88 + 30 x 2.05 = 80.30
    assert one(made, "month_usd", "USD a month") == 5952
    assert one(made, "month_work_rvu") == Decimal("80.30")
    assert one(made, "month_usd", "USD a year") == 71_424  # x 12
    assert one(made, "coinsurance_usd") == Decimal("1190.40")  # x 0.2
    assert one(made, "net_usd", "USD a month") == 1952  # 5952 - 4000
    assert one(made, "net_usd", "USD a year") == 23_424
    assert set(COCM_LEAVES_OUT) <= set(made.caveats)
    assert {"collaborative_care_rules", "bcbsnd_cocm", "usc_1395l"} <= cited(made)


def test_staff_that_costs_more_leaves_a_loss(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "cocm", "new": 1, "staff_cost": "4000"})
    assert one(made, "net_usd", "USD a month") == Decimal("-3839.68")  # 160.32 - 4000


def test_no_staff_cost_is_said_and_none_is_taken_off(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "cocm", "follow_up": 30})
    assert one(made, "month_usd", "USD a month") == Decimal("4348.80")  # 30 x 144.96
    assert not found(made, "net_usd")
    assert "You gave no staff cost, so nothing is taken off" in made.caveats


@pytest.mark.parametrize(
    ("levels", "usd"),
    [
        ({"level_2": 300}, "16134.00"),  # 300 x 53.78
        ({"level_1": 100, "level_3": 10}, "2809.40"),  # 100 x 16.37 + 10 x 117.24 = 1,637.00 + 1,172.40
    ],
)
def test_a_month_of_advanced_primary_care(catalog: Catalog, levels: dict[str, int], usd: str) -> None:
    made = whatif(catalog, terms={"kind": "apcm", **levels})
    assert found(made, "month_usd", "USD a month") == [usd]
    assert "apcm_levels" in cited(made)


@pytest.mark.parametrize(
    ("terms", "prices"),
    [
        ({"kind": "cocm"}, {"160.32", "144.96"}),
        ({"kind": "cocm", "staff_cost": "4000"}, {"160.32", "144.96"}),
        ({"kind": "apcm"}, {"16.37", "53.78", "117.24"}),
    ],
)
def test_without_patients_one_of_each_is_priced_and_the_number_asked_for(
    catalog: Catalog, terms: dict[str, Any], prices: set[str]
) -> None:
    made = whatif(catalog, terms=terms)
    assert prices <= set(found(made, "allowed_usd"))
    assert made.clarify is not None
    assert "how many patients" in made.clarify.ask
    assert not found(made, "month_usd")
    assert not found(made, "net_usd")


def test_months_follow_the_place(catalog: Catalog) -> None:
    boston = whatif(catalog, Context(locality="14212-01"), terms={"kind": "apcm", "level_2": 300})
    assert one(boston, "month_usd", "USD a month") > 16_134
    assert "Boston" in boston.basis


# --- laws -------------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(fee=st.decimals(1, 300, places=2), members=st.integers(1, 3000), hours=st.integers(100, 3000))
def test_minutes_add_up_to_the_gross_and_rise_with_each_input(
    catalog: Catalog, fee: Decimal, members: int, hours: int
) -> None:
    def minute(fee: Decimal, members: int, hours: int) -> Decimal:
        made = dpc(catalog, fee=fee, members=members, hours=hours)
        return next(step.value for step in made.steps if step.name == "gross a clinic minute")

    base = minute(fee, members, hours)
    assert abs(base * 60 * hours - fee * members * 12) < Decimal("1e-12")
    assert minute(fee + 1, members, hours) > base < minute(fee, members + 1, hours)
    assert minute(fee, members, hours + 1) < base


@settings(max_examples=25, deadline=None)
@given(share=st.decimals(Decimal("0.01"), 1, places=2))
def test_the_avoided_spending_put_back_leaves_the_practice_indifferent(catalog: Catalog, share: Decimal) -> None:
    made = value(catalog, coded("preventive_counseling", "99402"), thing("wart_destruction"), share=share)
    avoided = next(step.value for step in made.steps if step.name.endswith("avoided spending"))
    # What the talk pays and its share of the savings, less what the wart pays, is nothing.
    assert abs(0 + avoided * share - Decimal("111.22")) < Decimal("1e-20")


@settings(max_examples=25, deadline=None)
@given(new=st.integers(0, 100), later=st.integers(1, 100), cost=st.integers(0, 20_000))
def test_a_caseload_is_worth_its_patients_one_by_one(catalog: Catalog, new: int, later: int, cost: int) -> None:
    made = whatif(catalog, terms={"kind": "cocm", "new": new, "follow_up": later, "staff_cost": cost})
    month = one(made, "month_usd", "USD a month")
    assert month == new * Decimal("160.32") + later * Decimal("144.96")
    assert one(made, "net_usd", "USD a month") == month - cost
