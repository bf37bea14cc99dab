"""What each specialty says, and the codes that it comes to: our own worked cases."""

from collections.abc import Mapping

import pytest

from bot.calc.engine import answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Clarify, Value
from bot.language.listener import Listener
from tests.catalog_words.words import Words

LEAST_SERVICES = 500
MOST_CHOICES = 25
"""Buttons or options that one message can hold."""


SAID: Mapping[str, tuple[str, set[str]]] = {
    # primary care
    "3 vaccines": ("vaccine_shot", {"90471", "90472"}),
    "neb treatment": ("nebulizer", {"94640"}),
    "ppd placement": ("tb_skin_test", {"86580"}),
    "home bp readings": ("home_bp_cuff", {"99474"}),
    "iv fluids for 2 hours": ("fluid_infusion", {"96360", "96361"}),
    # hospital, emergency, nursing home, home
    "admission level 3": ("hospital_admission_level_3", {"99223"}),
    "hospital rounds 35 min": ("hospital_day", {"99232"}),
    "discharge day 40 min": ("hospital_discharge", {"99239"}),
    "er visit level 4": ("ed_visit_level_4", {"99284"}),
    "critical care 103 minutes": ("critical_care", {"99291"}),
    "critical care 134 minutes": ("critical_care", {"99291", "99292"}),
    "level 3 nursing home visit": ("nursing_home_visit_level_3", {"99309"}),
    "house call 40 min": ("home_visit", {"99349"}),
    # months, messages, telehealth
    "short rpm": ("home_monitoring_short", {"99470"}),
    "e-consult 15 min": ("e_consult", {"99447", "99451"}),
    "telestroke consult 50 min": ("tele_consult", {"G0426"}),
    # dermatology
    "2 cm mole excision": ("mole_excision", {"11402"}),
    "bcc excision on the nose, 1.5 cm": ("cancer_excision_face", {"11642"}),
    "shave removal 6 mm": ("shave_removal", {"11301"}),
    "mohs with 3 stages": ("mohs", {"17311", "17312"}),
    "9 cm laceration": ("laceration_repair", {"12004"}),
    "3 cm face laceration": ("laceration_repair_face", {"12013"}),
    "splinter removal": ("foreign_body_skin", {"10120"}),
    # orthopedics, sports medicine, pain
    "wrist splint": ("arm_splint", {"29125"}),
    "broken finger": ("finger_fracture", {"26720"}),
    "total knee": ("knee_replacement", {"27447"}),
    "facet injection 3 levels": ("facet_low", {"64493", "64494", "64495"}),
    "occipital nerve block": ("head_nerve_block", {"64405"}),
    "botox for migraine": ("migraine_toxin", {"64615"}),
    "chiropractic adjustment 3 regions": ("chiropractic", {"98941"}),
    # cardiology and lungs
    "treadmill test": ("stress_test", {"93015"}),
    "read a holter": ("holter_read", {"93227"}),
    "echo": ("echocardiogram", {"93306"}),
    "echo read": ("echocardiogram_read", {"93306"}),
    "pacemaker check": ("pacemaker_check", {"93280"}),
    "home sleep study": ("home_sleep_test", {"95806"}),
    "12 prick allergy tests": ("allergy_prick", {"95004"}),
    # stomach and bowel, bladder, women's health
    "egd with biopsy": ("upper_endoscopy_biopsy", {"43239"}),
    "hemorrhoid banding": ("hemorrhoid_banding", {"46221"}),
    "cysto": ("bladder_scope", {"52000"}),
    "pvr": ("bladder_scan", {"51798"}),
    "c-section": ("cesarean", {"59514"}),
    "nst": ("nonstress_test", {"59025"}),
    "pessary": ("pessary", {"57160"}),
    # ear, nose, throat and eyes
    "audiogram": ("hearing_test", {"92557"}),
    "scope of the nose": ("nose_endoscopy", {"31231"}),
    "epley": ("epley", {"95992"}),
    "diabetic eye exam": ("eye_exam", {"92014"}),
    "cataract surgery": ("cataract_surgery", {"66984"}),
    "injection in the eye": ("eye_injection", {"67028"}),
    # therapy, mind, nerves
    "therapeutic exercise 38 min": ("therapy_exercise", {"97110"}),
    "pt eval": ("therapy_evaluation", {"97161"}),
    "crisis therapy 75 min": ("crisis_therapy", {"90839", "90840"}),
    "psych testing 3 hours": ("psych_testing", {"96130", "96131"}),
    "ncs 7 studies": ("nerve_study", {"95910"}),
    "eeg": ("eeg", {"95816"}),
    # imaging
    "knee xray": ("knee_xray", {"73562"}),
    "read a head ct": ("head_ct_read", {"70450"}),
    "dexa": ("bone_density", {"77080"}),
    "mammogram": ("screening_mammogram", {"77067"}),
    "thyroid ultrasound": ("thyroid_ultrasound", {"76536"}),
}


def test_at_least_five_hundred_services_have_words(words: Words) -> None:
    assert len(words.services) >= LEAST_SERVICES


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.replace(" ", "-"))
def test_what_a_specialty_says_comes_to_its_codes(catalog: Catalog, listener: Listener, said: str) -> None:
    concept, codes = SAID[said]
    question = listener.understand(said)
    assert isinstance(question, Value)
    assert [item.concept for item in question.items] == [concept]
    made = answer(question, Context(), catalog)
    assert {ref.split("-")[0] for item in made.items for ref in item.codes} == codes


@pytest.mark.parametrize(("minutes", "units"), [(7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3)], ids=str)
def test_therapy_units_follow_the_eight_minute_rule(
    catalog: Catalog, listener: Listener, minutes: int, units: int
) -> None:
    made = answer(listener.understand(f"manual therapy {minutes} min"), Context(), catalog)
    # Units after the first are lines of their own, with half of their practice expense.
    assert sum(sum(one.units) for one in made.pathways if one.in_verdict) == units


def test_a_reading_is_worth_less_than_the_whole_test(catalog: Catalog, listener: Listener) -> None:
    whole, reading = (
        next(
            figure.value
            for figure in answer(listener.understand(said), Context(), catalog).figures
            if figure.key == "allowed_usd"
        )
        for said in ("knee xray", "knee xray read")
    )
    assert reading < whole


@pytest.mark.parametrize(
    "word", ["ultrasound", "ct", "mri", "xray", "biopsy", "injection", "cast", "scope", "fracture"]
)
def test_an_umbrella_word_is_asked_back_with_choices_that_can_be_priced(listener: Listener, word: str) -> None:
    question = listener.understand(word)
    assert isinstance(question, Clarify)
    assert 1 < len(question.choices) <= MOST_CHOICES


def test_no_word_asks_back_with_more_choices_than_a_message_holds(words: Words) -> None:
    assert [c.id for c in words.concepts.values() if len(c.choices) > MOST_CHOICES] == []
    asked = [(c.id, choice) for c in words.concepts.values() for choice in c.choices]
    assert [(one, other) for one, other in asked if not words.concepts[other].uses] == []
