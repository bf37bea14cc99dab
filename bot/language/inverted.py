"""The words between what is asked for and what is done to it: "how many knees do i have to inject"."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.cues import Hit

_WHO = frozenset({Cue.MINE, Cue.OURS, Cue.DONE})
"""Cues of "i", "we" and "i have"."""
_MUST = frozenset({Cue.NEED, Cue.DONE, Cue.HOW_MANY})
"""Cues of words such as "need to", "have to"."""


def verbs_of_asking(hits: Sequence[Hit], light: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the verbs behind "how many" that end a name, and the atoms up to its verb where the asker is who does it.

    "How many visits at 99212 does a level 5 replace" has another subject, which is no part of the visits. What we do
    belongs to what it is done to: "how many aks do i need to freeze".
    """
    if not any(Cue.HOW_MANY in hit.cues for hit in hits):
        return frozenset(), frozenset()
    starts = {hit.start: hit for hit in hits}
    ends: set[int] = set()
    bridged: set[int] = set()
    for verb in hits:
        if Cue.YES_NO not in verb.cues:
            continue
        who = starts.get(verb.end)
        if who is None or who.cues.isdisjoint(_WHO):
            ends.add(verb.start)
            continue
        at = who.end
        while at in light or (at in starts and starts[at].cues & _MUST):
            at = starts[at].end if at in starts else at + 1
        bridged |= set(range(verb.start, at))
    return frozenset(ends), frozenset(bridged)
