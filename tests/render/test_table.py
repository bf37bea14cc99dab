import pytest

from bot.domain.catalog import Catalog
from bot.domain.question import Compare, Stated
from bot.render.monospace import PHONE, monospace
from bot.render.table import Table, table
from tests.render.asked import EVERY, HOURLY, OUTSIDE, TOPIC, UNTIMED_WART, WORKED, answered
from tests.render.golden import golden


def cells(shown: Table, name: str) -> list[str]:
    return [cell.strip() for row in shown.rows if row[0] == name for cell in row[1:]]


def test_the_worked_example_has_the_designs_rows(catalog: Catalog) -> None:
    shown = table(answered(WORKED, catalog))
    assert shown.head == ("way", "work RVU", "total RVU", "Medicare", "$ a minute", "RVU a minute")
    assert cells(shown, "17110") == ["0.68", "3.33", "$111.22", "$11.12", "0.068"]
    assert cells(shown, "99214") == ["1.92", "4.06", "$135.61", "$4.52", "0.064"]
    assert cells(shown, "+ G2211") == ["2.25", "4.58", "$152.98", "$5.10", "0.075"]
    assert cells(shown, "G0447 x 2") == ["1.20", "2.04", "$68.14", "$2.27", "0.040"]
    assert cells(shown, "99402 *") == ["0.98", "1.94", "$0.00", "-", "0.033"]
    assert shown.notes == ("* not paid by Medicare (99402 would be $64.80)",)


def test_an_add_on_stands_under_the_way_it_is_added_to(catalog: Catalog) -> None:
    names = [row[0] for row in table(answered(WORKED, catalog)).rows]
    assert names.index("+ G2211") == names.index("99214") + 1


def test_each_side_is_headed_with_its_minutes_and_whose_they_are(catalog: Catalog) -> None:
    shown = table(answered(UNTIMED_WART, catalog))
    heads = [row[0] for number, row in enumerate(shown.rows) if number in shown.headings]
    assert heads == ["lifestyle talk, 30 min", "wart freezing, CMS 13 min"]


def test_points_stand_under_each_other(catalog: Catalog) -> None:
    shown = table(answered(WORKED, catalog))
    for column in range(1, len(shown.head)):
        numbers = [row[column].rjust(12) for row in shown.rows if "." in row[column]]
        assert len({number.index(".") for number in numbers}) == 1


def test_rates_have_columns_an_hour(catalog: Catalog) -> None:
    shown = table(answered(HOURLY, catalog))
    assert shown.head[-2:] == ("$ an hour", "RVU an hour")
    assert cells(shown, "17110") == ["0.68", "$111.22", "$667.32", "4.08"]


def test_another_payers_payment_is_not_headed_medicare(catalog: Catalog) -> None:
    asked = Compare(items=WORKED.items, stated=Stated.model_validate({"payer_multiple": "1.3"}))
    assert "Medicare" not in table(answered(asked, catalog)).head


def test_a_topic_names_its_rows_by_what_differs(catalog: Catalog) -> None:
    shown = table(answered(TOPIC, catalog))
    assert not shown.headings
    assert len({row[0] for row in shown.rows}) == len(shown.rows)


def test_what_has_no_figures_has_no_table(catalog: Catalog) -> None:
    assert table(answered(OUTSIDE, catalog)).rows == ()
    assert monospace(table(answered(OUTSIDE, catalog))) == ""


@pytest.mark.parametrize("width", [PHONE, 60, 80, 120])
@pytest.mark.parametrize("name", EVERY)
def test_no_line_is_longer_than_the_width(name: str, width: int, catalog: Catalog) -> None:
    lines = monospace(table(answered(EVERY[name], catalog)), width).splitlines()
    assert all(len(line) <= width for line in lines)
    assert all(line == line.rstrip() for line in lines)


def test_a_phone_shows_codes_and_a_terminal_words(catalog: Catalog) -> None:
    shown = table(answered(WORKED, catalog))
    assert "obesity" not in monospace(shown, PHONE)
    assert "obesity" in monospace(shown, 80)
    assert monospace(shown, PHONE) == golden("table on a phone", monospace(shown, PHONE))


def test_without_room_each_name_stands_above_its_numbers() -> None:
    shown = Table(("way", "one", "two"), (("a very long name", "1,000,000.00", "$1,000,000.00"),), ("words",))
    assert monospace(shown, 28).splitlines() == [
        "          one           two",
        "a very long name",
        " 1,000,000.00 $1,000,000.00",
    ]
