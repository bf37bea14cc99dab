"""The basis that the asker states: metric, setting, year, place, factor, clinician, payer, rate."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.lexicon import Cue
from bot.domain.question import Item, Metric, Stated
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.language.atoms import Sort
from bot.language.carrying import of_now
from bot.language.cues import Hit
from bot.language.quantities import Number, Role
from bot.language.reading import Reading
from bot.language.stretch import Stretch

T = TypeVar("T")

_METRICS = {Cue.WORK: Metric.WORK_RVU, Cue.TOTAL: Metric.TOTAL_RVU, Cue.DOLLARS: Metric.DOLLARS}
_SETTINGS = {Cue.OFFICE: Setting.OFFICE, Cue.FACILITY: Setting.FACILITY}
_CLINICIANS = {
    Cue.PHYSICIAN: Clinician.PHYSICIAN,
    Cue.NP: Clinician.NP,
    Cue.PA: Clinician.PA,
    Cue.CNS: Clinician.CNS,
    Cue.CNM: Clinician.CNM,
    Cue.RD: Clinician.RD,
    Cue.LCSW: Clinician.LCSW,
    Cue.PSYCHOLOGIST: Clinician.PSYCHOLOGIST,
}
_TRACKS = {Cue.QP: Track.QP, Cue.NONQP: Track.NONQP}
_LEAST_MULTIPLE = Decimal(50)
"""Percent of Medicare from which a percentage is a payer's multiple, not a share of something."""
_REACH = 3
"""Words within which a rate names the RVU that it is paid for."""
_LEAST_RATE = 5
"""US dollars a work RVU below which nobody is paid: "1.0 making 5600 wrvu" is no rate."""
_MOST_RATE = 500
"""US dollars a work RVU above which nobody is paid: "$9000 at $48 per rvu" has one rate."""
_PER = (Cue.RVU, Cue.WORK, Cue.PER_RVU)
_BY = 2
"""Words within which a clinician does the service named next ("np doing 99215")."""


_FAR = 8
"""The same for a colleague ("our RD spends an hour with a new diabetic")."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says of its own basis."""

    settings: frozenset[Setting]
    years: frozenset[int]
    clinicians: frozenset[Clinician]
    named: Clinician | None
    """Who does it by its own name, where somebody else is told of: "our dietitian's visit or me (PA) doing …"."""
    doing: Clinician | None
    """The clinician who does this side's service."""
    borrowed: bool
    """Only this sets the side apart from the other, so it does not hold for both."""


def said(reading: Reading, stretch: Stretch, numbers: Sequence[Number], catalog: Catalog) -> Said:
    """Return what a side says of its own basis."""
    inside = [hit for hit in reading.hits if stretch.start <= hit.start < stretch.end and _free(reading, hit)]
    years = {
        int(number.value) for number in numbers if number.role is Role.YEAR and stretch.start <= number.at < stretch.end
    }
    if any(Cue.LAST_YEAR in hit.cues for hit in inside):
        years.add(catalog.releases[-1].year - 1)
    if of_now(reading, stretch, numbers):
        years.add(catalog.releases[-1].year)
    clinicians = [(hit, _CLINICIANS[cue]) for hit in inside for cue in hit.cues if cue in _CLINICIANS]
    starts = [part.start for part in stretch.parts]
    doing = [
        who
        for hit, who in clinicians
        if not _speaks(reading, hit)
        and (
            any(0 <= start - hit.end <= (_FAR if _another(reading, hit) else _BY) for start in starts)
            or (_another(reading, hit) and any(0 <= hit.start - part.end <= _BY for part in stretch.parts))
            or any(part.start < hit.start < part.end for part in stretch.parts)  # "15 min RD units (97803)"
        )
    ]
    return Said(
        settings=frozenset(_SETTINGS[cue] for hit in inside for cue in hit.cues if cue in _SETTINGS),
        years=frozenset(years),
        clinicians=frozenset(who for _, who in clinicians),
        named=None if clinicians else _named(reading, stretch),
        doing=doing[0] if doing else None,
        borrowed=stretch.borrowed,
    )


def _named(reading: Reading, stretch: Stretch) -> Clinician | None:
    """Return the clinician in the name of a side's service, if another one is told of elsewhere."""
    if not any(cue in _CLINICIANS for hit in reading.hits if _free(reading, hit) for cue in hit.cues):
        return None
    taken = (at for part in stretch.parts for at in sorted(part.taken))
    own = (cue for at in taken if at in reading.hit_of for cue in reading.hit_of[at].cues)
    return next((_CLINICIANS[cue] for cue in own if cue in _CLINICIANS), None)


def _speaks(reading: Reading, hit: Hit) -> bool:
    """Tell whether a clinician is who asks, about whatever follows: "LCSW: ...", "RN here"."""
    after = reading.atoms[hit.end].stem if hit.end < len(reading.atoms) else ""
    return hit.start == 0 and (after == ":" or reading.signals(hit.end, Cue.HERE))


def _asker(reading: Reading) -> Clinician | None:
    """Return the clinician who asks, where the text begins with it."""
    spoken = (hit for hit in reading.hits[:1] if _speaks(reading, hit) and _free(reading, hit))
    return next((_CLINICIANS[cue] for hit in spoken for cue in hit.cues if cue in _CLINICIANS), None)


def _another(reading: Reading, hit: Hit) -> bool:
    """Tell whether a clinician is not who asks: "our RD spends an hour …", "psychotherapy by our LCSW"."""
    before = reading.hit_of.get(hit.start - 1)
    if before is None:
        return False
    owned = hit.start - 1 in reading.light and bool(before.cues & {Cue.MINE, Cue.OURS})
    return owned or (Cue.DONE_BY in before.cues and before.end - before.start > 1)


def stated(reading: Reading, sides: Sequence[Said], numbers: Sequence[Number]) -> Stated:
    """Return what holds for the whole question."""
    metrics = _values(reading, _METRICS) | (
        {Metric.DOLLARS} if any(atom.sort is Sort.MONEY and atom.value is None for atom in reading.atoms) else set()
    )
    measured = {
        value for cue, value in _METRICS.items() for hit in reading.cues.get(cue, ()) if _measured(reading, hit)
    }
    by_name = any(side.doing for side in sides) and not all(side.doing for side in sides)
    by_name = by_name or any(side.named for side in sides)
    return Stated(
        metric=_only(measured & metrics) or _only(metrics),
        setting=_common(sides, lambda side: side.settings),
        year=_common(sides, lambda side: side.years),
        locality=_only({one for place in reading.places for one in place.localities}),
        zip_code=_only({place.zip_code for place in reading.places if place.zip_code}),
        track=_only(_values(reading, _TRACKS)),
        clinician=_asker(reading) or (None if by_name else _common(sides, lambda side: side.clinicians)),
        payer_multiple=_multiple(reading, numbers),
        rate=_rate(reading, numbers),
    )


def with_own(item: Item, own: Said, whole: Stated) -> Item:
    """Return the item with what its side alone says; what holds for the whole question is left to it."""
    return item.model_copy(
        update={
            "setting": None if whole.setting else _only(own.settings),
            "year": None if whole.year else _only(own.years),
            "clinician": None if whole.clinician else own.doing or own.named or _only(own.clinicians),
        }
    )


def _only(values: Collection[T]) -> T | None:
    """Return the one value, or None when there is none or more than one."""
    return next(iter(values)) if len(values) == 1 else None


def _common(sides: Sequence[Said], of: Callable[[Said], frozenset[T]]) -> T | None:
    """Return the one value that the sides state, unless it is all that sets one side apart."""
    values = {value for side in sides for value in of(side)}
    if any(side.borrowed and of(side) for side in sides) and not all(of(side) for side in sides):
        return None
    return _only(values)


def _free(reading: Reading, hit: Hit) -> bool:
    """Tell whether a signal is neither part of a service's name nor of a place, and not negated."""
    places = set(range(hit.start, hit.end))
    return places.isdisjoint(reading.named | reading.placed) and places.isdisjoint(reading.negated)


def _measured(reading: Reading, hit: Hit) -> bool:
    """Tell whether a metric is said to be what is measured in: "what do i earn in wRVU"."""
    return reading.signals(hit.start - 1, Cue.IN)


def _values(reading: Reading, table: dict[Cue, T]) -> set[T]:
    return {value for cue, value in table.items() for hit in reading.cues.get(cue, ()) if _free(reading, hit)}


def _multiple(reading: Reading, numbers: Sequence[Number]) -> Decimal | None:
    """Read "130 % of Medicare", "1.3 x Medicare" and "Medicare times 1.3"."""
    for number in numbers:
        after = reading.next_to(number.at, 1)
        if number.role is Role.PERCENT and number.value >= _LEAST_MULTIPLE and reading.has(Cue.MEDICARE):
            return number.value / 100
        times = reading.signals(after, Cue.TIMES) and reading.signals(reading.next_to(after, 1), Cue.MEDICARE)
        multiplied = reading.signals(number.at - 1, Cue.TIMES) and reading.signals(number.at - 2, Cue.MEDICARE)
        if (times or multiplied) and number.value > 0:
            return number.value
    return None


def _rate(reading: Reading, numbers: Sequence[Number]) -> Decimal | None:
    """Read "$52 a wRVU" and "52 dollars per RVU"."""
    amounts = [(at, atom.value) for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MONEY and atom.value]
    amounts += [(number.at, number.value) for number in numbers if number.role is Role.DOLLARS and number.value > 0]
    for at, value in amounts:
        named = any(reading.signals(step, *_PER) for step in range(at + 1, at + 1 + _REACH))
        if named and _LEAST_RATE <= value <= _MOST_RATE:
            return value
    return None
