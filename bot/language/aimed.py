"""Whether something is to be reached, told without a word for a target: "3100 of 5200", "300 short", "$5000 more"."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.beside import ahead
from bot.language.calendar import PER
from bot.language.part import Part
from bot.language.quantities import Number, Role
from bot.language.reading import Reading
from bot.language.tiers import tiered

GOALS = frozenset({Role.COUNT, Role.AT, Role.OTHER})
"""Roles of bare numbers that can be a goal."""
GOAL = 400
"""A bare number from which it can be a goal in work RVUs, where time is said too."""
_YEARLY = 1000
"""A bare number from which it can be a year's work RVUs."""
_LACKING = 20
"""Work RVUs from which a number beside "short" is what somebody lacks."""
_MOST = 20_000
"""A bare number above which it is dollars beside what a work RVU pays."""
_NEAR = 3
"""Words behind an amount within which "dollars" says what it is."""


def aimed(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> bool:
    """Tell whether a number is to be reached, or it is asked what a pay plan with tiers pays."""
    if any(_of_goal(reading, number) for number in numbers) or (parts and _counted_to(reading, numbers)):
        return True
    if not parts and (_towards(reading, numbers) or tiered(reading) is not None):
        return True
    if not parts and _measured(reading, numbers):
        return True
    return _of_money(reading) or _short(reading, numbers) or _averages(reading, parts, numbers)


def _of_goal(reading: Reading, number: Number) -> bool:
    """Tell whether a number is part of another one: "3100 of 5200"."""
    after = reading.next_to(number.at + 1, 1)
    goal = reading.atoms[after].value if after < len(reading.atoms) else None
    return number.value >= GOAL and reading.signals(number.at + 1, Cue.OUT_OF) and goal is not None and goal >= GOAL


def _measured(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether a year's work RVU are to be told by the month, or in pay: "how many wrvu a month is 5200"."""
    large = [number for number in numbers if number.role in GOALS | {Role.QUOTA} and number.value >= _YEARLY]
    rated = any(atom.sort is Sort.MONEY and reading.signals(at - 1, Cue.AT) for at, atom in enumerate(reading.atoms))
    paid_at = rated and reading.has(Cue.DOLLARS) and reading.has(Cue.WORK)
    told = reading.has(Cue.HOW_MANY) and reading.has(Cue.WORK) and reading.has(*PER)
    return len(large) == 1 and (told or paid_at)


def _of_money(reading: Reading) -> bool:
    """Tell whether "how many" asks what reaches an amount: "need $5000 more, how many 99213"."""
    sums = any(
        atom.value is not None
        and atom.value >= GOAL
        and (paid(reading, at) or (atom.value > _MOST and atom.sort is Sort.NUMBER and reading.has(Cue.PER_RVU)))
        for at, atom in enumerate(reading.atoms)
    )
    wanted = reading.has(Cue.PER_RVU) or (reading.has(Cue.NEED, Cue.TARGET) and not reading.has(Cue.EQUALS))
    asked = reading.has(Cue.HOW_MANY) or (reading.has(Cue.PER_RVU) and reading.has(Cue.NEED) and reading.has(*PER))
    return sums and asked and wanted


def _short(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether work RVUs are lacking with time to make them up: "300 short with 6 weeks left, how many 99213"."""
    if not reading.has(Cue.PERIOD, *PER):
        return False
    counted = [number.at for number in numbers if number.role in GOALS | {Role.QUOTA} and number.value >= _LACKING]
    if any(reading.signals(near, Cue.BEHIND) for at in counted for near in (at - 1, at + 1, at - 2)):
        return True
    # "Need another 250 by dec 31, 6 wks": what is needed on top is no count of a service.
    more = (at for at in counted if reading.signals(at - 1, Cue.EXTRA) and reading.next_to(at, 1) not in reading.named)
    return reading.has(Cue.LEFT, Cue.BY) and any(reading.signals(at - 2, Cue.NEED) for at in more)


def _towards(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether one number is to be reached from another in the time left: "at 310, supposed to be 380, 6 days"."""
    large = [number for number in numbers if number.role in GOALS | {Role.QUOTA} and number.value >= _LACKING]
    goals = [number.value for number in large if reading.signals(ahead(reading, number.at), Cue.NEED)]
    own = [number.value for number in large if reading.signals(number.at - 1, Cue.AT, Cue.DONE, Cue.WITH)]
    if goals and own and own[0] < goals[0] and reading.has(Cue.LEFT, Cue.QUARTERS):
        return True
    # "Did 3000 by sept 30 against 5200": so much by then, set against the whole.
    whole = [number.value for number in large if own and number.value > own[0] and number.value >= _YEARLY]
    dated = reading.has(Cue.LEFT, Cue.QUARTERS, Cue.BY, Cue.END_OF, Cue.MIDDLE_OF, Cue.HALFWAY)
    return len(whole) == 1 and dated


def _averages(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> bool:
    """Tell whether "how many patients" of some average is asked: "at 1.5 each, how many to get 26 in a day"."""
    asked = reading.has(Cue.HOW_MANY) and reading.has(Cue.AVERAGE) and (not parts or reading.has(Cue.SEEN))
    return asked and len(numbers) > 1 and reading.has(*PER)


def paid(reading: Reading, at: int) -> bool:
    """Tell whether a number is an amount of money in all: "$5000", "300k in medicare dollars", not a rate."""
    if reading.atoms[at].sort is Sort.MONEY:
        return not reading.signals(at + 1, Cue.PER_RVU)
    for step in range(at + 1, min(at + 2 + _NEAR, len(reading.atoms))):
        if reading.atoms[step].value is not None or reading.signals(step, Cue.WORK, Cue.RVU, Cue.TOTAL, Cue.BREAK):
            return False
        if reading.signals(step, Cue.DOLLARS):
            return reading.atoms[at].sort is Sort.NUMBER
    return False


def _counted_to(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether "how many" asks what reaches a bare number: "need 18 a day, all 99213, how many"."""
    if not reading.has(Cue.HOW_MANY) or reading.has(Cue.EQUALS):
        return False
    rated = [number for number in numbers if number.role in GOALS and reading.signals(number.at + 1, *PER)]
    return any(number.value >= GOAL or reading.signals(number.at - 1, Cue.NEED) for number in rated)
