"""The numbers of a supposition that count no service: work RVUs now, percentages, rates, weeks, days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from bot.domain.lexicon import Cue
from bot.domain.question import Period
from bot.language.atoms import Sort
from bot.language.beside import averaged, rvu
from bot.language.calendar import period_at, unit_at
from bot.language.quantities import FACTORS, factored
from bot.language.reading import Reading
from bot.language.tiers import tiered

_PERCENT = Decimal(100)
_PAYER = Decimal("0.5")
"""A share of Medicare from which it is a payer's multiple."""
_LEAST = 10
"""Work RVUs below which a number is one visit's, not what somebody earns in a stretch of time."""
_BASE = 1000
"""A bare number a year from which it is the work RVUs of one."""
_MOST = 100_000
"""Above it a bare number is dollars, not work RVUs."""
_WEEK = 7
_CLOSE = 4
"""Atoms on either side of an amount within which "Medicare" or "revenue" says what it is."""
_NEAR = 3
_STEP = 5
"""Atoms between the two numbers that something goes from and to."""
"""Words between a percentage and the cut or raise that it measures."""
_DAYS = 20
"""Days from which they are those of a year, not of a week."""
_SHIFT = 10
"""US dollars: a work RVU's pay moves by no more at once, and nobody is paid as little for one."""
_DEAR = 150
"""US dollars: nobody is paid more for a work RVU."""
_RVUS = (Cue.WORK, Cue.RVU, Cue.TOTAL)


@dataclass(slots=True)
class Amounts:
    """What the numbers say, and which atoms have said it."""

    base: Decimal | None = None
    """Work RVU now, in one `base_per`."""
    base_then: Decimal | None = None
    more: Decimal | None = None
    """Work RVU that come on top, or go."""
    total: Decimal | None = None
    """Total RVU billed now."""
    revenue: Decimal | None = None
    """US dollars from Medicare now."""
    base_per: Period = "year"
    share: Decimal | None = None
    by: Decimal | None = None
    rate: Decimal | None = None
    rate_then: Decimal | None = None
    weeks: Decimal | None = None
    days_per_week: Decimal | None = None
    days: Decimal | None = None
    """Days worked a year."""
    factor: Decimal | None = None
    """A conversion factor that takes the place of Medicare's."""
    paid: bool = False
    """The change is one of what Medicare pays, not of the RVUs."""
    services: bool = False
    """Services are named, which a number may count."""
    spent: set[int] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    """Numbers whose part is not clear, as written."""

    @property
    def changes(self) -> bool:
        """Tell whether something changes across the board."""
        return any(one is not None for one in (self.by, self.factor, self.rate_then, self.base_then, self.more))

    @property
    def whole(self) -> Decimal | None:
        """Return what the change is one of, however it is told."""
        return next((one for one in (self.base, self.total, self.revenue) if one is not None), None)


def amounts(reading: Reading, taken: frozenset[int]) -> Amounts:
    """Give every number that counts no service its part; what is left is for the services to count."""
    found = Amounts(services=bool(taken - reading.placed))
    given = [at for at, atom in enumerate(reading.atoms) if atom.value is not None and at not in taken]
    _busier(reading, given, found)
    _stepped(reading, [at for at in given if at not in found.spent], found)
    _shifted(reading, given, found)
    _offered(reading, given, found)
    for at in (one for one in given if one not in found.spent):
        if reading.atoms[at].sort is Sort.PERCENT or reading.signals(at + 1, Cue.PERCENT):
            _percent(reading, at, found)
        elif reading.atoms[at].sort is Sort.NUMBER:
            _numbered(reading, at, found)
    _earned(reading, given, found)
    _paid(reading, given, found)
    _billed(reading, given, found)
    return found


def _earned(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take the one number that nothing else claims as the work RVUs that a change is a part of."""
    left = [at for at in given if at not in found.spent and reading.atoms[at].sort is Sort.NUMBER]
    large = len(left) == 1 and _BASE <= _value(reading, left[0]) <= _MOST
    if large and found.by is not None and found.base is None and not found.services and not found.paid:
        found.base = _value(reading, left[0])
        found.spent.add(left[0])


def _value(reading: Reading, at: int) -> Decimal:
    return reading.atoms[at].value or Decimal(0)


def _numbered(reading: Reading, at: int, found: Amounts) -> None:
    """Take a number of RVUs, of weeks or of days a week."""
    value, after = _value(reading, at), reading.next_to(at, 1)
    unit = unit_at(reading, after)
    if _replaces(reading, at) and FACTORS[0] <= value <= FACTORS[1]:
        found.factor = value
        found.spent |= set(range(max(at - _STEP, 0), at + 1))
    elif any(reading.signals(near, *_RVUS) for near in (after, reading.next_to(after, 1))) and value >= _LEAST:
        end = next(near for near in (after, reading.next_to(after, 1)) if reading.signals(near, *_RVUS))
        _earning(reading, at, end, found)
    elif value >= _BASE and (
        found.rate is not None
        or (not found.services and "year" in {period_at(reading, near) for near in (after, at + 1)})
    ):
        found.base = value
        found.spent.add(at)
    elif reading.signals(after, Cue.FTE) and 0 < value <= 1:
        found.by = value - 1 if value < 1 else found.by
        found.spent.add(at)
    elif unit == "week" and value > 0:
        found.weeks = value
        found.spent |= _with_rate(reading, at, reading.hit_of[after].end)
    elif unit == "day" and value > 0:
        weekly = period_at(reading, reading.hit_of[after].end) == "week" or (value <= _WEEK and reading.has(Cue.WEEKS))
        found.days_per_week = value if weekly else None
        found.days = None if weekly or value < _DAYS else value
        found.spent |= _with_rate(reading, at, reading.hit_of[after].end)
    elif unit is not None:
        found.spent.add(at)


def _with_rate(reading: Reading, at: int, end: int) -> set[int]:
    """Return a number's place with that of the rate behind its unit: "4 days a week"."""
    return {at, end} if period_at(reading, end) else {at}


def _earning(reading: Reading, at: int, unit: int, found: Amounts) -> None:
    """Take a number of RVUs in a stretch of time: total RVU where it says so, else work RVU.

    Bare "RVUs" beside what Medicare pays may be either, so nothing takes them.
    """
    value, total = _value(reading, at), reading.signals(unit, Cue.TOTAL)
    if found.factor is None and reading.has(Cue.FACTOR) and not total and not reading.signals(unit, Cue.WORK):
        return
    period = period_at(reading, reading.hit_of[unit].end)
    found.total, found.base = (value, found.base) if total else (found.total, value)
    found.base_per = period or found.base_per
    found.spent |= {at, reading.hit_of[unit].end} if period else {at}


def _stepped(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take two numbers that something goes from and to: a rate a work RVU, clinic days, full time."""
    money = [at for at in given if reading.atoms[at].sort is Sort.MONEY]
    for first, second in dict.fromkeys((*pairwise(given), *pairwise(money))):
        between = range(first + 1, second)
        back = any(reading.signals(at, Cue.IN_PLACE, Cue.FROM, Cue.NOT) for at in between)
        to = back or any(reading.signals(at, Cue.TO) for at in between)
        low, high = (_value(reading, at) for at in ((second, first) if back else (first, second)))
        supposed = any(reading.signals(at, Cue.WHAT_IF, Cue.IF) for at in between)
        both = reading.atoms[first].sort is reading.atoms[second].sort is Sort.MONEY  # "at $44, then a raise to $49"
        to = to or (both and supposed)  # "i make $45 per wrvu. what if it was $50"
        if not to or low <= 0 or second - first > (2 * _STEP if both else _STEP):
            continue
        after = [at for at in _around(reading, second) if at > second]
        paid = reading.atoms[first].sort is Sort.MONEY or any(reading.signals(at, *_RVUS) for at in after)
        paid = paid or any(reading.signals(at, Cue.RATE) for at in range(max(first - _STEP, 0), first))
        paid = paid or (low >= _LEAST and _paying(reading, first))
        worked = any(unit_at(reading, at) == "day" for at in (*between, *after))
        timed = any(reading.signals(at, Cue.FTE) for at in (*between, *after))
        if paid and not (worked or timed) and max(low, high) < _BASE:
            found.rate, found.rate_then = low, high
        elif worked or timed:
            found.by = high / low - 1
            found.days_per_week = low if worked and low <= _WEEK else found.days_per_week
        elif paid and reading.atoms[first].sort is Sort.NUMBER and min(low, high) >= _BASE:
            found.base, found.base_then = low, high
        else:
            continue
        found.spent |= {first, second}


def _shifted(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take so many dollars a work RVU more or less beside what it pays now: "lose $3 a wrvu, im at $48"."""
    paid = [at for at in given if reading.atoms[at].sort is Sort.MONEY]
    moved = [at for at in paid if _value(reading, at) <= _SHIFT and _per_rvu(reading, at)]
    rates = [at for at in paid if FACTORS[0] < _value(reading, at) <= _DEAR and at not in moved]
    if len(moved) != 1 or len(rates) != 1 or found.rate_then is not None:
        return
    signs = [at for at in _around(reading, moved[0]) if reading.signals(at, Cue.LOWER, Cue.RAISE, Cue.EXTRA)]
    if signs:
        by = _value(reading, moved[0]) * (-1 if reading.signals(signs[0], Cue.LOWER) else 1)
        found.rate, found.rate_then = _value(reading, rates[0]), _value(reading, rates[0]) + by
        found.spent |= {moved[0], rates[0]}


def _offered(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take what a work RVU pays now, and then, of two rates beside one number of them: "$45 now, $48 next year"."""
    rates = [at for at in given if reading.atoms[at].sort is Sort.MONEY and FACTORS[0] < _value(reading, at) <= _DEAR]
    large = [at for at in given if reading.atoms[at].sort is Sort.NUMBER and _value(reading, at) >= _BASE]
    if len(rates) != 2 or len(large) != 1 or found.rate_then is not None or tiered(reading) is not None:  # noqa: PLR2004
        return
    now = [at for at in rates if any(reading.signals(step, Cue.FORMERLY) for step in (at + 1, at - 1))]
    low, high = reversed(rates) if now == rates[1:] else rates
    found.rate, found.rate_then = _value(reading, low), _value(reading, high)
    found.spent |= set(rates)


def _per_rvu(reading: Reading, at: int) -> bool:
    """Tell whether a small amount is a work RVU's: "$3 a wrvu", "a $2 raise per wrvu"."""
    after = at + 1 + reading.signals(at + 1, Cue.LOWER, Cue.RAISE, Cue.EXTRA)
    return reading.signals(after, Cue.PER_RVU)


def _busier(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take visits that go from so many to so many, each worth an average: "from 18 to 22 a day at 1.7 each"."""
    small = [at for at in given if 0 < _value(reading, at) < _LEAST and reading.atoms[at].sort is Sort.NUMBER]
    means = [at for at in small if _each(reading, at)]
    if len(means) != 1:
        return
    counts = [at for at in given if at not in means and reading.atoms[at].sort is Sort.NUMBER]
    _on_top(reading, [at for at in counts if _rate_of_visits(reading, at)], means[0], found)
    for first, second in pairwise(counts):
        between = range(first + 1, second)
        back = any(reading.signals(at, Cue.IN_PLACE) for at in between)
        goes = back or any(reading.signals(at, Cue.TO) for at in between)
        rate = _rate_of_visits(reading, second) or _rate_of_visits(reading, first)
        if not goes or second - first > _STEP or rate is None:
            continue
        now, then = (
            _value(reading, at) * _value(reading, means[0]) for at in ((second, first) if back else (first, second))
        )
        found.base, found.base_then, found.base_per = now, then, rate
        found.spent |= {first, second, means[0]}
        return


def _on_top(reading: Reading, counts: list[int], mean: int, found: Amounts) -> None:
    """Take so many visits more or fewer, each worth an average: "2 more a day at 1.5 each", "add 3 pts a day"."""
    if len(counts) != 1:
        return
    (at,) = counts
    near = (at - 1, at + 1, reading.next_to(at, -1), reading.next_to(at, 1), reading.next_to(at + 1, 1))
    fewer = any(reading.signals(step, Cue.STOP, Cue.LOWER) for step in near)
    if fewer or any(reading.signals(step, Cue.EXTRA, Cue.ADD) for step in near):
        count = _value(reading, at) * _value(reading, mean)
        found.more, found.base_per = -count if fewer else count, _rate_of_visits(reading, at) or "year"
        found.spent |= {at, mean}


def _each(reading: Reading, at: int) -> bool:
    """Tell whether a number is what one visit is worth: "1.7 each", "avg 1.6", "at 1.8 wrvu a visit"."""
    unit = rvu(reading, at)
    told = unit is not None or (reading.has(Cue.SEEN) and not unit_at(reading, reading.next_to(at, 1)))
    if told and _value(reading, at) < _LEAST and reading.signals(at - 1, Cue.AT):
        return True  # "3 more a day at 1.6 wrvu", "2 visits a day at 1.5"
    return averaged(reading, at, at if unit is None else unit)


def _rate_of_visits(reading: Reading, at: int) -> Period | None:
    """Return the stretch of time in which so many visits are seen: "22 a day", "18 pts a day"."""
    for step in range(at + 1, min(at + 1 + _NEAR, len(reading.atoms))):
        if period_at(reading, step):
            return period_at(reading, step)
        if not reading.signals(step, Cue.SEEN, Cue.EXTRA, Cue.STOP):
            return None
    return None


def _paying(reading: Reading, at: int) -> bool:
    """Tell whether what one work RVU pays stands before a number: "my pay per wrvu goes from 48"."""
    hits = [hit for hit in reading.cues.get(Cue.PER_RVU, ()) if at - _STEP <= hit.start < at]
    return any(hit.end - hit.start > 1 for hit in hits)


def _percent(reading: Reading, at: int, found: Amounts) -> None:
    """Take a percentage: a cut, a raise, or a share of the work."""
    value = _value(reading, at) / _PERCENT
    near = list(_around(reading, at))
    after = reading.next_to(at, 1)
    found.spent.add(at)
    whole = reading.next_to(after, 1) if reading.signals(after, Cue.PERCENT) else after
    parted = whole < len(reading.atoms) and any(reading.signals(step, Cue.OF) for step in range(at + 1, whole))
    earned = parted and reading.atoms[whole].sort is Sort.NUMBER and _value(reading, whole) >= _BASE
    if earned and not found.services and 0 < value < 1 and not reading.has(Cue.LOWER, Cue.RAISE):
        found.base, found.by = _value(reading, whole), value - 1
        found.spent.add(whole)
        return
    signs = [step for step in near if reading.signals(step, Cue.LOWER, Cue.RAISE)]
    if not signs and reading.signals(at - 1, Cue.WITHOUT) and found.by is None:  # "5200 wrvus, minus 4%"
        found.by = -value
        return
    pays = any(reading.signals(step, Cue.MEDICARE) for step in range(max(at - _CLOSE, 0), at))
    found.paid = reading.has(Cue.FACTOR) or (pays and reading.has(Cue.DOLLARS))  # "medicare pays 5% less"
    if found.paid and not signs:  # "drops the conversion factor another 3%"
        clause = (step for step in range(at - 1, -1, -1) if reading.signals(step, Cue.LOWER, Cue.RAISE, Cue.BREAK))
        signs = [step for step in (next(clause, -1),) if reading.signals(step, Cue.LOWER, Cue.RAISE)]
    if signs and found.by is None:
        found.by = -value if reading.signals(signs[0], Cue.LOWER) else value
    elif found.paid and found.by is None and reading.signals(at + 1, Cue.OFF):
        found.by = -value
    elif not reading.signals(after, Cue.MEDICARE) or value < _PAYER:
        found.share = value if 0 < value <= 1 else None


def _around(reading: Reading, at: int) -> Iterator[int]:
    """Yield the places near a number, nearest first, within its own clause."""
    for step in (1, -1):
        place, words = at, 0
        while words < _NEAR:
            place += step
            words += place not in reading.light
            if not 0 <= place < len(reading.atoms) or reading.signals(place, Cue.BREAK):
                break
            if reading.atoms[place].value is not None:
                break
            yield place


def _rated(reading: Reading, at: int) -> bool:
    """Tell whether an amount pays RVUs: "$50 a wrvu", "4500 wrvu x $50"."""
    after = any(reading.signals(step, *_RVUS) for step in range(at + 1, at + 4) if not _ended(reading, at, step))
    before = reading.next_to(at, -1)
    times = reading.signals(before, Cue.TIMES, Cue.AT) or at - 1 in reading.light
    return after or (times and reading.signals(reading.next_to(before, -1), *_RVUS)) or reading.signals(before, *_RVUS)


def _ended(reading: Reading, start: int, end: int) -> bool:
    return any(reading.signals(at, Cue.BREAK, Cue.VERSUS) for at in range(start, end + 1))


def of_rvus(reading: Reading, at: int) -> bool:
    """Tell whether a number counts work RVU or says what one of them pays: "4500 wrvu x $50"."""
    after = reading.next_to(at, 1)
    counted = any(reading.signals(near, *_RVUS) for near in (after, reading.next_to(after, 1)))
    return counted or _rated(reading, at)


def _paid(reading: Reading, given: list[int], found: Amounts) -> None:
    """Read what a work RVU pays beside the number of them: "4500 wrvu x $50"."""
    for at in given:
        money = reading.atoms[at].sort is Sort.MONEY or (found.base is not None and _multiplies(reading, at))
        free = money and at not in found.spent and _value(reading, at) > 0
        each = found.base is not None and reading.signals(at + 1, Cue.PER_ONE)
        # "3% off the factor, 6200 wrvu paid flat $47": the one small amount beside them is what each pays.
        flat = found.paid and found.base is not None and FACTORS[0] <= _value(reading, at) <= _DEAR
        if free and (each or flat or _rated(reading, at)):
            found.rate = _value(reading, at)
            found.spent.add(at)


def _billed(reading: Reading, given: list[int], found: Amounts) -> None:
    """Take what Medicare pays now, where what it multiplies by changes: "medicare brings us 640k"."""
    if not (found.paid or found.factor is not None) or found.services:
        return
    for at in given:
        sort = reading.atoms[at].sort
        money = sort is Sort.MONEY or (sort is Sort.NUMBER and _of_money(reading, at))
        if money and at not in found.spent and found.revenue is None and _value(reading, at) >= _BASE:
            end = next((step for step in range(at + 1, at + 1 + _CLOSE) if period_at(reading, step)), None)
            found.revenue = _value(reading, at)
            found.base_per = (period_at(reading, end) if end is not None else None) or found.base_per
            found.spent |= {at} if end is None else {at, end}


def _of_money(reading: Reading, at: int) -> bool:
    """Tell whether a number is dollars from Medicare by the words around it."""
    near = range(max(at - _CLOSE, 0), min(at + 1 + _CLOSE, len(reading.atoms)))
    return any(reading.signals(step, Cue.DOLLARS, Cue.MEDICARE) for step in near)


def _replaces(reading: Reading, at: int) -> bool:
    """Tell whether a number is what the conversion factor becomes: "conversion factor drops to 30"."""
    near = range(max(at - _STEP, 0), at)
    becomes = all(any(reading.signals(step, cue) for step in near) for cue in (Cue.FACTOR, Cue.TO))
    return becomes or factored(reading, at)


def _multiplies(reading: Reading, at: int) -> bool:
    """Tell whether a bare number ends a clause behind "x" and RVUs: "5000 wrvu x 47", "400 wrvu at 52 each"."""
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK
    ends = ends or reading.signals(at + 1, Cue.PER_ONE, Cue.EACH)
    return ends and reading.signals(at - 1, Cue.TIMES, Cue.AT) and reading.signals(at - 2, *_RVUS)
