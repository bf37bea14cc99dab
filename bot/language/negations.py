"""What a negation or a correction reaches, and the stretches that no name reaches across."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_NEGATED = 3
"""Words that a negation reaches at most."""
_ASKING = frozenset({Cue.WONDER, Cue.WHAT_IS, Cue.COMPARE, Cue.HOW_MANY, Cue.HOW_MUCH, Cue.RVU, Cue.WORK, Cue.DOLLARS})
"""Cues of words that go on asking."""
_NEGATING = frozenset({Cue.WITHOUT, Cue.NOT})


def areas(stops: frozenset[int], size: int) -> Iterable[tuple[int, int]]:
    """Yield the stretches between stops."""
    start = 0
    for stop in (*sorted(stops), size):
        if stop > start:
            yield start, stop
        start = stop + 1


def negated(hits: Iterable[Hit], stops: frozenset[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield each negated atom with the atom that negates it."""
    for hit in hits:
        if hit.cues & _NEGATING:
            for at in range(hit.end, min(hit.end + _NEGATED, size)):
                if at in stops:
                    break
                yield at, hit.start


def taken_back(
    hits: Sequence[Hit], stops: frozenset[int], atoms: Sequence[Atom], light: frozenset[int], common: AbstractSet[str]
) -> Iterator[tuple[int, int]]:
    """Yield each atom that a correction takes back: a length of time by a length of time, else all up to a stop."""
    for hit in (hit for hit in hits if Cue.CORRECTION in hit.cues):
        rest = (at for at in range(hit.end, len(atoms)) if at not in light and atoms[at].sort is not Sort.MARK)
        after = next(rest, None)
        if after is None or any(other.start == after and other.cues & _ASKING for other in hits):
            continue  # "a colpo vs a 99213, sorry which is more" takes nothing back
        measured = atoms[after].sort in {Sort.MINUTES, Sort.NUMBER}
        back = tuple(_before(hit, stops, atoms))
        whole = _names_again(atoms, after, light, common) if measured else not _recoded(atoms, hit, after, back)
        for at in back:
            if atoms[at].sort is atoms[after].sort or whole:
                yield at, hit.start


def _before(hit: Hit, stops: frozenset[int], atoms: Sequence[Atom]) -> Iterator[int]:
    """Yield the places before a correction, back to what it does not reach across."""
    for at in range(hit.start - 1, -1, -1):
        if at in stops and atoms[at].sort is not Sort.MARK:
            return
        yield at


def _names_again(atoms: Sequence[Atom], after: int, light: frozenset[int], common: AbstractSet[str]) -> bool:
    """Tell whether what is counted is said again with its new number: "4 warts, sorry 5 skin tags"."""
    if atoms[after].sort is not Sort.NUMBER:
        return False
    noun = atoms[after + 1] if after + 1 < len(atoms) else None
    if noun is None or after + 1 in light:
        return False
    return noun.sort is Sort.CODE or (noun.sort is Sort.WORD and noun.stem not in common)


def _recoded(atoms: Sequence[Atom], hit: Hit, after: int, back: Sequence[int]) -> bool:
    """Tell whether only a code is taken back, so that its count stays: "2 99213s, i mean 99214s"."""
    last = next((at for at in back if atoms[at].sort is not Sort.MARK), after)
    return atoms[after].sort is atoms[last].sort is Sort.CODE and after == hit.end and last < after
