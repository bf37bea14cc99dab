"""The verdict of a break-even question: how many of one equal another, or how long one must be."""

from collections.abc import Iterator
from typing import Final

from bot.domain.answer import Answer, Figure, PathwayState, Side
from bot.domain.kept import KeptFigure
from bot.domain.money import round_half_up
from bot.domain.question import BreakEven
from bot.render import comparison, naming, worth
from bot.render.gauge import MONEY, Gauge, Standing, per_minute
from bot.render.numbers import fixed, span, whole
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import listed, sentence, verb

_BASES: Final = {
    "usd": ("allowed_usd", "in {payer} dollars to the practice before costs"),
    "work_rvu": ("work_rvu", "by work RVU, the clinician's credit"),
    "total_rvu": ("total_rvu", "by total RVU"),
}
_SIDES: Final = 2
_COUNT: Final = "break_even_count"
_ASKED: Final = {"dollars": "usd", "work_rvu": "work_rvu", "total_rvu": "total_rvu"}


def break_even(sheet: Sheet) -> list[str]:
    """Write the sentences of a break-even of the first side against the second."""
    first, second = sheet.sides[:2]
    question = sheet.answer.question
    solving_minutes = isinstance(question, BreakEven) and question.solve == "minutes"
    unpriced = [side for side in (first, second) if not sheet.resting(side)]
    told = [text for side in unpriced for text in worth.nothing(sheet, side)]
    if solving_minutes:
        if first in unpriced and not any(way.side == first.number for way in sheet.answer.pathways):
            told[:1] = [_out_of_reach(sheet, first, second)]
        paced = any(figure.key == "parity_minutes" for figure in sheet.answer.figures)
        lengths = _paced(sheet, first, second) if paced else _lengths(sheet, first, second)
        return [*told, *([] if first in unpriced else lengths), *_rest(sheet)]
    counts: list[str] = []
    for basis in _wanted(sheet):
        counts += filter(None, [_count(sheet, first, second, basis, leading=not counts)])
    depends = "depending on how it is billed, " if _several(sheet, first, second) else ""
    counted = [sentence(f"{depends}it takes {listed(counts)}")] if counts else []
    counted += _lesions(sheet, first, second)
    never = [text for basis in _wanted(sheet) if (text := _never(sheet, first, second, basis))]
    minutes = [] if unpriced else comparison.per_minute_told(sheet, first, second)
    level = [] if unpriced else _level(sheet, first, second)
    return [*told, *counted, *never, *filter(None, minutes), *level, *_rest(sheet)]


def _out_of_reach(sheet: Sheet, first: Side, second: Side) -> str:
    """Say that no length of the first side that Medicare pays is worth the second."""
    paid = sheet.written(second, "allowed_usd")
    worth_ = f"{second.one} ({paid} from {sheet.payer})" if paid else second.one
    return sentence(f"no length of {first.one} that {sheet.payer} pays for is worth {worth_}")


def in_short(answer: Answer) -> Iterator[KeptFigure]:
    """Yield what a break-even comes to in as few numbers as its verdict tells, by basis; nothing for other answers."""
    question = answer.question
    if not isinstance(question, BreakEven) or len(answer.sides) < _SIDES:
        return
    sheet = Sheet.of(answer)
    first, second = sheet.sides[:2]
    by_length = question.solve == "minutes"
    key = "parity_minutes" if by_length else "break_even_count"
    what = f"minutes for {first.one} to match {second.one} by the minute" if by_length else _counted(first, second)
    for basis in _wanted(sheet):
        how = _BASES[basis][1].format(payer=sheet.payer).split(" to the ")[0].split(",")[0]
        found = sheet.between(first, second, key, basis)
        if found is not None:
            low, high = (round_half_up(value, 2) for value in found)
            yield KeptFigure(key=key, label=f"{what}, {how}", value=low, high=None if high == low else high, unit=basis)
        for figure in sheet.answer.figures:
            if figure.key == "break_even_minutes" and figure.unit == basis:
                billed = _length(sheet, figure).partition("minutes")[2]
                label = f"minutes of {first.one}{billed} to match {second.one}, {how}"
                yield KeptFigure(key=figure.key, label=label, value=figure.value, unit=basis)


def _counted(first: Side, second: Side) -> str:
    return f"{first.many or first.name} to match {second.one}"


def _level(sheet: Sheet, first: Side, second: Side) -> list[str]:
    """Say what would make a minute of the side behind worth a minute of the other: less time, or more RVUs."""
    gauge = Gauge.of(sheet, first, second, per_minute(MONEY))
    if gauge is None or gauge.overall not in {Standing.AHEAD, Standing.BEHIND}:
        return []
    behind, ahead = (second, first) if gauge.overall is Standing.AHEAD else (first, second)
    minutes = sheet.between(behind, ahead, "parity_minutes", "usd")
    needed = sheet.between(behind, ahead, "parity_total_rvu", "total RVU")
    have = sheet.written(behind, "total_rvu")
    if minutes is None or needed is None or have is None:
        return []
    who = naming.short(sheet, behind)
    need = span(needed.low, needed.high, "total_rvu")
    shortest, longest = fixed(minutes.low, 1), fixed(minutes.high, 1)
    told = shortest if shortest == longest else f"{shortest} to {longest}"
    return [
        sentence(
            f"for a minute to be worth as much to the practice, {who} would have to be over in {told} minutes, or "
            f"carry {need} total RVU instead of {have}"
        )
    ]


def _several(sheet: Sheet, first: Side, second: Side) -> bool:
    """Tell whether the count depends on how one of the sides is billed."""
    spans = [sheet.between(first, second, "break_even_count", basis) for basis in _wanted(sheet)]
    return any(found is not None and found.low != found.high for found in spans)


def _rest(sheet: Sheet) -> list[str]:
    return list(filter(None, [naming.unpaid(sheet)]))


def _wanted(sheet: Sheet) -> list[str]:
    """Return the bases to tell, the asked one first."""
    question = sheet.answer.question
    metric = question.stated.metric if isinstance(question, BreakEven) else None
    asked = _ASKED[metric.value] if metric else "usd"
    return [asked, *(basis for basis in ("usd", "work_rvu") if basis != asked)]


def _count(sheet: Sheet, first: Side, second: Side, basis: str, *, leading: bool) -> str:
    """Write "2 wart freezings to match a 99214 in Medicare dollars ... ($111.22 each against $135.61)"."""
    key, words = _BASES[basis]
    mine, theirs = sheet.written(first, key), sheet.written(second, key)
    counts = sheet.between(first, second, "break_even_count", basis)
    if mine is None or theirs is None or counts is None:
        return ""
    low, high = whole(counts.low), whole(counts.high)
    number = low if low == high else f"{low} to {high}"
    many = first.name if number == "1" else first.many or f"x {first.name}"
    what = f" {many}{_period(sheet)} to match {second.one}" if leading else _period(sheet)
    return f"{number}{what} {words.format(payer=sheet.payer)} ({mine} each against {theirs})"


def _lesions(sheet: Sheet, first: Side, second: Side) -> list[str]:
    """Say how many lesions in one session are enough, which one session of one lesion times their number is not."""
    found = {one.unit: one for one in sheet.answer.figures if one.key == "break_even_lesions"}
    brings = {one.unit: one.value for one in sheet.answer.figures if one.key == "lesions_worth"}
    counted = [basis for basis in _wanted(sheet) if basis in found and sheet.between(first, second, _COUNT, basis)]
    told = [basis for basis in counted if found[basis].value != 1]  # that one is enough is said already
    if not told:
        return []
    many = found[told[0]].label
    reached = [
        f"{whole(found[basis].value)}{'' if at else f' {many}'} {_BASES[basis][1].format(payer=sheet.payer)} "
        f"({span(brings[basis], brings[basis], _BASES[basis][0])})"
        for at, basis in enumerate(basis for basis in told if found[basis].value)
    ]
    short = [_BASES[basis][1].format(payer=sheet.payer) for basis in told if not found[basis].value]
    enough = f"it takes {listed(reached)}" if reached else ""
    lacking = f"no number of {'them' if reached else many} is enough {listed(short, 'or')}" if short else ""
    return [sentence(f"on one patient in one session, {', and '.join(filter(None, (enough, lacking)))}")]


def _never(sheet: Sheet, first: Side, second: Side, basis: str) -> str:
    """Say where no number is enough, because one brings nothing."""
    key, words = _BASES[basis]
    have, theirs = sheet.span(first, key), sheet.written(second, key)
    if have is None or theirs is None or have.high:
        return ""
    return sentence(f"never {words.format(payer=sheet.payer)}: {first.one} {verb(first.one, 'brings', 'bring')} none")


def _period(sheet: Sheet) -> str:
    question = sheet.answer.question
    return f" a {question.period}" if isinstance(question, BreakEven) and question.period else ""


def _lengths(sheet: Sheet, first: Side, second: Side) -> list[str]:
    found = [figure for figure in sheet.answer.figures if figure.key == "break_even_minutes"]
    clauses: list[str] = []
    for basis in _wanted(sheet):
        key, words = _BASES[basis]
        target = (
            _would_be(sheet, second) if basis == "usd" and not sheet.resting(second) else sheet.written(second, key)
        )
        lengths = listed([_length(sheet, figure) for figure in found if figure.unit == basis], "or")
        if not lengths or target is None:
            continue
        how = f"{words.format(payer=sheet.payer)} ({target}),"
        last = f"to match {second.one} {how} {first.one} {verb(first.one, 'has', 'have')} to last {lengths}"
        clauses.append(f"{how} {lengths}" if clauses else last)
    if clauses:
        return [sentence("; ".join(clauses))]
    return [f"No length of {first.name} reaches what Medicare pays for {second.one}."]


def _paced(sheet: Sheet, first: Side, second: Side) -> list[str]:
    """Say how soon a service that pays the same at any length must be over for its minute to be worth the other's."""
    clauses: list[str] = []
    for basis in _wanted(sheet):
        minutes = sheet.between(first, second, "parity_minutes", basis)
        if minutes is not None:
            low, high = fixed(minutes.low, 1), fixed(minutes.high, 1)
            told = low if low == high else f"{low} to {high}"
            clauses.append(f"in {told} minutes {_BASES[basis][1].format(payer=sheet.payer)}")
    opening = f"for a minute to be worth one of {second.one}, {first.one} would have to be over {listed(clauses)}"
    return [sentence(opening), sentence(f"what {first.one} pays does not depend on how long it takes")]


def _would_be(sheet: Sheet, side: Side) -> str | None:
    """Write what an unpaid side's RVUs would come to."""
    values = [sheet.value(way, "would_be_usd") for way in sheet.ways(side, PathwayState.UNPAID)]
    have = [value for value in values if value is not None]
    return span(min(have), max(have), "would_be_usd") if have else None


def _length(sheet: Sheet, figure: Figure) -> str:
    way = next((way for way in sheet.answer.pathways if way.id == figure.pathway), None)
    billed = f" billed as {way_codes(way)}" if way is not None else ""
    return f"{whole(figure.value)} minutes{billed}"
