"""What a negation or a correction reaches, and the stretches that no name reaches across."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_NEGATED = 3
"""Words that a negation reaches at most."""
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
    hits: Iterable[Hit], stops: frozenset[int], atoms: Sequence[Atom], light: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Yield each atom that a correction takes back: a length of time by a length of time, else all up to a stop."""
    for hit in hits:
        if Cue.CORRECTION not in hit.cues:
            continue
        rest = (at for at in range(hit.end, len(atoms)) if at not in light and atoms[at].sort is not Sort.MARK)
        after = next(rest, None)
        if after is None:
            continue
        measured = atoms[after].sort in {Sort.MINUTES, Sort.NUMBER}
        for at in range(hit.start - 1, -1, -1):
            if at in stops and atoms[at].sort is not Sort.MARK:
                break
            if atoms[at].sort is atoms[after].sort or not measured:
                yield at, hit.start
