"""The answer: figures, the steps that lead to them, the ways to bill, and what to keep in mind."""

from enum import StrEnum
from typing import Literal

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.concept import Kind, Role
from bot.domain.limit import Span
from bot.domain.money import Exact
from bot.domain.question import Choice, OutOfScope, Question
from bot.domain.source import Source as Source  # noqa: PLC0414 - part of an answer
from bot.domain.source import Sure
from bot.domain.step import Op as Op  # noqa: PLC0414 - part of an answer
from bot.domain.step import Step as Step  # noqa: PLC0414 - the same
from bot.domain.step import Steps as Steps  # noqa: PLC0414 - the same


class Figure(Frozen):
    """One number of the answer."""

    key: str
    """`work_rvu`, `total_rvu`, `allowed_usd`, `would_be_usd`, `usd_per_minute`, `work_rvu_per_minute`,
    the last two also with `_cms_same_day` and `_cms_whole`, `usd_per_hour`, `work_rvu_per_hour`, `ratio`,
    `break_even_count`, `break_even_lesions`, `lesions_worth`, `parity_minutes`, `parity_work_rvu`,
    `parity_total_rvu`, `credit_usd`, `work_usd`, `pe_usd`, `mp_usd`.

    Of a target: `goal_work_rvu`, `done_work_rvu`, `pace_work_rvu`, `projected_work_rvu`, `short_work_rvu` (or
    `ahead_work_rvu`), `left_work_rvu`, `needed_work_rvu` (the unit says a month, week or day), `visits_needed` with
    `visits_exact`, `minutes_needed`, `mix_work_rvu`, `time_needed`, `goal_credit_usd`, `projected_credit_usd`.

    Of a supposition, up positive and the unit saying for how long: `change_work_rvu`, `change_total_rvu`,
    `change_usd`, `change_minutes`, `change_minutes_cms_same_day`, `change_credit_usd`, `change_share`,
    `base_work_rvu`, `new_work_rvu`.

    Of another way to pay: `gross_usd`, `after_overhead_usd`, `member_usd`, `model_usd_per_hour`,
    `model_usd_per_minute`, `model_usd`, `pay_usd`, `month_usd`, `month_work_rvu`, `staff_usd`, `net_usd`, `fee_usd`,
    `avoided_usd`, `saved_usd`, `savings_rate`, `floor_usd`, `shared_usd` (losses negative), `extra_usd_per_minute`,
    `panel_usd_per_minute`, `full_usd`, `staff_minute_usd`, `visits_usd`, `against_usd`, `way_month_usd`."""
    label: str
    value: Exact
    unit: str
    side: int | None = None
    pathway: str | None = None
    """Id of the pathway; for a ratio `a:b`, the two pathways divided."""
    step: str
    """Name of the step whose value this is."""


class PathwayState(StrEnum):
    """Where a pathway stands."""

    VERDICT = "verdict"
    """Paid, allowed and at the stated minutes: the verdict rests on it."""
    ADDON = "addon"
    UNPAID = "unpaid"
    """Medicare pays nothing for it; its dollars are only a would-be."""
    ALTERNATIVE = "alternative"
    """Depends on something unsaid."""
    OTHER_CLINICIAN = "other_clinician"
    NEAR_MISS = "near_miss"
    """The minutes do not reach its threshold."""


class PathwayLine(Frozen):
    """One code of a pathway as billed."""

    code: str
    name: str
    units: int


class Frequency(Frozen):
    """How often Medicare pays a pathway for one patient."""

    text: str
    sure: Sure
    cite: str


class PatientPays(Frozen):
    """What part of the allowed amount the patient owes."""

    share: Exact
    """A fraction: 0.20, or 0."""
    text: str | None = None
    """When it is otherwise, or what it hangs on."""
    usd: Exact | None = None
    """The share of what Medicare allows, US dollars; None where the amount is not known or another payer's."""
    sure: Sure
    cite: str


class Excluded(Frozen):
    """What cannot be billed beside a pathway for one patient within one day or month."""

    name: str
    codes: tuple[str, ...]
    span: Span
    one_clinician: bool
    """Whether it is only one and the same clinician who cannot."""
    reason: str
    exception: str | None = None
    sure: Sure
    cite: str


class Pathway(Frozen):
    """One way that one side could be billed at the stated minutes."""

    id: str
    side: int | None
    label: str
    codes: tuple[str, ...]
    units: tuple[int, ...]
    """Units of each code, in the order of `codes`."""
    lines: tuple[PathwayLine, ...]
    role: Role
    state: PathwayState
    in_verdict: bool
    paid_by_medicare: bool
    minutes: int | None
    """The asker's minutes for this pathway, all units together."""
    cms_same_day_minutes: Exact | None = None
    cms_whole_minutes: Exact | None = None
    threshold: int | None = None
    """Minutes from which it applies, when it has a threshold."""
    until: int | None = None
    """Minutes up to which it applies, where longer ones are billed otherwise."""
    charting: int | None = None
    """Of the minutes said, those of charting, which do not count toward the threshold."""
    condition: str | None = None
    note: str | None = None
    document: str | None = None
    """What the note has to show, one line."""
    who: tuple[Clinician, ...] = ()
    """Who may bill it; empty where that is not known."""
    often: Frequency | None = None
    """None where nothing read says."""
    patient: PatientPays | None = None
    """None where nothing read says."""
    apart: tuple[Excluded, ...] = ()
    """What does not go with it, as far as it was read."""
    sure: Sure
    cite: str
    figures: tuple[Figure, ...] = ()


class AnswerItem(Frozen):
    """One item as answered."""

    concept: str
    name: str
    codes: tuple[str, ...]
    """Base codes that bill this item at the stated minutes and that the verdict rests on."""
    minutes: int | None
    quantity: int
    units: int
    """Billed units of the first pathway in the verdict."""
    side: int | None


class Side(Frozen):
    """What stands on one side of a comparison (or alone), in words."""

    number: int | None
    """None where there are no sides."""
    name: str
    """Without article, capital-free: "wart freezing", "level-3 visit + wart freezing"."""
    one: str
    """In a sentence: "a wart freezing", "2 level-4 follow-up visits"."""
    many: str | None = None
    """Plural of `name` for counts, where there is one: "wart freezings"."""
    kind: Kind
    minutes: int | None
    minutes_are_cms: bool
    """True when per-minute figures use CMS's same-day minutes because the asker gave none."""


class BarPart(Frozen):
    """One stretch of a stacked bar."""

    label: str
    value: Exact
    text: str


class Bar(Frozen):
    """One bar of a chart."""

    label: str
    value: Exact
    text: str
    """The value with its unit, as printed at the bar."""
    group: int
    """Side, for the colour."""
    parts: tuple[BarPart, ...] = ()
    """Stretches that the bar is stacked of, in order; they add up to `value`. Empty: one piece."""


class Point(Frozen):
    """One point of a curve."""

    x: Exact
    value: Exact
    text: str
    """The value with its unit, and with what it stands for where that changes along the curve."""


class Curve(Frozen):
    """A value along minutes or years."""

    label: str
    group: int
    points: tuple[Point, ...]


class Panel(Frozen):
    """Bars, or curves, that share one scale and unit."""

    title: str
    unit: str
    bars: tuple[Bar, ...] = ()
    curves: tuple[Curve, ...] = ()
    across: str = ""
    """What curves run along: "minutes"."""
    stepped: bool = False
    """A value holds until the next point, and the last one on to the end; else points are joined."""


class ChartSpec(Frozen):
    """What to draw, without how."""

    title: str
    """The finding, in one sentence."""
    panels: tuple[Panel, ...]
    source: str
    alt: str
    """The finding and the numbers, for people who do not see the picture."""


class Detail(Frozen):
    """One line of a service's card."""

    label: str
    text: str


class Asking(Frozen):
    """What is asked back."""

    ask: str
    choices: tuple[Choice, ...] = ()


PHI = "phi"
"""The warning that the asker's words seemed to identify a patient."""

Intent = Literal[
    "compare", "value", "break_even", "rate_per_hour", "target", "explain", "whatif", "history", "stats",
    "out_of_scope", "clarify",
]  # fmt: skip


class Answer(Frozen):
    """Everything that every door shows, stores and exports. Round-trips through JSON."""

    version: Literal[1] = 1
    intent: Intent
    question: Question
    items: tuple[AnswerItem, ...] = ()
    sides: tuple[Side, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    figures: tuple[Figure, ...] = ()
    steps: Steps = Steps()
    readings: tuple[str, ...] = ()
    """What was taken for granted about the words ("a large joint"); belongs into the first line."""
    verdict: str = ""
    explanation: str | None = None
    """For `explain`: the two sentences of the topic."""
    example: str | None = None
    """For `explain`: the worked example, in one sentence."""
    details: tuple[Detail, ...] = ()
    """For a service's card: status and coverage first, then numbers, rules and minutes."""
    formulas: tuple[str, ...] = ()
    """Of another way to pay: how it is worked out, in words."""
    assumptions: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """Machine words, for example `phi`."""
    sources: tuple[Source, ...] = ()
    release: str | None = None
    """Id of the CMS release that the numbers come from."""
    basis: str = ""
    """The source line: release, date, setting, place, factor."""
    clarify: Asking | None = None
    see_also: tuple[Choice, ...] = ()
    """Other readings and neighbours, each one click."""
    chart: ChartSpec | None = None

    @property
    def offered(self) -> tuple[Choice, ...]:
        """Return every way to continue, in the order that numbers them: asked back or instead, then the neighbours."""
        asked: tuple[Choice, ...] = ()
        if self.clarify is not None:
            asked = self.clarify.choices
        elif isinstance(self.question, OutOfScope):
            asked = self.question.choices
        return (*asked, *self.see_also)
