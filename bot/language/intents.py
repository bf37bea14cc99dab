"""What kind of question it is, told by its cues."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.amounts import amounts
from bot.language.names import Match
from bot.language.parts import Part
from bot.language.quantities import Number, Role
from bot.language.reading import Reading
from bot.language.sides import Stretch

_METRIC = (Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.DOLLARS)
_PRICED = (*_METRIC, Cue.WORTH)
_BASIS = frozenset({*_METRIC, Cue.OFFICE, Cue.FACILITY, Cue.MEDICARE, Cue.NP, Cue.PA, Cue.QP, Cue.NONQP, Cue.BILATERAL})
_COUNTING = frozenset({Role.COUNT, Role.TIMES, Role.PERCENT})
_GOALS = frozenset({Role.COUNT, Role.AT, Role.OTHER})
_GOAL = 400
"""A bare number from which it can be a goal in work RVUs, where time is said too."""
_OPENING = 2
"""Words in which a question that wonders begins."""
_REACH = 3
"""Words within which "what is" points at the term it asks about."""

Period = Literal["day", "week", "month", "year"]
_PERIODS: dict[Cue, Period] = {
    Cue.PER_DAY: "day",
    Cue.PER_WEEK: "week",
    Cue.PER_MONTH: "month",
    Cue.PER_YEAR: "year",
}


class Aim(Enum):
    """What the asker is after."""

    STEERING = auto()
    STATS = auto()
    HISTORY = auto()
    CLAIMS = auto()
    PERSON = auto()
    CLINICAL = auto()
    PRIVATE = auto()
    FUTURE = auto()
    WHAT_IF = auto()
    TARGET = auto()
    EXPLAIN = auto()
    RATE = auto()
    HOW_LONG = auto()
    HOW_MANY = auto()
    PRICE = auto()
    """A comparison where there are sides, else a value."""


@dataclass(frozen=True, slots=True)
class Intent:
    """The aim, with the topic for an explanation."""

    aim: Aim
    topic: str | None = None


def period(reading: Reading) -> Period | None:
    """Return the stretch of time that the question is about."""
    return next((name for cue, name in _PERIODS.items() if reading.has(cue)), None)


class Aims:
    """Tells the aim of a text, given what it names."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def of(
        self, reading: Reading, parts: Sequence[Part], stretches: Sequence[Stretch], numbers: Sequence[Number]
    ) -> Intent:
        """Return the aim. What the bot does not answer comes first, so that it is never answered by accident."""
        aim = self._closed(reading, parts) or self._planned(reading, parts, numbers)
        if aim:
            return Intent(aim)
        topic = _topic(reading, parts, stretches)
        if topic:
            return Intent(Aim.EXPLAIN, topic)
        if parts and _free(reading, Cue.PER_HOUR, Cue.PER_MINUTE):
            return Intent(Aim.RATE)
        if len(stretches) > 1 and _free(reading, Cue.HOW_LONG):
            return Intent(Aim.HOW_LONG)
        if len(stretches) > 1 and (reading.counts_unknown or reading.has(Cue.BREAK_EVEN) or _to_equal(reading)):
            return Intent(Aim.HOW_MANY)
        return Intent(Aim.PRICE)

    def _closed(self, reading: Reading, parts: Sequence[Part]) -> Aim | None:
        """Return the aim when it is something that the bot never does."""
        if reading.has(Cue.STEERING):
            return Aim.STEERING
        ranked = reading.has(Cue.TOP) and reading.has(Cue.HISTORY, Cue.ASKING)
        if _free(reading, Cue.STATS) or (ranked and not parts and not reading.has(*_PRICED)):
            return Aim.STATS
        if _free(reading, Cue.HISTORY) or self._recalls(reading, parts):
            return Aim.HISTORY
        claimed = any(hit.end - hit.start > 1 for hit in reading.cues.get(Cue.CLAIMS, ())) or not reading.topics
        if (_free(reading, Cue.CLAIMS) and claimed) or (_free(reading, Cue.DIAGNOSIS) and len(parts) <= 1):
            return Aim.CLAIMS
        strong = any(not _only_basis(reading, match) for match in reading.topics)
        colleague = _free(reading, Cue.PERSON) and not strong
        if (colleague or _names_colleague(reading)) and reading.has(Cue.MOST, Cue.PERSON, *_METRIC):
            return Aim.PERSON
        named = [part for part in parts if part.code is None]
        advice = _free(reading, Cue.SHOULD) and bool(named) and not reading.has(Cue.COMPARE, *_METRIC)
        if (_free(reading, Cue.CLINICAL) or advice) and not reading.has(*_PRICED):
            return Aim.CLINICAL
        if _free(reading, Cue.PRIVATE):
            return Aim.PRIVATE
        return None

    def _planned(self, reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> Aim | None:
        """Return the aim when it is about the future or about plans."""
        newest = max((release.year for release in self._catalog.releases), default=0)
        ahead = any(number.role is Role.YEAR and number.value > newest for number in numbers)
        if ahead or reading.has(Cue.NEXT_YEAR):
            return Aim.FUTURE
        if self._supposes(reading, parts, numbers):
            return Aim.WHAT_IF
        quota = any(number.role is Role.QUOTA for number in numbers)
        paced = reading.has(Cue.PACE, Cue.PERIOD, Cue.HOW_MANY, *_PERIODS)
        if _free(reading, Cue.TARGET) or (quota and (paced or (not parts and reading.has(Cue.NEED, Cue.DONE)))):
            return Aim.TARGET
        if any(_of_goal(reading, number) for number in numbers):
            return Aim.TARGET
        large = any(number.role in _GOALS and number.value >= _GOAL for number in numbers)
        timed = reading.has(Cue.PERIOD) and (reading.has(*_PERIODS) or not parts)
        if large and (timed or (reading.has(Cue.NEED) and reading.has(Cue.PERIOD, *_PERIODS))):
            return Aim.TARGET if not parts or reading.has(Cue.NEED, Cue.HOW_MANY) else None
        return None

    def _recalls(self, reading: Reading, parts: Sequence[Part]) -> bool:
        """Tell whether what was asked earlier is asked for: a verb of asking, whose it was, and when."""
        whose = reading.has(Cue.MINE, Cue.OURS, Cue.HERE, Cue.ASKED) or not parts
        asking = reading.has(Cue.ASKING) and whose
        dated = reading.has(Cue.YESTERDAY, Cue.TODAY, Cue.LAST, Cue.PAST, Cue.AGO, Cue.EARLIER) or self._dated(reading)
        listed = reading.has(Cue.ASKED) and reading.has(Cue.MINE, Cue.OURS)
        return (asking or listed) and dated and len(parts) <= 1 and not reading.has(*_PRICED)

    def _dated(self, reading: Reading) -> bool:
        """Tell whether a stretch of time is named: "this week"."""
        this = (hit.end for hit in reading.cues.get(Cue.THIS, ()))
        return any(reading.signals(at, Cue.PERIOD) for at in this)

    def _supposes(self, reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> bool:
        """Tell whether something is to be changed, or another way to pay is to be tried."""
        changes = _free(reading, Cue.CHANGE, Cue.ADD, Cue.STOP, Cue.SWAP)
        if reading.has(Cue.WHAT_IF) or (reading.has(Cue.IF) and changes):
            return True
        counted = any(number.role in _COUNTING for number in numbers)
        rated = reading.has(*_PERIODS)
        verbs = _free(reading, Cue.STOP, Cue.SWAP) or _adds(reading)
        swapped = len(parts) > 1 and _free(reading, Cue.SWAP) and reading.has(Cue.GAIN) and not reading.has(Cue.EXPLAIN)
        if parts and verbs and counted and rated and not reading.counts_unknown and reading.has(Cue.GAIN):
            return True
        if swapped and not reading.counts_unknown:
            return True
        ways = reading.has(Cue.MEMBERSHIP, Cue.COLLABORATIVE, Cue.PMPM)
        return ways and amounts(reading, frozenset(at for part in parts for at in part.taken)).terms is not None


def _to_equal(reading: Reading) -> bool:
    """Tell whether services are to equal another: "vasectomies to equal a colonoscopy"."""
    if any(hit.start < _OPENING for hit in reading.cues.get(Cue.WONDER, ())) or reading.has(Cue.COMPARE):
        return False
    return reading.has(Cue.TO_EQUAL)


def _of_goal(reading: Reading, number: Number) -> bool:
    """Tell whether a number is part of another one: "3100 of 5200"."""
    after = reading.next_to(number.at + 1, 1)
    goal = reading.atoms[after].value if after < len(reading.atoms) else None
    return number.value >= _GOAL and reading.signals(number.at + 1, Cue.OUT_OF) and goal is not None and goal >= _GOAL


def _adds(reading: Reading) -> bool:
    """Tell whether a verb adds something: "adding 99497", not "more" or "extra" alone."""
    return any(not hit.cues & {Cue.EXTRA} for hit in reading.cues.get(Cue.ADD, ()))


def _free(reading: Reading, *cues: Cue) -> bool:
    """Tell whether a cue is there outside the names of services."""
    hits = (hit for cue in cues for hit in reading.cues.get(cue, ()))
    return any(reading.named.isdisjoint(range(hit.start, hit.end)) for hit in hits)


def _names_colleague(reading: Reading) -> bool:
    """Tell whether a word that no list has follows a title: "Dr Smith"."""
    titles = (hit.end for hit in reading.cues.get(Cue.TITLE, ()))
    return any(at < len(reading.atoms) and not reading.atoms[at].known for at in titles)


def _topic(reading: Reading, parts: Sequence[Part], stretches: Sequence[Stretch]) -> str | None:
    """Return the topic that is to be explained, or None when the question is about numbers."""
    if not reading.topics:
        return None
    strong = [match for match in reading.topics if not _only_basis(reading, match)]
    asks = reading.has(Cue.EXPLAIN, Cue.WONDER, Cue.WHAT_IS)
    if all(part.generic for part in parts) and (asks or not parts):
        weak = [match for match in reading.topics if asks and not _is_metric(reading, match)]
        return _longest(strong or weak or (reading.topics if asks and not parts else ()))
    if reading.has(Cue.EXPLAIN) and strong:
        return _longest(strong)
    priced = reading.has(*_PRICED)
    wonders = any(hit.start < _OPENING for hit in reading.cues.get(Cue.WONDER, ()))
    if wonders and strong and not priced and len(stretches) == 1:
        return _longest(strong)
    pointed = [match for match in strong if _pointed_at(reading, match) and not priced]
    own = [match for match in strong if _stands_alone(match, parts, stretches)]
    return _longest(pointed or own)


def _longest(matches: Sequence[Match[str]]) -> str | None:
    """Return the topic named by most words, the first of several."""
    best = min(matches, key=lambda match: (-len(match.places), match.start), default=None)
    return min(best.name.targets) if best else None


def _only_basis(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic only state a metric or a setting."""
    return all(reading.signals(at, *_BASIS) for at in match.places)


def _is_metric(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic only state a metric, which nearly every question does."""
    return all(reading.signals(at, *_METRIC) for at in match.places)


def _pointed_at(reading: Reading, match: Match[str]) -> bool:
    """Tell whether "what is" stands right before the topic."""
    return any(0 <= match.start - hit.end <= _REACH for hit in reading.cues.get(Cue.WHAT_IS, ()))


def _stands_alone(match: Match[str], parts: Sequence[Part], stretches: Sequence[Stretch]) -> bool:
    """Tell whether the topic is set against something by itself: "modifier 50 vs two units"."""
    if len(stretches) < 1 or any(not part.taken.isdisjoint(match.places) for part in parts):
        return False
    starts = min(part.start for part in parts), max(part.end for part in parts)
    return match.end <= starts[0] and all(not stretch.parts or stretch.start > match.start for stretch in stretches)
