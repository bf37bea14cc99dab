"""The known word that an unknown one was probably meant to be."""

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 16
"""Distinct unknown words of one text that are looked up; the rest stay unknown."""

_SHORTEST = 4
_LONG = 8
_LONGEST = 32
_RIVALS = 8


class Spelling:
    """Known words by length. One slip is forgiven in a word of four letters or more, two in one of eight or more.

    A slip is a wrong, missing, extra or swapped letter (optimal string alignment distance). Two slips are forgiven
    only when the first letter is right, and never when a different word is as near: two organs can be two letters
    apart.
    """

    def __init__(self, stems: Mapping[str, str]) -> None:
        """Take every known spelling with its stem."""
        self._stems = stems
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(stems):
            self._by_length[len(word)].append(word)

    def nearest(self, word: str) -> str | None:
        """Return the stem of the one known word near enough, or None."""
        length = len(word)
        if not _SHORTEST <= length <= _LONGEST:
            return None
        slips = 2 if length >= _LONG else 1
        near = [known for size in range(length - slips, length + slips + 1) for known in self._by_length.get(size, ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=_RIVALS)
        best = [known for known, distance, _ in found if distance == found[0][1] and _forgiven(word, known)]
        stems = {self._stems[known] for known in best}
        if len(stems) != 1 or (found[0][1] > 1 and best[0][0] != word[0]):
            return None
        return stems.pop()


def _forgiven(word: str, known: str) -> bool:
    """Refuse another letter in a word of four: half of all such words are a letter apart."""
    return len(word) > _SHORTEST or len(known) != len(word) or sorted(word) == sorted(known)
