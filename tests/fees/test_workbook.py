import pytest

from bot.errors import UnreadableFileError
from bot.fees.sheet import open_sheet
from bot.fees.work_time import read_work_times
from bot.fees.workbook import read_workbook
from tests.fees import made

LINES = [made.MINUTES_HEAD, *made.MINUTES_ROWS]


def test_a_workbook_reads_like_its_csv() -> None:
    as_csv = open_sheet("a.csv", made.minutes().encode())
    as_workbook = open_sheet("a.xlsx", made.workbook(LINES))
    assert list(read_work_times(as_workbook, 2026)) == list(read_work_times(as_csv, 2026))


def test_numbers_lose_the_noise_of_binary_fractions_and_gaps_stay_empty() -> None:
    packed = made.workbook([["a", "", "0.28000000000000003", "17.100000000000001", "29.0"]])
    assert read_workbook("a.xlsx", packed) == [(1, ["a", "", "0.28", "17.1", "29"])]


def change(part: str, old: str, new: str) -> bytes:
    parts = made.parts_of(made.workbook(LINES))
    assert old in parts[part]
    return made.zipped(parts | {part: parts[part].replace(old, new, 1)})


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        pytest.param(made.workbook(LINES, formula="SUM(A1)"), "line 2: cell B2 holds a formula", id="formula"),
        pytest.param(made.workbook(LINES, declaration='<!DOCTYPE x [<!ENTITY a "b">]>'), "entities", id="entities"),
        pytest.param(made.workbook(LINES)[:-200], "no Excel workbook", id="truncated"),
        pytest.param(made.zipped({"a.txt": "no workbook"}), "no Excel workbook", id="another zip"),
        pytest.param(change(SHEET, "</sheetData>", ""), "line 1: the workbook's XML is broken", id="broken XML"),
        pytest.param(change(SHEET, '<c r="A1" t="s"><v>0', '<c r="A1" t="s"><v>99'), "cell A1 points to a", id="text"),
        pytest.param(change(SHEET, '<c r="B2">', '<c r="B2" t="e">'), "line 2: cell B2 holds the error 4", id="error"),
        pytest.param(change(SHEET, '<c r="B2">', '<c r="XFD2">'), "line 2: it has more columns", id="far column"),
        pytest.param(change("xl/_rels/workbook.xml.rels", 'Id="r1"', 'Id="r2"'), "no Excel workbook", id="no sheet"),
    ],
)
def test_a_damaged_workbook_is_refused(packed: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_workbook("a.xlsx", packed)
    assert why in refusal.value.message


def test_texts_may_stand_in_the_cell_itself() -> None:
    inline = change(SHEET, '<c r="A1" t="s"><v>0</v></c>', '<c r="A1" t="inlineStr"><is><t>cpt_code</t></is></c>')
    assert read_workbook("a.xlsx", inline)[0][1][0] == "cpt_code"
