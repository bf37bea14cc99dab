"""Who the dollars go to: parts that add up to Medicare's amount, to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calc.engine import answer
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Compare, Item, Value
from bot.domain.service import CodeRef
from tests.calc.questions import coded, thing
from tests.replay import replay

OFFICE = Context()


def split(catalog: Catalog, *items: Item, context: Context = OFFICE) -> Answer:
    sides = {item.side for item in items}
    kind = Compare if len(sides) > 1 else Value
    made = answer(kind(items=items, split=True), context, catalog)
    replay(made)
    return made


def amounts(made: Answer, pathway: str) -> dict[str, str]:
    return {figure.key: str(figure.value) for figure in made.figures if figure.pathway == pathway}


def test_a_wart_is_mostly_practice_expense(catalog: Catalog) -> None:
    # 0.68 x 33.4009 = 22.7126; 0.07 x 33.4009 = 2.3381; 111.22 - 22.71 - 2.34 = 86.17.
    made = split(catalog, coded("wart_destruction", "17110"))
    found = amounts(made, "a")
    assert (found["work_usd"], found["pe_usd"], found["mp_usd"]) == ("22.71", "86.17", "2.34")
    assert "$86.17 practice expense (77 %)" in made.details[0].text


def test_units_multiply_the_parts_of_one(catalog: Catalog) -> None:
    # G0447: 0.60 x 33.4009 = 20.04; 0.04 x 33.4009 = 1.336 = 1.34; two of them: 40.08, 2.68, 68.14 - 42.76 = 25.38.
    found = amounts(split(catalog, coded("obesity_counseling", "G0447", quantity=2)), "a")
    assert (found["work_usd"], found["pe_usd"], found["mp_usd"]) == ("40.08", "25.38", "2.68")


def test_a_share_of_the_money_is_a_share_of_each_part(catalog: Catalog) -> None:
    # 1.92 x 33.4009 x 0.85 = 54.51; 0.14 x 33.4009 x 0.85 = 3.97; 135.61 x 0.85 = 115.27 - 58.48 = 56.79.
    made = split(catalog, coded("office_visit_est", "99214"), context=Context.model_validate({"clinician": "np"}))
    found = amounts(made, "a")
    assert (found["work_usd"], found["pe_usd"], found["mp_usd"]) == ("54.51", "56.79", "3.97")


def test_the_credit_stands_beside_the_revenue_and_is_not_part_of_it(catalog: Catalog) -> None:
    item = coded("office_visit_est", "99214")
    with_rate = split(catalog, item, context=Context(rate=Decimal("52.50")))
    told = {line.label: line.text for line in with_rate.details}
    assert told["99214, the clinician's credit"] == "1.92 work RVU x $52.50 = $100.80, beside $135.61 of revenue"
    without = {line.label: line.text for line in split(catalog, item).details}
    assert "give a rate" in without["99214, the clinician's credit"]


def test_practice_expense_is_never_called_profit(catalog: Catalog) -> None:
    told = split(catalog, coded("wart_destruction", "17110")).details[-1]
    assert told.label == "Practice expense"
    assert "not profit" in told.text


def test_a_scan_is_split_among_reader_owner_and_orderer(catalog: Catalog) -> None:
    made = split(catalog, coded("lumbar_mri", "72148"))
    told = next(line.text for line in made.details if line.label == "72148 in its two parts")
    assert "whoever orders it nothing" in told
    assert "72148-TC" in told
    assert "outside this schedule" in told
    read = split(catalog, coded("lumbar_mri", "72148-26"))
    assert not any("two parts" in line.label for line in read.details)


def test_what_medicare_does_not_pay_has_no_parts(catalog: Catalog) -> None:
    made = split(catalog, coded("preventive_counseling", "99402"))
    assert made.details == ()
    assert not {"work_usd", "pe_usd", "mp_usd"} & {figure.key for figure in made.figures}


def test_only_the_paid_side_is_split(catalog: Catalog) -> None:
    made = split(catalog, coded("preventive_counseling", "99402", 1), coded("wart_destruction", "17110", 2))
    assert {figure.side for figure in made.figures if figure.key == "pe_usd"} == {2}


def test_the_chart_stacks_the_parts_to_the_amount(catalog: Catalog) -> None:
    made = split(catalog, thing("wart_destruction", 1, minutes=10), thing("lifestyle_counseling", 2, minutes=30))
    assert made.chart is not None
    (panel,) = made.chart.panels
    for bar in panel.bars:
        assert sum(part.value for part in bar.parts) == bar.value


def test_the_split_is_offered_where_medicare_pays_and_not_twice(catalog: Catalog) -> None:
    def offered(made: Answer) -> list[str]:
        return [choice.label for choice in made.see_also]

    wart = coded("wart_destruction", "17110")
    plain = answer(Value(items=(wart,)), OFFICE, catalog)
    assert offered(plain)[-1:] == ["Who gets the money"]
    again = plain.see_also[-1].question
    assert again == Value(items=(wart,), split=True)
    assert "Who gets the money" not in offered(split(catalog, wart))
    assert "Who gets the money" not in offered(
        answer(Value(items=(coded("preventive_counseling", "99402"),)), OFFICE, catalog)
    )


@pytest.mark.parametrize("locality", [None, "14212-01", "01112-05"])
@pytest.mark.parametrize("setting", ["office", "facility"])
@pytest.mark.parametrize(
    "codes",
    [("45380", "45385"), ("17110", "11102"), ("92507", "92526"), ("93306", "93000"), ("70553", "72148"), ("20610-50",)],
    ids=["endoscopy", "half", "therapy", "heart", "imaging", "both sides"],
)
def test_reduced_capped_and_local_amounts_are_split_to_the_cent(
    catalog: Catalog, codes: tuple[str, ...], setting: str, locality: str | None
) -> None:
    def item(code: str) -> Item:
        return coded(catalog.services[code.split("-", maxsplit=1)[0]].concept, code)

    context = Context.model_validate({"setting": setting, "locality": locality})
    found = amounts(split(catalog, *map(item, codes), context=context), "a")
    parts = [Decimal(found[key]) for key in ("work_usd", "pe_usd", "mp_usd")]
    assert sum(parts) == Decimal(found["allowed_usd"])
    assert min(parts) >= 0


@given(data=st.data())
def test_every_code_is_split_into_parts_that_add_up_and_none_is_negative(catalog: Catalog, data: st.DataObject) -> None:
    codes = sorted(code for code, modifier in catalog.rows["RVU26B"] if not modifier and code in catalog.services)
    code = data.draw(st.sampled_from(codes))
    locality = data.draw(st.sampled_from([None, *sorted(catalog.gpcis[2026])]))
    setting = data.draw(st.sampled_from(["office", "facility"]))
    item = Item(
        concept=catalog.services[code].concept, codes=(CodeRef(code=code),), quantity=data.draw(st.integers(1, 3))
    )
    made = split(catalog, item, context=Context.model_validate({"setting": setting, "locality": locality}))
    found = amounts(made, "a")
    if "pe_usd" in found:
        parts = [Decimal(found[key]) for key in ("work_usd", "pe_usd", "mp_usd")]
        assert sum(parts) == Decimal(found["allowed_usd"])
        # Rounding work and malpractice apart may take a cent a unit from a part that is zero.
        assert min(parts) >= Decimal("-0.01") * item.quantity
