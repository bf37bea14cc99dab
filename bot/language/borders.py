"""Where a text is divided into sides, and what only seems to divide it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.cues import Hit
from bot.language.exchanges import exchange
from bot.language.part import Part, Parts
from bot.language.quantities import YEARS
from bot.language.reading import DIVIDING, Reading

COMPARING = (Cue.COMPARE, Cue.BETWEEN, Cue.DIFFERENCE, Cue.VERSUS, Cue.BREAK_EVEN)
_OF = "of"
_RANGING = frozenset("-")

_CLOSE = 2
"""Atoms between a service and the one for each of which it is told."""


@dataclass(frozen=True, slots=True)
class Border:
    """Words that set what stands before them against what follows, at atoms `at` to `end` (exclusive)."""

    at: int
    end: int
    cues: frozenset[Cue] = field(default_factory=frozenset)


def dividers(reading: Reading, parts: Parts) -> Iterable[Border]:
    """Yield what divides a text into sides, in the order said."""
    named = {at for part in parts.found for at in part.taken}
    hits = [hit for hit in reading.hits if hit.cues & DIVIDING and hit.start not in named and not _amount(reading, hit)]
    hits = [hit for hit in hits if not reading.signals(hit.end, Cue.WHETHER)]  # "… or other way round"
    if (only := _only(reading, parts.found, hits)) is not None:
        yield only
        return
    if not hits and reading.has(Cue.COMPARE):
        hits = [hit for hit in reading.hits if Cue.TO in hit.cues] or _over(reading, parts.found)
    if not any(hit.start for hit in hits) and reading.has(*COMPARING):
        hits = [hit for hit in reading.cues.get(Cue.AND, ()) if _parallel(reading, hit)]
    if not hits and len(parts.found) == 1:
        hits = [hit for hit in reading.cues.get(Cue.TO, ()) if _years(reading, hit)]
    if not hits:
        yield from _slashes(reading, parts)
    for hit in hits:
        sized = Cue.THAN in hit.cues and _sizes(reading, parts, reading.next_to(hit.end - 1, 1), hit)
        if not (sized or asks_result(reading, hit) or _takes(reading, hit) or _asks_which(reading, hit)):
            yield Border(hit.start, hit.end, hit.cues)


def _only(reading: Reading, parts: Sequence[Part], hits: Sequence[Hit]) -> Border | None:
    """Return the one border of a text whose form has but one; None where it may have several."""
    if (unit := unit_of(reading, parts)) is not None:
        cut = unit.end if unit is parts[0] else unit.start - 1
        return Border(cut, cut)
    if hits:
        return None
    if (each := each_of(reading, parts)) is not None:
        return Border(each, each + 1)
    if (given := exchange(reading, parts)) is not None:
        return Border(given.start, given.end)
    ends = _codes(reading, parts)
    return Border(ends.end, ends.end + 1) if ends is not None else None


def _over(reading: Reading, parts: Sequence[Part]) -> list[Hit]:
    """Return what sets a service above the one behind it: "the advantage of 99215 over 99214"."""
    hits = (hit for hit in reading.cues.get(Cue.OVER, ()) if Cue.ABOVE in hit.cues)
    return [hit for hit in hits if any(one.end == hit.start for one in parts[:-1])]


def _codes(reading: Reading, parts: Sequence[Part]) -> Part | None:
    """Return the first of two codes of one kind that are the ends of a range: "99212-99215", "99202 to 99205"."""
    if len(parts) != 2 or any(part.code is None for part in parts):  # noqa: PLR2004 - from one to the other
        return None
    first, second = parts
    between = range(first.end, second.start)
    said = len(between) == 1 and (reading.signals(first.end, Cue.UP_TO) or reading.atoms[first.end].stem in _RANGING)
    return first if said and first.concepts == second.concepts and not reading.has(Cue.SWAP, Cue.FROM) else None


def _sizes(reading: Reading, parts: Parts, at: int, hit: Hit) -> bool:
    """Tell whether "than" only says how much: "a talk of more than 10 min", not "more than 25 min on her sleep"."""
    measured = at < len(reading.atoms) and reading.atoms[at].value is not None and reading.atoms[at].value not in YEARS
    if not measured or reading.signals(hit.end, Cue.ARTICLE):
        return False  # "better than a 30" sets another one against it
    after = at + 1
    if hit.end == at and at in reading.lasting and after == len(reading.atoms):
        return False  # "does 11 min of it get more than 9"
    timed = reading.atoms[at].sort is Sort.MINUTES or at in reading.lasting
    ends = after >= len(reading.atoms) or reading.atoms[after].sort is Sort.MARK or reading.signals(after, *DIVIDING)
    last = all(part.end <= hit.start for part in parts.found)
    return (timed and ends) or (last and not (timed and reading.signals(after, Cue.ABOUT)))


def asks_result(reading: Reading, hit: Hit) -> bool:
    """Tell whether a sign of equality only asks for the result: "99214 + G2211 = how many wRVU".

    So does a word for it that ends the question: "what do an AWV and ACP add up to".
    """
    if Cue.EQUALS not in hit.cues or reading.counts_unknown:
        return False
    ends = all(atom.sort is Sort.MARK for atom in reading.atoms[hit.end :])
    return reading.signals(hit.end, Cue.HOW_MANY) or (ends and reading.has(Cue.WHAT_IS, Cue.HOW_MUCH))


def sets_apart(reading: Reading) -> bool:
    """Tell whether several services in one stretch are compared, not added up."""
    equated = any(hit.start and not asks_result(reading, hit) for hit in reading.cues.get(Cue.EQUALS, ()))
    return equated or reading.counts_unknown or reading.has(*COMPARING, Cue.OR, Cue.THAN, Cue.HOW_LONG)


def unit_of(reading: Reading, parts: Sequence[Part]) -> Part | None:
    """Return the service in whose number another one's worth is to be told: "what is an IUD worth in 99213s"."""
    if len(parts) < 2 or not reading.has(Cue.EQUALS, Cue.WORTH, Cue.DOLLARS, Cue.HOW_MUCH, Cue.WHAT_IS, Cue.IN_UNITS):  # noqa: PLR2004 - one and its unit
        return None
    for part in (parts[0], parts[-1]):
        before = reading.hit_of.get(part.start - 1)
        said = before is not None and (before.cues >= {Cue.IN, Cue.AT} or Cue.IN_UNITS in before.cues)
        last = part is parts[-1] and reading.has(Cue.EQUALS)
        told = reading.signals(part.start - 2, Cue.REFERS) and reading.counts_unknown  # "what's that in EKGs, how many"
        if said and (part.code or last or told or Cue.IN_UNITS in (before.cues if before else ())):
            return part
    return None


def each_of(reading: Reading, parts: Sequence[Part]) -> int | None:
    """Return where one service is told for each of another: "knee shots needed per vasectomy"; None where none is."""
    for first, second in pairwise(parts):
        hit = reading.hit_of.get(second.start - 1)
        one = hit is not None and Cue.PER_ONE in hit.cues and hit.end - hit.start == 1
        if one and second.start - first.end <= _CLOSE and Cue.EACH not in (hit.cues if hit else ()):
            return second.start - 1
    return None


def guides(reading: Reading, part: Part) -> bool:
    """Tell whether a name only says how a needle is led: "knee injection vs ultrasound guided"."""
    return part.code is None and all(reading.signals(at, Cue.GUIDED, Cue.UNGUIDED) for at in part.taken)


def _takes(reading: Reading, hit: Hit) -> bool:
    """Tell whether a sign of equality only says how long something takes: "99214 = 25 min, 99213 = 15 min".

    So does a word for it where another one sets the sides apart: "messages adding up to 15 min vs a 99213".
    """
    length = hit.end < len(reading.atoms) and reading.atoms[hit.end].sort is Sort.MINUTES
    ends = hit.end + 1 >= len(reading.atoms) or reading.atoms[hit.end + 1].sort is Sort.MARK
    apart = reading.has(Cue.VERSUS, Cue.OR) and not reading.counts_unknown
    return Cue.EQUALS in hit.cues and length and (ends or apart)


def _asks_which(reading: Reading, hit: Hit) -> bool:
    """Tell whether "is worth" asks which side is: "as an NP, which is worth more, A or B"."""
    which = reading.signals(hit.start - 1, Cue.COMPARE, Cue.LISTING)
    return which and Cue.EQUALS in hit.cues and reading.signals(hit.end, Cue.COMPARE)


def _parallel(reading: Reading, hit: Hit) -> bool:
    """Tell whether "and" joins two bases of one service: "compare 99213 in 2025 and 2026", "office and facility"."""
    before, after = reading.next_to(hit.start, -1), reading.next_to(hit.end - 1, 1)
    if before < 0 or after >= len(reading.atoms):
        return False
    places = all(reading.signals(at, Cue.OFFICE, Cue.FACILITY) for at in (before, after))
    return places or _years(reading, hit)


def _years(reading: Reading, hit: Hit) -> bool:
    """Tell whether words stand between two years: "99214 from 2025 to 2026"."""
    ends = (reading.next_to(hit.start, -1), reading.next_to(hit.end - 1, 1))
    return all(0 <= at < len(reading.atoms) and reading.atoms[at].value in YEARS for at in ends)


def _slashes(reading: Reading, parts: Parts) -> Iterable[Border]:
    """Yield the stroke that stands free between services: "two 99213 / one 99215"."""
    for at, atom in enumerate(reading.atoms):
        free = atom.stem == "/" and not atom.glued
        if free and any(part.end <= at for part in parts.found) and any(part.start > at for part in parts.found):
            yield Border(at, at + 1)


def _amount(reading: Reading, hit: Hit) -> bool:
    """Tell whether "worth of" only follows a measure: "six muscles worth of trigger points", "an hour's worth of"."""
    before = reading.next_to(hit.start, -1)
    if before < 0 or reading.atoms[hit.end - 1].stem != _OF:
        return False
    return reading.atoms[before].sort is Sort.MINUTES or reading.signals(before, Cue.PART, Cue.LESION, Cue.PERIOD)
