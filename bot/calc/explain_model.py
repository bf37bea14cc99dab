"""The worked example of another way to pay, on round numbers that the entry names as made up."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import Ledger
from bot.calc.payment_models import model
from bot.calc.tally import Tally
from bot.calc.trace import Trace
from bot.domain.answer import Figure
from bot.domain.question import Item, WhatIf
from bot.domain.service import CodeRef
from bot.domain.terms import AdvancedCare, CollaborativeCare, Terms
from bot.domain.topic import Topic

TOLD: Final = {
    "gross_usd": "USD a year",
    "fee_usd": "USD a year",
    "month_usd": "USD a month",
    "net_usd": "USD a month",
    "panel_usd_per_minute": "USD per minute",
    "model_usd_per_minute": "USD per minute",
    "model_usd": "USD",
    "avoided_usd": "USD",
}
"""Figures that an example tells, each in one unit."""
_PERCENT: Final = frozenset({"share", "service_share", "overhead"})
_SAID: Final = {
    "fee": "a fee of ${} a member and month",
    "members": "{} members",
    "hours": "{} clinic hours a year",
    "overhead": "{} % overhead",
    "share": "{} % of the savings",
    "service_share": "{} % fee-for-service",
    "new": "{} patients in a first month",
    "follow_up": "{} in a later one",
    "general": "{} in general integration",
    "staff_cost": "${} a month for staff",
    "level_2": "{} patients of level 2",
}


def example(
    trace: Trace, topic: Topic, terms: Terms, refs: tuple[CodeRef, ...], basis: Basis
) -> tuple[tuple[Tally, ...], tuple[Figure, ...], str]:
    """Return the ways priced, the figures and the sentence. Raises what `model` raises."""
    services = basis.schedule.catalog.services
    # A month of care is priced by its patients, so codes would stand beside it as services of their own.
    monthly = isinstance(terms, CollaborativeCare | AdvancedCare)
    known = [] if monthly else [ref for ref in refs if ref.code in services]
    items = tuple(Item(concept=services[ref.code].concept, codes=(ref,), minutes=topic.minutes) for ref in known)
    ledger = Ledger(trace)
    made = model(ledger, WhatIf(items=items, terms=terms), terms, basis)
    tallies = tuple(way for one in made.weighed for way in one.verdict)
    minutes = () if topic.minutes is None else (f"{topic.minutes} minutes",)
    say = ", ".join((*_said(terms), *minutes))
    told = [_figure(figure) for figure in ledger.figures if TOLD.get(figure.key) == figure.unit]
    paid = [_paid(way) for way in tallies if not monthly and "allowed_usd" in way.numbers]
    return tallies, tuple(ledger.figures), f"Say {say}: {'; '.join((*told, *paid))}."


def _said(terms: Terms) -> Iterator[str]:
    for name, value in terms:
        if name in _SAID and value is not None:
            number = Decimal(value) * (100 if name in _PERCENT else 1)
            yield _SAID[name].format(f"{number.normalize():,f}")


def _figure(figure: Figure) -> str:
    name = f"spending to avoid, {figure.label}" if figure.key == "avoided_usd" else figure.label
    return f"{name} ${figure.value:,}"


def _paid(way: Tally) -> str:
    return f"{' + '.join(way.pathway.codes)} from Medicare ${way.numbers['allowed_usd'].value:,}"
