"""Text cut into words, numbers, money, percents, codes and marks."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache


class Shape(Enum):
    """What a token looks like, before any word is understood."""

    WORD = auto()
    NUMBER = auto()
    MONEY = auto()
    """An amount, or the bare sign."""
    PERCENT = auto()
    CODE = auto()
    IDENTIFIER = auto()
    """Dates, phone and record numbers: never a count, never repeated."""
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `written` is lower case."""

    shape: Shape
    written: str
    start: int
    end: int
    value: Decimal | None = None
    modifiers: tuple[str, ...] = ()
    glued: bool = False
    """Nothing stands between this token and the one before."""
    capital: bool = False
    capitals: bool = False
    """Written in capitals throughout, two letters or more."""


_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]{1,6})?|[0-9]{1,9}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_CODED = r"[0-9]{3}(?!00)[0-9]{2}(?![0-9]|[.,][0-9])"
"""Five digits behind a sign and a space that are a code, not a round sum: "medicare $ 99490"."""
_PAUSES = frozenset(".!?,")
"""Marks that say no more when they are typed again: "a mole on the back.. shave it?"."""
_THOUSANDS = r"(?P<thousands>k(?![^\W_]))?"


@lru_cache(maxsize=8)
def _pattern(modifiers: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(re.escape(modifier) for modifier in modifiers) or r"(?!)"
    return re.compile(
        rf"""
        (?P<skip>   <[@\#:a-z/][^<>\s]{{0,80}}> | @[^\W\d_]\w* | https?://\S+ )
      | (?P<code>   (?<![0-9.]) (?:[a-z][0-9]{{4}} | [0-9]{{4}}[tfu] | [0-9]{{5}}) (?![0-9]|[.,][0-9]) )
                    (?P<mods>(?:[-+](?:{known})(?!\w))*) (?:'?s(?!\w))?
      | (?P<id>     [0-9]+(?:[-/.][0-9]+){{2,}} | (?<![0-9])[0-9]{{3}}-[0-9]{{4}}(?![0-9]) | [0-9]{{10,}} )
      | (?P<dollar> \$+ ) (?:(?:[ ](?!{_CODED}))?(?P<amount>{_NUMBER}){_THOUSANDS})?
      | (?P<part>   (?:1/[234]|2/3|3/4)(?![0-9/]) )
      | (?P<number> {_NUMBER}) (?: [ ]?(?P<percent>%) | (?P<after>\$)(?![0-9]) | (?P<kilo>k(?![^\W_])) )?
      | (?P<word>   [^\W\d_]/(?:[^\W\d_](?![^\W_]))?(?![/]) | [^\W\d_]+(?:'[^\W\d_]+)* )
      | (?P<mark>   [-+&=/,;:.?!()\#*\n] )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def _number(written: str, *, kilo: str | None) -> Decimal:
    return Decimal(written.replace(",", "")) * (1000 if kilo else 1)


def _token(found: re.Match[str], *, glued: bool) -> Token | None:
    whole = found.group()
    written = whole.lower()
    if whole.isalpha():
        # Nothing but letters can only be a word, which most tokens are; what the groups hold need not be looked up.
        capital, capitals = whole[0].isupper(), whole.isupper() and len(written) > 1
        return Token(Shape.WORD, written, *found.span(), glued=glued, capital=capital, capitals=capitals)
    group = found.groupdict()
    shape, value, modifiers = Shape.MARK, None, ()
    if group["skip"]:
        return None
    if group["code"]:
        shape, written = Shape.CODE, group["code"].upper()
        modifiers = tuple(re.findall(r"\w+", group["mods"].upper()))
    elif group["id"]:
        shape = Shape.IDENTIFIER
    elif group["dollar"]:
        shape = Shape.MONEY
        value = _number(group["amount"], kilo=group["thousands"]) if group["amount"] else None
    elif group["part"]:
        above, below = written.split("/")
        shape, value = Shape.NUMBER, Decimal(above) / Decimal(below)
    elif group["number"]:
        shape = Shape.PERCENT if group["percent"] else Shape.MONEY if group["after"] else Shape.NUMBER
        value = _number(group["number"], kilo=group["kilo"])
    elif group["word"]:
        shape, written = Shape.WORD, written.replace("'", "")
    capital = whole[0].isupper()
    capitals = whole.isupper() and len(written) > 1
    return Token(
        shape, written, found.start(), found.end(), value, modifiers, glued=glued, capital=capital, capitals=capitals
    )


def tokenize(text: str, modifiers: tuple[str, ...] = ()) -> tuple[Token, ...]:
    """Cut normalised text into tokens; mentions, links and signs without meaning are left out.

    `modifiers` are those that may be typed behind a code (`99213-25`, `99213+25`).
    """
    tokens: list[Token] = []
    end = -1
    for found in _pattern(modifiers).finditer(text):
        token = _token(found, glued=found.start() == end)
        end = found.end()
        last = tokens[-1].written if tokens else None  # none where a mention was left out
        again = token is not None and token.glued and token.written in _PAUSES and token.written == last
        if token and not again:
            tokens.append(token)
    return tuple(tokens)
