"""Suppositions: services added, stopped, kept or swapped, with how many in which stretch of time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue, Say
from bot.domain.question import Change, Item, Period, Stated, WhatIf
from bot.language.amounts import Amounts, amounts
from bot.language.atoms import Sort
from bot.language.calendar import PER, period_at
from bot.language.clauses import Clause, clauses
from bot.language.items import Itemizer, SideItems
from bot.language.parts import Part, Parts
from bot.language.quantities import Number, Role
from bot.language.reading import Reading
from bot.language.sides import Divider, Stretch

_COUNTS = frozenset({Role.COUNT, Role.TIMES, Role.LESIONS})
_NOW, _THEN = 1, 2
"""The sides of a swap."""
_BLOCK = 120
"""Minutes from which a length before "day" or "clinic" is a stretch of work, not a visit."""
_AHEAD = 8
"""Atoms before a service within which a number counts it."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """A supposition as understood, and what of it is not clear."""

    question: WhatIf
    stretches: tuple[Stretch, ...]
    sides: tuple[SideItems, ...]
    unclear: str | None = None
    """A number whose part nothing tells, as written."""
    ask: Say | None = None
    """What is missing."""
    fee: Decimal | None = None
    """A membership fee without its period."""


@dataclass(slots=True)
class _Counted:
    """One clause with its count."""

    clause: Clause
    count: int | None = None
    """None: not said."""
    change: Change | None = None
    minutes: int | None = None
    assumed: Say | None = None


class Supposer:
    """Reads suppositions with one catalog's words."""

    def __init__(self, catalog: Catalog, divider: Divider, itemizer: Itemizer) -> None:
        self._says = catalog.lexicon.says
        self._divider = divider
        self._itemizer = itemizer
        self._parts = dict(catalog.lexicon.parts)
        self._fractions = dict(catalog.lexicon.fractions)

    def suppose(self, reading: Reading, parts: Parts, numbers: Sequence[Number], stated: Stated) -> Supposed:
        """Return the supposition of a text."""
        taken = frozenset(at for part in parts.found for at in part.taken) | reading.placed
        found = amounts(reading, taken)
        whole = stated.model_copy(update={"rate": stated.rate or found.rate})
        named = _without_terms(parts.found, found)
        coded = _by_time(reading, named)
        counted = coded or self._counted(reading, named, numbers, found)
        sides, stretches = [], []
        swapped = {one.change for one in counted} >= {Change.ADDED, Change.STOPPED}
        for one in counted:
            side = None if not swapped or one.change is Change.KEPT else _NOW if one.change is Change.STOPPED else _THEN
            stretch = self._divider.stretch(reading, parts, one.clause.start, one.clause.end)
            stretch = replace(stretch, parts=(one.clause.part,))
            kept = [number for number in numbers if number.at not in found.spent and number.role is not Role.PERCENT]
            kept = [number for number in kept if number.role not in _COUNTS and not _people(reading, number)]
            made = self._itemizer.items(reading, stretch, kept, (), side)
            item = self._made(made.items[0], one)
            stretches.append(stretch)
            sides.append(replace(made, items=(item,), doubts=()))
        items = tuple(side.items[0] for side in sides)
        question = WhatIf(
            items=items,
            stated=whole,
            period=_period(reading, found),
            weeks=found.weeks,
            days_per_week=found.days_per_week,
            base=found.base,
            share=found.share if found.base is not None and found.by is not None else None,
            by=found.by,
            terms=found.terms,
        )
        return Supposed(
            question,
            tuple(stretches),
            tuple(sides),
            _left(reading, numbers, found),
            _missing(question, counted),
            found.fee_open,
        )

    def _made(self, item: Item, one: _Counted) -> Item:
        assumed = self._says[one.assumed] if one.assumed else item.assumed
        changes: dict[str, object] = {"change": one.change, "quantity": one.count or item.quantity, "assumed": assumed}
        if one.minutes is not None:
            changes["minutes"] = one.minutes
        return item.model_copy(update=changes)

    def _counted(
        self, reading: Reading, parts: Sequence[Part], numbers: Sequence[Number], found: Amounts
    ) -> list[_Counted]:
        """Give every count to a service, then let shares and swaps say the counts that were not said."""
        every = [_Counted(clause, change=clause.change) for clause in clauses(reading, parts)]
        steps = _from_to(reading, every, numbers, found)
        for number in numbers:
            counts = number.role in _COUNTS or _people(reading, number)
            if counts and number.at not in found.spent:
                one = _owner(reading, every, number.at)
                if one is not None and one.count is None:
                    one.count = int(number.value)
                    found.spent.add(number.at)
        every = _merged(steps or every)
        self._share(reading, every, found)
        _blocked(reading, every)
        _one_for_one(every)
        return every

    def _share(self, reading: Reading, every: list[_Counted], found: Amounts) -> None:
        """Let "half of our AWVs" say how many of the added service there are."""
        added = [one for one in every if one.change is Change.ADDED and one.count is None]
        kept = [one for one in every if one.change is Change.KEPT and one.count is not None]
        if not added or not kept:
            return
        part = self._part(reading, found)
        for one in added:
            exact = Fraction(kept[0].count or 0) * part
            count = int((Decimal(exact.numerator) / exact.denominator).to_integral_value(ROUND_HALF_UP))
            one.count = max(count, 1)
            one.assumed = Say.ROUNDED if exact != count else None

    def _part(self, reading: Reading, found: Amounts) -> Fraction:
        """Return the share that is said in words or in percent, else all of them."""
        if found.share is not None:
            return Fraction(found.share)
        for at, atom in enumerate(reading.atoms):
            if atom.stem in self._fractions:
                return Fraction(self._fractions[atom.stem])
            if atom.stem in self._parts:
                before = reading.atoms[at - 1].value if at else None
                if before is not None:
                    found.spent.add(at - 1)
                return Fraction(int(before or 1), self._parts[atom.stem])
            second = reading.next_to(at, 1)
            ratio = atom.sort is Sort.NUMBER and reading.signals(second, Cue.OUT_OF, Cue.IN)
            beyond = reading.next_to(second, 1)
            if ratio and beyond < len(reading.atoms) and reading.atoms[beyond].sort is Sort.NUMBER:
                found.spent |= {at, beyond}
                return Fraction(atom.value or 1) / Fraction(reading.atoms[beyond].value or 1)
        return Fraction(1)


def _without_terms(parts: Sequence[Part], found: Amounts) -> tuple[Part, ...]:
    """Leave out what the terms already count, and "procedures" that only say what a cut is about."""
    if found.terms is None:
        return tuple(part for part in parts if found.by is None or not part.generic or part.code)
    if found.terms.kind in {"dpc", "value"}:
        inside = [part for part in parts if not part.generic or part.code]
        return tuple(inside)
    return ()


def _by_time(reading: Reading, parts: Sequence[Part]) -> list[_Counted]:
    """Read a change of how a visit is coded: what is billed now, and the same minutes by time."""
    if not (reading.has(Cue.BY_TIME) and reading.has(Cue.BY_COMPLEXITY)):
        return []
    coded = [part for part in parts if part.code]
    minutes = [atom.value for atom in reading.atoms if atom.sort is Sort.MINUTES and atom.value is not None]
    if len(coded) != 1 or len(minutes) != 1:
        return []
    (now,), length = coded, int(minutes[0])
    then = replace(now, code=None, start=now.end, end=now.end, taken=frozenset())
    return [
        _Counted(Clause(now, now.start, now.end, Change.STOPPED), change=Change.STOPPED, minutes=length),
        _Counted(Clause(then, now.end, now.end, Change.ADDED), change=Change.ADDED, minutes=length),
    ]


def _owner(reading: Reading, every: Sequence[_Counted], at: int) -> _Counted | None:
    """Return the clause whose service a number counts: the next one in its clause, or the one that it is behind."""
    for one in every:
        part = one.clause.part
        if one.clause.start <= at < part.end and part.start - at <= _AHEAD:
            return one
    rated = _counts_people(reading, at) or any(period_at(reading, step) for step in (at + 1, at + 2, at + 3))
    marked = (
        _for_people(reading, at)
        or reading.signals(at - 1, Cue.OPENS, Cue.BREAK, Cue.TIMES)
        or reading.signals(at + 1, Cue.TIMES)
    )
    before = [one for one in every if one.clause.part.end <= at]
    if before and (rated or marked):
        return next((one for one in reversed(before) if one.count is None), None)
    following = [one for one in every if one.clause.part.start > at]
    return following[0] if following and rated else None


def _people(reading: Reading, number: Number) -> bool:
    """Tell whether a number behind "for" counts what follows, not minutes: "for 45 hypertensives"."""
    return number.role is Role.AT and _for_people(reading, number.at)


def _for_people(reading: Reading, at: int) -> bool:
    after = at + 1
    follows = after < len(reading.atoms) and reading.atoms[after].sort is Sort.WORD and after not in reading.hit_of
    return reading.signals(at - 1, Cue.FOR) and (follows or _counts_people(reading, at))


def _counts_people(reading: Reading, at: int) -> bool:
    after = reading.next_to(at, 1)
    return any(reading.signals(near, Cue.MEMBER, Cue.SEEN) for near in (after, reading.next_to(after, 1)))


def _from_to(
    reading: Reading, every: list[_Counted], numbers: Sequence[Number], found: Amounts
) -> list[_Counted] | None:
    """Read "from 10 to 15 AWVs a week" and "from 20 min to 30 min visits" of one service."""
    if len(every) != 1:
        return None
    (one,) = every
    counts = [number for number in numbers if number.role in _COUNTS | {Role.AT} and number.at not in found.spent]
    lengths = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES]
    if len(counts) == 2 and _stepped(reading, counts[0].at, counts[1].at):  # noqa: PLR2004 - from one to another
        step = int(counts[1].value - counts[0].value)
        if step:
            found.spent |= {number.at for number in counts}
            change = Change.ADDED if step > 0 else Change.STOPPED
            return [_Counted(one.clause, abs(step), change)]
    if len(lengths) == 2 and _stepped(reading, *lengths):  # noqa: PLR2004 - from one to another
        values = [int(reading.atoms[at].value or 0) for at in lengths]
        count = int(counts[0].value) if len(counts) == 1 else None
        found.spent |= {number.at for number in counts}
        return [
            _Counted(one.clause, count, Change.STOPPED, values[0]),
            _Counted(one.clause, count, Change.ADDED, values[1]),
        ]
    return None


def _stepped(reading: Reading, first: int, second: int) -> bool:
    """Tell whether two numbers are where something goes from and to."""
    goes = any(reading.signals(at, Cue.FROM, Cue.LOWER, Cue.RAISE, Cue.SWAP) for at in range(first))
    return goes and any(reading.signals(at, Cue.TO) for at in range(first, second))


def _merged(every: list[_Counted]) -> list[_Counted]:
    """Join what is said twice: "half of our AWVs, 12 AWVs a week"; a bare "visit" lends its count to a swap."""
    out: list[_Counted] = []
    for one in every:
        same = next((two for two in out if _same(one, two)), None)
        if same is None:
            out.append(one)
        elif same.count is None:
            same.count = one.count
    general = [one for one in out if one.clause.part.generic and not one.clause.part.code and one.change is Change.KEPT]
    if general and len(out) > len(general):
        out = [one for one in out if one not in general]
        for one in out:
            one.count = (one.count or 1) * (general[0].count or 1) if general[0].count else one.count
    return out


def _same(one: _Counted, two: _Counted) -> bool:
    parts = one.clause.part, two.clause.part
    alike = parts[0].concepts == parts[1].concepts and parts[0].code == parts[1].code
    return alike and (one.count is None or two.count is None) and one.minutes == two.minutes and (
        one.change is two.change or Change.KEPT in {one.change, two.change}
    )  # fmt: skip


def _blocked(reading: Reading, every: Sequence[_Counted]) -> None:
    """Let a stretch of clinic say how many visits fit: "30 min 99214s to 15 min 99213s over an 8 hr day"."""
    lengths = [
        (at, int(atom.value)) for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and atom.value
    ]
    blocks = [value for at, value in lengths if value >= _BLOCK and reading.signals(at + 1, Cue.DAYS, Cue.SHIFT)]
    if len(blocks) != 1 or any(one.count is not None for one in every):
        return
    for one in every:
        own = [value for at, value in lengths if one.clause.start <= at < one.clause.part.end and value < blocks[0]]
        one.count = blocks[0] // own[0] if own and own[0] else None
        one.minutes = own[0] if own else None


def _one_for_one(every: Sequence[_Counted]) -> None:
    """Let a swap in which only one service is counted be one for one, and say so."""
    stopped = [one for one in every if one.change is Change.STOPPED]
    added = [one for one in every if one.change is Change.ADDED]
    if len(stopped) != 1 or len(added) != 1:
        return
    (now,), (then,) = stopped, added
    if (now.count is None) != (then.count is None):
        lacking, count = (then, now.count) if then.count is None else (now, then.count)
        lacking.count, lacking.assumed = count, Say.ONE_FOR_ONE


def _period(reading: Reading, found: Amounts) -> Period | None:
    """Return the stretch of time that the counts are for."""
    if found.terms is not None and found.terms.kind == "cocm":
        return "month"
    hits = sorted(
        (hit.start, period)
        for cue, period in PER.items()
        for hit in reading.cues.get(cue, ())
        if found.spent.isdisjoint({hit.start, reading.next_to(hit.start, -1)}) or _behind_count(reading, hit.start)
    )
    if found.terms is not None and not hits:
        return None
    close = [period for start, period in hits if _behind_count(reading, start)]
    return next(iter(close or [period for _, period in hits]), None)


def _behind_count(reading: Reading, at: int) -> bool:
    """Tell whether a rate stands behind a count within its clause: "12 AWVs a week"."""
    for step in range(at - 1, max(at - _AHEAD, -1), -1):
        if reading.atoms[step].sort is Sort.MONEY or reading.signals(step, Cue.WORK, Cue.RVU, Cue.TOTAL, Cue.HOURS):
            return False
        if reading.atoms[step].sort is Sort.NUMBER:
            return not reading.signals(step + 1, Cue.PERIOD)
    return False


def _left(reading: Reading, numbers: Sequence[Number], found: Amounts) -> str | None:
    """Return a number that has found no part to play, as written."""
    quiet = {Role.SIZE, Role.LENGTH, Role.YEAR, Role.AT, Role.LESIONS}
    for number in numbers:
        if number.at not in found.spent and number.role not in quiet and reading.atoms[number.at].sort is Sort.NUMBER:
            return reading.atoms[number.at].stem
    if found.fee_open is not None:
        return None
    open_ = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MONEY and atom.value]
    return next((reading.atoms[at].stem for at in open_ if at not in found.spent and found.terms is None), None)


def _missing(question: WhatIf, counted: Sequence[_Counted]) -> Say | None:
    """Return what the supposition lacks to be one at all."""
    shared = any(one.change is Change.ADDED and one.count is None for one in counted) and any(
        one.change is Change.KEPT and one.count is None for one in counted
    )
    told = any(one.count is not None or one.clause.said for one in counted)
    if shared or (counted and not told and question.by is None and question.terms is None):
        return Say.WHAT_CHANGES
    if not question.items and question.terms is None and question.by is None and question.base is None:
        return Say.WHAT_CHANGES
    return None
