"""What a day comes to, against the worked example's numbers."""

from datetime import date
from decimal import Decimal

import pytest

from bot.calc import daylog
from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.context import Context
from bot.domain.daylog import DayLine, Entry, Person
from bot.domain.question import Item, Stated
from bot.domain.service import CodeRef, Setting
from bot.errors import BadQuestionError


def of(catalog: Catalog, *entries: Entry) -> tuple[DayLine, ...]:
    return daylog.lines(entries, Context(on=date(2026, 11, 25)), catalog)


def entry(*items: Item, together: bool = False, stated: Stated | None = None) -> Entry:
    return Entry(items=items, together=together, stated=stated or Stated())


def coded(concept: str, code: str, quantity: int = 1, minutes: int | None = None) -> Item:
    return Item(concept=concept, codes=(CodeRef.parse(code),), quantity=quantity, minutes=minutes)


VISITS = entry(coded("office_visit_est", "99213", 12))
WARTS = Item(concept="wart_destruction", quantity=3)


def test_several_of_a_thing_are_as_many_patients(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(WARTS))
    assert (line.codes, line.units, line.patients) == (("17110",), (3,), 3)
    assert (line.work_rvu, line.usd, line.minutes) == (Decimal("2.04"), Decimal("333.66"), Decimal(39))
    assert line.minutes_are_cms


def test_of_one_patient_they_are_one_session(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(WARTS, together=True))
    assert (line.units, line.patients, line.work_rvu, line.usd) == ((1,), 1, Decimal("0.68"), Decimal("111.22"))


def test_a_visit_and_a_procedure_on_one_patient_count_each_as_what_it_is(catalog: Catalog) -> None:
    pair = entry(coded("office_visit_est", "99213-25"), coded("wart_destruction", "17110", minutes=10), together=True)
    visit, wart = of(catalog, pair)
    assert (visit.kind, visit.minutes, visit.minutes_are_cms) == (Kind.VISIT, Decimal(30), True)
    assert (wart.kind, wart.minutes, wart.minutes_are_cms) == (Kind.PROCEDURE, Decimal(10), False)
    sums = daylog.totals((visit, wart))
    assert (sums.work_rvu, sums.usd) == (Decimal("1.98"), Decimal("206.41"))


def test_own_minutes_count_and_a_talk_is_billed_by_them(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(Item(concept="counseling", minutes=30, quantity=2)))
    assert (line.codes, line.minutes, line.minutes_are_cms) == (("99214",), Decimal(60), False)
    assert (line.work_rvu, line.usd) == (Decimal("3.84"), Decimal("271.22"))


def test_what_is_said_of_the_basis_prices_its_part(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(coded("wart_destruction", "17110"), stated=Stated(setting=Setting.FACILITY)))
    assert line.usd == Decimal("62.46")


def test_what_medicare_does_not_pay_brings_credit_and_no_money(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(coded("preventive_counseling", "99402", 2)))
    assert (line.work_rvu, line.usd, line.note) == (Decimal("1.96"), Decimal("0.00"), "Medicare pays nothing for it")


def test_what_the_schedule_has_no_amount_for_is_said_and_not_zero(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(Item(concept="flu_shot", quantity=20)))
    assert line.usd is None
    assert line.note == "the fee schedule holds no amount for it"
    sums = daylog.totals((line,))
    assert sums.unpriced
    assert sums.untimed
    assert sums.talk_share is None


def test_what_else_it_could_be_billed_as_is_said(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(Item(concept="lifestyle_counseling", minutes=30)))
    assert line.codes == ("99214",)
    assert line.note == "could also be G0447 x 2 (1.20 work RVU)"


def test_what_cannot_be_billed_counts_its_minutes_alone(catalog: Catalog) -> None:
    (line,) = of(catalog, entry(Item(concept="lifestyle_counseling", minutes=5)))
    assert (line.codes, line.work_rvu, line.usd, line.minutes) == ((), 0, 0, Decimal(5))


def test_several_possible_codes_are_asked_back_and_not_guessed(catalog: Catalog) -> None:
    with pytest.raises(BadQuestionError, match="99212, 99213, 99214, 99215"):
        of(catalog, entry(Item(concept="office_visit_est", quantity=6)))


def test_minutes_of_one_thing_do_not_spread_over_its_other_codes(catalog: Catalog) -> None:
    pair = entry(coded("office_visit_est", "99214"), coded("complexity_addon", "G2211"), together=True)
    visit, addon = of(catalog, pair)
    assert (visit.minutes, addon.minutes) == (Decimal(47), Decimal(11))
    assert {visit.minutes_are_cms, addon.minutes_are_cms} == {True}


def test_a_day_adds_up_and_says_how_much_of_it_is_talk(catalog: Catalog) -> None:
    found = of(catalog, VISITS, entry(WARTS))
    sums = daylog.totals(found)
    assert (sums.work_rvu, sums.usd, sums.minutes) == (Decimal("17.64"), Decimal("1475.94"), Decimal(399))
    assert sums.talk_share == Decimal(360) / Decimal(399)
    assert (sums.talk_work_rvu, sums.procedure_work_rvu) == (Decimal("15.60"), Decimal("2.04"))
    both = daylog.together((sums, sums))
    assert (both.work_rvu, both.procedure_minutes) == (Decimal("35.28"), Decimal(78))


def test_the_pace_is_of_a_day_worked() -> None:
    person = Person(target=Decimal(4600), weeks=Decimal(46), days=Decimal(4))
    assert person.day_target == Decimal(25)
    assert daylog.pace(Decimal(13), Decimal(25)) == Decimal(52)
    assert Person(target=Decimal(4600)).day_target is None
