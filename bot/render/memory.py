"""What was asked before, in words: answers about the memory itself."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal

from bot.domain.answer import Answer, AnswerItem, Detail
from bot.domain.catalog import Catalog
from bot.domain.concept import Kind, Role
from bot.domain.question import Choice, Clarify, Item, Question, Recall, Stats, Tally, Value
from bot.domain.record import Counts, Found, Span, Stored
from bot.render.sentence import headed, phrase, when
from bot.render.wording import capital, counted, inline, listed
from bot.render.wording import sentence as closed

FEWEST: Final = 5
"""People below whom nothing is said about how many asked: a smaller group is no group but persons."""

NOTHING_KEPT: Final = (
    "Nothing is kept here, so there is nothing to look back on. I keep what was asked on a Discord server, in direct "
    "messages and in the console chat."
)
_ROOM: Final = 1_100
"""Letters of all lines of a list together, so that a phone shows it and Discord takes it."""
_LONGEST: Final = 180
_SHORTEST: Final = 40
_TOP: Final = 5
_BILLED_ALONE: Final = frozenset({Kind.PROCEDURE, Kind.TEST, Kind.IMAGING})
"""Kinds whose codes bill little else, so that asking about the code is asking about them. A talk's are visits."""
_SPOKEN: Final = frozenset({Kind.TALK, Kind.VISIT})
_KINDS: Final = {
    Kind.PROCEDURE: "procedures",
    Kind.TALK: "talks",
    Kind.VISIT: "visits",
    Kind.TEST: "tests",
    Kind.IMAGING: "scans",
    Kind.MONTH: "monthly services",
    Kind.ADDON: "add-ons",
}


def absent(question: Recall | Stats, catalog: Catalog) -> Answer:
    """Say that there is no memory to ask."""
    return _answer(question, catalog, NOTHING_KEPT)


def recalled(question: Recall, found: Found, span: Span | None, zone: tzinfo, catalog: Catalog, *, own: bool) -> Answer:
    """List what was asked before, newest first, each with a button that asks it again.

    `own` tells that only the asker's own questions were looked at.
    """
    about = _about(question.items, catalog)
    stretch = _stretch(question, span, zone)
    if not found.records:
        return _answer(
            question, catalog, closed(f"{'You asked nothing' if own else 'Nothing was asked here'}{about}{stretch}")
        )
    shown = len(found.records)
    many, were = counted(found.total, "question"), "was" if found.total == 1 else "were"
    told = f"You asked {many}{about}{stretch}" if own else f"{many}{about} {were} asked here{stretch}"
    listing = "" if found.total == 1 else ", newest first"
    if shown < found.total:
        listing = "; this is the newest" if shown == 1 else f"; these are the newest {shown}"
    room = min(_LONGEST, max(_SHORTEST, _ROOM // shown))
    details = tuple(
        Detail(label=_moment(record.at, zone), text=textwrap.shorten(gist(record, catalog), room, placeholder=" …"))
        for record in found.records
    )
    again = tuple(
        Choice(label=headed(record.question, catalog), question=record.question) for record in _once(found.records)
    )
    return _answer(question, catalog, closed(f"{told}{listing}"), details, again)


def summed(question: Stats, counts: Counts, span: Span | None, zone: tzinfo, catalog: Catalog) -> Answer:
    """Tell how much, what and by how many people was asked, without any name."""
    about = _about(question.items, catalog)
    where = "in this channel" if question.channel else "here"
    stretch = _stretch(question, span, zone)
    if not counts.questions:
        return _answer(question, catalog, closed(f"Nothing was asked {where}{about}{stretch}"))
    were = "was" if counts.questions == 1 else "were"
    many = f"{counted(counts.questions, 'question')}{about} {were} asked {where}{stretch}"
    concepts = [(one, number) for one, number in counts.concepts if _fits(one, question.kind, catalog)]
    lines = {
        Tally.MOST_ASKED: _most_asked(concepts, question.kind, catalog),
        Tally.MOST_COMPARED: _most_compared(counts, catalog),
        Tally.TALK: _talk(counts, catalog),
        Tally.ASKERS: _askers(counts),
        Tally.UNANSWERED: _unanswered(counts),
    }
    if question.tally is Tally.ALL:
        details = tuple(line for line in lines.values() if line is not None)
        return _answer(question, catalog, closed(many), details, _again(concepts, catalog))
    line = lines[question.tally]
    told = f"{line.label}: {line.text}" if line else "None of that can be told from these"
    again = _again(concepts, catalog) if question.tally is Tally.MOST_ASKED else ()
    return _answer(question, catalog, "\n".join((closed(told), closed(many))), (), again)


def codes_of(item: Item, catalog: Catalog) -> tuple[str, ...]:
    """Return the codes by which a service is looked for: those typed, else what it is mainly billed by."""
    concept = catalog.concepts[item.concept]
    if item.codes or concept.kind not in _BILLED_ALONE:
        return tuple(ref.code for ref in item.codes)
    rules = [catalog.rules[use.rule] for use in concept.uses if use.role is Role.MAIN]
    return tuple(sorted({code for rule in rules for code in rule.codes}))


def gist(record: Stored, catalog: Catalog) -> str:
    """Write the question and the first sentence of what was answered."""
    lines = record.said.splitlines()
    told = lines[1:] if record.led else lines
    asked = f"{headed(record.question, catalog)}."
    return f"{asked} {told[0]}" if told and not isinstance(record.question, Clarify) else asked


def _answer(
    question: Recall | Stats,
    catalog: Catalog,
    verdict: str,
    details: tuple[Detail, ...] = (),
    again: tuple[Choice, ...] = (),
) -> Answer:
    items = tuple(
        AnswerItem(
            concept=item.concept,
            name=phrase(item, catalog),
            codes=codes_of(item, catalog),
            minutes=item.minutes,
            quantity=item.quantity,
            units=0,
            side=item.side,
        )
        for item in question.items
    )
    intent: Literal["history", "stats"] = question.intent
    return Answer(intent=intent, question=question, items=items, verdict=verdict, details=details, see_also=again)


def _once(records: Sequence[Stored]) -> Iterator[Stored]:
    """Yield the newest of each question that can be asked again."""
    seen: list[Question] = []
    for record in records:
        lost = record.question.intent in {"clarify", "out_of_scope"} and not record.question.items
        if record.question not in seen and not lost:
            seen.append(record.question)
            yield record


def _about(items: Sequence[Item], catalog: Catalog) -> str:
    named = listed((phrase(item, catalog) for item in items), "or")
    return f" about {named}" if named else ""


def _stretch(question: Recall | Stats, span: Span | None, zone: tzinfo) -> str:
    """Write the stretch of time with its days, so that nobody has to guess what "last week" is."""
    if question.when is None or span is None:
        return ""
    first, last = span.start.astimezone(zone), (span.end - timedelta(seconds=1)).astimezone(zone)
    days = _day(first) if first.date() == last.date() else f"{_day(first)} to {_day(last)}"
    return f" {when(question.when)} ({days} {last.year}, {first.tzname()})"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b}"


def _moment(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{_day(local)}, {local:%H:%M} {local.tzname()}"


def _fits(concept: str, kind: Kind | None, catalog: Catalog) -> bool:
    known = catalog.concepts.get(concept)
    return known is not None and (kind is None or known.kind is kind)


def _named(concept: str, catalog: Catalog) -> str:
    known = catalog.concepts.get(concept)
    return known.name if known is not None else concept


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _most_asked(concepts: Sequence[tuple[str, int]], kind: Kind | None, catalog: Catalog) -> Detail | None:
    top = [f"{_named(concept, catalog)} ({_times(number)})" for concept, number in concepts[:_TOP]]
    label = "Asked about most" if kind is None else f"{capital(_KINDS[kind])} asked about most"
    return Detail(label=label, text=listed(top)) if top else None


def _most_compared(counts: Counts, catalog: Catalog) -> Detail | None:
    top = [
        f"{_named(one, catalog)} with {_named(other, catalog)} ({_times(number)})"
        for one, other, number in counts.pairs[:_TOP]
    ]
    return Detail(label="Compared most", text=listed(top)) if top else None


def _talk(counts: Counts, catalog: Catalog) -> Detail | None:
    kinds = [
        (catalog.concepts[concept].kind, number) for concept, number in counts.concepts if concept in catalog.concepts
    ]
    spoken = sum(number for kind, number in kinds if kind in _SPOKEN)
    done = sum(number for kind, number in kinds if kind is Kind.PROCEDURE)
    if not spoken + done:
        return None
    return Detail(label="Talk against procedures", text=f"talks and visits {_times(spoken)}, procedures {_times(done)}")


def _askers(counts: Counts) -> Detail:
    if counts.askers < FEWEST:
        return Detail(label="People", text=f"fewer than {FEWEST} asked, so I do not say how many")
    return Detail(label="People", text=f"{counts.askers:,} different ones asked; I name nobody")


def _unanswered(counts: Counts) -> Detail:
    back, declined = counts.intents.get("clarify", 0), counts.intents.get("out_of_scope", 0)
    return Detail(label="Not answered", text=f"asked back {_times(back)}, outside what I do {_times(declined)}")


def _again(concepts: Sequence[tuple[str, int]], catalog: Catalog) -> tuple[Choice, ...]:
    """Offer the worth of what is asked about most."""
    priced = [concept for concept, _ in concepts if concept in catalog.concepts and catalog.concepts[concept].uses]
    return tuple(
        Choice(label=capital(inline(catalog.concepts[concept].name)), question=Value(items=(Item(concept=concept),)))
        for concept in priced[:_TOP]
    )
