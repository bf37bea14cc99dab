"""Somebody of the staff whose own numbers are asked for, which the bot never tells."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS

_BEFORE = (Cue.YES_NO, Cue.WHAT_IS, Cue.WITH, Cue.THAN, Cue.VERSUS)
"""Cues of words before a title, where somebody is asked about or compared with."""
_TRADES = frozenset({Cue.PHYSICIAN, Cue.NURSE})


def names_colleague(reading: Reading) -> bool:
    """Tell whether a word that no list has follows a title: "Dr Smith"."""
    titles = (hit.end for hit in reading.cues.get(Cue.TITLE, ()))
    behind = (at + (at < len(reading.atoms) and reading.atoms[at].sort is Sort.MARK) for at in titles)
    return any(
        at < len(reading.atoms) and at not in reading.named and not (reading.atoms[at].known and _small(reading, at))
        for at in behind
    )


def asks_of_colleague(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked what somebody with a title does, whatever the name: "did dr example hit his target".

    A title that is a trade too ("nurse") may only say who does something.
    """
    for hit in reading.cues.get(Cue.TITLE, ()):
        name = hit.end + (hit.end < len(reading.atoms) and reading.atoms[hit.end].sort is Sort.MARK)
        named = name < len(reading.atoms) and name not in reading.hit_of and name not in reading.named
        if not named or hit.cues & _TRADES:
            continue
        verb = reading.signals(hit.start - 1, Cue.YES_NO) and reading.signals(name + 1, Cue.DO, Cue.DONE)
        if verb or (not parts and reading.signals(hit.start - 1, *_BEFORE)):
            return True
    for hit in reading.cues.get(Cue.OTHER_ONE, ()):
        other = reading.signals(hit.end, *CLINICIANS) and reading.signals(hit.end + 1, Cue.DO, Cue.DONE)
        if other and reading.signals(hit.start - 1, Cue.YES_NO, Cue.WHAT_IS):
            return True  # "how many patients did the other doc see"
    if (
        reading.has(Cue.THAN)
        and not parts
        and any(
            _called(reading, hit.end) and reading.signals(hit.end + 1, Cue.DO)
            for hit in reading.cues.get(Cue.YES_NO, ())
        )
    ):
        return True  # "is jane billing more than me"
    counted = reading.has(Cue.HOW_MANY) and not reading.has(Cue.EQUALS, Cue.BREAK_EVEN)
    whose = (hit.end for hit in reading.cues.get(Cue.YES_NO, ()) if counted and hit.start)
    if any(_named(reading, at) and reading.signals(at + 1, Cue.DO, Cue.DONE) for at in whose):
        return True  # "how many vasectomies has jane done"
    asked = not parts and any(hit.start == 0 and _named(reading, hit.end) for hit in reading.cues.get(Cue.WHAT_IS, ()))
    if asked and reading.signals(reading.next_to(len(reading.atoms), -1), Cue.WORK, Cue.RVU):
        return True  # "what are jones' wrvus"
    done = not parts and reading.has(Cue.DO, Cue.DONE, Cue.DOLLARS)
    subjects = (hit.end for hit in reading.cues.get(Cue.YES_NO, ()) if done)  # "how much did jane np make"
    return any(_called(reading, at) and reading.signals(at + 1, *CLINICIANS) for at in subjects)


def _called(reading: Reading, at: int) -> bool:
    """Tell whether a word may be a name: a word of no meaning here."""
    word = at < len(reading.atoms) and reading.atoms[at].sort is Sort.WORD
    return word and at not in reading.light and at not in reading.hit_of


def _named(reading: Reading, at: int) -> bool:
    """Tell whether a word that no list has stands there."""
    return _called(reading, at) and not reading.atoms[at].known


def _small(reading: Reading, at: int) -> bool:
    """Tell whether a word is not written as a name is."""
    return not reading.atoms[at].capital


def quoted(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether somebody only says that one service beats another: "my partner swears an IUD outearns a 99215"."""
    apart = len(parts) > 1 and reading.has(Cue.THAN, Cue.VERSUS, Cue.OR, Cue.COMPARE, Cue.EQUALS)
    people = reading.cues.get(Cue.PERSON, ())
    return apart and all(reading.signals(hit.end, Cue.ASSERTS) and hit.end <= parts[0].start for hit in people)
