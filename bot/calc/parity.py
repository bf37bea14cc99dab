"""What would make a minute of one thing worth a minute of another: fewer minutes, or more RVUs."""

from collections.abc import Iterator
from itertools import islice, permutations, product

from bot.calc.sides import Weighed
from bot.calc.tally import Tally
from bot.calc.trace import Num, Trace
from bot.domain.answer import Figure, Op

_BASES = (("allowed_usd", "usd_per_minute", "usd"), ("work_rvu", "work_rvu_per_minute", "work_rvu"))
"""A figure of one visit, its value a minute, and what the parity is called by."""
_RVUS = (("work_rvu", "parity_work_rvu", "work RVU"), ("total_rvu", "parity_total_rvu", "total RVU"))


def parity(trace: Trace, first: Weighed, second: Weighed, *, turned: bool = True) -> tuple[Figure, ...]:
    """Set every verdict pathway of one side against every one of the other, both ways round where `turned`.

    `parity_minutes`: how long the first may take so that its minute brings what the other's does, its pay unchanged.
    `parity_work_rvu`, `parity_total_rvu`: the RVUs that the first would need at its own minutes. Both need minutes,
    the asker's or CMS's same-day ones. The modelling gap: whether a thing can be done in fewer minutes is not known.
    """
    return tuple(
        figure
        for one, other in islice(permutations((first, second), 2), 2 if turned else 1)
        for mine, theirs in product(one.verdict, other.verdict)
        for figure in _of(trace, mine, theirs)
    )


def _of(trace: Trace, mine: Tally, theirs: Tally) -> Iterator[Figure]:
    if mine.minutes is None or theirs.minutes is None:
        return
    pair = f"{mine.pathway.id}:{theirs.pathway.id}"
    label = f"{mine.pathway.label} to be worth a minute of {theirs.pathway.label}"
    for whole, minute, unit in _BASES:
        rate = theirs.quotients.get(minute)
        if rate is None or not rate.value or whole not in mine.numbers or not mine.numbers[whole].value:
            continue
        exact = trace.make(
            f"{pair} minutes for parity by {unit}, exact", Op.QUOTIENT, [mine.numbers[whole], rate], label
        )
        shown = trace.make(f"{pair} minutes for parity by {unit}", Op.ROUND_2, [exact], "shown")
        yield _figure("parity_minutes", label, shown, unit, pair, mine)
    for whole, key, unit in _RVUS:
        over = [theirs.numbers[whole], mine.minutes]
        spread = trace.make(f"{pair} {unit} x minutes", Op.PRODUCT, over, "the other's RVUs times these minutes")
        exact = trace.make(f"{pair} {unit} for parity, exact", Op.QUOTIENT, [spread, theirs.minutes], "by its minutes")
        shown = trace.make(f"{pair} {unit} for parity", Op.ROUND_2, [exact], "shown")
        yield _figure(key, label, shown, unit, pair, mine)


def _figure(key: str, label: str, number: Num, unit: str, pair: str, mine: Tally) -> Figure:
    return Figure(
        key=key, label=label, value=number.value, unit=unit, side=mine.pathway.side, pathway=pair, step=number.name
    )
