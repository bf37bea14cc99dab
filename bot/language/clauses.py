"""The clauses of a supposition: which services are added, stopped or kept, told by the verbs around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.lexicon import Cue
from bot.domain.question import Change
from bot.language.atoms import Sort
from bot.language.calendar import PER, period_at
from bot.language.cues import Hit
from bot.language.part import Part
from bot.language.reading import Reading

_VERBS = frozenset(
    {
        Cue.ADD,
        Cue.STOP,
        Cue.SWAP,
        Cue.DO,
        Cue.IN_PLACE,
        Cue.FROM,
        Cue.TO,
        Cue.FOR,
        Cue.GOT,
        Cue.BECOME,
        Cue.RECODED,
        Cue.ONTO,
        Cue.BY,
    }
)
_WITH = frozenset({Cue.WITH, Cue.PLUS})
_JOINING = (Cue.AND, Cue.PLUS, Cue.BREAK, Cue.FOLLOW)
_ONTO = (Cue.TO, Cue.OF, Cue.ABOUT, Cue.AT)
"""What stands between a service that is added and those it is added to: "to half of our AWVs"."""
_REACH = 5
"""Words around a percentage within which "cut" is a cut of payment, not a service given up."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One service of a supposition, with the stretch of text that says how many of it."""

    part: Part
    start: int
    end: int
    change: Change | None
    said: bool = True
    """A verb says the change; else it is what the other clauses leave."""


@dataclass(slots=True)
class _State:
    """What the verbs read so far do to the next service."""

    change: Change | None = None
    swapping: bool = False
    end: int = 0
    """Where the last verb ends."""
    named: bool = False
    """A service has been named since the last verb."""


def clauses(reading: Reading, parts: Sequence[Part]) -> tuple[Clause, ...]:
    """Return each service with what the supposition does with it."""
    if not parts:
        return ()
    changes = list(_changes(reading, parts))
    added, stopped = Change.ADDED in changes, Change.STOPPED in changes
    given_up = reading.has(Cue.INSTEAD, Cue.SWAP) and added and not stopped
    open_ = Change.STOPPED if given_up else Change.KEPT if added else Change.ADDED
    starts = _starts(reading, parts)
    ends = (*starts[1:], len(reading.atoms))
    return tuple(
        Clause(part, start, end, change or open_, said=change is not None)
        for part, change, start, end in zip(parts, changes, starts, ends, strict=True)
    )


def _starts(reading: Reading, parts: Sequence[Part]) -> tuple[int, ...]:
    """Return where each service's words begin: behind what joins it to the one before."""
    starts = [0]
    for before, part in pairwise(parts):
        between = range(before.end, part.start)
        cut = [at for at in between if _cuts(reading, at)]
        firm = [at for at in cut if reading.signals(at, *_JOINING, Cue.ADD, Cue.STOP, Cue.SWAP, Cue.IN_PLACE)]
        numbers = [at for at in between if reading.atoms[at].sort is Sort.NUMBER and not _ends(reading, at, part.start)]
        choice = [at for at in firm if not numbers or at < numbers[-1]] or firm or cut
        starts.append(choice[-1] if choice else before.end)
    return tuple(starts)


def _ends(reading: Reading, at: int, start: int) -> bool:
    """Tell whether a number with its rate ends what is said of the service before: "colposcopies, 3 a month, and …"."""
    rate = reading.hit_of.get(at + 1)
    rated = rate is not None and period_at(reading, at + 1) is not None
    return rated and rate is not None and rate.end < start and reading.signals(rate.end, *_JOINING)


def _cuts(reading: Reading, at: int) -> bool:
    """Tell whether an atom begins what is said of another service; "pain & stress talks" are about both."""
    paired = reading.signals(at - 1, Cue.REASON) and reading.signals(at + 1, Cue.REASON)
    joins = reading.signals(at, *_JOINING, *_VERBS) and reading.atoms[at].stem != "-"
    return joins and not (paired and reading.signals(at, Cue.AND, Cue.PLUS))


def _changes(reading: Reading, parts: Sequence[Part]) -> Iterator[Change | None]:
    """Yield what the verbs before each service do to it."""
    state = _State()
    found: list[Change | None] = []
    hits = [
        hit
        for hit in reading.hits
        if (
            hit.cues & _VERBS or _off(reading, hit) or _instead(reading, hit) or (hit.start and Cue.WHAT_IF in hit.cues)
        )
        and (reading.named.isdisjoint(range(hit.start, hit.end)) or _heads(reading, hit))
    ]
    last = 0
    for part in parts:
        for hit in hits:
            if last <= hit.start < part.end:
                _turn(reading, hit, state, found)
        onto = (
            state.change is Change.ADDED
            and state.named
            and any(reading.signals(at, *_ONTO) for at in range(last, part.start))
            and not any(reading.signals(at, *_JOINING) for at in range(last, part.start))
        )
        onto = onto or (state.change is Change.ADDED and state.named and _everybody(reading, part, last))
        if _put_onto(reading, parts, part, hits):
            found[:] = [Change.ADDED]
            onto = True
        found.append(Change.KEPT if onto else state.change)
        state.named, last = True, part.end
    for hit in hits:
        if hit.start >= last and Cue.SWAP not in hit.cues:
            _turn(reading, hit, state, found)
            if hit.cues & {Cue.STOP, Cue.ADD} == {Cue.STOP} and found == [None] and not priced(reading, hit):
                found[:] = [Change.STOPPED]  # "half of my 99213s stopped"
    yield from found


def _everybody(reading: Reading, part: Part, last: int) -> bool:
    """Tell whether a bare "visits" only says how many there are: "hand a phq to everybody, 80 visits a week"."""
    between = range(last, part.start)
    joined = any(reading.signals(at, Cue.AND, Cue.PLUS, *_VERBS - {Cue.TO, Cue.FOR}) for at in between)
    return part.generic and not part.code and any(reading.signals(at, Cue.BREAK) for at in between) and not joined


def _put_onto(reading: Reading, parts: Sequence[Part], part: Part, hits: Sequence[Hit]) -> bool:
    """Tell whether the second of two services is only what a share of goes with the first: "G2211 on 60% of 99214s"."""
    said = any(hit.cues & {Cue.ADD, Cue.STOP, Cue.SWAP, Cue.IN_PLACE, Cue.BECOME} for hit in hits)
    if said or len(parts) != 2 or part is not parts[1]:  # noqa: PLR2004 - one put onto another
        return False
    between = range(parts[0].end, part.start)
    shared = any(reading.atoms[at].value is not None or reading.signals(at, Cue.EACH) for at in between)
    every = any(reading.signals(at, Cue.AT) and reading.signals(at + 1, Cue.ALL_OF) for at in between)
    return shared and (every or any(reading.signals(at, Cue.ABOUT) for at in between))


def _turn(reading: Reading, hit: Hit, state: _State, found: list[Change | None]) -> None:
    """Let one verb change what is done with the services that follow."""
    turned = _joined(reading, hit, state, found) or _moved(hit, state) or _begun(reading, hit, state)
    if turned is not None:
        state.change, state.named, state.end = turned, False, hit.end


def _turned(reading: Reading, hit: Hit, state: _State) -> bool:
    """Tell whether one service turns into the next without a word between: "if all 99213s turned 99214"."""
    code = hit.end < len(reading.atoms) and reading.atoms[hit.end].sort is Sort.CODE
    led = Cue.TO in hit.cues and code and reading.has(*PER)  # "4 99213s a week to 99214s"
    return (Cue.SWAP in hit.cues or led) and state.change is None and (code or hit.end in reading.named)


def _joined(reading: Reading, hit: Hit, state: _State, found: list[Change | None]) -> Change | None:
    """Return what follows a verb that also says what the services before it were."""
    before, turned = None, None
    if Cue.IN_PLACE in hit.cues:
        before, turned, state.swapping = Change.ADDED, Change.STOPPED, False
    elif state.named and (hit.cues & {Cue.BECOME, Cue.RECODED} or _turned(reading, hit, state)):
        before, turned = Change.STOPPED, Change.ADDED
    elif Cue.ONTO in hit.cues and state.named and state.change is not Change.STOPPED:
        before, turned = Change.ADDED, Change.KEPT
    elif _receives(reading, hit) and state.named and state.change is None:
        before, turned = Change.KEPT, Change.ADDED
    if before is not None:
        found[:] = [change or before for change in found]
    return turned


def _heads(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb that a name takes in only stands before it: "add 30 min of psychotherapy", "add it to …"."""
    if Cue.ADD not in hit.cues or hit.start - 1 in reading.named:
        return False
    ahead = range(hit.end, min(hit.end + _REACH, len(reading.atoms)))
    return hit.end not in reading.named or any(reading.signals(at, Cue.TO, Cue.ONTO) for at in ahead)


def _off(reading: Reading, hit: Hit) -> bool:
    """Tell whether people are taken off a service: "take 30 off CCM"; a drug that they come off names no service."""
    served = hit.end in reading.named or (hit.end < len(reading.atoms) and reading.atoms[hit.end].sort is Sort.CODE)
    return Cue.OFF in hit.cues and served and reading.has(Cue.ONTO, Cue.ADD, Cue.SWAP, Cue.TO, Cue.INSTEAD)


def _instead(reading: Reading, hit: Hit) -> bool:
    """Tell whether what takes something's place follows: "replace 3 99213s with a 99215"."""
    return bool(hit.cues & _WITH) and any(
        Cue.EQUALS in swap.cues and swap.end <= hit.start for swap in reading.cues.get(Cue.SWAP, ())
    )


def _receives(reading: Reading, hit: Hit) -> bool:
    """Tell whether a service gets another one, not whether it is changed: "AWVs got 99497", "G2211 got added to"."""
    changed = reading.signals(hit.end, Cue.ONTO, Cue.BECOME, Cue.RECODED, Cue.SWAP)
    return hit.cues & {Cue.GOT, Cue.DO} == {Cue.GOT} and not changed


def _moved(hit: Hit, state: _State) -> Change | None:
    """Return what follows the words of a swap: "switch from A to B", "trade A for B"."""
    if Cue.SWAP in hit.cues or (Cue.FROM in hit.cues and state.swapping):
        state.swapping = True
        return Change.STOPPED
    swapped = state.swapping and hit.cues & {Cue.TO, Cue.FOR, Cue.BY, Cue.ONTO, *_WITH}
    given = hit.cues & {Cue.FOR, Cue.WITH} == {Cue.FOR} and state.change is Change.STOPPED and state.named
    return Change.ADDED if swapped or given else None


def _begun(reading: Reading, hit: Hit, state: _State) -> Change | None:
    """Return what follows a verb of adding, stopping or doing."""
    if Cue.WHAT_IF in hit.cues:  # "instead of 3 99214s weekly what if 7 holters"
        return Change.ADDED if state.change is Change.STOPPED and state.named else None
    if _off(reading, hit):
        state.swapping = True
        return Change.STOPPED
    if Cue.STOP in hit.cues and not priced(reading, hit):
        state.swapping = False
        return Change.STOPPED
    if Cue.ADD in hit.cues:
        state.swapping = False
        apart = any(reading.signals(at, Cue.AND, Cue.BREAK) for at in range(state.end, hit.start))
        more = Cue.EXTRA in hit.cues and state.change is Change.STOPPED and not state.named and not apart
        return Change.STOPPED if more else Change.ADDED
    apart = state.named or hit.start > state.end + 1  # "stopped doing" is one verb
    return Change.ADDED if Cue.DO in hit.cues and state.change is Change.STOPPED and apart else None


def priced(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb such as "cut" is about a percentage, so that no service is given up."""
    near = range(max(hit.start - _REACH, 0), min(hit.end + _REACH, len(reading.atoms)))
    percent = (reading.atoms[at].sort is Sort.PERCENT or reading.signals(at, Cue.PERCENT) for at in near)
    return Cue.LOWER in hit.cues and any(percent)
