"""A single letter that stands beside a code, such as Medicare's status of it: "theres an N next to 99402, why"."""

from collections.abc import Mapping, Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reading

_BESIDE = (Cue.VERSUS, Cue.BY, Cue.ABOUT, Cue.FOR, Cue.BREAK, Cue.TO)
"""Cues of what stands between a letter and its code: "an N next to 99402"."""


def lettered(
    reading: Reading, parts: Sequence[Part], letters: Mapping[str, str], numbers: Mapping[str, str]
) -> str | None:
    """Return the topic of a letter or a modifier beside what a text is about, given the topics by what is written."""
    if not reading.has(Cue.EXPLAIN, Cue.WHAT_IS) or len(parts) != 1:
        return None
    for at, atom in enumerate(reading.atoms):
        # "Why is there a 26 next to my xray"
        one = atom.stem in numbers and reading.signals(at - 1, Cue.ARTICLE, Cue.DEFINITE, Cue.WHAT_IS)
        if one and reading.signals(at + 1, Cue.VERSUS):
            return numbers[atom.stem]
    if parts[0].code is None:
        return None
    for at, atom in enumerate(reading.atoms):
        alone = atom.sort is Sort.WORD and at not in reading.light
        shown = alone and (atom.capital or reading.signals(at - 1, Cue.ARTICLE, Cue.DEFINITE, Cue.SAY))
        if shown and atom.stem in letters and reading.signals(at + 1, *_BESIDE):
            return letters[atom.stem]
    return None
