"""Lengths of time that are said once and hold for every side."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.part import Part
from bot.language.quantities import SHORTEST, block, in_all
from bot.language.reading import Reading
from bot.language.stretch import Stretch
from bot.language.unions import COUNTED, counted

_BLOCK = 120
"""Minutes from which a length is a stretch of work."""


def shared_minutes(reading: Reading, stretches: Sequence[Stretch], catalog: Catalog) -> tuple[int, ...]:
    """Return the lengths of time that are said once for every side: "same 20 min", "10 min each", "in 30 min: …"."""
    if len(stretches) < 2:  # noqa: PLR2004 - nothing to share between fewer than two sides
        return ()
    first, last = stretches[0].parts, stretches[-1].parts
    if not first or not last:
        return ()
    found = []
    placed = any(_elsewhere(reading, stretch) or _again(reading, stretch) for stretch in stretches)
    longest = max((atom.value or 0 for atom in reading.atoms if atom.sort is Sort.MINUTES), default=0)
    again = any(reading.signals(hit.end, Cue.HOURS) for hit in reading.cues.get(Cue.SAME, ()))
    for at, atom in enumerate(reading.atoms):
        if (atom.sort is not Sort.MINUTES and at not in reading.lasting) or at in reading.hourly or block(reading, at):
            continue
        near_it = (near for near in range(at - 2, at + 3) if near not in reading.named)
        same = any(reading.signals(near, Cue.SAME, Cue.BOTH) for near in near_it)
        same = same or (at >= last[-1].end and any(reading.signals(near, Cue.SAME) for near in range(at, at + 5)))
        apart = any(reading.signals(near, Cue.BREAK) for near in range(last[-1].end, at))
        each = at >= last[-1].end and apart and any(reading.signals(near, Cue.EACH) for near in range(at - 2, at + 3))
        each = each and not (_longer(reading, stretches[-1], at) or _only_last(reading, first[-1], last[-1], catalog))
        alone = not any(reading.atoms[near].sort is Sort.MINUTES for near in range(at + 1, first[0].start))
        alone = alone or (reading.signals(at + 1, Cue.BREAK, Cue.WITH) and _each_shorter(reading, stretches, at))
        ahead = (
            alone
            and not _of_first(reading, stretches, at)
            and at < first[0].start
            and _before_both(reading, at, first[0].start)
        )
        alike = (
            at >= last[-1].end
            and apart
            and any(reading.signals(near, Cue.SAME) for near in range(stretches[-1].start, at))
        )
        # "DSMT group vs individual, half hour": nothing but how it is held is said of the other one.
        behind = at >= last[-1].end and apart and at + 1 == len(reading.atoms) and stretches[-1].borrowed
        daily = _of_both(reading, stretches, at)
        if same or each or ahead or placed or alike or behind or daily or (again and atom.value == longest):
            found.append(at)
    return tuple(found) or _as_long(reading)


def _of_first(reading: Reading, stretches: Sequence[Stretch], at: int) -> bool:
    """Tell whether a length is the first side's stretch of work: "a morning (3 hrs) of 15 min visits vs a colpo".

    Where each side says how long one takes, it is that of them all: "8 h, visits 20 min each or talks 30 min each".
    """
    timed = [shorter(reading, stretch, reading.atoms[at]) for stretch in stretches if stretch.parts]
    return timed[0] and not all(timed)


def _each_shorter(reading: Reading, stretches: Sequence[Stretch], at: int) -> bool:
    """Tell whether each side says how long one of its own takes, shorter than what is said before all of them."""
    return all(shorter(reading, stretch, reading.atoms[at]) for stretch in stretches if stretch.parts)


def _before_both(reading: Reading, at: int, start: int) -> bool:
    """Tell whether a length is told apart from the first service: "in 30 min: …", "with 30 min to burn do i do …"."""
    paused = any(reading.signals(near, Cue.BREAK) for near in range(at, start))
    had = reading.signals(at - 1, Cue.WITH, Cue.GOT, Cue.LEFT) or reading.signals(at + 1, Cue.LEFT)
    filled = (_value(reading.atoms[at]) >= _BLOCK) and reading.signals(at + 1, Cue.WITH)  # "fill 3 hours with …"
    asked = had and any(reading.signals(near, Cue.YES_NO, Cue.WONDER) for near in range(at + 1, start))
    return paused or filled or asked


def _of_both(reading: Reading, stretches: Sequence[Stretch], at: int) -> bool:
    """Tell whether a length is that of a half day that both sides have: "half day (4 hrs) of A against half day of B".

    Each side names the stretch of work by the same word and says how long one of its own takes.
    """
    if (reading.atoms[at].value or 0) < _BLOCK or not _each_shorter(reading, stretches, at):
        return False
    said = [
        {
            reading.atoms[hit.start].stem
            for cue in (Cue.SHIFT, Cue.DAYS)
            for hit in reading.cues.get(cue, ())
            if hit.start in places
        }
        for places in (range(stretch.start, stretch.end) for stretch in stretches if stretch.parts)
    ]
    return bool(frozenset.intersection(*map(frozenset, said)))


def shorter(reading: Reading, stretch: Stretch, length: Atom) -> bool:
    """Tell whether a side says a length shorter than another one."""
    said = (at for at in range(stretch.start, stretch.end) if _length(reading, at))
    return any(_value(reading.atoms[at]) < _value(length) for at in said)


def _length(reading: Reading, at: int) -> bool:
    """Tell whether minutes stand at a place, with their unit or as "at 20 each"."""
    bare = reading.atoms[at].sort is Sort.NUMBER and reading.signals(at - 1, Cue.AT) and at not in reading.named
    each = bare and reading.signals(at + 1, Cue.EACH)
    return reading.atoms[at].sort is Sort.MINUTES or at in reading.lasting or each


def filling(reading: Reading, stretch: Stretch, shared: Sequence[int], own: Sequence[Atom]) -> list[Atom]:
    """Return the stretch of work said before both sides, where a service has a shorter length of its own."""
    if len(own) != 1:
        return []
    longer = [
        at for at in shared if not stretch.start <= at < stretch.end and _value(own[0]) < _value(reading.atoms[at])
    ]
    return [reading.atoms[at] for at in longer]


def said_once(reading: Reading, shared: Sequence[int], own: Sequence[Atom]) -> bool:
    """Tell whether a service has no length but the one that is said once for every side."""
    return not own or (bool(shared) and [reading.atoms[at] for at in shared] == list(own))


def lasting(reading: Reading, shared: Sequence[int], count: int) -> list[Atom]:
    """Return the shared lengths for one of so many: its part of one that all of a side take, "40 min either way"."""
    lengths = [reading.atoms[at] for at in shared]
    if len(lengths) != 1 or _value(lengths[0]) < count * SHORTEST:
        return lengths
    if not (in_all(reading, shared[0]) or _stretch_ahead(reading, shared[0])):
        return lengths
    return [replace(lengths[0], value=_value(lengths[0]) / count)]


def _stretch_ahead(reading: Reading, at: int) -> bool:
    """Tell whether a length is what the several of each side fill, told before all: "an hour: 4 99213 or 2 99215"."""
    opens = all(reading.atoms[near].sort is not Sort.CODE and near not in reading.named for near in range(at))
    each = any(reading.signals(near, Cue.EACH, Cue.SAME, Cue.BOTH) for near in range(max(at - 2, 0), at + 3))
    return opens and not each


def _as_long(reading: Reading) -> tuple[int, ...]:
    """Return the one length that is said, where another side is said to take as long: "or a 99214, same length".

    What is done "at the same time" is done together; only "for" or "in the same time" tells of minutes.
    """
    hits = reading.cues.get(Cue.AS_LONG, ())
    told = any(Cue.SAME_DAY not in hit.cues or reading.signals(hit.start - 1, Cue.FOR, Cue.IN) for hit in hits)
    lengths = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES]
    return tuple(lengths) if told and len({reading.atoms[at].value for at in lengths}) == 1 else ()


def _longer(reading: Reading, stretch: Stretch, at: int) -> bool:
    """Tell whether a side has a longer stretch of time, so that a length behind it is one of its visits' alone.

    "Vasectomy vs 2 hours of level 4s, half hour each".
    """
    value = reading.atoms[at].value or 0
    others = (atom for atom in reading.atoms[stretch.start : at] if atom.sort is Sort.MINUTES)
    return any((atom.value or 0) > value for atom in others)


def _only_last(reading: Reading, first: Part, last: Part, catalog: Catalog) -> bool:
    """Tell whether the last side alone has several, so that "each" is each of its: "IUD vs 3 99214s, 20 min each"."""
    several = bool(last.concepts) and catalog.concepts[last.concept].counts is None
    return several and _several(reading, last) and not _several(reading, first)


def _several(reading: Reading, part: Part) -> bool:
    """Tell whether a number stands before a service that counts more than one: not "one on one training"."""
    near = (reading.atoms[at] for at in range(max(part.start - COUNTED, 0), part.start))
    return counted(part, reading) and any(atom.sort is Sort.NUMBER and atom.value != 1 for atom in near)


def _elsewhere(reading: Reading, stretch: Stretch) -> bool:
    """Tell whether a side is the other one's service at another place: "60 min 99205 in hospital vs office"."""
    return stretch.borrowed and any(
        reading.signals(at, Cue.OFFICE, Cue.FACILITY) for at in range(stretch.start, stretch.end)
    )


def _again(reading: Reading, stretch: Stretch) -> bool:
    """Tell whether a side is the other one's again, as long: "25 min by video vs the same thing in person"."""
    untimed = all(reading.atoms[at].sort is not Sort.MINUTES for at in range(stretch.start, stretch.end))
    first = reading.next_to(stretch.start - 1, 1)
    alone = not any(
        reading.signals(near, Cue.HOURS) for near in (first, first + 1)
    )  # "that same hour" is another length
    return untimed and alone and reading.signals(first, Cue.SAME)


def fill(reading: Reading, stretch: Stretch, lengths: list[list[Atom]], counts: dict[int, int]) -> None:
    """Count what fits into the time of the other side: "that same half hour, 10 min a pt".

    `lengths` has those said of each of the side's services, `counts` how many by the service's place.
    """
    again = {reading.atoms[at].value for at in range(stretch.start, stretch.end) if _same_time(reading, at)}
    for place, own in enumerate(lengths):
        whole, unit = max(map(_value, own), default=0), min(map(_value, own), default=0)
        if unit < whole and whole in again:
            lengths[place], counts[place] = [min(own, key=_value)], int(whole // unit)


def _same_time(reading: Reading, at: int) -> bool:
    """Tell whether a length is a stretch of time said before, of which several may be done: "that same half hour"."""
    return reading.atoms[at].sort is Sort.MINUTES and reading.signals(reading.next_to(at, -1), Cue.SAME)


def _value(atom: Atom) -> Decimal:
    return atom.value or Decimal(1)


def each_with(reading: Reading, first: Part, second: Part) -> bool:
    """Tell whether every one of the services before has the next one: "two 99213 each with G2211"."""
    between = range(first.end, second.start)
    each = any(reading.signals(at, Cue.EACH) for at in (*between, second.end))
    return each and any(reading.signals(at, Cue.WITH, Cue.PLUS) for at in between)
