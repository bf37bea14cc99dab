"""What an answer takes for granted, and what its figures leave out, in plain sentences."""

from collections.abc import Iterator
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.pathways import biller, by_decision
from bot.calc.sides import Weighed
from bot.domain.answer import Pathway, PathwayState
from bot.domain.clinician import Clinician
from bot.domain.concept import Concept, Kind, Measure
from bot.domain.question import Item, Stated
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting, Status

STATUS_WORDS = {
    Status.ACTIVE: "paid separately where covered",
    Status.RESTRICTED: "paid with restricted coverage",
    Status.INJECTION: "paid only when nothing else is payable that day",
    Status.BUNDLED: "always inside the payment of another service",
    Status.CONTRACTOR_PRICED: "priced by the Medicare contractor, so there is no national figure",
    Status.EXCLUDED: "not paid under this fee schedule",
    Status.NOT_VALID: "not valid for Medicare, which uses another code",
    Status.ANESTHESIA: "anesthesia, paid by base units and time",
    Status.MEASUREMENT: "a reporting code without payment",
    Status.NOT_COVERED: "not covered by Medicare",
    Status.NO_SEPARATE_PAYMENT: "not paid separately",
    Status.OTHER_SCHEDULE: "paid under another Medicare schedule, if at all",
}
"""What each status letter means for payment (RVU26B layout document, attachment A), in our words."""


def readings(weighed: tuple[Weighed, ...], basis: Basis) -> tuple[str, ...]:
    """Return what was taken for granted about the words, for the first line."""
    return tuple(dict.fromkeys(_readings(weighed, basis)))


def _readings(weighed: tuple[Weighed, ...], basis: Basis) -> Iterator[str]:
    if basis.per_encounter:
        yield (
            "this clinic is an FQHC or RHC, which Medicare pays per encounter, so the dollars here are not its payment "
            "and the comparison does not apply to it"
        )
    concepts = basis.schedule.catalog.concepts
    for one in weighed:
        for item in one.items:
            concept = concepts[item.concept]
            if item.assumed:
                yield f"{concept.name} read as {item.assumed}"
            elif taken := _taken(item, concept):
                yield f"{concept.name} read as {taken}"
            if item.both_sides:
                yield f"{_said(item, concept)} on both sides, one day (modifier 50)"
            if _one_long_session(one, item, concept):
                yield f"{item.minutes} minutes read as one session, {concept.one}"
            if by_decision(item, concept, biller(item, basis, concept), basis) and not one.solved:
                yield f"no length given for {concept.one}: billed by decision making, not by time"
            elif _length_missing(one, item, concept, basis):
                yield f"no length given for {concept.one}: every time band is shown"


def _taken(item: Item, concept: Concept) -> str:
    """Return what the asker's words leave open and is taken for granted, or nothing."""
    if item.codes:
        return ""
    one = concept.uncounted if item.quantity == 1 else None
    return ", ".join(told for told in (concept.reading, one) if told)


def _said(item: Item, concept: Concept) -> str:
    return " / ".join(ref.written for ref in item.codes) or concept.name


LONG_SESSION = 120
"""Minutes from which a talk could as well be several sessions, so that one is said to be taken for granted."""


def _one_long_session(one: Weighed, item: Item, concept: Concept) -> bool:
    return concept.kind is Kind.TALK and bool(one.verdict) and (item.minutes or 0) >= LONG_SESSION


def _length_missing(one: Weighed, item: Item, concept: Concept, basis: Basis) -> bool:
    """Tell whether the pathways of an item span time bands because nobody said how long it takes."""
    rules = basis.schedule.catalog.rules
    timed = any(rules[use.rule].measure is Measure.MINUTES and len(rules[use.rule].bands) > 1 for use in concept.uses)
    unsaid = item.minutes is None and not item.codes
    return timed and unsaid and len(one.verdict) > 1 and not one.solved


def assumptions(
    weighed: tuple[Weighed, ...], basis: Basis, stated: Stated, *, a_minute: bool = True
) -> tuple[str, ...]:
    """Return the choices that the asker did not make, each with what was taken instead.

    Without `a_minute` the answer tells nothing by the minute, so whose minutes those are is left out.
    """
    return tuple(dict.fromkeys(_assumptions(weighed, basis, stated, a_minute=a_minute)))


def _assumptions(weighed: tuple[Weighed, ...], basis: Basis, stated: Stated, *, a_minute: bool) -> Iterator[str]:
    for one in weighed:
        if a_minute:
            yield from _minutes_assumed(one)
        yield from one.timing
        yield from _units_assumed(one, basis)
    if stated.setting is None:
        yield f"{'Office (non-facility)' if basis.setting is Setting.OFFICE else 'Facility'} prices"
    if basis.gpci is None:
        yield "National prices, no locality"
    if stated.track is None and basis.schedule.factor(basis.track).track is not None:
        other = basis.schedule.factor(Track.QP if basis.track is Track.NONQP else Track.NONQP)
        who = "not in" if basis.track is Track.NONQP else "in"
        yield f"A clinician {who} an advanced payment model (the other factor is ${other.value})"
    if basis.clinician is None:
        yield from _billers(weighed, basis)


def _billers(weighed: tuple[Weighed, ...], basis: Basis) -> Iterator[str]:
    """Say who is taken to bill each item that names nobody: a physician, or the only ones who may."""
    catalog = basis.schedule.catalog
    for one in weighed:
        for item in one.items:
            if item.clinician is None:
                who = biller(item, basis, catalog.concepts[item.concept])
                if who is Clinician.PHYSICIAN:
                    yield f"Billed by {catalog.shares[who].name}"
                else:
                    share = catalog.shares[who]
                    paid = "" if share.share == 1 or item.codes else f", whom Medicare pays {percent(share.share)}"
                    yield f"{_said(item, catalog.concepts[item.concept])}: billed by {share.name}{paid}"


def _minutes_assumed(one: Weighed) -> Iterator[str]:
    if not one.verdict or one.side.kind is Kind.MONTH or one.solved:
        return
    pathway = one.verdict[0].pathway
    same_day = pathway.cms_same_day_minutes
    if one.side.minutes_are_cms and same_day is not None:
        spans = sorted({item.pathway.cms_same_day_minutes or same_day for item in one.verdict})
        shown = (
            f"{spans[0].normalize():f}" if len(spans) == 1 else f"{spans[0].normalize():f} to {spans[-1].normalize():f}"
        )
        yield f"{one.side.name}: no minutes given, so a minute is one of CMS's {shown} same-day minutes"


def _units_assumed(one: Weighed, basis: Basis) -> Iterator[str]:
    concepts = basis.schedule.catalog.concepts
    for item, answered in zip(one.items, one.answered, strict=True):
        counts = concepts[item.concept].counts
        apart = basis.for_item(item).apart
        in_one = counts and not item.codes and not apart
        if in_one and item.quantity > 1 and not item.both_sides and one.verdict:
            pathway = one.verdict[0].pathway
            billed = " + ".join(
                code if units == 1 else f"{code} x {units}"
                for code, units in zip(pathway.codes, pathway.units, strict=True)
            )
            yield f"{item.quantity} {counts} in one session are billed as {billed}"
        elif item.quantity > 1 and not item.both_sides and answered.units:
            rows = (basis.for_item(item).schedule.row(ref) for ref in item.codes)
            of_day = bool(item.codes) and not apart and all(row.counted_in_units for row in rows)
            how = "units of one day" if of_day else "separate encounters, priced one by one"
            yield f"{item.quantity} x {_said(item, concepts[item.concept])}: {how}"


def caveats(weighed: tuple[Weighed, ...], basis: Basis) -> tuple[str, ...]:
    """Return what the figures leave out, the most telling first."""
    return tuple(dict.fromkeys(_caveats(weighed, basis)))


def _caveats(weighed: tuple[Weighed, ...], basis: Basis) -> Iterator[str]:
    # What cannot be one claim is told first, then that priced is not covered.
    for one in weighed:
        for way in one.verdict:
            yield from way.clashes
    yield from coverage(weighed, basis)
    concepts = basis.schedule.catalog.concepts
    for one in weighed:
        if not one.verdict:
            yield from _nothing_reached(one)
        for way in one.verdict:
            yield from unpaid(way.pathway, basis)
            yield from _unusual(way.pathway, basis)
            yield from filter(None, (way.pathway.note,))
            yield from way.notes
        for item in one.items:
            yield from concepts[item.concept].caveats
            yield from _both_sides(item, one, basis)
        yield from _paid_less(one, basis)
        if len(one.items) > 1:
            yield "Code-pair edits and unit maximums are not in the data: a bundled pair would pay less"
    yield "Dollars are practice revenue before cost: practice expense pays staff, room and supplies"
    yield "Work RVU is what many contracts pay on; your contract decides"
    if not basis.per_encounter:
        yield "Federally qualified and rural health clinics are paid per encounter: this does not apply there"


def _nothing_reached(one: Weighed) -> Iterator[str]:
    for other in one.others:
        pathway = other.pathway
        if pathway.state is PathwayState.NEAR_MISS and pathway.threshold is not None:
            yield f"{' + '.join(pathway.codes)} needs at least {pathway.threshold} minutes"


def unpaid(pathway: Pathway, basis: Basis) -> Iterator[str]:
    """Say of each unpaid line what its status means and what is used instead."""
    services = basis.schedule.catalog.services
    for code in pathway.codes:
        row = basis.schedule.row(CodeRef.parse(code))
        if row.paid:
            continue
        service = services.get(row.code)
        instead = f" Instead: {service.instead}" if service is not None and service.instead else ""
        yield f"{code} has status {row.status}: {STATUS_WORDS[row.status]}.{instead}"


def _unusual(pathway: Pathway, basis: Basis) -> Iterator[str]:
    for code in pathway.codes:
        if basis.schedule.row(CodeRef.parse(code)).unusual(basis.setting):
            where = "an office" if basis.setting is Setting.OFFICE else "a facility"
            yield f"CMS marks {code} as rarely or never done in {where}"


def _both_sides(item: Item, one: Weighed, basis: Basis) -> Iterator[str]:
    if not item.both_sides or not one.verdict:
        return
    for code in one.verdict[0].pathway.codes:
        indicator = basis.schedule.row(CodeRef.parse(code)).bilateral
        paid = {"1": "150 % of one side", "3": "each side in full"}.get(indicator, "nothing extra for the second side")
        yield f"{code} has bilateral indicator {indicator}: both sides on one day pay {paid}"


def _paid_less(one: Weighed, basis: Basis) -> Iterator[str]:
    """Name the payment share where only clinicians who are paid less may bill, and the asker named none."""
    catalog = basis.schedule.catalog
    if basis.clinician is not None:
        return
    for item in one.items:
        rules = [catalog.rules[use.rule] for use in catalog.concepts[item.concept].uses]
        shares = {catalog.shares[who].share for rule in rules[:1] for who in rule.who if who in catalog.shares}
        if item.codes and item.clinician is None and shares and max(shares) < 1:
            who = catalog.shares[rules[0].who[0]]
            yield f"The dollars are the full schedule amount; Medicare pays {who.name} {percent(who.share)} of it"


def percent(share: Decimal) -> str:
    """Write a fraction as a percentage without trailing zeros: 0.85 is "85 %"."""
    return f"{(share * 100).normalize():f} %"


def coverage(weighed: tuple[Weighed, ...], basis: Basis) -> Iterator[str]:
    """Say of each code of the verdict when Medicare pays it at all."""
    services = basis.schedule.catalog.services
    for one in weighed:
        for way in one.verdict:
            for line in way.pathway.lines:
                service = services.get(line.code.split("-")[0])
                if service is not None and service.coverage:
                    yield f"{line.code}: {service.coverage}"
