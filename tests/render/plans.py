"""Targets, suppositions and ways to pay as understood, without the language."""

from decimal import Decimal

from bot.domain.clinician import Clinician
from bot.domain.question import Change, Question, Stated, Target, Tier, WhatIf
from bot.domain.service import Setting
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, SameMinutes, ValueBased
from tests.render.asked import TALK, VISIT, WART, code, thing

TEN, FIVE = (code(VISIT, "99213", minutes=20), code(VISIT, "99214", minutes=30))
MIX = (TEN.model_copy(update={"quantity": 10}), FIVE.model_copy(update={"quantity": 5}))
ADDED = {"change": Change.ADDED}
STOPPED = {"change": Change.STOPPED, "quantity": 6}
KEPT = {"change": Change.KEPT}
RATE = Stated(rate=Decimal(50))


def number(written: str) -> Decimal:
    return Decimal(written)


PLANS: dict[str, Question] = {
    "pace short": Target(goal=number("5200"), done=number("3100"), months_elapsed=number("8")),
    "pace ahead": Target(goal=number("5200"), done=number("4000"), months_elapsed=number("8"), stated=RATE),
    "pace just": Target(goal=number("1200"), done=number("100"), months_elapsed=number("1")),
    "pace past": Target(goal=number("5200"), done=number("5300"), months_elapsed=number("8")),
    "pace only": Target(done=number("3100"), months_elapsed=number("8")),
    "left": Target(goal=number("410"), per="month", done=number("200"), days=number("7")),
    "raised and shared": Target(
        goal=number("15000"), scale=number("1.1"), people=number("3"), full_time_share=number("0.8"), weeks=number("48")
    ),
    "days unsaid": Target(goal=number("5000"), full_time_share=number("0.8"), weeks=number("44"), every="day"),
    "visits at an average": Target(goal=number("24"), per="day", average=number("1.6"), visit_minutes=number("20.5")),
    "one visit": Target(goal=number("1"), per="day", average=number("1.6"), visit_minutes=number("1")),
    "visits by code": Target(
        goal=number("4800"), weeks=number("46"), days_per_week=number("4"), every="day", items=(code(VISIT, "99214"),)
    ),
    "talks with notes": Target(
        goal=number("4800"), weeks=number("46"), items=(thing(TALK, minutes=30),), notes_minutes=number("60")
    ),
    "one talk": Target(goal=number("1"), per="day", items=(thing(TALK, minutes=30),)),
    "extra": Target(goal=number("300"), extra=True, weeks=number("20"), every="week", items=(thing("awv"),)),
    "mix short": Target(
        goal=number("5000"), weeks=number("46"), days_per_week=number("4"), items=MIX, notes_minutes=number("60")
    ),
    "mix of many ways": Target(goal=number("1"), per="day", items=(thing(TALK, minutes=30, quantity=2),)),
    "mix of ways short and above": Target(goal=number("3"), per="day", items=(thing(TALK, minutes=30, quantity=2),)),
    "mix without a goal": Target(items=MIX),
    "tiers": Target(goal=number("5200"), weeks=number("46"), tiers=(Tier(start=number("0"), rate=number("45")),)),
    "weeks missing": Target(goal=number("4800"), items=(code(VISIT, "99214"),)),
    "rate of work short": Target(
        goal=number("5600"), days=number("210"), visits=number("18"), visits_per="day", average=number("1.45")
    ),
    "rate of work just": Target(
        goal=number("30"), per="day", visits=number("20"), visits_per="day", average=number("1.5")
    ),
    "rate of work ahead": Target(
        goal=number("4900"), done=number("2800"), pace=number("105"), pace_per="week", weeks=number("21")
    ),
    "rate of work without its days": Target(
        goal=number("5600"), visits=number("18"), visits_per="day", average=number("1.45")
    ),
    "weeks of a quarter": Target(
        goal=number("1250"), extra=True, done=number("790"), weeks_elapsed=number("9"), weeks=number("4")
    ),
    "an hour": Target(goal=number("5600"), weeks=number("45"), hours=number("36"), hours_per="week"),
    "a visit": Target(goal=number("25"), per="day", visits=number("15"), visits_per="day"),
    "another rate": WhatIf(base=number("5100"), rate_then=number("54"), stated=RATE),
    "another rate and volume": WhatIf(base=number("5100"), by=number("-0.08"), rate_then=number("54"), stated=RATE),
    "another volume": WhatIf(base=number("4800"), base_then=number("5300")),
    "visits on top": WhatIf(
        more=number("3"), base_per="day", days_per_week=number("4"), weeks=number("46"), stated=RATE
    ),
    "visits on top, days unsaid": WhatIf(more=number("-3.2"), base_per="day"),
    "a goal in dollars": Target(goal_usd=number("240000"), weeks=number("46"), stated=RATE),
    "revenue at a lower factor": WhatIf(revenue=number("640000"), by=number("-0.03"), paid=True),
    "part of revenue": WhatIf(revenue=number("400000"), by=number("-0.03"), share=number("0.5"), paid=True),
    "total RVU at another factor": WhatIf(total=number("9000"), factor=number("32.5")),
    "work RVU at a lower factor": WhatIf(base=number("6100"), by=number("-0.03"), paid=True),
    "fewer days": WhatIf(
        base=number("22"), base_per="day", days_per_week=number("5"), weeks=number("46"), by=number("-0.2")
    ),
    "added beside": WhatIf(
        period="week",
        items=(
            code("advance_care_planning", "99497").model_copy(update={**ADDED, "quantity": 6}),
            thing("awv", quantity=12).model_copy(update=KEPT),
        ),
    ),
    "moved to a facility": WhatIf(
        period="week", moved=Setting.FACILITY, items=(code(VISIT, "99214").model_copy(update={**KEPT, "quantity": 8}),)
    ),
    "handed to a nurse practitioner": WhatIf(
        period="week", handed=Clinician.NP, items=(thing("wart_destruction", quantity=15).model_copy(update=KEPT),)
    ),
    "swap": WhatIf(period="week", items=(thing("skin_biopsy", 1, quantity=6), thing(TALK, 2, 30))),
    "swap with a base": WhatIf(
        period="week",
        weeks=number("46"),
        base=number("5000"),
        stated=RATE,
        items=(thing(WART, 1, 10, quantity=5), thing(TALK, 2, 30)),
    ),
    "one code for another": WhatIf(items=(code(VISIT, "99213", 1, 32), code(VISIT, "99214", 2, 32))),
    "stopped": WhatIf(period="week", items=(code("punch_biopsy", "11104").model_copy(update=STOPPED),)),
    "on one day": WhatIf(
        items=(
            code("large_joint_injection", "20610").model_copy(update=KEPT),
            code(VISIT, "99213-25").model_copy(update=ADDED),
        )
    ),
    "patient months": WhatIf(items=(thing("apcm_level_2", quantity=200),)),
    "too short to change": WhatIf(items=(thing("smoking_cessation", minutes=3),)),
    "unpaid for unpaid": WhatIf(
        items=(code("preventive_counseling", "99402", 1), code("preventive_counseling", "99402", 2))
    ),
    "cut": WhatIf(base=number("7000"), share=number("0.6"), by=number("-0.025"), stated=RATE),
    "rise": WhatIf(base=number("7000"), by=number("0.05")),
    "cut without a base": WhatIf(share=number("0.6"), by=number("-0.025")),
    "cut of what is paid": WhatIf(by=number("-0.02"), paid=True, items=(code("large_joint_injection", "20610"),)),
    "another factor": WhatIf(factor=number("30"), items=(code(VISIT, "99214"),)),
    "cut of a service": WhatIf(
        by=number("-0.025"), period="week", weeks=number("46"), stated=RATE, items=(code(VISIT, "99214"),)
    ),
    "direct care": WhatIf(
        terms=DirectCare(fee=number("80"), members=600, hours=number("1600"), overhead=number("0.6")),
        base=number("4500"),
        stated=RATE,
        items=(thing(TALK, minutes=30), code("preventive_counseling", "99402", minutes=30), code(VISIT, "99214")),
    ),
    "direct care, no members": WhatIf(terms=DirectCare(fee=number("80"))),
    "direct care, nothing": WhatIf(terms=DirectCare()),
    "value-based care": WhatIf(
        terms=ValueBased(share=number("0.5"), fee=number("5"), members=1000),
        items=(thing(TALK, 1, 30), thing(WART, 2)),
    ),
    "capitation": WhatIf(
        terms=ValueBased(fee=number("30"), members=800, hours=number("1600"), capitated=True),
        items=(thing(TALK, 1, 30), thing(WART, 2, 10)),
    ),
    "value-based care, unpaid talk": WhatIf(
        terms=ValueBased(share=number("0.5")), items=(code("preventive_counseling", "99402", 1), thing(WART, 2))
    ),
    "collaborative care": WhatIf(terms=CollaborativeCare(new=10, follow_up=30, staff_cost=number("4000"))),
    "collaborative care, one patient": WhatIf(terms=CollaborativeCare(new=1)),
    "care months that a dietitian cannot bill": WhatIf(
        terms=AdvancedCare(level_2=30), stated=Stated(clinician=Clinician.RD)
    ),
    "weekly target by the month": Target(goal=number("100"), per="week", every="month"),
    "collaborative care, no patients": WhatIf(terms=CollaborativeCare()),
    "advanced primary care": WhatIf(terms=AdvancedCare(level_1=1, level_2=300)),
    "advanced primary care with add-ons": WhatIf(
        terms=AdvancedCare(
            level_2=300, collaborative_new=1, collaborative_later=10, behavioral=20, staff_cost=number("9000")
        )
    ),
    "collaborative care beside visits": WhatIf(
        terms=CollaborativeCare(
            new=10, follow_up=30, staff_cost=number("4000"), consultant_cost=number("800"), hours=number("12")
        ),
        items=(code(VISIT, "99214", minutes=30), code("blood_draw", "36415"), code("preventive_counseling", "99402")),
    ),
    "collaborative care at a loss": WhatIf(terms=CollaborativeCare(new=1, staff_cost=number("4000"))),
    "collaborative care, hours alone": WhatIf(terms=CollaborativeCare(new=10, hours=number("3"))),
    "collaborative care, visit alone": WhatIf(terms=CollaborativeCare(new=10), items=(code(VISIT, "99214"),)),
    "as much as visits": WhatIf(
        terms=AdvancedCare(level_2=5, hours=number("0.5"), staff_cost=number("133.29")),
        items=(code(VISIT, "99214", minutes=30),),
    ),
    "general integration": WhatIf(terms=CollaborativeCare(general=20, short=2, extra=1)),
    "shared savings": WhatIf(
        terms=ValueBased(
            fee=number("5"),
            members=1000,
            share=number("0.5"),
            benchmark=number("12000"),
            spent=number("11500"),
            quality=number("0.8"),
            minimum=number("0.02"),
            hours=number("1600"),
        ),
        items=(thing(TALK, minutes=30),),
    ),
    "savings below the minimum": WhatIf(
        terms=ValueBased(
            members=1000, share=number("0.5"), benchmark=number("12000"), spent=number("11900"), minimum=number("0.02")
        )
    ),
    "savings with the quality gate missed": WhatIf(
        terms=ValueBased(
            members=1000, share=number("0.5"), benchmark=number("12000"), spent=number("11500"), quality=number("0")
        ),
        items=(thing(TALK, 1, 30), thing(WART, 2)),
    ),
    "savings without a share": WhatIf(terms=ValueBased(members=1000, benchmark=number("12000"), spent=number("11500"))),
    "no savings": WhatIf(
        terms=ValueBased(members=1000, share=number("0.5"), benchmark=number("12000"), spent=number("12000"))
    ),
    "losses": WhatIf(
        terms=ValueBased(
            members=1000,
            benchmark=number("12000"),
            spent=number("12600"),
            loss_share=number("0.3"),
            hours=number("1600"),
        )
    ),
    "losses without downside": WhatIf(
        terms=ValueBased(members=1000, benchmark=number("12000"), spent=number("12600"), loss_share=number("0"))
    ),
    "losses, downside unsaid": WhatIf(terms=ValueBased(members=1000, benchmark=number("12000"), spent=number("12600"))),
    "avoided spending through a quality gate": WhatIf(
        terms=ValueBased(share=number("0.5"), quality=number("0.8")),
        items=(code("preventive_counseling", "99402", 1), thing(WART, 2)),
    ),
    "blend": WhatIf(
        terms=Blend(service_share=number("0.7"), fee=number("80"), members=600, hours=number("1600")),
        items=(thing(TALK, minutes=30),),
    ),
    "blend without a service": WhatIf(
        terms=Blend(service_share=number("0.7"), fee=number("80"), members=600, hours=number("1600"))
    ),
    "blend, fee alone": WhatIf(terms=Blend(fee=number("80"))),
    "same minutes": WhatIf(
        terms=SameMinutes(
            direct=DirectCare(fee=number("80"), members=600, hours=number("1600")),
            value=ValueBased(fee=number("5"), members=600, hours=number("1600")),
            collaborative=CollaborativeCare(new=10, follow_up=30, staff_cost=number("4000"), hours=number("12")),
            advanced=AdvancedCare(level_2=300, hours=number("80")),
            blend=Blend(service_share=number("0.7"), fee=number("80"), members=600, hours=number("1600")),
        ),
        items=(thing(TALK, minutes=30),),
    ),
    "same minutes, little told": WhatIf(
        terms=SameMinutes(direct=DirectCare(fee=number("80")), collaborative=CollaborativeCare(new=10)),
        items=(code(VISIT, "99214", minutes=30),),
    ),
    "same minutes, nothing told": WhatIf(terms=SameMinutes()),
}
