"""Where a place lies: the words that people write for it, to Medicare's payment localities."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from bot.domain.place import Gpci
from bot.domain.suggestion import Suggestion
from bot.errors import UnknownPlaceError

_ZIP: Final = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")
_LABELLED: Final = re.compile(r".*\(([0-9]{5}-[0-9]{2})\)")
"""What `offer` shows, typed or sent back as it stands."""
_COUNTY: Final = re.compile(r"\b(?:county|parish|borough)\b")


class Geography(Protocol):
    """CMS's ZIP and county files, where the operator loaded them. Answers from memory; never raises."""

    def of_zip(self, number: str) -> tuple[str, ...]:
        """Return the locality ids of a five-digit ZIP code: none if CMS lists it nowhere, several if it is split."""

    def of_county(self, words: str) -> tuple[str, ...]:
        """Return the locality ids that "suffolk county" or "suffolk county ma" (lower case) may mean."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """What is known of places; cheap to make."""

    localities: Mapping[str, Gpci]
    """By id. A locality goes by its newest name."""
    words: Mapping[str, tuple[str, ...]]
    """Lower-case cities and states, in full and abbreviated, to the ids that they may mean."""
    geography: Geography | None = None

    def locate(self, written: str) -> str:
        """Return the id of the one locality that an id, a ZIP code or words mean.

        Raises `UnknownPlaceError`, whose hint lists what fits or says what to write instead.
        """
        fits = self._fitting(" ".join(written.lower().split()))
        if len(fits) == 1:
            return fits[0]
        if fits:
            message = "That place has several Medicare localities."
            raise UnknownPlaceError(message, f"Choose one of {', '.join(map(self._named, fits))}.")
        raise self._unknown(written)

    def offer(self, typed: str) -> Iterator[Suggestion]:
        """Yield the localities that what has been typed so far may mean, best first, each once.

        First those that a city or state which begins so lies in, then those whose own name begins so or has it inside.
        """
        wanted = " ".join(typed.lower().replace(",", " ").split())
        by_word = (
            (self._said(word, one), one)
            for word in sorted(self.words, key=lambda word: (word != wanted, word))
            if wanted and word.startswith(wanted)
            for one in self.words[word]
        )
        labels = sorted((self._labelled(one), one) for one in self.localities)
        begun = (pair for pair in labels if pair[0].lower().startswith(wanted))
        inside = (pair for pair in labels if wanted in pair[0].lower().replace(",", ""))
        return _once((*by_word, *begun, *inside))

    def _fitting(self, words: str) -> tuple[str, ...]:
        if labelled := _LABELLED.fullmatch(words):
            words = labelled[1]
        if words in self.localities:
            return (words,)
        if number := _ZIP.fullmatch(words):
            return self.geography.of_zip(number[1]) if self.geography is not None else ()
        plain = " ".join(words.replace(",", " ").split())
        return self.words.get(plain) or self._in_state(words) or self._of_name(plain) or self._of_county(plain)

    def _in_state(self, words: str) -> tuple[str, ...]:
        """Return what "boston, ma" means: the localities of the city that lie in the state."""
        city, _, state = words.rpartition(",")
        ids = self.words.get(state.strip(), ())
        return tuple(one for one in self.words.get(city.strip(), ()) if one in ids)

    def _of_name(self, words: str) -> tuple[str, ...]:
        return tuple(one for one, place in self.localities.items() if place.name.lower().replace(",", "") == words)

    def _of_county(self, words: str) -> tuple[str, ...]:
        return self.geography.of_county(words) if self.geography is not None else ()

    def _unknown(self, written: str) -> UnknownPlaceError:
        hint = "Give carrier and locality such as 01112-05, a state or a city."
        words = written.lower().strip()
        sort = "ZIP codes" if _ZIP.fullmatch(words) else "counties" if _COUNTY.search(words) else None
        if sort is not None and self.geography is None:
            return UnknownPlaceError(f"I cannot look up {sort}: CMS's file of them is not loaded.", hint)
        return UnknownPlaceError("That is no Medicare locality that I know.", hint)

    def _said(self, word: str, one: str) -> str:
        """Return a locality's label, with the city in front where the label lacks it."""
        label, place = self._labelled(one), self.localities.get(one)
        state = self.words.get(place.state.lower()) if place is not None else None
        return label if word in label.lower() or self.words[word] == state else f"{word.title()}: {label}"

    def _labelled(self, one: str) -> str:
        place = self.localities.get(one)
        return one if place is None else f"{place.name}, {place.state} ({one})"

    def _named(self, one: str) -> str:
        place = self.localities.get(one)
        return one if place is None else f"{one} ({place.name})"


def _once(offered: Iterable[tuple[str, str]]) -> Iterator[Suggestion]:
    seen: set[str] = set()
    for label, one in offered:
        if one not in seen:
            seen.add(one)
            yield Suggestion(label=label, value=one)
