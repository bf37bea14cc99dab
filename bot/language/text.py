"""Typed text in one spelling: one form of each letter, digit, quote, dash and space."""

import re
import unicodedata

LONGEST = 2_000
"""Characters that are read. Discord's own limit on a message; a longer text is asked to be shortened."""

_BESIDE_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_MORE = re.compile(r"(?<![-=<>])>\s*(?=[0-9])")
_GREATER = re.compile(r"(?<=[\w)])\s+[<>]\s+(?=[A-Za-z]|[0-9]{5}\b|[0-9]{1,2}x? (?:[0-9]{5}|[A-Za-z]{4}))")
"""Between two services: "colpo > 99214", "colpo > 2 99213s"; before a bare number it says how much ("> 10 min")."""
_ARROW = re.compile(r"(?<![-=])(?:->|=>|\u2192)")
_AT = re.compile(r"(?<![^\s\d])@\s*(?=[$.\d])")
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]+")
_ALIKE = str.maketrans(
    {"\u2044": "/", "\u2215": "/", "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00d7\u2715\u2716", "x")
)


def _ascii_digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def normalise(text: str) -> str:
    """Return the text with one spelling per sign. Case is kept: a name may be told by its capital."""
    spaced = _BESIDE_FRACTION.sub(" ", text[:LONGEST])
    plain = unicodedata.normalize("NFKC", spaced).translate(_ALIKE)
    plain = _AT.sub(" at ", plain) if "@" in plain else plain
    plain = _GREATER.sub(" than ", plain) if "<" in plain or ">" in plain else plain
    plain = _MORE.sub(" over ", _ARROW.sub(" to ", _CONTROL.sub(" ", _INVISIBLE.sub("", plain))))
    if not plain.isascii():
        plain = "".join(map(_ascii_digit, plain))
    return plain[: 2 * LONGEST]
