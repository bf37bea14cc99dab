"""How targets, suppositions and ways to pay read: verdicts as approved, no invented number, tables that fit."""

import re
from decimal import Decimal

import pytest

from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.question import Target
from bot.render.chart import draw
from bot.render.monospace import PHONE, monospace
from bot.render.numbers import fixed, percent, whole
from bot.render.own import moved
from bot.render.sheet import Span
from bot.render.table import table
from bot.render.text import as_text, math_text
from bot.render.verdict import verdict
from tests.render.asked import answered
from tests.render.golden import golden
from tests.render.plans import PLANS
from tests.replay import replay

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.mark.parametrize("name", PLANS)
def test_plans_read_as_they_were_approved(name: str, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    replay(answer)
    shown = f"{verdict(answer)}\n\n{monospace(table(answer), 80)}"
    assert shown == golden(f"plan {name}", shown)


def writable(answer: Answer) -> set[str]:
    """Collect every way that a number of the answer's steps may be written, and the digits of codes and names."""
    values = [abs(step.value) for step in answer.steps]
    values += [
        Decimal(units) for way in answer.pathways for units in (*way.units, way.minutes or 0, way.threshold or 0)
    ]
    written = {fixed(value, places) for value in values for places in (0, 1, 2)} | {whole(value) for value in values}
    written |= {NUMBER.findall(percent(value))[0] for value in values}
    names = [code for way in answer.pathways for code in way.codes] + [side.one for side in answer.sides]
    asked = answer.question
    told = [*answer.assumptions, *answer.readings, *names]
    if isinstance(asked, Target):
        told += [f"{asked.full_time_share}"]
    return written | set(NUMBER.findall(" ".join(told)))


@pytest.mark.parametrize("name", PLANS)
def test_no_number_of_a_plan_is_invented(name: str, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    found = {number.rstrip(",") for number in NUMBER.findall(verdict(answer))}
    # Levels, and the patients' part of 20 %, are words of a rule.
    assert found - {"1", "2", "3", "12", "20"} <= writable(answer)


@pytest.mark.parametrize("name", PLANS)
def test_dollars_of_a_schedule_are_named_medicares(name: str, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    if any(way.in_verdict for way in answer.pathways) and "$" in verdict(answer):
        assert "Medicare" in verdict(answer)


@pytest.mark.parametrize("name", PLANS)
def test_work_rvu_come_with_who_decides_about_them(name: str, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    assert any("your contract decides" in told for told in answer.caveats) or answer.intent == "clarify"


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("width", [PHONE, 60, 120])
def test_a_plan_fits_its_width(name: str, width: int, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    for text in (as_text(answer, width), math_text(answer, width), monospace(table(answer), width)):
        assert all(len(line) <= width or len(line.split()) == 1 for line in text.splitlines())


@pytest.mark.parametrize("name", PLANS)
def test_a_plans_chart_is_titled_with_the_verdict_and_draws(name: str, catalog: Catalog) -> None:
    answer = answered(PLANS[name], catalog)
    if answer.chart is None:
        return
    assert answer.chart.title in answer.verdict.splitlines()
    assert all(bar.text in answer.chart.alt for panel in answer.chart.panels for bar in panel.bars)
    assert draw(answer.chart).startswith(b"\x89PNG")


def test_which_plans_have_a_chart(catalog: Catalog) -> None:
    charts = {name: answered(question, catalog).chart for name, question in PLANS.items()}
    drawn = {name: [panel.title for panel in chart.panels] for name, chart in charts.items() if chart}
    assert drawn["pace short"] == ["This year", "A month"]
    assert drawn["swap"] == ["Work RVU", "Medicare"]
    assert drawn["cut"] == ["A year"]
    assert drawn["collaborative care"] == ["A month", "A care manager's minute"]
    assert drawn["same minutes"] == ["A clinician minute", "A month"]
    assert "stopped" not in drawn
    assert "visits by code" not in drawn


@pytest.mark.parametrize(
    ("low", "high", "key", "unit", "told"),
    [
        ("9", "9", "change_work_rvu", "work RVU", "9 work RVU more"),
        ("-4.86", "-4.86", "change_work_rvu", "work RVU", "4.86 work RVU less"),
        ("1.32", "7.68", "change_work_rvu", "work RVU", "1.32 to 7.68 work RVU more"),
        ("-7.68", "-1.32", "change_work_rvu", "work RVU", "1.32 to 7.68 work RVU less"),
        ("-499.02", "240.48", "change_usd", "", "from $499.02 less to $240.48 more"),
        ("0", "40.42", "change_usd", "", "$0.00 to $40.42 more"),
        ("0", "0", "change_usd", "", "no change in dollars"),
        ("0", "0", "change_work_rvu", "work RVU", "no change in work RVU"),
        ("1", "1", "change_minutes", "minutes", "1 minute more"),
        ("-1", "2", "change_minutes", "minutes", "from 1 minute less to 2 minutes more"),
    ],
)
def test_a_change_says_which_way_it_goes(low: str, high: str, key: str, unit: str, told: str) -> None:
    assert moved(Span(Decimal(low), Decimal(high)), key, unit) == told
