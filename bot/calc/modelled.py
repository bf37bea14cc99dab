"""What every other way to pay shares: the items beside it, members and hours as told, money by the minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.calc.ledger import COUNT, USD, Ledger
from bot.calc.sides import Weighed, weigh
from bot.calc.tally import Tally
from bot.calc.trace import Num
from bot.calc.workload import MONTHS
from bot.domain.answer import Op
from bot.domain.question import Item

HOUR: Final = 60
KNOWN: Final = "general_knowledge"
"""Citation of what is said without a number."""


@dataclass(frozen=True, slots=True)
class Modelled:
    """What was priced, the items that stand for it, and what it brings."""

    items: tuple[Item, ...]
    weighed: tuple[Weighed, ...]
    month: Num | None = None
    """US dollars a month that this way to pay brings, after the costs told."""
    minute: Num | None = None
    """US dollars a clinician minute, where it is the same for every service."""
    minutes: tuple[tuple[Tally, Num], ...] = ()
    """US dollars a clinician minute of each way to bill, where that matters."""


def asked(ledger: Ledger, items: tuple[Item, ...], basis: Basis) -> tuple[tuple[Item, ...], tuple[Weighed, ...]]:
    """Weigh the items that were asked about: on the sides said, else each by itself."""
    if len(items) > 1 and all(item.side is None for item in items):
        items = tuple(item.model_copy(update={"side": number}) for number, item in enumerate(items, 1))
    return items, weigh(ledger.trace, items, basis) if items else ()


def panel(ledger: Ledger, fee: Decimal | None, members: int | None) -> tuple[Num | None, Num | None]:
    """Enter fee and members as told, and ask for what is not."""
    if fee is None:
        ledger.lacks("the fee a member and month")
    if members is None:
        ledger.lacks("how many members there are")
    return (
        None if fee is None else ledger.asked("fee a member and month", fee, USD),
        None if members is None else ledger.asked("members", members, COUNT),
    )


def year_of(ledger: Ledger) -> Num:
    """Return the months of a year."""
    return ledger.defined("months in a year", MONTHS)


def clinic_minutes(ledger: Ledger, hours: Num, name: str = "clinic minutes a year") -> Num:
    """Turn hours into minutes."""
    return ledger.make(name, Op.PRODUCT, [hours, ledger.defined("minutes in an hour", HOUR)], "x 60")


def served(ledger: Ledger, way: Tally) -> Num | None:
    """Return what Medicare pays a minute for a way to bill, before rounding; None without a price or minutes."""
    paid = way.numbers.get("allowed_usd")
    if paid is None or way.minutes is None:
        return None
    return ledger.trace.make(f"{way.pathway.id} fee a minute", Op.QUOTIENT, [paid, way.minutes], "price / minutes")


def billed(way: Tally) -> str:
    """Write the codes of a way as billed."""
    pairs = zip(way.pathway.codes, way.pathway.units, strict=True)
    return " + ".join(code if units == 1 else f"{code} x {units}" for code, units in pairs)


def alike(weighed: Sequence[Weighed]) -> bool:
    """Tell whether two sides are called the same."""
    return len({one.side.name for one in weighed}) < len(weighed)


def brings(ledger: Ledger, one: Weighed, each: Num, way: Tally | None = None, *, twins: bool = False) -> None:
    """Enter what the asker's minutes of a side come to, at so much a minute; ask for minutes that were not told.

    `twins` tells that another side is called the same, so that each is told with its number.
    """
    spent = one.verdict[0].pathway.minutes if one.verdict else None
    if spent is None:
        ledger.lacks(f"how many minutes {one.side.one} takes")
        return
    name = f"{one.side.name} ({one.side.number})" if twins else one.side.name
    told = ledger.trace.given(f"minutes of {name}", spent, "asker")
    name = name if way is None else f"{name} as {billed(way)}"
    made = ledger.make(f"{name}, by the minute", Op.PRODUCT, [told, each], "minutes x $ a minute")
    path = None if way is None else way.pathway.id
    label = f"{spent} minutes of {name}"
    ledger.shown("model_usd", label, made, "USD", side=one.side.number, pathway=path)
