"""The services nearest to what was typed, by spelling and by shared words."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain, islice, takewhile

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
_BEFORE = 2
"""Characters before each name in the text of all names: a line's end and a blank."""


class Nearest:
    """Ranks services and concepts. Everything is prebuilt; nothing is read while somebody types."""

    def __init__(self, catalog: Catalog, stems: Callable[[str], tuple[str, ...]]) -> None:
        self._stems = stems
        self._labels: dict[str, str] = {}
        keys: dict[str, str] = {}
        for concept in catalog.concepts.values():
            if concept.uses:
                self._labels[concept.id] = concept.name
                keys.update((_small(name), concept.id) for name in (*concept.aliases, concept.name))
        for service in catalog.services.values():
            self._labels[service.code] = f"{service.code} {service.name}"
            for name in (service.name, *service.aliases):
                keys.setdefault(_small(name), service.code)
        self._targets = list(keys.values())
        self._keys = list(keys)
        self._text = "".join(f"\n {key}" for key in self._keys)
        """Every name on a line of its own, so that one search goes through all of them."""
        self._begins = array("I", accumulate((len(key) + _BEFORE for key in self._keys[:-1]), initial=0))
        """Where in that text each name's line begins."""
        self._having: dict[str, array[int]] = {}
        """By word, the numbers of the names that have it."""
        self._sizes = array("I")
        """How many different words each name has."""
        for number, key in enumerate(self._keys):
            words = frozenset(stems(key))
            self._sizes.append(len(words))
            for word in words:
                self._having.setdefault(word, array("I")).append(number)
        self._codes = sorted(catalog.services)
        self._listed = {code: description.lower() for code, description in sorted(catalog.listed.items())}
        self._labels.update((code, f"{code} {description}") for code, description in catalog.listed.items())

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most `limit` options for what is typed so far; with nothing typed, the catalog's first concepts."""
        plain = " ".join(typed[:_LONGEST_TYPED].lower().split())
        if not plain:
            return self._made(self._labels, limit)
        started = (code for code in self._codes if code.lower().startswith(plain))
        named = chain(self._found(f"\n {plain}"), self._found(f" {plain}"))
        # Each of these is only looked at while there is room for more.
        first: dict[str, None] = {}
        for target in chain(started, named, self._imported(plain, limit)):
            first[target] = None
            if len(first) >= limit:
                return self._made(first, limit)
        return self._made((*first, *self._like(plain, limit)), limit)

    def _found(self, sought: str) -> Iterator[str]:
        """Yield what is meant by each name that has some letters, in the names' order."""
        at = self._text.find(sought)
        while at >= 0:
            # Of " wart" the blank may be the one that its line begins with.
            yield self._targets[bisect_right(self._begins, at) - 1]
            at = self._text.find(sought, at + 1)

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
        common = Counter(chain.from_iterable(self._having.get(word, ()) for word in words))
        shared = sorted(
            (-count / (len(words) + self._sizes[number] - count), number) for number, count in common.items()
        )
        spelled = process.extract(plain, self._keys, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE, limit=limit)
        return [self._targets[number] for _, number in shared] + [self._targets[number] for _, _, number in spelled]

    def _made(self, targets: Iterable[str], limit: int) -> tuple[Suggestion, ...]:
        found = dict.fromkeys(targets)
        return tuple(
            Suggestion(label=self._labels[target][:_LONGEST_LABEL], value=target) for target in list(found)[:limit]
        )


def _small(name: str) -> str:
    """Return a name in small letters, and not another one of the same letters: there are ten thousand."""
    return name if name.islower() else name.lower()


def _begun(first: str, second: str) -> int:
    """Return how many characters two codes begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
