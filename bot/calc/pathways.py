"""From an item to every way it could be billed: which codes, how many units, paid or not, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.calc.basis import Basis
from bot.domain.answer import PathwayState
from bot.domain.clinician import Clinician
from bot.domain.concept import Band, Concept, Kind, Line, Measure, Role, Rounding, Rule, Use
from bot.domain.limit import Often, PatientShare
from bot.domain.question import Item
from bot.domain.service import CodeRef
from bot.domain.source import Sure

TIMED_KINDS = frozenset({Kind.TALK, Kind.VISIT, Kind.PROCEDURE, Kind.TEST, Kind.IMAGING, Kind.ADDON})
"""Kinds whose stated minutes are the clinician's own. A care month's minutes are mostly other people's."""


@dataclass(frozen=True, slots=True)
class Billed:
    """One code and its units within a way."""

    ref: CodeRef
    units: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to bill one item (later: one side)."""

    rule: str
    label: str
    lines: tuple[Billed, ...]
    state: PathwayState
    role: Role
    sure: Sure
    cite: str
    basis: Basis
    both_sides: bool = False
    encounters: int = 1
    """How many separate patients or days it stands for; only the lines of one encounter bear on each other."""
    minutes: int | None = None
    """The asker's minutes for all of it."""
    apart: tuple[int, ...] = ()
    """Minutes said as part of this one's that are billed apart, and so are not in `minutes`."""
    charting: int | None = None
    """Minutes of one unit that were said to be charting, where the way goes by those with the patient alone."""
    threshold: int | None = None
    until: int | None = None
    """Most minutes of the band that it stands for."""
    often: Often | None = None
    patient: PatientShare | None = None
    condition: str | None = None
    note: str | None = None
    document: str | None = None
    who: tuple[Clinician, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the base codes in billing order."""
        return tuple(line.ref.code for line in self.lines)


def units_of(line: Line, measured: int) -> int:
    """Return how many units of a line the measured minutes or count make, capped where the rule has a cap."""
    if line.each is None:
        return line.units
    rest = max(measured - line.over, 0)
    if line.rounding is Rounding.WHOLE:
        units = rest // line.each
    elif line.rounding is Rounding.MIDPOINT:
        units = (2 * rest + line.each - 1) // (2 * line.each)
    else:
        units = -(-rest // line.each)
    return units if line.most is None else min(units, line.most)


def counted_minutes(item: Item, rule: Rule) -> int | None:
    """Return the minutes that a rule goes by: all of the date's, or without those that were said to be charting."""
    if item.minutes is None or item.charting is None or rule.of_date:
        return item.minutes
    return max(item.minutes - item.charting, 0)


def biller(item: Item, basis: Basis, concept: Concept) -> Clinician:
    """Return who is taken to bill: whoever was stated, else a physician, else whoever alone may.

    The last case is dietitians' and psychologists' own services; the answer says so.
    """
    stated = item.clinician or basis.clinician
    if stated is not None:
        return stated
    rules = basis.schedule.catalog.rules
    mains = [rules[use.rule] for use in concept.uses if use.role is Role.MAIN]
    if not mains or any(Clinician.PHYSICIAN in rule.who for rule in mains):
        return Clinician.PHYSICIAN
    return mains[0].who[0]


def ways(item: Item, basis: Basis) -> tuple[Way, ...]:
    """Return every way to bill an item, the ones that the verdict may rest on first.

    Raises `UnknownCodeError` when a code that the asker typed is not in the release. Ways of the rule table whose
    codes a release does not have (a code newer than the year asked about) are left out.
    """
    concept = basis.schedule.catalog.concepts[item.concept]
    own = basis.for_item(item if item.codes else _with_biller(item, basis, concept))
    found = _typed(item, concept, own) if item.codes else tuple(_from_rules(item, concept, own))
    return tuple(sorted(_promoted(found), key=_rank))


def _rank(way: Way) -> int:
    """Put what the verdict may rest on first, and what only other clinicians may bill last."""
    return {PathwayState.VERDICT: 0, PathwayState.OTHER_CLINICIAN: 2}.get(way.state, 1)


def rests_on(found: tuple[Way, ...]) -> tuple[Way, ...]:
    """Return the ways that the verdict rests on: paid ones, else the unpaid ways that the item mainly has."""
    verdict = tuple(way for way in found if way.state is PathwayState.VERDICT)
    return verdict or tuple(way for way in found if way.state is PathwayState.UNPAID and way.role is Role.MAIN)


def _with_biller(item: Item, basis: Basis, concept: Concept) -> Item:
    """Name the clinician who alone may bill an item, so that Medicare's share for them applies."""
    who = biller(item, basis, concept)
    stated = item.clinician or basis.clinician
    return item if stated is not None or who is Clinician.PHYSICIAN else item.model_copy(update={"clinician": who})


def _promoted(found: tuple[Way, ...]) -> tuple[Way, ...]:
    """Let the verdict rest on alternatives when the stated clinician may bill none of the main ways."""
    mains = {way.state for way in found if way.role is Role.MAIN}
    if mains & {PathwayState.VERDICT, PathwayState.UNPAID, PathwayState.NEAR_MISS}:
        return found
    return tuple(
        replace(way, state=PathwayState.VERDICT)
        if way.state is PathwayState.ALTERNATIVE and _paid(way.lines, way.basis)
        else way
        for way in found
    )


def _spent(item: Item, concept: Concept, *, counted: bool) -> int | None:
    """Return the asker's minutes for the whole item: one session's, or each encounter's times their number."""
    if item.minutes is None or concept.kind not in TIMED_KINDS:
        return None
    return item.minutes if counted or item.both_sides else item.minutes * item.quantity


def _typed(item: Item, concept: Concept, basis: Basis) -> tuple[Way, ...]:
    return tuple(_typed_way(ref, item, concept, allowed(ref, basis)) for ref in item.codes)


def allowed(ref: CodeRef, basis: Basis) -> Basis:
    """Leave out the stated clinician where no way of billing the code is open to them: no share of it is theirs."""
    if basis.clinician is None:
        return basis
    who = {one for rule, _ in basis.schedule.catalog.billing(ref.code).values() for one in rule.who}
    if not who or basis.clinician in who:
        return basis
    tag = ",".join(filter(None, (basis.tag, "whole amount")))
    return replace(basis, clinician=None, barred=basis.clinician, tag=tag)


def _typed_way(ref: CodeRef, item: Item, concept: Concept, basis: Basis) -> Way:
    """Bill a code that the asker typed: it stays, and what does not fit it is said."""
    row = basis.schedule.row(ref)
    catalog = basis.schedule.catalog
    both = item.both_sides or "50" in ref.modifiers
    rule, line = _rule_of(ref.code, concept, basis)
    units, note, threshold, until = (1 if both else item.quantity), None, None, None
    minutes = counted_minutes(item, rule) if rule is not None and rule.measure is Measure.MINUTES else None
    if rule is not None and minutes is not None:
        if line is not None and line.each is not None and rule.band(minutes) is not None:
            units = max(units_of(line, minutes), 1) * item.quantity
        threshold, until, note = _fit(ref.code, rule, minutes)
    service = catalog.services.get(ref.code)
    state = PathwayState.VERDICT if row.paid else PathwayState.UNPAID
    return Way(
        rule=rule.id if rule else "",
        label=service.name if service else concept.name,
        lines=(Billed(ref, units),),
        state=state,
        role=Role.MAIN,
        sure=Sure.FILE,
        cite=basis.schedule.release.cite,
        basis=basis,
        both_sides=both,
        encounters=1 if both or (row.counted_in_units and not basis.apart) else item.quantity,
        minutes=_spent(item, concept, counted=False),
        charting=item.charting if rule and not rule.of_date else None,
        threshold=threshold,
        until=until,
        often=rule.often if rule else None,
        patient=rule.patient if rule else None,
        condition=rule.condition if rule else None,
        note=_joined(barred(ref, basis), note, rule.note if rule and line and line.each is not None else None),
        document=rule.document if rule else None,
        who=rule.who if rule else (),
    )


def barred(ref: CodeRef, basis: Basis) -> str | None:
    """Return the sentence on a stated clinician to whom the code is not open."""
    if basis.barred is None:
        return None
    name = basis.schedule.catalog.shares[basis.barred].name
    return f"{ref.code} is not open to {name}; the amount is a physician's."


def _rule_of(code: str, concept: Concept, basis: Basis) -> tuple[Rule | None, Line | None]:
    """Return the rule and line that a typed code belongs to, the concept's own rules first."""
    known = basis.schedule.catalog.billing(code)
    own = (known[use.rule] for use in concept.uses if use.rule in known)
    return next(own, None) or next(iter(known.values()), (None, None))


def _fit(code: str, rule: Rule, minutes: int) -> tuple[int, int | None, str | None]:
    """Return the code's first and last minute and, when the minutes miss them, what that means in one sentence."""
    fitting = [band for band in rule.bands if any(line.ref.code == code for line in band.lines)]
    first, last = fitting[0], fitting[-1]
    if any(band.holds(minutes) for band in fitting):
        return first.start, last.end, None
    if minutes < first.start:
        reached = rule.band(minutes)
        other = f"; by time it would be {' + '.join(line.code for line in reached.lines)}" if reached else ""
        return first.start, last.end, f"{minutes} minutes do not reach {code}'s {first.start} by time{other}"
    return first.start, last.end, f"{minutes} minutes are past {code}'s {first.start} to {last.end} by time"


def _from_rules(item: Item, concept: Concept, basis: Basis) -> Iterator[Way]:
    clinician = biller(item, basis, concept)
    bases: dict[str, list[Way]] = {}
    for use in concept.uses:
        rule = basis.schedule.catalog.rules[use.rule]
        if use.role is Role.ADDON:
            yield from _added(use, rule, bases.get(use.with_rule or "", []), clinician)
            continue
        made = [way for way in _by_rule(item, concept, use, rule, basis, clinician) if _loaded(way)]
        bases[rule.id] = made
        yield from made


def _loaded(way: Way) -> bool:
    return all(way.basis.schedule.has(line.ref.code) for line in way.lines)


def _by_rule(item: Item, concept: Concept, use: Use, rule: Rule, basis: Basis, clinician: Clinician) -> Iterator[Way]:
    counted = rule.measure is Measure.COUNT and not basis.apart
    many = 1 if counted or item.both_sides else item.quantity
    minutes, condition = _spent(item, concept, counted=counted), _joined(rule.condition, use.condition)

    def made(lines: tuple[Billed, ...], state: PathwayState, threshold: int | None, until: int | None) -> Way:
        return Way(
            rule=rule.id,
            label=rule.label,
            lines=lines,
            state=state,
            role=use.role,
            sure=rule.sure,
            cite=rule.cite,
            basis=basis,
            both_sides=item.both_sides,
            encounters=many,
            minutes=minutes,
            charting=None if rule.of_date else item.charting,
            threshold=threshold,
            until=until,
            often=rule.often,
            patient=rule.patient,
            condition=condition,
            note=rule.note,
            document=rule.document,
            who=rule.who,
        )

    count = 1 if basis.apart else item.quantity
    measured = {Measure.COUNT: count, Measure.MINUTES: counted_minutes(item, rule)}.get(rule.measure)
    if measured is None and rule.measure is not Measure.NONE:
        # Nobody said how long: every band is shown, none is guessed. (A stated size has become codes by now.)
        decided = rule.measure is Measure.MINUTES and by_decision(item, concept, clinician, basis)
        for each in rule.bands if use.role is Role.MAIN else rule.bands[:1]:
            lines = _lines(each, each.start, many)
            state = _state(use.role, lines, basis, clinician, rule)
            if decided and state is PathwayState.VERDICT:
                state = PathwayState.ALTERNATIVE
            yield made(lines, state, *_bounds(each, rule))
        return
    band = rule.band(measured)
    lines = _lines(band, measured or 0, many) if band is not None else ()
    if band is not None and lines:
        yield made(lines, _state(use.role, lines, basis, clinician, rule), *_bounds(band, rule))
        return
    nearest = _nearest(rule, measured or 0)
    lines = _lines(nearest, nearest.start, many)
    missed = made(lines, PathwayState.NEAR_MISS, nearest.start, nearest.end)
    if clinician not in rule.who:
        # It is another clinician's first of all, and must not look as if it were reached.
        told = _joined(f"{measured} do not reach its {nearest.start}.", rule.note)
        missed = replace(missed, state=PathwayState.OTHER_CLINICIAN, note=told)
    yield missed


def by_decision(item: Item, concept: Concept, clinician: Clinician, basis: Basis) -> bool:
    """Tell whether nobody said how long an item takes, and its level follows from what is decided in it instead.

    A visit is billed by time or by decision making, whichever is documented; without a time only the latter is known.
    """
    mains = (basis.schedule.catalog.rules[use.rule] for use in concept.uses if use.role is Role.MAIN)
    open_to = [rule.measure for rule in mains if clinician in rule.who]
    return item.minutes is None and not item.codes and {Measure.MINUTES, Measure.NONE} <= set(open_to)


def _bounds(band: Band, rule: Rule) -> tuple[int | None, int | None]:
    """Return the minutes from which and up to which a band holds, where it goes by minutes."""
    return (band.start, band.end) if rule.measure is Measure.MINUTES else (None, None)


def _lines(band: Band, measured: int, many: int) -> tuple[Billed, ...]:
    counted = ((line.ref, units_of(line, measured)) for line in band.lines)
    return tuple(Billed(ref, units * many) for ref, units in counted if units)


def _nearest(rule: Rule, measured: int) -> Band:
    """Return the band whose start lies closest to what was measured."""
    return min(rule.bands, key=lambda band: abs(band.start - measured))


def _paid(lines: tuple[Billed, ...], basis: Basis) -> bool:
    return any(basis.schedule.row(line.ref).paid for line in lines)


def _state(role: Role, lines: tuple[Billed, ...], basis: Basis, clinician: Clinician, rule: Rule) -> PathwayState:
    if clinician not in rule.who:
        return PathwayState.OTHER_CLINICIAN
    if role is Role.ALTERNATIVE:
        return PathwayState.ALTERNATIVE
    return PathwayState.VERDICT if _paid(lines, basis) else PathwayState.UNPAID


def _added(use: Use, rule: Rule, bases: list[Way], clinician: Clinician) -> Iterator[Way]:
    """Join an add-on to each way it may be added to."""
    for base in bases:
        if base.state is not PathwayState.VERDICT:
            continue
        many = base.lines[0].units
        added = tuple(Billed(line.ref, line.units * many) for line in _lines(rule.bands[0], rule.bands[0].start, 1))
        way = replace(
            base,
            rule=rule.id,
            label=f"{base.label} with {rule.label}",
            lines=base.lines + added,
            role=Role.ADDON,
            state=PathwayState.ADDON if clinician in rule.who else PathwayState.OTHER_CLINICIAN,
            often=rule.often,
            patient=rule.patient,
            condition=_joined(rule.condition, use.condition),
            note=rule.note,
            document=_joined(base.document, rule.document),
            who=tuple(one for one in base.who if one in rule.who),
            sure=rule.sure,
            cite=rule.cite,
        )
        if _loaded(way):
            yield way


def _joined(*parts: str | None) -> str | None:
    told = [part for part in parts if part]
    return " ".join(told) if told else None
