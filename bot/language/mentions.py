"""Names that only mention a service: which of those named is asked for, how often, what a day is for."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading


def which(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a word for any kind only asks which one of those named: "which procedure pays most: …"."""
    asked = part.generic and part is told[0] and reading.signals(part.start - 1, Cue.COMPARE, Cue.WHAT_IS)
    listed = len(told) > 2  # noqa: PLR2004 - the word itself and at least two that are named
    return asked and listed and any(reading.signals(at, Cue.BREAK) for at in range(part.end, told[1].start))


def rounds(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a word only counts how often the service behind it is done: "3 rounds of G0447", "round on 3 …"."""
    counts = part.code is None and all(reading.signals(at, Cue.ROUNDS) for at in part.taken)
    behind = reading.next_to(part.end, 1) if reading.signals(part.end, Cue.OF) else part.end
    if reading.signals(part.end, Cue.ABOUT):
        at = reading.next_to(part.end, 1)
        behind = at + 1 if at < len(reading.atoms) and reading.atoms[at].sort is Sort.NUMBER else at
    while behind < len(reading.atoms) and reading.atoms[behind].sort is Sort.MINUTES:
        behind += 1  # "how many rounds of 10 min therapy"
    return counts and any(behind == other.start for other in told)


def set_aside(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether it is said of a service that it is not meant: "counseling aside, how many 97803s = a 99204"."""
    return reading.signals(part.end, Cue.SET_ASIDE) and part is not told[-1]


def booked(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a word for any kind only says what a stretch of work is for: "booking a procedure clinic"."""
    stretch = part.generic and reading.signals(part.end, Cue.SHIFT, Cue.DAYS)
    before = range(max(part.start - 2, 0), part.start)
    return stretch and len(told) > 1 and all(reading.atoms[at].value is None for at in before)


def day_of(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name only says what a day or clinic is for: "vaccine day: 3 flu shots vs a 99212".

    So does one behind what is counted there: "at what # of wart sessions does cryo clinic beat 2 counseling visits".
    """
    held = part.code is None and reading.signals(part.end, Cue.DAYS, Cue.SHIFT)
    if held and reading.counts_unknown and reading.signals(part.end + 1, Cue.EQUALS):
        asked = reading.cues[Cue.HOW_MANY][0].start
        return any(asked < other.start < part.start for other in told)
    return held and reading.signals(part.end + 1, Cue.BREAK) and part is told[0] and len(told) > 1


def what_one_does(part: Part, told: Sequence[Part], reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a word for many services only says what the asker does: "i scope. colonoscopy with biopsy"."""
    vague = part.code is None and bool(part.concepts) and catalog.concepts[part.concept].ask is not None
    verb = part.start - 1
    own = reading.signals(verb, Cue.MINE, Cue.DO)
    return vague and own and part is not told[-1] and reading.signals(part.end, Cue.BREAK)
