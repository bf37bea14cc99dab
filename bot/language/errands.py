"""Something that is to be done, not told: "book my 2pm a follow up", "put jane doe mrn 0000 down for an IUD"."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.forms import PRICED
from bot.language.matched import only_staff
from bot.language.part import Part
from bot.language.reading import Reading

ASKED = (Cue.COMPARE, Cue.VERSUS, Cue.THAN, Cue.HOW_MANY, Cue.EXPLAIN, Cue.RULE, Cue.WHAT_IF, Cue.ASKING)
"""Cues of what is asked of the bot, beside a price."""


def errand(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether something is to be done, not told: "book my 2pm a follow up", "can you print the chart"."""
    begins = {0, *(hit.end for hit in reading.cues.get(Cue.REQUEST, ()) if hit.start == 0)}
    begins -= {at for part in parts if len(part.taken) > 1 for at in part.taken}  # "phone check-in" is a service
    verbs = reading.cues.get(Cue.ERRAND, ())
    if any(atom.sort is Sort.IDENTIFIER for atom in reading.atoms) or reading.has(Cue.IDENTIFIER):
        # "Put jane doe mrn 0000 down for an IUD": somebody is to be dealt with, no service to be priced.
        verbs = (*verbs, *reading.cues.get(Cue.ADD, ()), *reading.cues.get(Cue.RETRIEVE, ()))
    ordered = any(hit.start in begins for hit in verbs)
    counted = any(_counts(reading, at) for at in range(len(reading.atoms)))
    # "Order more lidocaine" weighs nothing.
    asked = any(Cue.EXTRA not in hit.cues for cue in ASKED for hit in reading.cues.get(cue, ()))
    taught = any(not only_staff(reading, match) for match in reading.topics)  # "text my MA" is no rule
    return ordered and not (counted or asked or taught or reading.has(*PRICED))


def _counts(reading: Reading, at: int) -> bool:
    """Tell whether a number stands at a place that is none of a record: "mrn 0000"."""
    return reading.atoms[at].value is not None and not reading.signals(at - 1, Cue.IDENTIFIER)
