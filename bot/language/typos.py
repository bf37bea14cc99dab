"""The known word that an unknown one was probably meant to be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 16
"""Distinct unknown words of one text that are looked up; the rest stay unknown."""

_SHORTEST = 4
_LONG = 8
_LONGEST = 32
_RIVALS = 8
_LIKELIER = 2
"""How many times as many names of services have the word that is taken for a slip with several meanings."""
_END = 2
"""Letters of an ending that a slip in the rest of a word leaves as it was."""


class Spelling:
    """Known words by length. One slip is forgiven in a word of four letters or more, two in one of eight or more.

    A slip is a wrong, missing, extra or swapped letter (optimal string alignment distance). Two slips are forgiven
    only when the first letter is right, and never when a different word is as near: two organs can be two letters
    apart.
    """

    def __init__(
        self, stems: Mapping[str, str], named: Mapping[str, int] | None = None, acts: Sequence[str] = ()
    ) -> None:
        """Take every known spelling with its stem, in how many names of services a stem is, and the endings of acts.

        Words that end in two acts are two: a "thoracotomy" is no "thoracostomy".
        """
        self._stems, self._named, self._acts = stems, named or {}, acts
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._begun: dict[tuple[str, int], list[str]] = defaultdict(list)
        """By first letter and length."""
        self._ended: dict[tuple[str, int], list[str]] = defaultdict(list)
        """By last letters and length."""
        for word in sorted(stems):
            self._by_length[len(word)].append(word)
            self._begun[word[:1], len(word)].append(word)
            self._ended[word[-_END:], len(word)].append(word)

    def nearest(self, word: str) -> str | None:
        """Return the stem of the one known word near enough, or None."""
        length = len(word)
        if not _SHORTEST <= length <= _LONGEST:
            return None
        slips = 2 if length >= _LONG else 1
        found = self._near(word, self._likely(word, slips), slips)
        if not found or found[0][1] > 1:
            # Rivals two slips away may begin and end otherwise: all are asked, once anything is as near.
            sizes = range(length - slips, length + slips + 1)
            every = [known for size in sizes for known in self._by_length.get(size, ())]
            found = self._near(word, every, slips) if found or length == _SHORTEST else []
        best = [known for known, distance in found if distance == found[0][1] and _forgiven(word, known)]
        if act := self._act(word):
            best = [known for known in best if self._act(known) == act]
        stems = self._single(word, best)
        if len(stems) != 1 or (found[0][1] > 1 and best[0][0] != word[0]):
            return None
        return stems.pop()

    def _act(self, word: str) -> str | None:
        """Return the ending of a word that says what is done."""
        return next((act for act in self._acts if word.endswith(act)), None)

    def _single(self, word: str, best: Sequence[str]) -> set[str]:
        """Return the stems of the words that are as near, or of the likeliest: letters swapped, or a service's word.

        Somebody who asks about services and types "absess" means an abscess, not to assess.
        """
        stems = {self._stems[known] for known in best}
        swapped = {self._stems[known] for known in best if sorted(known) == sorted(word)}
        if len(stems) < 2 or len(swapped) == 1:  # noqa: PLR2004 - a word and its rival
            return swapped if len(swapped) == 1 else stems
        first, second, *_ = sorted(stems, key=lambda stem: -self._named.get(stem, 0))
        likelier = len(word) > _SHORTEST and self._named.get(first, 0) >= _LIKELIER * max(self._named.get(second, 0), 1)
        return {first} if likelier else stems

    def _likely(self, word: str, slips: int) -> list[str]:
        """Return the words that begin alike, and those that end alike: a slip leaves a beginning or an end as it was.

        Two slips are forgiven only where the first letter is right.
        """
        length = len(word)
        begun = (self._begun.get((word[:1], size), ()) for size in range(length - slips, length + slips + 1))
        ended = (self._ended.get((word[-_END:], size), ()) for size in range(length - 1, length + 2))
        return [*dict.fromkeys(known for words in (*begun, *ended) for known in words)]

    def _near(self, word: str, among: Sequence[str], slips: int) -> list[tuple[str, float]]:
        """Return the nearest words and how many slips away they are, nearest first."""
        found = process.extract(word, among, scorer=OSA.distance, score_cutoff=slips, limit=_RIVALS)
        return [(known, distance) for known, distance, _ in found]


def _forgiven(word: str, known: str) -> bool:
    """Refuse another letter in a word of four: half of all such words are a letter apart."""
    return len(word) > _SHORTEST or len(known) != len(word) or sorted(word) == sorted(known)
