"""What a change across the board does: a cut or a raise, a conversion factor, a rate a work RVU, more or fewer RVUs.

- a cut: base x share x cut; of all work RVU, share x cut
- what Medicare pays: US dollars now x share x cut; dollars now are as said, or total RVU x conversion factor; work RVU
  stay as they are
- more: so many work RVU on top, of those now where they are said, and what they pay at the rate
- pay: work RVU then x rate then - work RVU now x rate now
- a year: of a week x weeks; of a day x days, or x days a week x weeks; of a month x 12; never with a number unsaid

Modelling gap: places, reductions of the day and a payer mix move total RVU x conversion factor; a contract may follow
Medicare's factor or not.
"""

from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import Ledger
from bot.calc.sides import Weighed, weigh
from bot.calc.suppose import CHANGES, WORDS, Changed, Stretch, enter_change, stretch_of
from bot.calc.trace import Num
from bot.calc.workload import MONTHS
from bot.domain.answer import Op
from bot.domain.question import Period, WhatIf

_STAYS = "Work RVU and total RVU stay as they are; only what Medicare pays changes"
_SEQUESTER = "A sequester is taken off Medicare's own share (80 %) alone, not off the patient's"
_WORKED: Final[dict[Period, str]] = {
    "day": "how many days a week and weeks a year you work",
    "week": "how many weeks a year you work",
}
_FOLLOWS = "Your pay follows Medicare's factor only where your contract says so"


def cut(ledger: Ledger, question: WhatIf, basis: Basis) -> tuple[Weighed, ...]:
    """Enter what a change across the board does: to the items, else to pay, to Medicare's dollars or to work RVU.

    Raises what `weigh` raises.
    """
    paid = question.paid or question.factor is not None
    if question.items:
        return _of_items(ledger, question, basis, paid=paid)
    if question.more is not None:
        _on_top(ledger, question, question.more, basis)
    elif question.rate_then is not None or question.base_then is not None:
        _repaid(ledger, question, basis)
    elif paid or question.revenue is not None or question.total is not None:
        _of_dollars(ledger, question, basis)
    else:
        _of_work(ledger, question, basis)
    return ()


def _of_items(ledger: Ledger, question: WhatIf, basis: Basis, *, paid: bool) -> tuple[Weighed, ...]:
    """Enter what the change does to what services bring. Raises what `weigh` raises."""
    trace, by = ledger.trace, _by(ledger, question, basis)
    stretch: Stretch = stretch_of(ledger, question, basis)
    weighed = weigh(trace, tuple(item.model_copy(update={"side": None}) for item in question.items), basis)
    for way in weighed[0].verdict:
        name = " + ".join(way.pathway.codes)
        for key, changed, unit in CHANGES:
            if key in way.numbers and (key == "allowed_usd" or not paid):
                step = f"{way.pathway.id} change of {WORDS[changed]}"
                label = f"{name}, {WORDS[changed]}"
                change = trace.make(step, Op.PRODUCT, [way.numbers[key], by], "what it brings x the change")
                enter_change(ledger, stretch, change, Changed(changed, label, unit, way.pathway.id))
    if paid:
        ledger.assumptions.append(_STAYS)
        ledger.caveats.append(_SEQUESTER)
    return weighed


def _by(ledger: Ledger, question: WhatIf, basis: Basis) -> Num:
    """Return the change as a fraction: as said, or from the conversion factor now to the one supposed."""
    if question.factor is None:
        return ledger.asked("change by", question.by or 0)
    terms = [ledger.asked("conversion factor then", question.factor), _factor(ledger, basis)]
    ratio = ledger.trace.make("conversion factor then / now", Op.QUOTIENT, terms, "then / now")
    whole = ledger.defined("all of it", 1)
    return ledger.trace.make("change by", Op.DIFFERENCE, [ratio, whole], "then / now - 1")


def _factor(ledger: Ledger, basis: Basis) -> Num:
    now = basis.schedule.factor(basis.track)
    return ledger.trace.given("conversion factor now", now.value, now.cite)


def _of_dollars(ledger: Ledger, question: WhatIf, basis: Basis) -> None:
    """Enter what the change makes of Medicare's dollars; work RVU have no part in it."""
    ledger.assumptions.append(_STAYS)
    part = _part(ledger, question, _by(ledger, question, basis), "change of Medicare's dollars")
    ledger.enter("change_share", "change of what Medicare pays", part, "fraction")
    if question.base is not None:
        work, per = _yearly(ledger, question, ledger.asked(f"work RVU a {question.base_per} now", question.base))
        ledger.shown("base_work_rvu", f"work RVU a {per} now, and then", work, f"work RVU a {per}")
        ledger.caveats.append(_FOLLOWS)
    now = _paid_now(ledger, question, basis)
    if now is None:
        ledger.lacks("what Medicare pays you a year, or how many total RVU you bill")
        return
    dollars, per = _yearly(ledger, question, now)
    unit = f"USD a {per}"
    whose = "Medicare's dollars" if question.share is None else "all dollars"
    ledger.shown("base_usd", f"{whose} a {per} now", dollars, unit)
    change = ledger.trace.make(f"change a {per}", Op.PRODUCT, [dollars, part], "dollars now x change")
    ledger.shown("change_usd", f"change a {per}", change, unit)
    new = ledger.trace.make(f"{whose} a {per} then", Op.SUM, [dollars, change], "now + change")
    ledger.shown("new_usd", f"{whose} a {per} then", new, unit)
    ledger.caveats.append(_SEQUESTER)


def _paid_now(ledger: Ledger, question: WhatIf, basis: Basis) -> Num | None:
    """Return the dollars that Medicare pays now: as said, or of the total RVU billed; None: neither was said."""
    if question.revenue is not None:
        return ledger.asked(f"Medicare's dollars a {question.base_per}, as said", question.revenue)
    if question.total is None:
        return None
    ledger.assumptions.append("Dollars are total RVU x conversion factor, without place and reductions of the day")
    terms = [ledger.asked(f"total RVU a {question.base_per}", question.total), _factor(ledger, basis)]
    name = f"Medicare's dollars a {question.base_per}, of total RVU"
    return ledger.trace.make(name, Op.PRODUCT, terms, "total RVU x conversion factor")


def _part(ledger: Ledger, question: WhatIf, by: Num, name: str) -> Num:
    """Return the change of the whole: of a part, part x change."""
    if question.share is None:
        return by
    share = ledger.asked("part that is changed", question.share)
    return ledger.trace.make(name, Op.PRODUCT, [by, share], "part x change")


def _yearly(ledger: Ledger, question: WhatIf, amount: Num) -> tuple[Num, Period]:
    """Return an amount by the year where its stretches of one are said, else as it was said, and the stretch."""
    per, times = question.base_per, list[Num]()
    if per == "month":
        times = [ledger.defined("months in a year", MONTHS)]
    elif per == "week" and question.weeks is not None:
        times = [ledger.asked("weeks a year", question.weeks)]
    elif per == "day" and question.days is not None:
        times = [ledger.asked("days a year", question.days)]
    elif per == "day" and question.weeks is not None and question.days_per_week is not None:
        days = ledger.asked("days a week now", question.days_per_week)
        times = [days, ledger.asked("weeks a year", question.weeks)]
    if not times:
        return amount, per
    name = f"{amount.name}, by the year"
    return ledger.trace.make(name, Op.PRODUCT, [amount, *times], "times the counts of a year"), "year"


def _of_work(ledger: Ledger, question: WhatIf, basis: Basis) -> None:
    """Enter what the change makes of the asker's work RVU, and of pay at the stated rate."""
    trace = ledger.trace
    part = _part(ledger, question, _by(ledger, question, basis), "change of all work RVU")
    ledger.enter("change_share", "change of all work RVU", part, "fraction")
    if question.base is None:
        ledger.lacks("how many work RVU a year you have now")
        return
    base, per = _yearly(ledger, question, ledger.asked(f"work RVU a {question.base_per} now", question.base))
    unit = f"work RVU a {per}"
    ledger.shown("base_work_rvu", f"{unit} now", base, unit)
    change = trace.make(f"change of {unit}", Op.PRODUCT, [base, part], f"{unit} x change")
    ledger.shown("change_work_rvu", f"change a {per}", change, unit)
    new = trace.make(f"{unit} then", Op.SUM, [base, change], "now + change")
    ledger.shown("new_work_rvu", f"{unit} then", new, unit)
    if basis.rate is not None:
        rate = ledger.asked("$ per work RVU", basis.rate)
        pay = trace.make("change of pay", Op.PRODUCT, [change, rate], "change x $ per work RVU")
        ledger.shown("change_credit_usd", "change of pay at your rate", pay, f"USD a {per}")


def _on_top(ledger: Ledger, question: WhatIf, more: Decimal, basis: Basis) -> None:
    """Enter what so many work RVU more, or fewer, come to in a year, and what they pay."""
    added, per = _yearly(ledger, question, ledger.asked(f"work RVU more a {question.base_per}", more))
    unit = f"work RVU a {per}"
    ledger.shown("change_work_rvu", f"change a {per}", added, unit)
    if per != "year":
        ledger.lacks(_WORKED[per])
    if basis.rate is not None:
        rate = ledger.asked("$ per work RVU", basis.rate)
        pay = ledger.trace.make("change of pay", Op.PRODUCT, [added, rate], "change x $ per work RVU")
        ledger.shown("change_credit_usd", "change of pay at your rate", pay, f"USD a {per}")


def _repaid(ledger: Ledger, question: WhatIf, basis: Basis) -> None:
    """Enter what another rate a work RVU, other work RVU or both make of pay."""
    trace = ledger.trace
    if question.base is None:
        ledger.lacks("how many work RVU a year you have now")
        return
    base, per = _yearly(ledger, question, ledger.asked(f"work RVU a {question.base_per} now", question.base))
    unit, paid = f"work RVU a {per}", f"USD a {per}"
    ledger.shown("base_work_rvu", f"{unit} now", base, unit)
    new = _volume(ledger, question, base)
    if new is not base:
        change = trace.make(f"change of {unit}", Op.DIFFERENCE, [new, base], "then - now")
        ledger.shown("change_work_rvu", f"change a {per}", change, unit)
        ledger.shown("new_work_rvu", f"{unit} then", new, unit)
    if basis.rate is None:
        return
    rate = ledger.asked("$ per work RVU now", basis.rate)
    then = rate if question.rate_then is None else ledger.asked("$ per work RVU then", question.rate_then)
    before = trace.make("pay now", Op.PRODUCT, [base, rate], "work RVU now x rate now")
    after = trace.make("pay then", Op.PRODUCT, [new, then], "work RVU then x rate then")
    ledger.shown("pay_usd", f"your pay a {per} now", before, paid)
    ledger.shown("new_pay_usd", f"your pay a {per} then", after, paid)
    moved = trace.make("change of pay", Op.DIFFERENCE, [after, before], "then - now")
    ledger.shown("change_credit_usd", "change of pay", moved, paid)


def _volume(ledger: Ledger, question: WhatIf, base: Num) -> Num:
    """Return the work RVU then: as said, changed by a fraction, or those of now."""
    if question.base_then is not None:
        then = ledger.asked(f"work RVU a {question.base_per} then", question.base_then)
        return _yearly(ledger, question, then)[0]
    if question.by is None:
        return base
    part = _part(ledger, question, ledger.asked("change by", question.by), "change of all work RVU")
    change = ledger.trace.make("what the change makes of it", Op.PRODUCT, [base, part], "work RVU x change")
    return ledger.trace.make("work RVU then", Op.SUM, [base, change], "now + change")
