"""A day and a team's sums in words."""

from datetime import date
from decimal import Decimal

from bot.calc import daylog
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.concept import Kind
from bot.domain.daylog import DayLine, Person
from bot.domain.team import Cell, Part, TeamSums
from bot.render import day, team

ON = date(2026, 11, 25)


def line(name: str, kind: Kind, patients: int, *, usd: str | None = "10.00", minutes: int | None = 10) -> DayLine:
    return DayLine(
        name=name,
        kind=kind,
        codes=(name,),
        units=(patients,),
        patients=patients,
        work_rvu=Decimal(patients),
        usd=None if usd is None else Decimal(usd),
        minutes=None if minutes is None else Decimal(minutes),
    )


def cell(part: Part, amount: int, role: Clinician | None = None) -> Cell:
    return Cell(part=part, first=ON, last=ON, role=role, minutes=Decimal(amount), work_rvu=Decimal(amount))


def test_others_see_services_of_few_patients_by_their_kind_alone() -> None:
    lines = (
        line("99213", Kind.VISIT, 12),
        line("17110", Kind.PROCEDURE, 3),
        line("17110", Kind.PROCEDURE, 2),
        line("20610", Kind.PROCEDURE, 1),
        line("69210", Kind.PROCEDURE, 4),
    )
    shared = day.shared(lines, daylog.totals(lines))
    assert "12 x 99213, 5 x 17110, 5 procedures." in shared
    assert "20610" not in shared
    assert "69210" not in shared


def test_sums_say_what_they_lack() -> None:
    lines = (line("99213", Kind.VISIT, 1), line("G0008", Kind.PROCEDURE, 1, usd=None, minutes=None))
    assert day.summed(daylog.totals(lines)) == "2.00 work RVU, at least $10.00 from Medicare, at least 10 minutes"
    assert "no Medicare amount known, no minutes known" in day.told(lines[1])


def test_without_a_target_there_is_no_pace() -> None:
    assert day.paced(Decimal(13), 52, Person(target=Decimal(4600))) == ""


def test_a_day_is_named_in_full() -> None:
    assert day.day_named(ON) == "Wednesday, 25 November 2026"


def test_a_team_is_told_in_sums_by_role_where_there_are_any_and_what_is_held_back(catalog: Catalog) -> None:
    sums = TeamSums(
        cells=(cell(Part.TALK, 300), cell(Part.TALK, 100, Clinician.NP), cell(Part.PROCEDURE, 100)), withheld=True
    )
    told = {one.label: one.text for one in team.details(sums, catalog)}
    assert told["The team's logs"].startswith("talks and visits 400 minutes, 400.00 work RVU; procedures 100 minutes")
    assert "(80 % of the minutes is talk)" in told["The team's logs"]
    assert told["Of these, by role: nurse practitioner"] == "talks and visits 100.00 work RVU"
    assert "at least 5 people" in told["Withheld"]


def test_nothing_logged_is_told_as_nothing(catalog: Catalog) -> None:
    assert team.details(TeamSums(), catalog) == ()
    assert [one.label for one in team.details(TeamSums(withheld=True), catalog)] == ["Withheld"]


def test_a_chart_needs_both_sides() -> None:
    assert team.chart(TeamSums(cells=(cell(Part.TALK, 300),)), "logs") is None
    drawn = team.chart(TeamSums(cells=(cell(Part.TALK, 300), cell(Part.PROCEDURE, 100))), "logs")
    assert drawn is not None
    assert [panel.title for panel in drawn.panels] == ["Minutes", "Work RVU"]
    assert "Talks and visits 300.00 minutes" in drawn.alt
