"""A term with its worked example, computed from the loaded schedule."""

from dataclasses import dataclass, replace

from bot.calc import explain_model
from bot.calc.basis import Basis
from bot.calc.changed import changed
from bot.calc.pathways import Billed, Way
from bot.calc.schedule import Schedule
from bot.calc.tally import Tally, tally
from bot.calc.trace import Trace
from bot.domain.answer import Figure, PathwayState
from bot.domain.clinician import Clinician
from bot.domain.concept import Role
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.domain.source import Sure
from bot.domain.topic import Example, Topic

GLOBAL_DAYS = {
    "000": "the day itself",
    "010": "the day and 10 days after",
    "090": "the day before, the day and 90 days after",
}
"""What the global-days indicator covers (RVU26B layout document)."""
MOST_CODES = 3
"""Codes in one example; more would bury the point."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked example."""

    tallies: tuple[Tally, ...]
    sentence: str
    figures: tuple[Figure, ...] = ()
    """Those that belong to no single way."""


def example(trace: Trace, topic: Topic, codes: tuple[str, ...], basis: Basis) -> Worked:
    """Return the example's pathways and its sentence.

    `codes` are those that the asker named; without them the topic's own are used. Raises `UnknownCodeError` for a
    code that the release does not have.
    """
    refs = tuple(CodeRef.parse(code) for code in (codes or topic.codes)[:MOST_CODES])
    if topic.example is Example.TOGETHER and len(refs) > 1:
        return Worked(*_together(trace, refs, basis))
    if topic.terms is not None:
        tallies, figures, sentence = explain_model.example(trace, topic, topic.terms, refs, basis)
        return Worked(tallies, sentence, figures)
    if topic.rate is not None and basis.rate is None:
        basis = replace(basis, rate=topic.rate)
    made: list[Tally] = []
    sentences: list[str] = []
    for ref in refs:
        tallies, sentence = _one(trace, topic, ref, basis, len(made))
        made.extend(tallies)
        sentences.append(sentence)
    if topic.example is Example.CHANGED:
        sentences.extend(changed(trace, basis))
    return Worked(tuple(made), " ".join(sentences))


def _together(trace: Trace, refs: tuple[CodeRef, ...], basis: Basis) -> tuple[tuple[Tally, ...], str]:
    """Price each code alone, and all on one patient's day; say what they take off each other."""
    alone = [_tallied(trace, index, f"{ref.written} alone", _way(ref, basis)) for index, ref in enumerate(refs)]
    paid = all(basis.schedule.row(ref).paid for ref in refs)
    joined = replace(
        _way(refs[0], basis),
        label=" + ".join(ref.written for ref in refs),
        lines=tuple(Billed(ref, 1) for ref in refs),
        state=PathwayState.VERDICT if paid else PathwayState.UNPAID,
    )
    day = _tallied(trace, len(refs), f"{joined.label} on one day", joined)
    told = [f"{one.pathway.label}: {_numbers(one)}" for one in (*alone, day)]
    return (*alone, day), ". ".join(["; ".join(told), *day.notes]) + "."


def _one(trace: Trace, topic: Topic, ref: CodeRef, basis: Basis, start: int) -> tuple[tuple[Tally, ...], str]:
    variants = _variants(topic.example, ref, basis)
    tallies = tuple(_tallied(trace, index, label, way) for index, (label, way) in enumerate(variants, start=start))
    return tallies, _sentence(topic.example, ref, tallies, basis)


def _tallied(trace: Trace, index: int, label: str, way: Way) -> Tally:
    made = tally(trace, f"x{index + 1}", None, (way,), in_verdict=True)
    shown = made.pathway.model_copy(update={"label": label})
    return replace(made, pathway=shown)


def _way(ref: CodeRef, basis: Basis, *, both_sides: bool = False, added: CodeRef | None = None) -> Way:
    refs = (ref,) if added is None else (ref, added)
    paid = all(basis.schedule.row(one).paid for one in refs)
    return Way(
        rule="",
        label=ref.written,
        lines=tuple(Billed(one, 1) for one in refs),
        state=PathwayState.VERDICT if paid else PathwayState.UNPAID,
        role=Role.MAIN,
        sure=Sure.FILE,
        cite=basis.schedule.release.cite,
        basis=basis,
        both_sides=both_sides,
    )


def _variants(kind: Example, ref: CodeRef, basis: Basis) -> tuple[tuple[str, Way], ...]:
    """Return what the example sets side by side: a label and a way each."""
    code = ref.written
    match kind:
        case Example.SETTINGS:
            return tuple(
                (f"{code}, {setting}", _way(ref, replace(basis, setting=setting, tag=setting.value)))
                for setting in Setting
            )
        case Example.YEARS | Example.CHANGED:
            return tuple((f"{code}, {year}", _way(ref, based)) for year, based in loaded_years(ref, basis))
        case Example.FACTORS:
            return tuple(
                (f"{code}, {track.value}", _way(ref, replace(basis, track=track, tag=track.value)))
                for track in (Track.NONQP, Track.QP)
            )
        case Example.BILATERAL:
            both = _way(ref, replace(basis, tag="both"), both_sides=True)
            return ((f"{code}, one side", _way(ref, basis)), (f"{code}, both sides", both))
        case Example.CLINICIANS:
            other = basis.reduced.clinician if basis.reduced is not None else Clinician.NP
            full = replace(basis, clinician=None)
            share = replace(basis, clinician=other, tag=str(other))
            return ((f"{code}, physician", _way(ref, full)), (f"{code}, {other}", _way(ref, share)))
        case Example.LOCALITIES:
            return ((f"{code}, national", _way(ref, replace(basis, gpci=None))), *_extremes(ref, basis))
        case Example.ADDON:
            addon = _addon(ref, basis)
            plain = (f"{code} alone", _way(ref, basis))
            return (plain, (f"{code} with {addon.written}", _way(ref, basis, added=addon))) if addon else (plain,)
        case _:
            return ((code, _way(ref, basis)),)


def loaded_years(ref: CodeRef, basis: Basis) -> tuple[tuple[str, Basis], ...]:
    """Return the newest release of each loaded year that has the code."""
    catalog = basis.schedule.catalog
    newest = {release.year: release for release in catalog.releases}
    found = []
    for year, release in sorted(newest.items()):
        schedule = Schedule(catalog, release)
        if schedule.has(ref.code):
            gpci = schedule.gpci(basis.gpci.id) if basis.gpci else None
            found.append((str(year), replace(basis, schedule=schedule, gpci=gpci, tag=str(year))))
    return tuple(found)


def _extremes(ref: CodeRef, basis: Basis) -> tuple[tuple[str, Way], ...]:
    """Return the localities of the year where practice expense is cheapest and dearest."""
    gpcis = basis.schedule.catalog.gpcis[basis.schedule.release.year].values()
    ordered = sorted(gpcis, key=lambda gpci: (gpci.pe, gpci.id))
    return tuple(
        (f"{ref.written}, {gpci.name.title()} ({gpci.state})", _way(ref, replace(basis, gpci=gpci, tag=gpci.id)))
        for gpci in (ordered[0], ordered[-1])
    )


def _addon(ref: CodeRef, basis: Basis) -> CodeRef | None:
    """Return the first code that some rule uses as an add-on to a rule that bills `ref`."""
    catalog = basis.schedule.catalog
    bases = catalog.billing(ref.code)
    uses = (use for concept in catalog.concepts.values() for use in concept.uses if use.with_rule in bases)
    adding = {code for use in uses for code in catalog.rules[use.rule].codes if basis.schedule.has(code)}
    return next((CodeRef(code=one) for one in catalog.services if one in adding), None)


def _sentence(kind: Example, ref: CodeRef, tallies: tuple[Tally, ...], basis: Basis) -> str:
    """Word the example. Every number in it is a figure or a CMS row's own field."""
    shown = "; ".join(f"{one.pathway.label}: {_numbers(one)}" for one in tallies)
    row = basis.schedule.row(ref)
    match kind:
        case Example.RATE:
            paid = tallies[0].numbers["credit_usd"].value
            return f"At ${basis.rate} a work RVU, say, {ref.written} pays the clinician ${paid:,}; {shown}."
        case Example.GLOBAL:
            known = basis.schedule.minutes(ref.code)
            span = GLOBAL_DAYS.get(row.global_days, f"no fixed days (indicator {row.global_days})")
            timed = f"; CMS counts {known.same_day:f} minutes on the day and {known.whole:f} in all" if known else ""
            return f"{ref.written} covers {span}{timed}."
        case Example.STATUS:
            return f"{ref.written} has status {row.status} in {basis.schedule.release.id}. {shown}."
        case _:
            return f"{shown}."


def _numbers(one: Tally) -> str:
    numbers = one.numbers
    if "allowed_usd" not in numbers:
        return "no national figure"
    paid = f"${numbers['allowed_usd'].value:,} from Medicare"
    if not one.pathway.paid_by_medicare:
        paid += f" (would be ${numbers['would_be_usd'].value:,})"
    return f"{numbers['work_rvu'].value} work RVU, {numbers['total_rvu'].value} total RVU, {paid}"
