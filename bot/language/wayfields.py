"""What each number of a way to pay is: said by a word next to it, or by its own form ("$80 a month").

What neither tells is kept as unclear, and asked back about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.domain.lexicon import Cue
from bot.domain.question import Period
from bot.domain.way import Slot
from bot.language.calendar import period_at, unit_at
from bot.language.placing import Form, Given, Placed, Word, place
from bot.language.reading import Reading
from bot.language.waynumbers import split
from bot.language.wayterms import FIELDS, MONTHLY, PANEL_SHARE, PANELS, Kind, Told

_A_YEAR: Final = 12
_HOUR: Final = 60
_BLOCK: Final = 120
"""Minutes from which a length is hours worked, where no service takes as long."""
_YEARLY: Final = Decimal(500)
"""Hours from which they can only be a year's."""
_LEAST: Final = Decimal(3000)
"""US dollars from which what a member costs can only be a year's."""
_HALF: Final = 30
_NEAR: Final = 3
_REACH: Final = 6
_ENDS: Final = frozenset(".;,?")
_YEARLY_SUMS: Final = ("benchmark", "spent")
COSTS: Final = ("staff_cost", "consultant_cost")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A number whose stretch of time is not said: a fee or a cost by the month or the year."""

    kind: Kind
    name: str
    value: Decimal
    """By the month, as if a month had been said; weekly hours by the week."""


@dataclass(slots=True)
class Found:
    """What has been read so far of the ways to pay."""

    reading: Reading
    kinds: tuple[Kind, ...]
    heads: Sequence[tuple[int, Kind]]
    told: Told = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    opens: list[Unsaid] = field(default_factory=list)
    weeks: Decimal | None = None
    monthly: set[int] = field(default_factory=set)
    """Atoms of words for "a member and month"."""

    def owner(self, at: int, kinds: Sequence[Kind]) -> Kind | None:
        """Return the way that a number belongs to: the one named right behind it, or last before it, else the next."""
        fit = [(start, kind) for start, kind in self.heads if kind in kinds]
        fit += [(len(self.reading.atoms), kind) for kind in self.kinds if kind in kinds and not fit]
        close = (kind for start, kind in fit if at < start <= at + _NEAR and not self._ended(at, start))
        before = [kind for start, kind in fit if start <= at]
        return next(close, before[-1] if before else fit[0][1] if fit else None)

    def _ended(self, at: int, end: int) -> bool:
        return any(self.reading.signals(step, Cue.BREAK, Cue.AND, Cue.OR, Cue.VERSUS) for step in range(at, end))

    def has(self, kind: Kind, name: str) -> bool:
        """Tell whether a field was said, with its stretch of time or without."""
        return (kind, name) in self.told or any((one.kind, one.name) == (kind, name) for one in self.opens)

    def tell(self, number: Given, name: str, value: Decimal, kinds: Sequence[Kind]) -> bool:
        """Enter a field of the way that the number belongs to; a second number for it is not clear."""
        kind = self.owner(number.at, kinds)
        if kind is None or self.has(kind, name):
            return False
        self.told[kind, name] = value
        self.spent |= set(range(number.at, number.end))
        return True


def give(found: Found, words: Sequence[Word], numbers: Sequence[Given]) -> None:
    """Give every number its part: next to a word that says what it is, or by its own form."""
    reading = found.reading
    found.monthly = {at for word in words if Slot.MONTHLY in word.slots for at in range(word.start, word.end)}
    _worked(found, numbers)
    _halves(found, words, numbers)
    _divided(found, words, numbers)
    left = [number for number in numbers if number.at not in found.spent]
    placed = place(reading, words, left, lambda slot, number, word: _wants(found, slot, number, word))
    _refuse_codes(placed)
    for number, (slot, word) in placed.items():
        _tell(found, number, slot, word)
    _whole(found, placed)
    if any(Slot.UPSIDE in word.slots for word in words) and "value" in found.kinds:
        found.told.setdefault(("value", "loss_share"), Decimal(0))
    for number in left:
        if number.at not in found.spent and number not in placed:
            _by_form(found, number)
    _strangers(found, left)


def _timed(found: Found, number: Given) -> bool:
    """Tell whether a length may be that of a service: no hours of work follow it."""
    hours = any(found.reading.signals(at, Cue.HOURS) for at in (number.end, number.end + 1))
    return number.form is Form.LENGTH and number.value < _BLOCK and not hours


def _wants(found: Found, slot: Slot, number: Given, word: Word) -> bool:
    """Tell whether a number may be what a word of these ways says."""
    known = FIELDS.get(slot)
    if slot is Slot.MEMBERS and any(_each(found.reading, at) for at in range(number.end, word.start)):
        return False
    if known is None or number.form not in known.forms or not set(known.kinds) & set(found.kinds):
        return False
    if number.form is Form.PART:
        return 0 <= number.value <= 1
    if known.forms == {Form.BARE}:
        return number.value == number.value.to_integral_value() and number.value >= 0
    return number.value > 0


def _each(reading: Reading, at: int) -> bool:
    """Tell whether a word makes of "member" what an amount is for: "10,500 a member"."""
    return reading.signals(at, Cue.ARTICLE, Cue.EACH) or reading.signals(at + 1, Cue.PER_MEMBER)


def _refuse_codes(placed: Placed) -> None:
    """Let five digits stay a code unless they stand right behind "benchmark" or "cost", both of which are said."""
    sums = {slot for slot, _ in placed.values()} & {Slot.BENCHMARK, Slot.SPENT}
    for number, (_, word) in list(placed.items()):
        if number.form is Form.CODED and (len(sums) == 1 or number.at != word.end):
            del placed[number]


def _tell(found: Found, number: Given, slot: Slot, word: Word) -> None:
    """Enter what a word says of a number, by the month or the year as the field has it."""
    known = FIELDS[slot]
    value, period = number.value, None
    if known.name in {"fee", *COSTS, *_YEARLY_SUMS}:
        period, behind = _period(found, number, word)
        found.spent |= behind
        value = _monthly(known.name, value, period)
    kind = found.owner(number.at, known.kinds)
    if kind is None or found.has(kind, known.name) or found.reading.signals(number.end, Cue.PER_HOUR):
        return
    found.spent |= {*range(word.start, word.end), *range(number.at, number.end)}
    if period is None and known.name in {"fee", *COSTS} and not _by_month(found, known.name):
        found.opens.append(Unsaid(kind, known.name, value))
    elif period is None and known.name in _YEARLY_SUMS and value < _LEAST:
        found.unclear.append(_written(found.reading, number))
    else:
        found.told[kind, known.name] = value


def _monthly(name: str, value: Decimal, period: Period | None) -> Decimal:
    """Return an amount by the stretch of time that its field has."""
    if name in _YEARLY_SUMS:
        return value * _A_YEAR if period == "month" else value
    return value / _A_YEAR if period == "year" else value


def _by_month(found: Found, name: str) -> bool:
    """Tell whether the whole text speaks of a month, or of members and months at once."""
    if name == "fee" and found.monthly:
        return True
    return name in COSTS and found.reading.has(Cue.PER_MONTH) and not found.reading.has(Cue.PER_YEAR)


def _period(found: Found, number: Given, word: Word | None = None) -> tuple[Period | None, set[int]]:
    """Return the month or year that an amount is for, said behind it or behind its word, and where that stands."""
    reading = found.reading
    ends = [number.end] if word is None else sorted({number.end, max(number.end, word.end)})
    for end in ends:
        for step in range(end, min(end + _REACH, len(reading.atoms))):
            if reading.atoms[step].value is not None or reading.atoms[step].stem in _ENDS:
                break
            if step in found.monthly:
                return "month", found.monthly
            said = period_at(reading, step)
            if said in {"month", "year"}:
                hit = reading.hit_of[step]
                return said, set(range(hit.start, hit.end))
    before = reading.next_to(number.at, -1)
    monthly = period_at(reading, before) if before >= 0 else None
    return (monthly, {before}) if monthly in {"month", "year"} else (None, set())


def _worked(found: Found, numbers: Iterable[Given]) -> None:
    """Take the weeks worked a year, and hours that say that they are some."""
    for number in numbers:
        after = found.reading.next_to(number.at, 1)
        if number.form is Form.BARE and number.value > 0 and unit_at(found.reading, after) == "week":
            found.weeks = number.value
            found.spent |= set(range(number.at, found.reading.hit_of[after].end))
    for number in numbers:
        after = found.reading.next_to(number.at, 1)
        if number.form is Form.BARE and any(found.reading.signals(at, Cue.HOURS) for at in (after, after + 1)):
            _hours(found, number, number.value)


def _divided(found: Found, words: Sequence[Word], numbers: Sequence[Given]) -> None:
    """Give both parts of "70/30" to fees for services and to the panel, in the order that these are named."""
    pair = [number for number in numbers if number.at in dict(split(found.reading))]
    named = [word for word in words if word.slots & {Slot.FEES, Slot.PANEL}][:2]
    whole = {slot for word in named for slot in word.slots} >= {Slot.FEES, Slot.PANEL}
    for number, word in zip(pair, named, strict=False) if whole else ():
        name = "service_share" if Slot.FEES in word.slots else PANEL_SHARE
        found.tell(number, name, number.value, ("blend",))


def _halves(found: Found, words: Sequence[Word], numbers: Sequence[Given]) -> None:
    """Take further half hours: "10 extra half hours (99494)"."""
    for number, length in pairwise(numbers):
        extra = next((word for word in words if word.start == number.end and Slot.EXTRA in word.slots), None)
        half = length.form is Form.LENGTH and length.value == _HALF and extra is not None and length.at == extra.end
        if number.form is not Form.BARE or not half or "cocm" not in found.kinds:
            continue
        if found.tell(number, "extra", number.value, ("cocm",)):
            found.spent |= set(range(number.at, length.end))
            code = next((word for word in words if Slot.HALVES in word.slots), None)
            found.spent |= set(range(code.start, code.end)) if code else set()


def _by_form(found: Found, number: Given) -> None:
    """Give a number that no word claims its part by what it looks like."""
    if number.form is Form.LENGTH:
        if not _timed(found, number):
            _hours(found, number, number.value / _HOUR)
    elif number.form is Form.MONEY or _charged(found, number):
        _fee(found, number)
    elif number.form is Form.BARE:
        times = found.reading.signals(number.at - 1, Cue.TIMES)
        if times and number.value % 1 == 0 and found.tell(number, "members", number.value, PANELS):
            found.spent.add(number.at - 1)


def _charged(found: Found, number: Given) -> bool:
    """Tell whether a bare number is what a member pays: "at 95 a month"."""
    return number.form is Form.BARE and period_at(found.reading, number.end) == "month"


def _fee(found: Found, number: Given) -> None:
    """Take an amount that only its period names: a membership fee, or what a payer pays a member and month."""
    kind = found.owner(number.at, PANELS)
    period, behind = _period(found, number)
    if kind is None or (kind == "value" and period is None) or found.has(kind, "fee"):
        return
    if period is None and not found.monthly:
        found.opens.append(Unsaid(kind, "fee", number.value))
        found.spent |= set(range(number.at, number.end))
    else:
        found.tell(number, "fee", _monthly("fee", number.value, period), (kind,))
        found.spent |= behind


def _hours(found: Found, number: Given, hours: Decimal) -> None:
    """Take clinic hours a year of a panel, or hours a month of care that is paid by the month."""
    after = range(number.end, min(number.end + _NEAR + 1, len(found.reading.atoms)))
    words = {at for at in after if found.reading.signals(at, Cue.HOURS)}
    said = next(((period_at(found.reading, at), at) for at in after if period_at(found.reading, at)), (None, None))
    period, place_ = said
    behind = words | (set() if place_ is None else set(range(place_, found.reading.hit_of[place_].end)))
    kinds = MONTHLY if period == "month" or not set(found.kinds) & set(PANELS) else PANELS
    if kinds is MONTHLY and set(found.kinds) & set(MONTHLY):
        if period in {"month", None} and found.tell(number, "hours", hours, MONTHLY):
            found.spent |= behind
        return
    kind = found.owner(number.at, PANELS)
    if kind is not None and period == "week" and found.weeks is None:
        found.opens.append(Unsaid(kind, "hours", hours))
        found.spent |= set(range(number.at, number.end)) | behind
        return
    scale = {"week": found.weeks, "month": Decimal(_A_YEAR), "year": Decimal(1), "day": None, None: None}[period]
    scale = Decimal(1) if period is None and hours >= _YEARLY else scale
    if scale is not None and found.tell(number, "hours", hours * scale, PANELS):
        found.spent |= behind


def _whole(found: Found, placed: Placed) -> None:
    """Ask about the panel's part of a blend that does not make one with that of fees for services."""
    parts = [found.told.get(("blend", name)) for name in ("service_share", PANEL_SHARE)]
    told = [part for part in parts if part is not None]
    if len(told) > 1 and sum(told) != 1:
        found.unclear += [_written(found.reading, number) for number, (slot, _) in placed.items() if slot is Slot.PANEL]


def _strangers(found: Found, numbers: Iterable[Given]) -> None:
    """Note the numbers that no word claims, services' codes and lengths apart."""
    for number in numbers:
        plain = number.form in {Form.BARE, Form.MONEY, Form.PART} or (
            number.form is Form.LENGTH and number.value >= _BLOCK
        )
        if plain and number.at not in found.spent:
            found.unclear.append(_written(found.reading, number))


def _written(reading: Reading, number: Given) -> str:
    atom = reading.atoms[number.at]
    return f"{number.value / _HOUR:f} hours" if number.form is Form.LENGTH else atom.stem
