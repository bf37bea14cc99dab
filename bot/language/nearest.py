"""The services nearest to what was typed, by spelling and by shared words."""

from collections.abc import Callable, Iterable
from itertools import islice, takewhile

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.domain.catalog import Catalog
from bot.domain.suggestion import Suggestion

_LONGEST_LABEL = 100
"""Discord's limit on an option's label."""
_LONGEST_TYPED = 100
_LEAST_LIKE = 72
"""Likeness in percent below which a service is not offered."""
_BY_CODE = 5


class Nearest:
    """Ranks services and concepts. Everything is prebuilt; nothing is read while somebody types."""

    def __init__(self, catalog: Catalog, stems: Callable[[str], tuple[str, ...]]) -> None:
        self._stems = stems
        self._labels: dict[str, str] = {}
        keys: dict[str, str] = {}
        for concept in catalog.concepts.values():
            if concept.uses:
                self._labels[concept.id] = concept.name
                keys.update((name.lower(), concept.id) for name in (*concept.aliases, concept.name))
        for service in catalog.services.values():
            self._labels[service.code] = f"{service.code} {service.name}"
            for name in (service.name, *service.aliases):
                keys.setdefault(name.lower(), service.code)
        self._targets = list(keys.values())
        self._keys = list(keys)
        self._words = [stems(key) for key in self._keys]
        self._codes = sorted(catalog.services)
        self._listed = {code: description.lower() for code, description in sorted(catalog.listed.items())}
        self._labels.update((code, f"{code} {description}") for code, description in catalog.listed.items())

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most `limit` options for what is typed so far; with nothing typed, the catalog's first concepts."""
        plain = " ".join(typed[:_LONGEST_TYPED].lower().split())
        if not plain:
            return self._made(self._labels, limit)
        started = [code for code in self._codes if code.lower().startswith(plain)]
        begun = [target for key, target in zip(self._keys, self._targets, strict=True) if key.startswith(plain)]
        inside = [target for key, target in zip(self._keys, self._targets, strict=True) if f" {plain}" in f" {key}"]
        first = (*started, *begun, *inside, *self._imported(plain, limit))
        enough = len(set(first)) >= limit
        return self._made(first if enough else (*first, *self._like(plain, limit)), limit)

    def nearest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most `limit` services that a typed code, word or phrase may have meant, the likeliest first."""
        plain = " ".join(typed[:_LONGEST_TYPED].lower().split())
        if any(letter.isdigit() for letter in plain) and len(plain) <= _BY_CODE + 1:
            typed = plain.upper()
            near = sorted(self._codes, key=lambda code: (OSA.distance(code, typed), -_begun(code, typed)))
            return self._made(near, limit)
        return self._made(self._like(plain, limit), limit)

    def _imported(self, plain: str, limit: int) -> list[str]:
        """Return codes of an imported release by their beginning, or by words that its short description has."""
        words = plain.split()
        found = (
            code
            for code, description in self._listed.items()
            if code.lower().startswith(plain) or all(word in description for word in words)
        )
        return list(islice(found, limit))

    def _like(self, plain: str, limit: int) -> list[str]:
        words = frozenset(self._stems(plain))
        shared = sorted(
            (
                (-len(words.intersection(known)) / len(words.union(known)), number)
                for number, known in enumerate(self._words)
                if not words.isdisjoint(known)
            )
        )
        spelled = process.extract(plain, self._keys, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE, limit=limit)
        return [self._targets[number] for _, number in shared] + [self._targets[number] for _, _, number in spelled]

    def _made(self, targets: Iterable[str], limit: int) -> tuple[Suggestion, ...]:
        found = dict.fromkeys(targets)
        return tuple(
            Suggestion(label=self._labels[target][:_LONGEST_LABEL], value=target) for target in list(found)[:limit]
        )


def _begun(first: str, second: str) -> int:
    """Return how many characters two codes begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
