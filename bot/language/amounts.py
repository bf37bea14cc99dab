"""The numbers of a supposition that count no service: work RVUs now, percentages, fees, panels, hours."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from bot.domain.lexicon import Cue
from bot.domain.question import Period
from bot.domain.terms import CollaborativeCare, DirectCare, Terms, ValueBased
from bot.language.atoms import Sort
from bot.language.calendar import period_at, unit_at
from bot.language.reading import Reading

_PERCENT = Decimal(100)
_PAYER = Decimal("0.5")
"""A share of Medicare from which it is a payer's multiple."""
_LEAST = 10
"""Work RVUs below which a number is one visit's, not what somebody earns in a stretch of time."""
_BASE = 1000
"""A bare number a year from which it is the work RVUs of one."""
_HOUR = Decimal(60)
_A_YEAR: dict[Period, int] = {"week": 52, "month": 12, "year": 1}
_NEAR = 3
_STEP = 5
"""Atoms between the two numbers that something goes from and to."""
"""Words between a percentage and the cut or raise that it measures."""
_DAYS = 20
"""Days from which they are those of a year, not of a week."""
_FACTORS = (Decimal(10), Decimal(100))
"""US dollars a total RVU between which any conversion factor lies."""
_RVUS = (Cue.WORK, Cue.RVU, Cue.TOTAL)


@dataclass(slots=True)
class Amounts:
    """What the numbers say, and which atoms have said it."""

    base: Decimal | None = None
    share: Decimal | None = None
    by: Decimal | None = None
    rate: Decimal | None = None
    weeks: Decimal | None = None
    days_per_week: Decimal | None = None
    days: Decimal | None = None
    """Days worked a year."""
    factor: Decimal | None = None
    """A conversion factor that takes the place of Medicare's."""
    paid: bool = False
    """The change is one of what Medicare pays, not of the RVUs."""
    terms: Terms | None = None
    spent: set[int] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    """Numbers whose part is not clear, as written."""
    fee_open: Decimal | None = None
    """A membership fee without its period."""


def amounts(reading: Reading, taken: frozenset[int]) -> Amounts:
    """Give every number that counts no service its part; what is left is for the services to count."""
    found = Amounts()
    given = [at for at, atom in enumerate(reading.atoms) if atom.value is not None and at not in taken]
    _stepped(reading, given, found)
    for at in (one for one in given if one not in found.spent):
        if reading.atoms[at].sort is Sort.PERCENT or reading.signals(at + 1, Cue.PERCENT):
            _percent(reading, at, found)
        elif reading.atoms[at].sort is Sort.NUMBER:
            _numbered(reading, at, found)
    _terms(reading, given, found)
    _paid(reading, given, found)
    return found


def _value(reading: Reading, at: int) -> Decimal:
    return reading.atoms[at].value or Decimal(0)


def _numbered(reading: Reading, at: int, found: Amounts) -> None:
    """Take a number of RVUs, of weeks or of days a week."""
    value, after = _value(reading, at), reading.next_to(at, 1)
    unit = unit_at(reading, after)
    if _replaces(reading, at) and _FACTORS[0] <= value <= _FACTORS[1]:
        found.factor = value
        found.spent |= set(range(max(at - _STEP, 0), at + 1))
    elif any(reading.signals(near, *_RVUS) for near in (after, reading.next_to(after, 1))) and value >= _LEAST:
        end = next(near for near in (after, reading.next_to(after, 1)) if reading.signals(near, *_RVUS))
        scale = _A_YEAR.get(period_at(reading, reading.hit_of[end].end) or "year")
        found.base = value * scale if scale else None
        found.spent.add(at)
    elif value >= _BASE and (
        found.rate is not None or "year" in {period_at(reading, near) for near in (after, at + 1)}
    ):
        found.base = value
        found.spent.add(at)
    elif reading.signals(after, Cue.FTE) and 0 < value <= 1:
        found.by = value - 1 if value < 1 else found.by
        found.spent.add(at)
    elif unit == "week" and value > 0:
        found.weeks = value
        found.spent |= {at, reading.hit_of[after].end}
    elif unit == "day" and value > 0:
        weekly = period_at(reading, reading.hit_of[after].end) == "week"
        found.days_per_week = value if weekly else None
        found.days = None if weekly or value < _DAYS else value
        found.spent |= {at, reading.hit_of[after].end}
    elif unit is not None:
        found.spent.add(at)


def _stepped(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take two numbers that something goes from and to: a rate a work RVU, clinic days, full time."""
    for first, second in pairwise(given):
        between = range(first + 1, second)
        back = any(reading.signals(at, Cue.IN_PLACE) for at in between)
        to = back or any(reading.signals(at, Cue.TO) for at in between)
        low, high = (_value(reading, at) for at in ((second, first) if back else (first, second)))
        if not to or low <= 0 or second - first > _STEP:
            continue
        after = [at for at in _around(reading, second) if at > second]
        paid = reading.atoms[first].sort is Sort.MONEY or any(reading.signals(at, *_RVUS) for at in after)
        paid = paid or any(reading.signals(at, Cue.RATE) for at in range(max(first - _STEP, 0), first))
        worked = any(unit_at(reading, at) == "day" for at in (*between, *after))
        timed = any(reading.signals(at, Cue.FTE) for at in (*between, *after))
        if worked or timed or (paid and max(low, high) < _BASE):
            found.by = high / low - 1
            found.rate = low if paid else found.rate
            found.spent |= {first, second}


def _percent(reading: Reading, at: int, found: Amounts) -> None:
    """Take a percentage: a cut, a raise, overhead, a share of the savings or of the work."""
    value = _value(reading, at) / _PERCENT
    near = list(_around(reading, at))
    after = reading.next_to(at, 1)
    found.spent.add(at)
    if any(reading.signals(step, Cue.OVERHEAD, Cue.SAVINGS) for step in near):
        return
    signs = [step for step in near if reading.signals(step, Cue.LOWER, Cue.RAISE)]
    found.paid = reading.has(Cue.FACTOR)
    if signs and found.by is None:
        found.by = -value if reading.signals(signs[0], Cue.LOWER) else value
    elif not reading.signals(after, Cue.MEDICARE) or value < _PAYER:
        found.share = value if 0 < value <= 1 else None


def _around(reading: Reading, at: int) -> Iterator[int]:
    """Yield the places near a number, nearest first, within its own clause."""
    for step in (1, -1):
        place = at
        for _ in range(_NEAR):
            place += step
            if not 0 <= place < len(reading.atoms) or reading.signals(place, Cue.BREAK):
                break
            if reading.atoms[place].value is not None:
                break
            yield place


def _terms(reading: Reading, given: list[int], found: Amounts) -> None:
    """Read another way to pay with its numbers."""
    if reading.has(Cue.COLLABORATIVE):
        _collaborative(reading, given, found)
    elif reading.has(Cue.MEMBERSHIP):
        _direct(reading, given, found)
    elif reading.has(Cue.PMPM, Cue.SAVINGS, Cue.LIVES):
        fee = next((at for at in given if reading.atoms[at].sort is Sort.MONEY), None)
        members = _members(reading, given, found)
        share = next((at for at in given if _beside(reading, at, Cue.SAVINGS)), None)
        found.spent |= {at for at in (fee, share) if at is not None}
        if (fee, members, share) != (None, None, None):
            found.terms = ValueBased(
                fee=_value(reading, fee) if fee is not None else None,
                members=members,
                share=_value(reading, share) / _PERCENT if share is not None else None,
            )


def _counts(reading: Reading, at: int) -> bool:
    value = reading.atoms[at].value
    return reading.atoms[at].sort is Sort.NUMBER and value is not None and value == value.to_integral_value() > 0


def _beside(reading: Reading, at: int, cue: Cue) -> bool:
    """Tell whether a word stands near a percentage or an amount."""
    return any(reading.signals(step, cue) for step in _around(reading, at))


def _collaborative(reading: Reading, given: list[int], found: Amounts) -> None:
    """Read a month of collaborative care: new patients, those in a later month, and what its staff costs."""
    counted: dict[Cue, int] = {}
    cost = None
    for at in given:
        after = reading.next_to(at, 1)
        if reading.signals(after, Cue.MEMBER, Cue.SEEN) and not reading.signals(after, Cue.INITIAL, Cue.LATER):
            after = reading.next_to(after, 1)
        cue = next((one for one in (Cue.INITIAL, Cue.LATER) if reading.signals(after, one)), None)
        if cue and _counts(reading, at):
            counted[cue] = int(_value(reading, at))
            found.spent.add(at)
        elif reading.atoms[at].sort is Sort.MONEY and _beside(reading, at, Cue.STAFF):
            cost = _value(reading, at)
            found.spent.add(at)
    if counted:
        found.terms = CollaborativeCare(new=counted.get(Cue.INITIAL), follow_up=counted.get(Cue.LATER), staff_cost=cost)


def _direct(reading: Reading, given: list[int], found: Amounts) -> None:
    """Read a membership practice: fee, members, hours, overhead."""
    fee = hours = overhead = None
    for at in given:
        atom, after = reading.atoms[at], reading.next_to(at, 1)
        charged = atom.sort is Sort.NUMBER and period_at(reading, at + 1) == "month"
        if (atom.sort is Sort.MONEY or charged) and fee is None and at not in found.spent and not _rated(reading, at):
            fee = _fee(reading, at, found)
        elif atom.sort is Sort.MINUTES and period_at(reading, at + 1) in _A_YEAR:
            hours = _value(reading, at) / _HOUR * _A_YEAR[period_at(reading, at + 1) or "year"]
            found.spent |= {at, at + 1}
        elif atom.sort is Sort.NUMBER and any(reading.signals(step, Cue.HOURS) for step in (after, after + 1)):
            end = after if reading.signals(after, Cue.HOURS) else after + 1
            hours = _value(reading, at) * _A_YEAR.get(period_at(reading, end + 1) or "year", 1)
            found.spent |= {at, end + 1}
        elif _beside(reading, at, Cue.OVERHEAD) and at in found.spent:
            overhead = _value(reading, at) / _PERCENT
    members = _members(reading, given, found)
    if (fee, members, hours, overhead) != (None, None, None, None) or found.fee_open is not None:
        found.terms = DirectCare(fee=fee, members=members, hours=hours, overhead=overhead)


def _rated(reading: Reading, at: int) -> bool:
    """Tell whether an amount pays RVUs: "$50 a wrvu", "4500 wrvu x $50"."""
    after = any(reading.signals(step, *_RVUS) for step in range(at + 1, at + 4) if not _ended(reading, at, step))
    before = reading.next_to(at, -1)
    times = reading.signals(before, Cue.TIMES, Cue.AT) or at - 1 in reading.light
    return after or (times and reading.signals(reading.next_to(before, -1), *_RVUS)) or reading.signals(before, *_RVUS)


def _ended(reading: Reading, start: int, end: int) -> bool:
    return any(reading.signals(at, Cue.BREAK, Cue.VERSUS) for at in range(start, end + 1))


def _fee(reading: Reading, at: int, found: Amounts) -> Decimal | None:
    """Return a membership fee by the month; without a period it is asked for."""
    found.spent.add(at)
    for step in range(at + 1, min(at + 6, len(reading.atoms))):
        period = period_at(reading, step) or ("month" if reading.signals(step, Cue.PMPM) else None)
        if reading.atoms[step].value is not None:
            break
        if period in {"month", "year"}:
            found.spent.add(step)
            return _value(reading, at) if period == "month" else _value(reading, at) / 12
    if period_at(reading, reading.next_to(at, -1)) == "month" or reading.has(Cue.PMPM):
        return _value(reading, at)
    found.fee_open = _value(reading, at)
    return None


def _members(reading: Reading, given: list[int], found: Amounts) -> int | None:
    """Return how many people are on the panel."""
    for at in given:
        before, after = reading.next_to(at, -1), reading.next_to(at, 1)
        second = reading.next_to(after, 1)
        named = reading.signals(after, Cue.MEMBER) or (
            reading.signals(second, Cue.MEMBER) and not _ended(reading, after, second)
        )
        if _counts(reading, at) and at not in found.spent and (named or reading.signals(before, Cue.MEMBER)):
            found.spent.add(at)
            return int(_value(reading, at))
    return None


def _paid(reading: Reading, given: list[int], found: Amounts) -> None:
    """Read what a work RVU pays beside the number of them: "4500 wrvu x $50"."""
    for at in given:
        money = reading.atoms[at].sort is Sort.MONEY or (found.base is not None and _multiplies(reading, at))
        free = money and at not in found.spent and _value(reading, at) > 0
        if free and _rated(reading, at):
            found.rate = _value(reading, at)
            found.spent.add(at)


def _replaces(reading: Reading, at: int) -> bool:
    """Tell whether a number is what the conversion factor becomes: "conversion factor drops to 30"."""
    near = range(max(at - _STEP, 0), at)
    return all(any(reading.signals(step, cue) for step in near) for cue in (Cue.FACTOR, Cue.TO))


def _multiplies(reading: Reading, at: int) -> bool:
    """Tell whether a bare number ends a clause behind "x" and RVUs: "5000 wrvu x 47"."""
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK
    return ends and reading.signals(at - 1, Cue.TIMES, Cue.AT) and reading.signals(at - 2, *_RVUS)
