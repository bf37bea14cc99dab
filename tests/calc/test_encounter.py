"""One patient's day: hand-computed reductions, and the laws that every day obeys."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calc.basis import Basis, settle
from bot.calc.encounter import Day, Entry, price_day
from bot.calc.engine import answer
from bot.calc.payment import price
from bot.calc.trace import Trace
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Stated, Value
from bot.domain.service import CodeRef, Status
from tests.calc.questions import coded, number, pathway
from tests.replay import replay


def basis_of(catalog: Catalog, **stated: object) -> Basis:
    return settle(Stated.model_validate(stated), Context(), catalog)


def with_rows(catalog: Catalog, code: str, **changed: object) -> Catalog:
    """Return the catalog with one code's 2026 row changed."""
    rows = dict(catalog.rows["RVU26B"])
    rows[code, ""] = rows[code, ""].model_copy(update=changed)
    return replace(catalog, rows={**catalog.rows, "RVU26B": rows})


def day_of(basis: Basis, *lines: str | tuple[str, int], both: str = "") -> Day:
    named = [(line, 1) if isinstance(line, str) else line for line in lines]
    entries = tuple(Entry(CodeRef.parse(written), units, basis, both_sides=written == both) for written, units in named)
    return price_day(Trace(), entries)


def dollars(day: Day) -> Decimal:
    return sum((line.usd.value for line in day.lines if line.paid), Decimal(0))


def shown(day: Day) -> list[tuple[str, int, str]]:
    return [(line.ref.written, line.units, str(line.usd.value)) for line in day.lines]


def test_procedures_are_ranked_and_the_later_ones_halved(catalog: Catalog) -> None:
    day = day_of(basis_of(catalog), "20610", "17110", "11102")
    # 17110 111.22 in full; 11102 2.86 x 33.4009 / 2 = 47.76; 20610 2.06 x 33.4009 / 2 = 34.40
    assert shown(day) == [("20610", 1, "34.40"), ("17110", 1, "111.22"), ("11102", 1, "47.76")]
    assert "17110, 11102, 20610" in day.notes[0]
    credit = [str(line.credit.value) for line in day.lines]
    assert credit == ["0.385", "0.68", "0.320"]
    assert [str(line.work.value) for line in day.lines] == ["0.77", "0.68", "0.64"]


def test_units_of_one_procedure_are_ranked_one_by_one(catalog: Catalog) -> None:
    assert shown(day_of(basis_of(catalog), ("20610", 3))) == [("20610", 1, "68.81"), ("20610", 2, "68.80")]


def test_both_sides_come_before_the_ranking(catalog: Catalog) -> None:
    day = day_of(basis_of(catalog), "20610", "17110", both="20610")
    # both knees 103.21 are less than 111.22, so they are halved: 2.06 x 33.4009 x 1.5 / 2 = 51.60
    assert shown(day) == [("20610", 1, "51.60"), ("17110", 1, "111.22")]


def test_from_the_sixth_procedure_on_the_contractor_decides(catalog: Catalog) -> None:
    five = day_of(basis_of(catalog), ("20610", 5))
    six = day_of(basis_of(catalog), ("20610", 6))
    assert not any("by report" in note for note in five.notes)
    assert any("by report" in note for note in six.notes)


def test_an_endoscopy_family_pays_its_base_once(catalog: Catalog) -> None:
    day = day_of(basis_of(catalog), "45380", "45385")
    # 45385 500.01 in full; 45380 beyond 45378: (14.37 - 11.32) x 33.4009 = 101.87
    assert shown(day) == [("45380", 1, "101.87"), ("45385", 1, "500.01")]
    assert [str(line.credit.value) for line in day.lines] == ["0.29", "4.46"]
    assert any("45378" in note for note in day.notes)


def test_a_family_that_ranks_second_is_halved_as_one(catalog: Catalog) -> None:
    basis = basis_of(catalog)
    big = with_rows(catalog, "17110", pe_office=Decimal(50))
    day = day_of(basis_of(big), "45380", "45385", "17110")
    alone = day_of(basis, "45380", "45385")
    halved = {line.ref.written: line.usd.value for line in day.lines}
    for line in alone.lines:
        assert abs(halved[line.ref.written] - line.usd.value / 2) <= Decimal("0.01")


def test_a_family_without_its_base_loaded_is_said_and_not_reduced(catalog: Catalog) -> None:
    rows = {key: row for key, row in catalog.rows["RVU26B"].items() if key[0] != "45378"}
    without = replace(catalog, rows={**catalog.rows, "RVU26B": rows})
    day = day_of(basis_of(without), "45380", "45385")
    assert dollars(day) == Decimal("979.98")  # 479.97 + 500.01
    assert any("not loaded" in note for note in day.notes)


def test_later_scans_are_paid_half_of_their_technical_part_and_95_percent_of_their_reading(catalog: Catalog) -> None:
    day = day_of(basis_of(catalog), "70553", "72148")
    # 70553 in full: technical part 211.76, reading 105.21
    # 72148 reduced: technical part 3.69 x 33.4009 / 2 = 61.62, reading 2.05 x 33.4009 x 0.95 = 65.05
    assert sorted(shown(day)) == [
        ("70553-26", 1, "105.21"),
        ("70553-TC", 1, "211.76"),
        ("72148-26", 1, "65.05"),
        ("72148-TC", 1, "61.62"),
    ]


def test_a_reading_alone_is_reduced_among_readings(catalog: Catalog) -> None:
    day = day_of(basis_of(catalog), "70553-26", "72148-26")
    assert shown(day) == [("70553-26", 1, "105.21"), ("72148-26", 1, "65.05")]


@pytest.mark.parametrize(("indicator", "paid"), [("6", "0.75"), ("7", "0.8")])
def test_later_heart_and_eye_tests_lose_part_of_the_technical_part_alone(
    catalog: Catalog, indicator: str, paid: str
) -> None:
    changed = with_rows(catalog, "93005", multiple_procedure=indicator, pctc="3")
    changed = with_rows(changed, "93010", multiple_procedure=indicator, pctc="2")
    changed = with_rows(changed, "69209", multiple_procedure=indicator, pctc="3")
    changed = with_rows(changed, "99406", multiple_procedure=indicator, pctc="0")
    basis = basis_of(changed)
    day = day_of(basis, "93005", "69209", "93010", "99406")
    full = {code: price(Trace(), CodeRef.parse(code), 1, basis) for code in ("69209", "93010")}
    found = {line.ref.written: line.usd.value for line in day.lines}
    # 69209 (0.51) is the dearer technical part; 93005 (0.21) is reduced
    assert found["69209"] == full["69209"].usd.value
    assert found["93005"] == (Decimal("0.21") * Decimal("33.4009") * Decimal(paid)).quantize(Decimal("0.01"))
    assert found["93010"] == full["93010"].usd.value


@pytest.mark.parametrize("locality", [None, "14212-01"], ids=["national", "boston"])
def test_therapy_units_after_the_first_are_paid_half_of_their_practice_expense(
    catalog: Catalog, locality: str | None
) -> None:
    changed = with_rows(catalog, "97802", multiple_procedure="5")
    basis = basis_of(changed, locality=locality)
    day = day_of(basis, ("97802", 3))
    assert [(line.ref.written, line.units) for line in day.lines] == [("97802", 1), ("97802", 2)]
    if locality is None:
        # full 1.10 x 33.4009 = 36.74; reduced (0.53 + 0.28 + 0.01) x 33.4009 = 27.39
        assert [str(line.usd.value) for line in day.lines] == ["36.74", "54.78"]
    assert day.lines[1].usd.value < 2 * day.lines[0].usd.value
    assert day.lines[1].credit.value == 2 * day.lines[0].credit.value
    assert shown(day_of(basis, "97802"))[0][1] == 1


def test_an_injection_of_status_t_is_paid_only_alone(catalog: Catalog) -> None:
    changed = basis_of(with_rows(catalog, "96372", status=Status.INJECTION))
    alone, beside = day_of(changed, "96372"), day_of(changed, "96372", "99213")
    assert [line.paid for line in alone.lines] == [True]
    assert [line.paid for line in beside.lines] == [False, True]
    assert any("status T" in note for note in beside.notes)


def test_a_visit_beside_a_minor_procedure_is_told_about_modifier_25(catalog: Catalog) -> None:
    with_it = day_of(basis_of(catalog), "99213-25", "17110")
    without = day_of(basis_of(catalog), "99213", "17110")
    assert dollars(with_it) == dollars(without) == Decimal("206.41")
    assert any("only if separate" in note for note in with_it.notes)
    assert any("as if billed with modifier 25" in note for note in without.notes)


def test_a_visit_beside_major_surgery_is_told_about_modifier_57(catalog: Catalog) -> None:
    assert any("modifier 57" in note for note in day_of(basis_of(catalog), "99213", "55250").notes)
    assert any("surgery was decided" in note for note in day_of(basis_of(catalog), "99213-57", "55250").notes)


def test_an_add_on_alone_is_told_and_beside_a_visit_is_not(catalog: Catalog) -> None:
    assert any("add-on" in note for note in day_of(basis_of(catalog), "G2211").notes)
    assert not any("add-on" in note for note in day_of(basis_of(catalog), "G2211", "99214").notes)
    assert day_of(basis_of(catalog)).notes == ()


def test_a_code_without_words_of_ours_is_no_visit(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["99213", ""].model_copy(update={"code": "Z9999"})
    extended = replace(catalog, rows={**catalog.rows, "RVU26B": {**catalog.rows["RVU26B"], ("Z9999", ""): row}})
    assert day_of(basis_of(extended), "Z9999", "17110").notes == ()


def test_an_unpaid_procedure_takes_no_place_in_the_ranking(catalog: Catalog) -> None:
    unpaid = with_rows(catalog, "17110", status=Status.NOT_COVERED)
    assert shown(day_of(basis_of(unpaid), "17110", "20610"))[1] == ("20610", 1, "68.81")


DAY = st.lists(
    st.tuples(
        st.sampled_from(["17110", "20610", "11102", "45380", "45385", "70553", "72148", "99214", "G0447", "55250"]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda line: line[0],
)


@settings(max_examples=60, deadline=None)
@given(lines=DAY, data=st.data())
def test_the_order_of_lines_does_not_change_the_day(
    catalog: Catalog, lines: list[tuple[str, int]], data: st.DataObject
) -> None:
    basis = basis_of(catalog)
    assert dollars(day_of(basis, *data.draw(st.permutations(lines)))) == dollars(day_of(basis, *lines))


@settings(max_examples=60, deadline=None)
@given(lines=DAY, locality=st.sampled_from([None, "14212-01", "01112-05"]))
def test_a_day_lies_between_its_dearest_line_and_the_plain_sum(
    catalog: Catalog, lines: list[tuple[str, int]], locality: str | None
) -> None:
    basis = basis_of(catalog, locality=locality)
    alone = [price(Trace(), CodeRef.parse(code), 1, basis).usd.value for code, _ in lines]
    plain = sum((price(Trace(), CodeRef.parse(code), units, basis).usd.value for code, units in lines), Decimal(0))
    # An imaging day is priced in two parts, each rounded by itself.
    assert max(alone) - Decimal("0.02") <= dollars(day_of(basis, *lines)) <= plain + Decimal("0.05")


def test_reductions_are_steps_of_the_answer_and_adjusted_credit_a_figure_of_its_own(catalog: Catalog) -> None:
    items = (coded("wart_destruction", "17110"), coded("large_joint_injection", "20610"))
    for context in (Context(), Context(locality="14212-01")):
        made = answer(Value(items=items), context, catalog)
        replay(made)
    made = answer(Value(items=items), Context(), catalog)
    both = pathway(made, "17110", "20610")
    assert number(both, "allowed_usd") == "145.62"  # 111.22 + 34.40
    assert (number(both, "work_rvu"), number(both, "work_rvu_adjusted")) == ("1.45", "1.065")
    assert any("ranked by amount" in told for told in made.caveats)


def test_separate_encounters_take_nothing_off_each_other(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("large_joint_injection", "20610", quantity=3),)), Context(), catalog)
    assert number(pathway(made, "20610"), "allowed_usd") == "206.43"  # 3 x 68.81


def test_several_of_a_therapy_code_are_units_of_one_day(catalog: Catalog) -> None:
    changed = with_rows(catalog, "97802", multiple_procedure="5")
    made = answer(Value(items=(coded("nutrition_therapy", "97802", quantity=3, clinician="rd"),)), Context(), changed)
    replay(made)
    # (1.10 + 2 x (0.53 + 0.28 + 0.01)) x 33.4009 x 0.85, each unit rounded: 31.23 + 2 x 23.28
    assert number(pathway(made, "97802", "97802"), "allowed_usd") == "77.79"
    assert "3 x 97802: units of one day" in made.assumptions


def test_several_of_an_add_on_are_units_of_one_day(catalog: Catalog) -> None:
    items = (coded("ak_destruction", "17000"), coded("ak_destruction", "17003", quantity=4))
    made = answer(Value(items=items), Context(), catalog)
    replay(made)
    both = pathway(made, "17000", "17003")
    assert (both.units, number(both, "allowed_usd")) == ((1, 4), "91.87")
    assert "4 x 17003: units of one day" in made.assumptions


def test_a_day_without_reductions_has_one_work_rvu(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("ak_destruction", "17003", quantity=4),)), Context(), catalog)
    assert "work_rvu_adjusted" not in {figure.key for one in made.pathways for figure in one.figures}
