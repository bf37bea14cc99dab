"""What looks like a patient's identifier in a text: found and blanked before anything else reads the text.

It knows shapes, labels and listed names. A name that nothing around it gives away ("Quill had two warts") is not found,
nor are pictures. Nothing typed is ever kept, so what is not found is not stored either; its asker is just not warned.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.catalog import Catalog
from bot.domain.trace import Trace
from bot.language.dwellings import addresses
from bot.language.lifetimes import ages, births, days, visits
from bot.language.persons import names
from bot.language.registers import labelled, pages, shaped, with_label
from bot.language.scene import Scene, Traces, Words
from bot.language.strangers import introduced, pairs, strangers, surnames_first
from bot.language.text import LONGEST, normalise

_MARKUP = re.compile(r"<(?:@[!&]?|\#|a?:\w{2,32}:|t:)[0-9]{1,20}(?::\w)?>|https?://\S+")
"""Discord's mentions, emoji and times, and links: their numbers are nobody's."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without what looked like identifiers."""

    text: str
    """As typed where nothing was found."""
    found: bool


class Identifiers:
    """Finds identifiers with the words of one catalog's language."""

    def __init__(self, catalog: Catalog, knows: Callable[[str], bool], resembles: Callable[[str], bool]) -> None:
        """Take the catalog, and what tells a word of the trade from a name: written right, and with a slip in it."""
        lexicon = catalog.lexicon
        self._traces = Traces(
            (phrase, trace)
            for trace, found in lexicon.identifying.items()
            if trace is not Trace.ENDING
            for phrase in found
        )
        endings = lexicon.identifying.get(Trace.ENDING, ())
        self._words = Words(knows, resembles, lexicon.numbers, frozenset(lexicon.filler), endings)
        self._codes = frozenset(code for rows in catalog.rows.values() for code, _ in rows) | frozenset(
            catalog.services
        )

    def redact(self, text: str) -> Redacted:
        """Blank what looks like an identifier. Never raises, whatever the text."""
        plain = normalise(text)
        scene = Scene(_MARKUP.sub(_blank, plain), self._traces, self._words)
        dates = days(scene)
        found = [
            *shaped(scene),
            *labelled(scene, self._codes),
            *pages(scene, plain),
            *births(scene, dates),
            *ages(scene),
            *addresses(scene, self._codes),
            *names(scene, dates),
            *introduced(scene),
            *pairs(scene),
            *surnames_first(scene),
        ]
        found += visits(scene, dates, sure=bool(found))
        if not found:
            return Redacted(text, found=False)
        spans = sorted(with_label(scene, span) for span in (*found, *strangers(scene)))
        kept, place = [], 0
        for start, end in spans:
            kept.append(plain[place:start])
            kept.append(" " * (end - max(place, start)))
            place = max(place, end)
        # What is too long to be read stays so.
        rest = " " * max(0, len(text) - LONGEST)
        return Redacted("".join((*kept, plain[place:], rest)), found=True)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
