"""The code that a size stands for: centimeters of a wound, muscles, regions, minutes that a code begins at."""

from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Measure
from bot.domain.concept import Role as UseRole
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Sort
from bot.language.cues import Hit
from bot.language.part import Part
from bot.language.reading import DIVIDING, Reading
from bot.language.stretch import Stretch

_NEAR = 4
"""Atoms from an age to the word that says that somebody is new."""
_BOTH = "2"
"""CMS's bilateral indicator of a price that is for both sides already."""


def of_new(reading: Reading, stretch: Stretch, at: int) -> bool:
    """Tell whether the patient whose age stands at a place is new: "28 yo new pt", "a new well woman, 35yo"."""
    if any(reading.signals(hit.end, Cue.INITIAL) for hit in reading.cues.get(Cue.BOTH, ())):
        return True  # "3 yo physical vs 12 yo physical (both new)"
    starts = {part.start for part in stretch.parts}
    aged = max((part.start for part in stretch.parts if part.start < at), default=at)  # "new pt well child, age 8"
    near = range(max(min(at - _NEAR, aged - 2), stretch.start), min(at + _NEAR, stretch.end))
    return any(
        reading.signals(step, Cue.INITIAL)
        and (
            reading.next_to(step, 1) >= stretch.end
            or reading.next_to(step, 1) in starts | {at}
            or reading.atoms[step + 1].sort is Sort.MARK
            or reading.signals(step + 1, Cue.MEMBER, *DIVIDING)
        )
        for step in near
    )


class Sizes:
    """Looks sizes up in one catalog's rules."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def of(self, part: Part, size: int, measure: Measure) -> tuple[CodeRef, ...]:
        """Return the code for so many muscles, regions or millimeters, when a way of the concept goes by them."""
        for use in self._catalog.concepts[part.concept].uses if part.concepts and not part.code else ():
            rule = self._catalog.rules.get(use.rule)
            if rule and rule.measure is measure and (use.role is UseRole.MAIN or measure is Measure.MILLIMETERS):
                band = rule.band(size)
                return tuple(CodeRef.parse(line.code) for line in band.lines) if band else ()
        return ()

    def aged(self, part: Part, years: int, *, new: bool) -> tuple[CodeRef, ...] | None:
        """Return the code for a patient's age: empty where none is for it, None where no age decides.

        One for a patient who is `new` to the practice comes first where the service tells those apart.
        """
        concept = self._catalog.concepts[part.concept] if part.concepts and not part.code else None
        uses = [use for use in concept.uses if use.ages] if concept else []
        fit = [use for use in uses if use.ages and use.ages[0] <= years <= use.ages[1]]
        fit.sort(key=lambda use: (use.new is not new, use.role is not UseRole.MAIN))
        if not uses:
            return None
        return tuple(CodeRef.parse(line) for use in fit[:1] for line in self._lines(use.rule))

    def of_child(self, part: Part, years: int) -> Part:
        """Return a service that no age fits as the one beside it that is for such an age: "3 yo physical"."""
        if self.aged(part, years, new=False) != ():
            return part
        others = (replace(part, concepts=(one,)) for one in self._catalog.concepts[part.concept].instead_of)
        return next((other for other in others if self.aged(other, years, new=False)), part)

    def pictured(self, part: Part, views: int) -> tuple[CodeRef, ...] | None:
        """Return the code for so many views: empty where none or several are for them, None where a code is said."""
        if part.code or not part.concepts:
            return None
        lines = [line for use in self._catalog.concepts[part.concept].uses for line in self._lines(use.rule)]
        refs = dict.fromkeys(CodeRef.parse(line) for line in lines)
        alike = [ref for ref in refs if ref.modifiers == next(iter(refs)).modifiers and self._shows(ref, views)]
        return tuple(alike) if len(alike) == 1 else ()

    def _lines(self, rule: str) -> list[str]:
        found = self._catalog.rules.get(rule)
        return [line.code for band in found.bands for line in band.lines] if found is not None else []

    def _shows(self, ref: CodeRef, views: int) -> bool:
        """Tell whether a code is for so many views."""
        service = self._catalog.services.get(ref.code)
        told = service.views if service is not None else ()
        return bool(told) and told[0] <= views <= (told[1] if len(told) > 1 else views)

    def summed(self, part: Part) -> bool:
        """Tell whether lengths of a service are added up: those of wounds that are stitched."""
        concept = self._catalog.concepts[part.concept] if part.concepts else None
        rules = [self._catalog.rules.get(use.rule) for use in concept.uses] if concept is not None else []
        return any(rule is not None and rule.summed for rule in rules)

    def by_length(self, part: Part) -> bool:
        """Tell whether a length decides the code, so that one without a code must not be answered with another's."""
        concept = self._catalog.concepts[part.concept] if part.concepts and not part.code else None
        uses = concept.uses if concept is not None else ()
        rules = [self._catalog.rules.get(use.rule) for use in uses]
        return any(rule is not None and rule.measure is Measure.MILLIMETERS for rule in rules)

    def begun(self, reading: Reading, part: Part, at: int) -> tuple[CodeRef, ...]:
        """Return the code that begins right over a length: "quit-smoking talks over 10 min" are those of 11 or more."""
        if not reading.signals(at - 1, Cue.OVER, Cue.THAN) or part.code or not part.concepts:
            return ()
        if at < part.start and _weighed(reading, reading.hit_of[at - 1]):
            return ()
        start = int(reading.atoms[at].value or 0) + 1
        for use in self._catalog.concepts[part.concept].uses:
            rule = self._catalog.rules.get(use.rule)
            if rule is not None and use.role is UseRole.MAIN and rule.measure is Measure.MINUTES:
                bands = [band for band in rule.bands if band.start == start and len(band.lines) == 1]
                return tuple(CodeRef.parse(band.lines[0].code) for band in bands[:1])
        return ()

    def timed(self, part: Part) -> bool:
        """Tell whether minutes decide the code of a service."""
        concept = self._catalog.concepts[part.concept] if part.concepts and not part.code else None
        rules = [self._catalog.rules.get(use.rule) for use in concept.uses] if concept is not None else []
        return any(rule is not None and rule.measure is Measure.MINUTES for rule in rules)

    def of_both(self, part: Part) -> bool:
        """Tell whether the one code of a service is for both sides as it is: "bilateral screening mammogram"."""
        uses = [use for use in self._catalog.concepts[part.concept].uses if use.role is UseRole.MAIN]
        codes = {code for use in uses for code in self._catalog.rules[use.rule].codes}
        rows = self._catalog.rows[self._catalog.releases[-1].id] if self._catalog.releases else {}
        told = [rows[code, ""].bilateral for code in codes if (code, "") in rows]
        return bool(told) and all(indicator == _BOTH for indicator in told)


def _weighed(reading: Reading, hit: Hit) -> bool:
    """Tell whether "than" sets a service against what follows: "a colpo is worth more than 15 min of planning"."""
    before = (near in reading.named or reading.atoms[near].sort is Sort.CODE for near in range(hit.start))
    return Cue.THAN in hit.cues and not reading.signals(hit.start - 1, Cue.VERSUS, Cue.OR) and any(before)
