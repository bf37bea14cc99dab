"""Other ways to pay, on the asker's own numbers, beside Medicare's prices in the same units.

Direct primary care: gross a year = fee x members x 12; after overhead = gross x (1 - overhead); a clinic hour = gross /
hours, a minute = that / 60; an item's minutes bring minutes x $ a minute. Gross is revenue of the practice, not pay.

Value-based care: fees a month = fee x members; avoided spending at which two services leave the practice alike =
(what the dearer pays - what the cheaper pays) / share of the savings. That a talk avoids it is nowhere claimed.

Collaborative care: a month = new patients x 99492 + others x 99493; net = that - staff cost.

Advanced primary care management: a month = patients of level 1 x G0556 + level 2 x G0557 + level 3 x G0558.

No number has a default: what the asker left out is asked for. Modelling gap: quality gates, minimum savings and losses
to pay back; members who leave; months in which a patient's minutes or consent are missing.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Final, assert_never

from bot.calc.basis import Basis
from bot.calc.charges import COINSURANCE, COINSURANCE_CITE
from bot.calc.ledger import Ledger
from bot.calc.sides import Weighed, weigh
from bot.calc.tally import Tally
from bot.calc.targets import MONTHS
from bot.calc.trace import Num
from bot.domain.answer import Op
from bot.domain.concept import Kind
from bot.domain.question import (
    AdvancedCare,
    CollaborativeCare,
    DirectCare,
    Item,
    Terms,
    ValueBased,
    WhatIf,
)

HOUR: Final = 60
OPT_OUT, KNOWN, COCM_RULES, APCM_RULES = (
    "medicare_opt_out",
    "general_knowledge",
    "collaborative_care_rules",
    "apcm_levels",
)
"""Citations of what is said without a number."""
DIRECT_LEAVES_OUT: Final = (
    "Gross fees are the practice's revenue before rent, staff, supplies and benefits; they are nobody's pay",
    "Medicare patients can pay such fees only to a clinician who has opted out of Medicare for two years (second-hand)",
    "The panel is taken as full all year, though members join and leave",
)
VALUE_LEAVES_OUT: Final = (
    "Fee-for-service goes on underneath; fee and savings come on top of it",
    "Savings count above a minimum and if quality goals are met; with downside risk, losses are owed (unconfirmed)",
)
COCM_LEAVES_OUT: Final = (
    "General integration (99484) is not billed for the same patient in the same month (unconfirmed)",
    "Care manager and consultant have to be found and paid whether or not a month reaches its minutes",
)


@dataclass(frozen=True, slots=True)
class Modelled:
    """What was priced, and the items that stand for it."""

    items: tuple[Item, ...]
    weighed: tuple[Weighed, ...]


def model(ledger: Ledger, question: WhatIf, terms: Terms, basis: Basis) -> Modelled:
    """Enter what another way to pay brings. Raises what `weigh` raises."""
    _pay(ledger, question, basis)
    match terms:
        case DirectCare():
            return _direct(ledger, question, terms, basis)
        case ValueBased():
            return _value(ledger, question, terms, basis)
        case CollaborativeCare():
            return _collaborative(ledger, terms, basis)
        case AdvancedCare():
            return _advanced(ledger, terms, basis)
    assert_never(terms)


def _pay(ledger: Ledger, question: WhatIf, basis: Basis) -> None:
    """Enter what the asker is paid now: work RVU x rate."""
    if question.base is None:
        return
    base = ledger.asked("work RVU a year now", question.base)
    ledger.shown("base_work_rvu", "work RVU a year now", base, "work RVU a year")
    if basis.rate is None:
        ledger.lacks("what a work RVU pays you")
        return
    rate = ledger.asked("$ per work RVU", basis.rate)
    pay = ledger.trace.make("pay now", Op.PRODUCT, [base, rate], "work RVU a year x $ per work RVU")
    ledger.shown("pay_usd", "your pay now, a year", pay, "USD a year")


def _direct(ledger: Ledger, question: WhatIf, terms: DirectCare, basis: Basis) -> Modelled:
    trace = ledger.trace
    ledger.cites.append(OPT_OUT)
    ledger.caveats += DIRECT_LEAVES_OUT
    items, weighed = _asked(ledger, question, basis)
    year = ledger.defined("months in a year", MONTHS)
    fee = None if terms.fee is None else ledger.asked("fee a member and month", terms.fee)
    members = None if terms.members is None else ledger.asked("members", terms.members)
    if fee is None:
        ledger.lacks("the fee a member and month")
    if members is None:
        ledger.lacks("how many members there are")
    if fee is not None:
        one = trace.make("fee a member and year", Op.PRODUCT, [fee, year], "fee x 12")
        ledger.shown("member_usd", "fee a member and year", one, "USD a year")
    if fee is None or members is None:
        return Modelled(items, weighed)
    month = trace.make("gross a month", Op.PRODUCT, [fee, members], "fee x members")
    ledger.shown("gross_usd", "practice's gross a month", month, "USD a month")
    gross = trace.make("gross a year", Op.PRODUCT, [fee, members, year], "fee x members x 12")
    ledger.shown("gross_usd", "practice's gross a year", gross, "USD a year")
    if terms.overhead is not None:
        whole = ledger.defined("the whole", 1)
        kept = trace.make("part kept", Op.DIFFERENCE, [whole, ledger.asked("overhead", terms.overhead)], "1 - overhead")
        left = trace.make("left after overhead", Op.PRODUCT, [gross, kept], "gross x (1 - overhead)")
        ledger.shown("after_overhead_usd", "left after overhead, a year", left, "USD a year")
    _timed(ledger, gross, terms, weighed)
    return Modelled(items, weighed)


def _timed(ledger: Ledger, gross: Num, terms: DirectCare, weighed: tuple[Weighed, ...]) -> None:
    """Enter what a clinic hour and minute bring, and the minutes of each item, beside the fee for the service."""
    trace = ledger.trace
    minutes = {one.side.number: one.verdict[0].pathway.minutes for one in weighed if one.verdict}
    if terms.hours is None:
        if weighed:
            ledger.lacks("how many clinic hours a year you work")
        return
    hours = ledger.asked("clinic hours a year", terms.hours)
    hourly = trace.make("gross a clinic hour", Op.QUOTIENT, [gross, hours], "gross / hours")
    ledger.shown("model_usd_per_hour", "gross a clinic hour", hourly, "USD per hour")
    sixty = trace.make("clinic minutes a year", Op.PRODUCT, [hours, ledger.defined("minutes in an hour", HOUR)], "x 60")
    each = trace.make("gross a clinic minute", Op.QUOTIENT, [gross, sixty], "gross / minutes")
    ledger.shown("model_usd_per_minute", "gross a clinic minute", each, "USD per minute")
    for one in weighed:
        spent = minutes.get(one.side.number)
        if spent is None:
            ledger.lacks(f"how many minutes {one.side.one} takes")
            continue
        told = ledger.asked(f"minutes of {one.side.name}", spent)
        brings = trace.make(f"{one.side.name}, by the minute", Op.PRODUCT, [told, each], "minutes x $ a minute")
        label = f"{spent} minutes of {one.side.name}"
        ledger.shown("model_usd", label, brings, "USD", side=one.side.number)


def _asked(ledger: Ledger, question: WhatIf, basis: Basis) -> tuple[tuple[Item, ...], tuple[Weighed, ...]]:
    """Weigh the items that were asked about: on the sides said, else each by itself."""
    items = question.items
    if len(items) > 1 and all(item.side is None for item in items):
        items = tuple(item.model_copy(update={"side": number}) for number, item in enumerate(items, 1))
    return items, weigh(ledger.trace, items, basis) if items else ()


def _value(ledger: Ledger, question: WhatIf, terms: ValueBased, basis: Basis) -> Modelled:
    trace = ledger.trace
    ledger.cites.append(KNOWN)
    ledger.caveats += VALUE_LEAVES_OUT
    items, weighed = _asked(ledger, question, basis)
    if terms.fee is not None and terms.members is not None:
        fee, members = ledger.asked("fee a member and month", terms.fee), ledger.asked("members", terms.members)
        month = trace.make("fees a month", Op.PRODUCT, [fee, members], "fee x members")
        ledger.shown("fee_usd", "fees a month", month, "USD a month")
        year = trace.make("fees a year", Op.PRODUCT, [month, ledger.defined("months in a year", MONTHS)], "x 12")
        ledger.shown("fee_usd", "fees a year", year, "USD a year")
    elif terms.fee is not None:
        ledger.lacks("how many members there are")
    elif terms.members is not None:
        ledger.lacks("the fee a member and month")
    if not terms.share:
        ledger.lacks("your share of the savings")
    else:
        share = ledger.asked("share of the savings", terms.share)
        if len(weighed) == 2:  # noqa: PLR2004 - two services are weighed against each other
            _avoided(ledger, weighed, share)
        else:
            ledger.lacks("which two services to set against each other")
    return Modelled(items, weighed)


def _avoided(ledger: Ledger, weighed: tuple[Weighed, ...], share: Num) -> None:
    """Enter, for each pair of ways, the spending that the cheaper service would have to avoid each time."""
    first, second = weighed
    talks = [one for one in weighed if one.side.kind is Kind.TALK]
    talk = talks[0] if len(talks) == 1 else None
    for one, other in product(first.verdict, second.verdict):
        if "allowed_usd" not in one.numbers or "allowed_usd" not in other.numbers:
            continue
        cheap, dear = sorted((one, other), key=lambda way: way.numbers["allowed_usd"].value)
        if talk is not None:
            cheap, dear = (one, other) if talk is first else (other, one)
        _one_avoided(ledger, cheap, dear, share)


def _one_avoided(ledger: Ledger, cheap: Tally, dear: Tally, share: Num) -> None:
    trace = ledger.trace
    name = f"{cheap.pathway.id}:{dear.pathway.id}"
    low, high = cheap.numbers["allowed_usd"], dear.numbers["allowed_usd"]
    label = f"{' + '.join(cheap.pathway.codes)} against {' + '.join(dear.pathway.codes)}"
    if low.value >= high.value:
        made = trace.given(f"{name} avoided spending", Decimal("0.00"), "it already pays as much")
    else:
        less = trace.make(f"{name} less", Op.DIFFERENCE, [high, low], "what the other pays - what it pays")
        made = trace.make(f"{name} avoided spending", Op.QUOTIENT, [less, share], "difference / share of the savings")
    ledger.shown("avoided_usd", label, made, "USD", pathway=name)


def _collaborative(ledger: Ledger, terms: CollaborativeCare, basis: Basis) -> Modelled:
    ledger.cites.append(COCM_RULES)
    ledger.caveats += COCM_LEAVES_OUT
    asked = (("collaborative_care_first", terms.new), ("collaborative_care_later", terms.follow_up))
    found = _monthly(ledger, asked, basis, "how many patients are in their first month and how many in a later one")
    month = next((way.numbers["allowed_usd"] for one in found.weighed for way in one.verdict), None)
    if terms.staff_cost is None:
        if _stated(asked):
            ledger.caveats.append("You gave no staff cost, so nothing is taken off")
    elif month is not None and _stated(asked):
        staff = ledger.asked("staff cost a month", terms.staff_cost)
        ledger.shown("staff_usd", "staff cost a month", staff, "USD a month")
        net = ledger.trace.make("net a month", Op.DIFFERENCE, [month, staff], "a month - staff cost")
        ledger.shown("net_usd", "left after staff, a month", net, "USD a month")
        year = ledger.trace.make("net a year", Op.PRODUCT, [net, ledger.defined("months in a year", MONTHS)], "x 12")
        ledger.shown("net_usd", "left after staff, a year", year, "USD a year")
    return found


def _advanced(ledger: Ledger, terms: AdvancedCare, basis: Basis) -> Modelled:
    ledger.cites.append(APCM_RULES)
    asked = (("apcm_level_1", terms.level_1), ("apcm_level_2", terms.level_2), ("apcm_level_3", terms.level_3))
    return _monthly(ledger, asked, basis, "how many patients there are of each level")


def _stated(asked: tuple[tuple[str, int | None], ...]) -> bool:
    return any(count for _, count in asked)


def _monthly(ledger: Ledger, asked: tuple[tuple[str, int | None], ...], basis: Basis, missing: str) -> Modelled:
    """Enter what a month of the patients brings; without any count, show one patient of each kind and ask."""
    trace = ledger.trace
    if not _stated(asked):
        items = tuple(Item(concept=concept, side=number) for number, (concept, _) in enumerate(asked, 1))
        ledger.lacks(missing)
        return Modelled(items, weigh(trace, items, basis))
    items = tuple(Item(concept=concept, quantity=count) for concept, count in asked if count)
    weighed = weigh(trace, items, basis)
    for way in weighed[0].verdict:
        numbers, path = way.numbers, way.pathway.id
        usd = ledger.enter("month_usd", "Medicare a month", numbers["allowed_usd"], "USD a month", pathway=path)
        ledger.enter("month_work_rvu", "work RVU a month", numbers["work_rvu"], "work RVU a month", pathway=path)
        year = trace.make("Medicare a year", Op.PRODUCT, [usd, ledger.defined("months in a year", MONTHS)], "x 12")
        ledger.shown("month_usd", "Medicare a year", year, "USD a year", pathway=path)
        part = trace.given("patient's part", COINSURANCE, COINSURANCE_CITE)
        owed = trace.make("patients' part a month", Op.PRODUCT, [usd, part], "a month x 20 %")
        ledger.shown("coinsurance_usd", "of that patients owe, a month", owed, "USD a month", pathway=path)
    ledger.assumptions.append("A year is twelve such months, every patient billed in each")
    return Modelled(items, weighed)
