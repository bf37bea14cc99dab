"""The price of one line: a code with its modifiers and units, under one basis."""

from collections.abc import Iterator
from decimal import Decimal

from bot.calc.anesthesia import anesthesia
from bot.calc.basis import Basis, settle
from bot.calc.card import status_words
from bot.calc.charges import ASSIGNMENT_CITE, Charges, charges
from bot.calc.engine import basis_line
from bot.calc.notes import percent
from bot.calc.pathways import allowed, barred
from bot.calc.payment import Priced, price
from bot.calc.sources import dated, sources
from bot.calc.trace import Num, Trace
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Stated
from bot.domain.quote import Quote
from bot.domain.service import CodeRef, ServiceRow, Setting, Status
from bot.domain.source import Sure
from bot.errors import BadQuestionError

OWN_ROW = frozenset({"26", "TC", "53"})
BOTH_SIDES = "50"
NO_CHANGE = frozenset({"24", "25", "57", "59", "LT", "RT", "XE", "XP", "XS", "XU"})
"""Modifiers that say why a line is paid, or where it was done, and leave its price as it is."""
_PLACES = {Setting.OFFICE: "an office", Setting.FACILITY: "a facility"}

_DOUBT = {Sure.SECOND: " (second-hand)", Sure.UNCONFIRMED: " (unconfirmed)"}


def quote(ref: CodeRef, units: int, context: Context, catalog: Catalog) -> Quote:
    """Price one line by itself, without what other lines of the day take off it.

    Raises `BadQuestionError` for a modifier whose price is not computed here, and what `Schedule` raises for a code,
    release or place that is not loaded.
    """
    unknown = [modifier for modifier in ref.modifiers if modifier not in {*OWN_ROW, *NO_CHANGE, BOTH_SIDES}]
    if unknown:
        msg = f"What modifier {unknown[0]} does to a price is not computed here."
        raise BadQuestionError(
            msg, "Modifiers that are: 26, TC, 53 and 50, and those that change no price, such as 25."
        )
    basis = allowed(ref, settle(Stated(), context, catalog))
    trace = Trace()
    row = basis.schedule.row(ref)
    both = BOTH_SIDES in ref.modifiers
    one, line = (price(trace, ref, count, basis, both_sides=both) for count in (1, units))
    priced = row.has_rvus
    follows = charges(trace, one, line, basis)
    service = catalog.services.get(ref.code)
    apart = Trace()
    unpriced = (anesthesia(apart, basis),) if row.status is Status.ANESTHESIA else ()
    steps = trace.steps if priced else apart.steps
    return Quote(
        code=ref.code,
        modifier="-".join(ref.modifiers),
        name=service.name if service is not None else None,
        units=units,
        status=row.status,
        status_words=status_words(row),
        paid=row.paid,
        work_rvu=line.work.value if priced else None,
        total_rvu=line.total.value if priced else None,
        allowed_usd=_allowed(row, line),
        would_be_usd=line.usd.value if priced and row.amount_known and not row.paid else None,
        nonpar_usd=_value(follows.nonpar),
        limiting_charge_usd=_value(follows.limiting),
        coinsurance_usd=_value(follows.coinsurance),
        basis=_line(basis, context),
        notes=(*unpriced, *_notes(row, units, basis, follows)),
        steps=steps,
        sources=sources(steps, (), catalog, basis.schedule.release.cite, *_uncounted(follows)),
    )


def _line(basis: Basis, context: Context) -> str:
    line, schedule = basis_line(basis), basis.schedule
    return line if context.on is None else dated(line, schedule.release.id, schedule.catalog, context.on)


def _value(number: Num | None) -> Decimal | None:
    return None if number is None else number.value


def _allowed(row: ServiceRow, line: Priced) -> Decimal | None:
    """Return what Medicare allows, nothing included; None where this schedule does not say."""
    if not row.amount_known:
        return None
    return line.usd.value if row.paid else Decimal("0.00")


def _notes(row: ServiceRow, units: int, basis: Basis, follows: Charges) -> Iterator[str]:
    service = basis.schedule.catalog.services.get(row.code)
    if service is not None:
        yield from filter(None, (service.coverage, service.instead))
    yield from filter(None, (barred(CodeRef(code=row.code), basis),))
    if basis.reduced is not None and row.paid:
        unsure = _DOUBT.get(basis.schedule.catalog.citations[basis.reduced.cite].sure, "")
        paid = f"Medicare pays {basis.reduced.name} {percent(basis.reduced.share)} of the schedule"
        yield f"{paid}{unsure}; the work RVU stays whole."
    if row.has_rvus and row.unusual(basis.setting):
        yield f"CMS marks it as rarely or never done in {_PLACES[basis.setting]}."
    if units > 1:
        yield "How many units Medicare takes on one day is not in the data."
    if follows.coinsurance is not None:
        yield "The patient pays after the yearly deductible, and nothing for services that the law frees of it."
        if follows.nonpar is None:
            yield "This type of clinician has to accept assignment, so there is no limiting charge (unconfirmed)."
    elif row.paid:
        yield "What another payer leaves to the patient, its own contract says."


def _uncounted(follows: Charges) -> tuple[str, ...]:
    """Return the citations of what is said without a number."""
    return (ASSIGNMENT_CITE,) if follows.coinsurance is not None and follows.nonpar is None else ()
