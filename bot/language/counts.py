"""How many of each service a supposition speaks of: said, stepped from one number to another, or one for one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.lexicon import Cue, Say
from bot.domain.question import Change
from bot.language.amounts import Amounts
from bot.language.atoms import Sort
from bot.language.calendar import period_at
from bot.language.clauses import Clause
from bot.language.forms import free
from bot.language.part import Part
from bot.language.quantities import Number, Role
from bot.language.reading import Reading
from bot.language.slots import daily, slotted

COUNTS = frozenset({Role.COUNT, Role.TIMES, Role.LESIONS})
"""Roles of numbers that count services."""
_HOUR = 60
_BLOCK = 120
"""Minutes from which a length before "day" or "clinic" is a stretch of work, not a visit."""
_AHEAD = 8
"""Atoms before a service within which a number counts it."""


@dataclass(slots=True)
class Counted:
    """One clause with its count."""

    clause: Clause
    count: int | None = None
    """None: not said."""
    change: Change | None = None
    minutes: int | None = None
    at: int = -1
    """Where the count stands."""
    assumed: Say | None = None


def by_time(reading: Reading, parts: Sequence[Part]) -> list[Counted]:
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
        Counted(Clause(now, now.start, now.end, Change.STOPPED), change=Change.STOPPED, minutes=length),
        Counted(Clause(then, now.end, now.end, Change.ADDED), change=Change.ADDED, minutes=length),
    ]


def owner_of(reading: Reading, every: Sequence[Counted], at: int) -> Counted | None:
    """Return the clause whose service a number counts: the next one in its clause, or the one that it is behind."""
    for one in every:
        part = one.clause.part
        if one.clause.start <= at < part.end and part.start - at <= _AHEAD:
            return one
    rated = _counts_people(reading, at) or any(period_at(reading, step) for step in (at + 1, at + 2, at + 3))
    ends = at + 1 == len(reading.atoms) or reading.signals(at + 1, Cue.BREAK)
    marked = (
        _for_people(reading, at)
        or (ends and reading.signals(at - 1, Cue.FOR, Cue.DO))
        or reading.signals(at - 1, Cue.OPENS, Cue.BREAK, Cue.TIMES)
        or reading.signals(at + 1, Cue.TIMES)
    )
    before = [one for one in every if one.clause.part.end <= at]
    if before and (rated or marked):
        return next((one for one in reversed(before) if one.count is None), None)
    following = [one for one in every if one.clause.part.start > at]
    return following[0] if following and rated else None


def people(reading: Reading, number: Number) -> bool:
    """Tell whether a number behind "for" counts what follows, not minutes: "for 45 hypertensives"."""
    return number.role is Role.AT and _for_people(reading, number.at)


def _for_people(reading: Reading, at: int) -> bool:
    after = at + 1
    follows = after < len(reading.atoms) and reading.atoms[after].sort is Sort.WORD and after not in reading.hit_of
    return reading.signals(at - 1, Cue.FOR) and (follows or _counts_people(reading, at))


def _counts_people(reading: Reading, at: int) -> bool:
    after = reading.next_to(at, 1)
    return any(reading.signals(near, Cue.MEMBER, Cue.SEEN) for near in (after, reading.next_to(after, 1)))


def from_to(reading: Reading, every: list[Counted], numbers: Sequence[Number], found: Amounts) -> list[Counted] | None:
    """Read "from 10 to 15 AWVs a week" and "from 20 min to 30 min visits" of one service."""
    if len(every) != 1:
        return None
    (one,) = every
    slots = slotted(reading)
    if slots is not None:
        found.spent |= set(slots.at)
        return [
            Counted(one.clause, slots.day // slots.now, Change.STOPPED, slots.now),
            Counted(one.clause, slots.day // slots.then, Change.ADDED, slots.then),
        ]
    counts = [number for number in numbers if number.role in COUNTS | {Role.AT} and number.at not in found.spent]
    lengths = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES]
    if len(counts) == 2 and _stepped(reading, counts[0].at, counts[1].at):  # noqa: PLR2004 - from one to another
        now, then = (int(number.value) for number in counts)
        if now != then:
            found.spent |= {number.at for number in counts}
            return [Counted(one.clause, now, Change.STOPPED), Counted(one.clause, then, Change.ADDED)]
    short = all((reading.atoms[at].value or 0) < _BLOCK for at in lengths)
    if len(lengths) == 2 and short and _stepped(reading, *lengths):  # noqa: PLR2004 - from one to another
        values = [int(reading.atoms[at].value or 0) for at in lengths]
        count = int(counts[0].value) if len(counts) == 1 else None
        found.spent |= {number.at for number in counts}
        return [
            Counted(one.clause, count, Change.STOPPED, values[0]),
            Counted(one.clause, count, Change.ADDED, values[1]),
        ]
    return None


def _stepped(reading: Reading, first: int, second: int) -> bool:
    """Tell whether two numbers are where something goes from and to."""
    if any(reading.signals(at, Cue.WHAT_IF) for at in range(first, second)):
        return True  # "i'm at 8 a day, what if 10"
    goes = any(reading.signals(at, Cue.FROM, Cue.LOWER, Cue.RAISE, Cue.SWAP) for at in range(first))
    return goes and any(reading.signals(at, Cue.TO) for at in range(first, second))


def merged(every: list[Counted]) -> list[Counted]:
    """Join what is said twice: "half of our AWVs, 12 AWVs a week"; a bare "visit" lends its count to a swap."""
    out: list[Counted] = []
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


def _same(one: Counted, two: Counted) -> bool:
    parts = one.clause.part, two.clause.part
    alike = parts[0].concepts == parts[1].concepts and parts[0].code == parts[1].code
    told = two.count is None and one.count is not None  # "30% of my 99213s become 99214s, 60 99213s a week"
    return alike and (one.count is None or two.count is None) and one.minutes == two.minutes and (
        told or one.change is two.change or Change.KEPT in {one.change, two.change}
    )  # fmt: skip


def blocked(reading: Reading, every: Sequence[Counted]) -> None:
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


def trailing(every: Sequence[Counted], *, shared: bool) -> None:
    """Let a count behind all services be that of those which the others join: "every AWV got 99497 too, 8 a week".

    `shared` tells that only a part of them are joined: "60% of our AWVs got a screen, we do 40 a month".
    """
    last = max((one.clause.part.end for one in every), default=0)
    kept = [one for one in every if one.change is Change.KEPT]
    added = [one for one in every if one.change is Change.ADDED and one.count is not None]
    if len(kept) == len(added) == 1 and kept[0].count is None and added[0].at >= last:
        kept[0].count, added[0].count = added[0].count, None if shared else added[0].count


def freed(reading: Reading, every: Sequence[Counted]) -> None:
    """Let the minutes that are given up say how many fit: "quit warts (8 a week, 10 min), use that time for …"."""
    stopped = [one for one in every if one.change is Change.STOPPED]
    added = [one for one in every if one.change is Change.ADDED]
    if len(stopped) != 1 or len(added) != 1 or not free(reading, Cue.FREED):
        return
    (now,), (then,) = stopped, added
    before, after = _minutes(reading, now), _minutes(reading, then)
    if now.count is not None and then.count is None and before and after:
        then.count = now.count * before // after or None


def _minutes(reading: Reading, one: Counted) -> int | None:
    """Return the one length that is said in a clause, None where there are none or several."""
    atoms = reading.atoms[one.clause.start : one.clause.end]
    said = [int(atom.value) for atom in atoms if atom.sort is Sort.MINUTES and atom.value]
    return said[0] if len(said) == 1 else None


def one_for_one(reading: Reading, every: Sequence[Counted]) -> None:
    """Let a swap in which only one service is counted be one for one, and say so."""
    stopped = [one for one in every if one.change is Change.STOPPED]
    added = [one for one in every if one.change is Change.ADDED]
    if len(stopped) != 1 or not added or _of_time(reading):
        return
    (now,), then = stopped, added[0]
    if len(added) == 1 and now.count is not None and then.count is None and _one_hour(reading, then):
        then.count = 1
    if len(added) > 1:
        alike = now.count is not None and all(one.count is None for one in added)
        for one in added if alike and not _a_single(reading, added[0]) else ():
            one.count, one.assumed = now.count, Say.ONE_FOR_ONE
        return
    if (now.count is None) != (then.count is None):
        lacking, count = (then, now.count) if then.count is None else (now, then.count)
        if (then.count is None and _an_extra(reading, then)) or _a_single(reading, lacking):
            lacking.count = 1
        elif not any(_long(reading, at) for at in range(lacking.clause.start, lacking.clause.end)):
            lacking.count, lacking.assumed = count, Say.ONE_FOR_ONE


def _a_single(reading: Reading, one: Counted) -> bool:
    """Tell whether one of a service is given or taken: "trade 2 level 4s for a colpo", not "… billed as a level 5"."""
    kinds = reading.has(Cue.BECOME, Cue.RECODED, Cue.IN_PLACE)
    at = one.clause.part.start - 1
    hit = reading.hit_of.get(at)
    given = hit is not None and Cue.PLUS in hit.cues and hit.end - hit.start > 1  # "with a 99215"
    return (given or reading.signals(at, Cue.ARTICLE)) and not kinds


def _one_hour(reading: Reading, one: Counted) -> bool:
    """Tell whether one hour of a service is spoken of: "drop 3 visits for an hour of therapy"."""
    ahead = range(one.clause.start, one.clause.part.start)
    hours = [at for at in ahead if reading.atoms[at].sort is Sort.MINUTES and reading.atoms[at].value == _HOUR]
    return any(reading.signals(at + 1, Cue.OF) and _single(reading, at) for at in hours)


def _an_extra(reading: Reading, one: Counted) -> bool:
    """Tell whether one more of a service is spoken of: "drop 2 visits for an extra EKG each day"."""
    at = one.clause.part.start
    return reading.signals(at - 1, Cue.EXTRA) and reading.signals(at - 2, Cue.ARTICLE)


def _single(reading: Reading, at: int) -> bool:
    """Tell whether a length is one as said: "an hour", "one hr", not "60 min"."""
    return reading.atoms[at].article or reading.atoms[at].spoken


def _of_time(reading: Reading) -> bool:
    """Tell whether minutes are freed, not slots, each of which takes one of something else."""
    return free(reading, Cue.FREED) and any(Cue.FREED_SLOTS not in hit.cues for hit in reading.cues[Cue.FREED])


def _long(reading: Reading, at: int) -> bool:
    """Tell whether a length is a stretch of work, not one visit and not the day that both are done in."""
    atom = reading.atoms[at]
    long = atom.sort is Sort.MINUTES and atom.value is not None and atom.value >= _BLOCK
    return long and not daily(reading, at)


def receives(reading: Reading, one: Counted) -> bool:
    """Tell whether a service only says whose care is swapped: "5 discharges got TCM instead of a 99214"."""
    got = (hit.start for hit in reading.cues.get(Cue.GOT, ()))
    return one.change is Change.KEPT and any(one.clause.part.end <= at <= one.clause.end for at in got)
