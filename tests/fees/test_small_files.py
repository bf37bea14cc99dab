"""The readers of the small tables: GPCI, counties, ZIP codes, imaging caps, anesthesia, work time."""

from decimal import Decimal

import pytest

from bot.errors import UnreadableFileError
from bot.fees.amounts import read_anesthesia, read_caps
from bot.fees.gpci import read_gpcis
from bot.fees.places import read_counties, read_zips
from bot.fees.sheet import Sheet, open_sheet
from bot.fees.work_time import read_work_times
from tests.fees import made


def sheet(text: str) -> Sheet:
    return open_sheet("file", text.encode("latin-1"))


def refusal(reader: str, text: str) -> str:
    readers = {
        "gpci": read_gpcis,
        "counties": read_counties,
        "zips": read_zips,
        "caps": read_caps,
        "anesthesia": read_anesthesia,
        "minutes": lambda table: read_work_times(table, 2026),
    }
    with pytest.raises(UnreadableFileError) as refused:
        list(readers[reader](sheet(text)))  # type: ignore[call-overload]
    return refused.value.message


def test_the_work_index_is_the_one_with_the_floor_and_footnotes_are_left_out() -> None:
    alabama, alaska = read_gpcis(sheet(made.gpci()))
    assert (alabama.id, alabama.state, alabama.name, alabama.year) == ("10112-00", "AL", "ALABAMA", 2026)
    assert (alabama.work, alabama.pe, alabama.mp) == (Decimal("1.000"), Decimal("0.875"), Decimal("0.566"))
    assert alaska.name == "ALASKA"


@pytest.mark.parametrize("work", ["2025 PW GPCI (with 1.0 Floor)", "2025 PW GPCI"])
def test_a_year_may_have_one_work_index_and_lost_zeros(work: str) -> None:
    head = (*made.GPCI_HEAD[:4], work, "2025 PE GPCI", "2025 MP GPCI")
    (alaska,) = read_gpcis(sheet(made.gpci(("2102", "AK", "1", "ALASKA*", "1.5", "1.081", "0.592"), head=head)))
    assert (alaska.id, alaska.work, alaska.year) == ("02102-01", Decimal("1.5"), 2025)


def test_a_locality_that_continues_or_stands_twice_is_joined_and_the_state_carries_on() -> None:
    rows = [
        ("2202", "0", "IDAHO ", "NORTH ", "ADA AND BOISE"),
        ("", "", "", "", "CANYON"),
        ("2202", "99", "", "REST OF STATE*", "ALL OTHER COUNTIES"),
        ("2202", "99", "", "REST OF STATE* ", "ALL OTHER COUNTIES "),
    ]
    north, rest = read_counties(sheet(made.counties(*rows)))
    assert north == ("02202-00", "IDAHO", "NORTH", "ADA AND BOISE, CANYON")
    assert rest == ("02202-99", "IDAHO", "REST OF STATE", "ALL OTHER COUNTIES")


def test_zip_codes_tell_their_quarter_and_whether_they_are_split() -> None:
    found = read_zips(sheet(made.zips()))
    assert (found.year, found.quarter) == (2026, 2)
    assert found.lines == (("35004", "10112-00", False), ("99501", "02102-01", True))


def test_a_zip_code_without_its_zero_is_mended() -> None:
    row = ("MA", "1001", "14212", "1", "", "Z9", "", "0", "A", "20262", "")
    assert read_zips(sheet(made.zips(row))).lines == (("01001", "14212-01", False),)


def test_caps_keep_facility_and_office_apart() -> None:
    first, _ = read_caps(
        sheet(made.caps(("71550", "", "A", "1112", "5", "1.50", "2.50"), ("71550", "", "A", "1112", "9", "1", "2")))
    )
    assert first == ("71550", "", "01112-05", Decimal("1.50"), Decimal("2.50"))


def test_the_national_anesthesia_factor_comes_from_the_heading() -> None:
    assert list(read_anesthesia(sheet(made.anesthesia()))) == [
        ("", Decimal("20.3178")),
        ("10112-00", Decimal("19.31")),
    ]


def test_same_day_minutes_are_the_parts_and_the_whole_is_cms_total() -> None:
    wart, visit = read_work_times(sheet(made.minutes()), 2026)
    assert (wart.code, wart.intra, wart.same_day, wart.whole) == ("17110", 7, 13, 29)
    assert (visit.same_day, visit.whole, visit.year) == (Decimal("29.5"), Decimal("29.5"), 2026)


def test_a_code_without_its_zeros_and_an_empty_cell_are_mended() -> None:
    (found,) = read_work_times(sheet(made.minutes(("100", "", "", "", "", "", "", "184.06"))), 2026)
    assert (found.code, found.intra, found.whole) == ("00100", 0, Decimal("184.06"))


def gpci_row(**change: str) -> str:
    row = dict(
        zip(("carrier", "state", "locality", "name", "bare", "work", "pe", "mp"), made.GPCI_ROWS[0], strict=True)
    )
    return made.gpci(tuple((row | change).values()))


@pytest.mark.parametrize(
    ("reader", "text", "why"),
    [
        ("gpci", made.values(), "it has no line of headings with a PE GPCI"),
        ("gpci", made.gpci(head=(*made.GPCI_HEAD[:7], "2025 MP GPCI")), "line 3: its headings do not give one year"),
        (
            "gpci",
            made.gpci(head=(*made.GPCI_HEAD[:5], "x", *made.GPCI_HEAD[6:])),
            "line 3: its headings do not give one year",
        ),
        ("gpci", made.gpci(head=(*made.GPCI_HEAD[:7], "2026 XX GPCI")), "it has no column 2026 MP GPCI"),
        (
            "gpci",
            made.gpci(made.GPCI_ROWS[0][:4] + made.GPCI_ROWS[0][5:], head=made.GPCI_HEAD[:5] + made.GPCI_HEAD[6:]),
            "it has no column 2026 PW GPCI (WITH 1.0 FLOOR)",
        ),
        ("gpci", made.gpci(made.GPCI_ROWS[0], made.GPCI_ROWS[0]), "line 5: the locality 10112-00 is there twice"),
        ("gpci", made.gpci(made.GPCI_ROWS[0][:6]), "line 4: the line is cut off"),
        ("gpci", gpci_row(carrier="X"), "line 4: '0000X' and '00' are no contractor and locality"),
        ("gpci", gpci_row(work="one"), "line 4: work index 'one' is no number"),
        ("gpci", gpci_row(pe="0.566", mp="0.875"), "line 4: the PE index 0.566 is not between 0.6 and 2"),
        ("counties", made.gpci(), "it has no column FEE SCHEDULE AREA"),
        ("counties", made.counties(("10112", "0", "ALABAMA")), "line 5: the line is cut off"),
        ("counties", made.counties(("", "", "", "", "ADA")), "line 5: the line continues nothing"),
        (
            "counties",
            made.counties(("1O112", "0", "ALABAMA", "S", "ALL")),
            "line 5: '1O112' and '00' are no contractor",
        ),
        (
            "zips",
            made.zips(("AL", "3500", "10112", "00", "", "", "", "0", "A", "2026", "")),
            "'2026' is not the year and",
        ),
        (
            "zips",
            made.zips(("AL", "A5004", "10112", "00", "", "", "", "0", "A", "20262", "")),
            "'A5004' is no ZIP code",
        ),
        ("zips", made.zips(("AL", "35004", "10112", "00", "", "", "", "2", "A", "20262", "")), "'2' is no plus-4 flag"),
        (
            "zips",
            made.zips(*[("AL", "35004", "10112", "00", "", "", "", "0", "A", "20262", "")] * 2),
            "35004 is there twice",
        ),
        ("zips", made.zips(("AL", "35004", "10112")), "line 2: the line is cut off"),
        ("zips", made.csv_text([made.zips().splitlines()[0].split(",")]), "it has headings and no lines"),
        ("caps", made.caps(("72148", "TC", "A", "10112", "00", "-1", "1")), "line 2: the price -1 is not between"),
        ("caps", made.caps(("72148", "TC", "A", "10112", "00", "1.005", "1")), "in whole cents"),
        ("caps", made.caps(("7214", "TC", "A", "10112", "00", "1", "x")), "line 2: price 'x' is no number"),
        ("caps", made.caps(("72-48", "TC", "A", "10112", "00", "1", "1")), "'72-48 TC' is no code with its modifier"),
        (
            "caps",
            made.caps(*[("72148", "TC", "A", "10112", "00", "1", "1")] * 2),
            "line 3: 72148 TC in 10112-00 is there twice",
        ),
        (
            "caps",
            made.caps(
                ("72148", "", "A", "10112", "00", "1", "1"),
                ("72148", "", "A", "10112", "01", "1", "1"),
                ("72149", "", "A", "10112", "00", "1", "1"),
            ),
            "line 4: its codes do not all have the same localities; it may be cut off",
        ),
        ("caps", made.caps(("72148", "TC", "A")), "line 2: the line is cut off"),
        ("anesthesia", made.anesthesia(("10112", "00", "ALABAMA", "193.1")), "line 2: the factor 193.1 is not between"),
        (
            "anesthesia",
            made.anesthesia(*[("10112", "00", "ALABAMA", "19.31")] * 2),
            "line 3: the locality 10112-00 is there",
        ),
        ("anesthesia", made.anesthesia(("10112", "00")), "line 2: the line is cut off"),
        ("minutes", made.gpci(), "it has no column cpt_code"),
        ("minutes", made.minutes(("17110", "4")), "line 2: the line is cut off"),
        ("minutes", made.minutes(("171100", *"4007", "2", "1", "29")), "line 2: '171100' is no code"),
        ("minutes", made.minutes(made.MINUTES_ROWS[0], made.MINUTES_ROWS[0]), "line 3: 17110 is there twice"),
        (
            "minutes",
            made.minutes(("17110", "4", "0", "0", "seven", "2", "1", "29")),
            "Median_Intra_Service_Time 'seven' is no",
        ),
        (
            "minutes",
            made.minutes(("17110", "4", "0", "0", "7", "2", "1", "-29")),
            "Total_time -29 is not between 0 and 10000",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(reader: str, text: str, why: str) -> None:
    assert why in refusal(reader, text)
