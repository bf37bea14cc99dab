"""Ways to pay in words: a number that no word claims is asked back about, and each choice is a whole question."""

import pytest

from bot.domain.question import Clarify, WhatIf
from bot.domain.terms import DirectCare
from bot.language.listener import Listener
from tests.language.conftest import plan

UNPLACED = {
    "cocm: 10 new, 30 follow-ups and 7 whatsits a month": "7",
    "dpc at $80 a month 600 members 3 locations": "3",
    "value based care: 50%, 1000 members": "50%",
    "apcm 300 level 2 and 12 others monthly": "12",
    "cocm, 10 new, 30 follow-up, $4000": "$4000",
    "blend 70% ffs and 20% panel fee, $60 pmpm, 800 members, 1600 hours, 99214": "20%",
    "aco 1000 lives benchmark $800 actual $760 50% share": "$800",
    "dpc $80 a month and $90 a month, 600 members": "$90",
    "dpc at $80 a month, 600 members, 300 hours": "300 hours",
    "value based care: $12 per member, 1000 members": "$12",
    "dpc at $80 a month, 600 members: what are 3 warts worth": "3",
    "dpc at $80 a month, 600 members, overhead 120%": "120%",
    "dpc: $50 for kids and $90 for adults a month, 400 members": "$90",
    "cocm 6 patients starting, 18 continuing, nurse care manager at $32 an hour": "$32",
    "dpc: 600 members, 500 patients at $80 a month": "500",
    "cocm: 10 new, 30 follow ups x 12 a month": "12",
    "cocm: 10 new, 30 follow ups, 10 extra half hours and 5 more half hours a month": "5",
    "cocm 10 new 30 follow ups monthly, 3 hours a week vs 99214": "3 hours",
    "dpc at $80 a month, 600 members, 7 hours a day": "7 hours",
}


@pytest.mark.parametrize(("text", "number"), UNPLACED.items())
def test_a_number_without_a_part_is_asked_back_about(listener: Listener, text: str, number: str) -> None:
    asked = listener.understand(text)
    assert isinstance(asked, Clarify), plan(asked)
    assert asked.ask.startswith(f"What is the {number} in that?"), asked.ask


def test_minutes_without_a_service_are_asked_back_about(listener: Listener) -> None:
    asked = listener.understand("30 minutes under dpc at $80 a month, 600 members, 1600 hours a year")
    assert isinstance(asked, Clarify)
    assert asked.ask.startswith("30 minutes of which service?")


CHOSEN = {
    "dpc $80 and 600 members": [
        "whatif terms(fee=80 members=600)",
        "whatif terms(fee=6.666666666666666666666666667 members=600)",
    ],
    "cocm 10 new and 30 follow ups, care manager $60000": [
        (
            "whatif period=month terms(new=10 follow_up=30 staff_cost=60000)"
            " | collaborative_care_first x10 | collaborative_care_later x30"
        ),
        (
            "whatif period=month terms(new=10 follow_up=30 staff_cost=5000)"
            " | collaborative_care_first x10 | collaborative_care_later x30"
        ),
    ],
    "30 min lifestyle talk in ffs and concierge, fee $90, 400 members, 1500 clinic hours": [
        "whatif terms(direct(fee=90 members=400 hours=1500)) | lifestyle_counseling 30min",
        "whatif terms(direct(fee=7.5 members=400 hours=1500)) | lifestyle_counseling 30min",
    ],
}


@pytest.mark.parametrize(("text", "chosen"), CHOSEN.items())
def test_an_amount_without_its_period_is_asked_back_about(listener: Listener, text: str, chosen: list[str]) -> None:
    asked = listener.understand(text)
    assert isinstance(asked, Clarify)
    assert [choice.label.split(" a ")[1] for choice in asked.choices] == ["month", "year"]
    assert [plan(choice.question) for choice in asked.choices if choice.question] == chosen


def test_hours_a_week_need_the_weeks(listener: Listener) -> None:
    asked = listener.understand("dpc panel 600, 80 bucks a month, 32 clinic hours a week")
    assert isinstance(asked, Clarify)
    assert asked.ask == "How many weeks a year do you work those 32 hours?"
    picked = {choice.label: choice.question for choice in asked.choices}["46 weeks a year"]
    assert isinstance(picked, WhatIf)
    assert picked.terms == DirectCare(fee="80", members=600, hours="1472")


ELSEWHERE = {
    "what is value based care": "explain",
    "apcm lvl 2 for 150 patients": "value",
    "30 pts on apcm level one or the same 30 on ccm?": "compare",
    "apcm vs cocm": "compare",
    "has anybody asked about dpc at $80 a month": "history",
    "what if we started apcm level 2 for 150 pts and stopped ccm for 80": "whatif",
    "fee for service 99214": "value",
    "how does dpc compare with value based care": "explain",
}


@pytest.mark.parametrize(("text", "intent"), ELSEWHERE.items())
def test_a_way_that_has_no_number_of_its_own_is_left_alone(listener: Listener, text: str, intent: str) -> None:
    understood = listener.understand(text)
    assert understood.intent == intent, plan(understood)
    assert getattr(understood, "terms", None) is None


def test_too_many_numbers_are_no_question(listener: Listener) -> None:
    text = "dpc at $80 a month " + " ".join(str(number) for number in range(3, 50))
    assert getattr(listener.understand(text), "terms", None) is None
