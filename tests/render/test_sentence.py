"""Every kind of question in one line of our own."""

from decimal import Decimal

import pytest

from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.question import (
    BreakEven,
    Change,
    Clarify,
    Compare,
    Explain,
    Item,
    Metric,
    OutOfScope,
    Question,
    RatePerHour,
    Recall,
    Stated,
    Stats,
    Tally,
    Target,
    Value,
    WhatIf,
    When,
)
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.domain.terms import AdvancedCare, DirectCare, SameMinutes, ValueBased
from bot.render.sentence import headed, sentence, when


def wart(**more: object) -> Item:
    return Item.model_validate({"concept": "wart_destruction", **more})


def talk(**more: object) -> Item:
    return Item.model_validate({"concept": "lifestyle_counseling", **more})


VISIT = Item(concept="office_visit_est", codes=(CodeRef(code="99214", modifiers=("25",)),))


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (Compare(items=(talk(side=1, minutes=30), wart(side=2))), "30 min lifestyle talk vs wart freezing"),
        (
            Compare(items=(VISIT.model_copy(update={"side": 1}), wart(side=1), talk(side=2))),
            "99214-25 + wart freezing vs lifestyle talk",
        ),
        (Value(items=(wart(quantity=3),)), "wart freezing (3 warts)"),
        (Value(items=(talk(quantity=1200, minutes=20),)), "1,200 x 20 min lifestyle talk"),
        (Value(items=(Item(concept="knee_injection", quantity=2, both_sides=True),)), "knee injection, both sides"),
        (
            Value(items=(wart(setting=Setting.FACILITY, year=2025, clinician=Clinician.NP),)),
            "wart freezing in a facility in 2025 by a nurse practitioner",
        ),
        (Value(items=(Item(concept="gone"),)), "gone"),
        (
            Value(
                items=(wart(),),
                stated=Stated(
                    metric=Metric.DOLLARS,
                    setting=Setting.OFFICE,
                    locality="14212-01",
                    track=Track.QP,
                    payer_multiple=Decimal("1.3"),
                    rate=Decimal("52.50"),
                ),
            ),
            (
                "wart freezing, in dollars, in the office, in Metropolitan Boston, in an advanced payment model, "
                "at 130 % of Medicare, at $52.50 a work RVU"
            ),
        ),
        (Value(items=(wart(),), stated=Stated(locality="99999-99")), "wart freezing, in 99999-99"),
        (RatePerHour(items=(wart(),), per="minute"), "wart freezing, by the minute"),
        (
            BreakEven(items=(wart(side=1), VISIT.model_copy(update={"side": 2}))),
            "how many wart freezings equal 99214-25",
        ),
        (
            BreakEven(items=(VISIT.model_copy(update={"side": 2}), wart(side=1))),
            "how many wart freezings equal 99214-25",
        ),
        (
            BreakEven(items=(wart(side=1, minutes=10), talk(side=2)), period="week"),
            "how many 10 min wart freezing equal lifestyle talk a week",
        ),
        (
            BreakEven(items=(talk(side=1), wart(side=2)), solve="minutes"),
            "how long a lifestyle talk has to be to equal wart freezing",
        ),
        (Target(goal=Decimal(5000)), "a target of 5,000 work RVU a year"),
        (Target(goal=Decimal(300), extra=True, per="month"), "a target of 300 more work RVU"),
        (Target(), "a work RVU target"),
        (Target(goal_usd=Decimal(240000)), "a target of $240,000 a year"),
        (Target(goal_usd=Decimal(20000), extra=True), "a target of $20,000 more"),
        (WhatIf(more=Decimal(3), base_per="day"), "what if: 3 work RVU more a day"),
        (WhatIf(more=Decimal("-3.2"), base_per="day"), "what if: 3.2 work RVU less a day"),
        (
            WhatIf(items=(wart(change=Change.ADDED, quantity=3), talk(change=Change.STOPPED)), period="week"),
            "what if: adding wart freezing (3 warts) and stopping lifestyle talk a week",
        ),
        (WhatIf(items=(wart(side=1), talk(side=2))), "what if: wart freezing replaced by lifestyle talk"),
        (WhatIf(by=Decimal("-0.025")), "what if: a cut of 2.5 %"),
        (WhatIf(by=Decimal("0.1")), "what if: a rise of 10 %"),
        (WhatIf(terms=DirectCare()), "what if: direct primary care"),
        (WhatIf(items=(talk(),), terms=DirectCare()), "what if: lifestyle talk beside direct primary care"),
        (WhatIf(items=(talk(),), terms=SameMinutes()), "what if: lifestyle talk under several ways to pay"),
        (
            WhatIf(items=(talk(side=1), wart(side=2)), terms=ValueBased()),
            "what if: value-based pay: lifestyle talk against wart freezing",
        ),
        (
            WhatIf(items=(Item(concept="apcm_level_2", quantity=300),), terms=AdvancedCare(level_2=300)),
            "what if: advanced primary care management (300 x month of advanced primary care, level 2)",
        ),
        (WhatIf(), "what if: a change"),
        (Recall(), "what was asked"),
        (
            Recall(mine=True, items=(wart(), talk()), when=When(unit="week", back=1)),
            "what you asked about wart freezing or lifestyle talk last week",
        ),
        (Stats(), "statistics"),
        (
            Stats(tally=Tally.MOST_ASKED, items=(wart(),), channel=True, when=When(unit="day")),
            "what is asked about most about wart freezing in this channel today",
        ),
        (Explain(topic="gone", stated=Stated(metric=Metric.WORK_RVU, year=2025)), "gone, in 2025"),
        (Clarify(ask="Which?", items=(wart(side=1), talk(side=2))), "wart freezing vs lifestyle talk"),
        (Clarify(ask="Which?"), "a question that I had to ask back about"),
        (OutOfScope(reason="person"), "a question about one person"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_question_is_told_in_one_line(catalog: Catalog, question: Question, line: str) -> None:
    assert sentence(question, catalog) == line


def test_a_term_goes_by_its_title(catalog: Catalog) -> None:
    topic = next(iter(catalog.topics.values()))
    assert sentence(Explain(topic=topic.id), catalog) == topic.title
    assert headed(Recall(), catalog) == "What was asked"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (None, ""),
        (When(unit="day"), "today"),
        (When(unit="day", back=1), "yesterday"),
        (When(unit="day", back=2), "2 days ago"),
        (When(unit="week"), "this week"),
        (When(unit="month", back=1), "last month"),
        (When(unit="year", back=2), "2 years ago"),
        (When(unit="week", count=3), "the last 3 weeks"),
        (When(unit="day", weekday=1), "last Tuesday"),
        (When(unit="month", month=3), "in March"),
    ],
    ids=str,
)
def test_a_stretch_of_time_is_told_as_people_do(span: When | None, words: str) -> None:
    assert when(span) == words
