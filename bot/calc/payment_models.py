"""Other ways to pay, on the asker's own numbers, beside Medicare's prices in the same units.

Each way has a module with its formulas: `membership` (direct primary care), `savings` (value-based care), `care_months`
(behavioral health in the clinic, advanced primary care management), `blend`, and `same_minutes`, which sets them side
by side. No number has a default: what the asker left out is asked for.
"""

from typing import assert_never

from bot.calc.basis import Basis
from bot.calc.blend import blend
from bot.calc.care_months import advanced, collaborative
from bot.calc.ledger import COUNT, USD, Ledger
from bot.calc.membership import direct
from bot.calc.modelled import Modelled
from bot.calc.same_minutes import same_minutes
from bot.calc.savings import value
from bot.domain.answer import Op
from bot.domain.question import WhatIf
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, SameMinutes, Terms, ValueBased


def model(ledger: Ledger, question: WhatIf, terms: Terms, basis: Basis) -> Modelled:
    """Enter what another way to pay brings.

    Raises `BadQuestionError` for more add-ons than patients, and what `weigh` raises.
    """
    _pay(ledger, question, basis)
    concepts = basis.schedule.catalog.concepts
    # The patients of a way are in its terms already.
    items = tuple(item for item in question.items if concepts[item.concept].way != terms.kind)
    match terms:
        case DirectCare():
            return direct(ledger, items, terms, basis)
        case ValueBased():
            return value(ledger, items, terms, basis)
        case CollaborativeCare():
            return collaborative(ledger, items, terms, basis)
        case AdvancedCare():
            return advanced(ledger, items, terms, basis)
        case Blend():
            return blend(ledger, items, terms, basis)
        case SameMinutes():
            return same_minutes(ledger, items, terms, basis)
    assert_never(terms)


def _pay(ledger: Ledger, question: WhatIf, basis: Basis) -> None:
    """Enter what the asker is paid now: work RVU x rate."""
    if question.base is None:
        return
    base = ledger.asked("work RVU a year now", question.base, COUNT)
    ledger.shown("base_work_rvu", "work RVU a year now", base, "work RVU a year")
    if basis.rate is None:
        ledger.lacks("what a work RVU pays you")
        return
    rate = ledger.asked("$ per work RVU", basis.rate, USD)
    pay = ledger.trace.make("pay now", Op.PRODUCT, [base, rate], "work RVU a year x $ per work RVU")
    ledger.shown("pay_usd", "your pay now, a year", pay, "USD a year")
