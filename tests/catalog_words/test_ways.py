"""What the rule table bills for a talk, a visit, a count: our own worked cases."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from bot.calc.pathways import units_of
from bot.domain.clinician import Clinician
from bot.domain.concept import Measure, Role
from tests.catalog_words.words import Words


def billed(words: Words, concept: str, measured: int | None, roles: set[Role], clinician: Clinician) -> set[str]:
    """Return the lines of every way with one of the roles that the clinician may bill and the measure reaches."""
    found = set()
    for use in words.concepts[concept].uses:
        rule = words.rules[use.rule]
        band = rule.band(measured)
        if use.role in roles and clinician in rule.who and band is not None:
            found.add(" + ".join(f"{line.code} x{units_of(line, measured or 0)}" for line in band.lines))
    return found


MAIN = [
    ("lifestyle_counseling", 30, {"99214 x1", "G0447 x2", "99402 x1"}),
    ("lifestyle_counseling", 10, {"99212 x1", "99401 x1"}),
    ("lifestyle_counseling", 29, {"99213 x1", "G0447 x1", "99402 x1"}),
    ("lifestyle_counseling", 7, set()),
    ("counseling", 60, {"99215 x1", "99404 x1"}),
    ("stress_trauma_counseling", 40, {"99215 x1"}),
    ("obesity_counseling", 14, set()),
    ("obesity_counseling", 15, {"G0447 x1"}),
    ("obesity_counseling", 60, {"G0447 x2"}),
    ("heart_risk_counseling", 30, {"G0446 x1", "99214 x1"}),
    ("smoking_cessation", 3, set()),
    ("smoking_cessation", 4, {"99406 x1"}),
    ("smoking_cessation", 10, {"99406 x1"}),
    ("smoking_cessation", 11, {"99407 x1"}),
    ("alcohol_counseling", 20, {"G0443 x1"}),
    ("preventive_counseling", 22, {"99401 x1"}),
    ("preventive_counseling", 23, {"99402 x1"}),
    ("psychotherapy", 15, set()),
    ("psychotherapy", 37, {"90832 x1"}),
    ("psychotherapy", 38, {"90834 x1"}),
    ("psychotherapy", 53, {"90837 x1"}),
    ("advance_care_planning", 15, set()),
    ("advance_care_planning", 16, {"99497 x1"}),
    ("advance_care_planning", 45, {"99497 x1"}),
    ("advance_care_planning", 46, {"99497 x1 + 99498 x1"}),
    ("advance_care_planning", 76, {"99497 x1 + 99498 x2"}),
    ("office_visit_est", 9, set()),
    ("office_visit_est", 39, {"99214 x1"}),
    ("office_visit_est", 55, {"99215 x1"}),
    ("office_visit_est", 68, {"99215 x1"}),
    ("office_visit_est", 69, {"99215 x1 + G2212 x1"}),
    ("office_visit_est", 84, {"99215 x1 + G2212 x2"}),
    ("office_visit_new", 88, {"99205 x1"}),
    ("office_visit_new", 90, {"99205 x1 + G2212 x1"}),
    ("office_visit_new", 104, {"99205 x1 + G2212 x2"}),
    ("office_visit_level_4", None, {"99214 x1"}),
    ("bp_visit_with_rx", 20, {"99213 x1", "99214 x1"}),
    ("bp_visit_no_rx", 20, {"99212 x1", "99213 x1"}),
    ("diabetes_visit", 25, {"99213 x1"}),
    ("nurse_visit", None, {"99211 x1"}),
    ("wart_destruction", 1, {"17110 x1"}),
    ("wart_destruction", 14, {"17110 x1"}),
    ("wart_destruction", 15, {"17111 x1"}),
    ("ak_destruction", 1, {"17000 x1"}),
    ("ak_destruction", 14, {"17000 x1 + 17003 x13"}),
    ("ak_destruction", 16, {"17004 x1"}),
    ("skin_tag_removal", 15, {"11200 x1"}),
    ("skin_tag_removal", 16, {"11200 x1 + 11201 x1"}),
    ("skin_tag_removal", 26, {"11200 x1 + 11201 x2"}),
    ("skin_biopsy", 1, {"11102 x1", "11104 x1", "11106 x1"}),
    ("punch_biopsy", 2, {"11104 x1 + 11105 x1"}),
    ("trigger_point_injection", 2, {"20552 x1"}),
    ("trigger_point_injection", 3, {"20553 x1"}),
    ("omt", 5, {"98927 x1"}),
    ("knee_injection", None, {"20610 x1"}),
    ("lumbar_mri_read", None, {"72148-26 x1"}),
    ("ear_wax_removal", None, {"69210 x1"}),
    ("ear_wax_flush", None, {"69209 x1"}),
    ("awv", None, {"G0439 x1"}),
    ("collaborative_care_first", None, {"99492 x1"}),
    ("collaborative_care", None, {"99492 x1", "99493 x1"}),
    ("well_woman", None, {"G0101 x1"}),
    ("iud_insertion", None, {"58300 x1"}),
    ("apcm_level_2", None, {"G0557 x1"}),
    ("transitional_care_high", None, {"99496 x1"}),
    ("laceration_repair", None, {"12002 x1"}),
]


@pytest.mark.parametrize(("concept", "measured", "codes"), MAIN, ids=[f"{c}-{m}" for c, m, _ in MAIN])
def test_the_main_ways_of_a_physician(words: Words, concept: str, measured: int | None, codes: set[str]) -> None:
    assert billed(words, concept, measured, {Role.MAIN}, Clinician.PHYSICIAN) == codes


@pytest.mark.parametrize(
    ("concept", "minutes", "clinician", "codes"),
    [
        ("nutrition_therapy", 60, Clinician.RD, {"97802 x4", "97803 x4"}),
        ("nutrition_therapy", 7, Clinician.RD, set()),
        ("nutrition_therapy", 23, Clinician.RD, {"97802 x2", "97803 x2"}),
        ("lifestyle_counseling", 30, Clinician.RD, {"97802 x2", "97803 x2"}),
        ("lifestyle_counseling", 45, Clinician.PSYCHOLOGIST, {"96158 x1 + 96159 x1"}),
        ("lifestyle_counseling", 30, Clinician.NP, {"99214 x1", "G0447 x2", "99402 x1"}),
        ("psychotherapy", 45, Clinician.LCSW, {"90834 x1"}),
        ("health_behavior", 30, Clinician.LCSW, {"96158 x1"}),
    ],
    ids=lambda value: str(value) if not isinstance(value, set) else "",
)
def test_other_clinicians_have_their_own_ways(
    words: Words, concept: str, minutes: int, clinician: Clinician, codes: set[str]
) -> None:
    assert billed(words, concept, minutes, {Role.MAIN}, clinician) == codes


def test_what_a_talk_of_thirty_minutes_could_also_be(words: Words) -> None:
    others = billed(words, "lifestyle_counseling", 30, {Role.ALTERNATIVE}, Clinician.PHYSICIAN)
    added = billed(words, "lifestyle_counseling", 30, {Role.ADDON}, Clinician.PHYSICIAN)
    assert others == {"99203 x1", "G0446 x1", "G0136 x1"}
    assert added == {"G2211 x1"}


def test_psychotherapy_beside_a_visit_grows_with_the_minutes(words: Words) -> None:
    ways = [
        billed(words, "stress_trauma_counseling", minutes, {Role.ALTERNATIVE}, Clinician.PHYSICIAN)
        for minutes in (30, 45, 60)
    ]
    assert ["90833" in str(way) for way in ways] == [True, False, False]
    assert ["90836" in str(way) for way in ways] == [False, True, False]
    assert ["90838" in str(way) for way in ways] == [False, False, True]


@given(minutes=integers(min_value=1, max_value=24 * 60))
def test_a_longer_talk_never_has_fewer_units_of_the_same_code(words: Words, minutes: int) -> None:
    for rule in (rule for rule in words.rules.values() if rule.measure is Measure.MINUTES):
        before, after = rule.band(minutes), rule.band(minutes + 1)
        assert before is None or after is not None, rule.id
        if before is not None and before == after:
            pairs = [(units_of(line, minutes), units_of(line, minutes + 1)) for line in before.lines]
            assert all(shorter <= longer for shorter, longer in pairs), rule.id


@pytest.mark.parametrize("concept", ["injection", "biopsy", "procedure", "imaging", "mri", "xray"])
def test_a_word_that_covers_too_much_is_asked_back(words: Words, concept: str) -> None:
    asking = words.concepts[concept]
    assert asking.ask
    assert asking.ask.endswith("?")
    assert all(words.concepts[choice].uses for choice in asking.choices)
