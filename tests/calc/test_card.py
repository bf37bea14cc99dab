"""A code's card."""

from dataclasses import replace
from decimal import Decimal

from bot.calc.engine import answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Value
from bot.domain.service import Status
from tests.calc.questions import coded, thing
from tests.replay import replay

NATIONAL = Context()


def card_of(catalog: Catalog, concept: str, written: str, context: Context = NATIONAL) -> dict[str, str]:
    made = answer(Value(items=(coded(concept, written),), card=True), context, catalog)
    replay(made)
    return {detail.label: detail.text for detail in made.details}


def with_row(catalog: Catalog, code: str, **changed: object) -> Catalog:
    rows = dict(catalog.rows["RVU26B"])
    rows[code, ""] = rows[code, ""].model_copy(update=changed)
    return replace(catalog, rows={**catalog.rows, "RVU26B": rows})


def test_the_wart_card_has_both_settings_both_years_and_why(catalog: Catalog) -> None:
    card = card_of(catalog, "wart_destruction", "17110")
    assert list(card)[:2] == ["Service", "Status"]
    assert card["Office"] == "work 0.68 + PE 2.58 + MP 0.07 = 3.33 RVU, $111.22"
    assert card["Facility"] == "work 0.68 + PE 1.12 + MP 0.07 = 1.87 RVU, $62.46"
    assert card["Work RVU 2025 to 2026"] == "0.70 to 0.68 (CMS's 2.5 % efficiency adjustment)"
    assert card["Office 2025 to 2026"] == "PE 2.64 to 2.58, $109.98 to $111.22"
    assert card["Facility 2025 to 2026"] == "PE 1.33 to 1.12, $67.60 to $62.46"
    assert card["Factor 2025 to 2026"] == "$32.3465 to $33.4009"
    assert card["Global period"] == "the day and 10 days after"
    assert card["CMS minutes (2025)"] == "7 hands-on, 13 that day, 29 with later visits"
    assert "half" in card["Several on one day"]
    assert "physician" in card["Who may bill"]


def test_a_visit_was_spared_and_psychotherapy_rose(catalog: Catalog) -> None:
    assert card_of(catalog, "office_visit_est", "99214")["Work RVU 2025 to 2026"] == "1.92, unchanged"
    assert card_of(catalog, "psychotherapy", "90837")["Work RVU 2025 to 2026"] == "3.63 to 3.78"


def test_an_unpaid_code_says_so_before_its_would_be_amount(catalog: Catalog) -> None:
    card = card_of(catalog, "preventive_counseling", "99402", Context(locality="14212-01"))
    assert card["Status"].startswith("N, not covered")
    assert card["Office"].index("$0.00 from Medicare") < card["Office"].index("would be")
    assert "G0447" in card["Instead"]


def test_a_new_code_and_an_add_on_are_told(catalog: Catalog) -> None:
    card = card_of(catalog, "apcm", "G0568")
    assert card["Change"] == "new since RVU25D"
    assert card["Global period"].startswith("add-on")
    assert not any(label.startswith("CMS minutes") for label in card)


def test_the_oldest_release_has_nothing_to_compare_with(catalog: Catalog) -> None:
    card = card_of(catalog, "wart_destruction", "17110", Context(year=2025))
    assert not any(label.startswith(("Change", "Work RVU")) for label in card)


def test_a_setting_that_cms_calls_unusual_is_marked(catalog: Catalog) -> None:
    assert "rarely or never" in card_of(catalog, "awv", "G0439")["Facility"]


def test_codes_without_rvus_say_why_there_is_no_price(catalog: Catalog) -> None:
    assert "contractor" in card_of(catalog, "lifestyle_counseling", "0591T")["Status"]
    assert "no RVUs" in card_of(catalog, "lifestyle_counseling", "0591T")["Price"]
    nothing = dict.fromkeys(("work", "pe_office", "pe_facility", "mp"), Decimal("0.00"))
    restricted = with_row(catalog, "17110", status=Status.RESTRICTED, **nothing)
    assert "contractor" in card_of(restricted, "wart_destruction", "17110")["Status"]
    anesthesia = with_row(catalog, "17110", status=Status.ANESTHESIA, **nothing)
    assert "base units" in card_of(anesthesia, "wart_destruction", "17110")["Price"]


def test_a_code_without_words_of_ours_still_has_a_card(catalog: Catalog) -> None:
    row = catalog.rows["RVU26B"]["17110", ""].model_copy(
        update={"code": "Z9999", "global_days": "XXX", "multiple_procedure": "9", "bilateral": "9"}
    )
    extended = replace(catalog, rows={**catalog.rows, "RVU26B": {**catalog.rows["RVU26B"], ("Z9999", ""): row}})
    card = card_of(extended, "wart_destruction", "Z9999")
    assert list(card) == ["Status", "Office", "Facility", "Change"]


def test_words_get_the_card_of_the_code_that_they_stand_for(catalog: Catalog) -> None:
    made = answer(Value(items=(thing("wart_destruction"),), card=True), NATIONAL, catalog)
    assert made.details[0].text == catalog.services["17110"].name
    short = answer(Value(items=(thing("smoking_cessation", minutes=2),), card=True), NATIONAL, catalog)
    assert short.details == ()


def test_a_card_draws_the_years_in_both_settings(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("wart_destruction", "17110"),), card=True), NATIONAL, catalog)
    assert made.chart is not None
    drawn = {
        f"{panel.title}, {curve.label}": [(f"{point.x}", point.text) for point in curve.points]
        for panel in made.chart.panels
        for curve in panel.curves
    }
    assert drawn == {
        "Work RVU, work RVU": [("2025", "0.70"), ("2026", "0.68")],
        "Fee schedule, office": [("2025", "$109.98"), ("2026", "$111.22")],
        "Fee schedule, facility": [("2025", "$67.60"), ("2026", "$62.46")],
    }


def test_a_code_of_one_year_keeps_the_chart_of_its_worth(catalog: Catalog) -> None:
    made = answer(Value(items=(coded("apcm", "G0568"),), card=True), NATIONAL, catalog)
    assert made.chart is not None
    assert made.chart.panels[0].title == "Medicare per visit"
