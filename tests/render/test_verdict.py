import re
from decimal import Decimal

import pytest

from bot.domain.answer import Answer, PathwayState
from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.context import Context
from bot.domain.question import BreakEven, Compare, Metric, Question, Stated
from bot.render.numbers import fixed, whole
from bot.render.verdict import verdict
from tests.render.asked import EVERY, LENGTH, SHORT, TALK, THREE, UNPAID, UNTIMED_WART, WART, WORKED, answered, thing
from tests.render.factory import Told, Way, two_sides
from tests.render.golden import golden

PRICED = {name: asked for name, asked in EVERY.items() if asked.intent not in {"explain", "clarify", "out_of_scope"}}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
VISIT = Told("visit", "a visit", Kind.VISIT)
WARTS = Told("wart freezing", "a wart freezing")


def allowed_numbers(answer: Answer) -> set[str]:
    """Collect every way a number of the answer may be written, and the digits of its codes and names."""
    steps = {step.name: step for step in answer.steps}
    values = [figure.value for figure in answer.figures]
    values += [one.value for figure in answer.figures if (step := steps.get(figure.step)) for one in step.inputs]
    values += [Decimal(1), *(way.cms_same_day_minutes or Decimal(0) for way in answer.pathways)]
    values += [way.cms_whole_minutes or Decimal(0) for way in answer.pathways]
    values += [Decimal(count or 0) for way in answer.pathways for count in (way.minutes, way.threshold, *way.units)]
    written = {fixed(value, places) for value in values for places in (0, 1, 2, 3)} | {whole(value) for value in values}
    said = " ".join([*(code for way in answer.pathways for code in way.codes), *(side.one for side in answer.sides)])
    return written | set(NUMBER.findall(said))


@pytest.mark.parametrize("name", EVERY)
def test_verdicts_read_as_they_were_approved(name: str, catalog: Catalog) -> None:
    told = verdict(answered(EVERY[name], catalog))
    assert told == golden(f"verdict {name}", told)


@pytest.mark.parametrize("name", PRICED)
def test_no_number_is_invented(name: str, catalog: Catalog) -> None:
    answer = answered(PRICED[name], catalog)
    found = {number.rstrip(",") for number in NUMBER.findall(verdict(answer))}
    assert found <= allowed_numbers(answer)


@pytest.mark.parametrize("name", PRICED)
def test_medicare_is_named(name: str, catalog: Catalog) -> None:
    assert "Medicare" in verdict(answered(PRICED[name], catalog))


def test_a_comparison_names_all_four_choices(catalog: Catalog) -> None:
    told = verdict(answered(WORKED, catalog))
    assert "depends on how the talk is billed" in told
    assert "Per visit" in told
    assert "Per minute" in told
    assert "pays the practice" in told
    assert "before costs" in told
    assert "the clinician's credit" in told
    assert "your 10 and 30 minutes" in told
    assert "CMS's own minutes" in told


def test_the_worked_example_has_its_ranges(catalog: Catalog) -> None:
    told = verdict(answered(WORKED, catalog))
    for part in ("0.61 to 1.22 times", "1.8 to 2.8 times", "2.5 to 4.9 times the revenue", "0.064 against 0.068"):
        assert part in told


def test_an_unpaid_way_stands_outside_every_range(catalog: Catalog) -> None:
    told = verdict(answered(WORKED, catalog))
    assert told.endswith("Medicare does not pay 99402.")
    assert "$0.00" not in told
    assert "64.80" not in told


def test_minutes_that_nobody_said_are_never_told(catalog: Catalog) -> None:
    told = verdict(answered(UNTIMED_WART, catalog))
    assert "your 30 minutes and CMS's 13" in told
    assert "10" not in NUMBER.findall(told)


def test_a_side_without_any_payment_is_told_first(catalog: Catalog) -> None:
    told = verdict(answered(UNPAID, catalog))
    assert told.startswith("Medicare pays nothing for 99402; at its factor it would be $64.80")
    assert "If a contract counts it all the same, the clinician's credit is" in told


def test_what_is_too_short_to_bill_says_from_when(catalog: Catalog) -> None:
    assert "99406 starts at 4 minutes" in verdict(answered(SHORT, catalog))


def test_three_sides_are_listed_in_the_order_said(catalog: Catalog) -> None:
    told = verdict(answered(THREE, catalog))
    assert "$111.22 for a wart freezing, $68.81 for a knee injection and $135.61 for 99214" in told


def test_a_length_is_told_with_its_code(catalog: Catalog) -> None:
    assert "has to last 30 minutes billed as 99214" in verdict(answered(LENGTH, catalog))


def test_the_asked_measure_leads(catalog: Catalog) -> None:
    asked = Compare(items=WORKED.items, stated=Stated(metric=Metric.WORK_RVU))
    told = verdict(answered(asked, catalog))
    assert told.index("the clinician's credit") < told.index("Medicare pays")


def test_another_payers_dollars_are_not_called_medicares(catalog: Catalog) -> None:
    asked = Compare(items=WORKED.items, stated=Stated(payer_multiple=Decimal("1.3")))
    told = verdict(answered(asked, catalog))
    assert "a payer at 1.3 times Medicare pays the practice" in told
    assert "Medicare pays the practice" not in told.replace("a payer at 1.3 times Medicare pays the practice", "")


def test_the_server_rate_gives_the_credit_in_dollars(catalog: Catalog) -> None:
    told = verdict(answered(EVERY["worth"], catalog, Context(rate=Decimal(50))))
    assert "the credit is $34.00; your contract decides" in told


def test_readings_come_first(catalog: Catalog) -> None:
    answer = answered(WORKED, catalog).model_copy(update={"readings": ("injection read as a large joint",)})
    assert verdict(answer).startswith("Injection read as a large joint.\n")


def compared(ours: list[Way], theirs: list[Way]) -> str:
    return verdict(two_sides(WARTS, ours, VISIT, theirs))


def test_a_tie_is_called_the_same() -> None:
    told = compared([Way("1", "50", "1.00", 10)], [Way("2", "50", "1.00", 10)])
    assert "Medicare pays the practice the same for a wart freezing as for a visit ($50.00 before costs)" in told
    assert "the clinician's credit is the same (1.00 work RVU)" in told
    assert "revenue and credit are the same ($5.00 and 0.100 work RVU)" in told


@pytest.mark.parametrize(
    ("theirs", "even"),
    [("55", True), ("55.01", False), ("45.46", True), ("45", False)],
    ids=["ten percent more", "beyond", "ten percent less", "further below"],
)
def test_within_ten_percent_is_about_even_with_both_numbers(theirs: str, even: bool) -> None:  # noqa: FBT001 - a table
    told = compared([Way("1", "50", "1", 10)], [Way("2", theirs, "1", 10)])
    assert ("about as much" in told) is even
    assert "$50.00" in told
    assert f"${Decimal(theirs):.2f}" in told


def test_money_one_way_and_credit_the_other_depends_on_what_is_counted() -> None:
    told = compared([Way("1", "100", "1", 10)], [Way("2", "50", "3", 10)])
    assert "it depends on what you count: " in told
    assert "but the clinician's credit is 3.0 times as large for the visit (3.00 against 1.00 work RVU)" in told


def test_a_clear_lead_is_said_at_once() -> None:
    told = compared([Way("1", "100", "3", 10)], [Way("2", "50", "1", 10)])
    assert told.startswith(
        "Per visit, a wart freezing is worth more than a visit: Medicare pays the practice 2.0 times"
    )


def test_a_lead_that_may_be_a_tie_is_at_least_as_much() -> None:
    told = compared([Way("1", "50", "1", 10), Way("2", "100", "2", 10)], [Way("3", "50", "1", 10)])
    assert "is worth at least as much as" in told
    assert "up to 2.0 times as much" in told


def test_both_sides_with_several_ways_depend_on_how_each_is_billed() -> None:
    told = compared(
        [Way("1", "50", "1", 10), Way("2", "100", "2", 10)], [Way("3", "40", "1", 10), Way("4", "90", "3", 10)]
    )
    assert "it depends on how each is billed" in told
    assert "revenue and credit depend on how each is billed ($5.00 to $10.00 against $4.00 to $9.00 and 0.100" in told


def test_cms_minutes_that_turn_the_credit_are_told() -> None:
    told = compared([Way("1", "100", "1", 5, 10, 40)], [Way("2", "90", "1.5", 30, 30, 30)])
    assert "CMS's own minutes agree for the day, but counting later visits too, the visit brings" in told


def test_cms_minutes_that_change_nothing_are_one_short_sentence() -> None:
    told = compared([Way("1", "100", "1", 5, 5, 5)], [Way("2", "50", "1", 30, 30, 30)])
    assert told.endswith("CMS's own minutes give the same order.")


def test_without_any_minutes_nothing_is_said_per_minute() -> None:
    told = compared([Way("1", "100", "1")], [Way("2", "50", "1", 30)])
    assert "Nothing can be said per minute: neither you nor CMS gives minutes for a wart freezing." in told


def test_no_work_on_one_side_gives_amounts_and_no_ratio() -> None:
    told = compared([Way("1", "100", "0.00", 10)], [Way("2", "50", "1", 10)])
    assert "the clinician's credit is larger for the visit (1.00 against 0.00 work RVU)" in told
    assert "times as large" not in told


def test_an_unpaid_way_beside_paid_ones_is_named_last() -> None:
    told = compared(
        [Way("1", "100", "1", 10), Way("N", "0", "1", 10, state=PathwayState.UNPAID)], [Way("2", "50", "1", 10)]
    )
    assert told.endswith("Medicare does not pay N.")


def test_swapping_the_sides_tells_the_same_finding() -> None:
    ours, theirs = [Way("1", "100", "1", 10)], [Way("2", "50", "3", 10)]
    there = verdict(two_sides(WARTS, ours, VISIT, theirs)).splitlines()[0]
    back = verdict(two_sides(VISIT, theirs, WARTS, ours)).splitlines()[0]
    assert there == back


def test_a_plural_side_takes_plural_verbs(catalog: Catalog) -> None:
    asked = Compare(items=(thing("office_visit_level_3", 1, 20, 12), thing("knee_injection", 2)))
    told = verdict(answered(asked, catalog))
    assert "12 level-3 follow-up visits are worth more than a knee injection" in told
    assert "In all," in told


@pytest.mark.parametrize("minutes", [4, 9, 15, 31, 46, 61, 75, 120])
def test_every_length_of_talk_reads_without_a_gap(minutes: int, catalog: Catalog) -> None:
    asked: Question = Compare(items=(thing(TALK, 1, minutes), thing(WART, 2)))
    told = verdict(answered(asked, catalog))
    assert "None" not in told
    assert "  " not in told
    assert "( " not in told
    assert all(line[0].isupper() or line[0].isdigit() for line in told.splitlines())
    assert all(line.endswith(".") for line in told.splitlines())


def test_a_length_that_changes_no_pay_is_told_by_the_minute(catalog: Catalog) -> None:
    items = (thing("wart_destruction", 1), thing("office_visit_level_4", 2, minutes=35))
    told = verdict(answered(BreakEven(items=items, solve="minutes"), catalog))
    assert "would have to be over in 28.7 minutes in Medicare dollars" in told
    assert "does not depend on how long it takes" in told
