"""Other ways to pay, each formula by hand, and what is asked for where a number is missing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.care_months import COCM_LEAVES_OUT
from bot.calc.membership import DIRECT_LEAVES_OUT
from bot.calc.savings import CAPITATED_LEAVES_OUT, VALUE_LEAVES_OUT
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.money import plain
from bot.errors import BadQuestionError
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
    assert "cfr_405_opt_out" in cited(made)


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


def test_capitation_takes_the_place_of_fees(catalog: Catalog) -> None:
    made = value(catalog, TALK, WART, fee="30", members=800, hours="1600", capitated=True)
    # 800 x 30 x 12 = 288,000 a year; / 1600 / 60 = 3 a minute, whatever is done; 30 x 3 and 10 x 3
    assert one(made, "fee_usd", "USD a year") == 288_000
    assert one(made, "model_usd_per_minute") == 3
    assert found(made, "model_usd") == ["90.00", "30.00"]
    assert not found(made, "extra_usd_per_minute")
    assert CAPITATED_LEAVES_OUT[0] in made.caveats
    assert VALUE_LEAVES_OUT[0] not in made.caveats


def test_capitation_alone_is_told_by_the_month_and_the_year(catalog: Catalog) -> None:
    made = value(catalog, fee="30", members=800, capitated=True)
    assert found(made, "fee_usd") == ["24000.00", "288000.00"]
    assert made.clarify is None
    assert not found(made, "model_usd_per_minute")


def test_no_avoided_spending_is_set_against_prices_that_capitation_leaves_out(catalog: Catalog) -> None:
    made = value(catalog, TALK, WART, fee="30", members=800, share="0.5", capitated=True)
    assert not found(made, "avoided_usd")
    assert one(made, "fee_usd", "USD a month") == 24_000


def test_capitation_without_a_fee_asks_for_the_fee_alone(catalog: Catalog) -> None:
    made = value(catalog, members=800, capitated=True)
    assert made.clarify is not None
    assert "the fee a member and month" in made.clarify.ask
    assert "savings" not in made.clarify.ask


def test_capitation_beside_other_ways_is_called_by_its_name(catalog: Catalog) -> None:
    way = {"fee": "30", "members": 800, "hours": "1600", "capitated": True}
    made = whatif(catalog, items=(TALK,), terms={"kind": "parity", "value": way})
    labels = {figure.label for figure in made.figures if figure.key in {"way_month_usd", "model_usd_per_minute"}}
    assert "capitation, a month" in labels
    assert not any("on top" in label for label in labels)


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


# --- value-based care: savings ----------------------------------------------------------------------------------------

PANEL = {"members": 1000, "share": "0.5", "benchmark": "12000"}


def test_savings_are_shared_after_the_quality_gate(catalog: Catalog) -> None:
    made = value(catalog, spent="11500", quality="0.8", minimum="0.02", **PANEL)
    # (12,000 - 11,500) x 1000 = 500,000; 500 / 12,000 = 0.041666…; 0.02 x 12,000 x 1000 = 240,000;
    # 500,000 x 0.5 x 0.8 = 200,000
    assert one(made, "saved_usd") == 500_000
    assert str(one(made, "savings_rate")).startswith("0.0416666")
    assert one(made, "floor_usd") == 240_000
    assert one(made, "shared_usd") == 200_000
    assert any("shared = " in formula for formula in made.formulas)


@pytest.mark.parametrize(
    ("terms", "shared"),
    [
        ({"spent": "11900", "minimum": "0.02"}, "0.00"),  # 100 / 12,000 = 0.8 %, below 2 %
        ({"spent": "11760", "minimum": "0.02"}, "120000.00"),  # 240 / 12,000 = 2 %, the minimum itself: 240,000 x 0.5
        ({"spent": "11500", "quality": "0"}, "0.00"),
        ({"spent": "12000"}, "0.00"),
        ({"spent": "12600", "loss_share": "0.3"}, "-180000.00"),  # -600 x 1000 x 0.3
        ({"spent": "12600", "loss_share": "0"}, "0.00"),
    ],
)
def test_what_is_shared_or_owed(catalog: Catalog, terms: dict[str, Any], shared: str) -> None:
    assert found(value(catalog, **PANEL, **terms), "shared_usd") == [shared]


@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        ({"members": 1000, "share": "0.5", "benchmark": "12000"}, "what a member does cost"),
        ({"members": 1000, "share": "0.5", "spent": "12000"}, "what the payer expects"),
        ({"share": "0.5", "benchmark": "12000", "spent": "11500"}, "how many members there are"),
        ({"members": 1000, "benchmark": "12000", "spent": "11500"}, "your share of the savings"),
        ({"members": 1000, "benchmark": "12000", "spent": "12600"}, "what share of losses you owe"),
    ],
)
def test_what_the_savings_lack_is_asked_for(catalog: Catalog, terms: dict[str, Any], missing: str) -> None:
    made = value(catalog, fee="5", **terms)
    assert made.clarify is not None
    assert missing in made.clarify.ask
    assert not found(made, "shared_usd")


def test_losses_do_not_ask_for_the_share_of_savings(catalog: Catalog) -> None:
    made = value(catalog, members=1000, benchmark="12000", spent="12600", loss_share="0.3")
    assert made.clarify is None


def test_a_share_of_nothing_brings_nothing(catalog: Catalog) -> None:
    made = value(catalog, TALK, WART, share="0")
    assert not found(made, "avoided_usd")


def test_a_quality_gate_raises_the_avoided_spending(catalog: Catalog) -> None:
    pair = (coded("preventive_counseling", "99402"), thing("wart_destruction"))
    assert found(value(catalog, *pair, share="0.5", quality="0.8"), "avoided_usd") == ["278.05"]  # 111.22 / 0.4
    assert not found(value(catalog, *pair, share="0.5", quality="0"), "avoided_usd")


def test_fee_and_savings_are_spread_over_the_clinic_minutes(catalog: Catalog) -> None:
    items = (TALK, coded("blood_draw", "36415").model_copy(update={"minutes": 5}))
    made = value(catalog, *items, fee="5", hours="1600", spent="11500", **PANEL)
    # (60,000 + 250,000) / (1600 x 60) = 3.2291…; 135.61 / 30 + that = 7.7495; x 30 = 232.485, shown 232.49
    assert one(made, "extra_usd_per_minute") == Decimal("3.23")
    assert found(made, "model_usd_per_minute") == ["7.75", "5.50"]
    assert found(made, "model_usd")[0] == "232.49"


# --- behavioral health in the clinic, advanced primary care -----------------------------------------------------------


def test_every_kind_of_month_is_priced(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "cocm", "new": 1, "follow_up": 1, "extra": 2, "short": 1, "general": 1})
    codes = {code for way in made.pathways if way.in_verdict for code in way.codes}
    assert codes == {"99492", "99493", "99494", "G2214", "99484"}
    prices = {  # each by itself
        code: one(whatif(catalog, items=[coded(concept, code)], period="month"), "change_usd", "USD a month")
        for concept, code in (
            ("collaborative_care", "99492"),
            ("collaborative_care", "99493"),
            ("collaborative_care", "99494"),
            ("collaborative_care", "G2214"),
            ("behavioral_month", "99484"),
        )
    }
    assert one(made, "month_usd", "USD a month") == sum(prices.values()) + prices["99494"]
    assert not found(made, "staff_minute_usd")


def test_staff_and_consultant_are_taken_off_and_the_hours_set_beside_visits(catalog: Catalog) -> None:
    terms = {
        "kind": "cocm", "new": 10, "follow_up": 30, "staff_cost": "4000", "consultant_cost": "800", "hours": "12",
    }  # fmt: skip
    made = whatif(catalog, terms=terms, items=[coded("office_visit_est", "99214", minutes=30)])
    # 5,952 - 4,000 - 800 = 1,152; / (12 x 60) = 1.60; 135.61 / 30 x 720 = 3,254.64; 1,152 - 3,254.64 = -2,102.64
    assert one(made, "net_usd", "USD a month") == 1152
    assert one(made, "model_usd_per_minute") == Decimal("1.60")
    assert one(made, "visits_usd") == Decimal("3254.64")
    assert one(made, "against_usd") == Decimal("-2102.64")
    # 5,952 / (10 x 85 + 30 x 75) = 5,952 / 3,100 = 1.92; / (10 x 36 + 30 x 31) = 5,952 / 1,290 = 4.6139…
    assert found(made, "staff_minute_usd") == ["1.92", "4.61"]
    assert [item.side for item in made.items] == [1, 1, 2]


def test_a_service_without_a_price_is_not_set_beside_it(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "apcm", "level_2": 300, "hours": "10"}, items=[coded("blood_draw", "36415")])
    assert not found(made, "visits_usd")


def test_who_may_not_bill_a_month_is_told_no_net(catalog: Catalog) -> None:
    made = whatif(
        catalog,
        Context.model_validate({"clinician": "rd"}),
        terms={"kind": "cocm", "new": 10, "staff_cost": "10", "hours": "3"},
    )
    assert not found(made, "month_usd")
    assert not found(made, "net_usd")


def test_patients_are_asked_for_beside_a_visit_too(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "apcm"}, items=[TALK])
    assert made.intent == "clarify"
    assert "how many patients there are of each level" in (made.clarify.ask if made.clarify else "")


def test_add_ons_come_on_top_of_the_month(catalog: Catalog) -> None:
    base = one(whatif(catalog, terms={"kind": "apcm", "level_2": 300}), "month_usd", "USD a month")
    made = whatif(catalog, terms={"kind": "apcm", "level_2": 300, "collaborative_new": 5, "behavioral": 20})
    addons = [
        one(whatif(catalog, items=[coded("apcm_behavioral", code)], period="month"), "change_usd", "USD a month")
        for code in ("G0568", "G0570")
    ]
    assert one(made, "month_usd", "USD a month") == base + 5 * addons[0] + 20 * addons[1]
    assert "fairpath_apcm" in cited(made)


def test_more_add_ons_than_patients_are_refused(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="11 behavioral add-ons are more than the 10 patients"):
        whatif(catalog, terms={"kind": "apcm", "level_1": 10, "behavioral": 11})


def test_a_visit_beside_a_month_asks_for_the_hours(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "cocm", "new": 10}, items=[TALK])
    assert made.clarify is not None
    assert "how many hours a month it takes you" in made.clarify.ask


def test_a_blend_without_a_service_asks_for_one(catalog: Catalog) -> None:
    made = whatif(catalog, terms=BLEND)
    assert made.clarify is not None
    assert "which service it is for" in made.clarify.ask


# --- blends and the same minutes --------------------------------------------------------------------------------------

BLEND = {"kind": "blend", "service_share": "0.7", "fee": "80", "members": 600, "hours": "1600"}


def test_a_blend_weighs_both_parts(catalog: Catalog) -> None:
    made = whatif(catalog, terms=BLEND, items=[TALK, coded("blood_draw", "36415")])
    # panel: 576,000 / 96,000 = 6 a minute, x 0.3 = 1.80; 99214: 0.7 x 135.61 / 30 = 3.16423…, together 4.96423…;
    # x 30 = 148.927; x 96,000 / 12 = 39,713.866…
    assert one(made, "panel_usd_per_minute") == Decimal("1.80")
    assert found(made, "model_usd_per_minute") == ["4.96", "3.39"]
    assert found(made, "model_usd")[0] == "148.93"
    assert found(made, "full_usd")[0] == "39713.87"


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("service_share", "what part is fee-for-service"),
        ("fee", "the fee a member and month"),
        ("members", "how many members there are"),
        ("hours", "how many clinic hours a year you work"),
    ],
)
def test_what_a_blend_lacks_is_asked_for(catalog: Catalog, left_out: str, missing: str) -> None:
    made = whatif(catalog, terms={k: v for k, v in BLEND.items() if k != left_out}, items=[TALK])
    assert made.clarify is not None
    assert missing in made.clarify.ask
    assert not found(made, "model_usd_per_minute")


@settings(max_examples=25, deadline=None)
@given(share=st.decimals(0, 1, places=3))
def test_a_blend_lies_between_its_parts(catalog: Catalog, share: Decimal) -> None:
    made = whatif(
        catalog, terms={**BLEND, "service_share": share}, items=[coded("office_visit_est", "99214", minutes=30)]
    )
    minute = next(step.value for step in made.steps if step.name.endswith("blended minute"))
    served = Decimal("135.61") / 30
    assert served <= minute <= 6
    assert abs(minute - (share * served + (1 - share) * 6)) < Decimal("1e-20")


SAME = {
    "kind": "parity",
    "direct": {"fee": "80", "members": 600, "hours": "1600"},
    "value": {"fee": "5", "members": 600, "hours": "1600"},
    "collaborative": {"new": 10, "follow_up": 30, "staff_cost": "4000", "hours": "12"},
    "advanced": {"level_2": 300, "hours": "80"},
    "blend": {k: v for k, v in BLEND.items() if k != "kind"},
}


def by_label(made: Answer, key: str) -> dict[str, str]:
    return {figure.label: f"{figure.value}" for figure in made.figures if figure.key == key}


def test_the_same_minutes_under_every_way_to_pay(catalog: Catalog) -> None:
    made = whatif(catalog, terms=SAME, items=[TALK, coded("blood_draw", "36415")])
    assert by_label(made, "model_usd_per_minute") == {
        "fee-for-service, 99214, a minute": "4.52",  # 135.61 / 30
        "fee-for-service, G0447 x 2, a minute": "2.27",  # 68.14 / 30
        "direct primary care, a minute": "6.00",  # 576,000 / 96,000
        "value-based care, 99214, a minute": "4.90",  # 4.5203… + 36,000 / 96,000 = 4.5203… + 0.375
        "value-based care, G0447 x 2, a minute": "2.65",
        "behavioral health in the clinic, a minute": "2.71",  # (5,952 - 4,000) / 720
        "advanced primary care management, a minute": "3.36",  # 16,134 / 4,800 = 3.36125
        "blend, 99214, a minute": "4.96",
        "blend, G0447 x 2, a minute": "3.39",
    }
    months = by_label(made, "way_month_usd")
    assert months["fee-for-service, 99214, a month of it"] == "36162.67"  # 135.61 / 30 x 96,000 / 12
    assert months["direct primary care, a month"] == "48000.00"
    assert months["behavioral health in the clinic, a month"] == "1952.00"
    assert [item.side for item in made.items] == [1, 2, 3, 3, 4]


def test_each_way_says_what_it_needs(catalog: Catalog) -> None:
    terms = {
        "kind": "parity",
        "direct": {"fee": "80"},
        "advanced": {"level_2": 300},
        "value": {"fee": "5", "members": 9},
    }
    made = whatif(catalog, terms=terms, items=[TALK])
    assert made.clarify is not None
    ask = made.clarify.ask
    assert "for direct primary care: how many members there are and how many clinic hours a year you work;" in ask
    assert "for value-based care: how many clinic hours a year you work;" in ask
    assert "for advanced primary care management: how many hours a month it takes," in ask
    assert "fee-for-service, 99214, a minute" in by_label(made, "model_usd_per_minute")


def test_without_service_or_numbers_both_are_asked_for(catalog: Catalog) -> None:
    made = whatif(catalog, terms={"kind": "parity"})
    assert made.intent == "clarify"
    assert made.clarify is not None
    assert "which service the minutes are for" in made.clarify.ask
    assert "the numbers of at least one other way to pay" in made.clarify.ask


@settings(max_examples=15, deadline=None)
@given(fee=st.decimals(1, 300, places=2), members=st.integers(1, 3000))
def test_each_way_is_worth_what_it_is_worth_alone(catalog: Catalog, fee: Decimal, members: int) -> None:
    terms = {"fee": fee, "members": members, "hours": "1600"}
    together = whatif(catalog, terms={"kind": "parity", "direct": terms}, items=[TALK])
    alone = whatif(catalog, terms={"kind": "dpc", **terms}, items=[TALK])
    assert by_label(together, "model_usd_per_minute")["direct primary care, a minute"] == plain(
        one(alone, "model_usd_per_minute")
    )


def test_what_was_told_is_listed_and_what_was_not_is_named(catalog: Catalog) -> None:
    made = whatif(
        catalog, terms={"kind": "value", "members": 3000, "benchmark": "12000", "spent": "11400", "share": "0.5"}
    )
    assert made.formulas[-1] == (
        "Your input: benchmark a member and year $12,000.00, spent a member and year $11,400.00, members 3,000, "
        "share of the savings 50 %"
    )
    assert "You told no quality gate, so the whole share counts" in made.assumptions
    assert "You told no minimum savings rate, so savings count from the first dollar" in made.assumptions


def test_every_way_without_numbers_is_asked_for_beside_the_fees_for_services(catalog: Catalog) -> None:
    ways = ("direct", "value", "collaborative", "advanced")
    made = whatif(
        catalog,
        items=[{"concept": "smoking_cessation", "minutes": 20}],
        terms={"kind": "parity", **{way: {} for way in ways}},
    )
    # 99407 is $29.06: 29.06 / 20 = 1.453.
    assert found(made, "model_usd_per_minute") == ["1.45"]
    assert made.clarify is not None
    assert made.clarify.ask.count("for ") == len(ways)


def test_nothing_is_asked_for_where_only_cms_has_no_minutes(catalog: Catalog) -> None:
    terms = {"kind": "parity", "value": {"fee": "5", "members": 9, "hours": "1600"}}
    made = whatif(catalog, terms=terms, items=[{"concept": "apcm_behavioral", "codes": [{"code": "G0568"}]}])
    assert made.clarify is None
    assert found(made, "model_usd_per_minute") == []


def test_the_minutes_that_a_minute_rests_on_are_named(catalog: Catalog) -> None:
    made = whatif(
        catalog,
        items=[{"concept": "office_visit_est", "codes": [{"code": "99214"}]}],
        terms={"kind": "cocm", "new": 10, "follow_up": 30, "hours": "12"},
    )
    assert "99214: no minutes given, so a minute is one of CMS's 47 same-day minutes" in made.assumptions


def test_a_share_without_end_is_listed_short(catalog: Catalog) -> None:
    made = whatif(catalog, items=[TALK, TALK], terms={"kind": "value", "share": "0.6666666666666666666666666667"})
    assert made.formulas[-1] == "Your input: share of the savings 66.67 %"


# --- a service against itself -----------------------------------------------------------------------------------------

ITSELF = (
    {"kind": "value", "fee": "10", "members": 100, "share": "0.5", "hours": "1600"},
    {"kind": "blend", "fee": "80", "members": 600, "service_share": "0.5", "hours": "1600"},
    {"kind": "dpc", "fee": "80", "members": 600, "hours": "1600"},
)


@pytest.mark.parametrize("terms", ITSELF, ids=lambda terms: str(terms["kind"]))
@pytest.mark.parametrize("minutes", [30, 45], ids=["the same", "longer"])
def test_a_service_set_against_itself_is_told_apart_by_its_number(
    catalog: Catalog, terms: dict[str, Any], minutes: int
) -> None:
    made = whatif(catalog, items=[TALK, thing("lifestyle_counseling", minutes=minutes)], terms=terms)
    steps = {step.name: step.value for step in made.steps}
    assert [steps["minutes of lifestyle talk (1)"], steps["minutes of lifestyle talk (2)"]] == [30, minutes]
    assert {figure.side for figure in made.figures if figure.key == "model_usd"} == {1, 2}
