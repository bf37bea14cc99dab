"""A side that is only told to lack what the other side has besides: "99214 with G2211 vs without"."""

from dataclasses import replace

from bot.domain.lexicon import Cue
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.stretch import Stretch


def lacking(reading: Reading, stretch: Stretch, giver: Stretch) -> tuple[Part, ...]:
    """Return what the other side has but for the last, which a side only lacks: "99214 + G2211 vs without it"."""
    side = range(stretch.start, stretch.end)
    end = next((at for at in side if reading.signals(at, Cue.BREAK)), stretch.end)
    words = [at for at in range(stretch.start, end) if at not in reading.light]
    lacks = any(reading.signals(at, Cue.WITHOUT, Cue.NONE) for at in words)
    told = any(not reading.signals(at, Cue.WITHOUT, Cue.NONE, Cue.IT) and reading.atoms[at].value != 1 for at in words)
    if told or not lacks or len(giver.parts) < 2:  # noqa: PLR2004 - what is done, and what is done with it
        return ()
    between = range(giver.parts[-2].end, giver.parts[-1].start)
    added = any(reading.signals(at, Cue.WITH, Cue.PLUS, Cue.AND) for at in between)
    onto = not added and any(reading.signals(at, Cue.ONTO, Cue.ABOUT, Cue.TO) for at in between)  # "G2211 on a 99214"
    bases = giver.parts[-1:] if onto else giver.parts[:-1]
    kept = (replace(part, start=stretch.start, end=stretch.start, taken=frozenset()) for part in bases)
    return tuple(kept) if added or onto else ()
