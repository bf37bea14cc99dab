"""What kind of question it is, told by its cues."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.advice import advises, performs
from bot.language.aimed import GOAL, GOALS, aimed
from bot.language.atoms import Sort
from bot.language.borders import each_of, unit_of
from bot.language.calendar import Calendar
from bot.language.colleagues import asks_of_colleague, names_colleague, quoted
from bot.language.errands import ASKED, errand
from bot.language.forms import METRIC, PRICED, counts, free, opens
from bot.language.matched import only_basis
from bot.language.part import Part
from bot.language.quantities import YEARS, Number, Role
from bot.language.ranking import ranks
from bot.language.reading import Reading
from bot.language.remembered import recalls, tallies
from bot.language.stretch import Stretch
from bot.language.supposing import recoded, supposes
from bot.language.terms import Terms
from bot.language.volume import over_a_year

_COUNTING = frozenset({Role.COUNT, Role.TIMES, Role.PERCENT})
_WAYS = (Cue.MEMBERSHIP, Cue.COLLABORATIVE, Cue.PMPM, Cue.SAVINGS, Cue.LIVES, Cue.ADVANCED)
"""Cues of other ways to pay."""

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
    UNRELATED = auto()
    WHAT_IF = auto()
    TARGET = auto()
    EXPLAIN = auto()
    RATE = auto()
    HOW_LONG = auto()
    HOW_MANY = auto()
    PRICE = auto()
    """A comparison where there are sides, else a value."""


REFUSED = frozenset(
    {Aim.STEERING, Aim.STATS, Aim.HISTORY, Aim.CLAIMS, Aim.PERSON, Aim.CLINICAL, Aim.PRIVATE, Aim.FUTURE, Aim.UNRELATED}
)
"""The aims that come before any way to pay."""


@dataclass(frozen=True, slots=True)
class Intent:
    """The aim, with the topic for an explanation."""

    aim: Aim
    topic: str | None = None


def period(reading: Reading) -> Period | None:
    """Return the stretch of time that the question is about."""
    said = [cue for cue in _PERIODS if reading.has(cue)]
    # "A month … a day of 16 visits": the day is a stretch of work, beside what is asked for.
    rated = (cue for cue in said if any(not reading.signals(hit.end, Cue.OF) for hit in reading.cues[cue]))
    return _PERIODS[next(rated, said[0])] if said else None


class Aims:
    """Tells the aim of a text, given what it names."""

    def __init__(self, catalog: Catalog, terms: Terms, calendar: Calendar) -> None:
        self._catalog = catalog
        self._terms = terms
        self._calendar = calendar

    def of(
        self, reading: Reading, parts: Sequence[Part], stretches: Sequence[Stretch], numbers: Sequence[Number]
    ) -> Intent:
        """Return the aim. What the bot does not answer comes first, so that it is never answered by accident."""
        aim = self._closed(reading, parts) or self._planned(reading, parts, numbers)
        idle = aim is Aim.WHAT_IF and not (parts or numbers or reading.has(*_WAYS))
        taught = self._terms.supposed(reading) if idle else None
        if aim:
            return Intent(Aim.EXPLAIN, taught) if taught else Intent(aim)
        sides = sum(1 for stretch in stretches if stretch.parts)
        solved = sides > 1 and reading.has(Cue.EQUALS, Cue.BREAK_EVEN)
        timed = free(reading, Cue.HOW_LONG) or (solved and (_minutes_of(reading) or self._much(reading, parts)))
        if (
            timed
            and (solved or (sides > 1 and reading.has(Cue.THAN, Cue.PER_MINUTE, Cue.PER_HOUR)))
            and not reading.has(Cue.EXPLAIN)
        ):
            return Intent(Aim.HOW_LONG)
        # "A vs B, when do they start" asks for a rule unless something is weighed besides.
        weighed = reading.has(Cue.THAN) or counts(reading)
        even = solved and weighed and reading.has(Cue.BREAK_EVEN) and not free(reading, Cue.MINIMUM)
        topic = None if even else self._terms.topic(reading, parts, stretches)
        if topic:
            return Intent(Aim.EXPLAIN, topic)
        if parts and (free(reading, Cue.PER_HOUR, Cue.PER_MINUTE) or _rated(reading)) and not _each_too(reading):
            return Intent(Aim.RATE)
        if len(stretches) > 1 and free(reading, Cue.HOW_LONG):
            return Intent(Aim.HOW_LONG)
        units = unit_of(reading, parts) is not None or each_of(reading, parts) is not None
        counted = reading.counts_unknown or units or hours_of(reading)
        if len(stretches) > 1 and (counted or reading.has(Cue.BREAK_EVEN) or _to_equal(reading)):
            return Intent(Aim.HOW_MANY)
        return Intent(Aim.PRICE)

    def _much(self, reading: Reading, parts: Sequence[Part]) -> bool:
        """Tell whether "how much" asks for the time of a talk: "how much counseling (time) equals an EKG"."""
        asked = {reading.next_to(hit.end - 1, 1) for hit in reading.cues.get(Cue.HOW_MUCH, ())}
        talks = (part for part in parts if part.concepts and self._catalog.concepts[part.concept].kind is Kind.TALK)
        return any(part.start in asked and not part.code for part in talks)

    def _closed(self, reading: Reading, parts: Sequence[Part]) -> Aim | None:
        """Return the aim when it is something that the bot never does."""
        if reading.has(Cue.STEERING):
            return Aim.STEERING
        if reading.has(Cue.CLAIMS) and reading.has(Cue.IDENTIFIER):
            return Aim.CLAIMS
        return self._remembered(reading, parts) or self._refused(reading, parts)

    def _remembered(self, reading: Reading, parts: Sequence[Part]) -> Aim | None:
        """Return the aim when it is about what was asked here."""
        if any(hit.start == 0 for hit in reading.cues.get(Cue.WHAT_IF, ())):
            return None
        if tallies(reading, parts, self._calendar):
            return Aim.STATS
        return Aim.HISTORY if recalls(reading, parts, self._calendar) else None

    def _refused(self, reading: Reading, parts: Sequence[Part]) -> Aim | None:
        """Return the aim when it is advice, a claim, a person's numbers, a private payer or another matter."""
        words = frozenset(at for match in reading.topics for at in match.places)
        ruled = (reading.topics and (opens(reading) or reading.has(Cue.EXPLAIN))) or reading.has(Cue.RULE)
        apart = [hit for hit in reading.cues.get(Cue.CLAIMS, ()) if words.isdisjoint(range(hit.start, hit.end))]
        claimed = any(hit.end - hit.start > 1 for hit in apart) or not ruled
        # "Coding keeps kicking it back, what is -25" asks what that is.
        meant = any(reading.signals(reading.next_to(at, -1), Cue.WHAT_IS) for at in reading.modifiers)
        meant = meant or (all(Cue.AUDIT in hit.cues for hit in apart) and recoded(reading, parts))
        if (free(reading, Cue.CLAIMS) and claimed and not meant) or (_codes_for(reading) and len(parts) <= 1):
            return Aim.CLAIMS
        told = (match for match in reading.topics if not only_basis(reading, match))
        strong = any(not all(reading.signals(at, Cue.PERSON) for at in match.places) for match in told)
        colleague = free(reading, Cue.PERSON) and not (strong or quoted(reading, parts))
        timed = any(atom.sort is Sort.MINUTES for atom in reading.atoms)
        matched = len(parts) > 1 and (timed or (reading.counts_unknown and reading.has(Cue.EQUALS)))
        split = reading.has(Cue.SHARED) and any((atom.value or 0) >= GOAL for atom in reading.atoms)
        matched = matched or (split and not parts)  # "me and 3 other docs split 15000 wrvu"
        if (colleague or names_colleague(reading)) and reading.has(Cue.MOST, Cue.PERSON, *METRIC) and not matched:
            return Aim.PERSON
        if names_colleague(reading) and not parts and reading.has(Cue.DO, Cue.DONE, Cue.DOLLARS):
            return Aim.PERSON
        if asks_of_colleague(reading, parts) or ranks(reading):
            return Aim.PERSON
        kind = self._catalog.concepts[parts[0].concept].kind if parts and parts[0].concepts else Kind.VISIT
        advised = advises(reading, parts) or performs(reading, parts, kind)
        return Aim.CLINICAL if advised else self._elsewhere(reading, parts)

    def _elsewhere(self, reading: Reading, parts: Sequence[Part]) -> Aim | None:
        """Return the aim when another payer or another matter is asked about, not a rule nor a share of Medicare's."""
        taught = bool(reading.topics) and not parts and (opens(reading) or reading.has(Cue.EXPLAIN, Cue.WHAT_IS))
        multiple = reading.has(Cue.MEDICARE) and any(atom.sort is Sort.PERCENT for atom in reading.atoms)
        # The work RVUs of a code are the same whoever pays.
        units = bool(parts) and reading.has(Cue.WORK) and not reading.has(Cue.DOLLARS)
        if free(reading, Cue.PRIVATE) and not (taught or multiple or units):
            return Aim.PRIVATE
        if errand(reading, parts) or (not parts and _own_matter(reading)):
            return Aim.UNRELATED
        said = {at for hit in reading.cues.get(Cue.UNRELATED, ()) for at in range(hit.start, hit.end)}
        taught = any(said.isdisjoint(match.places) for match in reading.topics)  # "whos covering" is no coverage
        idle = not taught and not reading.has(*PRICED) and all(part.generic for part in parts)
        return Aim.UNRELATED if free(reading, Cue.UNRELATED) and idle else None

    def _planned(self, reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> Aim | None:
        """Return the aim when it is about the future or about plans."""
        newest = max((release.year for release in self._catalog.releases), default=0)
        worked = reading.has(Cue.TARGET, Cue.DONE, Cue.BEHIND)  # "2,050 by may 31" is no year
        ahead = any(
            number.role is Role.YEAR
            and number.value > newest
            and (not worked or reading.signals(number.at - 1, Cue.IN))
            for number in numbers
        )
        if ahead or reading.has(Cue.NEXT_YEAR):
            return Aim.FUTURE
        if supposes(reading, parts, numbers, self._catalog):
            return Aim.WHAT_IF
        quota = any(number.role is Role.QUOTA for number in numbers)
        paced = reading.has(Cue.PACE, Cue.PERIOD, Cue.HOW_MANY, *_PERIODS)
        told = any(not only_basis(reading, match) for match in reading.topics)
        taught = bool(reading.topics) and not numbers and reading.has(Cue.EXPLAIN, Cue.WHAT_IS)
        taught = taught or (told and not numbers and opens(reading))  # "do rvu targets cause burnout"
        # "How many AKs do i gotta freeze to hit a 99213": what is to be reached is another service.
        equal = len(parts) > 1 and (reading.has(Cue.EQUALS) or (reading.counts_unknown and not reading.has(*_PERIODS)))
        equal = equal and not any(number.value >= GOAL for number in numbers)
        aims = any(Cue.FTE not in hit.cues for hit in reading.cues.get(Cue.TARGET, ()))
        equal = equal or (len(parts) > 1 and not aims and reading.has(Cue.VERSUS, Cue.COMPARE) and not (quota or paced))
        if (free(reading, Cue.TARGET) and not (taught or equal)) or (
            quota and (paced or (not parts and reading.has(Cue.NEED, Cue.DONE)))
        ):
            return Aim.TARGET
        if aimed(reading, parts, numbers):
            return Aim.TARGET
        large = any(number.role in GOALS and number.value >= GOAL for number in numbers)
        named = [part for part in parts if not part.generic or part.code]
        timed = reading.has(Cue.PERIOD) and (reading.has(*_PERIODS) or not named)
        told = reading.has(Cue.MIDDLE_OF, Cue.END_OF, Cue.START_OF) or self._calendar.when(reading) is not None
        dated = reading.has(Cue.PERIOD, *_PERIODS) or (not named and told)
        if large and reading.has(Cue.BEHIND) and reading.has(Cue.PERIOD, *_PERIODS):
            return Aim.TARGET
        if large and (timed or (reading.has(Cue.NEED) and dated)):
            reached = reading.has(Cue.WEEKS, Cue.MONTHS) and reading.has(Cue.GAIN) and opens(reading)
            reached = reached or any(  # "4 99213s a day, 46 weeks - is that 5200"
                number.value >= GOAL and reading.signals(number.at - 1, Cue.REFERS, Cue.NEED) for number in numbers
            )
            return Aim.TARGET if not named or reached or reading.has(Cue.NEED, Cue.HOW_MANY) else None
        return Aim.WHAT_IF if over_a_year(reading, parts, numbers) else None


def _codes_for(reading: Reading) -> bool:
    """Tell whether something is to be coded, which may be called a visit: "code this chart", "code this visit"."""
    hits = reading.cues.get(Cue.DIAGNOSIS, ())
    return any(not reading.named.issuperset(range(hit.start, hit.end)) for hit in hits)


def _rated(reading: Reading) -> bool:
    """Tell whether a service with its length is to be told as a rate: "12 min each, what rate", "an hour of it"."""
    timed = reading.lasting or any(atom.sort is Sort.MINUTES for atom in reading.atoms)
    paid = any(atom.sort is Sort.MONEY and atom.value for atom in reading.atoms)
    hits = (hit for hit in reading.cues.get(Cue.RATE, ()) if reading.atoms[hit.start - 1].value not in YEARS)
    return bool(reading.hourly) or (timed and not paid and any(hits))


def _each_too(reading: Reading) -> bool:
    """Tell whether it is asked for each service as well as for its time: "wrvu per min n per visit"."""
    for hit in reading.cues.get(Cue.AND, ()):
        around = (hit.start - 1, hit.end)
        timed = (reading.signals(at, Cue.PER_MINUTE, Cue.PER_HOUR) for at in around)
        if any(timed) and any(reading.signals(at, Cue.EACH) for at in around):
            return True
    return False


def _minutes_of(reading: Reading) -> bool:
    """Tell whether minutes without a number are what is asked for: "break even minutes for counseling vs an IUD"."""
    hits = [hit for hit in reading.cues.get(Cue.MINUTES, ()) if hit.start not in reading.named]
    told = any(reading.atoms[at].value is not None for hit in hits for at in range(max(hit.start - 2, 0), hit.start))
    counted = any(Cue.TO_EQUAL not in hit.cues for hit in reading.cues.get(Cue.HOW_MANY, ()))
    return bool(hits) and not (told or counted)


def hours_of(reading: Reading) -> bool:
    """Tell whether hours are counted that name the service: "how many hours of therapy"."""
    hits = (hit for hit in reading.cues.get(Cue.HOW_LONG, ()) if hit.end - 1 in reading.named)
    return any(hit.start not in reading.named for hit in hits)


def _to_equal(reading: Reading) -> bool:
    """Tell whether services are to equal another: "vasectomies to equal a colonoscopy"."""
    return reading.has(Cue.TO_EQUAL) and not (opens(reading) or reading.has(Cue.COMPARE))


def _own_matter(reading: Reading) -> bool:
    """Tell whether yes or no is asked of the asker's own thing that no list has: "is my pension vested"."""
    strange = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.WORD and not atom.known]
    own = any(reading.signals(near, Cue.OWN) for at in strange for near in (at - 1, at - 2))
    asked = reading.has(*PRICED, *ASKED, Cue.DO, Cue.COVERED, Cue.SAME_DAY, Cue.MINIMUM)
    counted = any(atom.value is not None for atom in reading.atoms)
    return own and opens(reading) and not reading.topics and not asked and not counted
