"""Whether it pays to give one service up for another: what is given up is set against what is got for it."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.cues import Hit
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading

_TOLD = (Cue.IF, Cue.PER_DAY, Cue.PER_WEEK, Cue.PER_MONTH, Cue.PER_YEAR, Cue.WHAT_IF, Cue.HOW_MANY)
"""Cues of a supposition or of a stretch of time, in which a change is worked out rather than two services weighed."""


def exchange(reading: Reading, parts: Sequence[Part]) -> Hit | None:
    """Return the "for" between what is given up and what is got, "worth skipping 4 99213s for a colpo", or None."""
    if len(parts) < 2 or reading.has(*_TOLD):  # noqa: PLR2004 - one and the other
        return None
    if any(hit.start and hit.cues & DIVIDING for hit in reading.hits):
        return None
    given = any(hit.end <= parts[0].start for cue in (Cue.STOP, Cue.SWAP) for hit in reading.cues.get(cue, ()))
    between = range(parts[0].end, parts[1].start)
    if reading.has(Cue.FORMERLY) and reading.has(Cue.GAIN, Cue.COMPARE):
        turned = (hit for hit in reading.cues.get(Cue.FOLLOW, ()) if hit.start in between)
        other = next((hit for hit in turned if Cue.AND not in hit.cues and reading.signals(hit.end, Cue.DO)), None)
        if other is not None:
            return other  # "was going to do an EKG but did 40 min of …, what did i lose"
    if not _weighs(reading):
        return None
    hits = (hit for hit in reading.cues.get(Cue.FOR, ()) if hit.start in between and Cue.WITH not in hit.cues)
    return next(hits, None) if given else None


def _weighs(reading: Reading) -> bool:
    """Tell whether it is asked if something is worth it: "worth trading", "… worth it"."""
    return any(Cue.GAIN in hit.cues for hit in reading.cues.get(Cue.WORTH, ()))
