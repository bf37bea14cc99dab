import io
from decimal import Decimal

import pytest
from rich.console import Console, RenderableType

from bot.domain.catalog import Catalog
from bot.render.console import answer_view, chart_view, codes_view, math_view
from bot.render.table import table
from tests.render.asked import ASKING, EVERY, LENGTH, WORKED, answered
from tests.render.plans import PLANS


def printed(view: RenderableType, width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined] # reason: it is the StringIO above


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", EVERY)
def test_answers_fit_the_terminal(name: str, width: int, catalog: Catalog) -> None:
    text = printed(answer_view(answered(EVERY[name], catalog), width), width)
    assert all(len(line) <= width for line in text.splitlines())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_number_of_the_table_is_shown(width: int, catalog: Catalog) -> None:
    answer = answered(WORKED, catalog)
    text = printed(answer_view(answer, width), width)
    for row in table(answer).rows:
        assert all(cell.strip() in text for cell in row[1:])


def test_brackets_of_a_label_are_not_markup(catalog: Catalog) -> None:
    assert "[red]tendon[/red] injection" in printed(answer_view(answered(ASKING, catalog)), 80)


def test_closer_looks_hold_the_same_words_as_the_text(catalog: Catalog) -> None:
    answer = answered(WORKED, catalog)
    assert "$ a unit = total RVU 3.33" in printed(math_view(answer), 80)
    assert "Record the actual time" in printed(codes_view(answer), 80)


def test_bars_of_letters_have_the_lengths_of_the_values(catalog: Catalog) -> None:
    chart = answered(WORKED, catalog).chart
    assert chart is not None
    lines = printed(chart_view(chart), 80).splitlines()
    longest = max(chart.panels[0].bars, key=lambda bar: bar.value)
    for bar in chart.panels[0].bars:
        drawn = next(line for line in lines if line.endswith(f" {bar.text}"))
        assert abs(drawn.count("█") - 40 * bar.value / longest.value) < 1
    assert f"{chart.source[:40]}" in "\n".join(lines)


def test_steps_of_letters_say_from_which_minute_they_hold(catalog: Catalog) -> None:
    chart = answered(LENGTH, catalog).chart
    assert chart is not None
    lines = printed(chart_view(chart), 80).splitlines()
    step = next(line for line in lines if "99214 $135.61" in line)
    assert "from 30 min" in step
    assert step.count("█") == int(40 * Decimal("135.61") / Decimal("328.67"))
    assert any(line.strip() == "wart freezing" for line in lines)


def test_a_loss_has_no_bar_and_its_sign(catalog: Catalog) -> None:
    chart = answered(PLANS["losses"], catalog).chart
    assert chart is not None
    line = next(line for line in printed(chart_view(chart), 80).splitlines() if "-$600,000.00" in line)
    assert "█" not in line
