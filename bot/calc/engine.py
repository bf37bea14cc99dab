"""The single entry to the calculation: a question and its context in, an answer out. Same input, same output."""

from dataclasses import replace
from itertools import chain
from typing import Final, assert_never

from bot.calc.bands import bands_chart, cheapest
from bot.calc.basis import Basis, settle
from bot.calc.card import card
from bot.calc.charts import chart, own_chart, year_chart
from bot.calc.compare import break_even_counts, ratios
from bot.calc.cuts import cut
from bot.calc.duration import goes_by_length, solve_minutes
from bot.calc.explain import example
from bot.calc.ledger import CONTRACT, Ledger
from bot.calc.lesions import solve_lesions
from bot.calc.notes import assumptions, caveats, coverage, percent, readings, unpaid
from bot.calc.parity import parity
from bot.calc.payment_models import model
from bot.calc.sides import Weighed, weigh
from bot.calc.sources import rests_on, sources
from bot.calc.split import split
from bot.calc.suppose import suppose
from bot.calc.targets import needed
from bot.calc.trace import Trace
from bot.calc.visits import apart, counted
from bot.domain.answer import Answer, AnswerItem, Asking, Figure
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import (
    BreakEven,
    Choice,
    Clarify,
    Compare,
    Explain,
    Item,
    OutOfScope,
    Question,
    RatePerHour,
    Recall,
    Stats,
    Target,
    Value,
    WhatIf,
)
from bot.domain.service import CodeRef
from bot.errors import BadQuestionError

PER_ENCOUNTER = "cfr_405_2464"
"""Citation of how Medicare pays federally qualified and rural health clinics."""
OWN_NUMBERS = "your own numbers alone; nothing of a fee schedule enters"
"""The source line of an answer that no price or RVU of a release is in."""

_TIMED: Final = frozenset({"model_usd_per_minute", "visits_usd"})
"""Figures of a way to pay that rest on how long a service takes."""


def answer(question: Question, context: Context, catalog: Catalog) -> Answer:
    """Answer an understood question. The verdict's wording is left to the renderer.

    Raises a child of `RvuError` when the question names a code, year or place that is not loaded, or cannot be
    answered as put.
    """
    _check(question.items, catalog)
    match question:
        case Compare() | Value():
            return _weighed(question, context, catalog)
        case RatePerHour():
            return _weighed(question, context, catalog, hourly=True)
        case BreakEven():
            return _break_even(question, context, catalog)
        case Target():
            return _target(question, context, catalog)
        case WhatIf():
            return _supposed(question, context, catalog)
        case Recall() | Stats():
            msg = "What was asked before is no matter of calculation."
            raise BadQuestionError(
                msg, "Ask where questions are kept: on a server, in a direct message or in the chat."
            )
        case Explain():
            return _explained(question, context, catalog)
        case Clarify():
            return _asked_back(question, catalog)
        case OutOfScope():
            return Answer(intent="out_of_scope", question=question, items=_named(question.items, catalog))
    assert_never(question)


def _check(items: tuple[Item, ...], catalog: Catalog) -> None:
    """Refuse items that the catalog does not know, and counts that can be meant in more than one way."""
    for item in items:
        if item.concept not in catalog.concepts:
            msg = "That question names a service that the catalog no longer has."
            raise BadQuestionError(msg, "Ask again in words or by code.")
        if item.both_sides and item.quantity > 2:  # noqa: PLR2004 - a body has two sides
            msg = f"{item.quantity} on both sides can be meant in more than one way."
            raise BadQuestionError(msg, "Ask about both sides on one day, or say how many there are without the sides.")


def _weighed(
    question: Compare | Value | RatePerHour, context: Context, catalog: Catalog, *, hourly: bool = False
) -> Answer:
    basis = settle(question.stated, context, catalog)
    trace = Trace()
    weighed = weigh(trace, question.items, basis, hourly=hourly)
    found = ratios(trace, weighed)
    if question.split:
        shares, told, stacked = split(trace, weighed, basis, basis_line(basis))
        made = _answer(question, trace, weighed, basis, (*found, *shares), hourly=hourly)
        return made.model_copy(update={"details": told, "chart": stacked or made.chart})
    ref = _card_code(question, weighed) if isinstance(question, Value) and question.card else None
    if ref is None:
        return _answer(question, trace, weighed, basis, found, hourly=hourly)
    details = card(trace, ref, basis)
    drawn = year_chart(trace, ref, basis, basis_line(basis))
    made = _answer(question, trace, weighed, basis, found, hourly=hourly)
    return made.model_copy(update={"details": details, "chart": drawn or made.chart})


def _card_code(question: Value, weighed: tuple[Weighed, ...]) -> CodeRef | None:
    """Return the one code that is asked about, or the code that the words stand for."""
    typed = [ref for item in question.items for ref in item.codes]
    found = [CodeRef.parse(code) for one in weighed for made in one.verdict[:1] for code in made.pathway.codes]
    return next(iter((*typed, *found)), None)


def _break_even(question: BreakEven, context: Context, catalog: Catalog) -> Answer:
    basis = settle(question.stated, context, catalog)
    trace = Trace()
    numbers = {item.side for item in question.items}
    if len(numbers) < 2:  # noqa: PLR2004 - a break-even has two sides
        msg = "A break-even needs two things to set equal."
        raise BadQuestionError(msg, "Ask for example how many wart freezings equal one level 4 visit.")
    first, *rest = sorted(question.items, key=lambda item: item.side or 0)
    if question.solve == "minutes" and (first.codes or not goes_by_length(first, basis)):
        return _paced(question, trace, weigh(trace, question.items, basis), basis)
    if question.solve == "minutes":
        (target,) = weigh(trace, tuple(rest), basis)[:1]
        tallies, found = solve_minutes(trace, first, target, basis)
        (asked,) = weigh(Trace(), (first,), basis)
        codes = dict.fromkeys(chain.from_iterable(one.pathway.codes for one in tallies))
        answered = asked.answered[0].model_copy(update={"codes": tuple(codes) or asked.answered[0].codes})
        source = basis_line(basis)
        drawn = bands_chart(trace, first, basis, source, cheapest(target))
        solved = replace(asked, verdict=tallies, others=(), answered=(answered,), solved=True)
        made = _answer(question, trace, (solved, target), basis, found)
        return made.model_copy(update={"chart": drawn or made.chart})
    weighed = weigh(trace, question.items, basis)
    counts = break_even_counts(trace, weighed[0], weighed[1])
    alone = len(question.items) == len(numbers) == 2  # noqa: PLR2004 - one service on each side
    lesions = solve_lesions(trace, first, weighed[1], basis) if alone else ()
    level = parity(trace, weighed[0], weighed[1])
    return _answer(question, trace, weighed, basis, (*counts, *lesions, *ratios(trace, weighed), *level))


def _paced(question: BreakEven, trace: Trace, weighed: tuple[Weighed, ...], basis: Basis) -> Answer:
    """Answer how long a service whose pay is the same at any length may take, so that its minute is worth another's.

    Raises `BadQuestionError` where a side has no minutes or brings nothing.
    """
    found = tuple(one for one in parity(trace, *weighed[:2], turned=False) if one.key == "parity_minutes")
    if not found:
        msg = "What that service pays does not depend on how long it takes."
        raise BadQuestionError(msg, "Ask how many of it equal the other, or compare the two per minute.")
    return _answer(question, trace, weighed, basis, found)


def _answer(
    question: Compare | Value | RatePerHour | BreakEven,
    trace: Trace,
    weighed: tuple[Weighed, ...],
    basis: Basis,
    found: tuple[Figure, ...],
    *,
    hourly: bool = False,
) -> Answer:
    pathways = tuple(tallied.pathway for one in weighed for tallied in (*one.verdict, *one.others))
    line, steps = basis_line(basis), trace.steps
    return Answer(
        intent=question.intent,
        question=question,
        items=_as_said(question.items, weighed),
        sides=tuple(one.side for one in weighed),
        pathways=pathways,
        figures=(*(figure for pathway in pathways for figure in pathway.figures), *found),
        steps=steps,
        readings=readings(weighed, basis),
        assumptions=assumptions(weighed, basis, question.stated),
        caveats=caveats(weighed, basis),
        sources=sources(steps, pathways, basis.schedule.catalog, *_said_without_number(basis)),
        release=basis.schedule.release.id,
        basis=line,
        see_also=(*_other_readings(question, basis.schedule.catalog), *_split_offered(question, weighed)),
        chart=chart(weighed, line, hourly=hourly),
    )


def _target(question: Target, context: Context, catalog: Catalog) -> Answer:
    """Answer a target. Work RVU are the same in every place and setting, so no price enters."""
    basis = replace(settle(question.stated, context, catalog), apart=True)
    ledger = Ledger(Trace())
    items = apart(question.items)
    weighed = weigh(ledger.trace, items, basis) if items else ()
    counted(ledger, question, needed(ledger, question, basis.rate), weighed)
    if weighed:
        ledger.caveats.append("The record and medical necessity decide what a visit is billed as, never a target")
    ledger.caveats += coverage(weighed, basis)
    ledger.caveats += [told for one in weighed for way in one.verdict for told in unpaid(way.pathway, basis)]
    ledger.caveats.append(CONTRACT)
    return _gathered(question, ledger, items, weighed, basis)


def _supposed(question: WhatIf, context: Context, catalog: Catalog) -> Answer:
    """Answer a supposition: another way to pay, a cut, or services that come and go."""
    basis = replace(settle(question.stated, context, catalog), apart=question.period is not None)
    ledger = Ledger(Trace())
    items: tuple[Item, ...] = question.items
    weighed: tuple[Weighed, ...] = ()
    if question.terms is not None:
        modelled = model(ledger, question, question.terms, basis)
        items, weighed = modelled.items, modelled.weighed
    elif question.cuts:
        weighed = cut(ledger, question, basis)
        items = tuple(item for one in weighed for item in one.items)
    elif question.items:
        found = suppose(ledger, question, basis)
        items, weighed = found.items, found.weighed
    else:
        ledger.lacks("which service to add, stop or swap, and how often")
    if weighed:
        timed = any(figure.key in _TIMED for figure in ledger.figures)
        stated = question.stated
        if question.moved is not None:
            stated = stated.model_copy(update={"setting": question.moved})  # both settings are said by the items
        ledger.assumptions += assumptions(weighed, basis, stated, a_minute=timed)
        ledger.caveats += caveats(weighed, basis)
    else:
        ledger.caveats.append(CONTRACT)
    return _gathered(question, ledger, items, weighed, basis)


def _gathered(
    question: Target | WhatIf, ledger: Ledger, items: tuple[Item, ...], weighed: tuple[Weighed, ...], basis: Basis
) -> Answer:
    """Make the answer of what a ledger holds; where it holds nothing, ask for what is missing."""
    asking = None if ledger.ask is None else Asking(ask=ledger.ask)
    if asking is not None and not ledger.figures and not weighed:
        needs = Clarify(ask=f"To work that out I need {ledger.wanted}.", items=question.items)
        return _asked_back(needs, basis.schedule.catalog)
    pathways = tuple(tallied.pathway for one in weighed for tallied in (*one.verdict, *one.others))
    figures = (*(figure for pathway in pathways for figure in pathway.figures), *ledger.figures)
    line = basis_line(basis) if weighed else OWN_NUMBERS
    steps = ledger.trace.steps
    return Answer(
        intent=question.intent,
        question=question,
        items=_as_said(items, weighed),
        sides=tuple(one.side for one in weighed),
        pathways=pathways,
        figures=figures,
        steps=steps,
        readings=(*readings(weighed, basis), *ledger.readings),
        formulas=ledger.worked_out,
        assumptions=tuple(dict.fromkeys(ledger.assumptions)),
        caveats=tuple(dict.fromkeys(ledger.caveats)),
        sources=sources(steps, pathways, basis.schedule.catalog, *ledger.cites),
        release=basis.schedule.release.id if weighed else None,
        basis=line,
        clarify=asking,
        chart=own_chart(question, tuple(ledger.figures), weighed, line),
    )


def _said_without_number(basis: Basis) -> tuple[str, ...]:
    """Return the citations of what is said beside the numbers."""
    return (PER_ENCOUNTER,) if basis.per_encounter else ()


def _as_said(items: tuple[Item, ...], weighed: tuple[Weighed, ...]) -> tuple[AnswerItem, ...]:
    """Return the answered items in the order said, whatever side they stand on."""
    made = {id(item): of_item for one in weighed for item, of_item in zip(one.items, one.answered, strict=True)}
    return tuple(made[id(item)] for item in items if id(item) in made)


def _explained(question: Explain, context: Context, catalog: Catalog) -> Answer:
    topic = catalog.topics.get(question.topic)
    if topic is None:
        msg = "There is no entry for that term."
        raise BadQuestionError(msg, "Ask about work RVU, conversion factors, global periods or modifiers.")
    basis = settle(question.stated, context, catalog)
    trace = Trace()
    named = tuple(ref.written for item in question.items for ref in item.codes)
    worked = example(trace, topic, named, basis)
    pathways = tuple(one.pathway for one in worked.tallies)
    banded = Item(concept=topic.bands) if topic.bands is not None else None
    drawn = None if banded is None else bands_chart(trace, banded, basis, basis_line(basis))
    steps = trace.steps
    return Answer(
        intent="explain",
        question=question,
        items=_named(question.items, catalog),
        pathways=pathways,
        figures=(*(figure for pathway in pathways for figure in pathway.figures), *worked.figures),
        steps=steps,
        explanation=topic.text,
        example=worked.sentence,
        caveats=rests_on(topic, catalog),
        sources=sources(steps, pathways, catalog, *topic.cites),
        release=basis.schedule.release.id,
        basis=basis_line(basis),
        chart=drawn,
        see_also=tuple(
            Choice(label=catalog.topics[other].title, question=Explain(topic=other)) for other in topic.see_also
        ),
    )


def _asked_back(question: Clarify, catalog: Catalog) -> Answer:
    return Answer(
        intent="clarify",
        question=question,
        items=_named(question.items, catalog),
        clarify=Asking(ask=question.ask, choices=question.choices),
    )


def _named(items: tuple[Item, ...], catalog: Catalog) -> tuple[AnswerItem, ...]:
    """Return items that no verdict rests on: only the codes that the asker typed."""
    return tuple(
        AnswerItem(
            concept=item.concept,
            name=catalog.concepts[item.concept].name,
            codes=tuple(ref.code for ref in item.codes),
            minutes=item.minutes,
            quantity=item.quantity,
            units=0,
            side=item.side,
        )
        for item in items
    )


def _other_readings(question: Compare | Value | RatePerHour | BreakEven, catalog: Catalog) -> tuple[Choice, ...]:
    """Offer each other thing that the words could mean as the same question with that thing."""
    made = []
    for index, item in enumerate(question.items):
        if item.codes:
            continue
        for other in catalog.concepts[item.concept].instead_of:
            items = list(question.items)
            items[index] = item.model_copy(update={"concept": other, "assumed": None})
            asked = question.model_copy(update={"items": tuple(items)})
            made.append(Choice(label=f"With {catalog.concepts[other].one}", question=asked))
    return tuple(made)


def _split_offered(
    question: Compare | Value | RatePerHour | BreakEven, weighed: tuple[Weighed, ...]
) -> tuple[Choice, ...]:
    """Offer to show who the dollars go to, where Medicare pays any."""
    fits = isinstance(question, Compare | Value) and not question.split and not getattr(question, "card", False)
    if not fits or not any(one.paid for one in weighed):
        return ()
    return (Choice(label="Who gets the money", question=question.model_copy(update={"split": True})),)


def basis_line(basis: Basis) -> str:
    """Return the source line: release and date, place, setting, factor."""
    release = basis.schedule.release
    factor = basis.schedule.factor(basis.track)
    place = "national" if basis.gpci is None else f"{basis.gpci.name.title()}, {basis.gpci.state} ({basis.gpci.id})"
    paid = "" if basis.reduced is None else f", paid to {basis.reduced.name}"
    payer = "" if basis.payer_multiple is None else f", at {percent(basis.payer_multiple)} of Medicare"
    return (
        f"Medicare {release.id}, in force from {release.effective.day} {release.effective:%B %Y}; "
        f"{place}, {basis.setting}, factor ${factor.value}{paid}{payer}"
    )
