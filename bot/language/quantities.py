"""What each number in a text is: how many, how long, a year, a rate, or none of our business."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.calendar import PER
from bot.language.reading import DIVIDING, Reading

YEARS = range(1990, 2100)
_RVUS = (Cue.RVU, Cue.WORK, Cue.TOTAL)
_DECADE, _AGES = "s", 20
"""Behind a number of so many years: "in her 60s"."""
_FEW = range(2, 10)
"""Numbers in brackets behind a service that are too few to be its minutes."""
_WHOLE = 60
"""Minutes from which visits are done over a length, and none is longer than it."""
_STRETCH = 120
"""Minutes from which a length before "session" or "clinic" is work with several visits in it."""
_PHRASED = (Cue.LISTING, Cue.HISTORY, Cue.STATS, Cue.SAME_DAY, Cue.DIAGNOSIS, Cue.INDIVIDUAL)
"""Cues whose phrases have numbers that count nothing: "one on one"."""
_SLASH = "/"
_SCORE = 5
"""From here a bare number behind a test is its result rather than how often it is done: "PHQ-9 18"."""
_SMALLEST_DOSE = 10
"""Milligrams from which a number behind a drug is its dose."""
_MOST_UNITS = 50
"""From here units behind a name are those of a drug, not of a service's time."""
_HOURLY = range(2, 7)
"""Numbers before "an hour" that can only be how many it has, not the minutes of each."""
_OF_A_YEAR = {Cue.MONTHS: 12, Cue.WEEKS: 52, Cue.YEARS: 1}
_GROWN = 18
"""Years up to which an age is said right before a visit: "4 year well child"."""
SHORTEST = 5
"""Minutes of the shortest visit: "ten 99213 or ten 99214, 20 min either way" are 20 each."""
_REACH = 2
"""Words that may stand between a number and the RVUs that it counts ("300 extra wrvu")."""


class Role(Enum):
    """What a number does."""

    COUNT = auto()
    TIMES = auto()
    """A count marked as one: "3x", "x 3"."""
    LESIONS = auto()
    """A count before a word such as "lesion"."""
    SIZE = auto()
    """Muscles, regions: a measure of one service, not a count of services."""
    VIEWS = auto()
    """Pictures of one x-ray."""
    LENGTH = auto()
    """Centimeters, inches: how long a wound or how wide a spot is."""
    AT = auto()
    """Behind "at" without a unit: minutes, if minutes are the talk."""
    YEAR = auto()
    QUOTA = auto()
    """A number of RVUs."""
    PERCENT = auto()
    DOLLARS = auto()
    """An amount of money in words: "50 dollars"."""
    AGE = auto()
    """The patient's years."""
    OTHER = auto()
    """Weeks, modifiers, parts of a phrase."""


FACTORS = (Decimal(10), Decimal(40))
"""US dollars a total RVU between which any conversion factor lies; Medicare's was never above 39."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what it does."""

    at: int
    value: Decimal
    role: Role


_NOUNS = (
    ((Cue.PART,), Role.SIZE),
    ((Cue.VIEW,), Role.VIEWS),
    ((Cue.LESION,), Role.LESIONS),
    ((Cue.UNITS,), Role.TIMES),
    ((Cue.AGE,), Role.AGE),
    ((Cue.PERIOD, Cue.MODIFIER), Role.OTHER),
)
"""What the noun behind a number makes of it."""


def numbers(reading: Reading, taken: AbstractSet[int]) -> tuple[Number, ...]:
    """Return every number that is not part of a name, a code or a place, in the order said."""
    found = []
    for at, atom in enumerate(reading.atoms):
        if atom.value is None or at in taken or at in reading.placed:
            continue
        if atom.sort is Sort.PERCENT:
            found.append(Number(at, atom.value, Role.PERCENT))
        elif atom.sort is Sort.NUMBER:
            years = _years(reading, at, atom.value, taken)
            if years is not None:
                found.append(Number(at, years, Role.AGE))
                continue
            told = Role.TIMES if _in_class(reading, at) else _said_again(reading, at, atom.value, taken)
            told = told or _of_name(reading, reading.next_to(at, 1), taken)
            found.append(Number(at, atom.value, told or _role(reading, at, atom.value, taken)))
    return tuple(found)


def _years(reading: Reading, at: int, value: Decimal, taken: AbstractSet[int]) -> Decimal | None:
    """Return the years of an age that stands right before a service: 0 for "4 month well baby"; None for no age."""
    unit = reading.next_to(at, 1)
    behind = unit + 1 + (unit + 1 not in taken and reading.signals(unit + 1, Cue.LATER))  # "4 month old well baby"
    each = next((size for cue, size in _OF_A_YEAR.items() if reading.signals(unit, cue)), None)
    if each is None or behind not in taken or not 0 < value <= _GROWN * each or value != value.to_integral_value():
        return None
    return Decimal(int(value) // each)


def _role(reading: Reading, at: int, value: Decimal, taken: AbstractSet[int]) -> Role:
    """Return what a bare number does, told by the words around it."""
    after, before = reading.next_to(at, 1), reading.next_to(at, -1)
    named = after in taken or (reading.signals(after, Cue.LENGTHY) and reading.next_to(after, 1) in taken)
    if reading.signals(after, Cue.PERCENT):
        return Role.PERCENT
    if at in reading.lasting:
        return Role.AT
    times = reading.signals(at - 1, Cue.TIMES)  # "97802 x3 dollars"
    # A year opens a text, or stands in "the 2025 fee schedule".
    dated = value in YEARS and (not at or reading.signals(at - 1, Cue.IN, Cue.DEFINITE, Cue.BREAK))
    money = reading.signals(after, Cue.DOLLARS) and not (named or times or dated)
    if money or reading.signals(at + 1, Cue.PER_RVU) or factored(reading, at):
        return Role.DOLLARS
    if reading.signals(
        at, Cue.LISTING, Cue.HISTORY, Cue.STATS, Cue.SAME_DAY, Cue.DIAGNOSIS, Cue.INDIVIDUAL
    ) or reading.signals(before, Cue.MODIFIER, Cue.IDENTIFIER):
        return Role.OTHER
    measured = reading.signals(after, Cue.PART, Cue.LESION, Cue.SIZE, Cue.VIEW) or reading.signals(at - 1, Cue.TIMES)
    measured = measured or (reading.has(Cue.CLASS) and reading.signals(after, Cue.MEMBER))  # "class, 7 pts, rvus"
    # "99213 2022 wrvu", "in 2025 rvus", where nothing is to be reached
    behind = value in YEARS and (before in taken or reading.signals(at - 1, Cue.IN)) and reading.signals(at + 1, *_RVUS)
    behind = behind and not reading.has(Cue.TARGET, Cue.NEED, Cue.DONE, Cue.HOW_MANY, Cue.WHAT_IF)
    dated = behind or (dated and reading.signals(at + 1, Cue.BREAK, Cue.DOLLARS))
    if not (named or measured or dated) and any(reading.signals(near, *_RVUS) for near in _beyond(reading, at)):
        return Role.QUOTA
    near = range(at - _REACH - 1, at)
    written = reading.atoms[at].glued and any(reading.signals(step, Cue.IDENTIFIER) for step in near)
    dosed = reading.signals(at + 1, Cue.OF) and reading.signals(at + 2, Cue.INJECTED)  # "40 of kenalog"
    if written or dosed or reading.signals(before, Cue.IDENTIFIER) or of_patient(reading, at):
        return Role.OTHER
    rated = reading.signals(at + 1, Cue.PER_YEAR, Cue.PER_MONTH, Cue.PER_WEEK) or (named and reading.has(Cue.PER_YEAR))
    if value in YEARS and value == value.to_integral_value() and not rated:
        return Role.YEAR
    if reading.signals(after, Cue.SIZE) and value > 0:
        return Role.LENGTH
    # "Seen on day 6", whatever that day is of; "a day 6 warts" are six.
    daily = reading.signals(at - 1, Cue.PERIOD) and (not named or reading.signals(at - 2, Cue.ABOUT))
    none = value == 0 and named  # "0 warts" are out of every range, not one wart
    if value != value.to_integral_value() or (value <= 0 and not none) or daily or _counts_nothing(reading, at):
        return Role.OTHER
    return _counting(reading, at, None if named else after)


def factored(reading: Reading, at: int) -> bool:
    """Tell whether a number is a conversion factor: "conversion factor drop to 32", "at a cf of 33.4"."""
    before = at - 1
    while before in reading.light or reading.signals(before, Cue.LOWER, Cue.RAISE, Cue.TO, Cue.OF, Cue.AT, Cue.EQUALS):
        before -= 1
    after = reading.next_to(at, 1)
    counts = after in reading.named or (after < len(reading.atoms) and reading.atoms[after].sort is Sort.CODE)
    told = reading.signals(before, Cue.FACTOR) and not counts  # "the cf for 12 99213s"
    return told and FACTORS[0] <= (reading.atoms[at].value or 0) <= FACTORS[1]


def _someone(reading: Reading, at: int) -> bool:
    """Tell whether "one" stands for somebody or something said before: "the one with 3 99213s"."""
    one = reading.atoms[at].spoken and reading.atoms[at].value == 1 and reading.signals(at - 1, Cue.DEFINITE)
    return one and reading.signals(at + 1, Cue.WITH, Cue.DO)


def _sounds(reading: Reading, at: int) -> bool:
    """Tell whether a number stands for "to" inside one word: "back2back", "face2face"."""
    close = 0 < at < len(reading.atoms) - 1 and reading.atoms[at].glued and reading.atoms[at + 1].glued
    return (
        close and reading.atoms[at - 1].stem == reading.atoms[at + 1].stem and reading.atoms[at - 1].sort is Sort.WORD
    )


def _of_name(reading: Reading, at: int, taken: AbstractSet[int]) -> Role | None:
    """Return what a number before a name counts that ends in what is counted: "7 trigger point muscles"."""
    end = at
    while end in taken:
        end += 1
    if end == at or reading.signals(at, Cue.PART, Cue.VIEW):
        return None
    return Role.SIZE if reading.signals(end, Cue.PART) else None


def _said_again(reading: Reading, at: int, value: Decimal, taken: AbstractSet[int]) -> Role | None:
    """Return what a number counts that says another one again: "4 regions vs OMT on the same 4"; None for its own."""
    if (told := _range_again(reading, at, taken)) is not None:
        return told
    if not reading.signals(at - 1, Cue.SAME, Cue.REFERS):
        return None
    first = next((near for near in range(at) if reading.atoms[near].value == value and near not in taken), None)
    if first is None or reading.atoms[first].sort is not Sort.NUMBER:
        return None
    role = _role(reading, first, value, taken)
    return Role.TIMES if role in {Role.COUNT, Role.LESIONS} else role


def _range_again(reading: Reading, at: int, taken: AbstractSet[int]) -> Role | None:
    """Return what an end of a range does that was said before with its noun: "3-4 areas or … 3-4"; None for none."""
    low = at if reading.ranged(at) else at - 2
    if low < 0 or not reading.ranged(low) or reading.signals(reading.next_to(low + 2, 1), Cue.PART):
        return None
    ends = reading.atoms[low].value, reading.atoms[low + 2].value
    before = (near for near in range(low - 2) if reading.ranged(near) and near not in taken)
    said = [near for near in before if (reading.atoms[near].value, reading.atoms[near + 2].value) == ends]
    sized = any(reading.signals(reading.next_to(near + 2, 1), Cue.PART) for near in said)
    return (Role.OTHER if at == low else Role.SIZE) if sized else None


def _in_class(reading: Reading, at: int) -> bool:
    """Tell whether a number is how many come together: "a class of 6", "group therapy with 7", "class for 8"."""
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is not Sort.WORD or at + 1 in reading.hit_of
    joined = reading.signals(at - 1, Cue.OF) or (ends and reading.signals(at - 1, Cue.WITH, Cue.FOR))
    near = (at - 2,) if reading.signals(at - 1, Cue.OF) else (at - 2, at - 3)
    return joined and any(reading.signals(step, Cue.CLASS) for step in near)


def _dose(reading: Reading, at: int) -> bool:
    """Tell whether a number is how much of a drug is given: "steroid (kenalog 40) into …", "botox (200 units)"."""
    units = reading.signals(at + 1, Cue.UNITS) and not reading.signals(at + 2, Cue.OF)
    if units and (reading.atoms[at].value or 0) >= _MOST_UNITS and at and reading.atoms[at - 1].sort is not Sort.CODE:
        return True
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK or reading.signals(at + 1, Cue.TO)
    return reading.signals(at - 1, Cue.INJECTED) and (reading.atoms[at].value or 0) >= _SMALLEST_DOSE and ends


def of_patient(reading: Reading, at: int) -> bool:
    """Tell whether a number is a value measured of the patient: "a BMI of 34", "BP 160/95", "a 280 lb guy".

    What is measured may be a test that is counted, too: its value follows "of", is two numbers, or ends what is said.
    """
    after = reading.next_to(at, 1)
    if reading.signals(after, Cue.WEIGHED):
        return True
    slash = at > 1 and reading.atoms[at - 1].stem == _SLASH and reading.atoms[at - 2].sort is Sort.NUMBER
    first = at - 2 if slash else at
    before = reading.next_to(first, -1)
    beyond = reading.signals(before, Cue.OVER, Cue.EQUALS)
    finding = reading.next_to(before, -1) if beyond else before
    if not reading.signals(finding, Cue.FINDING):
        return False
    ends = after >= len(reading.atoms) or reading.atoms[after].sort is Sort.MARK or reading.signals(after, *DIVIDING)
    scored = ends and (reading.atoms[at].value or 0) >= _SCORE
    linked = first - 1 in reading.light and reading.signals(first - 1, Cue.OF, Cue.FINDING)
    return beyond or scored or slash or linked or finding not in reading.named


def _counts_nothing(reading: Reading, at: int) -> bool:
    """Tell whether a number counts nothing: an age ("her 60s"), or the end of a range that the other end says.

    The upper of "3-4 regions" says it, and the lower of "3-4 warts".
    """
    if _dose(reading, at) or _someone(reading, at) or _sounds(reading, at):
        return True
    if at + 1 < len(reading.atoms) and reading.atoms[at + 1].glued and reading.signals(at + 1, Cue.ORDINAL):
        return True  # "2nd degree burn"
    after = reading.atoms[at + 1] if at + 1 < len(reading.atoms) else None
    if after is not None and after.glued and after.stem == _DECADE and (reading.atoms[at].value or 0) >= _AGES:
        return True
    if reading.signals(at + 1, Cue.EXTRA) and reading.signals(at + 2, Cue.MINUTES):
        return True
    lower = reading.ranged(at)
    sized = reading.signals(reading.next_to(at + 2 if lower else at, 1), Cue.PART, Cue.AGE)
    return lower if sized else at > 1 and reading.ranged(at - 2)


def _counting(reading: Reading, at: int, after: int | None) -> Role:
    """Return what a whole number counts; `after` is the next word, unless that names a service."""
    if reading.signals(at - 1, Cue.AGE_OF):
        return Role.AGE
    if reading.signals(at + 1, Cue.LESION):
        return Role.LESIONS  # "of them" is made of small words, which are passed over
    if after is not None:
        for cues, role in _NOUNS:
            if reading.signals(after, *cues):
                return role
    if reading.signals(at + 1, Cue.MEMBER) or reading.signals(at + 1, Cue.TIMES) or reading.signals(at - 1, Cue.TIMES):
        return Role.TIMES
    kids = after == at + 1 and reading.signals(after, Cue.CARED_FOR)  # "warts on 3 kids"
    if kids:
        return Role.TIMES
    if after is not None and reading.signals(at - 1, Cue.OF) and _counted(reading, at - 1):
        return Role.AT
    if after is not None and reading.signals(after, Cue.EXTRA, Cue.STOP):
        return Role.COUNT  # "make up for 10 fewer 99214s"
    measured = at + 1 < len(reading.atoms) and reading.atoms[at + 1].sort is Sort.MINUTES
    paced = reading.signals(at + 1, Cue.PER_HOUR)  # "99213s at 3 per hour"
    return Role.AT if after is not None and not (measured or paced) and reading.signals(at - 1, Cue.AT) else Role.COUNT


def _counted(reading: Reading, at: int) -> bool:
    """Tell whether something counted stands before "of", so that the number behind is its length: "2 of 30"."""
    before = range(max(at - _REACH - 1, 0), at)
    ends = at + 2 >= len(reading.atoms) or reading.atoms[at + 2].sort is Sort.MARK
    return ends and any(reading.atoms[near].sort is Sort.NUMBER for near in before)


def _beyond(reading: Reading, at: int) -> range:
    """Return the places behind a number within which RVUs are what it counts, up to what sets sides apart."""
    reach = range(at + 1, at + 2 + _REACH)
    # "6 people, rvu an hour": what a number counts ends it.
    ends = (
        near
        for near in reach
        if reading.signals(near, Cue.VERSUS, Cue.OR) or (near > at + 1 and reading.signals(near, Cue.BREAK))
    )
    return range(at + 1, next(ends, reach.stop))


def paced(reading: Reading, at: int) -> bool:
    """Tell whether a number says how many of the service before it an hour has: "99213s at 3 an hour"."""
    hour = at + 1 < len(reading.atoms) and reading.atoms[at + 1].article
    return (reading.atoms[at].value or 0) in _HOURLY and (hour or reading.signals(at + 1, Cue.PER_HOUR))


def corrects(reading: Reading, at: int) -> bool:
    """Tell whether a number takes another one's place, which counted what is named: "3 knee shots, i mean 4"."""
    told = reading.signals(reading.next_to(at, -1), Cue.CORRECTION)
    return told and any(reading.atoms[near].sort is Sort.NUMBER for near in reading.negated if near < at)


def spent_on(reading: Reading, at: int, start: int) -> bool:
    """Tell whether a bare number is what the service that begins at a place is given: "30 for the talk vs 10 for …"."""
    return reading.signals(at + 1, Cue.FOR) and at < start and reading.next_to(at + 1, 1) == start


def an_hour(reading: Reading, at: int) -> bool:
    """Tell whether a number says how many people an hour has: "3 pts an hour, all level 3"."""
    after = reading.next_to(at, 1)
    return reading.signals(after, Cue.SEEN, Cue.MEMBER) and reading.signals(after + 1, Cue.PER_HOUR)


def block(reading: Reading, at: int) -> bool:
    """Tell whether a length is that of a stretch of work with several visits in it: "per 4 hr session seeing 12"."""
    value = reading.atoms[at].value or 0
    counted = at + 3 < len(reading.atoms) and reading.signals(at + 2, Cue.BREAK)
    counted = counted and reading.atoms[at + 3].sort is Sort.NUMBER  # "4 hr session: 12 visits or 8 colpos"
    told = reading.signals(at + 1, Cue.SHIFT, Cue.DAYS) and (reading.has(Cue.DO) or counted)
    return value >= _STRETCH and told


def of_all(reading: Reading, side: range, at: int) -> bool:
    """Tell whether a length is what all that is counted takes: "3 knee shots in 45 min", "ten visits over 4 hours"."""
    long = (reading.atoms[at].value or 0) >= _WHOLE and reading.signals(at - 1, Cue.OVER)
    each = any(reading.signals(step, Cue.EACH) for step in side)
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is not Sort.WORD or at + 1 in reading.hit_of
    whole = (long or reading.signals(at - 1, Cue.IN)) and not reading.atoms[at].article  # "in an hour" is a rate
    counts = (reading.atoms[step].value or 0 for step in side if reading.atoms[step].sort is Sort.NUMBER)
    fits = max(counts, default=Decimal(0)) * SHORTEST <= (reading.atoms[at].value or 0)
    told = in_all(reading, at) and fits
    return not each and (told or (whole and ends and not reading.signals(at + 1, Cue.GENERIC)))


def in_all(reading: Reading, at: int) -> bool:
    """Tell whether a length is said to be that of everything on a side: "40 min total", "same 40 min either way"."""
    after = at + 1 + (at + 1 in reading.light)
    return reading.signals(after, Cue.IN_ALL) or reading.signals(at - 1, Cue.IN_ALL)


def bracketed(reading: Reading, at: int) -> bool:
    """Tell whether a bracket or a pause says how often a service is done: "vasectomies (2 a month)", ", all 10"."""
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK
    if ends and reading.signals(at - 1, Cue.ALL_OF):
        return True
    closed = (
        reading.signals(at - 1, Cue.OPENS) and reading.atoms[at].value in _FEW and reading.signals(at + 1, Cue.BREAK)
    )
    return closed or (reading.signals(at - 1, Cue.OPENS, Cue.BREAK) and reading.signals(at + 1, *PER))


def unsaid(reading: Reading, at: int) -> bool:
    """Tell whether a number is neither said to be minutes nor a count: an article before it, no noun behind it.

    Neither is one that something is added to: "15 plus 30 min of diet talk".
    """
    beyond = reading.atoms[at + 2] if at + 2 < len(reading.atoms) else None
    if beyond is not None and reading.signals(at + 1, Cue.PLUS) and not reading.at_least(at):
        return beyond.value is not None or reading.signals(at + 2, Cue.ARTICLE)
    if not reading.signals(at - 1, Cue.ARTICLE) or reading.atoms[at].spoken:
        return False
    ends = at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK
    return ends or reading.signals(at + 1, Cue.WITH, Cue.WITHOUT, *DIVIDING)
