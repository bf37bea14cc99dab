"""Suppositions that services go on elsewhere or in other hands: "move 8 a week to the hospital", "my NP takes over"."""

from collections.abc import Sequence
from typing import Final

from bot.domain.clinician import Clinician
from bot.domain.lexicon import Cue
from bot.domain.service import Setting
from bot.language.part import Part
from bot.language.reading import Reading

_SETTINGS: Final = {Cue.FACILITY: Setting.FACILITY, Cue.OFFICE: Setting.OFFICE}
_HANDS: Final = {
    Cue.NP: Clinician.NP,
    Cue.PA: Clinician.PA,
    Cue.CNS: Clinician.CNS,
    Cue.CNM: Clinician.CNM,
}
"""Clinicians whom a physician's visits and procedures may go to."""
_CLOSE: Final = 3
"""Atoms between "to" and who takes something over: "to one of our NPs"."""
_NEAR: Final = 4
"""Atoms between "to" or "becomes" and the place: "over to the hospital"."""


def moved_to(reading: Reading) -> Setting | None:
    """Return where services go on, where somebody moves them or the place itself turns into another."""
    verbs = [hit.start for cue in (Cue.SWAP, Cue.BECOME, Cue.BOUGHT) for hit in reading.cues.get(cue, ())]
    for cue, setting in _SETTINGS.items() if verbs else ():
        for hit in reading.cues.get(cue, ()):
            near = range(max(hit.start - _NEAR, 0), hit.start)
            led = [at for at in near if reading.signals(at, Cue.TO, Cue.BECOME, Cue.BOUGHT)]
            left = [at for at in near if reading.signals(at, Cue.FROM)]
            if led and min(verbs) <= led[-1] and (not left or left[-1] < led[-1]):
                return setting
    return None


def handed_to(reading: Reading) -> Clinician | None:
    """Return who bills from now on, where another clinician takes services over: "my np takes over", "to the PA"."""
    for cue, clinician in _HANDS.items():
        for hit in reading.cues.get(cue, ()):
            before = range(max(hit.start - _CLOSE, 0), hit.start)
            behind = (hit.end, hit.end + 1)
            given = any(reading.signals(at, Cue.TO, Cue.ONTO) for at in before)
            if given or any(reading.signals(at, Cue.TAKES_OVER) for at in behind):
                return clinician
    return None


def taken_up(reading: Reading, parts: Sequence[Part]) -> int | None:
    """Return where the asker goes on with another service than those handed over: "… went to the NP and i did 3 EKGs".

    None where all services go into other hands.
    """
    if len(parts) < 2:  # noqa: PLR2004 - one handed over, and another
        return None
    between = range(parts[0].end, parts[-1].start)
    own = (at for at in between if reading.signals(at, Cue.DO, Cue.ADD) and reading.signals(at - 1, Cue.MINE, Cue.OURS))
    return next(own, None)


def is_place(reading: Reading, part: Part) -> bool:
    """Tell whether the words of a name say a place alone: "the office", "a surgery center"."""
    return part.code is None and all(reading.signals(at, *_SETTINGS) or at in reading.light for at in part.taken)
