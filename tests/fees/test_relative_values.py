from datetime import date
from decimal import Decimal

import pytest

from bot.domain.dataset import RelativeValues
from bot.domain.release import Release
from bot.domain.service import Setting, Status
from bot.errors import UnreadableFileError
from bot.fees.release_file import read_release
from bot.fees.sheet import open_sheet
from tests.fees import made

RELEASE = Release(id="RVU26B", title="2026 April release", year=2026, effective=date(2026, 4, 1), cite="rvu26b")


def read(text: str) -> RelativeValues:
    return read_release(open_sheet("file", text.encode("latin-1")), RELEASE, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(made.values(), id="32 columns"),
        pytest.param(made.values(headings=[each for each in made.HEADINGS if each != "PRIC IND"]), id="31 columns"),
        pytest.param(made.values(headings=made.HEADINGS[:1] + made.HEADINGS[:0:-1]), id="columns in another order"),
        pytest.param(made.values(end="\x1a" + "," * 31 + "\r\n"), id="ends with a control character"),
        pytest.param(made.values(end="\r\n,,,\r\n"), id="blank lines"),
        pytest.param(made.fixed(), id="fixed width"),
        pytest.param(made.fixed() + "\x1a", id="fixed width that ends with a control character"),
    ],
)
def test_every_layout_gives_the_same_rows(text: str) -> None:
    found = read(text)
    plain, technical = (line.row for line in found.lines)
    assert found.factor == Decimal("33.4009")
    assert (plain.code, plain.modifier, plain.status, plain.global_days) == ("17110", "", Status.ACTIVE, "010")
    assert (plain.work, plain.pe_office, plain.pe_facility, plain.mp) == (
        Decimal("0.68"),
        Decimal("2.58"),
        Decimal("1.12"),
        Decimal("0.07"),
    )
    assert (plain.total(Setting.OFFICE), plain.total(Setting.FACILITY)) == (Decimal("3.33"), Decimal("1.87"))
    assert not plain.not_used_for_payment
    assert (technical.code, technical.modifier) == ("72148", "TC")
    assert technical.not_used_for_payment
    assert (technical.unusual_in_office, technical.unusual_in_facility) == (False, True)


def test_descriptions_keep_commas_and_bytes_that_are_not_utf8() -> None:
    odd = made.ROW | {"DESCRIPTION": "Invented\xa0word, odd"}
    assert [line.description for line in read(made.values(odd)).lines] == ["Invented\xa0word, odd"]
    assert [line.description for line in read(made.fixed(odd)).lines] == ["Invented\xa0word, odd"]


def test_zeros_that_a_spreadsheet_took_are_put_back() -> None:
    short = made.ROW | {"HCPCS": "100", "GLOB DAYS": "10", "WORK RVU": ".68", "ENDO BASE": "123"}
    (line,) = read(made.values(short)).lines
    assert (line.row.code, line.row.global_days, line.row.endoscopic_base) == ("00100", "010", "00123")
    assert str(line.row.work) == "0.68"


@pytest.mark.parametrize(
    ("letter", "status"), [("D", Status.NOT_VALID), ("L", Status.CONTRACTOR_PRICED), ("Q", Status.MEASUREMENT)]
)
def test_status_letters_of_earlier_years_are_read_as_those_that_pay_alike(letter: str, status: Status) -> None:
    (line,) = read(made.values(made.ROW | {"STATUS CODE": letter})).lines
    assert line.row.status is status


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"HCPCS": "1711O0"}, "line 11: '1711O0' is no code"),
        ({"HCPCS": "=17110"}, "line 11: '=17110' is no code"),
        ({"MOD": "99"}, "line 11: '99' is no modifier"),
        ({"STATUS CODE": "Z"}, "line 11: 'Z' is no status letter"),
        ({"NOT USED FOR MEDICARE PAYMENT": "-"}, "line 11: '-' is no not-used mark"),
        ({"NON-FAC NA INDICATOR": "N"}, "line 11: 'N' is no office NA mark"),
        ({"GLOB DAYS": "011"}, "line 11: '011' is no global days"),
        ({"MULT PROC": "22"}, "line 11: '22' is no multiple-procedure indicator"),
        ({"ENDO BASE": "4"}, None),
        ({"ENDO BASE": "ABC"}, "line 11: 'ABC' is no endoscopic base"),
        ({"WORK RVU": ""}, "line 11: work RVU '' is no number"),
        ({"WORK RVU": "=1+1"}, "line 11: work RVU '=1+1' is no number"),
        ({"WORK RVU": "NaN"}, "line 11: work RVU 'NaN' is no number"),
        ({"WORK RVU": "-0.68"}, "line 11: work RVU '-0.68' is not between 0 and 9999.99 in hundredths"),
        ({"WORK RVU": "0.681"}, "line 11: work RVU '0.681' is not between 0 and 9999.99 in hundredths"),
        ({"WORK RVU": "68"}, "line 11: the office total 3.33 of 17110 is not work + PE + MP, which is 70.65"),
        ({"FACILITY PE RVU": "2.58"}, "line 11: the facility total 1.87 of 17110 is not work + PE + MP"),
        ({"CONV FACTOR": "x"}, "line 11: conversion factor 'x' is no number"),
        ({"CONV FACTOR": "334.009"}, "its conversion factor 334.009 is not between 20 and 60"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_line(change: dict[str, str], why: str | None) -> None:
    text = made.values(made.ROW | change)
    if why is None:
        assert read(text).lines
        return
    with pytest.raises(UnreadableFileError) as refusal:
        read(text)
    assert why in refusal.value.message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(made.values(made.ROW, made.ROW), "line 12: 17110 is there twice", id="a line twice"),
        pytest.param(
            made.values(made.ROW, made.OTHER | {"CONV FACTOR": "32.3465"}),
            "line 12: the conversion factor",
            id="two factors",
        ),
        pytest.param(made.values()[:-30], "line 12: the line has", id="cut off in a line"),
        pytest.param(made.fixed()[:-90], "line 9: the line has 82 characters instead of 171", id="fixed width cut off"),
        pytest.param(
            made.values(headings=made.HEADINGS[:-1]), "it has no column MP USED FOR OPPS", id="a column missing"
        ),
        pytest.param(
            "".join(made.values().splitlines(keepends=True)[:10]), "it has headings and no lines", id="no lines"
        ),
        pytest.param(made.values()[-300:], "it has no line of headings", id="no headings"),
        pytest.param(made.values(end='"open\r\n'), "it is no CSV", id="quotes left open"),
        pytest.param(made.values(end="," * 31 + "x,y\r\n"), "line 13: the line has 33 columns", id="too many columns"),
    ],
)
def test_a_wrong_file_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(text)
    assert why in refusal.value.message


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [("WORK RVU", "MP RVU", "malpractice RVUs outweigh"), ("NON-FAC PE RVU", "FACILITY PE RVU", "facility practice")],
)
def test_columns_exchanged_as_a_whole_are_noticed_though_every_total_is_right(one: str, other: str, why: str) -> None:
    swapped = made.ROW | {one: made.ROW[other], other: made.ROW[one]}
    swapped |= {} if one == "WORK RVU" else {"NON-FACILITY TOTAL": "1.87", "FACILITY TOTAL": "3.33"}
    rows = [swapped | {"HCPCS": f"{number:05}"} for number in range(100, 300)]
    with pytest.raises(UnreadableFileError, match=why):
        read(made.values(*rows))
