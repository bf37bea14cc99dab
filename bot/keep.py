"""What is kept of an answer, and what is shown of it once the program gives another one."""

from hashlib import sha256
from typing import Final

from bot.domain.answer import PHI, Answer, Asking, Detail
from bot.domain.context import Context
from bot.domain.kept import Kept, KeptFigure, KeptWay
from bot.domain.question import Clarify
from bot.domain.record import Stored, headline
from bot.render.again import figure_text, way_text
from bot.render.breakeven import in_short
from bot.render.own import Own
from bot.render.sheet import way_codes
from bot.render.table import told

_FIGURES: Final = (
    "work_rvu",
    "total_rvu",
    "allowed_usd",
    "would_be_usd",
    "usd_per_minute",
    "work_rvu_per_minute",
    "usd_per_hour",
    "work_rvu_per_hour",
)
"""Figures of the table; the others of a way are shown by the math alone."""
_DIGITS: Final = 24
"""Of the digest: 96 bits, far beyond what answers that differ by chance could share."""
CHANGED: Final = (
    "The program or its fee schedule has changed since: this is what it said then; the steps, ways and chart behind it "
    "are no longer kept"
)


def without_warning(answer: Answer) -> Answer:
    """Return the answer as it may be kept: a warning is about what was typed, which is gone by then."""
    return answer.model_copy(update={"warnings": tuple(each for each in answer.warnings if each != PHI)})


def digest(answer: Answer) -> str:
    """Return what differs as soon as any field of the answer does."""
    whole = answer.model_dump_json(exclude={"steps"})
    return _digested("\n".join((whole, *answer.steps.lines)))


def is_of(held: Kept, answer: Answer) -> bool:
    """Tell whether an answer is, in every field, the one that this was kept of."""
    # Earlier versions took the digest of the answer as it is written, every step included.
    return digest(answer) == held.digest or _digested(answer.model_dump_json()) == held.digest


def _digested(whole: str) -> str:
    return sha256(whole.encode()).hexdigest()[:_DIGITS]


def kept(answer: Answer, context: Context, noted: tuple[str, ...], told_before: str | None) -> Kept:
    """Return what is kept of an answer that was given under a context, its day included."""
    ways = tuple(
        KeptWay(
            side=way.side,
            codes=way_codes(way),
            paid=way.paid_by_medicare,
            rests=way.in_verdict,
            figures={
                figure.key: figure.value
                for figure in way.figures
                if figure.key in _FIGURES and (answer.intent == "rate_per_hour" or not figure.key.endswith("_hour"))
            },
        )
        for way in told(answer)
    )
    own = tuple(
        KeptFigure(key=figure.key, label=figure.label, value=figure.value, unit=figure.unit)
        for figure in Own.of(answer).figures
        # How the ways compare follows from their figures.
        if not figure.key.startswith("ratio") and figure.pathway is None
    )
    return Kept(
        digest=digest(answer),
        context=context,
        noted=noted,
        told=told_before,
        items=answer.items,
        said=headline(answer),
        led=bool(answer.readings),
        basis=answer.basis,
        ways=ways,
        figures=(*own, *in_short(answer)),
        details=answer.details,
    )


def held(stored: Stored) -> Kept:
    """Return what is kept of an answer in short, also of one that an earlier version kept whole."""
    if stored.kept is not None:
        return stored.kept
    if stored.answer is None:
        return Kept(digest="")
    return kept(stored.answer, Context(release=stored.release or None), (), None)


def reduced(stored: Stored, short: Kept) -> Answer:
    """Return what is left of an answer that can no longer be worked out: its verdict, figures and source line."""
    question = stored.question
    details = short.details or (
        *(Detail(label=way.codes, text=way_text(way)) for way in short.ways),
        *(Detail(label=each.label, text=figure_text(each)) for each in short.figures),
    )
    asking = Asking(ask=question.ask, choices=question.choices) if isinstance(question, Clarify) else None
    return Answer(
        intent=question.intent,
        question=question,
        items=short.items,
        verdict="" if asking is not None else short.said,
        details=details,
        caveats=(CHANGED,),
        release=stored.release or None,
        basis=short.basis,
        clarify=asking,
    )
