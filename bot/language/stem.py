"""Word forms reduced to one: plurals, verb endings, abbreviations."""

from functools import lru_cache
from sys import intern

from bot.domain.lexicon import Lexicon

_LEAST = (2, 3)
"""Letters that an ending must leave: one of the first group (plurals: "AKs"), one of a later group."""


_REMEMBERED = 16_384
"""Words whose stems are kept: the catalog's few thousand, said tens of thousands of times while names are read."""


class Stemmer:
    """Reduces a word to the form under which it is looked up. Not linguistics: only the same for the same word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._endings = lexicon.endings
        self._any = tuple(tuple(ending for ending, _ in group) for group in lexicon.endings)
        self._cut = lru_cache(maxsize=_REMEMBERED)(self._cut_once)
        self._same: dict[str, str] = {}
        for word, others in lexicon.same.items():
            stem = self._cut(word)
            for other in (word, *others):
                self._same.setdefault(other, stem)
                self._same.setdefault(self._cut(other), stem)

    def _cut_once(self, word: str) -> str:
        for number, group in enumerate(self._endings):
            if not word.endswith(self._any[number]):
                continue
            least = _LEAST[min(number, 1)]
            for ending, instead in group:
                if word.endswith(ending) and len(word) - len(ending) + len(instead) >= least:
                    word = word[: len(word) - len(ending)] + instead
                    break
        return intern(word)  # thousands of words come to the same: it is kept once

    def __getstate__(self) -> dict[str, object]:
        """Return what a copy is made of: what is remembered is no part of it."""
        return {name: value for name, value in vars(self).items() if name != "_cut"}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Become a copy, which remembers its own."""
        vars(self).update(state)
        self._cut = lru_cache(maxsize=_REMEMBERED)(self._cut_once)

    def settle(self) -> None:
        """Forget the forms of the thousands of words that building the indices asked for."""
        self._cut.cache_clear()

    def respells(self, word: str) -> bool:
        """Tell whether a word is listed as another way to write one: "profee"."""
        return len(word) > len(self._same.get(word, word))

    def stem(self, word: str, *, capitals: bool = False) -> str:
        """Return the form under which the word is looked up; in capitals it may be an abbreviation ("US")."""
        if capitals and word.upper() in self._same:
            return self._same[word.upper()]
        if word in self._same:
            return self._same[word]
        cut = self._cut(word)
        return self._same.get(cut, cut)


def parts_of_a_whole(lexicon: Lexicon) -> frozenset[str]:
    """Return the words for parts of a whole as texts are read: "half", "third"."""
    return frozenset(map(Stemmer(lexicon).stem, (*lexicon.fractions, *lexicon.parts)))
