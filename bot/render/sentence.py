"""The understood question in one short line of our own: for history lists, follow-ups and buttons."""

from calendar import month_name
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, assert_never

from bot.domain.catalog import Catalog
from bot.domain.question import (
    BreakEven,
    Change,
    Clarify,
    Compare,
    Explain,
    Item,
    Metric,
    OutOfScope,
    Question,
    RatePerHour,
    Recall,
    Stated,
    Stats,
    Tally,
    Target,
    Value,
    WhatIf,
    When,
)
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.render.numbers import usd, whole
from bot.render.wording import capital, counted, listed

_METRICS: Final = {Metric.WORK_RVU: "work RVU", Metric.TOTAL_RVU: "total RVU", Metric.DOLLARS: "dollars"}
_SETTINGS: Final = {Setting.OFFICE: "in the office", Setting.FACILITY: "in a facility"}
_TRACKS: Final = {Track.QP: "in an advanced payment model", Track.NONQP: "not in an advanced payment model"}
_CHANGES: Final = {Change.ADDED: "adding", Change.STOPPED: "stopping", Change.KEPT: "keeping", None: ""}
_TERMS: Final = {
    "dpc": "direct primary care",
    "value": "value-based pay",
    "cocm": "collaborative care",
    "apcm": "advanced primary care management",
    "blend": "a blend of fee-for-service and panel fee",
    "parity": "several ways to pay",
}
_MONTHLY: Final = frozenset({"cocm", "apcm"})
_TALLIES: Final = {
    Tally.ALL: "statistics",
    Tally.MOST_ASKED: "what is asked about most",
    Tally.MOST_COMPARED: "what is compared most",
    Tally.ASKERS: "how many people asked",
    Tally.UNANSWERED: "what stayed unanswered",
    Tally.TALK: "talk against procedures",
}
_DECLINED: Final = {
    "clinical": "a medical question",
    "claims": "a question about a claim",
    "private_payer": "a private payer's price",
    "person": "a question about one person",
    "steering": "an attempt to steer the bot",
    "future": "a price that is not published yet",
    "not_yet": "a question that is not answered yet",
    "unrelated": "a question about something else",
}
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


Asked = Compare | Value | RatePerHour | BreakEven | Target | WhatIf | Recall | Stats | Explain
"""Questions that ask something of us."""


def sentence(question: Question, catalog: Catalog) -> str:
    """Write the question in a line without a full stop: "30 min lifestyle counseling vs wart freezing"."""
    if isinstance(question, Clarify):
        return " vs ".join(sides(question.items, catalog)) or "a question that I had to ask back about"
    if isinstance(question, OutOfScope):
        return _DECLINED[question.reason]
    basis = question.stated
    if isinstance(question, Explain):
        basis = basis.model_copy(update={"metric": None})
    return ", ".join((_asked(question, catalog), *_stated(basis, catalog)))


def _asked(question: Asked, catalog: Catalog) -> str:
    match question:
        case Compare():
            return " vs ".join(sides(question.items, catalog))
        case Value():
            return " + ".join(phrase(item, catalog) for item in question.items)
        case RatePerHour():
            return f"{' vs '.join(sides(question.items, catalog))}, by the {question.per}"
        case BreakEven():
            return _break_even(question, catalog)
        case Target():
            return _target(question)
        case WhatIf():
            return _what_if(question, catalog)
        case Recall():
            return _recall(question, catalog)
        case Stats():
            return _stats(question, catalog)
        case Explain():
            return catalog.topics[question.topic].title if question.topic in catalog.topics else question.topic
        case _:
            assert_never(question)


def sides(items: Sequence[Item], catalog: Catalog) -> list[str]:
    """Write each side's services, those of one side joined."""
    ordered = sorted(items, key=lambda item: item.side or 0)
    return [
        " + ".join(phrase(item, catalog) for item in grouped)
        for _, grouped in groupby(ordered, key=lambda item: item.side)
    ]


def phrase(item: Item, catalog: Catalog) -> str:
    """Write one service as asked about: "3 x 20 min wart freezing", "knee injection, both sides"."""
    concept = catalog.concepts.get(item.concept)
    name = " + ".join(ref.written for ref in item.codes) or (concept.name if concept else item.concept)
    if item.minutes is not None:
        name = f"{item.minutes} min {name}"
    if item.both_sides:
        name = f"{name}, both sides"
    elif item.quantity > 1 and concept is not None and concept.counts and not item.codes:
        name = f"{name} ({item.quantity:,} {concept.counts})"
    elif item.quantity > 1:
        name = f"{item.quantity:,} x {name}"
    own = Stated(setting=item.setting, year=item.year, clinician=item.clinician)
    return " ".join((name, *_stated(own, catalog)))


def when(span: When | None) -> str:
    """Write a stretch of time as people say it; "" for all of it."""
    if span is None:
        return ""
    if span.weekday is not None:
        return f"last {_WEEKDAYS[span.weekday]}"
    if span.month is not None:
        return f"in {month_name[span.month]}"
    if span.count > 1:
        return f"the last {counted(span.count, span.unit)}"
    if span.unit == "day" and span.back <= 1:
        return "yesterday" if span.back else "today"
    if span.back <= 1:
        return f"{'last' if span.back else 'this'} {span.unit}"
    return f"{counted(span.back, span.unit)} ago"


def _stated(stated: Stated, catalog: Catalog) -> Iterator[str]:
    if stated.metric:
        yield f"in {_METRICS[stated.metric]}"
    if stated.setting:
        yield _SETTINGS[stated.setting]
    if stated.locality:
        newest = catalog.gpcis[max(catalog.gpcis)] if catalog.gpcis else {}
        place = newest.get(stated.locality)
        yield f"in {place.name.title() if place else stated.locality}"
    if stated.year:
        yield f"in {stated.year}"
    if stated.clinician:
        yield f"by {catalog.shares[stated.clinician].name}"
    if stated.track:
        yield _TRACKS[stated.track]
    if stated.payer_multiple is not None:
        yield f"at {_percent(stated.payer_multiple)} of Medicare"
    if stated.rate is not None:
        yield f"at {usd(stated.rate).removesuffix('.00')} a work RVU"


def _break_even(question: BreakEven, catalog: Catalog) -> str:
    first, *others = sides(question.items, catalog)
    span = f" a {question.period}" if question.period else ""
    other = " or ".join(others)
    if question.solve == "minutes":
        return f"how long a {first} has to be to equal {other}{span}"
    item = min(question.items, key=lambda one: one.side or 0)
    concept = catalog.concepts.get(item.concept)
    plain = concept is not None and not item.codes and item == Item(concept=item.concept, side=item.side)
    return f"how many {concept.many if concept is not None and plain else first} equal {other}{span}"


def _target(question: Target) -> str:
    if question.goal is None and question.goal_usd is not None:
        return f"a target of ${whole(question.goal_usd)} {'more' if question.extra else f'a {question.per}'}"
    if question.goal is None:
        return "a work RVU target"
    if question.extra:
        return f"a target of {whole(question.goal)} more work RVU"
    return f"a target of {whole(question.goal)} work RVU a {question.per}"


def _paid(question: WhatIf, kind: str, catalog: Catalog) -> str:
    """Write the question about a way to pay: its patients, and the services beside it."""
    own = [item for item in question.items if item.concept in catalog.concepts and catalog.concepts[item.concept].way]
    beside = [item for item in question.items if item not in own or kind not in _MONTHLY]
    patients = f" ({listed(phrase(item, catalog) for item in own)})" if own and kind in _MONTHLY else ""
    against = listed(phrase(item, catalog) for item in beside)
    if len({item.side for item in beside}) > 1:
        against = " against ".join(sides(beside, catalog))
    if not beside:
        return f"what if: {_TERMS[kind]}{patients}"
    joined = "under" if kind == "parity" else "beside"
    under = kind == "parity" or len(beside) == 1
    told = f"{against} {joined} {_TERMS[kind]}{patients}" if under else f"{_TERMS[kind]}: {against}"
    return f"what if: {told}"


def _what_if(question: WhatIf, catalog: Catalog) -> str:
    if question.terms is not None:
        return _paid(question, question.terms.kind, catalog)
    parts = []
    if len({item.side for item in question.items}) > 1:
        parts.append(" replaced by ".join(sides(question.items, catalog)))
    else:
        parts += [f"{_CHANGES[item.change]} {phrase(item, catalog)}".strip() for item in question.items]
    if question.by is not None:
        parts.append(f"{'a cut' if question.by < 0 else 'a rise'} of {_percent(abs(question.by))}")
    if question.more is not None:
        way = "less" if question.more < 0 else "more"
        parts.append(f"{abs(question.more).normalize():f} work RVU {way} a {question.base_per}")
    if question.factor is not None:
        parts.append(f"a conversion factor of ${question.factor.normalize():f}")
    span = f" a {question.period}" if question.period and question.items else ""
    return f"what if: {listed(parts) or 'a change'}{span}"


def _recall(question: Recall, catalog: Catalog) -> str:
    whose = "what you asked" if question.mine else "what was asked"
    about = listed((phrase(item, catalog) for item in question.items), "or")
    return " ".join(filter(None, (whose, f"about {about}" if about else "", when(question.when))))


def _stats(question: Stats, catalog: Catalog) -> str:
    about = listed((phrase(item, catalog) for item in question.items), "or")
    where = "in this channel" if question.channel else ""
    return " ".join(
        filter(None, (_TALLIES[question.tally], f"about {about}" if about else "", where, when(question.when)))
    )


def _percent(share: Decimal) -> str:
    return f"{whole(share * 100)} %"


def headed(question: Question, catalog: Catalog) -> str:
    """Write the question as the beginning of a line."""
    return capital(sentence(question, catalog))
