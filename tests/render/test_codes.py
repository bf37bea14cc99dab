from bot.domain.catalog import Catalog
from bot.render.codes import codes_text
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
    assert "From 4 minutes (you said 3)." in text


def test_what_is_not_cmss_own_word_says_so(catalog: Catalog) -> None:
    assert "not CMS" in codes_text(answered(WORKED, catalog))


def test_the_codes_of_the_worked_example_read_as_approved(catalog: Catalog) -> None:
    text = codes_text(answered(WORKED, catalog))
    assert text == golden("codes worked example", text)


def test_an_answer_without_ways_has_no_codes(catalog: Catalog) -> None:
    assert codes_text(answered(OUTSIDE, catalog)) == "No codes belong to this answer."
