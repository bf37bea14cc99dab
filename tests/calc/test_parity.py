"""What makes a minute of one thing worth a minute of another."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.calc.engine import answer
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import BreakEven
from tests.calc.questions import coded, thing
from tests.replay import replay

OFFICE = Context()


def parities(made: Answer, pair: str) -> dict[tuple[str, str], Decimal]:
    return {(f.key, f.unit): f.value for f in made.figures if f.key.startswith("parity") and f.pathway == pair}


def test_a_visit_has_to_be_as_short_or_as_heavy_as_the_wart_makes_a_minute_worth(catalog: Catalog) -> None:
    items = (coded("wart_destruction", "17110", 1, minutes=10), coded("office_visit_est", "99214", 2, minutes=30))
    made = answer(BreakEven(items=items), OFFICE, catalog)
    replay(made)
    # $111.22 / 10 min = $11.122 a minute; $135.61 / 11.122 = 12.193 minutes.
    # 3.33 total RVU / 10 min x 30 min = 9.99; 0.68 / 10 x 30 = 2.04 work RVU.
    found = parities(made, "2a:1a")
    assert found["parity_minutes", "usd"] == Decimal("12.19")
    assert found["parity_total_rvu", "total RVU"] == Decimal("9.99")
    assert found["parity_work_rvu", "work RVU"] == Decimal("2.04")
    # And the other way: $135.61 / 30 = $4.5203 a minute; $111.22 / 4.5203 = 24.605 minutes.
    assert parities(made, "1a:2a")["parity_minutes", "usd"] == Decimal("24.60")


def test_without_minutes_of_both_there_is_no_parity(catalog: Catalog) -> None:
    paired = coded("knee_injection", "20610", 1, both_sides=True)
    made = answer(BreakEven(items=(paired, coded("wart_destruction", "17110", 2))), OFFICE, catalog)
    assert not [f for f in made.figures if f.key.startswith("parity")]


def test_what_medicare_does_not_pay_has_no_parity_in_dollars(catalog: Catalog) -> None:
    items = (coded("preventive_counseling", "99402", 1, minutes=30), coded("wart_destruction", "17110", 2, minutes=10))
    made = answer(BreakEven(items=items), OFFICE, catalog)
    replay(made)
    assert not [f for f in made.figures if f.key == "parity_minutes" and f.unit == "usd"]
    assert parities(made, "1a:2a")["parity_work_rvu", "work RVU"] == Decimal("2.04")


@given(wart=st.integers(1, 60), visit=st.integers(30, 39))
def test_put_back_the_minute_is_worth_the_same(catalog: Catalog, wart: int, visit: int) -> None:
    items = (thing("wart_destruction", 1, minutes=wart), coded("office_visit_est", "99214", 2, minutes=visit))
    made = answer(BreakEven(items=items), OFFICE, catalog)
    exact = {step.name: step.value for step in made.steps}
    minutes = exact["2a:1a minutes for parity by usd, exact"]
    assert abs(Decimal("135.61") / minutes - Decimal("111.22") / wart) < Decimal("1e-20")
    needed = exact["2a:1a total RVU for parity, exact"]
    assert abs(needed / visit - Decimal("3.33") / wart) < Decimal("1e-20")
