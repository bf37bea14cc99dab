"""A goal that is told in US dollars, and what a work RVU pays where it is said without its sign."""

from decimal import Decimal
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.aimed import paid
from bot.language.atoms import Sort
from bot.language.beside import is_percent, plain, rvu, value_of
from bot.language.calendar import PER, UNITS, period_at, unit_at
from bot.language.plan import Plan
from bot.language.reading import Reading
from bot.language.spans import spend

_RATES: Final = (15, 150)
"""US dollars that a work RVU may pay."""
_LEAST: Final = 1000
"""US dollars from which an amount is what somebody wants to earn, not a rate or a fee."""
_MOST: Final = 20_000
"""Above it a bare number beside words of pay is dollars: nobody's work RVU a year are as many."""
_YEARLY: Final = 100_000
"""US dollars from which an amount without a stretch of time is a year's pay."""
_NEAR: Final = 3
"""Atoms behind an amount within which its stretch of time stands."""


def at_rate(reading: Reading, at: int, plan: Plan) -> bool:
    """Take what a work RVU pays, without its sign, and a bare number of dollars: "at 52 a wrvu", "i want 240k"."""
    value = value_of(reading, at)
    if is_percent(reading, at):
        return False
    unit = at + 1 + reading.signals(at + 1, Cue.DOLLARS)  # "44 bucks a wrvu"
    if reading.signals(unit, Cue.PER_RVU) and _RATES[0] <= value <= _RATES[1]:
        plan.rate = value
        return True
    priced = reading.has(Cue.DOLLARS, Cue.PER_RVU) and rvu(reading, at) is None
    if (value > _MOST and priced) or (value >= _LEAST and paid(reading, at)):
        return _wanted(reading, at, plan)
    return False


def in_dollars(reading: Reading, plan: Plan) -> None:
    """Take the one amount with its sign that is no rate as the goal, where no work RVU are one."""
    rates = {
        atom.value for atom in reading.atoms if atom.sort is Sort.MONEY and _RATES[0] <= (atom.value or 0) <= _RATES[1]
    }
    if len(rates) > 1 and not plan.tiers:
        plan.unclear += sorted(rate for rate in rates if rate is not None)[:1]
    paid_at = [
        atom.value
        for at, atom in enumerate(reading.atoms)
        if atom.sort is Sort.MONEY and atom.value in rates and reading.signals(at - 1, Cue.AT, Cue.TIMES)
    ]
    if len(rates) == 1 and len(paid_at) == 1 and plan.rate is None:
        plan.rate = paid_at[0]  # "5200 wrvus at $44"
    large = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MONEY and (atom.value or 0) >= _LEAST]
    if plan.goal is None and plan.goal_usd is None and len(large) == 1 and not plan.tiers:
        _wanted(reading, large[0], plan)


def _wanted(reading: Reading, at: int, plan: Plan) -> bool:
    # What Medicare or all payers bring the practice is no pay of the asker's.
    if plan.goal_usd is not None or reading.has(Cue.MEDICARE, Cue.COLLECTED):
        return False
    plan.goal_usd = value_of(reading, at) or None
    plan.extra = any(reading.signals(near, Cue.EXTRA) for near in (at - 1, at + 1, reading.next_to(at, 1), at - 2))
    # "How many 99214 to make $9000" are to make it once.
    plan.extra = plan.extra or (value_of(reading, at) < _YEARLY and not reading.has(*PER, *UNITS, Cue.THIS))
    for step in range(at + 1, min(at + 1 + _NEAR, len(reading.atoms))):
        if plain(reading, step) or reading.signals(step, Cue.BREAK):
            break
        rate = period_at(reading, step)
        plan.per = plan.per or rate or (unit_at(reading, step) if reading.signals(step - 1, Cue.THIS) else None)
        spend(reading, step, plan)
    return True


def of_tiers(plan: Plan) -> None:
    """Let the one number that is left beside the tiers of a plan be what its pay is asked for: "im at 5600"."""
    if not plan.tiers or plan.goal is not None:
        return
    left = [plan.done] if plan.done is not None else [value for value in plan.unclear if value >= _LEAST]
    if len(left) == 1:
        plan.goal, plan.done, plan.per = left[0], None, "year"
        plan.unclear = [value for value in plan.unclear if value != Decimal(left[0])]
