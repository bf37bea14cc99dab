from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.bars import WIDTH, bar, lines
from bot.domain.answer import Bar, ChartSpec, Panel

VALUES = st.decimals(min_value=0, max_value=10**6, places=3)


def spec(*panels: Panel) -> ChartSpec:
    return ChartSpec(title="A wart earns more a minute.", panels=panels, source="RVU26B, 2026-04-01", alt="")


def panel(*values: str, unit: str = "US dollars a minute") -> Panel:
    bars = tuple(Bar(label=f"way {n}", value=Decimal(v), text=f"${v}", group=1) for n, v in enumerate(values))
    return Panel(title="A minute", unit=unit, bars=bars)


@given(first=VALUES, second=VALUES)
def test_a_larger_value_never_has_the_shorter_bar(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    for solid in (True, False):
        assert len(bar(low, high, solid=solid)) <= len(bar(high, high, solid=solid)) <= WIDTH


def test_the_longest_value_fills_the_width_and_half_of_it_half() -> None:
    assert bar(Decimal(10), Decimal(10)) == "█" * WIDTH
    assert bar(Decimal(5), Decimal(10)) == "█" * (WIDTH // 2)
    assert bar(Decimal(5), Decimal(10), solid=True) == "#" * (WIDTH // 2)


def test_an_eighth_of_a_character_still_shows() -> None:
    assert bar(Decimal("0.001"), Decimal(1000)) == "▏"
    assert bar(Decimal(0), Decimal(1000)) == ""


def test_nothing_but_zeros_draws_no_bar_and_does_not_divide_by_it() -> None:
    assert list(lines(spec(panel("0.00", "0.00"))))[3:5] == ["  way 0  $0.00", "  way 1  $0.00"]


def test_a_chart_names_finding_unit_values_and_source() -> None:
    drawn = list(lines(spec(panel("11.12", "4.52")), solid=True))
    assert drawn[0] == "A wart earns more a minute."
    assert drawn[2] == "A minute (US dollars a minute)"
    assert drawn[3] == f"  way 0  {'#' * WIDTH} $11.12"
    assert drawn[4].endswith("# $4.52")
    assert drawn[-1] == "RVU26B, 2026-04-01"


def test_each_panel_has_its_own_scale() -> None:
    drawn = list(lines(spec(panel("100"), panel("0.068", unit="work RVU a minute"))))
    assert [line.count("█") for line in drawn if "█" in line] == [WIDTH, WIDTH]


@pytest.mark.parametrize("solid", [True, False])
def test_a_panel_without_bars_is_only_its_title(*, solid: bool) -> None:
    assert list(lines(spec(panel()), solid=solid))[2] == "A minute (US dollars a minute)"
