"""Lengths of time in every form that people type, read as minutes."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.lexicon import Cue, Lexicon, Unit
from bot.language.atoms import Atom, Sort, digits
from bot.language.stem import Stemmer

_MINUTES = {Unit.SECOND: Decimal(1) / Decimal(60), Unit.MINUTE: Decimal(1), Unit.HOUR: Decimal(60)}
_HOURS = 12
"""The latest hour that a clock shows."""
_BLOCK = 120
"""Minutes from which hours before "15 min each" are a stretch of work."""
_HALF = Decimal("0.5")
_HYPHEN = "-"
_PLURAL, _MORE = "s", "+"
_VERB = 4
"""Atoms before a length within which the verb of "stretch my visits from 15" stands."""
_SLOTS, _STEP = (10, 90), 5
"""Minutes of the shortest and the longest slot that is called by its length alone, and what they are multiples of."""


@dataclass(frozen=True, slots=True)
class _Found:
    minutes: Decimal
    end: int
    article: bool = False
    ranged: bool = False


class Clock:
    """The words for time of one language. Reads whole phrases: "an hour and a half", "1 hr 15", "20-30 min"."""

    def __init__(self, lexicon: Lexicon, stemmer: Stemmer) -> None:
        def stems(cue: Cue) -> frozenset[str]:
            return frozenset(map(stemmer.stem, lexicon.cues.get(cue, ())))

        self._units = {stemmer.stem(word): unit for unit, words in lexicon.units.items() for word in words}
        self._fractions = {stemmer.stem(word): value for word, value in lexicon.fractions.items()}
        self._articles, self._and = stems(Cue.ARTICLE), stems(Cue.AND)
        self._long, self._entire = stems(Cue.LENGTHY), stems(Cue.ENTIRE)
        self._staffed = stems(Cue.STAFFED)
        self._daytimes, self._aged = stems(Cue.DAYTIME), stems(Cue.AGED)
        self._of, self._to = stems(Cue.OF), stems(Cue.TO) | {_HYPHEN}
        self._from = stems(Cue.FROM)
        self._dividing = stems(Cue.VERSUS) | stems(Cue.OR)
        verbs = (*lexicon.cues.get(Cue.SWAP, ()), *lexicon.cues.get(Cue.RAISE, ()))
        self._goes = frozenset(stemmer.stem(phrase.split()[0]) for phrase in verbs)
        self._people = stems(Cue.SEEN) | stems(Cue.MEMBER)
        self._rates = stems(Cue.RVU) | stems(Cue.WORK) | stems(Cue.TOTAL) | stems(Cue.DOLLARS)
        self._better, self._each = stems(Cue.COMPARE), stems(Cue.EACH)

    def read(self, atoms: list[Atom]) -> list[Atom]:
        """Replace every length of time by one atom. One minute is left: it is what a rate is stated for."""
        out: list[Atom] = []
        at = 0
        while at < len(atoms):
            if self._told_by_clock(atoms, at):
                at += 1  # "3pm" is no number of anything
                continue
            found = self._length(atoms, at)
            single = found is not None and found.minutes == 1
            if found is None or single or (found.article and out and self._is_rate(out, self._stem(atoms, found.end))):
                out.append(atoms[at])
                at += 1
                continue
            out.append(
                replace(
                    atoms[at],
                    sort=Sort.MINUTES,
                    stem=digits(found.minutes) + "'",
                    value=found.minutes,
                    known=True,
                    article=found.article,
                    ranged=found.ranged,
                )
            )
            at = found.end
        timed = any(atom.sort is Sort.MINUTES for atom in out)
        return [self._slot(out, at) for at in range(len(out))] if timed else out

    def _slot(self, atoms: list[Atom], at: int) -> Atom:
        """Return a bare number as a length where it is counted beside one that has its unit: "one 60", "than a 30"."""
        atom, before = atoms[at], atoms[at - 1] if at else None
        if before is None or atom.sort is not Sort.NUMBER or atom.value is None or not _is_slot(atom.value):
            return atom
        ends = at + 1 == len(atoms) or atoms[at + 1].sort is Sort.MARK
        counted = before.sort is Sort.NUMBER and (before.value or 0) < _SLOTS[0]
        if not counted and not (ends and before.stem in self._articles):
            return atom
        return replace(atom, sort=Sort.MINUTES, stem=digits(atom.value) + "'")

    def _told_by_clock(self, atoms: list[Atom], at: int) -> bool:
        """Tell whether a number is an hour of the day: "3pm", but not the "14" of "I am at 14"."""
        value = atoms[at].value if atoms[at].sort is Sort.NUMBER else None
        return value is not None and 0 < value <= _HOURS and self._stem(atoms, at + 1) in self._daytimes

    def _is_rate(self, before: list[Atom], after: str) -> bool:
        """Tell whether "an hour" between these means "each hour": "dollars an hour", "3 pts an hour"."""
        last = before[-1]
        if last.stem in self._better and after not in self._of:
            return True  # "which pays more an hour", but not "better an hour of therapy or …"
        people = last.stem in self._people and len(before) > 1 and before[-2].sort is Sort.NUMBER
        return people or last.stem in self._rates or last.sort in {Sort.MONEY, Sort.CODE}

    def _unit(self, atoms: list[Atom], at: int) -> tuple[Unit, int] | None:
        """Return the unit at a place, past a hyphen, and the place after it."""
        if at < len(atoms) and atoms[at].stem == _HYPHEN:
            at += 1
        unit = self._units.get(atoms[at].stem) if at < len(atoms) and atoms[at].sort is Sort.WORD else None
        return (unit, at + 1) if unit else None

    def _lengthy(self, atoms: list[Atom], at: int) -> bool:
        """Tell whether "hour long" stands at a place; a number before "hour-long", written close, counts sessions."""
        return self._stem(atoms, at) in self._units and self._stem(atoms, at + 1) in self._long

    def _bare(self, atoms: list[Atom], at: int) -> bool:
        """Tell whether a side begins with "hour of therapy"; "hr of 30 min visits" has a rate."""
        begins = at == 0 or atoms[at - 1].stem in self._dividing
        hour = begins and self._units.get(atoms[at].stem) is Unit.HOUR and self._stem(atoms, at + 1) in self._of
        if not hour or at + 2 >= len(atoms):
            return False
        # "Hour of 99213 at 20 min" alone is a rate.
        coded = atoms[at + 2].sort is Sort.CODE and any(atom.stem in self._dividing for atom in atoms)
        return coded or atoms[at + 2].sort is Sort.WORD

    def _plural(self, atoms: list[Atom], at: int) -> bool:
        """Tell whether slots are called by their length: "two 45s", but not "in her 60s"."""
        value = atoms[at].value or Decimal(0)
        ends = at + 1 < len(atoms) and atoms[at + 1].glued and atoms[at + 1].stem == _PLURAL
        return ends and _is_slot(value) and (not at or atoms[at - 1].stem not in self._aged)

    def _stem(self, atoms: list[Atom], at: int) -> str:
        return atoms[at].stem if at < len(atoms) else ""

    def _length(self, atoms: list[Atom], at: int) -> _Found | None:
        first = atoms[at]
        if first.sort is Sort.NUMBER and first.value is not None:
            if self._plural(atoms, at):
                return _Found(first.value, at + 2)
            close = self._lengthy(atoms, at + 1) and atoms[at + 2].glued
            return None if close else self._counted(atoms, at, first.value)
        if self._lengthy(atoms, at):
            return _Found(_MINUTES[self._units[first.stem]], at + 2)
        if self._bare(atoms, at):
            return _Found(_MINUTES[Unit.HOUR], at + 1)
        if first.stem in self._fractions:
            return self._part(atoms, at, article=False)
        if first.stem in self._articles:
            if self._stem(atoms, at + 1) in self._fractions:
                return self._part(atoms, at + 1, article=False)
            entire = self._stem(atoms, at + 1) in self._entire
            unit = self._unit(atoms, at + 1 + entire)
            if unit and unit[0] is Unit.HOUR:
                return self._tail(atoms, unit[1], unit[0], _MINUTES[unit[0]], article=not entire)
        return None

    def _part(self, atoms: list[Atom], at: int, *, article: bool) -> _Found | None:
        """Read "half an hour", "half hour", "quarter of an hour"."""
        share = self._fractions[atoms[at].stem]
        after = at + 1
        while self._stem(atoms, after) in self._articles | self._of:
            after += 1
        unit = self._unit(atoms, after)
        return _Found(share * _MINUTES[unit[0]], unit[1], article) if unit else None

    def _counted(self, atoms: list[Atom], at: int, value: Decimal) -> _Found | None:
        """Read a number with its unit, with what a fraction or a range adds to either."""
        after, ranged = at + 1, False
        if self._stem(atoms, after) in self._to and after + 1 < len(atoms) and atoms[after + 1].sort is Sort.NUMBER:
            unit = self._unit(atoms, after + 2) if self._goes_from(atoms, at) else None
            if unit is not None and atoms[after].stem != _HYPHEN:
                return _Found(value * _MINUTES[unit[0]], after)  # "going from 15 to 20 min" are two lengths
            after, ranged = after + 2, True
        elif after < len(atoms) and atoms[after].sort is Sort.NUMBER and (atoms[after].value or 1) < 1:
            value, after = value + (atoms[after].value or 0), after + 1
        else:
            share, end = self._and_fraction(atoms, after)
            if share and self._unit(atoms, end):
                value, after = value + share, end
        thirds = self._stem(atoms, after) in self._fractions and value == value.to_integral_value()
        if thirds and self._fractions[self._stem(atoms, after)] == _HALF and value > 1:
            return None
        if thirds:
            part = self._part(atoms, after, article=False)
            return _Found(part.minutes * value, part.end) if part else None
        if self._stem(atoms, after) == _MORE and atoms[after].glued:
            after += 1  # "53+ min"
        after += self._stem(atoms, after) in self._entire  # "one lost hour"
        unit = self._unit(atoms, after) or self._of_staff(atoms, after)
        if unit is None:
            return None
        return replace(self._tail(atoms, unit[1], unit[0], value * _MINUTES[unit[0]], article=False), ranged=ranged)

    def _of_staff(self, atoms: list[Atom], at: int) -> tuple[Unit, int] | None:
        """Return minutes, and the place after them, that are said to be the staff's: "20 clinical staff min"."""
        after = at
        while self._stem(atoms, after) in self._staffed:
            after += 1
        unit = self._unit(atoms, after) if after > at else None
        return unit if unit is not None and unit[0] is Unit.MINUTE else None

    def _goes_from(self, atoms: list[Atom], at: int) -> bool:
        """Tell whether something goes from the number at a place: "switching from 15", "cut slots from 20 to 15"."""
        if at < 1 or atoms[at - 1].stem not in self._from:
            return False
        shrinks = (atoms[at].value or 0) > (atoms[at + 2].value or 0)  # no range runs down
        return shrinks or any(atom.stem in self._goes for atom in atoms[max(at - _VERB, 0) : at - 1])

    def _and_fraction(self, atoms: list[Atom], at: int) -> tuple[Decimal, int]:
        """Read "and a half" and return its value and end; zero when it is not there."""
        if self._stem(atoms, at) not in self._and:
            return Decimal(0), at
        at += 1
        if self._stem(atoms, at) in self._articles:
            at += 1
        share = self._fractions.get(self._stem(atoms, at))
        return (share, at + 1) if share else (Decimal(0), at)

    def _tail(self, atoms: list[Atom], at: int, unit: Unit, minutes: Decimal, *, article: bool) -> _Found:
        """Add what follows an hour: "and a half", "15 min", "and 15 minutes", "30" written close."""
        if unit is not Unit.HOUR:
            return _Found(minutes, at, article)
        share, end = self._and_fraction(atoms, at)
        if share:
            return _Found(minutes + share * _MINUTES[unit], end, article=False)
        after = at + 1 if self._stem(atoms, at) in self._and else at
        more = atoms[after] if after < len(atoms) else None
        if more is None or more.sort is not Sort.NUMBER or more.value is None:
            return _Found(minutes, at, article)
        smaller = self._unit(atoms, after + 1)
        if smaller and minutes >= _BLOCK and self._stem(atoms, smaller[1]) in self._each:
            return _Found(minutes, at, article)  # "4 hours 15 min each" are two lengths
        if smaller and smaller[0] is Unit.MINUTE and after + 1 < len(atoms):
            return _Found(minutes + more.value, smaller[1], article=False)
        if more.glued and after == at and smaller is None:
            return _Found(minutes + more.value, after + 1, article=False)
        return _Found(minutes, at, article)


def _is_slot(value: Decimal) -> bool:
    """Tell whether a number is a usual length of a visit, in minutes."""
    return _SLOTS[0] <= value <= _SLOTS[1] and value % _STEP == 0
