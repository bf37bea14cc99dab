"""The verdict of a break-even question: how many of one equal another, or how long one must be."""

from bot.domain.answer import Figure, Side
from bot.domain.question import BreakEven
from bot.render import naming, worth
from bot.render.numbers import DASH, whole
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import is_plural, listed, sentence

_BASES = {
    "usd": ("allowed_usd", "in Medicare dollars to the practice before costs"),
    "work_rvu": ("work_rvu", "by work RVU, the clinician's credit"),
    "total_rvu": ("total_rvu", "by total RVU"),
}
_ASKED = {"dollars": "usd", "work_rvu": "work_rvu", "total_rvu": "total_rvu"}


def break_even(sheet: Sheet) -> list[str]:
    """Write the sentences of a break-even of the first side against the second."""
    first, second = sheet.sides[:2]
    for side in (first, second):
        if not sheet.resting(side):
            return worth.nothing(sheet, side)
    question = sheet.answer.question
    if isinstance(question, BreakEven) and question.solve == "minutes":
        return [*_lengths(sheet, first, second), *filter(None, [naming.unpaid(sheet)])]
    sentences = [_count(sheet, first, second, basis) for basis in _wanted(sheet)]
    return [*filter(None, [*sentences, naming.unpaid(sheet)])]


def _wanted(sheet: Sheet) -> list[str]:
    """Return the bases to tell, the asked one first."""
    question = sheet.answer.question
    metric = question.stated.metric if isinstance(question, BreakEven) else None
    asked = _ASKED[metric.value] if metric else "usd"
    return [asked, *(basis for basis in ("usd", "work_rvu") if basis != asked)]


def _count(sheet: Sheet, first: Side, second: Side, basis: str) -> str:
    key, words = _BASES[basis]
    mine, theirs = sheet.written(first, key), sheet.written(second, key)
    if mine is None or theirs is None:
        return ""
    have = sheet.span(first, key)
    if have is not None and not have.high:
        return sentence(f"{words} it never happens: {first.one} brings none against {theirs}")
    counts = sheet.between(first, second, "break_even_count", basis)
    if counts is None:
        return ""
    low, high = whole(counts.low), whole(counts.high)
    number = low if low == high else f"{low} to {high}"
    many = first.name if number == "1" else first.many or f"x {first.name}"
    depends = "" if low == high else ", depending on how it is billed"
    unit = " work RVU" if basis == "work_rvu" else ""
    return sentence(
        f"{words}, it takes {number} {many}{_period(sheet)} to match {second.one}{depends} "
        f"({mine} each against {theirs}{unit})"
    )


def _period(sheet: Sheet) -> str:
    question = sheet.answer.question
    return f" a {question.period}" if isinstance(question, BreakEven) and question.period else ""


def _lengths(sheet: Sheet, first: Side, second: Side) -> list[str]:
    found = [figure for figure in sheet.answer.figures if figure.key == "break_even_minutes"]
    sentences = []
    for basis in _wanted(sheet):
        key, words = _BASES[basis]
        theirs = sheet.written(second, key)
        parts = [
            _length(sheet, figure)
            for figure in found
            if figure.unit == basis or (basis == "usd" and not _basis(figure))
        ]
        if parts:
            reach = f"to match {second.one} ({theirs}), {first.one} {'have' if is_plural(first.one) else 'has'} to last"
            sentences.append(sentence(f"{words}, {reach} {listed(parts, 'or')}"))
    if not sentences:
        theirs = sheet.written(second, "allowed_usd") or DASH
        sentences.append(f"No length of {first.name} reaches what Medicare pays for {second.one} ({theirs}).")
    return sentences


def _basis(figure: Figure) -> bool:
    return figure.unit in _BASES


def _length(sheet: Sheet, figure: Figure) -> str:
    way = next((way for way in sheet.answer.pathways if way.id == figure.pathway), None)
    billed = f", billed as {way_codes(way)}" if way is not None else ""
    return f"{whole(figure.value)} minutes{billed}"
