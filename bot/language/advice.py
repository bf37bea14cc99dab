"""Whether it is asked what a patient should have done: a decision of care, no price and no rule of billing."""

from collections.abc import Sequence

from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.cues import Hit
from bot.language.forms import METRIC, PRICED, free, opens
from bot.language.matched import adds, only_basis
from bot.language.part import Part
from bot.language.reading import Reading

_OPENING = 3
"""Words in which a question opens, "and" or "so" before it."""
_REACH = 4
"""Words within which it is told who is cared for: "should my 60 yo pt"."""
_BILLED = (Cue.DO, Cue.COVERED, Cue.RULE, Cue.MODIFIER, Cue.SAME_DAY)
"""Cues of rules of billing, which bear on patients too."""


_DONE = frozenset({Kind.PROCEDURE, Kind.TEST, Kind.IMAGING})
"""Kinds of service that hands do."""
_RULED = (Cue.COVERED, Cue.RULE, Cue.MODIFIER, Cue.SAME_DAY, Cue.TARGET)


def advises(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether medical advice is asked for."""
    asked = reading.has(*PRICED) or (reading.has(Cue.HOW_MUCH) and any(part.code for part in parts))
    # "Pregnant, how many EKGs to match a 99214" asks for no care.
    asked = asked or (len(parts) > 1 and reading.counts_unknown and reading.has(Cue.TO_EQUAL))
    if asked or _timed_apart(reading) or reading.modifiers:
        return False
    if _dosed(reading) or _diagnoses(reading, parts) or _drugs(reading, parts):
        return True
    decided = _should(reading, parts) or _indicated(reading) or _needed(reading, parts) or _decides(reading, parts)
    return decided or _clinical(reading, parts)


def _timed_apart(reading: Reading) -> bool:
    """Tell whether lengths of time are set against each other, whatever the talk in them is about."""
    timed = any(atom.sort is Sort.MINUTES for atom in reading.atoms)
    return timed and reading.has(Cue.VERSUS) and not reading.has(Cue.SHOULD)


def _clinical(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether words of care are said: doses, drugs, what to do next.

    A drug is only what a visit is for where services are set against each other: "visit to start lisinopril vs talk".
    Where one of them is a code, so is all else.
    """
    words = (Cue.CLINICAL, Cue.TREATING) if _treated_how(reading, parts) else (Cue.CLINICAL,)
    hits = [
        hit
        for cue in words
        for hit in reading.cues.get(cue, ())
        if not reading.named.issuperset(range(hit.start, hit.end))
        # "How long to reach 5200" is a pace.
        and not (Cue.HOW_LONG in hit.cues and reading.signals(hit.end, Cue.NEED, Cue.EQUALS))
    ]
    if not hits:
        return False
    walls = [hit.start for hit in reading.cues.get(Cue.VERSUS, ())]
    apart = any(parts[0].start < wall < parts[-1].start for wall in walls) if parts else False
    only_reason = apart and not (opens(reading) or reading.has(Cue.SHOULD, Cue.OUGHT))
    if only_reason and any(part.code for part in parts):
        return False
    return any(not only_reason or hit.cues.isdisjoint({Cue.REASON, Cue.DRUG}) for hit in hits)


def _treated_how(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked if, how or with what to treat: "acid or cryo for this wart", but not "treat a burn"."""
    asked = opens(reading) or reading.has(Cue.SHOULD, Cue.OUGHT, Cue.WONDER, Cue.EXPLAIN)
    return asked or not parts or (len(parts) == 1 and reading.has(Cue.OR, Cue.VERSUS))


def _dosed(reading: Reading) -> bool:
    """Tell whether it is asked how much of a drug is given: "how much lidocaine", "is 40 or 80 of kenalog better"."""
    asked = any(reading.signals(hit.end, Cue.DRUG, Cue.INJECTED) for hit in reading.cues.get(Cue.HOW_MUCH, ()))
    weighed = reading.has(Cue.VERSUS, Cue.THAN, Cue.EQUALS)  # "3 or 4 b12 shots vs a 99213"
    return asked or (not weighed and any(_chosen(reading, hit) for hit in reading.cues.get(Cue.OR, ())))


def _drugs(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether drugs are weighed: "is sertraline ok with tramadol", "best bp med for a 70 yo"."""
    if reading.topics or any(part.code for part in parts) or reading.has(*_BILLED, Cue.VERSUS, Cue.THAN):
        return False
    drugs = reading.cues.get(Cue.DRUG, ())
    first = reading.hit_of.get(0)
    if first is not None and Cue.MOST in first.cues and any(hit.start <= first.end + 1 for hit in drugs):
        return True
    either = {at for hit in reading.cues.get(Cue.OR, ()) for at in (hit.start - 1, hit.end)}
    if reading.has(Cue.CARED_FOR) and any(hit.start in either for hit in drugs):
        return True  # "talk therapy or pills for her"
    named = [hit.end for hit in drugs if Cue.REASON in hit.cues]  # "lisinopril", not "a new med"
    taken = opens(reading) and not parts
    return taken and any(
        reading.signals(at, Cue.WITH, Cue.AND) for end in named for at in range(end, len(reading.atoms))
    )


def _chosen(reading: Reading, hit: Hit) -> bool:
    """Tell whether "or" joins two amounts of a drug, which stands on one side of them: "kenalog 40 or 80"."""
    amounts = (hit.start - 1, hit.end)
    if any(not 0 <= at < len(reading.atoms) or reading.atoms[at].sort is not Sort.NUMBER for at in amounts):
        return False
    beside = (reading.next_to(amounts[0], -1), reading.next_to(amounts[1], 1))
    return any(reading.signals(at, Cue.DRUG, Cue.INJECTED) for at in beside)


def _diagnoses(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked what somebody has: "is this mole cancer", "is it shingles"."""
    first = reading.hit_of.get(0)
    asked = first is not None and Cue.YES_NO in first.cues and reading.signals(first.end, Cue.THIS, Cue.IT)
    return asked and not parts and free(reading, Cue.REASON) and not reading.has(*_BILLED)


def _should(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked what we should do: "should i freeze this wart"; a modifier is no care."""
    taught = any(not (only_basis(reading, match) or adds(reading, match)) for match in reading.topics)
    named = any(part.code is None for part in parts) and not (
        reading.counts_unknown and (reading.has(Cue.EQUALS) or len(parts) > 1)
    )
    treated = not parts and reading.has(Cue.CARED_FOR, Cue.DRUG) and not reading.has(*_BILLED)
    named = (named or treated) and not _booked(reading, parts)  # "should i switch him to losartan"
    return free(reading, Cue.SHOULD) and named and not taught and not reading.has(Cue.COMPARE, *METRIC)


def _booked(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked what to fill a schedule with: a service or a code against so many of another."""
    apart = len(parts) > 1 and reading.has(Cue.OR, Cue.VERSUS, Cue.THAN)
    counted = sum(1 for atom in reading.atoms if atom.sort is Sort.NUMBER and (atom.value or 0) > 1)
    return apart and (any(part.code for part in parts) or counted > 1)


def _indicated(reading: Reading) -> bool:
    """Tell whether it is asked if somebody of an age needs it: "does a 58 yo need a dexa yet"."""
    return (
        opens(reading) and reading.has(Cue.AGE) and reading.has(Cue.NEED) and not reading.has(Cue.MEDICARE, Cue.COVERED)
    )


def _needed(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked if something has to be done to somebody: "do i need to biopsy this mole"."""
    if not opens(reading) or len(parts) != 1 or parts[0].code or reading.topics or reading.has(*_RULED):
        return False
    part = parts[0]
    asked = any(reading.signals(at, Cue.NEED) for at in range(part.start))
    asked = asked or any(reading.signals(at, Cue.HOW_MANY) for at in range(part.start))  # "need to", of "needed to"
    body = [at for at in range(part.start, part.end + 2) if reading.signals(at, Cue.THIS, Cue.OWN, Cue.CARED_FOR)]
    return asked and any(not reading.signals(at + 1, Cue.PERIOD) for at in body)


def performs(reading: Reading, parts: Sequence[Part], kind: Kind) -> bool:
    """Tell whether it is asked how a procedure is done, by its verb: "how do you do an LP", "technique for an I&D"."""
    if len(parts) != 1 or parts[0].code or kind not in _DONE or reading.has(*PRICED, *_RULED, Cue.COMPARE):
        return False
    for hit in reading.cues.get(Cue.HOW_DONE, ()):
        acts = reading.signals(hit.end, Cue.ACT) and hit.end <= parts[0].start
        named = Cue.EXPLAIN not in hit.cues and reading.next_to(hit.end - 1, 1) == parts[0].start
        if hit.start < _OPENING and (acts or named):
            return True
    return False


def _decides(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked what somebody should have or needs: "should this pt get an mri", "does my kid need …".

    What is needed is a service or a drug, or one thing or another. A code, or a word of billing, makes it a rule.
    """
    if any(part.code for part in parts) or reading.has(*_BILLED) or reading.counts_unknown:
        return False
    if any(_patient_at(reading, hit.end) is not None for hit in reading.cues.get(Cue.OUGHT, ())):
        return True
    shown = (hit.end for hit in reading.cues.get(Cue.OUGHT, ()) if hit.start < _OPENING)
    if not reading.topics and any(reading.signals(at, Cue.THIS, Cue.IT) for at in shown):
        return True  # "should this mole come off"
    fitting = (*reading.cues.get(Cue.COMPARE, ()), *reading.cues.get(Cue.FITTING, ()))
    better = (hit.end for hit in fitting if reading.signals(hit.end, Cue.FOR, Cue.IN))
    if any(_own_patient(reading, at + 1) or reading.signals(at + 1, Cue.REASON) for at in better):
        return True  # "is therapy or prozac better for this kid", "which is better for acne, doxy or accutane"
    for hit in reading.cues.get(Cue.YES_NO, ()):
        if hit.start < _OPENING and _own_patient(reading, hit.end):
            return _needs(reading, parts, hit.end)
    return False


def _own_patient(reading: Reading, start: int) -> bool:
    """Tell whether somebody who is there is named at a place: "this kid", "my pt", "her"."""
    person = _patient_at(reading, start)
    if person is None:
        return False
    return person == start or any(reading.signals(at, Cue.THIS, Cue.OWN) for at in range(start, person))


def _patient_at(reading: Reading, start: int) -> int | None:
    """Return where the one who is cared for is named right behind a verb: "should this", "does my 60 yo"."""
    told = range(start, min(start + _REACH, len(reading.atoms)))
    return next((at for at in told if reading.signals(at, Cue.CARED_FOR)), None)


def _needs(reading: Reading, parts: Sequence[Part], start: int) -> bool:
    """Tell whether a service, a drug or a choice follows a word of need; without a service nothing else is meant."""
    need = next((at for at in range(start, len(reading.atoms)) if reading.signals(at, Cue.NEED)), None)
    if need is None:
        return False
    meant = any(part.start > need for part in parts) or reading.has(Cue.REASON)
    return meant or not parts or reading.has(Cue.OR)
