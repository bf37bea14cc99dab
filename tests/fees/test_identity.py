from datetime import date

import pytest

from bot.domain.dataset import Kind
from bot.domain.release import Track
from bot.errors import UnreadableFileError
from bot.fees import identity
from bot.fees.identity import Place, Stated
from bot.fees.sheet import Sheet, open_sheet
from tests.fees import made

UNTITLED = made.values(title="Invented", released="")


def sheet(text: str) -> Sheet:
    return open_sheet("file", text.encode())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (made.values(), Kind.VALUES),
        (made.fixed(), Kind.VALUES),
        (made.gpci(), Kind.GPCI),
        (made.counties(), Kind.COUNTIES),
        (made.caps(), Kind.CAPS),
        (made.anesthesia(), Kind.ANESTHESIA),
        (made.minutes(), Kind.MINUTES),
        (made.zips(), Kind.ZIPS),
        ("a,b\n1,2\n", None),
        ("Invented words.", None),
    ],
)
def test_the_kind_is_told_by_the_headings(text: str, kind: Kind | None) -> None:
    assert identity.kind(sheet(text)) == kind


@pytest.mark.parametrize(
    ("text", "name", "folder", "stated", "release", "effective"),
    [
        pytest.param(made.values(), "x.csv", "x", Stated(), "RVU26B", date(2026, 4, 1), id="title"),
        pytest.param(made.fixed(), "PPRRVU22_JAN.txt", "x", Stated(), "RVU22A", date(2022, 1, 1), id="name"),
        pytest.param(made.fixed(), "x.txt", "rvu25d_0", Stated(), "RVU25D", date(2025, 10, 1), id="folder"),
        pytest.param(
            made.values(title="", released="RELEASED 12/15/2021"),
            "x",
            "",
            Stated(),
            "RVU22A",
            date(2022, 1, 1),
            id="day",
        ),
        pytest.param(
            made.values(title="", released="RELEASED 6/1/2024"),
            "x",
            "",
            Stated(),
            "RVU24C",
            date(2024, 7, 1),
            id="summer",
        ),
        pytest.param(made.fixed(), "x", "", Stated("RVU27A"), "RVU27A", date(2027, 1, 1), id="stated"),
        pytest.param(
            made.values(), "x", "", Stated("RVU26B", date(2026, 5, 1)), "RVU26B", date(2026, 5, 1), id="stated day"
        ),
        pytest.param(
            made.values(), "x", "rvu26br", Stated(None, date(2026, 5, 1)), "RVU26BR", date(2026, 5, 1), id="revision"
        ),
    ],
)
def test_the_release_is_told_by_title_name_day_or_folder(
    text: str, name: str, folder: str, stated: Stated, release: str, effective: date
) -> None:
    found = identity.release(sheet(text), Place(name, folder), stated)
    assert (found.id, found.effective, found.year, found.cite) == (release, effective, effective.year, release.lower())


@pytest.mark.parametrize(
    ("text", "place", "stated", "why"),
    [
        (UNTITLED, Place("x", "y"), Stated(), "neither its title nor its name tells its release"),
        (made.values(), Place("PPRRVU2026_JUL.csv", ""), Stated(), "disagree on the release (RVU26B and RVU26C)"),
        (made.values(), Place("x", ""), Stated("RVU26C"), "the file says RVU26B and not RVU26C"),
        (made.values(), Place("x", "rvu26br"), Stated(), "nothing tells since when RVU26BR is in force"),
        (made.values(), Place("x", ""), Stated(None, date(2025, 4, 1)), "RVU26B cannot be in force from 2025-04-01"),
    ],
)
def test_a_release_that_nothing_tells_for_sure_is_asked_for(text: str, place: Place, stated: Stated, why: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        identity.release(sheet(text), place, stated)
    assert why in refusal.value.message


@pytest.mark.parametrize(
    ("name", "folder", "year", "track"),
    [
        ("PPRRVU2026_Apr_nonQPP.csv", "", 2026, Track.NONQP),
        ("PPRRVU2026_Apr_QPP.csv", "", 2026, Track.QP),
        ("x.csv", "nonQP files", 2027, Track.NONQP),
        ("PPRRVU2025_Oct.csv", "", 2025, None),
    ],
)
def test_the_track_is_told_by_the_name(name: str, folder: str, year: int, track: Track | None) -> None:
    assert identity.track(sheet(made.values()), Place(name, folder), year) is track


def test_a_track_that_nothing_tells_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="neither QPP nor nonQPP"):
        identity.track(sheet(made.values()), Place("PPRRVU2026_Apr.csv", ""), 2026)


@pytest.mark.parametrize(
    ("kind", "text", "name", "folder", "stated", "year"),
    [
        (Kind.COUNTIES, made.counties(), "x", "", Stated(), 2026),
        (Kind.COUNTIES, "x", "25LOCCO.csv", "", Stated(), 2025),
        (Kind.ANESTHESIA, "x", "ANES2025.csv", "rvu26b", Stated(), 2025),
        (Kind.ANESTHESIA, "x", "x", "rvu26b", Stated(), 2026),
        (Kind.ANESTHESIA, "x", "x", "", Stated("RVU24A"), 2024),
        (Kind.MINUTES, "x", "CMS-1807-F_Work_Time_16OCT24.xlsx", "", Stated(), 2025),
        (Kind.MINUTES, "x", "CY 2026 work time.csv", "", Stated(), 2026),
        (Kind.MINUTES, "x", "x", "", Stated(year=2023), 2023),
    ],
)
def test_the_year_is_told_by_text_name_folder_or_rule(
    kind: Kind, text: str, name: str, folder: str, stated: Stated, year: int
) -> None:
    assert identity.year(sheet(text), Place(name, folder), stated, kind) == year


def test_a_year_that_nothing_tells_is_asked_for() -> None:
    with pytest.raises(UnreadableFileError, match="add --year"):
        identity.year(sheet("x"), Place("x", ""), Stated(), Kind.MINUTES)


def test_caps_belong_to_the_release_beside_them() -> None:
    table = sheet(made.caps())
    assert identity.caps_release(table, Place("OPPSCAP_Apr.csv", ""), Stated(), "RVU26B") == "RVU26B"
    assert identity.caps_release(table, Place("OPPSCAP.csv", "rvu25d"), Stated(), None) == "RVU25D"
    with pytest.raises(UnreadableFileError, match="nothing tells its release"):
        identity.caps_release(table, Place("OPPSCAP.csv", ""), Stated(), None)
    with pytest.raises(UnreadableFileError, match="its name says Oct, and RVU26B is not of that quarter"):
        identity.caps_release(table, Place("OPPSCAP_Oct.csv", ""), Stated(), "RVU26B")
