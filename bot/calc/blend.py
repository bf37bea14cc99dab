"""A blend: part fee-for-service, part a fee for the panel.

- the panel's minute = fee x members x 12 / clinic hours / 60
- a blended minute = share x (price of the service / its minutes) + (1 - share) x the panel's minute
- a month = a blended minute x clinic hours x 60 / 12, if every clinic minute were that service

Each part pays its share of what it would pay alone. Modelling gap: contracts weigh the parts in other ways too, and
neither part is told what it costs.
"""

from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import COUNT, PART, Ledger
from bot.calc.modelled import KNOWN, Modelled, alike, asked, billed, brings, clinic_minutes, panel, served, year_of
from bot.domain.answer import Op
from bot.domain.question import Item
from bot.domain.terms import Blend

BLEND_LEAVES_OUT: Final = (
    "A blend is read as each part paying its share of what it would pay alone; contracts differ",
    "Both parts are the practice's revenue before its costs, and nobody's pay",
)
BLEND_FORMULA: Final = (
    "a blended minute = share x price / minutes + (1 - share) x fee x members x 12 / clinic hours / 60"
)


def blend(ledger: Ledger, items: tuple[Item, ...], terms: Blend, basis: Basis) -> Modelled:
    """Enter what a minute brings under both parts together, for each way to bill. Raises what `weigh` raises."""
    ledger.cites.append(KNOWN)
    ledger.caveats += BLEND_LEAVES_OUT
    items, weighed = asked(ledger, items, basis)
    fee, members = panel(ledger, terms.fee, terms.members)
    if terms.service_share is None:
        ledger.lacks("what part is fee-for-service")
    if terms.hours is None:
        ledger.lacks("how many clinic hours a year you work")
    if not items:
        ledger.lacks("which service it is for, and how long it takes")
    if fee is None or members is None or terms.service_share is None or terms.hours is None:
        return Modelled(items, weighed)
    ledger.formulas.append(BLEND_FORMULA)
    year = year_of(ledger)
    gross = ledger.make("gross a year", Op.PRODUCT, [fee, members, year], "fee x members x 12")
    minutes = clinic_minutes(ledger, ledger.asked("clinic hours a year", terms.hours, COUNT))
    alone = ledger.make("the panel's minute", Op.QUOTIENT, [gross, minutes], "gross / minutes")
    share = ledger.asked("part of fee-for-service", terms.service_share, PART)
    rest = ledger.make("part of the panel", Op.DIFFERENCE, [ledger.defined("the whole", 1), share], "1 - share")
    ours = ledger.make("panel's part of a minute", Op.PRODUCT, [rest, alone], "(1 - share) x the panel's minute")
    ledger.shown("panel_usd_per_minute", "the panel's part, a clinic minute", ours, "USD per minute")
    made = []
    for one in weighed:
        for way in one.verdict:
            price = served(ledger, way)
            if price is None:
                continue
            theirs = ledger.make(f"{way.pathway.id} part of a minute", Op.PRODUCT, [share, price], "share x price")
            each = ledger.make(f"{way.pathway.id} blended minute", Op.SUM, [theirs, ours], "both parts")
            label = f"{billed(way)}, a blended minute"
            path = way.pathway.id
            ledger.shown("model_usd_per_minute", label, each, "USD per minute", pathway=path)
            brings(ledger, one, each, way, twins=alike(weighed))
            full = ledger.make(f"{path} blended year", Op.PRODUCT, [each, minutes], "a minute x clinic minutes")
            month = ledger.make(f"{path} blended month", Op.QUOTIENT, [full, year], "/ 12")
            label = f"a month if every clinic minute were {billed(way)}"
            ledger.shown("full_usd", label, month, "USD a month", pathway=path)
            made.append((way, each))
    return Modelled(items, weighed, minutes=tuple(made))
