"""Care that is paid by the patient and month: behavioral health in the clinic, advanced primary care management.

- a month = sum of patients x price of their code; patients' part = that x 20 %; a year = x 12
- net = a month - staff - consultant
- a minute of the hours it takes = net / hours / 60
- the same hours billed as visits = hours x 60 x price of the visit / its minutes
- a care manager's minute = a month / the least and the most minutes that 99492 and 99493 pay for (36 to 85, 31 to 75)

No cost and no count has a default: what the asker left out is asked for. Modelling gap: months in which a patient's
minutes or consent are missing, and who of the staff could bill anything else.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.charges import COINSURANCE, COINSURANCE_CITE
from bot.calc.ledger import COUNT, USD, Ledger
from bot.calc.modelled import Modelled, billed, clinic_minutes, served, year_of
from bot.calc.sides import Weighed, weigh
from bot.calc.trace import Num
from bot.domain.answer import Op
from bot.domain.question import Item
from bot.domain.service import CodeRef
from bot.domain.terms import AdvancedCare, CollaborativeCare
from bot.errors import BadQuestionError

COCM_RULES: Final = "collaborative_care_rules"
COCM_MINUTES: Final = "bcbsnd_cocm"
APCM_RULES: Final = "apcm_levels"
APCM_ADDONS: Final = "fairpath_apcm"
FIRST: Final = (36, 85)
"""Least and most of the care manager's minutes in a month that 99492 pays for (a payer's policy)."""
LATER: Final = (31, 75)
"""The same for 99493."""
COCM_LEAVES_OUT: Final = (
    "General integration (99484) is not billed for the same patient in the same month (unconfirmed)",
    "Care manager and consultant have to be found and paid whether or not a month reaches its minutes",
    "The minutes are the care manager's; consent, an initiating visit and one biller a month are needed (unconfirmed)",
)
APCM_LEAVES_OUT: Final = (
    "It takes the place of chronic, principal and transitional care management, portal messages and check-ins",
    "Level 3 needs low-income dual status and two conditions; one clinician bills a patient's month",
)
NO_STAFF: Final = "You gave no staff cost, so nothing is taken off"
EVERY_MONTH: Final = "A year is twelve such months, every patient billed in each"
MONTH_FORMULA: Final = "a month = patients x price of their code, added up"
NET_FORMULA: Final = "net = a month - staff - consultant"
HOURS_FORMULA: Final = "the same hours as visits = hours x 60 x price / minutes of a visit"
STAFF_FORMULA: Final = "a care manager's minute = a month / (first months x 36 to 85 + later months x 31 to 75)"

_Asked = tuple[tuple[Item, int | None], ...]


def collaborative(
    ledger: Ledger, items: tuple[Item, ...], terms: CollaborativeCare, basis: Basis, side: int | None = None
) -> Modelled:
    """Enter a month of a caseload and what is left of it. Raises what `weigh` raises."""
    ledger.cites.append(COCM_RULES)
    ledger.caveats += COCM_LEAVES_OUT
    wanted: _Asked = (
        (Item(concept="collaborative_care_first"), terms.new),
        (Item(concept="collaborative_care_later"), terms.follow_up),
        (_coded("collaborative_care", "99494"), terms.extra),
        (_coded("collaborative_care", "G2214"), terms.short),
        (_coded("behavioral_month", "99484"), terms.general),
    )
    shown = wanted[:2]
    missing = "how many patients are in their first month and how many in a later one"
    if not any(count for _, count in wanted):
        return _one_of_each(ledger, shown, basis, missing, alone=not items and side is None)
    made, month = _monthly(ledger, wanted, basis, side if not items else side or 1)
    costs = {"staff cost a month": terms.staff_cost, "consultant's cost a month": terms.consultant_cost}
    net = _net(ledger, month, costs)
    plain = not any((terms.extra, terms.short, terms.general))
    if month is not None and plain:
        _staff_minute(ledger, month, terms)
    return _compared(ledger, made, net or month, terms.hours, items, basis)


def advanced(
    ledger: Ledger, items: tuple[Item, ...], terms: AdvancedCare, basis: Basis, side: int | None = None
) -> Modelled:
    """Enter a month of the enrolled patients with their add-ons.

    Raises `BadQuestionError` for more add-ons of a kind than patients, and what `weigh` raises.
    """
    ledger.cites.append(APCM_RULES)
    ledger.caveats += APCM_LEAVES_OUT
    levels: _Asked = (
        (Item(concept="apcm_level_1"), terms.level_1),
        (Item(concept="apcm_level_2"), terms.level_2),
        (Item(concept="apcm_level_3"), terms.level_3),
    )
    added: _Asked = (
        (_coded("apcm_behavioral", "G0568"), terms.collaborative_new),
        (_coded("apcm_behavioral", "G0569"), terms.collaborative_later),
        (_coded("apcm_behavioral", "G0570"), terms.behavioral),
    )
    enrolled = sum(count or 0 for _, count in levels)
    addons = sum(count or 0 for _, count in added)
    if not enrolled:
        missing = "how many patients there are of each level"
        return _one_of_each(ledger, levels, basis, missing, alone=not items and side is None)
    if addons > enrolled:
        message = f"{addons} behavioral add-ons are more than the {enrolled} patients with a month of advanced care."
        raise BadQuestionError(message, "An add-on is billed for a patient who has that month from the same clinician.")
    if addons:
        ledger.cites.append(APCM_ADDONS)
    made, month = _monthly(ledger, (*levels, *added), basis, side if not items else side or 1)
    net = _net(ledger, month, {"staff cost a month": terms.staff_cost})
    return _compared(ledger, made, net or month, terms.hours, items, basis)


def _coded(concept: str, code: str) -> Item:
    return Item(concept=concept, codes=(CodeRef(code=code),))


def _one_of_each(ledger: Ledger, wanted: _Asked, basis: Basis, missing: str, *, alone: bool) -> Modelled:
    """Show one patient of each kind, and ask how many there are; nothing beside services or other ways."""
    ledger.lacks(missing)
    if not alone:
        return Modelled((), ())
    items = tuple(item.model_copy(update={"side": number}) for number, (item, _) in enumerate(wanted, 1))
    return Modelled(items, weigh(ledger.trace, items, basis))


def _monthly(ledger: Ledger, wanted: _Asked, basis: Basis, side: int | None) -> tuple[Modelled, Num | None]:
    """Enter what a month of the patients brings and return it; None where the clinician may not bill it."""
    items = tuple(item.model_copy(update={"quantity": count, "side": side}) for item, count in wanted if count)
    weighed = weigh(ledger.trace, items, replace(basis, apart=True))
    ledger.formulas.append(MONTH_FORMULA)
    ledger.assumptions.append(EVERY_MONTH)
    month = None
    for way in weighed[0].verdict:
        numbers, path = way.numbers, way.pathway.id
        month = ledger.enter("month_usd", "Medicare a month", numbers["allowed_usd"], "USD a month", pathway=path)
        ledger.enter("month_work_rvu", "work RVU a month", numbers["work_rvu"], "work RVU a month", pathway=path)
        year = ledger.make("Medicare a year", Op.PRODUCT, [month, year_of(ledger)], "x 12")
        ledger.shown("month_usd", "Medicare a year", year, "USD a year", pathway=path)
        part = ledger.trace.given("patient's part", COINSURANCE, COINSURANCE_CITE)
        owed = ledger.make("patients' part a month", Op.PRODUCT, [month, part], "a month x 20 %")
        ledger.shown("coinsurance_usd", "of that patients owe, a month", owed, "USD a month", pathway=path)
    return Modelled(items, weighed), month


def _net(ledger: Ledger, month: Num | None, costs: dict[str, Decimal | None]) -> Num | None:
    """Enter what is left after the costs told; None where there are none."""
    told = {name: cost for name, cost in costs.items() if cost is not None}
    if not told:
        ledger.caveats.append(NO_STAFF)
    ledger.caveats += [f"You gave no {name}, so none is taken off" for name in costs if told and name not in told]
    if month is None or not told:
        return None
    ledger.formulas.append(NET_FORMULA if len(costs) > 1 else "net = a month - staff")
    paid = []
    for name, cost in told.items():
        paid.append(ledger.asked(name, cost, USD))
        ledger.shown("staff_usd", name, paid[-1], "USD a month")
    net = ledger.make("net a month", Op.DIFFERENCE, [month, *paid], "a month - what it costs")
    ledger.shown("net_usd", "left after staff, a month", net, "USD a month")
    year = ledger.make("net a year", Op.PRODUCT, [net, year_of(ledger)], "x 12")
    ledger.shown("net_usd", "left after staff, a year", year, "USD a year")
    return net


def _staff_minute(ledger: Ledger, month: Num, terms: CollaborativeCare) -> None:
    """Enter what a care manager's minute brings where the months take the most and the least minutes they pay for."""
    ledger.formulas.append(STAFF_FORMULA)
    ledger.cites.append(COCM_MINUTES)
    for end, name in ((1, "most"), (0, "least")):
        spent = []
        for patients, count, minutes in (("new", terms.new, FIRST), ("later", terms.follow_up, LATER)):
            if count:
                each = ledger.trace.given(f"{name} minutes of a {patients} patient", minutes[end], COCM_MINUTES)
                many = ledger.asked(f"{patients} patients", count)
                spent.append(ledger.make(f"{name} minutes, {patients}", Op.PRODUCT, [many, each], "patients x minutes"))
        total = ledger.make(f"{name} minutes of the care manager", Op.SUM, spent, "added up")
        rate = ledger.make(f"a care manager's minute, {name}", Op.QUOTIENT, [month, total], "a month / minutes")
        label = f"a care manager's minute, at the {name} minutes ({total.value:,f})"
        ledger.shown("staff_minute_usd", label, rate, "USD per minute")


def _compared(
    ledger: Ledger, made: Modelled, left: Num | None, hours: Decimal | None, items: tuple[Item, ...], basis: Basis
) -> Modelled:
    """Enter what a minute of the hours brings, and the same hours billed as each of the services beside it."""
    if left is None:
        return made
    if hours is None:
        if items:
            ledger.lacks("how many hours a month it takes you")
        return Modelled(made.items, made.weighed, left)
    minutes = clinic_minutes(ledger, ledger.asked("hours a month", hours, COUNT), "minutes a month")
    each = ledger.make("a minute of the hours it takes", Op.QUOTIENT, [left, minutes], "net / hours / 60")
    ledger.shown("model_usd_per_minute", "a minute of the hours it takes", each, "USD per minute")
    if not items:
        ledger.lacks("which visit the same hours could be billed as")
        return Modelled(made.items, made.weighed, left, each)
    ledger.formulas.append(HOURS_FORMULA)
    taken = made.items[0].side or 0
    sided = tuple(item.model_copy(update={"side": taken + number}) for number, item in enumerate(items, 1))
    weighed = weigh(ledger.trace, sided, basis)
    for one in weighed:
        _as_visits(ledger, one, minutes, left)
    return Modelled((*made.items, *sided), (*made.weighed, *weighed), left, each)


def _as_visits(ledger: Ledger, one: Weighed, minutes: Num, left: Num) -> None:
    for way in one.verdict:
        fee = served(ledger, way)
        if fee is None:
            continue
        path = way.pathway.id
        spent = ledger.make(f"{path} in the same hours", Op.PRODUCT, [fee, minutes], "price a minute x minutes")
        label = f"the same hours as {billed(way)}, a month"
        ledger.shown("visits_usd", label, spent, "USD a month", side=one.side.number, pathway=path)
        more = ledger.make(f"{path} beside it", Op.DIFFERENCE, [left, spent], "net - the same hours as visits")
        label = f"more than those hours as {billed(way)}, a month"
        ledger.shown("against_usd", label, more, "USD a month", side=one.side.number, pathway=path)
