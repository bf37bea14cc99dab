"""Persons set against each other, which the bot never does: "which of our NPs has the lowest rvus"."""

from typing import Final

from bot.domain.lexicon import Cue
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS

_ACTS: Final = (Cue.YES_NO, Cue.DO, Cue.DONE, Cue.GOT)


def ranks(reading: Reading) -> bool:
    """Tell whether persons are set against each other: "which of our NPs has the lowest rvus", "who saw the fewest".

    Kinds of clinician may be: "which pays the most, NP or MD".
    """
    if not reading.has(Cue.MOST) or len([cue for cue in CLINICIANS if reading.has(cue)]) > 1:
        return False
    if reading.signals(0, Cue.PERSON) or (reading.signals(0, Cue.WHO) and reading.signals(1, *_ACTS)):
        return True
    whom = (reading.next_to(hit.end - 1, 1) for hit in reading.cues.get(Cue.COMPARE, ()))
    acts = (*_ACTS, Cue.DOLLARS)
    return any(reading.signals(at, Cue.PEOPLE, *CLINICIANS) and reading.signals(at + 1, *acts) for at in whom)
