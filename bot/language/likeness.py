"""The topic whose words are nearest to those of a text that names none."""

from collections.abc import Callable, Iterable, Mapping
from math import log2

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.domain.topic import Topic

Stems = Callable[[str], tuple[str, ...]]

_LEAST = 7
"""Bits of what a topic's shared words tell it apart by, below which none is near: two rare words, or several others."""
_MARGIN = 1
"""Bits by which the nearest topic must be nearer than any other."""
_TITLE = 2
"""How much more a word tells that names the topic than one in its sentences: half as much again would be too little."""


class Likeness:
    """Ranks topics by shared words, rare ones first. The bits only order topics: no answer is computed from them."""

    def __init__(self, catalog: Catalog, stems: Stems) -> None:
        small = frozenset(stem for word in (*catalog.lexicon.filler, *_asking(catalog)) for stem in stems(word))
        self._named = {one.id: frozenset(_words(_names(one), stems)) - small for one in catalog.topics.values()}
        told = {one.id: frozenset(_words([one.text], stems)) - small for one in catalog.topics.values()}
        self._told = {topic: words - self._named[topic] for topic, words in told.items()}
        spread: dict[str, int] = {}
        for topic, words in told.items():
            for word in words | self._named[topic]:
                spread[word] = spread.get(word, 0) + 1
        self._bits: Mapping[str, int] = {word: round(log2(len(told) / count)) for word, count in spread.items()}

    def nearest(self, words: Iterable[str]) -> str | None:
        """Return the one topic that is near enough, and nearer than all others."""
        said = frozenset(words)
        ranked = sorted(((self._shared(topic, said), topic) for topic in self._named), reverse=True)
        (best, topic), (second, _), *_ = (*ranked, (0, ""), (0, ""))
        return topic if best >= _LEAST and best - second >= _MARGIN else None

    def _shared(self, topic: str, said: frozenset[str]) -> int:
        named = sum(self._bits[word] for word in said & self._named[topic])
        told = sum(self._bits[word] for word in said & self._told[topic])
        return named + told // _TITLE


def _asking(catalog: Catalog) -> Iterable[str]:
    """Yield the words that only ask."""
    for cue in (Cue.EXPLAIN, Cue.RULE, Cue.WONDER, Cue.WHAT_IS):
        yield from (phrase for phrase in catalog.lexicon.cues.get(cue, ()) if " " not in phrase)


def _names(topic: Topic) -> tuple[str, ...]:
    return (topic.title.lower(), *topic.words)


def _words(phrases: Iterable[str], stems: Stems) -> Iterable[str]:
    for phrase in phrases:
        yield from stems(phrase)
