"""Every kind of talk, at every length, for every clinician: what holds whatever is asked."""

from collections import Counter
from decimal import Decimal

import pytest

from bot.calc.engine import answer
from bot.calc.pathways import rests_on
from bot.domain.answer import Answer, PathwayState
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.question import Item, Value
from bot.domain.source import Sure
from tests.calc.questions import coded, pathway, thing
from tests.calc.talks import KINDS, MINUTES, Talks

# First and last minute of each timed code that a talk is billed as; None: units go on, or the longest one does.
BANDS = {
    "99212": (10, 19), "99213": (20, 29), "99214": (30, 39), "99215": (40, None), "G2212": (69, None),
    "G0447": (15, None), "G0446": (15, None), "G0443": (15, None), "99406": (4, 10), "99407": (11, None),
    "97802": (8, None), "97803": (8, None), "G0270": (8, None), "G0108": (30, None), "G0560": (20, None),
    "96158": (16, None), "96159": (38, None), "99497": (16, None), "99498": (46, None),
    "99421": (5, 10), "99422": (11, 20), "99423": (21, None), "98016": (5, None),
    "98966": (5, 10), "98967": (11, 20), "98968": (21, None), "G0396": (15, 30), "G0397": (31, None),
    "90832": (16, 37), "90834": (38, 52), "90837": (53, None), "G0473": (30, None),
    "G0136": (5, None),
    "99401": (8, 22), "99402": (23, 37), "99403": (38, 52), "99404": (53, None),
}  # fmt: skip
UNTIMED = {"99490", "99491", "99487", "G0556", "G0557", "99426", "99424", "96156", "G0442", "G0537", "G0538"}


@pytest.fixture(scope="module")
def talks(catalog: Catalog) -> Talks:
    return Talks(catalog)


@pytest.mark.parametrize("kind", KINDS)
def test_every_length_of_a_talk_obeys_the_laws(talks: Talks, kind: str) -> None:
    for clinician in Clinician:
        best = Decimal(0)
        for minutes in MINUTES:
            found = talks.ways(kind, minutes, clinician)
            for way in found:
                assert (way.state is PathwayState.OTHER_CLINICIAN) != (clinician in way.who), (minutes, way.codes)
            billed = rests_on(found)
            others = [clinician not in way.who for way in found]
            assert others == sorted(others), "what the clinician may bill stands first"
            for way in billed:
                assert clinician in way.who
                for code in way.codes:
                    start, end = BANDS.get(code, (0, None)) if code not in UNTIMED else (0, None)
                    assert code in BANDS.keys() | UNTIMED
                    assert start <= minutes <= (end or minutes), (minutes, clinician, way.codes)
                    assert way.threshold is None or way.threshold <= minutes <= (way.until or minutes)
            earned = max((talks.usd(way) for way in billed), default=Decimal(0))
            assert earned >= best, (minutes, clinician)
            best = earned


def test_every_kind_of_talk_has_someone_whom_medicare_pays_for_an_hour(talks: Talks) -> None:
    paid = Counter(
        kind
        for kind in KINDS
        for clinician in Clinician
        for way in talks.ways(kind, 60, clinician)
        if way.state is PathwayState.VERDICT and talks.usd(way)
    )
    assert set(paid) == set(KINDS)


def test_what_is_missed_says_from_when_to_when_it_is_billed(talks: Talks) -> None:
    missed = [way for way in talks.ways("smoking_cessation", 3, Clinician.NP) if way.role == "main"]
    assert [(way.state, way.threshold, way.until) for way in missed] == [(PathwayState.NEAR_MISS, 4, 10)]


def worth(catalog: Catalog, *items: Item) -> Answer:
    return answer(Value(items=items), Context(), catalog)


def test_a_way_says_how_often_and_what_the_patient_owes_with_where_that_was_read(catalog: Catalog) -> None:
    found = worth(catalog, thing("smoking_cessation", minutes=12))
    way = pathway(found, "99407")
    assert way.often is not None
    assert (way.often.text, way.often.sure) == ("at most 8 sessions a year", Sure.MAC)
    assert way.patient is not None
    assert (way.patient.share, way.patient.sure) == (0, Sure.MAC)
    assert {way.often.cite, way.patient.cite} <= {source.id for source in found.sources}


@pytest.mark.parametrize(
    ("kind", "minutes", "codes", "share"),
    [
        ("lifestyle_counseling", 30, ("99214",), "0.20"),
        ("lifestyle_counseling", 30, ("G0447",), "0"),
        ("diabetes_training", 30, ("G0108",), "0.20"),
        ("advance_care_planning", 30, ("99497",), "0.20"),
        ("chronic_care", None, ("99490",), "0.20"),
    ],
)
def test_the_patient_owes_a_fifth_but_nothing_of_prevention(
    catalog: Catalog, kind: str, minutes: int | None, codes: tuple[str, ...], share: str
) -> None:
    way = pathway(worth(catalog, thing(kind, minutes=minutes)), *codes)
    assert way.patient is not None
    assert way.patient.share == Decimal(share)


def test_nothing_is_said_of_the_patients_share_of_what_medicare_does_not_pay(catalog: Catalog) -> None:
    assert pathway(worth(catalog, thing("lifestyle_counseling", minutes=30)), "99402").patient is None


def test_what_nothing_read_says_stays_empty(catalog: Catalog) -> None:
    way = pathway(worth(catalog, thing("lung_screening_talk")), "G0296")
    assert (way.often, way.patient, way.apart) == (None, None, ())


def test_a_typed_code_has_the_limits_of_its_way(catalog: Catalog) -> None:
    way = pathway(worth(catalog, coded("smoking_cessation", "99406", minutes=5)), "99406")
    assert (way.threshold, way.until) == (4, 10)
    assert way.often is not None
    assert way.patient is not None


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (("99214",), "health-behavior codes"),
        (("99214", "G2211"), "visits with modifier 25"),
        (("96158",), "visits and prevention counseling"),
        (("97802",), "diabetes training"),
    ],
)
def test_a_way_names_what_does_not_go_with_it(catalog: Catalog, codes: tuple[str, ...], name: str) -> None:
    found = worth(catalog, thing("lifestyle_counseling", minutes=30))
    way = pathway(found, *codes)
    assert name in [one.name for one in way.apart]
    assert {one.cite for one in way.apart} <= {source.id for source in found.sources}


def test_a_visit_without_25_is_not_told_what_bears_on_25_alone(catalog: Catalog) -> None:
    way = pathway(worth(catalog, thing("lifestyle_counseling", minutes=30)), "99214")
    assert "the ongoing-relationship add-on" not in [one.name for one in way.apart]
