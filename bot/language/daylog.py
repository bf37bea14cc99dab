"""A day's log in words: "today: 12 99213, 3 warts, 2x30 min counseling" to the day and what was done.

A log is a list; each part of it is read by itself, as a question about the worth of a service would be. Each one
counted is of another patient unless `+` or words such as "same patient" say otherwise. Nothing of the words is kept.

The modelling gap: "4 99214 with G2211" does not say how often the second was done, and is asked back about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from bot.domain.catalog import Catalog
from bot.domain.daylog import Entry, Said, Unclear
from bot.domain.question import Clarify, Compare, Question, Value
from bot.language.listener import Listener
from bot.language.text import LONGEST

MOST_PARTS: Final = 40
"""Parts of the longest list; the rest of a longer one is refused, never left out in silence."""

_PART: Final = re.compile(r"[;\n]|,(?!\d{3}\b)")
"""Between two parts; the comma of 1,200 is none."""
_COUNT: Final = re.compile(r"(?<![\w.-])\d{1,3}(?:\s*[x×])?(?![\w.])", re.IGNORECASE)  # noqa: RUF001 - the sign that people type
"""A number that counts: no code, and no length such as `30min`."""
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
_FAR: Final = 366
"""Days that a log may lie back."""
_WEEK: Final = 7

TOO_LONG: Final = "That is more than I can read at once; log it in two halves."
NO_ITEMS: Final = "I found nothing that was done. Write it like 12 99213, 3 warts, 2x30 min counseling, 1 AWV."
HOW_MANY: Final = "How many of each? Give each one its own number, such as 4 99214, 4 G2211."
NOT_ONE: Final = "That compares or asks something. Write what was done and how often, such as 3 warts."
NO_DAY: Final = "That day does not exist, lies ahead or more than a year back."


class _Begun(NamedTuple):
    """What a log begins with."""

    on: date | None
    """None: a day that does not exist or cannot be logged."""
    rest: str
    sure: bool
    """A colon stands behind the day, so that a list can only follow."""


class DayReader:
    """Reads logs with the words of one catalog, and with what understands any question."""

    def __init__(self, catalog: Catalog, listener: Listener) -> None:
        self._listener = listener
        words = self._words = catalog.day_words
        self._days = _either(words.days)
        self._weekdays = _either(words.weekdays)
        month = _either(words.months)
        self._dated = re.compile(rf"(?:({month})\.?\s+(\d{{1,2}})|(\d{{1,2}})\.?\s+({month}))\b(?:,?\s+(\d{{4}}))?")
        self._named = re.compile(rf"(?:({self._days})|({self._weekdays}))(?!\w)")
        self._did = re.compile(rf"(?:{_either(words.did)})(?!\w)")
        self._together = re.compile(rf"\(?\b(?:{_either(words.together)})\b\)?", re.IGNORECASE)
        self._apart = re.compile(rf"\(?\b(?:{_either(words.apart)})\b\)?", re.IGNORECASE)
        self._counted = re.compile(rf"\b(?:{_either(words.counts)})\b", re.IGNORECASE)

    def begins(self, text: str, today: date) -> bool:
        """Tell whether a text is a day's log rather than a question: a day or a verb, then a list of what was done."""
        begun = self._begun(text, today)
        if begun is None or len(text) > LONGEST:
            return False
        parts = [part for part in _PART.split(begun.rest) if part.strip()]
        if not begun.sure and not (parts and self._starts_with_count(parts[0])):
            return False
        # Whoever asks wants an answer: nothing that compares or ends in a question mark is kept as done.
        if not parts or "?" in text or len(parts) > MOST_PARTS:
            return False
        read = [self._listener.understand(self._bare(part)) for part in parts if self._bare(part)]
        return any(isinstance(one, Value) and one.items for one in read) and not any(map(_asks, read))

    def day(self, text: str, today: date) -> date | None:
        """Return the day that a text names and nothing else; without words today, None for anything else."""
        if not text.strip():
            return today
        begun = self._begun(text, today)
        return begun.on if begun is not None and not begun.rest else None

    def read(self, text: str, today: date) -> Said:
        """Read a list, which may begin with a day; without one it is today's. Never raises.

        What is not clear comes back as what to ask, and then nothing of the list should be kept.
        """
        begun = self._begun(text, today) or _Begun(today, text, sure=False)
        on = begun.on or today
        if len(text) > LONGEST:
            return Said(on=on, unclear=(Unclear(number=1, ask=TOO_LONG),))
        if begun.on is None:
            return Said(on=on, unclear=(Unclear(number=1, ask=NO_DAY),))
        parts = [part.strip(" .") for part in _PART.split(begun.rest) if part.strip(" .")]
        if len(parts) > MOST_PARTS:
            return Said(on=on, unclear=(Unclear(number=1, ask=TOO_LONG),))
        entries: list[Entry] = []
        unclear: list[Unclear] = []
        for number, part in enumerate(parts, 1):
            together = bool(self._together.search(part))
            bare = self._bare(part)
            if not bare:
                # "…, all on one patient" speaks of everything before it.
                entries = _joined(entries) if together and entries else entries
                continue
            made = self._entry(number, bare, together=together)
            if isinstance(made, Unclear):
                unclear.append(made)
            elif together and entries and all(item.quantity == 1 for item in made.items):
                entries[-1:] = _joined([entries[-1], made])
            else:
                entries.append(made)
        if not entries and not unclear:
            unclear.append(Unclear(number=1, ask=NO_ITEMS))
        return Said(on=on, entries=tuple(entries), unclear=tuple(unclear))

    def _entry(self, number: int, part: str, *, together: bool) -> Entry | Unclear:
        question: Question = self._listener.understand(part)
        if isinstance(question, Clarify):
            return Unclear(number=number, ask=question.ask, choices=question.choices)
        if not isinstance(question, Value) or not question.items:
            return Unclear(number=number, ask=NOT_ONE)
        joined = "+" in part
        several = len({item.quantity for item in question.items}) > 1
        if several and (joined or self._counts(part) < len(question.items)):
            return Unclear(number=number, ask=HOW_MANY)
        one = len(question.items) > 1 and joined and question.items[0].quantity == 1
        if joined and len(question.items) > 1 and not one:
            return Unclear(number=number, ask=HOW_MANY)
        return Entry(items=question.items, together=together or one, stated=question.stated)

    def _bare(self, part: str) -> str:
        """Return a part without the words about patients."""
        return self._apart.sub(" ", self._together.sub(" ", part)).strip(" .,")

    def _counts(self, part: str) -> int:
        return len(_COUNT.findall(part)) + len(self._counted.findall(part))

    def _starts_with_count(self, part: str) -> bool:
        part = part.strip()
        return bool(_COUNT.match(part) or self._counted.match(part) or re.match(r"[a-z]?\d{4,5}\b", part.lower()))

    def _begun(self, text: str, today: date) -> _Begun | None:
        """Return the day that a text begins with and what follows; None when it begins with neither day nor verb."""
        rest, said = text.strip(), False
        on: date | None = today
        while True:
            lower = rest.lower()
            if found := self._day(lower, today):
                on, end = found
            elif verb := self._did.match(lower):
                end = verb.end()
            else:
                break
            said, rest = True, rest[end:].lstrip()
            if rest[:1] in {":", "-", "–", "—"}:  # noqa: RUF001 - dashes that people type
                return _Begun(on, rest[1:].strip(), sure=True)
            rest = rest.lstrip(", ")
        return _Begun(on, rest, sure=False) if said else None

    def _day(self, lower: str, today: date) -> tuple[date | None, int] | None:
        """Return the day that stands at the beginning and where it ends."""
        if found := self._named.match(lower):
            if found[1] is not None:
                return today - timedelta(days=self._words.days[found[1]]), found.end()
            back = (today.weekday() - self._words.weekdays[found[2]] - 1) % _WEEK + 1
            return today - timedelta(days=back), found.end()
        if found := _ISO.match(lower):
            return _valid(int(found[1]), int(found[2]), int(found[3]), today), found.end()
        if found := _SLASHED.match(lower):
            return _valid(_number(found[3]), int(found[1]), int(found[2]), today), found.end()
        if found := self._dated.match(lower):
            month, day = self._words.months[found[1] or found[4]], int(found[2] or found[3])
            return _valid(_number(found[5]), month, day, today), found.end()
        return None


def _asks(question: Question) -> bool:
    """Tell whether a part sets things against each other or asks for anything but a worth."""
    return isinstance(question, Compare) or not isinstance(question, Value | Clarify)


def _joined(entries: Sequence[Entry]) -> list[Entry]:
    """Make one patient's visit of several entries."""
    items = tuple(item for entry in entries for item in entry.items)
    return [entries[0].model_copy(update={"items": items, "together": True})]


def _either(words: Mapping[str, object] | Sequence[str]) -> str:
    """Return a pattern of any of the words, longest first; of nothing where there are none."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(_spaced(word) for word in longest) or r"(?!)"


def _spaced(word: str) -> str:
    return r"\s+".join(re.escape(each) for each in word.split())


def _number(written: str | None) -> int | None:
    return int(written) if written else None


def _valid(year: int | None, month: int, day: int, today: date) -> date | None:
    """Return a day that was, within the year before today; without a year the latest such day."""
    for one in _years(year, today):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if found <= today and (today - found).days <= _FAR:
            return found
    return None


def _years(year: int | None, today: date) -> Iterator[int]:
    yield from (today.year, today.year - 1) if year is None else (year,)
