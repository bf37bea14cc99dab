"""The words of one language: what connects, negates, counts and asks."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.domain.base import Frozen
from bot.domain.money import Exact

MOST_WORDS = 3
"""Words of the longest phrase that a cue may be: longer ones would match question texts, not language."""


class Cue(StrEnum):
    """What a word or phrase can signal. A phrase may stand under several cues."""

    # what divides and joins
    VERSUS = "versus"
    OR = "or"
    THAN = "than"
    EQUALS = "equals"
    """Divides the two sides of a break-even question."""
    AND = "and"
    PLUS = "plus"
    """Joins what is done together, never what is compared."""
    INSIDE = "inside"
    """The minutes behind it are part of those said before it."""
    TO = "to"
    BREAK = "break"
    """Ends a group of words that name one thing."""
    OPENS = "opens"
    """Brackets: a name may reach into them."""
    # how words bear on each other
    OF = "of"
    WITH = "with"
    WITHOUT = "without"
    NOT = "not"
    CORRECTION = "correction"
    """Takes back what was said just before: "no wait"."""
    ABOUT = "about"
    """What follows is what a talk or visit is about, not a further service."""
    FOR = "for"
    """Names what a visit is for; a known service behind it is a service still."""
    ASIDE = "aside"
    """Opens a clause that describes the service before it."""
    EACH = "each"
    SAME = "same"
    BOTH = "both"
    """Both sides of the body when a body part follows, else both services."""
    BILATERAL = "bilateral"
    BODY = "body"
    TIMES = "times"
    AT = "at"
    ARTICLE = "article"
    LESION = "lesion"
    """Nouns that a count of lesions may stand before instead of the service's own name."""
    PART = "part"
    """Nouns that measure one service on one patient: muscles, regions."""
    SIZE = "size"
    AGE = "age"
    PERCENT = "percent"
    GENERIC = "generic"
    """Nouns that name no service beside a more exact word: visit, session, procedure."""
    MODIFIER = "modifier"
    LISTING = "listing"
    """Not a number although it reads like one: "which one"."""
    # what is asked
    COMPARE = "compare"
    BETWEEN = "between"
    DIFFERENCE = "difference"
    HOW_MANY = "how_many"
    HOW_LONG = "how_long"
    BREAK_EVEN = "break_even"
    PER_HOUR = "per_hour"
    PER_MINUTE = "per_minute"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    PER_MONTH = "per_month"
    PER_YEAR = "per_year"
    PERIOD = "period"
    """Units of time longer than a visit: a number before them is no count."""
    EXPLAIN = "explain"
    WONDER = "wonder"
    """Opens a yes-or-no or why question; with a topic it asks for an explanation."""
    WHAT_IS = "what_is"
    WHAT_IF = "what_if"
    IF = "if"
    CHANGE = "change"
    TARGET = "target"
    PACE = "pace"
    HISTORY = "history"
    STATS = "stats"
    STEERING = "steering"
    CLINICAL = "clinical"
    SHOULD = "should"
    CLAIMS = "claims"
    PRIVATE = "private"
    PERSON = "person"
    TITLE = "title"
    """Before a colleague's name."""
    MOST = "most"
    NEXT_YEAR = "next_year"
    LAST_YEAR = "last_year"
    # the basis
    WORK = "work"
    TOTAL = "total"
    RVU = "rvu"
    DOLLARS = "dollars"
    WORTH = "worth"
    MEDICARE = "medicare"
    OFFICE = "office"
    FACILITY = "facility"
    QP = "qp"
    NONQP = "nonqp"
    IN = "in"
    PHYSICIAN = "physician"
    NP = "np"
    PA = "pa"
    CNS = "cns"
    CNM = "cnm"
    RD = "rd"
    LCSW = "lcsw"
    PSYCHOLOGIST = "psychologist"
    NURSE = "nurse"
    # people
    PATIENT = "patient"
    IDENTIFIER = "identifier"


class Say(StrEnum):
    """Sentences that the language itself says. `{}` marks what is filled in."""

    NOTHING = "nothing"
    TOO_LONG = "too_long"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_SIDE = "unknown_side"
    UNKNOWN_NONE = "unknown_none"
    ONE_SIDE = "one_side"
    WITHOUT_WORD = "without_word"
    SEVERAL = "several"
    BARE_NUMBER = "bare_number"
    AS_MINUTES = "as_minutes"
    AS_COUNT = "as_count"
    RANGE_MINUTES = "range_minutes"
    NO_SUCH_SIZE = "no_such_size"
    WHOLE_MINUTES = "whole_minutes"
    LOWER_MINUTES = "lower_minutes"
    PLACE = "place"
    PLACE_UNKNOWN = "place_unknown"
    NATIONAL = "national"
    PLACE_SIDES = "place_sides"
    VALUE_OF = "value_of"


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
    fractions: Mapping[str, Exact] = {}
    """Words for parts of a whole ("half": 0.5)."""
    units: Mapping[Unit, tuple[str, ...]] = {}
    lengths: Mapping[str, Exact] = {}
    """Words for units of size, with their millimeters ("cm": 10)."""
    same: Mapping[str, tuple[str, ...]] = {}
    """Word to its other spellings, abbreviations and forms that the endings do not reach."""
    endings: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Groups of (ending, replacement), applied in turn, the first fitting one of each group; plurals first."""
    filler: tuple[str, ...] = ()
    """Small words that may stand inside a name without changing it ("the", "of")."""
    common: tuple[str, ...] = ()
    """Everyday words that never name a service."""
    modifiers: tuple[str, ...] = ()
    """Modifiers that staff type behind a code."""
    examples: tuple[str, ...] = ()
    """Questions offered to who asked nothing that could be understood."""
    says: Mapping[Say, str] = {}

    @model_validator(mode="after")
    def _short_phrases(self) -> Self:
        """Refuse phrases so long that they would match whole questions."""
        for cue, phrases in self.cues.items():
            for phrase in phrases:
                if len(phrase.split()) > MOST_WORDS or phrase != phrase.lower():
                    msg = f"cue {cue}: {phrase!r} must be lower case and at most {MOST_WORDS} words"
                    raise ValueError(msg)
        return self
