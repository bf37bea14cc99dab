"""The words of one language: what connects, negates, counts and asks."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.domain.base import Frozen
from bot.domain.cue import Cue
from bot.domain.money import Exact
from bot.domain.say import Say
from bot.domain.trace import Trace
from bot.domain.way import Slot

__all__ = ["MOST_WORDS", "Cue", "Lexicon", "Say", "Unit"]

MOST_WORDS = 3
"""Words of the longest phrase that a cue may be: longer ones would match question texts, not language."""


class Unit(StrEnum):
    """Units of a service's length."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"


class Lexicon(Frozen):
    """Words as data, so that another language is another file. Lower case; a cue has at most three words."""

    language: str
    cues: Mapping[Cue, tuple[str, ...]]
    """Cue to the words and phrases that give it."""
    numbers: Mapping[str, int]
    """Number words ("dozen": 12)."""
    repeats: tuple[str, ...] = ()
    """Number words that can only say how often: "twice"."""
    fractions: Mapping[str, Exact] = {}
    """Words for parts of a whole ("half": 0.5)."""
    units: Mapping[Unit, tuple[str, ...]] = {}
    parts: Mapping[str, int] = {}
    """Words for one of so many equal parts ("third": 3)."""
    months: Mapping[str, int] = {}
    weekdays: Mapping[str, int] = {}
    """Monday is 0."""
    glued: Mapping[str, str] = {}
    """Letters that stand for another word right behind a number ("2v": views)."""
    lengths: Mapping[str, Exact] = {}
    """Words for units of size, with their millimeters ("cm": 10)."""
    same: Mapping[str, tuple[str, ...]] = {}
    """Word to its other spellings, abbreviations and forms that the endings do not reach."""
    endings: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Groups of (ending, replacement), applied in turn, the first fitting one of each group; plurals first."""
    acts: tuple[str, ...] = ()
    """Last letters of a word that say what is done ("ectomy"): words that differ in them are no slips of each other."""
    filler: tuple[str, ...] = ()
    """Small words that may stand inside a name without changing it ("the", "of")."""
    common: tuple[str, ...] = ()
    """Everyday words that never name a service."""
    everyday: tuple[str, ...] = ()
    """More of them, which nothing is taken to be a slip of."""
    modifiers: tuple[str, ...] = ()
    """Modifiers that staff type behind a code."""
    shorthand: Mapping[str, str] = {}
    """Number to the code or the name that it is short for among staff ("14": "99214", "4": "level 4")."""
    regions: Mapping[str, tuple[str, ...]] = {}
    """Regions of the body between which a code may change, with the words for their parts; a newborn's is one."""
    reading: str | None = None
    """The word that, beside a test's or picture's name, means its reading alone."""
    examples: tuple[str, ...] = ()
    """Questions offered to who asked nothing that could be understood."""
    says: Mapping[Say, str] = {}
    identifying: Mapping[Trace, tuple[str, ...]] = {}
    """What gives patient identifiers away, read apart from the cues."""
    ways: Mapping[Slot, tuple[str, ...]] = {}
    """Words of the ways to pay and of their numbers, read apart from the cues."""

    @model_validator(mode="after")
    def _short_phrases(self) -> Self:
        """Refuse phrases so long that they would match whole questions."""
        for cue, phrases in (*self.cues.items(), *self.ways.items()):
            for phrase in phrases:
                if len(phrase.split()) > MOST_WORDS or phrase != phrase.lower():
                    msg = f"cue {cue}: {phrase!r} must be lower case and at most {MOST_WORDS} words"
                    raise ValueError(msg)
        return self
