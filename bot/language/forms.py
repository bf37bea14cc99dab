"""The form of a question, whatever it is about: whether it asks yes or no, why, or for a number."""

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.cues import Hit
from bot.language.reading import Reading
from bot.language.spent import CLINICIANS

METRIC = (Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.DOLLARS)
PRICED = (*METRIC, Cue.WORTH)
_ASKED = 4
"""Words from "what" within which "get" ends its question: "what would i really get"."""
_TOLD = (Cue.WHAT_IS, Cue.WHY, Cue.BODY, Cue.YES_NO, Cue.REASON, Cue.HERE, Cue.NURSE, Cue.HOW_MUCH, *CLINICIANS)
"""Cues of what a question goes on with rather than begins behind."""
OPENING = 2
"""Words in which a question that wonders begins."""


def counts(reading: Reading) -> bool:
    """Tell whether a number is asked for, not only from when on something goes: "when does a 59 belong on it"."""
    even = any(Cue.WONDER not in hit.cues for hit in reading.cues.get(Cue.BREAK_EVEN, ()))
    return even or reading.has(Cue.HOW_MANY, Cue.EQUALS, Cue.PER_HOUR, Cue.PER_MINUTE)


def begins(reading: Reading, hit: Hit) -> bool:
    """Tell whether a question begins with a hit, be it behind a place or a pause: "in primary care, does a …"."""
    if hit.start < OPENING:
        return True
    before = range(hit.start)
    if all(at in reading.placed or at in reading.light or reading.signals(at, Cue.BREAK) for at in before):
        return True
    words = all(reading.atoms[at].sort in {Sort.WORD, Sort.MARK} and at not in reading.named for at in before)
    told = any(reading.signals(at, *_TOLD) for at in before)
    return words and not told and reading.signals(hit.start - 1, Cue.BREAK)


def wonders(reading: Reading) -> bool:
    """Tell whether the text begins as a yes-or-no question, or ends as one: "… or not"."""
    if any(reading.next_to(hit.end - 1, 1) >= len(reading.atoms) - 1 for hit in reading.cues.get(Cue.WHETHER, ())):
        return True
    return any(begins(reading, hit) and hit.cues & {Cue.WONDER, Cue.YES_NO} for hit in reading.hits)


def opens(reading: Reading) -> bool:
    """Tell whether the text begins with what only yes or no answers: "does it", but not "do an EKG"."""
    hits = [hit for hit in reading.cues.get(Cue.YES_NO, ()) if begins(reading, hit) and not _asked_what(reading, hit)]
    told = (_tells(reading, hit) for hit in hits if Cue.DO in hit.cues)
    # "I am in Boston", "were hospital based"
    stated = all(
        reading.signals(hit.start - 1, Cue.MINE, Cue.OURS) or reading.signals(hit.end, Cue.FACILITY, Cue.OFFICE)
        for hit in hits
    )
    return bool(hits) and not stated and not any(told) and not any(_lets(reading, hit) for hit in hits)


def _tells(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb only tells what was done: "do an EKG", "did 8 biopsies and a 99213"."""
    counted = hit.end < len(reading.atoms) and reading.atoms[hit.end].sort is Sort.NUMBER
    return counted or hit.end in reading.named or reading.signals(hit.end, Cue.ARTICLE)


def _lets(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb only says that somebody else is to do something: "have the RD do 30 min of MNT or …"."""
    who = reading.next_to(hit.end - 1, 1)
    return Cue.GOT in hit.cues and reading.signals(who, Cue.NURSE, *CLINICIANS) and reading.signals(who + 1, Cue.DO)


def _asked_what(reading: Reading, hit: Hit) -> bool:
    """Tell whether a question word stands before a verb, so that more than yes or no is asked: "what do we get"."""
    return reading.signals(hit.start - 1, Cue.WHAT_IS, Cue.MINE, Cue.OURS)  # "i was going to" tells it


def free(reading: Reading, *cues: Cue) -> bool:
    """Tell whether a cue is there outside the names of services."""
    hits = (hit for cue in cues for hit in reading.cues.get(cue, ()))
    return any(reading.named.isdisjoint(range(hit.start, hit.end)) and not packs(reading, hit.start) for hit in hits)


def gets(reading: Reading) -> bool:
    """Tell whether an end asks what something brings: "an EKG and a pap same visit, what do i get"."""
    for hit in reading.cues.get(Cue.GOT, ()):
        after = reading.next_to(hit.end - 1, 1)
        ends = after >= len(reading.atoms) or reading.signals(after, Cue.BREAK)
        if ends and any(reading.signals(at, Cue.WHAT_IS) for at in range(hit.start - _ASKED, hit.start)):
            return True
    return False


def packs(reading: Reading, at: int) -> bool:
    """Tell whether a word of a rule only says what a code is: "99214 or the G2086 bundle", no yes-or-no question."""
    hit = reading.hit_of.get(at)
    noun = hit is not None and hit.cues >= {Cue.RULE, Cue.GENERIC}
    beside = any(0 <= near < len(reading.atoms) and reading.atoms[near].sort is Sort.CODE for near in (at - 1, at + 1))
    numbered = (near for near in (at + 2,) if near < len(reading.atoms) and reading.signals(at + 1, Cue.OF))
    beside = beside or any(reading.atoms[near].value is not None for near in numbered)  # "a bundle of 7 biopsies"
    return noun and beside and reading.has(Cue.OR, Cue.VERSUS, Cue.THAN) and not wonders(reading)


def whys(reading: Reading) -> bool:
    """Tell whether a reason is asked for, first or last: "why do warts pay more", "… pays less, how come"."""
    last = len(reading.atoms) - 1
    return any(hit.start < OPENING or reading.next_to(hit.end - 1, 1) >= last for hit in reading.cues.get(Cue.WHY, ()))
