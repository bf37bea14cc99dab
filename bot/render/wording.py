"""Pieces of grammar that the sentences are composed of."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_PLURAL_START: Final = re.compile(r"^(?!1 )(\d{1,4}|\d{1,3},\d{3}) (?!minutes? of|hours? of)")
"""A count and a noun; five digits are a code, and minutes of something are one stretch of time."""


PRIVACY: Final = (
    "That seemed to hold a patient's details. I left them out and kept nothing of them; "
    "please delete the message they are in, and ask without them."
)
"""Told to whoever typed an identifier, or picked a message with one."""


def capital(text: str) -> str:
    """Make the first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def inline(text: str) -> str:
    """Let a sentence go on within another: its first word in lower case, unless it is an abbreviation or a code."""
    first, *_ = text.split(maxsplit=1) or [""]
    ordinary = first[1:] == first[1:].lower() and not any(letter.isdigit() for letter in first)
    return text[:1].lower() + text[1:] if ordinary else text


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Join as people do: "a", "a and b", "a, b and c"."""
    parts = list(parts)
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def with_note(phrase: str, note: str) -> str:
    """Add a note in brackets, into the brackets that the phrase already ends with."""
    return f"{phrase[:-1]}, {note})" if phrase.endswith(")") else f"{phrase} ({note})"


def counted(number: int, one: str) -> str:
    """Write a count with its noun: "1 minute", "13 minutes"."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def is_plural(phrase: str) -> bool:
    """Tell whether a noun phrase takes a plural verb: "2 level-4 visits" does, "30 minutes of talk" does not."""
    return bool(_PLURAL_START.match(phrase))


def verb(phrase: str, one: str, many: str) -> str:
    """Return the form of a verb that agrees with a noun phrase."""
    return many if is_plural(phrase) else one


def sentence(text: str) -> str:
    """Start with a capital and end with one full stop."""
    text = text.strip()
    return capital(text if text.endswith((".", "?", "!")) else f"{text}.")


def code_units(codes: Sequence[str], units: Sequence[int]) -> str:
    """Write codes as billed: `99214 + G2211`, `G0447 x 2`."""
    return " + ".join(code if count == 1 else f"{code} x {count}" for code, count in zip(codes, units, strict=True))
