"""What does not go together is told first: by one clinician, on one day, in one month, with modifier 25."""

import pytest

from bot.calc.engine import answer
from bot.domain.answer import Answer, PathwayState
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.question import Change, Item, Value, WhatIf
from bot.domain.service import CodeRef
from tests.calc.questions import coded, pathway, thing
from tests.replay import replay


def worth(catalog: Catalog, *items: Item) -> Answer:
    found = answer(Value(items=items), Context(), catalog)
    replay(found)
    return found


def typed(catalog: Catalog, *written: str) -> tuple[Item, ...]:
    return tuple(coded(catalog.services[CodeRef.parse(code).code].concept, code) for code in written)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("99213", "96158"), "99213 and 96158 are not billed by one clinician for one patient on one day"),
        (("96156", "99401"), "99401 and 96156 are not billed by one clinician for one patient on one day"),
        (("99214", "90834"), "99214 and 90834 are not billed by one clinician for one patient on one day"),
        (("G0108", "97803"), "G0108 and 97803 are not billed together for one patient on one day"),
        (("99490", "99487"), "99490 and 99487 are not billed together for one patient in one month"),
        (("99491", "99490"), "99490 and 99491 are not billed together for one patient in one month"),
        (("99490", "G0557"), "G0557 and 99490 are not billed together for one patient in one month"),
        (("G0556", "G0557"), "G0556 and G0557 are not billed together for one patient in one month"),
        (("99484", "99493"), "99493 and 99484 are not billed together for one patient in one month"),
        (("99492", "99493"), "99492 and 99493 are not billed together for one patient in one month"),
    ],
)
def test_what_excludes_each_other_is_the_first_caveat(catalog: Catalog, codes: tuple[str, ...], told: str) -> None:
    found = worth(catalog, *typed(catalog, *codes))
    assert found.caveats[0].startswith(f"{told}, though the sum counts both: ")
    assert sum(told in caveat for caveat in found.caveats) == 1


@pytest.mark.parametrize(
    ("codes", "doubt"),
    [
        (("G0108", "97802"), "Medicare pays only one of them on a day"),
        (("99213", "96158"), "a physician's visit (second-hand)"),
        (("99490", "99491"), "allows both of one (unconfirmed)"),
    ],
    ids=["a contractor's word", "second-hand", "unconfirmed"],
)
def test_it_says_how_sure_that_is(catalog: Catalog, codes: tuple[str, ...], doubt: str) -> None:
    assert worth(catalog, *typed(catalog, *codes)).caveats[0].endswith(doubt)


@pytest.mark.parametrize(
    "codes",
    [("99213", "17110"), ("99490", "99439"), ("99214", "90833"), ("99213", "99406"), ("99492", "99494"), ("G0556",)],
)
def test_what_goes_together_is_left_in_peace(catalog: Catalog, codes: tuple[str, ...]) -> None:
    assert not any("not billed" in caveat for caveat in worth(catalog, *typed(catalog, *codes)).caveats)


def test_two_named_clinicians_may_bill_what_one_may_not(catalog: Catalog) -> None:
    visit, session = typed(catalog, "99213", "96158")
    by_two = (
        visit.model_copy(update={"clinician": Clinician.PHYSICIAN}),
        session.model_copy(update={"clinician": Clinician.PSYCHOLOGIST}),
    )
    assert not any("not billed" in caveat for caveat in worth(catalog, *by_two).caveats)
    months = [
        one.model_copy(update={"clinician": who})
        for one, who in zip(typed(catalog, "99490", "G0557"), (Clinician.PHYSICIAN, Clinician.NP), strict=True)
    ]
    assert "not billed together" in worth(catalog, *months).caveats[0]


def test_several_encounters_are_no_one_patients_day(catalog: Catalog) -> None:
    visit, session = typed(catalog, "99213", "96158")
    found = worth(catalog, visit.model_copy(update={"quantity": 2}), session)
    assert not any("not billed" in caveat for caveat in found.caveats)


def test_a_schedule_of_many_patients_is_no_one_patients_day(catalog: Catalog) -> None:
    items = tuple(item.model_copy(update={"change": Change.ADDED}) for item in typed(catalog, "99213", "96158"))
    found = answer(WhatIf(items=items, period="week"), Context(), catalog)
    assert not any("not billed" in caveat for caveat in found.caveats)


def test_a_visit_chosen_by_minutes_does_not_stand_beside_psychotherapy(catalog: Catalog) -> None:
    therapy = thing("psychotherapy_with_visit", minutes=20)
    by_time = worth(catalog, thing("office_visit", minutes=30), therapy)
    assert by_time.caveats[0].startswith("99214 chosen by minutes and 90833 are not billed by one clinician")
    assert "decision making" in by_time.caveats[0]
    by_level = worth(catalog, thing("office_visit_level_4"), therapy)
    assert not any("not billed" in caveat for caveat in by_level.caveats)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("99214-25", "17110", "G2211"), "G2211 is not billed with 99214-25 beside 17110"),
        (("99214", "17110", "G2211"), "G2211 is not billed with 99214 beside 17110"),
        (("99214-25", "G2211"), "G2211 is not billed with 99214-25, though"),
        (("99214-25", "G0439", "17110", "G2211"), "G2211 is not billed with 99214-25 beside G0439, 17110"),
    ],
    ids=["written", "needed beside a minor procedure", "nothing beside it", "one of two is no prevention"],
)
def test_the_relationship_add_on_does_not_stand_beside_modifier_25(
    catalog: Catalog, codes: tuple[str, ...], told: str
) -> None:
    caveat = worth(catalog, *typed(catalog, *codes)).caveats[0]
    assert caveat.startswith(told)
    assert "since 2025 it is paid when the other service is a wellness visit" in caveat
    assert "unconfirmed" in caveat


@pytest.mark.parametrize("other", ["G0439", "G0447", "99406", "90471"])
def test_the_exception_of_modifier_25_is_told_with_its_doubt(catalog: Catalog, other: str) -> None:
    caveat = worth(catalog, *typed(catalog, "99214-25", other, "G2211")).caveats[0]
    assert caveat.startswith(f"G2211 with 99214-25 beside {other}: since 2025 it is paid when")
    assert caveat.endswith("unconfirmed")


def test_the_relationship_add_on_stands_beside_a_visit_without_25(catalog: Catalog) -> None:
    found = worth(catalog, *typed(catalog, "99214", "99406", "G2211"))
    assert not any("G2211 is not billed" in caveat or "since 2025" in caveat for caveat in found.caveats)


def test_an_add_on_that_the_side_takes_away_says_so(catalog: Catalog) -> None:
    beside = worth(catalog, thing("office_visit_est", minutes=30), thing("wart_destruction", minutes=10))
    addon = pathway(beside, "99214", "G2211")
    assert addon.state is PathwayState.ADDON
    assert (addon.note or "").startswith("G2211 is not billed with 99214 beside 17110")
    alone = pathway(worth(catalog, thing("office_visit_est", minutes=30)), "99214", "G2211")
    assert not (alone.note or "").startswith("G2211")
    talked = worth(catalog, thing("office_visit_est", minutes=30), thing("smoking_cessation", minutes=5))
    assert "not billed" not in (pathway(talked, "99214", "G2211").note or "")
