"""The same minutes under every way to pay that there are numbers for, in the same units: $ a clinician minute, a month.

Fee-for-service is price / minutes; every other way is worked out by its own module, on its own numbers. A month of
fee-for-service needs clinic hours and stands for every clinic minute billed so. Modelling gap: what a panel is paid for
is its members, not the minutes, so a minute of it is an average; and none of the ways is told what it costs, unless the
asker said so.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final, assert_never

from bot.calc.basis import Basis
from bot.calc.blend import blend
from bot.calc.care_months import advanced, collaborative
from bot.calc.ledger import COUNT, Ledger
from bot.calc.membership import direct
from bot.calc.modelled import Modelled, asked, billed, clinic_minutes, served, year_of
from bot.calc.savings import value
from bot.calc.sides import Weighed
from bot.calc.trace import Num
from bot.domain.answer import Op
from bot.domain.question import Item
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, SameMinutes, ValueBased

PARITY_LEAVES_OUT: Final = (
    "All are the practice's revenue, before the costs that you did not tell; none is anybody's pay",
    "A panel's minute is an average: members are paid for, not minutes",
)
A_MINUTE: Final = ", a minute"
FULL: Final = "A month of fee-for-service is every clinic minute billed so"
FEE_FORMULA: Final = "fee-for-service, a minute = price / minutes"
NAMES: Final = {
    "dpc": "direct primary care",
    "value": "value-based care",
    "cocm": "behavioral health in the clinic",
    "apcm": "advanced primary care management",
    "blend": "blend",
}
_Way = DirectCare | ValueBased | CollaborativeCare | AdvancedCare | Blend


def same_minutes(ledger: Ledger, items: tuple[Item, ...], terms: SameMinutes, basis: Basis) -> Modelled:
    """Enter a minute of each way to pay. Raises what the ways raise."""
    ledger.caveats += PARITY_LEAVES_OUT
    items, weighed = asked(ledger, items, basis)
    if not items:
        ledger.lacks("which service the minutes are for")
    ways = [one for one in (terms.direct, terms.value, terms.collaborative, terms.advanced, terms.blend) if one]
    if not ways:
        ledger.lacks("the numbers of at least one other way to pay")
    _fees(ledger, weighed, _hours(ways))
    listed, every = items, weighed
    for one in ways:
        taken = max((item.side or 1 for item in listed), default=0)
        made = _of(ledger, items, one, basis, taken)
        if isinstance(one, CollaborativeCare | AdvancedCare):
            listed, every = (*listed, *made.items), (*every, *made.weighed)
    return Modelled(listed, every)


def _hours(ways: list[_Way]) -> Decimal | None:
    """Return the clinic hours a year that some way told."""
    told = (one.hours for one in ways if isinstance(one, DirectCare | ValueBased | Blend))
    return next((hours for hours in told if hours is not None), None)


def _fees(ledger: Ledger, weighed: tuple[Weighed, ...], hours: Decimal | None) -> None:
    """Enter a minute, and with clinic hours a month, of each way to bill the services."""
    if weighed:
        ledger.formulas.append(FEE_FORMULA)
    for one in weighed:
        for way in one.verdict:
            fee = served(ledger, way)
            if fee is None:
                continue
            path, name = way.pathway.id, f"fee-for-service, {billed(way)}"
            _entered(ledger, name, fee, one.side.number, path)
            if hours is not None:
                minutes = clinic_minutes(ledger, ledger.asked("clinic hours a year", hours, COUNT))
                year = ledger.make(f"{path} a year", Op.PRODUCT, [fee, minutes], "a minute x clinic minutes")
                month = ledger.make(f"{path} a month", Op.QUOTIENT, [year, year_of(ledger)], "/ 12")
                label = f"{name}, a month of it"
                ledger.assumptions.append(FULL)
                ledger.shown("way_month_usd", label, month, "USD a month", side=one.side.number, pathway=path)


def _of(ledger: Ledger, items: tuple[Item, ...], terms: _Way, basis: Basis, taken: int) -> Modelled:
    """Work one way out by itself, and enter its minute and its month."""
    capitated = isinstance(terms, ValueBased) and terms.capitated
    name = "capitation" if capitated else NAMES[terms.kind]
    inner = replace(ledger, figures=[], prefix=f"{name}: ", missing=[], assumptions=[], readings=[])
    made = _alone(inner, items, terms, basis, taken + 1)
    if made.minute is not None:
        _entered(ledger, name, made.minute)
    for way, each in made.minutes:
        _entered(ledger, f"{name}, {billed(way)}", each, way.pathway.side, way.pathway.id)
    if made.month is not None:
        label = f"{name}, on top" if isinstance(terms, ValueBased) and not capitated else name
        ledger.shown("way_month_usd", f"{label}, a month", made.month, "USD a month")
    if made.minute is None and not made.minutes:
        ledger.lacks(*_needs(name, inner, terms))
    return made


def _alone(ledger: Ledger, items: tuple[Item, ...], terms: _Way, basis: Basis, side: int) -> Modelled:
    match terms:
        case DirectCare():
            return direct(ledger, items, terms, basis)
        case ValueBased():
            return value(ledger, items, terms, basis)
        case Blend():
            return blend(ledger, items, terms, basis)
        case CollaborativeCare():
            return collaborative(ledger, (), terms, basis, side)
        case AdvancedCare():
            return advanced(ledger, (), terms, basis, side)
    assert_never(terms)


def _needs(name: str, inner: Ledger, terms: _Way) -> tuple[str, ...]:
    """Say in one phrase what a way needs for its minute; nothing where it is told, and the service has no price."""
    hours = "hours a month it takes" if isinstance(terms, _MONTHLY) else "clinic hours a year you work"
    wants = [each for each in inner.missing if "visit" not in each]
    if isinstance(terms, ValueBased) and terms.fee is None and terms.benchmark is None:
        # A share alone brings nothing by the minute: a fee or savings have to be spread over clinic hours.
        wants = ["the fee a member and month", "how many members there are"]
    wants += [f"how many {hours}"] if terms.hours is None else []
    if not wants:
        return ()
    *first, last = dict.fromkeys(wants)
    return (f"for {name}: {', '.join(first)} and {last}" if first else f"for {name}: {last}",)


def _entered(ledger: Ledger, label: str, each: Num, side: int | None = None, path: str | None = None) -> None:
    ledger.shown("model_usd_per_minute", f"{label}{A_MINUTE}", each, "USD per minute", side=side, pathway=path)


_MONTHLY = CollaborativeCare | AdvancedCare
