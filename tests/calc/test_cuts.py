"""Changes across the board: pay at another rate, Medicare's dollars at another factor, other volume; by hand."""

from decimal import Decimal
from typing import Any

import pytest

from bot.domain.catalog import Catalog
from tests.calc.plans import found, one, whatif

USD, WORK = "USD a year", "work RVU a year"


def test_another_rate_moves_pay_and_no_work(catalog: Catalog) -> None:
    made = whatif(catalog, base="5100", rate_then="52", stated={"rate": "48"})
    # 5100 x 48 = 244,800; 5100 x 52 = 265,200; 265,200 - 244,800 = 20,400
    assert (one(made, "pay_usd", USD), one(made, "new_pay_usd", USD)) == (244800, 265200)
    assert one(made, "change_credit_usd", USD) == 20400
    assert not found(made, "change_work_rvu")


def test_another_rate_and_another_volume(catalog: Catalog) -> None:
    made = whatif(catalog, base="5100", by="-0.08", rate_then="52", stated={"rate": "46"})
    # 5100 x 0.92 = 4692; 5100 x 46 = 234,600; 4692 x 52 = 243,984; up 9,384
    assert one(made, "new_work_rvu", WORK) == 4692
    assert one(made, "change_credit_usd", USD) == 9384
    made = whatif(catalog, base="4800", base_then="5200", rate_then="49", stated={"rate": "52"})
    assert one(made, "change_work_rvu", WORK) == 400
    assert one(made, "change_credit_usd", USD) == 5200  # 5200 x 49 - 4800 x 52
    made = whatif(catalog, base="4800", base_then="5200", stated={"rate": "50"})
    assert one(made, "change_credit_usd", USD) == 20000  # 400 x 50


def test_a_part_of_the_volume(catalog: Catalog) -> None:
    made = whatif(catalog, base="5000", by="-0.1", share="0.5", rate_then="50", stated={"rate": "50"})
    assert one(made, "new_work_rvu", WORK) == 4750  # 5000 - 5000 x 0.5 x 0.1


def test_volume_alone_needs_no_rate(catalog: Catalog) -> None:
    made = whatif(catalog, base="4800", base_then="5300")
    assert one(made, "change_work_rvu", WORK) == 500
    assert not found(made, "pay_usd")


def test_another_rate_without_work_asks_for_it(catalog: Catalog) -> None:
    made = whatif(catalog, rate_then="52", stated={"rate": "48"})
    assert made.clarify is not None
    assert "how many work RVU a year" in made.clarify.ask


def test_revenue_at_a_lower_factor(catalog: Catalog) -> None:
    made = whatif(catalog, revenue="640000", by="-0.03", paid=True)
    assert (one(made, "change_usd", USD), one(made, "new_usd", USD)) == (-19200, 620800)
    assert any("stay as they are" in told for told in made.assumptions)
    made = whatif(catalog, revenue="400000", by="-0.03", share="0.5", paid=True)
    assert one(made, "change_usd", USD) == -6000  # 400,000 x 0.5 x -0.03
    made = whatif(catalog, revenue="30000", base_per="month", by="-0.04", paid=True)
    assert one(made, "change_usd", USD) == -14400  # 30,000 x 12 x -0.04
    assert one(whatif(catalog, revenue="1000", by="-0.1"), "change_usd", USD) == -100


def test_total_rvu_at_another_factor(catalog: Catalog) -> None:
    made = whatif(catalog, total="9000", by="-0.03", paid=True)
    # 9000 x 33.4009 = 300,608.10; x -0.03 = -9,018.243
    assert one(made, "base_usd", USD) == Decimal("300608.10")
    assert one(made, "change_usd", USD) == Decimal("-9018.24")
    made = whatif(catalog, total="12000", factor="32.5")
    assert one(made, "change_usd", USD) == Decimal("-10810.80")  # 12,000 x (32.5 - 33.4009)
    assert one(made, "new_usd", USD) == 390000


def test_work_rvu_have_no_part_in_what_medicare_pays(catalog: Catalog) -> None:
    made = whatif(catalog, base="6100", by="-0.03", paid=True)
    assert one(made, "base_work_rvu", WORK) == 6100
    assert not found(made, "change_usd")
    assert made.clarify is not None
    assert "how many total RVU you bill" in made.clarify.ask
    assert any("only where your contract says so" in told for told in made.caveats)


@pytest.mark.parametrize(
    ("said", "unit", "change"),
    [
        ({"base_per": "day", "days_per_week": "5", "weeks": "46"}, WORK, "-1012.00"),  # 22 x 5 x 46 x -0.2
        ({"base_per": "day", "days": "200"}, WORK, "-880.00"),  # 22 x 200 x -0.2
        ({"base_per": "week", "weeks": "46"}, WORK, "-202.40"),  # 22 x 46 x -0.2
        ({"base_per": "month"}, WORK, "-52.80"),  # 22 x 12 x -0.2
        ({"base_per": "week"}, "work RVU a week", "-4.40"),
        ({"base_per": "day", "weeks": "46"}, "work RVU a day", "-4.40"),
        ({"base_per": "day"}, "work RVU a day", "-4.40"),
    ],
)
def test_a_year_is_made_of_what_was_said(catalog: Catalog, said: dict[str, Any], unit: str, change: str) -> None:
    made = whatif(catalog, base="22", by="-0.2", stated={"rate": "50"}, **said)
    assert one(made, "change_work_rvu", unit) == Decimal(change)
    assert one(made, "change_credit_usd", unit.replace("work RVU", "USD")) == Decimal(change) * 50


def test_visits_on_top_come_to_a_year_where_its_days_are_said(catalog: Catalog) -> None:
    made = whatif(catalog, more="3", base_per="day", weeks="46", days_per_week="4", stated={"rate": "50"})
    assert one(made, "change_work_rvu", WORK) == 552  # 3 x 4 x 46
    assert one(made, "change_credit_usd", USD) == 27600
    assert made.clarify is None


@pytest.mark.parametrize(("per", "asks"), [("day", "days a week and weeks a year"), ("week", "how many weeks a year")])
def test_visits_that_go_are_told_for_their_own_stretch(catalog: Catalog, per: str, asks: str) -> None:
    made = whatif(catalog, more="-3.2", base_per=per)
    assert one(made, "change_work_rvu", f"work RVU a {per}") == Decimal("-3.2")
    assert not found(made, "change_credit_usd")
    assert made.clarify is not None
    assert asks in made.clarify.ask
