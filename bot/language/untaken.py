"""Words that no name takes although they are some name's: who does a service or asks, and complaints."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from bot.domain.lexicon import Cue
from bot.language.cues import Hit
from bot.language.names import Match

_OPENING = 3
"""Atoms within which somebody says who is asking."""
_SELVES = frozenset({Cue.PEOPLE, Cue.OURS})
_STAFF = frozenset({Cue.RD, Cue.LCSW, Cue.PSYCHOLOGIST})
"""Clinicians whose name stands for what they do, too."""


def doers(hits: Sequence[Hit]) -> frozenset[int]:
    """Return the atoms of who does a service that is named beside them: "smoking counseling by a dietitian"."""
    return frozenset(
        at
        for before, hit in pairwise(hits)
        if Cue.DONE_BY in before.cues and before.end == hit.start and hit.cues & _STAFF
        for at in range(hit.start, hit.end)
    )


def selves(hits: Sequence[Hit]) -> frozenset[int]:
    """Return the atoms of people who speak of themselves: "the three of us" says no ultrasound."""
    told = (hit for hit in hits if hit.cues >= _SELVES and hit.end - hit.start > 1)
    return frozenset(at for hit in told for at in range(hit.start, hit.end))


def split_reasons(hits: Iterable[Hit], services: Iterable[Match[Any]], light: frozenset[int]) -> frozenset[int]:
    """Return the atoms of complaints that a name took a part of: "postpartum depression" is no postpartum visit.

    Small words are no part of a name: "a1c" is taken whole as "1c".
    """
    taken = [frozenset(match.places) for match in services]
    whole = [frozenset(range(hit.start, hit.end)) for hit in hits if Cue.REASON in hit.cues and hit.end - hit.start > 1]
    split = (atoms for atoms in whole if any(atoms & places and not atoms - light <= places for places in taken))
    return frozenset(at for atoms in split for at in atoms)


def asks(hits: Sequence[Hit], nurse: Hit, dividing: frozenset[Cue]) -> bool:
    """Tell whether a nurse asks, so that the word bears on every side: "RN here"; "given by the nurse" is one side's.

    Where nothing sets sides apart there is only one for it to bear on.
    """
    told = any(hit.start in {nurse.end, nurse.end + 1} and hit.cues & {Cue.HERE, Cue.BREAK} for hit in hits)
    return (told and nurse.start <= _OPENING) or not any(hit.cues & dividing for hit in hits)
