"""The entries of the glossary nearest to what was typed, by title and by the words that name them."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.domain.catalog import Catalog
from bot.domain.suggestion import Suggestion

_LONGEST_TYPED = 100
_LEAST_LIKE = 70
"""Likeness in percent below which an entry is not offered."""


class Glossary:
    """Ranks topics. Everything is prebuilt; nothing is read while somebody types."""

    def __init__(self, catalog: Catalog) -> None:
        self._titles = {topic.id: topic.title for topic in catalog.topics.values()}
        named = [
            (name.lower(), topic.id)
            for topic in catalog.topics.values()
            for name in (topic.title, topic.id.replace("_", " "), *topic.words)
        ]
        self._names = [name for name, _ in named]
        self._topics = [topic for _, topic in named]

    def exactly(self, typed: str) -> str | None:
        """Return the topic that an id, a title or one of its words is, however it is capitalised and spaced."""
        plain = _plain(typed)
        found = next((topic for name, topic in zip(self._names, self._topics, strict=True) if name == plain), None)
        return typed if typed in self._titles else found

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most `limit` entries for what is typed so far; with nothing typed, the first of the glossary."""
        plain = _plain(typed)
        if not plain:
            return self._made(self._titles, limit)
        pairs = list(zip(self._names, self._topics, strict=True))
        begun = [topic for name, topic in pairs if name.startswith(plain)]
        inside = [topic for name, topic in pairs if f" {plain}" in name]
        close = process.extract(plain, self._names, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE, limit=limit)
        return self._made((*begun, *inside, *(self._topics[at] for _, _, at in close)), limit)

    def _made(self, topics: Iterable[str], limit: int) -> tuple[Suggestion, ...]:
        found = list(dict.fromkeys(topics))[:limit]
        return tuple(Suggestion(label=self._titles[topic], value=topic) for topic in found)


def _plain(typed: str) -> str:
    return " ".join(typed[:_LONGEST_TYPED].lower().split())
