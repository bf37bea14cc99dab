"""Direct primary care: a panel's fees, by the year, the clinic hour and the minute.

- gross a month = fee x members; gross a year = fee x members x 12
- left after overhead = gross x (1 - overhead)
- a clinic hour = gross / clinic hours; a clinic minute = that / 60; a service = its minutes x $ a minute

Gross is revenue of the practice, not pay. Modelling gap: members who join and leave, and those who never come.
"""

from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import COUNT, PART, Ledger
from bot.calc.modelled import Modelled, alike, asked, brings, clinic_minutes, panel, year_of
from bot.calc.sides import Weighed
from bot.calc.trace import Num
from bot.domain.answer import Op
from bot.domain.question import Item
from bot.domain.terms import DirectCare

OPT_OUT: Final = "cfr_405_opt_out"
DIRECT_LEAVES_OUT: Final = (
    "Gross fees are the practice's revenue before rent, staff, supplies and benefits; they are nobody's pay",
    "For what Medicare covers, its patients can pay such fees only to a clinician who has opted out for two years",
    "The panel is taken as full all year, though members join and leave",
)
DIRECT_FORMULA: Final = "gross = fee x members x 12; a clinic minute = gross / clinic hours / 60"
OVERHEAD_FORMULA: Final = "left after overhead = gross x (1 - overhead)"


def direct(ledger: Ledger, items: tuple[Item, ...], terms: DirectCare, basis: Basis) -> Modelled:
    """Enter what a panel's fees bring. Raises what `weigh` raises."""
    ledger.cites.append(OPT_OUT)
    ledger.caveats += DIRECT_LEAVES_OUT
    items, weighed = asked(ledger, items, basis)
    fee, members = panel(ledger, terms.fee, terms.members)
    year = year_of(ledger)
    if fee is not None:
        one = ledger.make("fee a member and year", Op.PRODUCT, [fee, year], "fee x 12")
        ledger.shown("member_usd", "fee a member and year", one, "USD a year")
    if fee is None or members is None:
        return Modelled(items, weighed)
    ledger.formulas.append(DIRECT_FORMULA)
    month = ledger.make("gross a month", Op.PRODUCT, [fee, members], "fee x members")
    ledger.shown("gross_usd", "practice's gross a month", month, "USD a month")
    gross = ledger.make("gross a year", Op.PRODUCT, [fee, members, year], "fee x members x 12")
    ledger.shown("gross_usd", "practice's gross a year", gross, "USD a year")
    if terms.overhead is not None:
        ledger.formulas.append(OVERHEAD_FORMULA)
        whole = ledger.defined("the whole", 1)
        overhead = ledger.asked("overhead", terms.overhead, PART)
        kept = ledger.make("part kept", Op.DIFFERENCE, [whole, overhead], "1 - overhead")
        left = ledger.make("left after overhead", Op.PRODUCT, [gross, kept], "gross x (1 - overhead)")
        ledger.shown("after_overhead_usd", "left after overhead, a year", left, "USD a year")
    return Modelled(items, weighed, month, _timed(ledger, gross, terms, weighed))


def _timed(ledger: Ledger, gross: Num, terms: DirectCare, weighed: tuple[Weighed, ...]) -> Num | None:
    """Enter what a clinic hour and minute bring, and the minutes of each item; return the minute."""
    if terms.hours is None:
        if weighed:
            ledger.lacks("how many clinic hours a year you work")
        return None
    hours = ledger.asked("clinic hours a year", terms.hours, COUNT)
    hourly = ledger.make("gross a clinic hour", Op.QUOTIENT, [gross, hours], "gross / hours")
    ledger.shown("model_usd_per_hour", "gross a clinic hour", hourly, "USD per hour")
    minutes = clinic_minutes(ledger, hours)
    each = ledger.make("gross a clinic minute", Op.QUOTIENT, [gross, minutes], "gross / minutes")
    ledger.shown("model_usd_per_minute", "gross a clinic minute", each, "USD per minute")
    for one in weighed:
        brings(ledger, one, each, twins=alike(weighed))
    return each
