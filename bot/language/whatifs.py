"""Suppositions: services added, stopped, kept or swapped, with how many in which stretch of time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue, Say
from bot.domain.question import Change, Item, Period, Stated, WhatIf
from bot.language.amounts import Amounts, amounts
from bot.language.atoms import Sort
from bot.language.calendar import PER
from bot.language.clauses import clauses
from bot.language.counts import (
    COUNTS,
    Counted,
    blocked,
    by_time,
    freed,
    from_to,
    merged,
    one_for_one,
    owner_of,
    people,
    receives,
    trailing,
)
from bot.language.forms import free
from bot.language.heads import heads, shared_out
from bot.language.items import Itemizer, SideItems
from bot.language.multiplied import over_days
from bot.language.part import Part, Parts
from bot.language.quantities import Number, Role
from bot.language.reading import Reader, Reading
from bot.language.relocation import handed_to, is_place, moved_to, taken_up
from bot.language.shares import ratio, some_of
from bot.language.sides import CLINICIANS, Divider
from bot.language.slots import daily, relengthened, slotted
from bot.language.stretch import Stretch

_NOW, _THEN = 1, 2  # the sides of a swap
_DAY = 240
"""Minutes from which a length before "day" or "clinic" is that of the work, not of a visit."""
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


class Supposer:
    """Reads suppositions with one catalog's words."""

    def __init__(self, catalog: Catalog, reader: Reader, divider: Divider, itemizer: Itemizer) -> None:
        generic = catalog.lexicon.cues.get(Cue.GENERIC, ())[:1]
        visits = reader.services.exactly(set(reader.compiled(" ".join(generic))))
        self._visit = tuple(sorted(target.concept for target in visits))
        """What the first word for a service without more names: a visit."""
        self._concepts, self._services = catalog.concepts, reader.services
        self._says = catalog.lexicon.says
        self._divider = divider
        self._itemizer = itemizer
        self._parts = dict(catalog.lexicon.parts)
        self._fractions = dict(catalog.lexicon.fractions)

    def suppose(self, reading: Reading, parts: Parts, numbers: Sequence[Number], stated: Stated) -> Supposed:
        """Return the supposition of a text."""
        taken = frozenset(at for part in parts.found for at in part.taken) | reading.placed
        found = amounts(reading, taken)
        whole = stated.model_copy(update={"rate": found.rate or stated.rate})
        self._worded(reading, found)
        moved, handed = moved_to(reading), handed_to(reading)
        named = tuple(part for part in parts.found if not found.changes or not part.generic or part.code)
        booked = len(named) > 1 and all(part.generic for part in named) and slotted(reading) is not None
        if (not named or booked) and not found.changes:
            named = self._visits(reading, numbers)
        if len(named) > 1 and slotted(reading) is not None:  # "visits from 30 to 25 min, all 99214s"
            named = tuple(part for part in named if not part.generic or part.code) or named
        named = relengthened(reading, self._turned(reading, named))
        found.spent |= {at for part in named[1:] for at in part.taken if reading.atoms[at].value == 1}
        if moved is not None:
            named = tuple(part for part in named if not is_place(reading, part))
            whole = whole.model_copy(update={"setting": None})
        if handed is not None:
            whole = whole.model_copy(update={"clinician": None})
        coded = by_time(reading, named)
        counted = coded or self._counted(reading, named, numbers, found)
        _kept_on(reading, named, counted, handed)
        sides, stretches = [], []
        swapped = {one.change for one in counted} >= {Change.ADDED, Change.STOPPED}
        if swapped:
            handed, counted = None, [one for one in counted if not receives(reading, one)]
        for one in counted:
            side = None if not swapped or one.change is Change.KEPT else _NOW if one.change is Change.STOPPED else _THEN
            stretch = self._divider.stretch(reading, parts, one.clause.start, one.clause.end)
            stretch = replace(stretch, parts=(one.clause.part,))
            kept = [number for number in numbers if number.at not in found.spent and number.role is not Role.PERCENT]
            kept = [number for number in kept if number.role not in COUNTS and not people(reading, number)]
            made = self._itemizer.items(reading, stretch, kept, (), side)
            item = _timeless(reading, self._made(made.items[0], one, found))
            stretches.append(stretch)
            ranged = made.out_of_range and one.minutes is None
            sides.append(replace(made, items=(item,), doubts=(), out_of_range=ranged))
        items = tuple(side.items[0] for side in sides)
        if moved is not None or handed is not None:
            stays = {"change": Change.KEPT, "side": None, "setting": None, "clinician": None}
            items = tuple(item.model_copy(update=stays) for item in items)
        slots = len(named) == 1 and slotted(reading) is not None
        period = "day" if slots else _period(reading, found) if items else None
        items, period = over_days(items, period, found)
        question = WhatIf(
            items=items,
            stated=whole,
            period=period,
            weeks=found.weeks,
            days_per_week=found.days_per_week,
            days=found.days if "day" in {period, (found.base_then or found.more) and found.base_per} else None,
            base=found.base,
            base_then=found.base_then,
            more=found.more,
            total=found.total,
            revenue=found.revenue,
            base_per=found.base_per,
            share=found.share if found.whole is not None and found.by is not None else None,
            by=found.by,
            paid=found.paid and found.by is not None,
            rate_then=found.rate_then,
            factor=found.factor,
            moved=moved if items else None,
            handed=handed if items else None,
        )
        return Supposed(
            question,
            tuple(stretches),
            tuple(sides),
            _left(reading, numbers, found, timed=any(item.minutes for item in items)),
            Say.WHAT_CHANGES
            if not _elsewhere(question) and (_unfilled(reading, counted) or _moved(reading, counted))
            else _missing(question, counted),
        )

    def _worded(self, reading: Reading, found: Amounts) -> None:
        """Read a share said in words: "half of my 6500 wrvus are procedures"."""
        if found.whole is None or found.by is None or found.share is not None:
            return
        part = self._part(reading, found)
        if part != 1:
            found.share = Decimal(part.numerator) / part.denominator

    def _visits(self, reading: Reading, numbers: Sequence[Number]) -> tuple[Part, ...]:
        """Return a visit for "2 more patients a day", and for slots of another length that nothing is named for."""
        slots = slotted(reading)
        if slots is not None and self._visit:
            return (Part(slots.at[0], slots.at[1] + 1, frozenset(slots.at), self._visit),)
        for number in numbers:
            after = reading.next_to(number.at, 1)
            seen = next((at for at in (after, reading.next_to(after, 1)) if reading.signals(at, Cue.SEEN)), None)
            if number.role in COUNTS and seen is not None and self._visit:
                return (Part(seen, seen + 1, frozenset({seen}), self._visit),)
        return ()

    def _turned(self, reading: Reading, named: tuple[Part, ...]) -> tuple[Part, ...]:
        """Return what one name says that is done now, and what then: "move our knee injections to guided"."""
        verbs = [hit.end for hit in reading.cues.get(Cue.SWAP, ()) if named and hit.end <= named[0].start]
        if len(named) != 1 or named[0].code or not (verbs or reading.has(Cue.BECOME)):
            return named
        if not verbs and self._timed(named[0]):
            return named  # "half of my visits were by video" are visits still
        (whole,), start = named, min(verbs, default=0)
        turns = (Cue.TO, Cue.BECOME) if verbs else (Cue.BECOME,)
        for at in (step for step in range(start, whole.end) if reading.signals(step, *turns)):
            taken = reading.named & frozenset(range(start, at))
            found = self._services.exactly({reading.atoms[step].stem for step in taken})
            now = tuple(sorted({target.concept for target in found} - {*whole.concepts}))
            then = replace(whole, start=max(at + 1, whole.start), taken=whole.taken - taken)
            if now and then.taken:
                return (replace(whole, start=min(taken), end=at, taken=taken, concepts=now), then)
        return named

    def _timed(self, part: Part) -> bool:
        """Tell whether minutes are said of a service, so that a bare number behind "for" may be some."""
        return bool(part.concepts) and self._concepts[part.concept].kind in {Kind.VISIT, Kind.TALK}

    def _made(self, item: Item, one: Counted, found: Amounts) -> Item:
        assumed = self._says[one.assumed] if one.assumed else item.assumed
        cut = found.changes and not one.clause.said
        changes: dict[str, object] = {
            "change": Change.KEPT if cut else one.change,
            "quantity": one.count or item.quantity,
            "assumed": assumed,
        }
        if one.minutes is not None:
            changes["minutes"] = one.minutes
        return item.model_copy(update=changes)

    def _counted(
        self, reading: Reading, parts: Sequence[Part], numbers: Sequence[Number], found: Amounts
    ) -> list[Counted]:
        """Give every count to a service, then let shares and swaps say the counts that were not said."""
        every = [Counted(clause, change=clause.change) for clause in clauses(reading, parts)]
        each = heads(reading, numbers)
        found.spent |= each.at if each is not None else set()
        part = self._part(reading, found) if found.share is None else Fraction(found.share)
        turned = _turned(reading, numbers, found)
        steps = from_to(reading, every, numbers, found)
        for number in (one for one in numbers if not reading.signals(one.at, Cue.FACILITY, Cue.OFFICE)):
            owner = owner_of(reading, every, number.at)
            untimed = number.role is Role.AT and owner is not None and not self._timed(owner.clause.part)
            every_one = reading.signals(number.at, Cue.IF, Cue.ALL_OF)  # "if every one of my 3" are three
            found.spent |= {number.at} if every_one else set()
            counts = number.role in COUNTS or people(reading, number) or untimed
            if counts and number.at not in found.spent:
                one = owner_of(reading, every, number.at)
                if one is not None and one.count is None:
                    one.count, one.at = int(number.value), number.at
                    found.spent.add(number.at)
        every = merged(steps or every)
        trailing(every, shared=part != 1)
        _share(every, part)
        for one in every if turned else ():
            one.count = turned
        blocked(reading, every)
        freed(reading, every)
        one_for_one(reading, every)
        shared_out(every, each)
        return every

    def _part(self, reading: Reading, found: Amounts) -> Fraction:
        """Return the share that is said in words or in percent, else all of them."""
        for at, atom in enumerate(reading.atoms):
            if reading.signals(at + 1, Cue.SHIFT, Cue.DAYS, Cue.FTE) or reading.signals(at, Cue.IF, Cue.ALL_OF):
                continue
            if atom.stem in self._fractions:
                return Fraction(self._fractions[atom.stem])
            if atom.stem in self._parts:
                before = reading.atoms[at - 1].value if at else None
                if before is not None:
                    found.spent.add(at - 1)
                return Fraction(int(before or 1), self._parts[atom.stem])
            parted = ratio(reading, at)
            if parted is not None:
                found.spent |= {at, reading.hit_of[at + 1].end}
                return parted
            parted = some_of(reading, at) if at not in found.spent else None
            if parted is not None:
                found.spent.add(at)
                return parted
        return Fraction(1)


def _kept_on(reading: Reading, named: Sequence[Part], counted: Sequence[Counted], handed: Clinician | None) -> None:
    """Let what the asker goes on with be added, and what goes into other hands given up."""
    own = taken_up(reading, named) if handed is not None else None
    for one in counted if own is not None else ():
        one.change = Change.STOPPED if one.clause.part.start < (own or 0) else Change.ADDED


def _timeless(reading: Reading, item: Item) -> Item:
    """Return an item without the length of the day that it is done in: "over an 8 hr day"."""
    days = (at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and atom.value == item.minutes)
    whole = item.minutes is not None and item.minutes >= _DAY and all(daily(reading, at) for at in days)
    return item.model_copy(update={"minutes": None}) if whole else item


def _turned(reading: Reading, numbers: Sequence[Number], found: Amounts) -> int | None:
    """Return how many are coded as something else: "3 were 99214"."""
    for number in numbers:
        if number.role in COUNTS and reading.signals(number.at + 1, Cue.BECOME):
            found.spent.add(number.at)
            return int(number.value)
    return None


def _share(every: list[Counted], part: Fraction) -> None:
    """Let "half of our AWVs" say how many of the added service there are."""
    if len(every) == 1 and every[0].count is not None and part != 1:
        exact = every[0].count * part
        every[0].count = max(round(exact), 1)
        every[0].assumed = Say.ROUNDED if exact.denominator != 1 else None
        return
    turned = [one for one in every if one.change in {Change.ADDED, Change.STOPPED}]
    if part != 1 and [one.change for one in turned] == [Change.STOPPED, Change.ADDED] and turned[0].count is None:
        turned[0].count, turned[1].count = turned[1].count, None  # "20% of 99214s become 99213, 50 a week": of all 50
    added = [one for one in every if one.change is Change.ADDED and one.count is None]
    kept = [one for one in every if one.change is not Change.ADDED and one.count is not None]
    if not added or not kept:
        return
    if kept[0].change is Change.STOPPED and part == 1:
        return
    for one in added:
        exact = Fraction(kept[0].count or 0) * part
        count = int((Decimal(exact.numerator) / exact.denominator).to_integral_value(ROUND_HALF_UP))
        one.count = max(count, 1)
        one.assumed = Say.ROUNDED if exact != count else None
    if kept[0].change is Change.STOPPED:
        kept[0].count = added[0].count


def _period(reading: Reading, found: Amounts) -> Period | None:
    """Return the stretch of time that the counts are for."""
    hits = sorted(
        (hit.start, period)
        for cue, period in PER.items()
        for hit in reading.cues.get(cue, ())
        if found.spent.isdisjoint({hit.start, reading.next_to(hit.start, -1)}) or _behind_count(reading, hit.start)
    )
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


def _left(reading: Reading, numbers: Sequence[Number], found: Amounts, *, timed: bool) -> str | None:
    """Return a number that has found no part to play, as written."""
    quiet = {Role.SIZE, Role.LENGTH, Role.YEAR, Role.LESIONS} | ({Role.AT} if timed else set())
    for number in numbers:
        if reading.signals(number.at + 1, Cue.AGE) or reading.signals(number.at, Cue.FACILITY, Cue.OFFICE):
            continue
        if number.at not in found.spent and number.role not in quiet and reading.atoms[number.at].sort is Sort.NUMBER:
            return reading.atoms[number.at].stem
    open_ = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MONEY and atom.value]
    return next((reading.atoms[at].stem for at in open_ if at not in found.spent), None)


def _unfilled(reading: Reading, counted: Sequence[Counted]) -> bool:
    """Tell whether freed minutes are used although nothing says how many they are."""
    changes = {one.change for one in counted if one.count is None}
    return free(reading, Cue.FREED) and Change.ADDED in changes and any(one.change is Change.STOPPED for one in counted)


def _moved(reading: Reading, counted: Sequence[Counted]) -> bool:
    """Tell whether what changes is no count of a service.

    It goes elsewhere ("move 10 a month to the hospital"), grows longer, or is what fewer no-shows are of.
    """
    changes = {one.change for one in counted}
    elsewhere = reading.has(Cue.FACILITY, Cue.OFFICE, Cue.NURSE, *CLINICIANS)
    lengthened = any(
        atom.sort is Sort.MINUTES
        and reading.signals(reading.next_to(at, -1), Cue.ADD)
        and reading.signals(at + 1, Cue.TO, Cue.ONTO)
        for at, atom in enumerate(reading.atoms)
    )
    missed = reading.has(Cue.NO_SHOW) and reading.has(Cue.STOP, Cue.LOWER, Cue.EXTRA)
    nowhere = changes == {Change.STOPPED} and reading.has(Cue.SWAP) and (elsewhere or not reading.has(Cue.STOP))
    return nowhere or lengthened or missed


def _elsewhere(question: WhatIf) -> bool:
    """Tell whether the same services go on in another place or in other hands."""
    return question.moved is not None or question.handed is not None


def _missing(question: WhatIf, counted: Sequence[Counted]) -> Say | None:
    """Return what the supposition lacks to be one at all."""
    shared = any(one.change is Change.ADDED and one.count is None for one in counted) and any(
        one.change is Change.KEPT and one.count is None for one in counted
    )
    told = any(one.count is not None or one.clause.said for one in counted)
    uncounted = any(one.count is None for one in counted)
    loose = len(counted) > 1 and uncounted and not any(one.clause.said for one in counted)
    if _elsewhere(question):
        return None
    if shared or loose or (counted and not told and not question.cuts):
        return Say.WHAT_CHANGES
    if not question.items and not question.cuts and question.base is None:
        return Say.WHAT_CHANGES
    return None
