"""Words beside the named services that tell of a further one without naming it, or of a person."""

from collections.abc import Iterable, Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading
from bot.language.spent import CLINICIANS

_PAUSES = frozenset(":-")
_TOLD = 4
"""Atoms between a joining word and "another one"."""


def another(reading: Reading, at: int, taken: set[int]) -> bool:
    """Tell whether a further thing is told without its name: "taking an IUD out and putting in a new one"."""
    if not reading.signals(at, Cue.ANOTHER, Cue.ADDON):
        return False
    near = range(max(at - _TOLD, 0), at)
    joins = [step for step in near if reading.signals(step, Cue.AND, Cue.PLUS)]
    hit = reading.hit_of[at]
    if Cue.ADDON in hit.cues:  # "99214 plus an add-on": which of many has to be asked
        return bool(joins and taken) and hit.start == at and taken.isdisjoint({*range(joins[-1], at), hit.end})
    if not joins or not taken.isdisjoint(range(joins[-1], at)):
        return False
    # "Swap a nexplanon (remove + new one)" says in brackets what a swap is.
    opened = [step for step in near if reading.signals(step, Cue.OPENS)]
    return not opened or not any(reading.signals(step, Cue.SWAP) for step in range(opened[-1]))


def heading(reading: Reading, start: int, parts: Sequence[Part]) -> int:
    """Return where a case that is told before the ways to treat it ends, 0 where there is none.

    "Heavy bleeding: EMB or ultrasound". Only a colon or dash ends one, nothing is joined in it, a service follows.
    """
    if start or not parts or not reading.has(Cue.OR, Cue.VERSUS):
        return 0
    before = range(1, parts[0].start)
    pauses = [at for at in before if reading.atoms[at].stem in _PAUSES and reading.signals(at, Cue.BREAK)]
    joined = any(reading.signals(at, Cue.AND, Cue.PLUS, Cue.WITH, *DIVIDING) for at in before)
    return pauses[-1] if pauses and not joined else 0


def added(reading: Reading, at: int) -> bool:
    """Tell whether a word is joined to what stands before it as a further thing: "remote monitoring plus device"."""
    plus = reading.next_to(at, -1)
    return reading.signals(plus, Cue.PLUS) and not reading.at_least(plus - 1)


def further(reading: Reading, start: int, end: int, taken: set[int]) -> Iterable[int]:
    """Yield a part of the body that has a count and no service of its own: "steroid into 1 shoulder and 2 knees"."""
    if not reading.has(Cue.BODY):
        return
    for at in range(start + 1, end):
        counted = reading.atoms[at - 1].sort is Sort.NUMBER or reading.signals(at - 1, Cue.BOTH)
        joined = reading.signals(at - 2, Cue.AND, Cue.PLUS) or reading.signals(at + 1, Cue.AND, Cue.PLUS)
        if at not in taken and reading.signals(at, Cue.BODY) and counted and joined:
            yield at


def of_doer(reading: Reading, at: int) -> bool:
    """Tell whether a word only says of which trade somebody is who does it: "by the pain doc", "by pain guy"."""
    who = reading.signals(at + 1, Cue.PEOPLE, Cue.CARED_FOR, *CLINICIANS)
    return who and reading.signals(reading.next_to(at, -1), Cue.DONE_BY)


def identifies(reading: Reading, at: int) -> bool:
    """Tell whether an unknown word may be a person's name: it stands by a word such as "patient" or "DOB"."""
    around = (Cue.PATIENT, Cue.IDENTIFIER)
    proved = reading.has(Cue.IDENTIFIER) or any(atom.sort is Sort.IDENTIFIER for atom in reading.atoms)
    if proved and reading.atoms[at].capital and not reading.atoms[at].known:
        return True
    if at + 1 < len(reading.atoms) and reading.atoms[at + 1].sort is Sort.IDENTIFIER:
        return True
    step = at
    while step >= 0 and not reading.atoms[step].known:
        step -= 1
    if reading.signals(step, *around) and reading.atoms[at].capital:
        return True
    step = at
    while step < len(reading.atoms) and not reading.atoms[step].known:
        step += 1
    return reading.signals(step, Cue.IDENTIFIER)
