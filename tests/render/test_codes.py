from decimal import Decimal

import pytest

from bot.calc.engine import answer as answered_from
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Item, Stated, Value
from bot.domain.service import CodeRef
from bot.render.codes import codes_text
from tests.calc.questions import thing
from tests.render.asked import OUTSIDE, SHORT, WORKED, answered
from tests.render.golden import golden


def test_every_way_is_named_with_its_state(catalog: Catalog) -> None:
    answer = answered(WORKED, catalog)
    text = codes_text(answer)
    for way in answer.pathways:
        assert all(code in text for code in way.codes)
    for heading in ("What the verdict rests on:", "Add-ons", "Not paid by Medicare:", "Billed by other clinicians:"):
        assert heading in text


def test_it_opens_with_the_conditions_and_closes_with_the_actual_time(catalog: Catalog) -> None:
    lines = codes_text(answered(WORKED, catalog)).splitlines()
    assert lines[0] == "Codes that could apply, if documented and medically necessary:"
    assert lines[-2].startswith("Record the actual time")


def test_a_near_miss_says_how_far_it_is(catalog: Catalog) -> None:
    text = codes_text(answered(SHORT, catalog))
    assert "Not reached:" in text
    assert "4 to 10 minutes (you said 3)." in text


def test_what_is_not_cmss_own_word_says_so(catalog: Catalog) -> None:
    assert "not CMS" in codes_text(answered(WORKED, catalog))


def test_the_codes_of_the_worked_example_read_as_approved(catalog: Catalog) -> None:
    text = codes_text(answered(WORKED, catalog))
    assert text == golden("codes worked example", text)


def test_an_answer_without_ways_has_no_codes(catalog: Catalog) -> None:
    assert codes_text(answered(OUTSIDE, catalog)) == "No codes belong to this answer."


def worth(catalog: Catalog, *items: Item) -> Answer:
    return answered_from(Value(items=items), Context(), catalog)


def test_a_way_says_how_often_what_the_patient_pays_and_what_does_not_go_with_it(catalog: Catalog) -> None:
    text = codes_text(worth(catalog, thing("lifestyle_counseling", minutes=30)))
    for told in (
        "  30 to 39 minutes (you said 30).",
        "  From 15 minutes (you said 30).",
        "  How often: once a year (contractor).",
        "  Patient pays: $27.12, 20 % of $135.61, after the yearly deductible (CMS).",
        "  Patient pays: nothing (second-hand).",
        "  Patient pays: nothing, where its preventive grade is A or B (CMS).",
        "  Not the same day: diabetes training (contractor).",
        "  Not the same day by one clinician: health-behavior codes",
    ):
        assert told in text


def test_limits_of_unlike_sureness_are_told_apart(catalog: Catalog) -> None:
    text = " ".join(codes_text(worth(catalog, thing("chronic_care"))).split())
    assert (
        "Not the same month: complex chronic care, advanced primary care (second-hand); "
        "chronic care by the clinician (unconfirmed)."
    ) in text


def test_charting_among_the_minutes_is_told_where_it_does_not_count(catalog: Catalog) -> None:
    text = codes_text(worth(catalog, thing("lifestyle_counseling", minutes=40, charting=10)))
    assert "From 15 minutes (you said 40, 10 of them charting)." in text
    assert "  40 to 68 minutes (you said 40)." in text


@pytest.mark.parametrize("kind", ["lifestyle_counseling", "smoking_cessation", "stress_trauma_counseling"])
def test_the_codes_of_a_talk_fit_a_phone(catalog: Catalog, kind: str) -> None:
    text = codes_text(worth(catalog, thing(kind, minutes=30)), 40)
    assert max(len(line) for line in text.splitlines()) <= 40


OWED = {
    # 20 % of 135.61 is 27.122; of 111.22, 22.244
    "99214": "Patient pays: $27.12, 20 % of $135.61, after the yearly deductible (CMS).",
    "17110": "Patient pays: $22.24, 20 % of $111.22, after the yearly deductible (CMS).",
    # Preventive without cost sharing, as a contractor says; and one of which nothing read says anything.
    "99407": "Patient pays: nothing (contractor).",
    "G0438": None,
}


@pytest.mark.parametrize(("code", "told"), OWED.items())
def test_the_patients_share_is_told_in_dollars(catalog: Catalog, code: str, told: str | None) -> None:
    item = Item(concept=catalog.services[code].concept, codes=(CodeRef(code=code),))
    text = " ".join(codes_text(worth(catalog, item)).split())
    assert (told in text) if told else ("Patient pays" not in text)


def test_no_dollars_are_told_of_another_payers_amount(catalog: Catalog) -> None:
    item = Item(concept="office_visit_est", codes=(CodeRef(code="99214"),))
    asked = Value(items=(item,), stated=Stated(payer_multiple=Decimal("1.3")))
    text = codes_text(answered_from(asked, Context(), catalog))
    assert "Patient pays: 20 % after the yearly deductible (CMS)." in text
