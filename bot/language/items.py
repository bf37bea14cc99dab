"""The items of one side: each service with its minutes, its count and its sides of the body."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind, Measure
from bot.domain.lexicon import Cue, Say
from bot.domain.question import Item
from bot.domain.service import CodeRef
from bot.language.atoms import Atom, Sort
from bot.language.belonging import counted_elsewhere, few, length_said, nearest, said_inside
from bot.language.carrying import NEWBORNS
from bot.language.charting import charted
from bot.language.measures import Doubt, Measures
from bot.language.nearby import done_to, each_hour, two_lengths
from bot.language.on_top import joined_ahead, more_minutes, on_top, over_all
from bot.language.pairs import both_sides, doubled
from bot.language.part import Part
from bot.language.quantities import (
    SHORTEST,
    Number,
    Role,
    an_hour,
    block,
    bracketed,
    corrects,
    in_all,
    of_all,
    paced,
    spent_on,
    unsaid,
)
from bot.language.reading import Reading
from bot.language.shared import each_with, fill, filling, lasting, said_once, shorter
from bot.language.sizes import Sizes, of_new
from bot.language.stem import Stemmer
from bot.language.stretch import Stretch

_BEHIND = 3
"""What a count adds that stands behind its service, where counts seldom stand."""
_NEAR = 7
_HOUR = 60
_AND = "and"
"""What "&" is looked up as inside a name."""
_DAY = 24 * _HOUR
_LONG = 8 * _HOUR
"""Minutes from which a length is what a test is worn for."""
_MOST = 100_000
_COUNTING = frozenset({Role.COUNT, Role.AT, Role.TIMES, Role.LESIONS})
_LONE = frozenset({Role.COUNT, Role.LESIONS})
"""Roles of the one number of a rate a minute, which can only be the minutes."""
_TIMED = frozenset({Kind.VISIT, Kind.TALK})


@dataclass(frozen=True, slots=True)
class SideItems:
    """The items of one side, and what is doubtful about them."""

    items: tuple[Item, ...]
    """One for each part; one without a concept for a side that names nothing known."""
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...] = ()
    beyond: tuple[Doubt, ...] = ()
    """Minutes on top of a visit's: "the extra 15 min"."""
    out_of_range: bool = False
    """Minutes or a count that no day and no practice has."""
    unsized: bool = False
    """A length that decides the code, and has none in the catalog."""


class Itemizer:
    """Makes items from the services and numbers of a side."""

    def __init__(self, catalog: Catalog, hours: frozenset[str]) -> None:
        """Take the catalog, and the words for an hour: "4 therapy hours" are four of 60 minutes."""
        self._catalog = catalog
        self._hours = hours
        self._sizes = Sizes(catalog)
        stemmer = Stemmer(catalog.lexicon)
        self._lengths = {stemmer.stem(word): scale for word, scale in catalog.lexicon.lengths.items()}
        self._babies = frozenset(map(stemmer.stem, catalog.lexicon.regions.get(NEWBORNS, ())))
        nouns = {concept.counts for concept in catalog.concepts.values() if concept.counts}
        self._counted = {noun: frozenset(stemmer.stem(word) for word in noun.split()) for noun in nouns}

    def items(
        self, reading: Reading, stretch: Stretch, numbers: Sequence[Number], shared: Sequence[int], side: int | None
    ) -> SideItems:
        """Return the items of a side; `shared` are lengths of time that hold for every service."""
        if not stretch.parts:
            return SideItems((Item(concept="", side=side),), ())
        own = self._measured(reading, stretch, numbers)
        both = [both_sides(reading, stretch, part) for part in stretch.parts]
        made: list[tuple[Item, bool]] = []
        for place, part in enumerate(own.parts):
            told = own.counts.get(place, 1) if self._apart(part) else 1
            lengths = own.lengths[place] or self._hours_of(reading, part)
            lengths = lasting(reading, shared, told) if said_once(reading, shared, lengths) else lengths
            if told == 1 and place not in own.counts and part.concepts:
                lengths = [*lengths, *filling(reading, stretch, shared, lengths)]
            paired = replace(part, both_sides=(both[place] or part.both_sides) and self._has_sides(part))
            item, fits = self._item(
                paired, lengths, own.counts.get(place, part.several), own.codes.get(place, ()), side
            )
            before = bool(made) and made[-1][0].inside
            inside = bool(own.lengths[place]) and said_inside(reading, stretch, place, before=before)
            charting = own.charting.get(place) if item.minutes is not None else None
            made.append((item.model_copy(update={"inside": inside, "charting": charting}), fits))
        items = tuple(item for item, _ in made)
        fitting = all(fits for _, fits in made)
        return SideItems(items, stretch.parts, tuple(own.doubts), tuple(own.beyond), not fitting, own.unsized)

    def _measured(self, reading: Reading, stretch: Stretch, numbers: Sequence[Number]) -> Measures:
        """Give every number of a side to the service that it belongs to."""
        parts = stretch.parts
        own = Measures(lengths=[[] for _ in parts], parts=list(parts))
        chart = charted(reading, stretch)
        left_out = reading.negated.keys() | reading.hourly | ({chart.charting_at} if chart is not None else set())
        left_out |= {at for part in parts if reading.signals(part.start + 1, Cue.ADDON) for at in part.taken}
        for at in (*range(stretch.start, stretch.end), *stretch.carried):
            if reading.atoms[at].sort is Sort.MINUTES and at not in left_out and not block(reading, at):
                near, length = nearest(reading, parts, at, behind=0)[0], reading.atoms[at]
                near = self._visit_of(parts, near) if in_all(reading, at) else near
                if chart is not None and chart.at == at:
                    own.charting[near], length = chart.charting, replace(length, value=chart.minutes)
                own.codes |= {near: begun} if (begun := self._sizes.begun(reading, parts[near], at)) else {}
                own.ahead |= {near} if joined_ahead(reading, parts, near, at) else set()
                own.beyond += on_top(reading, parts[near], at, near, int(length.value or 0), self._catalog)
                own.lengths[near].extend([] if begun or self._worn(reading, stretch, parts[near], length) else [length])
                own.totals |= (
                    {near}
                    if of_all(reading, range(stretch.start, stretch.end), at) and self._apart(parts[near])
                    else set()
                )
        self._lead(parts, own)
        fill(reading, stretch, own.lengths, own.counts)
        for number in numbers:
            mine = stretch.start <= number.at < stretch.end or number.at in stretch.carried
            within = any(self._done_in(reading, part, number) for part in parts)
            if mine and number.at not in left_out and not within:
                self._give(reading, stretch, number, own, alone=not counted_elsewhere(stretch, numbers))
        for place in range(1, len(parts)):
            if each_with(reading, parts[place - 1], parts[place]) and place - 1 in own.counts:
                own.counts.setdefault(place, own.counts[place - 1])
        self._as_newborns(reading, stretch, own)
        own.counts = doubled(reading, stretch) | own.counts
        own.share_out()
        over_all(reading, stretch, own)
        for at, count in tuple(own.counts.items()):
            open_ = all((length.value or 0) >= _HOUR for length in own.lengths[at])
            if count > 1 and _HOUR % count == 0 and open_ and each_hour(reading, parts[at], stretch.end):
                own.lengths[at] = [Atom(Sort.MINUTES, "", value=Decimal(_HOUR // count))]
                del own.counts[at]
        return own

    def _visit_of(self, parts: Sequence[Part], near: int) -> int:
        """Return the one visit or talk, which takes the minutes that are told in all: "a 99213 w an EKG (30 total)"."""
        if parts[near].code is not None or self._takes_time([parts[near]]):
            return near
        timed = [place for place, part in enumerate(parts) if self._takes_time([part])]
        return timed[0] if len(timed) == 1 else near

    def _as_newborns(self, reading: Reading, stretch: Stretch, own: Measures) -> None:
        """Take the code of the youngest for a service whose name says so: "newborn well check"."""
        for place, part in enumerate(stretch.parts):
            if place not in own.codes and any(reading.atoms[at].stem in self._babies for at in part.taken):
                found = self._sizes.aged(part, 0, new=of_new(reading, stretch, part.start))
                own.codes |= {place: found} if found else {}

    def _done_in(self, reading: Reading, part: Part, number: Number) -> bool:
        """Tell whether a number only counts what is done in one service: "endoscopy with 2 biopsies"."""
        inside = part.start < number.at < part.end and reading.signals(number.at - 1, Cue.WITH)
        return inside and not self._sizes.of(part, int(number.value), Measure.COUNT)

    def _lead(self, parts: Sequence[Part], own: Measures) -> None:
        """Give the minutes behind an add-on to the service that it goes with: "99214+G2211 at 33 min"."""
        for at in range(1, len(parts)):
            added = bool(parts[at].concepts) and self._catalog.concepts[parts[at].concept].kind is Kind.ADDON
            open_ = added and not self._sizes.timed(parts[at]) and at not in own.ahead
            if open_ and own.lengths[at] and not own.lengths[at - 1]:
                own.lengths[at - 1], own.lengths[at] = own.lengths[at], []

    def _give(self, reading: Reading, stretch: Stretch, number: Number, own: Measures, *, alone: bool) -> None:
        """Give one number to its service; `alone` tells that no other side has a count."""
        parts = stretch.parts
        plain = number.role in {Role.COUNT, Role.AT}
        behind = _BEHIND if plain and number.at not in reading.lasting else 0
        at, distance = nearest(reading, parts, number.at, behind=behind)
        value = int(number.value)
        timed = any(atom.sort is Sort.MINUTES for atom in reading.atoms)
        own.beyond += more_minutes(reading, parts[at], number, at, self._catalog)
        if self._measures(reading, stretch, at, number, own):
            return
        if number.role is Role.TIMES and value > 1 and _HOUR % value == 0 and an_hour(reading, number.at):
            own.lengths[at].append(Atom(Sort.MINUTES, "", value=Decimal(_HOUR // value)))
        elif (
            (
                timed
                and alone
                and stretch.borrowed
                and plain
                and not (length_said(reading, stretch) or few(reading, number))
            )
            or (plain and timed and not length_said(reading, stretch) and self._talked(reading, parts[at], number.at))
            or (reading.has(Cue.PER_MINUTE) and not timed and number.role in _LONE and number.at >= parts[at].end)
            or (
                number.role is Role.AT
                and value > 1
                and (timed or number.at in reading.lasting or self._takes_time(parts))
            )
            or (plain and value >= SHORTEST and self._lasts_each(reading, parts[at], number.at, own.counts.get(at, 1)))
        ) or (plain and spent_on(reading, number.at, parts[at].start) and reading.has(Cue.MINUTES)):
            own.lengths[at].append(Atom(Sort.MINUTES, "", value=number.value))
        elif (
            plain
            and value > 1
            and (unsaid(reading, number.at) or at in own.counts or spent_on(reading, number.at, parts[at].start))
        ):
            own.doubts.append(Doubt(at, value))  # "a 15 with the dietitian", "a 13/14"
        elif plain and (
            self._counts(parts[at], reading, number.at)
            or reading.next_to(number.at, 1) in parts[at].taken  # "wax out of two ears"
            or bracketed(reading, number.at)
            or (reading.signals(number.at + 1, Cue.BODY) and self._apart(parts[at]))  # "tymps on 2 ears"
            or done_to(reading, parts[at], number.at)
            or (number.at >= parts[at].end and paced(reading, number.at))
            or corrects(reading, number.at)
        ):
            own.counts[at] = own.counts.get(at, 1) * value
        elif plain and number.at >= parts[at].end and not stretch.borrowed and value > 1:
            own.doubts.append(Doubt(at, value))
        elif number.role in _COUNTING and (distance < _NEAR or (number.role is Role.TIMES and len(parts) == 1)):
            own.counts[at] = own.counts.get(at, 1) * value
        elif number.role in _COUNTING and value > 1:
            own.doubts.append(Doubt(at, value))

    def _measures(self, reading: Reading, stretch: Stretch, at: int, number: Number, own: Measures) -> bool:
        """Take a number that decides the code of a service: muscles, views, years, centimeters."""
        part, value = stretch.parts[at], int(number.value)
        least = reading.at_least(number.at) and self._sizes.of(part, value, Measure.COUNT)
        if number.role is Role.SIZE or least:
            self._size(part, at, value, Measure.COUNT, own)
            lower = reading.atoms[number.at - 2].value if reading.ranged(number.at - 2) else None
            open_ = lower is not None and self._sizes.of(part, int(lower), Measure.COUNT) != own.codes[at]
            own.unsized = own.unsized or open_
        elif number.role in {Role.AGE, Role.VIEWS}:
            if number.role is Role.AGE:
                own.parts[at] = part = self._sizes.of_child(part, value)
                found = self._sizes.aged(part, value, new=of_new(reading, stretch, number.at))
            else:
                found = self._sizes.pictured(part, value)
            own.codes |= {at: found} if found else {}
            own.unsized = own.unsized or found == ()
        elif number.role is Role.LENGTH:
            unit = reading.atoms[reading.next_to(number.at, 1)].stem
            millimeters = math.ceil(number.value * self._lengths[unit]) if unit in self._lengths else 0
            self._size(part, at, millimeters, Measure.MILLIMETERS, own)
            own.unsized = own.unsized or (not own.codes[at] and self._sizes.by_length(part))
        else:
            return False
        return True

    def _size(self, part: Part, place: int, size: int, measure: Measure, own: Measures) -> None:
        """Take the code of a size. Of several that differ in it the sum counts where the rule says so, else none."""
        codes = self._sizes.of(part, size, measure) if size else ()
        whole = own.sizes.get(place, 0) + size
        if own.codes.get(place, codes) != codes or (whole > size and self._sizes.summed(part)):
            codes = self._sizes.of(part, whole, measure) if self._sizes.summed(part) else ()
            own.unsized = own.unsized or not codes
        own.codes[place], own.sizes[place] = codes, whole

    def _counts(self, part: Part, reading: Reading, at: int) -> bool:
        """Tell whether what a service counts on one patient stands behind a number: "facet injection, 3 levels"."""
        counted = self._catalog.concepts[part.concept].counts if part.concepts else None
        after = reading.next_to(at, 1)
        frozen = reading.signals(at - 1, Cue.METHOD)  # "a patient with AKs, froze 16"
        noun = after < len(reading.atoms) and reading.atoms[after].stem in self._counted.get(counted or "", ())
        return bool(counted) and (frozen or noun)

    def _hours_of(self, reading: Reading, part: Part) -> list[Atom]:
        """Return an hour where that word ends what is counted: "4 critical care hours" are four of 60 minutes."""
        beyond = range(part.end, len(reading.atoms))
        at = next((step for step in beyond if reading.atoms[step].sort is not Sort.MARK), len(reading.atoms))
        ends = at == part.end or at + 1 >= len(reading.atoms) or reading.atoms[at + 1].sort is Sort.MARK
        hour = at < len(reading.atoms) and reading.atoms[at].stem in self._hours and ends
        return [Atom(Sort.MINUTES, "", value=Decimal(_HOUR))] if hour else []

    def _talked(self, reading: Reading, part: Part, at: int) -> bool:
        """Tell whether a bare number is how long a talk takes: "30 minutes of diet talk or thirty of obesity talk"."""
        talk = bool(part.concepts) and self._catalog.concepts[part.concept].kind is Kind.TALK
        few = (reading.atoms[at].value or 0) < SHORTEST or reading.signals(at + 2, Cue.DEFINITE, Cue.REFERS)
        return talk and at < part.start and reading.signals(at + 1, Cue.OF) and not few  # "3 of the longer quit talks"

    def _lasts_each(self, reading: Reading, part: Part, at: int, count: int) -> bool:
        """Tell whether a bare number is how long each of several visits takes: "two 99214s, 35 each"."""
        kind = self._catalog.concepts[part.concept].kind if part.concepts else None
        behind = at >= part.end and reading.signals(at + 1, Cue.EACH)
        return behind and count > 1 and kind in _TIMED and not reading.atoms[at].spoken

    def _apart(self, part: Part) -> bool:
        """Tell whether a count is one of separate encounters, not of lesions or muscles in one."""
        return bool(part.concepts) and self._catalog.concepts[part.concept].counts is None

    def _worn(self, reading: Reading, stretch: Stretch, part: Part, length: Atom) -> bool:
        """Tell whether a length is the test's own, not anybody's work: "48h holter", not "8 hrs of 15 min EKGs"."""
        kind = self._catalog.concepts[part.concept].kind if part.concepts else None
        if kind is not Kind.TEST or length.value is None or length.value < _LONG:
            return False
        return length.value >= _DAY or not shorter(reading, stretch, length)

    def _takes_time(self, parts: Iterable[Part]) -> bool:
        return all(part.concepts and self._catalog.concepts[part.concept].kind in _TIMED for part in parts)

    def _item(
        self, part: Part, lengths: list[Atom], count: int, sized: tuple[CodeRef, ...], side: int | None
    ) -> tuple[Item, bool]:
        """Return one item, and whether its minutes and its count are within what a day and a practice can have."""
        minutes, quantity, assumed = self._time(part, lengths, count)
        sessions = quantity > count == 1 and not self._apart(part)
        says = self._catalog.lexicon.says
        if part.both_sides and quantity == 1:
            quantity = 2
        fits = 1 <= quantity <= _MOST and (minutes is None or 1 <= minutes <= _DAY) and not two_lengths(lengths)
        item = Item(
            concept=part.concept if part.concepts else "",
            codes=(part.code,) if part.code else sized,
            minutes=minutes if fits else None,
            quantity=quantity if fits else 1,
            side=side,
            sessions=sessions and fits,
            both_sides=part.both_sides,
            assumed=says[assumed].format(minutes) if assumed else None,
        )
        return item, fits

    def _has_sides(self, part: Part) -> bool:
        kinds = {self._catalog.concepts[name].kind for name in part.concepts}
        return Kind.PROCEDURE in kinds or (Kind.IMAGING in kinds and not self._sizes.of_both(part))

    def _time(self, part: Part, lengths: list[Atom], count: int) -> tuple[int | None, int, Say | None]:
        """Return minutes of one unit, the count, and what was taken for granted.

        Two lengths are a total and one unit: "4 hours of visits at 20 min each" are twelve.
        """
        values = sorted({atom.value for atom in lengths if atom.value is not None})
        if not values:
            # The "h" of "h&p" is no hour.
            hour = _AND not in part.stems and any(stem in self._hours for stem in part.stems)
            return (60 if hour else None), count, None
        unit = values[0]
        if len(values) > 1 and count == 1 and unit > 0:
            count = int(values[-1] // unit)
        if any(atom.ranged for atom in lengths):
            return int(unit), count, Say.LOWER_MINUTES
        return int(unit), count, Say.WHOLE_MINUTES if unit != unit.to_integral_value() else None
