"""Laws that hold for every number of every way to pay: more of it never turns the result the wrong way."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from tests.calc.plans import one, whatif

VISIT = {"concept": "office_visit_est", "codes": [{"code": "99214"}], "minutes": 30}
PANEL = {"fee": "80", "members": 600, "hours": "1600"}
SAVED = {"members": 1000, "benchmark": "12000", "spent": "11000", "share": "0.5"}
LOST = {"members": 1000, "benchmark": "11000", "spent": "12000"}
MONTH = {"new": 10, "follow_up": 30}
LEVELS = {"level_1": 100, "level_2": 200, "level_3": 30}

PART, MONEY, COUNT, HOURS = "part", "money", "count", "hours"
LAWS = [
    # kind, what was told, the field that grows, of which sort, the figure, its unit, and which way it goes
    ("dpc", PANEL, "fee", MONEY, "gross_usd", "USD a year", 1),
    ("dpc", PANEL, "members", COUNT, "gross_usd", "USD a year", 1),
    ("dpc", PANEL, "overhead", PART, "after_overhead_usd", "", -1),
    ("dpc", PANEL, "hours", HOURS, "model_usd_per_minute", "", -1),
    ("value", PANEL, "fee", MONEY, "fee_usd", "USD a year", 1),
    ("value", PANEL, "members", COUNT, "fee_usd", "USD a year", 1),
    ("value", PANEL, "hours", HOURS, "extra_usd_per_minute", "", -1),
    ("value", SAVED, "share", PART, "shared_usd", "", 1),
    ("value", SAVED, "quality", PART, "shared_usd", "", 1),
    ("value", SAVED, "minimum", PART, "shared_usd", "", -1),
    ("value", SAVED, "members", COUNT, "shared_usd", "", 1),
    ("value", SAVED, "benchmark", MONEY, "saved_usd", "", 1),
    ("value", SAVED | {"loss_share": "0.3"}, "spent", MONEY, "saved_usd", "", -1),
    ("value", LOST, "loss_share", PART, "shared_usd", "", -1),
    ("cocm", MONTH, "new", COUNT, "month_usd", "USD a month", 1),
    ("cocm", MONTH, "follow_up", COUNT, "month_usd", "USD a month", 1),
    ("cocm", MONTH, "extra", COUNT, "month_usd", "USD a month", 1),
    ("cocm", MONTH, "short", COUNT, "month_usd", "USD a month", 1),
    ("cocm", MONTH, "general", COUNT, "month_usd", "USD a month", 1),
    ("cocm", MONTH, "staff_cost", MONEY, "net_usd", "USD a month", -1),
    ("cocm", MONTH, "consultant_cost", MONEY, "net_usd", "USD a month", -1),
    ("cocm", MONTH, "hours", HOURS, "model_usd_per_minute", "", -1),
    ("apcm", LEVELS, "level_1", COUNT, "month_usd", "USD a month", 1),
    ("apcm", LEVELS, "level_2", COUNT, "month_usd", "USD a month", 1),
    ("apcm", LEVELS, "level_3", COUNT, "month_usd", "USD a month", 1),
    ("apcm", LEVELS | {"level_2": 2000}, "collaborative_new", COUNT, "month_usd", "USD a month", 1),
    ("apcm", LEVELS | {"level_2": 2000}, "collaborative_later", COUNT, "month_usd", "USD a month", 1),
    ("apcm", LEVELS | {"level_2": 2000}, "behavioral", COUNT, "month_usd", "USD a month", 1),
    ("apcm", LEVELS, "staff_cost", MONEY, "net_usd", "USD a month", -1),
    ("apcm", LEVELS, "hours", HOURS, "model_usd_per_minute", "", -1),
    ("blend", PANEL | {"service_share": "0.7"}, "fee", MONEY, "panel_usd_per_minute", "", 1),
    ("blend", PANEL | {"service_share": "0.7"}, "members", COUNT, "panel_usd_per_minute", "", 1),
    ("blend", PANEL | {"service_share": "0.7"}, "hours", HOURS, "panel_usd_per_minute", "", -1),
    ("blend", PANEL, "service_share", PART, "panel_usd_per_minute", "", -1),
]
SORTS: dict[str, st.SearchStrategy[Any]] = {
    PART: st.decimals(0, Decimal("0.99"), places=2),
    MONEY: st.decimals(1, 20_000, places=2),
    COUNT: st.integers(1, 2000),
    HOURS: st.decimals(1, 700, places=1),
}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law[0]}-{law[2]}-{law[4]}")
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_more_of_a_number_never_turns_the_result_the_wrong_way(
    catalog: Catalog, law: tuple[Any, ...], data: st.DataObject
) -> None:
    kind, told, field, sort, key, unit, way = law
    low, high = sorted(data.draw(st.tuples(SORTS[sort], SORTS[sort])))

    def found(value: Any) -> Decimal:
        items = [VISIT] if kind == "blend" else []
        made = whatif(catalog, items=items, terms={"kind": kind, **told, field: value})
        return one(made, key, unit)

    assert (found(high) - found(low)) * way >= 0


@settings(max_examples=15, deadline=None)
@given(fee=SORTS[MONEY], members=SORTS[COUNT], hours=SORTS[HOURS])
def test_a_year_is_twelve_months_and_an_hour_sixty_minutes(
    catalog: Catalog, fee: Decimal, members: int, hours: Decimal
) -> None:
    made = whatif(catalog, terms={"kind": "dpc", "fee": fee, "members": members, "hours": hours})
    assert one(made, "gross_usd", "USD a year") == 12 * one(made, "gross_usd", "USD a month") == 12 * fee * members
    # Both are rounded to the cent for showing, so an hour is sixty minutes to within 60 halves of a cent and its own.
    hour, minute = one(made, "model_usd_per_hour"), one(made, "model_usd_per_minute")
    assert abs(hour - 60 * minute) <= Decimal("0.305")


@settings(max_examples=15, deadline=None)
@given(share=st.decimals(Decimal("0.05"), 1, places=2), quality=st.decimals(Decimal("0.05"), 1, places=2))
def test_the_avoided_spending_put_back_is_zero_through_a_quality_gate_too(
    catalog: Catalog, share: Decimal, quality: Decimal
) -> None:
    items = [{"concept": "preventive_counseling", "codes": [{"code": "99402"}]}, {"concept": "wart_destruction"}]
    made = whatif(catalog, items=items, terms={"kind": "value", "share": share, "quality": quality})
    # 99402 brings nothing, so share x quality x avoided is what the wart pays, to the half cent that is rounded off.
    assert abs(one(made, "avoided_usd") * share * quality - Decimal("111.22")) <= Decimal("0.005")
