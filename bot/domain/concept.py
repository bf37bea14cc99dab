"""What people talk about (a concept), and the ways it can be billed (rules)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import NonNegativeInt, PositiveInt, model_validator

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.limit import Often, PatientShare
from bot.domain.service import CodeRef
from bot.domain.source import Sure


class Kind(StrEnum):
    """What sort of act a concept is; wording and per-minute figures depend on it."""

    PROCEDURE = "procedure"
    TALK = "talk"
    VISIT = "visit"
    TEST = "test"
    IMAGING = "imaging"
    MONTH = "month"
    """Billed once a calendar month."""
    ADDON = "addon"


class Rounding(StrEnum):
    """How a measure becomes whole units."""

    WHOLE = "whole"
    """Every unit must be complete: 29 minutes of a 15-minute code are one unit."""
    MIDPOINT = "midpoint"
    """A unit counts once its midpoint is passed: 8 minutes of 15."""
    STARTED = "started"
    """A begun unit counts: the 16th lesion opens the next group."""


class Line(Frozen):
    """One code within a way of billing, and how many units of it."""

    code: str
    """Code, with its modifiers if any: `20610-50`."""
    units: PositiveInt = 1
    """Fixed number of units, used when `each` is absent."""
    each: PositiveInt | None = None
    """Size of one unit in the rule's measure (minutes, count or millimeters)."""
    over: NonNegativeInt = 0
    """Part of the measure that other lines already cover."""
    rounding: Rounding = Rounding.WHOLE
    most: PositiveInt | None = None
    """Most units on one day, where a source (or the rule's `note`) gives one."""

    @property
    def ref(self) -> CodeRef:
        """Return the code, its modifiers apart."""
        return CodeRef.parse(self.code)


class Measure(StrEnum):
    """What a rule's bands are measured in."""

    MINUTES = "minutes"
    COUNT = "count"
    """Lesions, muscles, regions: whatever the concept counts on one patient on one day."""
    MILLIMETERS = "millimeters"
    """Length of a wound or width of a spot. Where nobody states it, every band applies."""
    NONE = "none"


class Band(Frozen):
    """The lines that apply from `start` to `end` (both inclusive) of the rule's measure."""

    start: NonNegativeInt = 0
    end: int | None = None
    lines: tuple[Line, ...]

    def holds(self, measured: int) -> bool:
        """Tell whether the measured minutes or count fall in this band."""
        return self.start <= measured and (self.end is None or measured <= self.end)


class Rule(Frozen):
    """One way to bill: thresholds, units, who may, under which condition, and how sure that is.

    The modelling gap: a rule knows minutes, counts and clinician type. It cannot know documentation,
    medical necessity, a payer's own policy, or the patient.
    """

    id: str
    label: str
    """The way in a few words: "office visit, by time"."""
    measure: Measure = Measure.NONE
    of_date: bool = False
    """Its minutes are all of the billing clinician's on the date, charting included; else those with the patient."""
    summed: bool = False
    """Whether several lengths on one day are added up before the band is looked for."""
    bands: tuple[Band, ...]
    who: tuple[Clinician, ...]
    often: Often | None = None
    """How often it is paid; None where nothing read says."""
    patient: PatientShare | None = None
    """What the patient owes; None where nothing read says."""
    condition: str | None = None
    """What has to be true for Medicare to pay, one sentence."""
    note: str | None = None
    """What is disputed or unconfirmed about the rule, one sentence, shown with the figure."""
    document: str | None = None
    """What the note has to show, one line."""
    sure: Sure
    cite: str

    @model_validator(mode="after")
    def _bands_in_order(self) -> Self:
        """Refuse bands that overlap or run backwards."""
        if not self.bands or not self.who:
            msg = f"rule {self.id} needs at least one band and one clinician type"
            raise ValueError(msg)
        for earlier, later in zip(self.bands, self.bands[1:], strict=False):
            if earlier.end is None or later.start <= earlier.end:
                msg = f"bands of rule {self.id} overlap or are out of order at {later.start}"
                raise ValueError(msg)
        if any(b.end is not None and b.end < b.start for b in self.bands):
            msg = f"a band of rule {self.id} ends before it starts"
            raise ValueError(msg)
        return self

    def band(self, measured: int | None) -> Band | None:
        """Return the band that holds the measure, or None when it is out of every band.

        A rule without a measure has one band, which always holds.
        """
        if self.measure is Measure.NONE:
            return self.bands[0]
        if measured is None:
            return None
        return next((band for band in self.bands if band.holds(measured)), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return every base code that the rule can bill, in the order of its bands."""
        return tuple(dict.fromkeys(line.ref.code for band in self.bands for line in band.lines))


class Role(StrEnum):
    """How a way of billing stands to the concept."""

    MAIN = "main"
    """What the verdict rests on, if Medicare pays it and the clinician may bill it."""
    ADDON = "addon"
    """Only together with the main way; shown, never inside the verdict's range."""
    ALTERNATIVE = "alternative"
    """Depends on something that the asker did not say (diagnosis, new patient, technique)."""


class Use(Frozen):
    """A rule as one concept uses it."""

    rule: str
    role: Role = Role.MAIN
    with_rule: str | None = None
    """For an add-on: the rule whose way it is added to."""
    condition: str | None = None
    """A condition that holds for this concept only, added to the rule's own."""
    ages: tuple[int, int] | None = None
    """The patient's first and last year of age that it is for; None: any. Months of age are year 0."""
    new: bool = False
    """It is for a patient who is new to the practice, where an age alone would fit a known one's as well."""


LISTED = "listed_service"
"""Id of the concept of every code that a loaded release has and the catalog has no words for."""


class Concept(Frozen):
    """Something that staff name: an act, a visit, a test. Understood through its aliases."""

    id: str
    name: str
    """A noun phrase without article: "wart freezing"."""
    one: str
    """The same with an article, for sentences: "a wart freezing"."""
    many: str
    """Plural for counts: "wart freezing sessions"."""
    kind: Kind
    aliases: tuple[str, ...] = ()
    """Words and phrases people use, singular, lower case; the language knows plurals and verb endings."""
    uses: tuple[Use, ...] = ()
    counts: str | None = None
    """What a number before the alias counts on one patient in one session ("warts"); None: separate encounters."""
    reading: str | None = None
    """What is taken for granted when it is said just like this, told in the first line."""
    uncounted: str | None = None
    """What is taken for granted when no number is said with it, where the number decides the code or the units."""
    instead_of: tuple[str, ...] = ()
    """Ids of concepts that the same word could also mean, offered as one click."""
    loose: tuple[str, ...] = ()
    """Names that alone leave open whether this or one of `or_else` is meant: "therapy", unless timed or counted."""
    or_else: tuple[str, ...] = ()
    """Ids of the concepts that a loose name may mean as well."""
    read_only: str | None = None
    """Id of the concept of the reading alone, named by the same words and the language's word for reading."""
    by_clinician: str | None = None
    """Id of the concept of the same work by the billing clinician in person, where staff's is meant otherwise."""
    with_visit: str | None = None
    """Id of the concept of the same added to a problem visit by the same clinician, which has codes of its own."""
    in_group: str | None = None
    """Id of the concept of the same with several people at once, which is billed for each of them."""
    minutes_of: str | None = None
    """Id of the concept whose minutes are told beside it, as it has none itself: "cuff + 20 min"."""
    elsewhere: str | None = None
    """Id of the concept that it is for other payers, where Medicare's own code has no RVUs."""
    renewed: tuple[str, ...] = ()
    """Ids of what it is together with a new one put in at once: one service of its own, or the two."""
    by_region: Mapping[str, str] = {}
    """Region of the body (as the language groups its words) to the id of the concept that this one is there."""
    ask: str | None = None
    """For a word that covers too much to answer: the question to ask back."""
    choices: tuple[str, ...] = ()
    """Concept ids offered with `ask`."""
    caveats: tuple[str, ...] = ()
    """What the figure leaves out for this concept ("the drug is billed apart")."""
    way: str | None = None
    """The way to pay whose patients it is a month of: "cocm", "apcm"."""

    @model_validator(mode="after")
    def _answerable_or_asking(self) -> Self:
        """Refuse a concept that can neither be priced nor asked back about."""
        if bool(self.uses) == bool(self.ask):
            msg = f"concept {self.id} needs either ways to bill (uses) or a question to ask back (ask), not both"
            raise ValueError(msg)
        if bool(self.ask) != bool(self.choices):
            msg = f"concept {self.id} asks back without choices, or has choices without a question"
            raise ValueError(msg)
        return self
