"""Value-based care: a fee for the panel and a share of savings, on top of fee-for-service or, capitated, in its place.

- fees a month = fee x members
- savings = (benchmark - spent) x members; savings rate = (benchmark - spent) / benchmark
- shared = savings x share x quality, where the savings rate reaches the minimum, else nothing
- owed = what is spent above the benchmark x share of losses
- a minute = the service's price / its minutes + (fees + shared a year) / clinic hours / 60
- capitated, a minute = (fees + shared a year) / clinic hours / 60: no price of a service comes beside it
- avoided spending that leaves the practice alike = (what the dearer pays - what the cheaper pays) / (share x quality)

Quality is the part of the share that the quality gate lets through, 1 where nothing is said. That a talk avoids any
spending is nowhere claimed. Modelling gap: risk adjustment, caps, and which members count.
"""

from decimal import Decimal
from itertools import product
from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import COUNT, PART, USD, Ledger
from bot.calc.modelled import KNOWN, Modelled, alike, asked, billed, brings, clinic_minutes, panel, served, year_of
from bot.calc.sides import Weighed
from bot.calc.tally import Tally
from bot.calc.trace import Num
from bot.domain.answer import Op
from bot.domain.concept import Kind
from bot.domain.question import Item
from bot.domain.terms import ValueBased

VALUE_LEAVES_OUT: Final = (
    "Fee-for-service goes on underneath; fee and savings come on top of it",
    "In Medicare's program savings and losses count from a minimum rate on; quality goals come with it (unconfirmed)",
)
CAPITATED_LEAVES_OUT: Final = (
    "Capitation takes the place of fees for what it covers; your contract says what that is, and the rest is billed",
    *VALUE_LEAVES_OUT[1:],
)
SHARED_SAVINGS: Final = "cfr_425_610"
FEE_FORMULA: Final = "fees a month = fee x members"
SHARED_FORMULA: Final = (
    "shared = (benchmark - spent) x members x share x quality, from the minimum savings rate on; "
    "losses = (spent - benchmark) x members x share of losses"
)
AVOIDED_FORMULA: Final = "avoided spending = (what the other pays - what it pays) / (share x quality)"
MINUTE_FORMULA: Final = "a minute = price / minutes + (fees + shared) / clinic hours / 60"
CAPITATED_FORMULA: Final = "a minute = (fees + shared) / clinic hours / 60"
NO_GATE: Final = "You told no quality gate, so the whole share counts"
NO_MINIMUM: Final = "You told no minimum savings rate, so savings count from the first dollar"
SERVICES: Final = "which two services to set against each other"


def value(ledger: Ledger, items: tuple[Item, ...], terms: ValueBased, basis: Basis) -> Modelled:
    """Enter fees, shared savings or losses, and the avoided spending. Raises what `weigh` raises."""
    ledger.cites += [SHARED_SAVINGS, KNOWN]
    ledger.caveats += CAPITATED_LEAVES_OUT if terms.capitated else VALUE_LEAVES_OUT
    items, weighed = asked(ledger, items, basis)
    fees = _fees(ledger, terms)
    shared = _shared(ledger, terms)
    # What a service would avoid is set against its price, and capitation leaves none.
    pair = len(weighed) == 2 and not terms.capitated  # noqa: PLR2004 - two services are weighed against each other
    # A loss needs no share of savings, and fees bring something without one.
    losing = terms.benchmark is not None and terms.spent is not None and terms.spent > terms.benchmark
    spread = terms.share is None and terms.benchmark is None and (fees is not None or terms.capitated)
    gate = _gate(ledger, terms) if pair or not (losing or spread) else None
    if gate is not None and pair:
        _avoided(ledger, weighed, gate)
    elif shared is None and terms.share and not pair and terms.hours is None and not terms.capitated:
        ledger.lacks(SERVICES)
    extra = [number for number in (fees, shared) if number is not None]
    if not extra:
        return Modelled(items, weighed)
    what = "capitation" if terms.capitated else "on top"
    total = ledger.make(f"{what} a year", Op.SUM, extra, "fees + shared")
    month = ledger.make(f"{what} a month", Op.QUOTIENT, [total, year_of(ledger)], "/ 12")
    if terms.capitated:
        return Modelled(items, weighed, month, _capitated(ledger, total, terms, weighed))
    return Modelled(items, weighed, month, minutes=_timed(ledger, total, terms, weighed))


def _fees(ledger: Ledger, terms: ValueBased) -> Num | None:
    """Enter the panel's fees and return them a year."""
    if terms.fee is None and (terms.members is None or terms.benchmark is not None):
        return None
    fee, members = panel(ledger, terms.fee, terms.members)
    if fee is None or members is None:
        return None
    ledger.formulas.append(FEE_FORMULA)
    month = ledger.make("fees a month", Op.PRODUCT, [fee, members], "fee x members")
    ledger.shown("fee_usd", "fees a month", month, "USD a month")
    year = ledger.make("fees a year", Op.PRODUCT, [month, year_of(ledger)], "x 12")
    return ledger.shown("fee_usd", "fees a year", year, "USD a year")


def _gate(ledger: Ledger, terms: ValueBased) -> Num | None:
    """Return the share of savings that the quality gate lets through; None where that is nothing or not told."""
    if not terms.share:
        if terms.share is None:
            ledger.lacks("your share of the savings")
        return None
    share = ledger.asked("share of the savings", terms.share, PART)
    if terms.quality is None:
        ledger.assumptions.append(NO_GATE)
        return share
    let = ledger.asked("part that quality lets through", terms.quality, PART)
    through = ledger.make("share after the quality gate", Op.PRODUCT, [share, let], "share x quality")
    return through if through.value else None


def _shared(ledger: Ledger, terms: ValueBased) -> Num | None:
    """Enter what is saved against the benchmark and what of it is the practice's, losses negative, a year."""
    if terms.benchmark is None and terms.spent is None:
        return None
    if terms.benchmark is None:
        ledger.lacks("what the payer expects a member to cost a year")
    if terms.spent is None:
        ledger.lacks("what a member does cost a year")
    if terms.members is None:
        ledger.lacks("how many members there are")
    if terms.benchmark is None or terms.spent is None or terms.members is None:
        return None
    ledger.formulas.append(SHARED_FORMULA)
    benchmark = ledger.asked("benchmark a member and year", terms.benchmark, USD)
    spent = ledger.asked("spent a member and year", terms.spent, USD)
    members = ledger.asked("members", terms.members, COUNT)
    each = ledger.make("saved a member", Op.DIFFERENCE, [benchmark, spent], "benchmark - spent")
    saved = ledger.make("saved a year", Op.PRODUCT, [each, members], "(benchmark - spent) x members")
    ledger.shown("saved_usd", "saved against the benchmark, a year", saved, "USD a year")
    rate = ledger.make("savings rate", Op.QUOTIENT, [each, benchmark], "(benchmark - spent) / benchmark")
    ledger.enter("savings_rate", "savings rate", rate, "share of the benchmark")
    _floor(ledger, terms, [benchmark, members], saved)
    if saved.value < 0:
        return _owed(ledger, saved, terms)
    gate = _gate(ledger, terms)
    if rate.value < (terms.minimum or 0) or gate is None:
        if terms.share is None:
            return None
        nothing = ledger.trace.given(f"{ledger.prefix}shared a year", Decimal("0.00"), "below minimum or quality gate")
        return ledger.shown("shared_usd", "your share of the savings, a year", nothing, "USD a year")
    made = ledger.make("shared a year", Op.PRODUCT, [saved, gate], "savings x share x quality")
    return ledger.shown("shared_usd", "your share of the savings, a year", made, "USD a year")


def _floor(ledger: Ledger, terms: ValueBased, whole: list[Num], saved: Num) -> None:
    """Enter the savings from which anything is shared, or say that none was told."""
    if terms.minimum is not None:
        least = ledger.asked("minimum savings rate", terms.minimum, PART)
        floor = ledger.make("least savings that are shared", Op.PRODUCT, [least, *whole], "minimum x all")
        ledger.shown("floor_usd", "savings from which anything is shared, a year", floor, "USD a year")
    elif saved.value > 0 and terms.share:
        ledger.assumptions.append(NO_MINIMUM)


def _owed(ledger: Ledger, saved: Num, terms: ValueBased) -> Num | None:
    """Enter the practice's part of a loss, negative; nothing where it is not known to owe any."""
    if terms.loss_share is None:
        ledger.lacks("what share of losses you owe")
        return None
    part = ledger.asked("share of losses", terms.loss_share, PART)
    owed = ledger.make("owed a year", Op.PRODUCT, [saved, part], "savings (negative) x share of losses")
    return ledger.shown("shared_usd", "your share of the losses, a year", owed, "USD a year")


def _capitated(ledger: Ledger, total: Num, terms: ValueBased, weighed: tuple[Weighed, ...]) -> Num | None:
    """Enter what a clinic minute brings under capitation, the same whatever is done in it, and return it."""
    if terms.hours is None:
        if weighed:
            ledger.lacks("how many clinic hours a year you work")
        return None
    ledger.formulas.append(CAPITATED_FORMULA)
    minutes = clinic_minutes(ledger, ledger.asked("clinic hours a year", terms.hours, COUNT))
    each = ledger.make("capitation a clinic minute", Op.QUOTIENT, [total, minutes], "(fees + shared) / minutes")
    ledger.shown("model_usd_per_minute", "capitation, a clinic minute", each, "USD per minute")
    for one in weighed:
        brings(ledger, one, each, twins=alike(weighed))
    return each


def _timed(
    ledger: Ledger, total: Num, terms: ValueBased, weighed: tuple[Weighed, ...]
) -> tuple[tuple[Tally, Num], ...]:
    """Enter what a clinic minute brings with what comes on top, for each way to bill."""
    if terms.hours is None:
        return ()
    ledger.formulas.append(MINUTE_FORMULA)
    minutes = clinic_minutes(ledger, ledger.asked("clinic hours a year", terms.hours, COUNT))
    over = ledger.make("on top a clinic minute", Op.QUOTIENT, [total, minutes], "(fees + shared) / minutes")
    ledger.shown("extra_usd_per_minute", "on top, a clinic minute", over, "USD per minute")
    made = []
    for one in weighed:
        for way in one.verdict:
            fee = served(ledger, way)
            if fee is None:
                continue
            each = ledger.make(f"{way.pathway.id} a minute with it", Op.SUM, [fee, over], "price a minute + on top")
            label = f"{billed(way)}, a clinic minute"
            ledger.shown("model_usd_per_minute", label, each, "USD per minute", pathway=way.pathway.id)
            brings(ledger, one, each, way, twins=alike(weighed))
            made.append((way, each))
    return tuple(made)


def _avoided(ledger: Ledger, weighed: tuple[Weighed, ...], share: Num) -> None:
    """Enter, for each pair of ways, the spending that the cheaper service would have to avoid each time."""
    ledger.formulas.append(AVOIDED_FORMULA)
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
    name = f"{cheap.pathway.id}:{dear.pathway.id}"
    low, high = cheap.numbers["allowed_usd"], dear.numbers["allowed_usd"]
    label = f"{' + '.join(cheap.pathway.codes)} against {' + '.join(dear.pathway.codes)}"
    if low.value >= high.value:
        step = f"{ledger.prefix}{name} avoided spending"
        made = ledger.trace.given(step, Decimal("0.00"), "it already pays as much")
    else:
        less = ledger.make(f"{name} less", Op.DIFFERENCE, [high, low], "what the other pays - what it pays")
        made = ledger.make(f"{name} avoided spending", Op.QUOTIENT, [less, share], "difference / share of the savings")
    ledger.shown("avoided_usd", label, made, "USD", pathway=name)
